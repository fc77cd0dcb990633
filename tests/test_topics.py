"""What tasks are to be about: a task told by its unit, a heading by its number, names as they were."""

import pytest


@pytest.mark.parametrize(
    ("question", "serials", "units"),
    [
        ("亳州2025年市文旅局牵头的亳州老街，配合单位有哪些", ["16"], {"市政府相关部门", "各载体单位"}),
        ("徽州区2023年区民政局牵头的城市公墓，是哪几家配合", ["103"], set()),
        ("芜湖2024年市科技局牵头的全社会研发经费投入强度，还有谁配合", ["5"], None),
    ],
)
def test_a_task_told_by_its_unit_is_asked_for_its_other_units(full_engine, question, serials, units):
    answer = full_engine.converse([question])[-1]
    assert [row.serial for row in answer.rows][:1] == serials
    assert units is None or set(answer.units) == units


@pytest.mark.parametrize(
    "question",
    ["亳州2025年市文旅局牵头的花博会，配合单位有哪些", "徽州区2023年区民政局牵头的长江禁渔，是哪几家配合"],
)
def test_a_task_that_its_unit_has_not_is_not_made_up(full_engine, question):
    answer = full_engine.converse([question])[-1]
    assert answer.abstained
    assert not answer.rows


def test_a_list_of_tasks_with_their_supporting_units_stays_a_list(full_engine):
    answer = full_engine.converse(["亳州2025年市商务局牵头的任务，配合单位有哪些"])[-1]
    assert len(answer.rows) > 10


@pytest.mark.parametrize(
    "question",
    ["阜阳市2019年第36项“优先发展教育事业”有哪些任务", "阜阳市2019年第36条优先发展教育事业有哪些任务"],
)
def test_a_heading_behind_its_number_is_that_heading(exact_engine, question):
    answer = exact_engine.converse([question])[-1]
    assert answer.read_as["部分"] == "36.优先发展教育事业"
    assert {row.serial.split(".")[0] for row in answer.rows} == {"36"}


def test_a_heading_narrows_the_tasks_of_a_person(exact_engine):
    every, answer = exact_engine.converse(
        ["阜阳市2019年黄珍负责哪些任务", "只看第36项“优先发展教育事业”里的"]
    )
    assert {row.id for row in answer.rows} < {row.id for row in every.rows}
    assert all("黄珍" in "".join(row.leaders) for row in answer.rows)


def test_a_number_alone_is_a_serial(exact_engine):
    assert [row.serial for row in exact_engine.converse(["繁昌2021年第26项谁牵头"])[-1].rows] == ["26"]


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("繁昌区环保局（现在叫生态环境分局）2021年牵头哪些任务", "区生态环境分局"),
        ("芜湖市文旅局（原广新局）2024年牵头哪些任务", "市文旅局"),
        ("亳州市财政局（加挂市国资委牌子的也算在内）2025年牵头哪些任务", "市财政局"),
    ],
)
def test_a_unit_with_another_name_in_brackets_is_one_unit(exact_engine, question, unit):
    answer = exact_engine.converse([question])[-1]
    led = [row for group in answer.groups for row in group.rows if group.kind == "lead"]
    assert led
    assert all(any(unit in name for name in row.lead_units) for row in led)


def test_a_bracket_that_counts_others_in_narrows_nothing(exact_engine):
    asked = "孙正东2019年在阜阳牵头哪些任务（含和常务副市长共同牵头的）"
    answers = (
        exact_engine.converse([asked])[-1],
        exact_engine.converse(["孙正东2019年在阜阳牵头哪些任务"])[-1],
    )
    assert [row.id for row in answers[0].rows] == [row.id for row in answers[1].rows] != []


def test_who_supports_whom_with_the_year_between(exact_engine):
    answer = exact_engine.converse(["芜湖市产创中心2024年给市科技局打配合的是哪几项"])[-1]
    assert answer.rows
    assert all("市科技局" in row.lead_units for row in answer.rows if row.boundary != "ambiguous")


def test_words_that_are_a_unit_elsewhere_tell_a_task_here(full_engine):
    answer = full_engine.converse(["繁昌2021年城市运行管理中心什么时候完成"])[-1]
    assert answer.deadlines == ("持续推进",)


def test_a_county_without_a_notice_is_none_of_ours(exact_engine):
    answer = exact_engine.converse(["歙县2023年旅游收入增长目标是几个点"])[-1]
    assert answer.abstained
    assert "没有歙县的通知" in answer.text


def test_a_place_heard_wrong_is_put_right(exact_engine):
    answer = exact_engine.converse(["辉州区2023年区民政局牵头哪些任务"])[-1]
    assert answer.rows
    assert "按“黄山市徽州区”理解" in answer.text
