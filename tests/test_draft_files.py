"""A summary as Word, Markdown and Excel: read back, every row is there once, and the bytes never vary."""

import re
import time
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from chat_samples import HOSTILE  # type: ignore[import-not-found]
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from small_notices import make_notice, make_task  # type: ignore[import-not-found]
from test_drafting import engine_of  # type: ignore[import-not-found]

from assistant.draft_blocks import Heading
from assistant.draft_facts import KINDS
from assistant.draft_file import SUFFIXES, renderer_for, write_draft
from assistant.draft_markdown import draft_markdown
from assistant.draft_outline import outline
from assistant.draft_sheet import COLUMNS, draft_workbook
from assistant.draft_tables import serial_of
from assistant.draft_word import draft_document
from assistant.drafting import Draft, make_draft
from index.errors import BadSetting

ILLEGAL = "甲\x00\x0b\x1f\ufffe乙"
SAMPLES = [
    ("市商务局", "亳州", 2025),
    ("市发改委", "芜湖", 2024),
    ("区教育局", "繁昌", 2021),
    ("区财政局", "徽州区", 2023),
    ("市发展改革委", "阜阳", 2019),
]


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample[1])
def draft(request, exact_engine) -> Draft:
    return make_draft(exact_engine, *request.param)


@pytest.fixture
def hostile(tmp_path) -> Draft:
    """Text that would be markup, a formula or no XML in every field of a record."""
    texts = (HOSTILE, '=HYPERLINK("http://example.com")', "| 甲 | 乙 |", ILLEGAL, "+1、-2、@3,增长 8%,完成")
    tasks = [
        make_task(
            number,
            text=text,
            units=("市财政局", f"市{text}局"),
            leaders=(text,),
            deadline=text,
            section=(f"一、{text}", text),
        )
        for number, text in enumerate(texts, 1)
    ]
    notice = make_notice(*tasks).model_copy(update={"title": f"《{HOSTILE}》\x01", "doc_number": "=1+1"})
    with engine_of(tmp_path, notice) as engine:
        return make_draft(engine, "市财政局")


@pytest.fixture
def long(tmp_path) -> Draft:
    tasks = [make_task(number, text=f"第{number}件事，新增{number}个。" * 8) for number in range(1, 501)]
    with engine_of(tmp_path, make_notice(*tasks)) as engine:
        return make_draft(engine, "市交通运输局")


def document_of(draft: Draft):
    return Document(BytesIO(draft_document(draft)))


def sheet_of(draft: Draft) -> Any:
    return load_workbook(BytesIO(draft_workbook(draft))).worksheets[0]


def written_rows(table) -> list[list[str]]:
    """The rows of a Word table, its head and the headings between them left out."""
    cells = [list(row.cells) for row in table.rows[1:]]
    return [[cell.text for cell in row] for row in cells if row[0]._tc is not row[-1]._tc]


def task_tables(document):
    return [table for table in document.tables if table.cell(0, 0).text == "序号"]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", "", text))


def held_kinds(draft: Draft) -> list:
    return [kind for kind in KINDS if draft.facts.rows[kind]]


def test_the_word_file_holds_every_row_once_in_its_part(draft):
    tables = task_tables(document_of(draft))
    assert len(tables) == len(held_kinds(draft))
    for kind, table in zip(held_kinds(draft), tables, strict=True):
        rows = draft.facts.rows[kind]
        head = [cell.text for cell in table.rows[0].cells]
        written: list[dict[str, Any]] = [dict(zip(head, row, strict=True)) for row in written_rows(table)]
        assert [row["序号"] for row in written] == [serial_of(row) for row in rows]
        assert [row["行号"].split("\n")[0] for row in written] == [str(row.line) for row in rows]
        for line, row in zip(written, rows, strict=True):
            assert one_line(row.text) in line["任务内容"].split("\n")
            assert all(name in line.get("责任领导", "") for name in row.leaders if kind != "group")
            units = line["牵头单位" if kind == "group" else "责任单位"]
            assert all(unit in units for unit in row.lead_units)
            assert kind == "group" or all(unit in units for unit in row.support_units)
            assert (row.deadline or "—") == line.get("完成时限", "—") or row.notice.deadline


def test_the_word_file_holds_every_paragraph(draft):
    written = [paragraph.text for paragraph in document_of(draft).paragraphs]
    assert written[0] == draft.title
    assert written[1] == draft.subtitle.replace("\u3000", " ")
    assert [words for words in draft.words.values() if words not in written] == []
    headings = [part.text for part in outline(draft) if isinstance(part, Heading)]
    assert [text for text in headings if text not in written] == []


def test_the_word_file_has_the_official_layout(draft):
    document = document_of(draft)
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        assert "— 1 —" in "".join(footer.paragraphs[0].text)
        assert " PAGE " in footer.paragraphs[0]._p.xml

    def look(name: str):
        style = document.styles[name]
        fonts = style.element.find(qn("w:rPr"))
        east = fonts.find(qn("w:rFonts")).get(qn("w:eastAsia")) if fonts is not None else None
        return east, style.font.size, style.paragraph_format.line_spacing

    assert look("Title") == ("方正小标宋简体", Pt(22), Pt(32))
    assert look("Heading 1")[0] == "黑体"
    assert look("Subtitle")[0] == "楷体_GB2312"
    assert look("Footer")[:2] == ("宋体", Pt(14))
    normal = document.styles["Normal"].paragraph_format
    assert normal.line_spacing == Pt(28)
    assert 'w:firstLineChars="200"' in document.styles["Normal"].element.xml
    body = next(document.styles.element.find(qn("w:docDefaults")).iter(qn("w:rPr")))
    assert body.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body.find(qn("w:sz")).get(qn("w:val")) == "32"  # half points


def test_every_font_of_the_word_file_has_something_to_fall_back_on(draft):
    archive = ZipFile(BytesIO(draft_document(draft)))
    used = set(
        re.findall(r'w:eastAsia="([^"]*[\u4e00-\u9fff][^"]*)"', archive.read("word/styles.xml").decode())
    )
    known = dict(
        re.findall(
            r'w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"', archive.read("word/fontTable.xml").decode()
        )
    )
    assert used == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"} == set(known)
    assert "Theme=" not in archive.read("word/styles.xml").decode()


def test_a_table_repeats_its_head_fills_the_line_and_tears_no_row(draft):
    for table in document_of(draft).tables:
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows][:2] == [True, False]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert abs(sum(column.width for column in table.columns) - Mm(156)) < Mm(0.5)


def test_numbers_of_a_task_are_strong(exact_engine):
    table = task_tables(document_of(make_draft(exact_engine, "市商务局", "亳州", 2025)))[0]
    runs = [run for paragraph in table.rows[2].cells[1].paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.bold] == [
        "进出口总额增长8%左右",
        "社会消费品零售总额增长5.5%左右",
    ]


def test_what_is_to_be_known_of_many_rows_is_said_once_below_the_table(exact_engine):
    document = document_of(make_draft(exact_engine, "市发展改革委", "阜阳", 2019))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.count("注：①名单以“等”结尾，未全部列出。") == 3
    assert any(row[1].endswith("\n见①") for row in written_rows(task_tables(document)[0]))


def test_the_markdown_reads_back_as_the_same_rows(draft):
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(draft_markdown(draft))
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and token.level > 3:
            rows[-1].append(
                "".join(
                    part.content for part in token.children or [] if part.type in {"text", "text_special"}
                )
            )
    serials = [row[0] for row in rows if row[-1].isdigit() or re.fullmatch(r"\d+(\d|\s)*", row[-1])]
    assert serials == [serial_of(row) for kind in KINDS for row in draft.facts.rows[kind]]
    shown = "".join(cell for row in rows for cell in row)
    assert [
        row.id for row in draft.facts.named if "".join(row.text.split()) not in "".join(shown.split())
    ] == []


def test_the_markdown_shows_hostile_text_as_text(hostile):
    text = draft_markdown(hostile)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<img" not in html
    assert "<a " not in html
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", text)
    assert html.count("<tr>") == 5 * 2 + 5 + 1  # each task under its own section, then the deadlines
    assert "<strong>增长 8%</strong>,完成" in html


def test_the_ledger_has_one_row_a_task(draft):
    sheet = sheet_of(draft)
    head = next(cell.row for cell in sheet["A"] if cell.value == "角色")
    assert [cell.value for cell in sheet[head]] == [column.name for column in COLUMNS]
    assert sheet.freeze_panes == f"A{head + 1}"
    written = list(sheet.iter_rows(min_row=head + 1, values_only=True))
    expected = [(kind, row) for kind in KINDS for row in draft.facts.rows[kind]]
    assert len(written) == len({row.id for _, row in expected})
    roles = {"lead": "牵头", "support": "配合", "doubt": "待核实", "group": "涉及"}
    for line, (kind, row) in zip(written, expected, strict=True):
        assert line[0] == roles[kind]
        assert str(line[1]) == serial_of(row)
        assert line[2] == row.text
        assert (line[5] or "") == "、".join(row.lead_units)
        assert (line[6] or "") == "、".join(row.support_units)
        assert (line[8] or "") == (row.deadline or row.notice.deadline or "")
        assert bool(line[9]) or kind in {"lead", "support"}
        assert str(line[10]).split("、")[0] == str(row.line)
        assert line[11] == (row.notice.doc_number or row.notice.title)


def test_hostile_text_is_text_in_every_format(hostile):
    document = document_of(hostile)
    written = [row[1] for table in task_tables(document) for row in written_rows(table)]
    assert [
        one_line(row.text) in text for row, text in zip(hostile.facts.rows["lead"], written, strict=True)
    ] == [True] * 5
    sheet = sheet_of(hostile)
    cells = [cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith(("=", "+", "-", "@")))


def test_a_unit_of_500_tasks(long):
    assert len(written_rows(task_tables(document_of(long))[0])) == 500
    rows = [line for line in draft_markdown(long).splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == 500
    assert sheet_of(long).max_row == 500 + 5


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_draft_gives_the_same_bytes_at_any_time(draft, suffix, tmp_path, monkeypatch):
    render = renderer_for(tmp_path / f"梳理{suffix}")
    first = render(draft)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 10_000)
    assert render(replace(draft)) == first
    if suffix != ".md":
        archive = ZipFile(BytesIO(first))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", core)) == {"1980-01-01T00:00:00"}


def test_a_file_is_replaced_whole_or_not_at_all(draft, tmp_path, monkeypatch):
    path = tmp_path / "梳理.MD"
    path.write_text("旧", encoding="utf-8")
    write_draft(path, draft)
    assert path.read_bytes() == draft_markdown(draft).encode()
    monkeypatch.setattr("index.durable.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "磁盘已满")))
    with pytest.raises(BadSetting, match="磁盘已满"):
        write_draft(tmp_path / "新.docx", draft)
    with pytest.raises(BadSetting, match="磁盘已满"):
        write_draft(path, make_other(draft))
    assert path.read_bytes() == draft_markdown(draft).encode()
    assert [file.name for file in tmp_path.iterdir()] == ["梳理.MD"]


def make_other(draft: Draft) -> Draft:
    return replace(draft, words={**draft.words, "opening": "另一份"})


@pytest.mark.parametrize("name", ["没有这个文件夹/甲.md", "文件/甲.md", "文件夹.md"])
def test_a_place_that_cannot_be_written_is_said_to_be(draft, tmp_path, name):
    (tmp_path / "文件").write_text("")
    (tmp_path / "文件夹.md").mkdir()
    with pytest.raises(BadSetting, match=r"无法写入.*请换一个") as refused:
        write_draft(tmp_path / name, draft)
    assert "\n" not in str(refused.value)
    assert {path.name for path in tmp_path.iterdir()} == {"文件", "文件夹.md"}


@pytest.mark.parametrize("name", ["梳理.pdf", "梳理", ".docx", "梳理.doc"])
def test_an_unknown_suffix_is_refused(tmp_path, name):
    with pytest.raises(BadSetting, match=r"\.docx、\.md、\.xlsx"):
        renderer_for(tmp_path / name)
