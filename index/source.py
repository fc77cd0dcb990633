"""Reading a file into text: encoding found by trial in a fixed order, bad input refused in Chinese."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.errors import UnreadableSource
from index.printed import LineIndex, Printed

MAX_BYTES = 20_000_000
"""A notice of 250 tasks is under 100 kB; this leaves room for a hundred of them in one file."""

_MIN_HAN_SHARE = 0.2
_MIN_COMMON_SHARE = 0.05
_COMMON = frozenset("的一是不在有和为了中市政府工作任务责单位局发展建设加强推进年实新大全以区县")
"""Characters every notice is full of: text read in a wrong encoding has next to none of them."""
_LINE = re.compile(r"[^\r\n]*")
# control characters that are no blanks, and zero-width characters
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_WHY = {
    FileNotFoundError: "文件不存在",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读取权限",
}


@dataclass(frozen=True)
class Line:
    """One line of the source, without its line end and without invisible characters."""

    number: int
    printed: Printed

    @property
    def text(self) -> str:
        """The line as printed."""
        return self.printed.text

    @cached_property
    def folded(self) -> str:
        """The line in half-width forms, without blanks at its ends."""
        return self.printed.strip().folded

    @cached_property
    def is_empty(self) -> bool:
        """Nothing but blanks, and no U+00A0, which would be an empty cell."""
        return not self.text.strip(" \t\u3000\ufeff\u200b")

    @property
    def is_empty_cell(self) -> bool:
        """Nothing but blanks, U+00A0 among them."""
        return not self.is_empty and not self.text.strip()


@dataclass(frozen=True)
class Source:
    """A decoded file: ``sha256`` is of its bytes, ``encoding`` the one it was read in."""

    name: str
    text: str
    sha256: str
    encoding: str

    @cached_property
    def index(self) -> LineIndex:
        """Line starts, to turn offsets into spans."""
        return LineIndex(self.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in order."""
        return tuple(
            Line(number, line_at(self.text, start)) for number, start in enumerate(self.index.starts, 1)
        )


def line_at(text: str, start: int) -> Printed:
    """Return the line of a source that begins at ``start``, without its end and invisible characters."""
    match = _LINE.match(text, start)
    return Printed.at(match.group() if match else "", start).without(_INVISIBLE)


def read_source(path: Path) -> Source:
    """Read the text file at ``path``.

    Raises:
        UnreadableSource: the file is missing, empty, binary, too large or in no known encoding.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path.name)
        data = path.read_bytes()
    except OSError as error:
        why = _WHY.get(type(error), "读取失败")
        raise UnreadableSource(f"无法读取 {str(path)!r}：{why}。请检查路径和权限。") from error
    return source_from_bytes(path.name, data)


def _too_large(name: str) -> UnreadableSource:
    return UnreadableSource(f"文件过大：{name} 超过 {MAX_BYTES // 1_000_000} MB。请只提供通知正文。")


def _not_text(name: str) -> UnreadableSource:
    return UnreadableSource(f"文件不是文本：{name}。请先另存为 UTF-8 或 GB18030 编码的 .txt 文件。")


def source_from_bytes(name: str, data: bytes) -> Source:
    """Decode ``data``; ``name`` is shown to the user and kept with the records.

    Raises:
        UnreadableSource: the data is too large, empty, binary or in no known encoding.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    text, encoding = _decode(name, data)
    if not text.strip("\ufeff \t\r\n\u00a0\u3000"):
        raise UnreadableSource(f"文件是空的：{name}。请确认上传的是通知正文。")
    if _looks_binary(text):
        raise _not_text(name)
    return Source(name, text, hashlib.sha256(data).hexdigest(), encoding)


def _decode(name: str, data: bytes) -> tuple[str, str]:
    """Return text and encoding: byte-order mark, strict UTF-8, strict GB18030, in this order."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(name, data, encoding), encoding
    if b"\x00" in data:
        raise _not_text(name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = _strict(name, data, "gb18030")
    if not _reads_as_chinese(text):
        raise UnreadableSource(
            f"无法识别 {name} 的文字编码，或文件已损坏。请另存为 UTF-8 或 GB18030 编码后重试。"
        )
    return text, "gb18030"


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"无法识别 {name} 的文字编码（第 {error.start} 字节处不是 {encoding}）。"
            "请另存为 UTF-8 或 GB18030 编码后重试。"
        ) from error


def _reads_as_chinese(text: str) -> bool:
    """Whether the text is Chinese rather than other bytes read as GB18030: many common characters."""
    other = [character for character in text if not character.isascii()]
    han = [character for character in other if "\u4e00" <= character <= "\u9fff"]
    common = sum(character in _COMMON for character in han)
    return len(han) >= _MIN_HAN_SHARE * len(other) and common >= _MIN_COMMON_SHARE * len(han)


def _looks_binary(text: str) -> bool:
    """Whether control characters are too many for a text."""
    return "\x00" in text or len(_CONTROL.findall(text)) * 50 > len(text)
