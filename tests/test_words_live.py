"""The small local model words a real answer; whatever it says, only what the rows bear out is shown."""

from collections.abc import Iterator

import pytest
from small_model import needs_small_model  # type: ignore[import-not-found]

from assistant.answers import Answer
from assistant.drafting import make_draft, polished
from assistant.models.language_model import LanguageModel
from assistant.models.opening import open_model
from assistant.wording.aloud import converse_aloud
from assistant.wording.words import Wording
from evals.second_reader import unsupported
from evals.selection import shipped_corpus
from evals.wording_run import names_of

pytestmark = [pytest.mark.slow, needs_small_model]

QUESTION = "徽州区2023年区教育局有哪些任务"


@pytest.fixture
def model(local_settings) -> Iterator[LanguageModel]:
    with open_model(local_settings, lambda _: None) as opened:
        assert opened is not None
        yield opened


def test_a_real_lead_in(exact_engine, model):
    news: list[Answer | Wording] = []
    [(answer, wording)] = converse_aloud(exact_engine, model, [QUESTION], news.append)
    exact, _ = exact_engine.ask(QUESTION)
    assert isinstance(news[0], Answer)
    assert news[0].text == exact.text
    assert wording is not None
    assert wording.done
    assert wording.text
    assert not wording.trouble
    assert unsupported(wording.text, answer.rows, names_of(shipped_corpus())) == []
    assert answer.text.endswith(exact.text)


def test_a_real_draft_counts_as_the_records_do(exact_engine, model):
    plain = make_draft(exact_engine, "区教育局", "徽州区", 2023)
    done = polished(plain, exact_engine.corpus.lexicon, model)
    assert done.facts == plain.facts
    assert done.words.keys() == plain.words.keys()
    assert done.remark


def test_a_server_killed_in_the_middle_costs_the_wording_alone(exact_engine, model):
    exact, _ = exact_engine.ask(QUESTION)
    stream = model.stream

    def killed(prompt, *, limit, stop=None):
        pieces = stream(prompt, limit=limit, stop=stop)
        yield next(pieces)
        model.source._server.process.kill()
        yield from pieces

    model.stream = killed
    [(answer, wording)] = converse_aloud(exact_engine, model, [QUESTION])
    assert answer.groups == exact.groups
    assert answer.text.endswith(exact.text)
    assert wording is not None
    assert wording.done
    assert wording.trouble
    assert wording.by_rule
    model.stream = stream
    [(_, after)] = converse_aloud(exact_engine, model, [QUESTION])
    assert after is not None
    assert not after.trouble
