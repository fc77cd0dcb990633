"""Reading leaders: names and posts, the mark of the lead leader, names lost on the way."""

import re
from dataclasses import dataclass

from index import vocabulary as v
from index.printed import Printed
from index.units import ends_as_unit

_SEPARATOR = re.compile(r"[、,;]")
_SPACE = re.compile(r"\s+")
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")


@dataclass(frozen=True)
class People:
    """Leaders in printed order, each with whether it carries the mark; ``lost``: blank lines in the cell."""

    names: tuple[tuple[Printed, bool], ...]
    lost: tuple[Printed, ...] = ()


def read_people(lines: tuple[Printed, ...]) -> People:
    """Return the leaders printed in a cell or after a label.

    "杨  燕" is one name padded to three characters; "万顺利 程丽群" are two. A line that is only blanks is a
    name that was lost (Fanchang 2021).
    """
    names: list[tuple[Printed, bool]] = []
    lost: list[Printed] = []
    for line in lines:
        if not line.text.strip() and line.text:
            lost.append(line)
        for piece in line.strip().strip("。.").split(_SEPARATOR):
            names.extend(_names_in(piece))
    return People(tuple(names), tuple(lost))


def _names_in(piece: Printed) -> list[tuple[Printed, bool]]:
    """Names of a piece parted by blanks; neighbouring single characters are one padded name."""
    found: list[tuple[Printed, bool]] = []
    marked = padded = False
    for word in piece.split(_SPACE):
        marked |= word.text.startswith(v.LEAD_MARK)
        bare = word.strip(v.LEAD_MARK)
        if padded and len(bare) == 1:
            found[-1] = (Printed.join([found[-1][0], bare]), found[-1][1])
        elif len(bare):
            found.append((bare, marked))
            padded, marked = len(bare) == 1, False
    return found


def looks_like_person(printed: Printed) -> bool:
    """Whether a cell line can be a leader's name or post."""
    text = "".join(printed.text.replace(v.LEAD_MARK, "").split())
    return printed.text.strip().startswith(v.LEAD_MARK) or _is_name(text) or bool(v.POST.search(text))


def _is_name(text: str) -> bool:
    return bool(_NAME.match(text)) and not ends_as_unit(text)
