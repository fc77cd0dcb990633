"""Reading files: every encoding we accept, and a clear Chinese refusal of everything else."""

import codecs
from pathlib import Path

import pytest

from index.errors import NoTasksFound, UnreadableSource
from index.parse import parse_notice
from index.source import MAX_BYTES, read_source, source_from_bytes

TEXT = (
    "云泽市人民政府关于2027年重点工作任务分解的通知\n1.改造老旧小区12个。\n"
    "牵头责任单位:市住房和城乡建设局。\n协同责任单位:市财政局。\n2.新建公园3处。\n牵头责任单位:市城市管理局。\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", id="UTF-8 with mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", id="UTF-16 little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", id="UTF-16 big-endian"),
        pytest.param(TEXT.encode("gb18030"), "gb18030", id="GB18030"),
        pytest.param(TEXT.encode("gbk"), "gb18030", id="GBK"),
    ],
)
def test_encoding_is_found(data: bytes, encoding: str):
    source = source_from_bytes("notice.txt", data)
    assert (source.text, source.encoding) == (TEXT, encoding)
    assert [task.text.text for task in parse_notice(source).tasks] == ["改造老旧小区12个。", "新建公园3处。"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "文件是空的", id="empty"),
        pytest.param(b" \r\n\t\xc2\xa0\xe3\x80\x80\n", "文件是空的", id="blank"),
        pytest.param(codecs.BOM_UTF8, "文件是空的", id="only a mark"),
        pytest.param(b"\x00\x01PK\x03\x04" + bytes(range(256)), "文件不是文本", id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "文件不是文本|无法识别", id="a picture"),
        pytest.param(TEXT.encode("utf-16-le"), "文件不是文本|无法识别", id="UTF-16 without a mark"),
        pytest.param("Ελληνικό κείμενο ".encode("iso-8859-7") * 40, "无法识别", id="Greek"),
        pytest.param("ความรับผิดชอบ".encode("cp874") * 40, "无法识别", id="Thai"),
        pytest.param(TEXT.replace("云泽", "雲澤").encode("big5", "ignore") * 3, "无法识别|没有", id="Big5"),
        pytest.param(TEXT.encode() * 3 + b"\xe5\xb8", "无法识别", id="UTF-8 cut inside a character"),
        pytest.param(TEXT.encode("gb18030")[:-2] + b"\xff", "无法识别", id="GB18030 damaged"),
        pytest.param(codecs.BOM_UTF16_LE + b"a", "无法识别", id="UTF-16 cut inside a character"),
        pytest.param((TEXT + "\x07\x08").encode() + b"\x01" * 50, "文件不是文本", id="control characters"),
    ],
)
def test_bad_bytes_are_refused_in_chinese(data: bytes, message: str):
    with pytest.raises(UnreadableSource, match=message) as refusal:
        source_from_bytes("坏文件.txt", data)
    assert "坏文件.txt" in str(refusal.value)
    assert str(refusal.value).endswith("。")


def test_fifty_megabytes_are_refused_unread(tmp_path: Path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(UnreadableSource, match=r"文件过大：huge\.txt 超过 20 MB"):
        read_source(path)


def test_a_large_upload_is_refused():
    with pytest.raises(UnreadableSource, match="文件过大"):
        source_from_bytes("upload.txt", b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize(("name", "why"), [("missing.txt", "文件不存在"), (".", "这是一个文件夹")])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, why: str):
    with pytest.raises(UnreadableSource, match=why):
        read_source(tmp_path / name)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("市财政局今天召开会议,研究部署全年工作。\n" * 50, id="prose"),
        pytest.param("各牵头责任单位:要主动担责。\n" * 1, id="one label in prose"),
        pytest.param("序号\n\n主要任务\n\n责任单位\n", id="a header alone"),
        pytest.param("1\n2\n3\n", id="numbers"),
        pytest.param("hello world", id="no Chinese"),
    ],
)
def test_a_notice_without_tasks_is_refused_in_chinese(text: str):
    with pytest.raises(NoTasksFound, match=r"没有在 prose\.txt 中找到带责任单位的任务"):
        parse_notice(source_from_bytes("prose.txt", text.encode()))


def test_a_few_invisible_characters_do_not_hide_a_task():
    dirty = (
        TEXT.replace("责任单位", "责任\u200b单位").replace("财政", "财\x07政").replace("老旧", "\ufeff老旧")
    )
    notice = parse_notice(source_from_bytes("notice.txt", dirty.encode()))
    assert notice.tasks[0].text.text == "改造老旧小区12个。"
    assert [unit.text for unit in notice.tasks[0].units] == ["市住房和城乡建设局", "市财政局"]
    assert [dirty[span.start : span.end] for span in notice.tasks[0].units[1].spans] == ["市财", "政局"]


@pytest.mark.parametrize(
    ("line", "empty", "empty_cell"),
    [
        ("", True, False),
        (" \t\u3000", True, False),
        ("\u00a0", False, True),
        (" \u00a0 ", False, True),
        ("甲", False, False),
    ],
)
def test_a_fixed_blank_is_an_empty_cell(line: str, *, empty: bool, empty_cell: bool):
    source = source_from_bytes("lines.txt", f"甲\n{line}\n乙".encode())
    assert (source.lines[1].is_empty, source.lines[1].is_empty_cell) == (empty, empty_cell)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_alike_for_any_line_end(end: str):
    source = source_from_bytes("lines.txt", f"甲{end}{end}乙{end}".encode())
    assert [(line.number, line.text) for line in source.lines] == [(1, "甲"), (2, ""), (3, "乙"), (4, "")]
