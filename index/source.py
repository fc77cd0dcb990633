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
_LINE = re.compile(r"[^\r\n]*")


@dataclass(frozen=True)
class Line:
    """One line of the source, without its line end."""

    number: int
    printed: Printed

    @property
    def text(self) -> str:
        """The line as printed."""
        return self.printed.text

    @property
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
            Line(number, Printed.at(_LINE.match(self.text, start).group(), start))  # type: ignore[union-attr]
            for number, start in enumerate(self.index.starts, 1)
        )


def read_source(path: Path) -> Source:
    """Read the text file at ``path``.

    Raises:
        UnreadableSource: the file is missing, empty, binary, too large or in no known encoding.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableSource(f"文件过大:{path.name} 超过 {MAX_BYTES // 1_000_000} MB。请只提供通知正文。")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"无法读取文件 {str(path)!r}:{error.strerror}。请检查路径和权限。") from error
    return source_from_bytes(path.name, data)


def source_from_bytes(name: str, data: bytes) -> Source:
    """Decode ``data``; ``name`` is shown to the user and kept with the records.

    Raises:
        UnreadableSource: the data is empty, binary or in no known encoding.
    """
    text, encoding = _decode(name, data)
    if not text.strip("\ufeff \t\r\n\u00a0\u3000"):
        raise UnreadableSource(f"文件是空的:{name}。请确认上传的是通知正文。")
    if _looks_binary(text):
        raise UnreadableSource(f"文件不是文本:{name}。请先另存为 UTF-8 或 GB18030 编码的 .txt 文件。")
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
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = _strict(name, data, "gb18030")
    if _han_share(text) < _MIN_HAN_SHARE:
        raise UnreadableSource(f"无法识别 {name} 的文字编码。请另存为 UTF-8 或 GB18030 编码后重试。")
    return text, "gb18030"


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"无法识别 {name} 的文字编码(第 {error.start} 字节处不是 {encoding})。"
            "请另存为 UTF-8 或 GB18030 编码后重试。"
        ) from error


def _han_share(text: str) -> float:
    """Share of Han characters among all that are not ASCII: wrong decodings fall far below."""
    other = [character for character in text if not character.isascii()]
    if not other:
        return 1.0
    return sum("\u4e00" <= character <= "\u9fff" for character in other) / len(other)


def _looks_binary(text: str) -> bool:
    """Whether control characters are too many for a text."""
    controls = sum(ord(character) < 32 and character not in "\t\r\n\f\v" for character in text)
    return "\x00" in text or controls * 50 > len(text)
