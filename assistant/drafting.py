"""A unit's responsibility summary as a plain value: facts from the records, and the paragraphs about them.

Each file format has a renderer of its own (``draft_file``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Event

from assistant.draft_facts import KINDS, Facts, gather_facts
from assistant.draft_wording import About, Passage, inner_marks, words_by_rule
from assistant.engine import Engine
from assistant.models.seam import Model
from assistant.names import Lexicon

_PASSAGES: tuple[About, ...] = ("opening", *KINDS, "deadlines", "sources")


@dataclass(frozen=True)
class Draft:
    """The summary, ready to be written in any format."""

    facts: Facts
    words: Mapping[About, str]
    """Every paragraph that has something to say, in the order of the document."""
    withheld: tuple[str, ...] = ()
    """Sentences that are not in the paragraphs, because the records do not bear them out."""
    remark: str = ""
    """Who worded it, where a model was asked."""

    @property
    def title(self) -> str:
        """What the document is headed."""
        named = "、".join(f"《{inner_marks(notice.title)}》" for notice in self.facts.notices)
        return f"关于{named}中{self.facts.unit}工作职责的梳理"

    @property
    def subtitle(self) -> str:
        """Place and year, and the document numbers, as far as printed."""
        facts = self.facts
        where = f"{facts.place or ''}{f'{facts.year}年' if facts.year else ''}"
        numbers = (notice.doc_number for notice in facts.notices)
        return "　".join(filter(None, (where, *numbers)))


def make_draft(engine: Engine, unit: str, place: str | None = None, year: int | None = None) -> Draft:
    """Return the summary of a unit; the names are read, and refused, as in ``gather_facts``."""
    facts = gather_facts(engine, unit, place, year)
    return Draft(facts, worded(facts))


def polished(draft: Draft, lexicon: Lexicon, model: Model, stop: Event | None = None) -> Draft:
    """Return the summary with what a model words better; the facts and the counts stay what they are."""
    from assistant.wording.draft_words import reword
    from assistant.wording.evidence import Known

    done = reword(draft.facts, draft.words, Known.of(lexicon), model, stop)
    remark = f"开头和说明段落中有 {done.changed} 句由语言模型润色，已逐句核对" if done.changed else ""
    if not done.changed:
        remark = "语言模型的改写没有采用，文字由规则生成"
    if done.trouble:
        remark += f"；语言模型没有写完：{done.trouble.rstrip('。')}"
    return replace(draft, words=done.words, withheld=done.withheld, remark=f"{remark}。")


def worded(facts: Facts) -> dict[About, str]:
    """Return the paragraphs that have something to say."""
    words = {about: words_by_rule(Passage(about, facts)) for about in _PASSAGES}
    return {about: paragraph for about, paragraph in words.items() if paragraph}
