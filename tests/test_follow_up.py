"""Turns that lean on the turns before them, each against the same question asked in full."""

import pytest

SAME = [
    ("a person told", ["阜阳2019年黄琦负责哪些任务", "这位一共负责多少项"], "阜阳2019年黄琦负责多少项任务"),
    (
        "which of them",
        ["阜阳2019年刘存俊负责哪几项", "食品安全的是哪条"],
        "阜阳2019年刘存俊负责的食品安全任务",
    ),
    ("the next one", ["芜湖2024年第88项任务是什么？", "下一项呢？"], "芜湖2024年第89项任务是什么"),
    ("the one before", ["阜阳2019年第12.(3)项是什么", "上一项呢"], "阜阳2019年第12.(2)项是什么"),
    ("wider", ["徽州区商务局2023年牵头哪些任务", "配合的也列上"], "徽州区商务局2023年牵头和配合哪些任务"),
    (
        "split",
        ["亳州2025年市教育局牵头哪些任务", "配合的也加上", "按牵头和配合分开"],
        "亳州2025年市教育局牵头和配合哪些任务",
    ),
    (
        "a bare area",
        ["阜阳2019年阜南县政府牵头的任务有哪些", "颍上县呢？"],
        "阜阳2019年颍上县政府牵头的任务有哪些",
    ),
    (
        "another list",
        ["2021年繁昌区发改委牵头的任务", "再来一份2023年徽州区的"],
        "2023年徽州区发改委牵头的任务",
    ),
    (
        "sole leads kept",
        ["阜阳市公安局2019年牵头哪些任务？", "只留独家的"],
        "阜阳市公安局2019年独家牵头哪些任务",
    ),
    (
        "a part left out",
        ["亳州2025年商务局牵头哪些任务", "第一部分的去掉"],
        "亳州2025年商务局牵头的任务，除了第一部分",
    ),
    (
        "the whole notice",
        ["繁昌区2021年区司法局牵头哪些任务？", "亳州2025年的分解表一共多少项任务？"],
        "亳州2025年一共多少项任务",
    ),
    (
        "units that are no units there",
        ["阜阳2019年市科技局牵头哪些任务", "里面建开发区的是哪几项"],
        "阜阳2019年市科技局牵头的与“开发区”有关的任务",
    ),
    (
        "at the level of another place",
        ["芜湖2024年市财政局牵头哪些任务？", "那亳州2025年的？", "徽州区2023年呢？"],
        "徽州区2023年区财政局牵头哪些任务",
    ),
    (
        "a leader left out",
        ["徽州区住建局2023年牵头的任务有哪些", "不要何建中参与的，剩下哪些？"],
        "徽州区住建局2023年牵头的、何建中参与的不算，有哪些",
    ),
    (
        "the first of those told",
        ["芜湖2024年市长信箱、12345热线那项任务是哪几家牵头？", "第一家还牵头别的任务吗？把它牵头的都列出来"],
        "芜湖2024年市信访局牵头哪些任务",
    ),
    (
        "a unit of a part",
        ["亳州2025年第七部分有哪些任务？", "市民政局牵头的有几项？"],
        "亳州2025年第七部分市民政局牵头的有几项",
    ),
    (
        "a leader of an item",
        ["阜阳2019年第24项培育壮大现代旅游业有哪些任务？", "黄珍牵头的是哪几条"],
        "阜阳2019年第24项黄珍负责的任务",
    ),
    (
        "who takes part, too",
        ["徽州区开发区管委会2023年牵头的任务有哪些？", "区国投集团也参与的是哪几项"],
        "徽州区2023年开发区管委会牵头、区国投集团配合的任务有哪些",
    ),
    (
        "only what is about something",
        ["亳州民政局2025年牵头哪些", "只看跟养老沾边的"],
        "亳州2025年市民政局牵头的与“养老”有关的任务",
    ),
    (
        "both of those asked about",
        ["2021年繁昌区教育局牵头哪些任务？", "区卫健委呢？", "两家一块牵头的是哪一项？"],
        "2021年繁昌区教育局、区卫健委共同牵头的任务",
    ),
    (
        "a lead unit left out of a part",
        ["徽州区2023年第三部分“抓文旅、促融合”有哪些任务", "哪个不是区文旅体局牵头的"],
        "徽州区2023年第三部分“抓文旅、促融合”的任务，区文旅体局牵头的不要",
    ),
    (
        "only those of a unit",
        ["阜阳2019年黄珍负责哪些任务？", "只看市教育局牵头的"],
        "阜阳2019年黄珍负责的、市教育局牵头的任务",
    ),
    (
        "a leader alone",
        ["徽州区2023年区住建局牵头哪些任务？", "里面只由方红雨一个领导负责的是哪几项"],
        "徽州区2023年区住建局牵头、方红雨一个人负责的任务",
    ),
    (
        "a refusal between",
        ["徽州区财政局2023年牵头哪些任务？", "财政局办公室电话是多少", "它配合的任务有哪些"],
        "徽州区财政局2023年配合哪些任务",
    ),
]
FACTS = [
    (
        "the same fact of another subject",
        ["芜湖2024年城市大脑由谁牵头？", "那智慧社区呢？"],
        ("市数据资源局", "市民政局"),
        "units",
    ),
    (
        "asked of it, too",
        ["繁昌峨溪河排洪新站谁牵头？", "全域供水管网改造提升呢？也是它吗"],
        ("区水务局",),
        "units",
    ),
    ("this one", ["阜阳机场扩建工程谁牵头？", "哪位市领导负责这一项"], ("市政府常务副市长",), "leaders"),
    (
        "of a unit's tasks",
        ["你好，我想问繁昌的事", "2021年投资促进中心牵头什么？", "牵头的区领导是谁？", "协同的有哪些单位？"],
        ("各镇政府", "繁昌经开区管委会", "各产业链成员单位"),
        "units",
    ),
    (
        "of the task, not of its unit",
        ["繁昌新增数字化车间那一项是谁牵头的", "那么它完成时限呢？"],
        ("202112月底前",),
        "deadlines",
    ),
    ("the leader, then", ["阜阳2019年殡仪馆搬迁哪家牵头", "领导呢，是谁"], ("王显义",), "leaders"),
    (
        "who supports it",
        ["阜阳残联2019年牵头什么", "谁配合它"],
        ("市民政局", "市财政局", "市人力资源社会保障局"),
        "units",
    ),
    ("with the mark", ["徽州区海绵城市的任务是哪个单位牵头", "这项打▲的领导是谁"], ("方红雨",), "leaders"),
    ("of what was listed", ["繁昌水务局2021年牵头啥", "这些事归哪位领导管"], ("胡清照",), "leaders"),
    (
        "after a count",
        ["繁昌2021年区水务局牵头几项任务", "各自的完成时限是什么？"],
        ("202112月底前", "持续推进"),
        "deadlines",
    ),
]


@pytest.mark.parametrize(("turns", "full"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_a_turn_reads_as_the_same_question_in_full(full_engine, turns, full):
    answer = full_engine.converse(turns)[-1]
    (wanted,) = full_engine.converse([full])
    assert wanted.rows
    assert {row.id for row in answer.rows} == {row.id for row in wanted.rows}
    assert answer.count == wanted.count


@pytest.mark.parametrize(
    ("turns", "told", "field"), [case[1:] for case in FACTS], ids=[case[0] for case in FACTS]
)
def test_a_turn_asks_a_fact_of_what_went_before(full_engine, turns, told, field):
    answer = full_engine.converse(turns)[-1]
    assert getattr(answer, field) == told


def test_a_number_asked_for_in_bare_words_is_that_of_the_last_subject(full_engine):
    answer = full_engine.converse(["亳州2025年新认定高新技术企业多少家", "芜湖2024年要新增多少"])[-1]
    assert "360家" in answer.text


def test_a_new_subject_after_a_list_is_no_filter(full_engine):
    answer = full_engine.converse(["亳州2025年市商务局牵头哪些任务", "跟养老有关的任务有哪些"])[-1]
    assert not answer.abstained
    assert all("养老" in row.text for row in answer.rows)
