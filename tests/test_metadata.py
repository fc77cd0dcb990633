"""The head of a notice: title, number, place, year, dates, totals, and what was lost of them."""

import pytest
from printed_notices import parsed  # type: ignore[import-not-found]

TASKS = ("1.新建学校3所。", "牵头单位:市教育局。", "2.新建医院1所。", "牵头单位:市卫健委。")


def read(*head: str, tail: tuple[str, ...] = ()):
    return parsed(*TASKS, *tail, head=head)


TITLES = {
    "on one line": (
        ["云泽市人民政府关于2027年重点工作任务分解的通知"],
        ("云泽市人民政府", "云泽市"),
    ),
    "wrapped over two lines": (
        ["云泽市人民政府关于印发2027年", "政府工作报告任务分解的通知"],
        ("云泽市人民政府", "云泽市"),
    ),
    "issuer on a line of its own": (
        ["云泽市人民政府办公室", "关于印发2027年重点工作责任分工方案", "的通知"],
        ("云泽市人民政府办公室", "云泽市"),
    ),
    "behind a label": (
        ["索引号:00123 分类:其他", "名称:松浦区人民政府关于印发2027年任务分解方案的通知"],
        ("松浦区人民政府", "松浦区"),
    ),
    "a district of a city": (
        ["南岭市松浦区人民政府", "关于2027年重点工作任务分解的通知"],
        ("南岭市松浦区人民政府", "南岭市松浦区"),
    ),
    "two offices": (
        ["中共云泽市委办公室云泽市人民政府办公室", "关于印发2027年重点任务清单的通知"],
        ("中共云泽市委办公室云泽市人民政府办公室", "云泽市"),
    ),
    "a party committee": (["中共望津县委关于2027年工作要点分解的通知"], ("中共望津县委", "望津县")),
    "a park": (["云泽高新区管委会关于2027年重点工作任务分解的通知"], ("云泽高新区管委会", "云泽高新区")),
}


@pytest.mark.parametrize("quirk", TITLES)
def test_title_issuer_and_place(quirk: str):
    head, (issuer, place) = TITLES[quirk]
    notice = read(*head, "各有关单位:")
    assert notice.title.startswith(issuer)
    assert notice.title.endswith(("通知", "方案", "清单"))
    assert (notice.issuer, notice.place, notice.year) == (issuer, place, 2027)
    assert notice.id.startswith(f"{place}2027-")


def test_without_a_title_the_file_names_the_notice():
    notice = read("重点任务")
    assert (notice.title, notice.issuer, notice.place, notice.year) == ("small.txt", None, None, None)
    assert notice.id.startswith("未知-")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云政办〔2027〕6号", "云政办〔2027〕6号"),
        ("云政发[2027]16号", "云政发〔2027〕16号"),
        ("文  号:云政发〔2027〕16号 发布日期:2027-02-01", "云政发〔2027〕16号"),
        ("云政秘〔2027〕8号.docx", "云政秘〔2027〕8号"),
        ("根据《关于2027年重点工作的通知》(省政〔2027〕9号)要求,制定本方案。", None),
        ("云政办〔20276", None),
    ],
)
def test_document_number(line: str, number: str | None):
    assert read("云泽市人民政府关于2027年重点工作任务分解的通知", line).doc_number == number


YEARS = {
    "in the title": (["云泽市人民政府关于2027年重点工作任务分解的通知", "2026年成绩显著。"], 2027),
    "in the text": (["云泽市人民政府关于政府工作报告任务分解的通知", "现将2027年任务印发。"], 2027),
    "in the number": (["云泽市人民政府关于政府工作报告任务分解的通知", "云政办〔2027〕6号"], 2027),
}


@pytest.mark.parametrize("quirk", YEARS)
def test_year(quirk: str):
    head, year = YEARS[quirk]
    assert read(*head).year == year


DATES: dict[str, tuple[list[str], list[str], str | None, list[str]]] = {
    "in figures": ([], ["云泽市人民政府", "2027年2月1日"], "2027-02-01", []),
    "in Chinese": ([], ["云泽市人民政府", "二〇二七年十二月二十一日"], "2027-12-21", []),
    "in Chinese, the tenth": ([], ["二○二七年十月十日"], "2027-10-10", []),
    "年月日 lost": ([], ["2027114"], "2027-11-04", ["characters_lost"]),
    "年月日 lost, published in January": (
        ["发布日期:2027-01-20"],
        ["2027114"],
        "2027-01-14",
        ["characters_lost"],
    ),
    "only a label": (["发文日期:2027-02-01"], [], "2027-02-01", []),
    "label and text disagree": (["发文日期:2027-02-05"], ["2027年2月1日"], "2027-02-01", ["contradiction"]),
    "no such day": ([], ["2027年2月31日"], None, []),
    "none": ([], [], None, []),
}


@pytest.mark.parametrize("quirk", DATES)
def test_date_of_issue(quirk: str):
    head, tail, issued, gaps = DATES[quirk]
    notice = read("云泽市人民政府关于2027年重点工作任务分解的通知", *head, tail=tuple(tail))
    assert notice.issued_on == issued
    assert [gap.kind for gap in notice.gaps] == gaps


@pytest.mark.parametrize(
    ("sentence", "total", "gaps"),
    [
        ("市政府确定了2项重点工作任务。", 2, []),
        ("(合计2个方面，共1项指标、1项重点工作任务)", 2, []),
        ("确定了9个方面2项重点工作。", 2, []),
        ("市政府确定了12项重点工作任务。", 12, ["total_mismatch"]),
        (f"{'9' * 5000}项重点工作", None, []),
        ("全力做好各项工作任务。", None, []),
    ],
)
def test_stated_total_reconciles(sentence: str, total: int | None, gaps: list[str]):
    notice = read("云泽市人民政府关于2027年重点工作任务分解的通知", sentence)
    assert notice.stated_total == total
    assert [gap.kind for gap in notice.gaps] == gaps


def test_a_deadline_stated_once():
    notice = read("云泽市人民政府关于2027年重点工作任务分解的通知", "监督电话:123。    完成时限:2027年底。")
    assert notice.deadline is not None
    assert notice.deadline.text == "2027年底"
    assert [task.deadline for task in notice.tasks] == [None, None]


def test_the_same_notice_has_the_same_id_whatever_surrounds_it():
    plain = read("云泽市人民政府关于2027年重点工作任务分解的通知", "云政办〔2027〕6号")
    page = read(
        "网站首页 > 文件", "云泽市人民政府关于2027年重点工作任务分解的通知", "云政办〔2027〕6号", "打印本页"
    )
    assert plain.id == page.id
    assert plain.id != read("云泽市人民政府关于2027年重点工作任务分解的通知", "云政办〔2027〕7号").id
