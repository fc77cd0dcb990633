"""A run as JUnit XML, for CI: a suite a kind, a test a case.

It is red where the gate is: a broken case is a failure; what could not be measured, is missing, or is a count
that moved is an error. A case that fails as it did before, or is new, is skipped and says why.
"""

from collections.abc import Iterator
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import FinalResult

from evals.gate import Changes
from evals.run import Run
from evals.scores import Measured


def write_junit(run: Run, changes: Changes, path: Path) -> None:
    """Write the cases of a run, and what is missing in it, to ``path``."""
    suites: dict[str, TestSuite] = {}
    for kind, test in _tests(run, changes):
        suites.setdefault(kind, TestSuite(kind)).add_testcase(test)
    xml = JUnitXml("evals")
    for name in sorted(suites):
        xml.add_testsuite(suites[name])
    xml.update_statistics()  # type: ignore[no-untyped-call]
    xml.write(str(path), pretty=True)


def _tests(run: Run, changes: Changes) -> Iterator[tuple[str, TestCase]]:
    for case in sorted(run.measured, key=lambda case: case.id):
        text = "\n".join((f"asked: {case.asked}", f"expected: {case.expected}", *case.lines))
        result = _sort(case, changes)("; ".join(case.faults)) if case.faults else None
        yield case.kind, _test(case.kind, case.id, result, text)
    for name in changes.missing:
        yield "missing", _test("missing", name, Error("in the baseline, not in this run"))
    for fact in changes.facts:
        yield "facts", _test("facts", fact, Error("a count moved"))


def _sort(case: Measured, changes: Changes) -> type[FinalResult]:
    if case.error:
        return Error
    return Failure if case.id in changes.red_cases else Skipped


def _test(kind: str, name: str, result: FinalResult | None, text: str = "") -> TestCase:
    test = TestCase(name, classname=f"evals.{kind}")
    if result is not None:
        result.text = text
        test.result = [result]
    return test
