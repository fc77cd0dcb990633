"""``python -m evals``: hold the assistant to the records, and refuse regressions.

Exit 0 when no case got worse than the baseline; 3 when one did or nothing was measured; 2 for bad usage.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.models.opening import open_model
from assistant.session import open_engine, update_index
from assistant.settings import Settings, read_settings
from evals.backfill_command import add_arguments, run_backfill
from evals.cases import QuestionError
from evals.desk import open_desk
from evals.desks import Desks
from evals.evidence import print_curve, subjects
from evals.gate import compare_runs
from evals.generate import SEED, generated, in_quick_run, write_cases
from evals.in_words import asked
from evals.run import Run, Runner, all_cases
from evals.scores import (
    Measured,
    NotMeasured,
    Scores,
    differing,
    read_runs,
    read_scores,
    write_runs,
    write_scores,
)
from evals.selection import shipped_corpus
from evals.show import show_changes, show_run
from evals.store import RunStore
from index.errors import AssistantError

BASELINE = Path(__file__).with_name("baseline.json")
_DONE, _BAD_USAGE, _WORSE = 0, 2, 3

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except QuestionError as error:
        print(error, file=sys.stderr)
        return _BAD_USAGE
    except NotMeasured as error:
        print(f"not measured: {error}", file=sys.stderr)
        return _WORSE
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def add(name: str, command: Command, says: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=says, description=says)
        added.set_defaults(command=command)
        return added

    make = add("generate", _generate, "write the generated questions with what they want")
    make.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    make.add_argument("--seed", type=int, default=SEED)
    run = add("run", _run, "ask everything, measure everything")
    run.add_argument("--json", type=Path, metavar="FILE", help="write the scores of every case")
    run.add_argument("--times", type=int, default=1, metavar="N", help="run N times; FILE is then a folder")
    run.add_argument("--compare", type=Path, metavar="BASELINE", nargs="?", const=BASELINE, help="the gate")
    run.add_argument("--quick", action="store_true", help="an eighth of the generated questions")
    add("baseline", _keep_baseline, "run, and make the scores the baseline")
    both = add("compare", _compare, "compare two files of scores, or two folders of repeated runs of a model")
    both.add_argument("before", type=Path)
    both.add_argument("after", type=Path)
    report = add("report", _report, "write report.html and junit.xml of the last whole run")
    report.add_argument("--html", type=Path, metavar="FILE")
    report.add_argument("--junit", type=Path, metavar="FILE")
    word = add("wording", _wording, "let the configured model word lead-ins and drafts, and read them again")
    word.add_argument("--lead-ins", type=int, default=60)
    word.add_argument("--drafts", type=int, default=30)
    word.add_argument("--anew", action="store_true", help="forget what an earlier, unfinished run kept")
    add("curve", _curve, "what each refusal threshold would refuse and answer wrongly")
    fill = add("backfill", _backfill, "precision of proposals for gaps, on rows whose answer is hidden")
    add_arguments(fill)
    bench = add("bench", _bench, "time and ratios as JSON")
    bench.add_argument("--largest", type=int, default=100_000, metavar="TASKS", help="of the largest index")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write them to a file, too")
    return parser


def _settings() -> Settings:
    """The settings with a home for the evals alone, so that added notices change no score."""
    settings = read_settings()
    return replace(settings, home=settings.home / "evals")


def _generate(arguments: argparse.Namespace) -> int:
    count = write_cases(generated(shipped_corpus(), arguments.seed), arguments.out)
    print(f"{count} questions")
    return _DONE


def _run(arguments: argparse.Namespace) -> int:
    before = read_scores(arguments.compare) if arguments.compare else None
    runs = [_measure(quick=arguments.quick) for _ in range(arguments.times)]
    scores = [run.scores for run in runs]
    if arguments.json:
        write_runs(scores, arguments.json)
    if unsteady := differing(scores):
        raise NotMeasured(f"of {len(runs)} runs of the same code, {unsteady} differ from the first")
    if before is None:
        return _WORSE if any(run.errors for run in runs) else _DONE
    if arguments.quick:
        kept = {case: score for case, score in before.cases.items() if in_quick_run(case)}
        before = before.model_copy(update={"cases": kept})
    return _judge([before], scores if scores[-1].model else scores[-1:], runs[-1].measured)


def _measure(*, quick: bool) -> Run:
    """Measure in new processes; a quick run leaves out what needs a model."""
    given, settings, corpus = read_settings(), _settings(), shipped_corpus()
    cases = all_cases(corpus, quick=quick)
    update_index(settings, [], lambda _: None)
    chosen = replace(given, llm="off") if quick else given
    with (
        open_desk(settings, corpus) as desk,
        Desks(settings) as desks,
        open_model(chosen, lambda _: None) as model,
    ):
        found = Runner(desk, corpus, asks=desks, model=model).run(cases, quick=quick)
    if not quick:
        RunStore(settings.home).keep(found)
    show_run(found)
    return found


def _judge(before: Sequence[Scores], after: Sequence[Scores], measured: Sequence[Measured]) -> int:
    """Compare and print; ``measured``: the cases in words, as far as they are known."""
    changes = compare_runs(before, after, {case.id: case.notice for case in measured})
    show_changes(changes, before[-1], after[-1], measured)
    return _WORSE if changes.red else _DONE


def _keep_baseline(_: argparse.Namespace) -> int:
    found = _measure(quick=False)
    if found.errors:
        raise NotMeasured(f"{len(found.errors)} cases are errors, so this is no baseline: {found.errors[0]}")
    write_scores(found.scores, BASELINE)
    return _DONE


def _compare(arguments: argparse.Namespace) -> int:
    before, after = read_runs(arguments.before), read_runs(arguments.after)
    return _judge(before, after, [asked(case) for case in all_cases(shipped_corpus(), quick=False)])


def _report(arguments: argparse.Namespace) -> int:
    from evals.report_html import write_html
    from evals.report_junit import write_junit

    store = RunStore(_settings().home)
    last = store.last()
    html = arguments.html or store.folder / "report.html"
    junit = arguments.junit or store.folder / "junit.xml"
    baseline = read_scores(BASELINE)
    changes = compare_runs([baseline], [last.scores], {case.id: case.notice for case in last.measured})
    write_html(last, store.history(), baseline, changes, html)
    write_junit(last, changes, junit)
    print(html, junit, sep="\n")
    return _DONE


def _curve(_: argparse.Namespace) -> int:
    settings, corpus = _settings(), shipped_corpus()
    update_index(settings, [], lambda _: None)
    with open_desk(settings, corpus) as desk, Desks(settings) as desks:
        print_curve(desks.score(list(subjects(desk.lexicon, corpus))))
    return _DONE


def _backfill(arguments: argparse.Namespace) -> int:
    return _DONE if run_backfill(arguments, _settings()) else _WORSE


def _wording(arguments: argparse.Namespace) -> int:
    from evals.wording_run import measure_wording

    settings, corpus = _settings(), shipped_corpus()
    update_index(settings, [], lambda _: None)
    with open_engine(settings, lambda _: None) as engine:
        totals = measure_wording(engine, corpus, settings, arguments)
    for name, total in totals.items():
        print(name, json.dumps(total, ensure_ascii=False))
    return _WORSE if any(total["unsupported"] for total in totals.values()) else _DONE


def _bench(arguments: argparse.Namespace) -> int:
    from evals.bench import measure

    text = measure(arguments.largest)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n", encoding="utf-8")
    return _DONE


if __name__ == "__main__":
    sys.exit(main())
