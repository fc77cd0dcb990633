"""What a notice says of itself: its number, title, issuer and date, and what its covering text orders.

The covering texts order who reports when and to whom (每月5日前报送, 按季度反馈), name a telephone number
for complaints and who answers for the whole; no task prints it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant.answers import Answer
from assistant.corpus import Corpus
from assistant.query import Query
from assistant.refusals import corpus_line
from assistant.search import Finder
from assistant.vocabulary import notice_words
from assistant.word_index import plain
from index.printed import fold
from index.records_schema import NoticeRow

_FACTS: tuple[tuple[re.Pattern[str], str, Callable[[NoticeRow], str | None]], ...] = (
    (notice_words.DOC_NUMBER, "文号", lambda notice: notice.doc_number),
    (notice_words.TITLE, "标题", lambda notice: notice.title),
    (notice_words.ISSUED_ON, "成文日期", lambda notice: notice.issued_on),
    (notice_words.ISSUER, "印发单位", lambda notice: notice.issuer),
)
_SENTENCE = re.compile(r"[^。;；]+[。;；]?")
_MOST = 3
"""Sentences quoted of one notice."""


def notice_answer(
    query: Query, notices: Sequence[NoticeRow], corpus: Corpus, finder: Finder, read_as: dict[str, Any]
) -> Answer | None:
    """Answer a question about notices themselves; None for any other, and where no notice tells it."""
    named = query.units or query.leaders or query.section or query.serials or query.deadline or query.among
    if named or query.unknown_place or query.problem in {"instruction", "small_talk"}:
        return None
    told = [*_facts(query.text, notices), *_orders(query.text, notices, corpus, finder)]
    return Answer("", "\n".join(told), read_as=read_as, notes=query.repairs) if told else None


def _facts(text: str, notices: Sequence[NoticeRow]) -> Iterator[str]:
    for asked, name, value in _FACTS:
        if not asked.search(text):
            continue
        held = [(notice, value(notice)) for notice in notices]
        if any(printed for _, printed in held):
            yield from (f"{corpus_line([it])}通知的{name}：{printed or '没有写'}。" for it, printed in held)


def _orders(text: str, notices: Sequence[NoticeRow], corpus: Corpus, finder: Finder) -> Iterator[str]:
    for asked, told in notice_words.ORDERS:
        if asked.search(text):
            for notice in notices:
                for line, sentence in [*_covering(notice, told, corpus, finder)][:_MOST]:
                    yield f"{corpus_line([notice])}的通知写明：“{sentence}”(第{line}行)。"


def _covering(
    notice: NoticeRow, told: re.Pattern[str], corpus: Corpus, finder: Finder
) -> Iterator[tuple[int, str]]:
    """Sentences of a notice that tell something and belong to no task, with their lines, counted from 1."""
    tasks = [document for document in finder.documents.values() if document.notice == notice.id]
    lines = corpus.records.source_text(notice.id).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        for match in _SENTENCE.finditer(line):
            sentence = match[0].strip()
            told_here = told.search(fold(sentence))
            if told_here and not any(plain(sentence) in plain(task.text) for task in tasks):
                yield number, sentence.rstrip("。;；")
