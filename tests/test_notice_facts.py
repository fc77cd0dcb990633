"""What notices say of themselves, quoted from their heads and covering texts."""

import pytest


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("亳州2025年任务分解通知的文号是什么", "亳政办〔2025〕1号"),
        ("繁昌2021年这份通知是谁印发的", "繁昌区人民政府"),
        ("芜湖2024年这份通知的标题是什么", "关于分解下达2024年度重点工作任务的通知"),
        ("芜湖2024年重点工作的监督电话是多少", "3902532"),
        ("徽州区2023年任务完成情况要求每月几号前报送", "每月5日前"),
        ("亳州的责任单位多久报一次完成情况，报给谁", "每季度末"),
        ("芜湖要求多久反馈一次工作进展", "按季度反馈"),
        ("阜阳2019年这些重点工作谁负总责", "孙正东同志负总责"),
    ],
)
def test_what_the_notice_prints_of_itself_is_told(exact_engine, question, printed):
    answer = exact_engine.converse([question])[-1]
    assert not answer.abstained
    assert printed in answer.text


def test_a_quoted_sentence_stands_in_the_line_told(exact_engine):
    answer = exact_engine.converse(["芜湖2024年重点工作的监督电话是多少"])[-1]
    notice = next(n for n in exact_engine.corpus.lexicon.notices if n.place == "芜湖市")
    line = int(answer.text.split("(第")[1].split("行)")[0])
    assert "监督电话" in exact_engine.corpus.records.source_text(notice.id).split("\n")[line - 1]


@pytest.mark.parametrize(
    "question",
    [
        "亳州2025年的监督电话是多少",
        "亳州市财政局的监督电话",
        "阜阳市商务局办公室电话",
        "徽州区老旧小区改造完成情况怎么样了",
        "繁昌2021年有哪些任务没有按时报送进展",
    ],
)
def test_what_it_does_not_print_stays_refused(full_engine, question):
    assert full_engine.converse([question])[-1].abstained


def test_tasks_that_speak_of_reports_are_no_orders(full_engine):
    answer = full_engine.converse(["芜湖2024年谁牵头舆情报告"])[-1]
    assert "的通知写明" not in answer.text
