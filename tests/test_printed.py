"""Text that knows its offsets: whatever is done to it, each character still stands where it says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.printed import LineIndex, Printed, fold, line_starts

texts = st.text(
    alphabet=st.sampled_from("市财政局、,，;:：（）()[]０１2２％ABc \t\u3000\u00a0\n\r“”。▲①㎡　"),
    max_size=60,
) | st.text(max_size=40)


def assert_in_place(piece: Printed, source: str) -> None:
    assert len(piece.offsets) == len(piece.text)
    assert "".join(source[offset] for offset in piece.offsets) == piece.text


@given(st.text())
def test_folding_keeps_length_and_is_idempotent(text: str):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("（1）", "(1)"),
        ("１２．５％", "12.5%"),
        ("单位：甲，乙；丙", "单位:甲,乙;丙"),
        ("、。“”", "、。“”"),
        ("㎡①", "㎡①"),
    ],
)
def test_folding(printed: str, folded: str):
    assert fold(printed) == folded


def test_folding_leaves_the_empty_cell_mark():
    assert fold("\u00a0") == "\u00a0"


@given(texts, st.integers(0, 50))
def test_every_piece_stays_in_place(text: str, start: int):
    source = "前" * start + text
    whole = Printed.at(text, start)
    pieces = [
        whole.strip(),
        whole.strip("。"),
        whole[1:-1],
        whole.without_space(),
        whole.without_inner_space(),
        whole.without(re.compile("[市局]")),
        Printed.join([whole[:3], whole[5:]]),
        *whole.split(re.compile("[、,]")),
    ]
    for piece in pieces:
        assert_in_place(piece, source)


@given(texts)
def test_spans_slice_back(text: str):
    index = LineIndex(text)
    value = index.value(Printed.at(text, 0).without_space())
    sliced = "".join(text[span.start : span.end] for span in value.spans)
    assert re.sub(r"\s", "", sliced) == value.text
    assert [span.line for span in value.spans] == [index.line_of(span.start) for span in value.spans]


@given(texts)
def test_whitespace_goes_but_between_latin_words(text: str):
    kept = Printed.at(text, 0).without_inner_space().text
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert all(
        re.fullmatch(r"[A-Za-z0-9]\s[A-Za-z]", kept[i - 1 : i + 2]) for i, c in enumerate(kept) if c.isspace()
    )


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("举办 RCEP  Forum 2 次", "举办RCEP Forum2次"),
        (" 市 财政局\u3000", "市财政局"),
        ("GDP 5", "GDP5"),
        ("a\tb", "a\tb"),
    ],
)
def test_inner_space(printed: str, kept: str):
    assert Printed.at(printed, 0).without_inner_space().text == kept


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_begin_after_any_line_end(end: str):
    assert line_starts(f"甲{end}乙{end}") == [0, 1 + len(end), 2 + 2 * len(end)]


def test_shared_head_has_two_spans():
    text = "东陵区、西陵区人民政府"
    whole = Printed.at(text, 0)
    value = LineIndex(text).value(Printed.join([whole[:3], whole[7:]]))
    assert [text[span.start : span.end] for span in value.spans] == ["东陵区", "人民政府"]


def test_blanks_alone_do_not_part_a_span():
    text = "市自然资源\n\n和规划局"
    value = LineIndex(text).value(Printed.at(text, 0).without_space())
    assert len(value.spans) == 1


def test_many_blanks_are_read_in_linear_time():
    """Half a million single letters parted by blanks: quadratic code would need minutes."""
    assert len(Printed.at("a " * 200_000, 0).without_inner_space()) == 399_999
