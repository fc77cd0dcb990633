"""The command ``draft``: a unit's responsibility summary as a file."""

import argparse
from pathlib import Path

from assistant.cli_model import configured_model
from assistant.console import Commands, add_command, print_json, print_text, progress_line, read_year, tell
from assistant.settings import Settings


def register(commands: Commands) -> None:
    """Add ``draft``."""
    parser = add_command(commands, "draft", "生成一个单位的工作职责梳理", _draft)
    parser.add_argument("--unit", required=True, help="单位名称，全称或常用简称")
    parser.add_argument("--place", help="地区，单位只在一份通知里时可以不写")
    parser.add_argument("--year", help="年份，同上")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=".docx、.md 或 .xlsx 文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def _draft(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.contract import draft_json
    from assistant.draft_file import renderer_for, write_draft
    from assistant.drafting import make_draft, polished
    from assistant.session import open_engine

    renderer_for(arguments.out)  # before an index is built for nothing
    year = read_year(arguments.year)
    progress = progress_line()
    with open_engine(settings, progress) as engine:
        draft = make_draft(engine, arguments.unit, arguments.place, year)
        with configured_model(settings, progress) as model:
            if model:
                tell("正在请语言模型润色段落文字，逐句核对后采用……")
                draft = polished(draft, engine.corpus.lexicon, model)
    write_draft(arguments.out, draft)
    for note in draft.facts.notes:
        tell(f"{note}。")
    if draft.remark:
        tell(draft.remark)
    if arguments.json:
        print_json(draft_json(draft))
        return 0
    rows = draft.facts.rows
    counts = f"牵头 {len(rows['lead'])} 项，配合 {len(rows['support'])} 项，待核实 {len(rows['doubt'])} 项"
    print_text(f"已写入 {arguments.out}：{draft.facts.unit}，{counts}。")
    return 0
