"""Whole answers: lists, refusals that help, doubt shown apart, look-ups by meaning."""

import pytest

from assistant.text import MAX_QUESTION
from index.errors import BadQuestion


def ask(engine, *turns):
    return engine.converse(turns)[-1]


def serials(answer):
    return [row.serial for row in answer.rows]


def test_rows_in_doubt_stand_apart_and_say_so(exact_engine):
    answer = ask(exact_engine, "芜湖2024年市产创中心配合哪些任务")
    kinds = {group.kind: [row.serial for row in group.rows] for group in answer.groups}
    assert kinds == {"support": ["86", "87", "88", "120"], "doubt": ["90", "91", "99"]}
    assert "待核实" in answer.text


def test_a_body_in_brackets_is_found_by_its_own_name(exact_engine):
    answer = ask(exact_engine, "亳州2025年市国资委牵头哪些任务")
    assert serials(answer) == ["14", "41"]
    assert all(row.via == "市财政局(市国资委)" for row in answer.rows)


def test_a_second_sign_leaves_out_what_is_printed_with_another(exact_engine):
    assert serials(ask(exact_engine, "亳州市政府办公室（市营商环境办）2025年牵头哪些任务")) == [
        "62",
        "63",
        "64",
        "65",
    ]
    assert len(serials(ask(exact_engine, "亳州市政府办公室2025年牵头哪些任务"))) > 4


def test_a_leader_left_out_is_in_no_row(exact_engine):
    answer = ask(exact_engine, "徽州区住建局2023年牵头的、何建中参与的不算，有哪些")
    assert serials(answer) == ["74", "75", "77", "79", "81", "82"]
    assert answer.read_as["不含"] == "何建中"
    assert "不含何建中参与的" in answer.text


def test_a_leader_alone(exact_engine):
    answer = ask(exact_engine, "徽州区2023年区财政局牵头的任务", "我只要责任领导只写了黄劼一个人的那些")
    assert answer.rows
    assert {row.leaders for row in answer.rows} <= {("黄劼",), ("▲黄劼",)}


def test_a_heading_in_brackets_inside_a_numbered_part(exact_engine):
    answer = ask(exact_engine, "芜湖2024年第二部分里的（八）都有哪些任务")
    assert serials(answer) == [str(number) for number in range(150, 170)]


def test_a_heading_inside_a_numbered_part(exact_engine):
    answer = ask(exact_engine, "芜湖2024年第二部分里的（八）“坚持不懈抓好三农工作”都有哪些任务")
    assert serials(answer) == [str(number) for number in range(150, 170)]


def test_the_number_of_a_heading_is_no_serial(exact_engine):
    answer = ask(exact_engine, "繁昌2021年第29条“推进全域文化旅游”包括哪些任务")
    assert serials(answer) == ["78", "79", "80", "81"]


def test_a_bureau_of_its_own_is_no_other_with_more_fields(exact_engine):
    answer = ask(exact_engine, "亳州市体育局2025年牵头哪些任务")
    assert answer.abstained
    assert "市文化旅游体育局" in answer.text


@pytest.mark.parametrize("words", ["算力中心", "智慧社区"])
def test_words_that_only_end_as_a_unit_are_looked_for(full_engine, words):
    answer = ask(full_engine, f"{words}有哪些任务")
    assert answer.rows
    assert all(words in row.text for row in answer.rows)


def test_a_number_of_people_is_in_people(full_engine):
    answer = ask(full_engine, "阜阳2019年要脱贫多少人？")
    assert "10.88万" in answer.text


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("阜阳2019年市乡村振兴局牵头的任务", "市扶贫开发局"),
        ("亳州2025年市房屋管理局牵头哪些任务", "市住房发展中心"),
        ("徽州区2023年区工商局牵头哪些任务", "区市监局"),
    ],
)
def test_what_a_department_was_called_is_suggested(exact_engine, question, near):
    answer = ask(exact_engine, question)
    assert answer.abstained
    assert near in answer.text


def test_a_bracket_inside_a_name(exact_engine):
    answer = ask(exact_engine, "阜阳2019年有哪些任务的协同单位是市扶贫开发领导小组（其他）成员单位")
    assert {"19.(1)", "19.(10)"} <= set(serials(answer))


def test_a_unit_that_is_none_tells_the_task_where_a_unit_is_asked_for(full_engine):
    answer = ask(full_engine, "亳州市2025年市急控中心改革哪个单位牵头")
    assert answer.units == ("市卫生健康委",)


def test_growth_is_a_number_in_per_cent(full_engine):
    answer = ask(full_engine, "阜阳2019年跟芜湖2024年的进出口增幅目标比一比")
    assert "12%" in answer.text
    assert "10%" in answer.text


def test_one_of_several_by_its_number_is_no_other(full_engine):
    assert ask(full_engine, "芜湖2024年地铁2号线由谁牵头建设").abstained


def test_subjects_asked_about_apart_have_a_task_each(full_engine):
    answer = ask(full_engine, "芜湖2024年航空货运吞吐量和港口集装箱吞吐量各要做到多少")
    assert "6万吨" in answer.text
    assert "155万标箱" in answer.text


def test_two_numbers_asked_for_are_two_subjects(full_engine):
    answer = ask(full_engine, "亳州2025年农村改厕多少户、新建农村幸福院多少个？")
    assert "2万户" in answer.text
    assert "64个" in answer.text


def test_a_unit_that_is_part_of_another_is_suggested(exact_engine):
    answer = ask(exact_engine, "徽州区体育局2023年牵头哪些任务")
    assert answer.abstained
    assert "区文旅体局" in answer.text


def test_a_cut_off_name_is_offered_as_doubt(exact_engine):
    answer = ask(exact_engine, "亳州2025年市投资促进中心牵头哪些任务")
    assert [row.serial for group in answer.groups if group.kind == "doubt" for row in group.rows] == ["59"]


def test_group_membership_is_counted_apart(exact_engine):
    named = ask(exact_engine, "谯城区政府2025年参与哪些任务")
    assert "没有点名" in named.text
    every = ask(exact_engine, "谯城区政府2025年要参与哪些任务？点了名的和写“各县区政府”的都算")
    assert set(serials(every)) == {"44", "70", "71", "73", "82", "84", "85", "86"}
    assert {row.serial for group in every.groups if group.kind == "doubt" for row in group.rows} == {
        "70",
        "71",
        "86",
    }


def test_a_group_counts_with_those_that_stand_for_the_same(exact_engine):
    answer = ask(exact_engine, "阜阳2019年第三部分里太和县政府要参与哪些任务？写“各县市区人民政府”的都算")
    assert "18.(1)" in serials(answer), "printed 各县市人民政府"


def test_a_task_printed_twice_is_one_row(exact_engine):
    answer = ask(exact_engine, "繁昌2021年有哪些任务")
    assert len(answer.rows) == 107
    assert all(row.block == "table" and row.twin_line for row in answer.rows)


def test_open_place_and_year_are_grouped_by_notice(exact_engine):
    answer = ask(exact_engine, "市商务局牵头哪些任务")
    assert [group.rows[0].notice.place for group in answer.groups if group.kind == "lead"] == [
        "亳州市", "芜湖市", "阜阳市",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("亳州市商务局2024年牵头哪些任务？", ["2025"]),
        ("亳州2025年市水务局牵头哪些任务", ["市水利局", "芜湖"]),
        ("合肥市商务局牵头哪些任务", ["亳州市2025年"]),
        ("阜阳2019年黄劼负责哪些任务", ["黄山市徽州区"]),
        ("亳州2025年市商务局牵头的养老金融任务有哪些", ["市商务局"]),
    ],
)
def test_refusals_say_what_there_is(full_engine, question, told):
    answer = ask(full_engine, question)
    assert all(word in answer.text for word in told), answer.text


def test_a_serial_that_is_somebody_elses_is_told_with_who_leads_it(exact_engine):
    asked = ask(exact_engine, "亳州市2025年第88项牵头单位是不是市民政局？")
    assert not asked.abstained
    assert "由市生态环境局牵头" in asked.text
    assert ask(exact_engine, "亳州市2025年市民政局牵头的第88项").abstained
    assert "没有第 500 项" in ask(exact_engine, "亳州2025年第500项市民政局牵头吗").text


def test_a_false_premise_is_corrected_with_the_true_fact(full_engine):
    answer = ask(full_engine, "芜湖2024年市商务局牵头的海绵城市任务有哪几项")
    assert answer.abstained
    assert "市住建局" in answer.text


@pytest.mark.parametrize(
    ("question", "field", "value"),
    [
        ("亳州2025年改进收税方式、完善税务方面制度改革，归哪个部门抓总？", "units", ("市税务局",)),
        ("繁昌跟银行搞批量担保、帮企业渡难关的事哪家牵头", "units", ("区金繁担保公司",)),
        ("繁昌峨溪河排洪新站的主体工程什么时候要完成？", "deadlines", ("202112月底前",)),
        ("徽州区老旧小区改造的分管领导是谁", "leaders", ("黄劼", "方红雨")),
    ],
)
def test_look_ups_give_the_fact_as_a_value(full_engine, question, field, value):
    assert getattr(ask(full_engine, question), field) == value


def test_a_deadline_that_is_not_printed_is_not_answered(full_engine):
    answer = ask(full_engine, "徽州区城市公墓具体哪个月建成？")
    assert answer.abstained
    assert "没有写完成时限" in answer.text


def test_numbers_are_compared_side_by_side(full_engine):
    answer = ask(full_engine, "亳州2025年和芜湖2024年的社零增长目标各是多少？")
    assert "5.5%" in answer.headline
    assert "6.5%" in answer.headline
    assert [row.notice.place for row in answer.rows] == ["亳州市", "芜湖市"]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["亳州2025年市商务局牵头哪些任务", "那芜湖2024年的呢？"], "芜湖市2024年市商务局牵头哪些任务"),
        (["亳州市商务局牵头哪些任务", "那配合的呢"], "亳州市商务局配合哪些任务"),
        (["亳州市商务局牵头哪些任务", "换成芜湖呢", "有几项"], "芜湖市商务局牵头几项任务"),
        (["亳州市商务局牵头哪些任务", "市科技局呢"], "亳州市科技局牵头哪些任务"),
        (["阜阳2019年黄珍负责哪些", "刘存俊呢"], "阜阳2019年刘存俊负责哪些"),
        (["亳州2025年市商务局牵头哪些任务", "刚才那个单位在芜湖牵头哪些"], "芜湖市商务局牵头哪些任务"),
    ],
)
def test_a_turn_is_read_with_what_the_last_left_open(exact_engine, turns, expected):
    last, full = ask(exact_engine, *turns), ask(exact_engine, expected)
    assert serials(last) == serials(full)
    assert last.count == full.count
    assert serials(last)


def test_listed_tasks_can_be_filtered_and_picked(full_engine):
    turns = ["芜湖2024年市数据资源局牵头哪些任务？", "里面跟算力、智算有关的是哪几项"]
    assert serials(ask(full_engine, *turns)) == ["80", "81", "83"]
    answer = ask(full_engine, "亳州2025年市商务局牵头哪些任务", "第3项谁配合")
    assert answer.units == ("市政府相关部门", "各载体单位")
    assert serials(answer) == ["15"]


@pytest.mark.parametrize(
    "question", ["", "   ", "\u200b\x00", "？！", "问" * (MAX_QUESTION + 1), "问" * 20_000]
)
def test_unusable_questions_are_refused_in_words(exact_engine, question):
    with pytest.raises(BadQuestion) as error:
        exact_engine.ask(question)
    assert "。" in str(error.value)


def test_control_characters_change_nothing(exact_engine):
    clean = ask(exact_engine, "亳州2025年市商务局牵头哪些任务")
    dirty = ask(exact_engine, "亳州\x002025年\u200b市商务局 牵头\n哪些任务\x07")
    assert serials(dirty) == serials(clean)
