"""A run as JUnit XML, for CI: a suite a kind, a test a case; what could not be measured is an error."""

from pathlib import Path

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from evals.run import Run
from evals.scores import Measured


def write_junit(run: Run, path: Path) -> None:
    """Write the cases of a run to ``path``."""
    suites: dict[str, TestSuite] = {}
    for case in sorted(run.measured, key=lambda case: case.id):
        suite = suites.setdefault(case.kind, TestSuite(case.kind))
        suite.add_testcase(_test(case))
    xml = JUnitXml("evals")
    for name in sorted(suites):
        xml.add_testsuite(suites[name])
    xml.write(str(path), pretty=True)


def _test(case: Measured) -> TestCase:
    test = TestCase(case.id, classname=f"evals.{case.kind}")
    if case.faults:
        sort = Error if case.error else Failure
        result = sort("; ".join(case.faults))
        result.text = "\n".join((f"asked: {case.asked}", f"expected: {case.expected}", *case.lines))
        test.result = [result]
    return test
