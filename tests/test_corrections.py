"""A reading is corrected in the next turn, and names that may mean several units are asked back."""

import pytest

from assistant.engine import Engine

CORRECTED = [
    (("2025年亳州市商务局牵头哪些任务", "不对，我问的是配合"), "2025年亳州市商务局配合哪些任务"),
    (("2025年亳州市商务局牵头哪些任务", "我说的是市财政局"), "2025年亳州市财政局牵头哪些任务"),
    (("2025年亳州市商务局牵头哪些任务", "不是亳州，是芜湖"), "芜湖市商务局牵头哪些任务"),
    (("2025年亳州市商务局牵头哪些任务", "要芜湖的，不要亳州的"), "芜湖市商务局牵头哪些任务"),
    (("芜湖2024年市商务局牵头哪些", "单位错了，应该是市文旅局"), "芜湖2024年市文旅局牵头哪些任务"),
    (("芜湖2024年市商务局牵头哪些", "角色不对，是配合的"), "芜湖2024年市商务局配合哪些任务"),
    (("亳州市财政局牵头的", "年份应该是2025年"), "亳州市2025年市财政局牵头哪些任务"),
    (("亳州市商务局牵头的", "不要牵头的，要配合的"), "亳州市商务局配合哪些任务"),
    (("亳州市财政局配合的", "是牵头，不是配合"), "亳州市财政局牵头哪些任务"),
    (("亳州市发改委牵头哪些", "我要的是数量"), "亳州市发改委牵头几项任务"),
    (("徽州区程丽群负责哪些", "不是程丽群，是方虹"), "徽州区方虹负责哪些任务"),
]


@pytest.mark.parametrize(("turns", "full"), CORRECTED)
def test_a_correction_answers_like_the_right_question(
    exact_engine: Engine, turns: tuple[str, ...], full: str
) -> None:
    corrected, right = exact_engine.converse(turns)[-1], exact_engine.converse([full])[-1]
    assert corrected.groups == right.groups
    assert corrected.groups
    assert (corrected.count, corrected.headline) == (right.count, right.headline)


@pytest.mark.parametrize("aside", ["配合的不要", "参与的不算", "配合的除外"])
def test_a_role_left_out_in_an_aside(exact_engine: Engine, aside: str) -> None:
    asked = exact_engine.converse([f"芜湖市商务局牵头的任务，{aside}"])[-1]
    assert asked.groups == exact_engine.converse(["芜湖市商务局牵头的任务"])[-1].groups


READ_ALIKE = [
    (("徽州区程丽群负责哪些任务", "其中标▲的几项"), "徽州区程丽群标▲的任务有几项"),
    (("徽州区程丽群负责哪些任务", "其中标▲的几项", "都有哪些"), "徽州区程丽群标▲的任务有哪些"),
    (("繁昌区农业农村局牵头哪些", "年底前完成的呢"), "繁昌区农业农村局牵头的任务里年底前完成的有哪些"),
    (("亳州教育局今年带头干的活",), "亳州市教育局牵头哪些任务"),
    (("阜阳卫健委都牵了哪些头",), "阜阳卫健委牵头哪些任务"),
    (("2024芜湖数据资源局牵头数量",), "2024年芜湖数据资源局牵头几项任务"),
]


@pytest.mark.parametrize(("turns", "plain"), READ_ALIKE)
def test_other_words_for_the_same_question(exact_engine: Engine, turns: tuple[str, ...], plain: str) -> None:
    asked, same = exact_engine.converse(turns)[-1], exact_engine.converse([plain])[-1]
    assert [row.id for row in asked.rows] == [row.id for row in same.rows]
    assert asked.rows
    assert asked.count == same.count


@pytest.mark.parametrize("question", ["亳州市长是谁", "谁是芜湖市市长", "徽州区区长叫什么"])
def test_who_heads_a_place_is_not_printed(exact_engine: Engine, question: str) -> None:
    answer = exact_engine.converse([question])[-1]
    assert answer.abstained
    assert not answer.rows


def test_not_leading_is_no_correction(exact_engine: Engine) -> None:
    asked = exact_engine.converse(["芜湖市商务局只是责任单位、不是牵头的任务有哪些"])[-1]
    assert asked.groups == exact_engine.converse(["芜湖市商务局配合的任务有哪些"])[-1].groups


@pytest.mark.parametrize(
    ("question", "candidates"),
    [
        ("芜湖市司政局牵头哪些", ["市司法局", "市财政局", "市民政局"]),
        ("繁昌区港镇牵头哪些任务", ["荻港镇"]),
    ],
)
def test_a_slip_near_several_names_is_asked_back(
    exact_engine: Engine, question: str, candidates: list[str]
) -> None:
    answer = exact_engine.converse([question])[-1]
    assert answer.abstained or "理解" in answer.text
    assert all(name in answer.text for name in candidates)


ENGLISH = [
    ("Which tasks does the Wuhu Commerce Bureau lead in 2024?", "芜湖市2024年商务局牵头哪些任务"),
    ("Fuyang Education Bureau tasks", "阜阳市教育局的任务"),
    (
        "List all tasks led by Wuhu Municipal Development and Reform Commission",
        "芜湖市发改委牵头哪些任务",
    ),
    ("What does the Bureau of Finance of Huizhou lead", "徽州区财政局牵头哪些任务"),
    ("which tasks does the water resources bureau of Fuyang support", "阜阳市水利局配合哪些任务"),
    ("how many tasks does the Wuhu Health Commission lead?", "芜湖市卫健委牵头多少项任务"),
]


@pytest.mark.parametrize(("question", "chinese"), ENGLISH)
def test_a_department_in_english_is_the_one_of_the_place(
    exact_engine: Engine, question: str, chinese: str
) -> None:
    asked, same = exact_engine.converse([question])[-1], exact_engine.converse([chinese])[-1]
    assert [row.id for row in asked.rows] == [row.id for row in same.rows]
    assert asked.rows
    assert asked.count == same.count
