"""Turns about the tasks listed before them: picked, narrowed, and gone on from."""

import pytest


def test_a_leader_picks_from_the_unit_listed_before(exact_engine):
    answer = exact_engine.converse(["阜阳市水利局2019年牵头哪几项", "王显义负责的是哪些"])[-1]
    assert answer.rows
    assert all("市水利局" in row.lead_units and "王显义" in row.leaders for row in answer.rows)


def test_another_unit_picks_what_it_leads_as_well(exact_engine):
    answer = exact_engine.converse(["繁昌区文旅体局2021年牵头任务有哪些？", "有繁阳镇一起牵头的是哪几项"])[-1]
    assert answer.rows
    assert all({"区文化旅游体育局", "繁阳镇"} <= set(row.lead_units) for row in answer.rows)


def test_another_unit_is_asked_about_anew_where_the_turn_names_it(exact_engine):
    answer = exact_engine.converse(["亳州市教育局2025年牵头的任务", "把市科技局牵头的任务找出来"])[-1]
    assert answer.rows
    assert all("市科技局" in row.lead_units for row in answer.rows)


def test_two_parts_are_listed_together(exact_engine):
    one, two, both = (
        exact_engine.converse([f"列出徽州区2023年{parts}的任务"])[-1]
        for parts in ("第一部分", "第二部分", "第一部分和第二部分")
    )
    assert {row.id for row in both.rows} == {row.id for row in (*one.rows, *two.rows)}


@pytest.mark.parametrize(
    ("turn", "places"),
    [
        ("第三项", [2]),
        ("最后一项什么时候完成", [3]),
        ("最后两项", [2, 3]),
        ("倒数第二项是什么", [2]),
        ("前两项谁配合", [0, 1]),
        ("第2项和第4项分别是谁配合", [1, 3]),
    ],
)
def test_tasks_counted_off(exact_engine, turn, places):
    first, answer = exact_engine.converse(["阜阳市水利局2019年牵头哪些任务", turn])
    assert [row.id for row in answer.rows] == [first.rows[place].id for place in places]


def test_the_list_stays_while_tasks_are_picked_of_it(exact_engine):
    first, *picked = exact_engine.converse(
        ["繁昌2021年区教育局牵头哪些", "第二项呢？什么时候完成", "它的领导是谁", "第三项？", "第一项？"]
    )
    held = [row.id for row in first.rows]
    assert [[row.id for row in answer.rows] for answer in picked] == [
        [held[1]],
        [held[1]],
        [held[2]],
        [held[0]],
    ]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (
            ["亳州2025年市交通运输局牵头哪些任务", "第1项配合单位", "市教育局呢"],
            "亳州市2025年：市教育局牵头的任务共 3 项",
        ),
        (["亳州2025年市发改委牵头哪些任务", "里面有市财政局的吗", "市商务局的呢"], "亳州市2025年：市商务局"),
        (
            ["徽州区何建中分管哪些任务", "其中区农业农村局牵头的", "换成区水利局配合的"],
            "黄山市徽州区2023年：区水利局配合的任务",
        ),
    ],
)
def test_place_and_year_outlast_a_turn_about_the_list(exact_engine, turns, told):
    assert exact_engine.converse(turns)[-1].headline.startswith(told)


def test_an_answer_about_the_list_says_so(exact_engine):
    answer = exact_engine.converse(["徽州区文旅体局2023年牵头哪些任务", "里面有浪漫红文旅集团配合的吗"])[-1]
    assert "上面列出的 11 项中，浪漫红文旅集团配合的任务共 6 项" in answer.headline


def test_a_person_narrows_the_tasks_of_a_unit(exact_engine):
    first, answer = exact_engine.converse(["阜阳市科技局2019年牵头哪些", "李红分管的"])
    assert {row.id for row in answer.rows} <= {row.id for row in first.rows}


@pytest.mark.parametrize(
    ("turns", "count"),
    [
        (["芜湖2024年市商务局牵头哪些任务", "待核实的是哪几项"], 3),
        (["芜湖2024年市商务局牵头哪些任务", "去掉待核实的"], 13),
        (["芜湖2024年市商务局牵头哪些任务", "确定的有几项"], 13),
        (["徽州黄劼负责哪些任务", "他和何建中一起负责的"], 18),
        (["阜阳2019年市林业局参与哪些任务", "它在哪些任务里和市财政局一起"], 4),
        (["阜阳市科技局2019年牵头哪些任务", "有市财政局配合的"], 4),
        (["徽州区2023年程丽群分管哪些", "哪些是区财政局牵头的"], 3),
        (["阜阳2019年市财政局配合哪些任务", "有几项是市发改委牵头的"], 12),
        (["阜阳市科技局2019年牵头哪些任务", "市财政局配合的有哪些任务"], 73),
        (["繁昌2021年区农业农村局牵头哪些任务", "其中跟别的单位一起牵头的", "去掉持续推进的"], 1),
    ],
)
def test_the_list_is_narrowed_or_left(exact_engine, turns, count):
    assert len(exact_engine.converse(turns)[-1].rows) == count


def test_the_next_task_of_the_list(exact_engine):
    first, _, after, before = exact_engine.converse(
        ["阜阳市水利局2019年牵头哪些任务", "第2项谁配合", "下一项呢", "上一项"]
    )
    held = [row.id for row in first.rows]
    assert [row.id for row in after.rows] == [held[2]]
    assert [row.id for row in before.rows] == [held[1]]
