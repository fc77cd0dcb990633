"""``python -m evals run``: hold the answers to the records, and refuse regressions.

Exit 0 when no case got worse than the baseline, 3 when one did or nothing was measured, 2 for bad usage.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.contract import answer_json
from assistant.engine import Engine
from assistant.found import ASKED_THRESHOLD, BARE_THRESHOLD, THRESHOLD
from assistant.session import open_engine
from assistant.settings import read_settings
from evals.answers_check import Answer, check_answer
from evals.cases import Case, generated, hand_written
from evals.evidence import curve, score_all
from evals.gate import Changes, compare, read_baseline
from evals.question_set import QuestionError
from evals.selection import Corpus, shipped_corpus

BASELINE = Path(__file__).with_name("baseline.json")
_BAD_USAGE, _WORSE = 2, 3
_EVERY = 5
"""A quick run asks every fifth of the generated questions."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    arguments = _parser().parse_args(argv)
    if arguments.command == "curve":
        return _curve()
    try:
        corpus = shipped_corpus()
        cases = hand_written(corpus) + generated(corpus)[:: _EVERY if arguments.quick else 1]
    except QuestionError as error:
        print(error, file=sys.stderr)
        return _BAD_USAGE
    failures = _run(cases)
    _print_kinds(cases, failures)
    passed = {case.id: not failures[case.id] for case in cases}
    report = {"data": _hash(corpus), "cases": passed}
    if arguments.json:
        arguments.json.write_text(
            json.dumps(report, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8"
        )
    if arguments.compare is None:
        return 0
    return _judge(arguments.compare, passed, cases, failures, quick=arguments.quick)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    run = commands.add_parser("run", help="ask every question and compare the answers with the records")
    run.add_argument("--json", type=Path, metavar="FILE", help="write the result of every case")
    run.add_argument(
        "--compare", type=Path, metavar="BASELINE", nargs="?", const=BASELINE, help="refuse regressions"
    )
    run.add_argument("--quick", action="store_true", help="a fifth of the generated questions")
    commands.add_parser("curve", help="what each refusal threshold would refuse and answer wrongly")
    return parser


def _curve() -> int:
    """Print the curve of the part the threshold was chosen on beside that of the part it is reported on."""
    with open_engine(read_settings(), lambda _: None) as engine:
        scored = list(score_all(engine, shipped_corpus()))
    thresholds = [step / 100 for step in range(40, 82, 2)]
    chosen, reported = (
        curve([one for one in scored if one.split == split], thresholds) for split in ("choose", "report")
    )
    print(
        f"in use: {THRESHOLD}, {ASKED_THRESHOLD} where a task is asked for, {BARE_THRESHOLD} for bare words"
    )
    print("threshold   refused wrongly  answered wrongly   (chosen on | reported on)")
    for a, b in zip(chosen, reported, strict=True):
        print(f"{a.threshold:9.2f} {a.refused:8.1%} |{b.refused:6.1%} {a.answered:9.1%} |{b.answered:6.1%}")
    return 0


def _run(cases: Sequence[Case]) -> dict[str, list[str]]:
    """Ask every case; return the faults of each, an error while answering among them."""
    with open_engine(read_settings(), lambda _: None) as engine:
        return {case.id: _faults(case, engine) for case in cases}


def _faults(case: Case, engine: Engine) -> list[str]:
    try:
        printed = json.dumps(answer_json(engine.converse(case.turns)[-1]), allow_nan=False)
        return check_answer(Answer.model_validate_json(printed), case.wanted)
    except Exception as error:  # noqa: BLE001 - a case that crashes is a failed case, not a failed run
        return [f"{type(error).__name__}: {error}"]


def _print_kinds(cases: Sequence[Case], failures: dict[str, list[str]]) -> None:
    asked = Counter(case.kind for case in cases)
    passed = Counter(case.kind for case in cases if not failures[case.id])
    for kind in sorted(asked):
        print(f"{kind:14} {passed[kind]:4} / {asked[kind]:4}")
    print(f"{'all':14} {passed.total():4} / {asked.total():4}")


def _judge(
    path: Path, after: dict[str, bool], cases: Sequence[Case], failures: dict[str, list[str]], *, quick: bool
) -> int:
    try:
        before = read_baseline(path)
    except ValueError as error:
        print(error, file=sys.stderr)
        return _WORSE
    if quick:
        before = {case: passed for case, passed in before.items() if case in after or "/" not in case}
    changes = compare(before, after)
    _print_changes(changes, cases, failures)
    return _WORSE if changes.red else 0


def _print_changes(changes: Changes, cases: Sequence[Case], failures: dict[str, list[str]]) -> None:
    turns = {case.id: " / ".join(case.turns) for case in cases}
    for case in changes.broken:
        print(f"BROKEN {case}: {turns[case]}: {'; '.join(failures[case])}")
    for case in changes.missing:
        print(f"MISSING {case}: in the baseline, not in this run")
    counts = (len(changes.fixed), len(changes.broken), changes.same, len(changes.new), len(changes.missing))
    print("fixed {}, broken {}, same {}, new {}, missing {}".format(*counts))


def _hash(corpus: Corpus) -> str:
    records = "\n".join(notice.model_dump_json() for notice in corpus.notices)
    return hashlib.sha256(records.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
