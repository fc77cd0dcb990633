"""Generated questions: the same for the same seed, every combination asked, each with an answer."""

import json
from collections import Counter

from evals.cases import GENERATED
from evals.generate import SEED, generated, in_quick_run, is_quick, write_cases
from evals.name_variants import unit_names
from evals.selection import Selector, shipped_corpus


def test_the_same_seed_asks_the_same_and_another_does_not(made_cases, tmp_path):
    write_cases(made_cases, tmp_path / "one.jsonl")
    write_cases(generated(shipped_corpus(), SEED), tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    others = {case.id for case in generated(shipped_corpus(), SEED + 1)}
    assert others != {case.id for case in made_cases}


def test_there_are_enough_of_every_kind_for_every_notice(made_cases):
    assert len(made_cases) >= 3000
    kinds = Counter(case.kind for case in made_cases)
    assert len(kinds) >= 20
    assert min(kinds.values()) >= 5
    lists = {(case.kind, case.notice) for case in made_cases if "list" in case.kind}
    names = {f"{notice.place}{notice.year}" for notice in shipped_corpus().notices}
    for role in ("lead", "support", "any"):
        assert {notice for kind, notice in lists if kind == f"{GENERATED}list_{role}"} >= names - {
            "黄山市徽州区2023"
        }


def test_every_name_of_every_unit_is_asked_in_every_wording(made_cases):
    asked = {case.question for case in made_cases}
    endings = {
        said[start : said.index("责任单位") + 4]
        for said in asked
        if "责任单位" in said
        for start in range(20)
    }
    corpus = shipped_corpus()
    for notice in corpus.notices:
        for unit, names in unit_names(notice).items():
            where = f"{notice.place}{notice.year}"
            for role, verb, noun in (("lead", "牵头", "牵头责任单位"), ("support", "配合", "协同责任单位")):
                chosen = Selector.model_validate({"notice": where, "unit": unit, "role": role})
                if corpus.select(chosen).certain:
                    for name in names:
                        assert f"{where}年{name}{verb}哪些任务" in asked
                        assert {f"{name}作为{noun}", f"{name}{notice.year}年作为{noun}"} & endings


def test_every_question_has_an_id_of_its_own_and_an_answer(made_cases):
    assert len({case.id for case in made_cases}) == len(made_cases)
    for case in made_cases:
        wanted = case.wanted
        has = wanted.tasks or wanted.first or wanted.count or wanted.counts
        assert has or wanted.expect.abstain or wanted.expect.nothing, case.id


def test_a_line_holds_the_question_and_what_it_wants(made_cases, tmp_path):
    case = next(case for case in made_cases if case.kind == f"{GENERATED}count_lead")
    assert write_cases([case], tmp_path / "one.jsonl") == 1
    line = json.loads((tmp_path / "one.jsonl").read_text("utf-8"))
    assert (line["turns"], line["wants"]) == ([*case.turns], {"count": case.wanted.count})


def test_a_quick_run_asks_about_an_eighth_and_knows_its_part_of_the_baseline(made_cases):
    quick = [case.id for case in made_cases if is_quick(case.id)]
    assert 1 / 10 < len(quick) / len(made_cases) < 1 / 6
    assert all(in_quick_run(case) and in_quick_run(f"retrieval/{case}") for case in quick)
    assert in_quick_run("h001")
    assert in_quick_run("retrieval/h001")
    assert in_quick_run("parsing/bozhou-2025/tasks")
    assert not in_quick_run(next(case.id for case in made_cases if not is_quick(case.id)))
