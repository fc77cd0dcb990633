"""The head of a notice: title, document number, issuer, place, year, date of issue, stated totals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index import vocabulary as v
from index.printed import Printed
from index.records import Gap, Value
from index.source import Line, Source

_HEAD_LINES = 80
_MAX_TITLE_LINES = 4
_TAIL_CHARACTERS = 60
_ZEROS = str.maketrans("○零O", "〇〇〇")


@dataclass(frozen=True)
class Head:
    """What the text outside the tasks says about the notice."""

    title: str
    doc_number: str | None
    issuer: str | None
    place: str | None
    year: int | None
    issued_on: str | None
    stated_total: int | None
    deadline: Value | None
    gaps: tuple[Gap, ...] = ()


def read_head(source: Source, outside: list[Line]) -> Head:
    """Read the head from the lines ``outside`` the tasks, in order."""
    texts = [line.printed.without_space() for line in outside if line.text.strip()]
    title = _title(texts[:_HEAD_LINES])
    match = v.TITLE.match(title)
    issuer = match["issuer"] if match else None
    number = _doc_number(texts)
    issued, gaps = _issued_on(texts, source)
    return Head(
        title=title or source.name,
        doc_number=number,
        issuer=issuer,
        place=_place(issuer),
        year=_year(title, texts, number),
        issued_on=issued.isoformat() if issued else None,
        stated_total=_stated_total(texts),
        deadline=_deadline(source, outside),
        gaps=tuple(gaps),
    )


def _place(issuer: str | None) -> str | None:
    """The place an issuer stands for; of several issuers the last one's."""
    last = re.split(r"办公[室厅](?=.)", issuer)[-1] if issuer else ""
    match = v.PLACE_OF_ISSUER.match(last)
    return match["place"] if match else issuer


def _title(texts: list[Printed]) -> str:
    """The title: on one line, after a label, or wrapped over up to four lines."""
    plain = [v.TITLE_LABEL.sub("", text.folded) for text in texts]
    for size in range(1, _MAX_TITLE_LINES + 1):
        for start in range(len(plain) - size + 1):
            joined = "".join(plain[start : start + size])
            if v.TITLE.match(joined):
                return "".join(_unlabelled(text) for text in texts[start : start + size])
    return ""


def _unlabelled(text: Printed) -> str:
    match = v.TITLE_LABEL.match(text.folded)
    return text.text[match.end() :] if match else text.text


def _doc_number(texts: list[Printed]) -> str | None:
    """The notice's own number: on its own line, in a file name or a labelled field, never cited in prose."""
    for text in texts[:_HEAD_LINES]:
        match = v.DOC_NUMBER.search(text.folded)
        if match and len(text) - (match.end() - match.start()) < _TAIL_CHARACTERS and "根据" not in text.text:
            return f"{_without_label(match[1])}〔{match[2]}〕{match[3]}号"
    return None


def _without_label(name: str) -> str:
    return re.sub(r"^(文\s*号|发文字号)", "", name)


def _year(title: str, texts: list[Printed], number: str | None) -> int | None:
    """The year the tasks are for: from the title, else the first year the text names, else the number's."""
    for text in (title, *(text.folded for text in texts), number or ""):
        match = v.YEAR.search(text) or re.search(r"〔(20\d\d)〕", text)
        if match:
            return int(match[1])
    return None


def _issued_on(texts: list[Printed], source: Source) -> tuple[date | None, list[Gap]]:
    """The date under the text; where its 年月日 were lost, the reading that the labelled dates allow."""
    labelled = next(_labelled_dates(texts, v.ISSUED_LABEL), None)
    published = labelled or next(_labelled_dates(texts, v.PUBLISHED_LABEL), None)
    for text in reversed(texts):
        whole = _whole_date(text.folded)
        readings = [whole] if whole else _readings(text.folded)
        found = [day for day in readings if day and (published is None or day <= published or whole)]
        if found:
            line = source.index.line_of(text.offsets[0])
            return max(found), _date_gaps(max(found), labelled, line, complete=whole is not None)
    return labelled, []


def _whole_date(text: str) -> date | None:
    """The date that a text is, in figures or in Chinese."""
    match = v.FULL_DATE.fullmatch(text)
    if match:
        return _date(*match.groups())
    match = v.CHINESE_DATE.fullmatch(text)
    return _date(*(_figures(part) for part in match.groups())) if match else None


def _figures(text: str) -> str:
    """Chinese figures as Arabic ones: 二〇二四 and 十二 are 2024 and 12."""
    if "十" in text:
        tens, ones = text.split("十", 1)
        return (_figures(tens) or "1") + (_figures(ones) or "0")
    return "".join(str("〇一二三四五六七八九".index(figure)) for figure in text.translate(_ZEROS))


def _date_gaps(day: date, labelled: date | None, line: int, *, complete: bool) -> list[Gap]:
    gaps: list[Gap] = []
    if labelled and labelled != day:
        reason = f"落款日期为 {day}，网页标注的发文日期为 {labelled}"
        gaps.append(Gap(task=None, field="issued_on", kind="contradiction", line=line, reason=reason))
    if not complete:
        reason = f"落款日期缺少“年月日”，按 {day} 理解"
        gaps.append(Gap(task=None, field="issued_on", kind="characters_lost", line=line, reason=reason))
    return gaps


def _labelled_dates(texts: list[Printed], label: re.Pattern[str]) -> Iterator[date]:
    for text in texts:
        match = label.search(text.folded)
        found = v.FULL_DATE.match(text.folded, match.end()) if match else None
        day = _date(*found.groups()) if found else None
        if day:
            yield day


def _readings(text: str) -> list[date | None]:
    """All ways to read 2025114 as year, month, day."""
    match = v.BARE_DATE.match(text)
    if not match:
        return []
    digits = match[2]
    return [_date(match[1], digits[:cut], digits[cut:]) for cut in (1, 2) if cut < len(digits)]


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _stated_total(texts: list[Printed]) -> int | None:
    """How many tasks the notice says it has; "16项指标、91项重点工作任务" are 107 (Fanchang 2021)."""
    for text in texts:
        match = v.STATED_TOTAL.search(text.folded)
        if match:
            return int(match[2]) + int(match[1] or 0)
    return None


def _deadline(source: Source, outside: list[Line]) -> Value | None:
    for line in outside:
        match = v.NOTICE_DEADLINE.search(line.printed.folded)
        if match:
            return source.index.value(line.printed[match.start(1) : match.end(1)])
    return None
