"""Turns about the tasks listed before them."""


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
