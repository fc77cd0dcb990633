"""A list asked for in any words is the list: each wording gives the rows of the plain question."""

import pytest

UNITS = [("亳州市", 2025, "市商务局"), ("芜湖市", 2024, "市水务局"), ("徽州区", 2023, "区住建局")]
LEAD = [
    "{place}{unit}{year}年排在牵头位置上的任务都有啥，光配合的不要",
    "领导要材料，{place}{unit}{year}年主抓的任务一条条给我报一下",
    "帮忙查查{place}{unit}{year}年唱主角的任务，不是打下手的那种",
    "{place}{year}年{unit}牵头的任务一个不落地列给我",
    "{year}年{place}的{unit}，哪些任务是它牵的头？",
    "您好，我刚到市政府办公室报到，请问{year}年{place}{unit}作为主要责任单位牵头的任务有哪些？",
    "{place}{unit}{year}年自己得扛起来的是哪些活",
    "劳驾帮我捋一捋，{place}{unit}{year}年一共牵头了哪些活",
    "{place}{unit}{year}年头上压着哪些牵头的事",
    "{place}{year}年这张分解表里，{unit}自己扛大梁的任务是哪些",
    "{place}{unit}{year}年扛头的活有哪些？开会要用",
    "{place}{unit}{year}年主责的任务请逐条列示，只列主责，协同的从略",
    "{unit}在{place}{year}年的分工里打头阵的任务有哪些",
]
ANY = [
    "{place}{unit}{year}年有哪些大动作",
    "{place}{unit}{year}年手里都有哪些担子",
    "{place}{unit}{year}年都有啥指标要完成",
    "{place}{unit}{year}年要忙活些什么",
    "{place}{unit}{year}年摊了哪些硬骨头",
    "{year}年{place}{unit}被点名的任务，主角配角都要",
    "{place}{year}{unit}涉及事项（牵头+配合）全量。",
]
SUPPORT = [
    "{place}{unit}{year}年帮衬别人的任务有哪些",
    "{place}{unit}{year}年跟着干的任务有哪些",
    "{place}{unit}{year}年给别人打下手的任务有哪些",
    "{place}{unit}{year}年不牵头、只是跟着配合的任务有哪些",
]


def ids(engine, question: str) -> list[str]:
    return [row.id for row in engine.converse([question])[-1].rows]


@pytest.mark.parametrize(("place", "year", "unit"), UNITS, ids=[unit for *_, unit in UNITS])
@pytest.mark.parametrize(
    ("wordings", "plain"),
    [(LEAD, "{place}{year}年{unit}牵头哪些任务"), (ANY, "{place}{year}年{unit}牵头和配合哪些任务"),
     (SUPPORT, "{place}{year}年{unit}配合哪些任务")],
    ids=["lead", "any", "support"],
)  # fmt: skip
def test_other_words_give_the_same_rows(exact_engine, wordings, plain, place, year, unit):
    named = {"place": place, "year": year, "unit": unit}
    wanted = ids(exact_engine, plain.format(**named))
    different = [it for it in wordings if ids(exact_engine, it.format(**named)) != wanted]
    assert wanted
    assert not different


@pytest.mark.parametrize(
    ("short", "plain"),
    [
        ("芜湖民政2024年牵头哪些任务", "芜湖市民政局2024年牵头哪些任务"),
        ("徽州区府办2023年要牵头办的事有哪些", "徽州区政府办公室2023年牵头哪些任务"),
        ("阜阳市重点工程处2019年帮衬别人的有哪些", "阜阳市重点工程处2019年配合哪些任务"),
    ],
)
def test_a_short_name_is_the_unit(exact_engine, short, plain):
    assert ids(exact_engine, short) == ids(exact_engine, plain) != []


def test_two_units_of_which_one_leads(exact_engine):
    either = ids(exact_engine, "阜阳2019：市信访局和市司法局，凡是这两家里有一家牵头的任务统统列出来")
    assert either == ids(exact_engine, "阜阳2019年市信访局和市司法局牵头哪些任务") != []


def test_a_body_set_in_another_is_asked_about_itself(exact_engine):
    asked = ids(exact_engine, "设在市政府办公室的营商环境办，2025年亳州安排它牵头什么了？")
    assert asked == ids(exact_engine, "亳州2025年营商环境办牵头哪些任务") != []


def test_another_print_of_the_name_is_no_topic(exact_engine):
    asked = "人民银行阜阳市中心支行协办的任务有哪些？表里有时写“人行”，也算"
    assert ids(exact_engine, asked) == ids(exact_engine, "人民银行阜阳市中心支行协办的任务有哪些") != []


@pytest.mark.parametrize(
    "question",
    [
        "繁阳镇2021年的任务全列：自己牵头的，还有写“各镇政府”把它带上的",
        "繁阳镇2021年要干哪些任务？点名牵头的和“各镇政府”里头的都要",
    ],
)
def test_tasks_led_and_those_through_a_group_together(exact_engine, question):
    answer = exact_engine.converse([question])[-1]
    led = set(ids(exact_engine, "繁昌2021年繁阳镇牵头哪些任务"))
    assert led < {row.id for row in answer.rows}


def test_how_many_in_any_words(exact_engine):
    asked = ["亳州市民政局2025年牵头的担子一共几副", "亳州市民政局2025年牵头了多少摊事"]
    plain = exact_engine.converse(["亳州市民政局2025年牵头多少项任务"])[-1].count
    assert [exact_engine.converse([question])[-1].count for question in asked] == [plain, plain]


def test_a_whole_notice_is_counted_in_any_words(exact_engine):
    assert exact_engine.converse(["芜湖2024年下达了多少项重点工作任务？"])[-1].count == 220


def test_a_bureau_of_an_area_inside_the_place_is_none_of_ours(exact_engine):
    answer = exact_engine.converse(["临泉县教育局2019年牵头哪几项"])[-1]
    assert answer.abstained
    assert "没有“临泉县教育局”这个单位" in answer.text


def test_a_bureau_behind_its_own_place_is_ours(exact_engine):
    assert ids(exact_engine, "繁昌区教育局2021年牵头哪几项")
