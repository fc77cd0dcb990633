"""``python -m evals``: hold the assistant to the records, and refuse regressions.

Exit 0 when no case got worse than the baseline; 3 when one did, or when nothing was measured; 2 for bad usage.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.session import open_engine
from assistant.settings import Settings, read_settings
from evals.gate import compare
from evals.generate import SEED, generated, in_quick_run, write_cases
from evals.model_part import say_model_part
from evals.question_set import QuestionError
from evals.run import Run, all_cases, run
from evals.scores import NotMeasured, Scores, read_scores, write_scores
from evals.selection import shipped_corpus
from evals.show import show_changes, show_run
from evals.store import RunStore

BASELINE = Path(__file__).with_name("baseline.json")
_DONE, _BAD_USAGE, _WORSE = 0, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except QuestionError as error:
        print(error, file=sys.stderr)
        return _BAD_USAGE
    except NotMeasured as error:
        print(f"not measured: {error}", file=sys.stderr)
        return _WORSE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("generate", help="write the generated questions with what they want")
    make.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    make.add_argument("--seed", type=int, default=SEED)
    make.set_defaults(command=_generate)
    asked = commands.add_parser("run", help="measure everything")
    asked.add_argument("--json", type=Path, metavar="FILE", help="write the scores of every case")
    asked.add_argument(
        "--compare", type=Path, metavar="BASELINE", nargs="?", const=BASELINE, help="refuse regressions"
    )
    asked.add_argument("--quick", action="store_true", help="an eighth of the generated questions")
    asked.set_defaults(command=_run)
    kept = commands.add_parser("baseline", help="run, and make the scores the baseline")
    kept.set_defaults(command=_keep_baseline)
    both = commands.add_parser("compare", help="compare two files of scores")
    both.add_argument("before", type=Path)
    both.add_argument("after", type=Path)
    both.set_defaults(command=_compare)
    report = commands.add_parser("report", help="write report.html and junit.xml of the last whole run")
    report.add_argument("--html", type=Path, metavar="FILE")
    report.add_argument("--junit", type=Path, metavar="FILE")
    report.set_defaults(command=_report)
    bench = commands.add_parser("bench", help="time and ratios as JSON")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write them to a file, too")
    bench.set_defaults(command=_bench)
    return parser


def _generate(arguments: argparse.Namespace) -> int:
    count = write_cases(generated(shipped_corpus(), arguments.seed), arguments.out)
    print(f"{count} questions")
    return _DONE


def _run(arguments: argparse.Namespace) -> int:
    settings = read_settings()
    found = _measure(settings, quick=arguments.quick)
    if arguments.json:
        write_scores(found.scores, arguments.json)
    if arguments.compare is None:
        return _DONE
    before = read_scores(arguments.compare)
    if arguments.quick:
        kept = {case: score for case, score in before.cases.items() if in_quick_run(case)}
        before = before.model_copy(update={"cases": kept})
    return _judge(before, found.scores, found)


def _measure(settings: Settings, *, quick: bool) -> Run:
    corpus = shipped_corpus()
    cases = all_cases(corpus, quick=quick)
    with open_engine(settings, lambda _: None) as engine:
        found = run(engine, corpus, cases, settings, quick=quick)
    if not quick:
        RunStore(settings.home / "evals").keep(found)
    show_run(found)
    say_model_part(settings)
    return found


def _judge(before: Scores, after: Scores, found: Run | None = None) -> int:
    changes = compare(before, after)
    show_changes(changes, before, after, found.measured if found else ())
    return _WORSE if changes.red else _DONE


def _keep_baseline(_: argparse.Namespace) -> int:
    found = _measure(read_settings(), quick=False)
    errors = [case for case, score in found.scores.cases.items() if score.error]
    if errors:
        raise NotMeasured(f"{len(errors)} cases are errors, so this is no baseline: {errors[0]} …")
    write_scores(found.scores, BASELINE)
    return _DONE


def _compare(arguments: argparse.Namespace) -> int:
    return _judge(read_scores(arguments.before), read_scores(arguments.after))


def _report(arguments: argparse.Namespace) -> int:
    from evals.report_html import write_html
    from evals.report_junit import write_junit

    store = RunStore(read_settings().home / "evals")
    last = store.last()
    html, junit = (
        arguments.html or store.folder / "report.html",
        arguments.junit or store.folder / "junit.xml",
    )
    write_html(last, store.history(), html)
    write_junit(last, junit)
    print(html, junit, sep="\n")
    return _DONE


def _bench(arguments: argparse.Namespace) -> int:
    from evals.bench import measure

    text = measure()
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return _DONE


if __name__ == "__main__":
    sys.exit(main())
