"""Reports: one page that needs nothing from outside, JUnit that CI can count, runs kept for trends."""

import re
from dataclasses import replace

import pytest
from chat_visit import chromium  # type: ignore[import-not-found]
from junitparser import JUnitXml

from evals.charts import draw
from evals.curves import Curve, refusal_curves
from evals.evidence import Scored
from evals.gate import compare
from evals.report_html import figure, write_html
from evals.report_junit import write_junit
from evals.run import Run
from evals.scores import Measured, NotMeasured, Scores, case_scores
from evals.store import RunStore

RIGHT = Measured("h1", "list_lead", "芜湖市2024", "问<1>", "3 tasks", scores={"f1": 1.0})
WRONG = Measured(
    "h2",
    "list_lead",
    "芜湖市2024",
    "市<商务>局牵头哪些任务",
    "3 tasks: a、b、c",
    faults=("missing 2 of 3 tasks: b、c",),
    scores={"f1": 0.5},
    lines=("missing: wuhu-2024.txt:88 2 规模以上工业增加值 (市经信局)",),
)
CRASHED = Measured("h3", "count", "several", "几项", "count 3", faults=("ZeroDivisionError",), error=True)
ANSWERS = {"cases": 3.0, "passed": 1.0, "errors": 1.0, "set_exact": 0.5, "citations": 1.0}
TOTALS = {
    "answers/all": ANSWERS,
    "answers/kind/list_lead": ANSWERS,
    "answers/notice/芜湖市2024": ANSWERS,
    "answers/refusal": {"right": 3.0, "precision": 1.0},
    "retrieval/hand-written/hybrid": {"recall@1": 0.9, "mrr": 0.95},
    "yardstick/all/ours": {"recall": 1.0},
    "yardstick/all/plain top 4": {"recall": 0.4, "recall_ratio": 2.5},
}
CURVES = {
    "refusal threshold": [Curve("refused wrongly", [(0.0, 0.0), (0.5, 0.1), (1.0, 1.0)])],
    "recall@k": [Curve("hybrid", [(1, 0.9), (20, 1.0)]), Curve("plain chain", [(4, 0.4)])],
}


def made(*cases, totals=TOTALS, curves=CURVES):
    scores = Scores(data="d" * 64, totals=totals, cases=case_scores(cases))
    return Run(scores, cases, curves, {"search: total ms": {"p50": 19.13}, "seconds": {"curves": 20.0}})


RUN = made(RIGHT, WRONG, CRASHED)
BEFORE = made(RIGHT, replace(WRONG, faults=())).scores


@pytest.fixture
def page(tmp_path):
    store = RunStore(tmp_path / "evals")
    for _ in range(3):
        store.keep(RUN)
    changes = compare(BEFORE, RUN.scores)
    write_html(store.last(), store.history(), BEFORE, changes, tmp_path / "report.html")
    return (tmp_path / "report.html").read_text("utf-8")


def test_the_page_holds_every_part(page):
    for words in (
        "list_lead",
        "芜湖市2024",
        "retrieval",
        "2.5",
        "refusal threshold",
        "recall@k",
        "the last 3 runs",
    ):
        assert words in page.lower() or words in page
    assert "NOT MEASURED: no model had a part in this run" in page
    assert "19.13" in page


def test_the_worst_cases_stand_with_their_faults_and_source_lines(page):
    worst = page[page.index('id="worst"') : page.index('id="curves"')]
    assert worst.index("<code>h3") < worst.index("<code>h2")
    assert "missing 2 of 3 tasks: b、c" in worst
    assert "wuhu-2024.txt:88" in worst
    assert "h1<" not in worst


def test_what_got_worse_is_named_and_the_page_is_red(page):
    gate = page[page.index('id="gate"') : page.index('id="worst"')]
    assert "broken</span>市&lt;商务&gt;局牵头哪些任务" in re.sub(r"\s+", "", gate)
    assert '<b class="bad">red</b>' in page


def test_the_page_is_one_file_and_nothing_in_it_is_markup_of_a_question(page):
    assert "市&lt;商务&gt;局" in page
    assert "市<商务>局" not in page
    assert re.findall(r"(?:src|href)=[\"'](?!#)|url\(|@import|<script|<link", page) == []


@pytest.mark.browser
def test_a_browser_shows_it_without_asking_for_anything(page, tmp_path):
    asked: list[str] = []
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 1200, "height": 900})
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((tmp_path / "report.html").as_uri())
        assert tab.locator("svg polyline").count() >= 3
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert tab.get_by_text("wuhu-2024.txt:88").last.is_visible()
    assert asked == [(tmp_path / "report.html").as_uri()]


def counted(before, path):
    write_junit(RUN, compare(before, RUN.scores), path)
    read = JUnitXml.fromfile(str(path))
    return read.tests, read.failures, read.errors, read.skipped


def test_junit_is_red_where_the_gate_is(tmp_path):
    path = tmp_path / "junit.xml"
    assert counted(RUN.scores, path) == (3, 0, 1, 1)  # h2 fails as before
    gone = {**BEFORE.cases, "h9": BEFORE.cases["h1"]}
    moved = {"parsing/x": {"tasks": 3}}
    assert counted(BEFORE.model_copy(update={"cases": gone, "facts": moved}), path) == (5, 1, 3, 0)
    text = path.read_text("utf-8")
    assert "h9" in text
    assert "parsing/x: tasks: 3 before, 0 now" in text


def test_junit_tells_what_is_wrong(tmp_path):
    assert counted(BEFORE, tmp_path / "junit.xml") == (3, 1, 1, 0)
    text = (tmp_path / "junit.xml").read_text("utf-8")
    assert "missing 2 of 3 tasks" in text
    assert "wuhu-2024.txt:88" in text


def test_runs_are_kept_and_damaged_lines_left_out(tmp_path):
    store = RunStore(tmp_path / "evals")
    with pytest.raises(NotMeasured, match="no run"):
        store.last()
    assert store.history() == []
    store.keep(RUN)
    with (tmp_path / "evals" / "history.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    store.keep(RUN)
    assert len(store.history()) == 2
    assert store.last() == RUN


def test_a_chart_puts_points_where_they_belong():
    chart = draw("c", [Curve("a", [(0.0, 0.0), (1.0, 1.0)]), Curve("b", [(0.5, 0.5)])])
    assert [dot[:2] for dot in chart.lines[0].dots] == [(chart.left, chart.bottom), (chart.right, chart.top)]
    assert chart.lines[0].points == "48.0,254.0 608.0,14.0"
    ((x, y, _),) = chart.lines[1].dots
    assert (x, y) == ((chart.left + chart.right) / 2, (chart.top + chart.bottom) / 2)
    assert [tick.label for tick in chart.up] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]


def test_the_refusal_curve_is_of_the_part_that_had_no_say_in_the_threshold():
    scored = [
        Scored("report", answerable=True, score=0.7),
        Scored("report", answerable=False, score=0.5),
        Scored("choose", answerable=False, score=0.9),
    ]
    refused, answered = refusal_curves(scored)
    at = round(0.6 * 50)
    assert refused.points[at] == (0.6, 0.0)
    assert answered.points[at] == (0.6, 0.0)
    assert refused.points[-1] == (1.0, 1.0)
    assert answered.points[0] == (0.0, 1.0)


def test_figures_are_short():
    assert [figure(value) for value in (8915.0, 0.99772, 1.0, 0.5)] == ["8,915", "0.9977", "1", "0.5"]
