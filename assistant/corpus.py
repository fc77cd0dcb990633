"""The corpus as the assistant sees it: the records of the current generation and the names in them."""

from dataclasses import dataclass

from assistant.names import Lexicon, build_lexicon
from index.records_db import RecordsDB
from index.records_views import RecordViews


@dataclass(frozen=True)
class Corpus:
    """Records to query and the lexicon to read questions by."""

    records: RecordViews
    lexicon: Lexicon


def load_corpus(records: RecordsDB) -> Corpus:
    """Read the names of a generation."""
    leaders = (name for name, _ in records.leaders())
    deadlines = [deadline for deadline, _ in records.deadlines()]
    views = RecordViews.over(records)
    deadlines += filter(None, (views.notice_deadline(notice.id) for notice in records.notices()))
    lexicon = build_lexicon(records.notices(), records.units(), leaders, deadlines, views.all_headings())
    return Corpus(views, lexicon)
