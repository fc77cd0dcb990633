"""A responsibility summary as headings, paragraphs and tables in order, for any format to write out."""

from collections.abc import Iterator

from assistant.draft_blocks import Block, Heading, Paragraph
from assistant.draft_tables import NAMED, deadline_table, task_table
from assistant.drafting import Draft

_NUMERALS = "一二三四五"


def outline(draft: Draft) -> Iterator[Block]:
    """Yield the document below its title."""
    facts, words = draft.facts, draft.words
    numerals = iter(_NUMERALS)
    yield Paragraph(words["opening"])
    for kind, name in NAMED:
        if kind in words:
            total = len(facts.rows[kind])
            yield Heading(f"{next(numerals)}、{name}{f'（{total}项）' if total else ''}")
            yield Paragraph(words[kind])
            yield from task_table(kind, facts)
    yield Heading(f"{next(numerals)}、完成时限")
    yield Paragraph(words["deadlines"])
    yield from deadline_table(facts)
    yield Heading(f"{next(numerals)}、依据和说明")
    yield Paragraph(words["sources"])
    if "group" in words:
        yield Heading(f"附：经由统称涉及的任务（{len(facts.rows['group'])}项）", apart=True)
        yield Paragraph(words["group"])
        yield from task_table("group", facts)
