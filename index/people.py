"""Reading leaders: names and posts, the mark of the lead leader, names lost on the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index import vocabulary as v
from index.printed import Printed
from index.units import ends_as_unit

_SEPARATOR = re.compile(r"[、,;]")
_SPACE = re.compile(r"\s+")
_BEFORE_MARK = re.compile(rf"(?<=.)(?=[{re.escape(v.MARKS)}])")
_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}(·[\u4e00-\u9fff]{1,8})?$")
_LONGEST_NAME = 3
"""Characters of a name that is not foreign and has no double surname."""


@dataclass(frozen=True)
class People:
    """Leaders in printed order, each with the mark before it or ""; ``lost``: blank lines in the cell."""

    names: tuple[tuple[Printed, str], ...]
    lost: tuple[Printed, ...] = ()


def read_people(lines: Iterable[Printed]) -> People:
    """Return the leaders printed in a cell or after a label.

    "杨  燕" is one name padded to three characters; "万顺利 程丽群" are two. A line that is only blanks is a
    name that was lost (Fanchang 2021).
    """
    names: list[tuple[Printed, str]] = []
    lost: list[Printed] = []
    for line in lines:
        if not line.text.strip() and line.text:
            lost.append(line)
        for piece in line.strip().strip("。.").split(_SEPARATOR):
            names.extend(_names_in(piece))
    return People(tuple(names), tuple(lost))


def _names_in(piece: Printed) -> list[tuple[Printed, str]]:
    """Names of a piece parted by blanks or marks; single characters in a row are padded names."""
    found: list[tuple[Printed, str]] = []
    single: list[Printed] = []
    mark = ""
    for word in (part for blank in piece.split(_SPACE) for part in blank.split(_BEFORE_MARK)):
        bare = word.strip(v.MARKS)
        own = word.text[0] if word.text[0] in v.MARKS else ""
        if single and (own or len(bare) != 1):
            found += _padded(single, mark)
            single, mark = [], ""
        mark = own or mark
        if len(bare) == 1:
            single.append(bare)
        elif len(bare):
            found.append((bare, mark))
            mark = ""
    return found + _padded(single, mark)


def _padded(single: list[Printed], mark: str) -> list[tuple[Printed, str]]:
    """Join characters printed apart: up to three are one name, more are names of two."""
    size = len(single) if len(single) <= _LONGEST_NAME else 2
    starts = range(0, len(single), size or 1)
    return [(Printed.join(single[at : at + size]), "" if at else mark) for at in starts]


def looks_like_person(printed: Printed) -> bool:
    """Whether a cell line can be leaders' names or a post."""
    text = printed.text.strip()
    if text[:1] and text[0] in v.MARKS:
        return True
    return bool(text) and all(_is_person(name.text) for name, _ in read_people([printed]).names)


def _is_person(text: str) -> bool:
    """Whether ``text`` is a name or post. Given names end in 联, 行, 园, too: a surname tells them apart."""
    if v.POST.search(text):
        return True
    if not _NAME.match(text) or text[0] in v.LEVELS:
        return False
    if len(text) > _LONGEST_NAME:
        return "·" in text or text[:2] in v.DOUBLE_SURNAMES
    named = text[0] in v.SURNAMES and not v.SURE_UNIT_END.search(text)
    return named or not ends_as_unit(text)
