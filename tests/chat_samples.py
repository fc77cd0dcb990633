"""A small service with invented notices in the manner of the real ones, for the tests of the chat page."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.answers import Answer, Chip, NoticeRef, Row, RowGroup
from assistant.chat_service import Again, DraftOffer, Opinion, SourceText
from assistant.draft_facts import Facts
from assistant.drafting import Draft, worded
from assistant.feedback import Feedback, save_feedback
from assistant.wording.words import Wording
from index.errors import BadQuestion, InputError
from index.records_schema import NoticeRow

HOSTILE = '<img src=x onerror="window.pwned=1"> **粗** `码` ${1+1} {{value}} [链](javascript:alert(1)) $$x$$'

WUHU = NoticeRef(
    id="wuhu-2024",
    title="芜湖市人民政府关于分解落实2024年《政府工作报告》目标任务的通知",
    doc_number=None,
    place="芜湖市",
    year=2024,
    source="wuhu-2024.txt",
    deadline="2024年12月底前",
)
BOZHOU = NoticeRef(
    id="bozhou-2025",
    title="亳州市人民政府办公室关于印发2025年《政府工作报告》重点工作任务分解的通知",
    doc_number="亳政办〔2025〕1号",
    place="亳州市",
    year=2025,
    source="bozhou-2025.txt",
    deadline=None,
)
HUIZHOU = NoticeRef(
    id="huizhou-2023",
    title="黄山市徽州区人民政府关于印发《政府工作报告》任务分解的通知",
    doc_number="徽政〔2023〕1号",
    place="黄山市徽州区",
    year=2023,
    source="huizhou-2023.txt",
    deadline=None,
)

WORK = (
    "社会消费品零售总额增长6%左右，限额以上消费品零售额增长8%。",
    "实施消费提振行动，举办“皖美消费·乐享芜湖”系列促消费活动200场以上，推动汽车、家电、家装等大宗消费。",
    "大力发展首店经济、夜间经济，新增品牌首店50家，打造3个以上市级夜间经济示范街区。",
    "推进县域商业体系建设，改造提升乡镇商贸中心10个、农贸市场15个。",
    "支持企业开拓国际市场，组织不少于300家次企业参加境外展会，新增有进出口实绩企业100家。",
    "加快跨境电商综合试验区建设，跨境电商交易额增长20%以上，新建海外仓5个。",
    "推动外贸稳规模优结构，进出口总额增长8%以上，支持企业在共建“一带一路”国家布局生产基地和营销网络。",
    "实际利用外商直接投资保持全省前列。",
    "开展老字号保护发展五年行动，新认定市级老字号10家。",
    "健全再生资源回收体系，建设绿色分拣中心2个。",
    "完善成品油流通管理，开展加油站综合整治。",
    "办好中国（芜湖）科普产品博览交易会配套经贸活动。",
)


SECTIONS = (
    ("一、全力扩大有效需求", "（二）持续释放消费潜力"),
    ("四、深化改革扩大开放", "（一）提升开放能级"),
)


def row(notice: NoticeRef, number: int, text: str, **changes: Any) -> Row:
    plain = Row(
        id=f"{notice.id}/table/{number}",
        notice=notice,
        block="table",
        serial=str(number),
        ordinal=number,
        line=10 + number * 9,
        section=SECTIONS[number % 2],
        text=text,
        lead_units=("市商务局",),
        support_units=("市发改委", "市市场监管局", "各县市区政府、开发区管委会")[: number % 4],
        leaders=(),
        deadline=None,
        boundary="certain",
        role="lead",
    )
    return replace(plain, **changes)


def leads(notice: NoticeRef = WUHU, total: int = 12) -> RowGroup:
    rows = tuple(row(notice, 20 + n, WORK[n % len(WORK)]) for n in range(total))
    return RowGroup(f"{notice.place}{notice.year}年 市商务局 牵头 {total} 项", "lead", rows)


def doubts() -> RowGroup:
    undecided = {
        "lead_units": ("市文旅局", "市商务局"),
        "boundary": "ambiguous",
        "role": "doubt",
        "notes": ("牵头与配合的分界原文不能确定，按印出的顺序列出",),
    }
    rows = tuple(row(WUHU, 150 + n, WORK[n + 3], **undecided) for n in range(3))
    return RowGroup("芜湖市2024年 市商务局 牵头或配合", "doubt", rows)


def through_groups() -> RowGroup:
    changes = {"role": "group", "via": "市政府各部门", "lead_units": ("市政府办公室",)}
    rows = tuple(row(BOZHOU, 60 + n, WORK[n], **changes) for n in range(2))
    return RowGroup("亳州市2025年 经由集体名称涉及", "group", rows)


def full_row(number: int) -> Row:
    """A row with leaders and a deadline; the first two have no printed serial, the first has a twin."""
    return row(
        HUIZHOU,
        number,
        WORK[number],
        serial=None if number < 3 else str(number),
        leaders=("▲黄劼", "洪晓波", "程丽群")[: number % 3 + 1],
        deadline="2023年12月底前" if number % 2 else "6月底前",
        lead_units=("区商务局",),
        support_units=("区发改委", "区文旅体局"),
        twin_line=91 if number == 1 else None,
    )


def full_rows() -> RowGroup:
    rows = tuple(full_row(number) for number in range(1, 6))
    return RowGroup("黄山市徽州区2023年 区商务局 牵头", "lead", rows)


def hostile_row() -> Row:
    notice = replace(WUHU, id="hostile", doc_number=HOSTILE)
    names = (HOSTILE,)
    return row(
        notice,
        1,
        HOSTILE,
        serial=HOSTILE,
        section=names,
        lead_units=names,
        support_units=names,
        leaders=names,
        deadline=HOSTILE,
        via=HOSTILE,
        notes=names,
    )


SUGGESTION = "芜湖市商务局2024年配合哪些任务？"

CHIPS = (
    Chip("unit", "单位", "市商务局", free=True, removable=True),
    Chip("role", "角色", "牵头", ("配合", "牵头和配合")),
    Chip("place", "地方", "芜湖市", ("亳州市", "黄山市徽州区", "全部"), removable=True),
    Chip("year", "年份", "2024", ("全部",), removable=True),
    Chip("result", "要的结果", "任务", ("责任单位", "领导", "数量")),
)

LISTED = Answer(
    text="（终端文本）",
    headline="芜湖市2024年，市商务局牵头 12 项任务；另有 3 项的牵头、配合分工待核实。",
    read_as={"单位": "市商务局", "角色": "牵头", "地方": "芜湖市", "年份": "2024", "要的结果": "任务"},
    chips=CHIPS,
    groups=(leads(), doubts()),
    count=12,
    suggestions=(SUGGESTION, "其中哪些与跨境电商有关？"),
    notes=("查找范围：芜湖市2024年通知，共 220 项任务。", "问句中的“商务部门”按“市商务局”理解。"),
)
ABSTAINED = Answer(
    text="（终端文本）",
    headline="库中没有“市量子计算局”这个单位，无法回答。",
    abstained=True,
    read_as={"单位": "市量子计算局"},
    suggestions=(SUGGESTION, "芜湖市有哪些牵头单位？"),
    notes=("库中有：亳州市2025年、阜阳市2019年、芜湖市2024年、繁昌区2021年、徽州区2023年。",),
)
TWO_NOTICES = Answer(
    text="（终端文本）",
    headline="两份通知中，商务局共牵头 17 项任务；另有 2 项通过“市政府各部门”涉及。",
    read_as={"单位": ["市商务局（芜湖市）", "区商务局（徽州区）"], "角色": "牵头", "年份": None},
    groups=(leads(), full_rows(), through_groups()),
    count=17,
)
UNSAFE = Answer(
    text=HOSTILE,
    headline=HOSTILE,
    read_as={HOSTILE: HOSTILE},
    chips=(Chip("unit", HOSTILE, HOSTILE, (HOSTILE + "改",), free=True, removable=True),),
    groups=(RowGroup(HOSTILE, "found", (hostile_row(),)),),
    units=(f"{HOSTILE}之二",),
    suggestions=(HOSTILE,),
    notes=(HOSTILE,),
)
EXAMPLES = ["芜湖市商务局2024年牵头哪些任务？", "两地商务局各牵头哪些任务？", "市量子计算局牵头哪些任务？"]
WELCOME = (
    "这里收录了 **5 份**政府工作报告任务分解通知，共 **771 项**任务："
    "亳州市2025年、阜阳市2019年、芜湖市2024年、繁昌区2021年、徽州区2023年。\n\n回答由记录整理得出，每一项都注明出处；拿不准的标为“待核实”。"
)


def source_lines(total: int = 2439) -> list[str]:
    lines = [f"第{n}行的原文：{WORK[n % len(WORK)]}" if n % 3 else "\xa0" for n in range(1, total + 1)]
    lines[9] = HOSTILE
    return lines


INSIDES = "the inner workings"


def drafted(unit: str) -> Draft:
    """A summary of invented rows; a hostile name gives hostile rows."""
    lead = (hostile_row(),) if unit == HOSTILE else leads().rows
    row = NoticeRow(
        WUHU.id, WUHU.place, WUHU.year, WUHU.title, None, None, None, WUHU.source, "0", None, 220, 220
    )
    facts = Facts(
        unit=unit,
        place=WUHU.place,
        year=WUHU.year,
        notices=(row,),
        rows={"lead": lead, "support": (), "doubt": doubts().rows, "group": through_groups().rows},
        names=(unit,),
        notes=("“市商物局”按“市商务局”理解",) if unit == "市商务局" else (),
    )
    return Draft(facts, worded(facts))


class FakeService:
    """Answers by keyword. A question with 慢 waits for ``release``; questions are remembered in ``asked``."""

    def __init__(self, opinions: Path | None = None) -> None:
        self.asked: list[tuple[str, object | None]] = []
        self.amended: list[tuple[object | None, str, str | None]] = []
        self.drafted: list[tuple[str, str]] = []
        self.opinions = opinions
        self.release = threading.Event()
        self.news: list[Again | Wording | threading.Event | Exception] = []
        """What a model adds to an answer; an event is waited for, an error raised."""
        self.added: list[tuple[Answer, object | None]] = []
        self.stopped = threading.Event()
        self.polishing: list[threading.Event] = []
        self.note = ""
        self.broken = False

    def ask(self, question: str, conversation: object | None) -> tuple[Answer, object]:
        self.asked.append((question, conversation))
        if "慢" in question:
            self.release.wait(20)
        if len(question) > 200:
            raise BadQuestion(f"问题有 {len(question)} 个字，最多 200 个字。请精简后再问。")
        if "故障" in question:
            raise RuntimeError(INSIDES)
        return self._answer(question), f"after {question}"

    def amend(self, conversation: object | None, field: str, value: str | None) -> tuple[Answer, object]:
        self.amended.append((conversation, field, value))
        if value == "没有的局":
            raise BadQuestion("通知里没有“没有的局”这个单位。请写单位的全称或常用简称。")
        kept = [chip for chip in CHIPS if value is not None or chip.field != field]
        chips = [replace(chip, value=value) if chip.field == field and value else chip for chip in kept]
        return replace(LISTED, chips=tuple(chips), headline=f"{field} 改为 {value}。"), f"amended {field}"

    def adds(self, answer: Answer) -> bool:
        return bool(self.news) and not answer.abstained

    def additions(self, answer: Answer, conversation: object | None, stop: threading.Event):
        self.added.append((answer, conversation))
        for piece in self.news:
            if isinstance(piece, threading.Event):
                while not piece.wait(0.02):
                    if stop.is_set():
                        self.stopped.set()
                        return
            elif isinstance(piece, Exception):
                raise piece
            else:
                yield piece

    def model_ready(self) -> bool:
        return bool(self.news)

    def polish(self, draft: Draft, stop: threading.Event) -> Draft | None:
        self.polishing.append(stop)
        if isinstance(self.news[0], Exception):
            raise self.news[0]
        if isinstance(self.news[0], threading.Event):
            self.news[0].wait(20)
        words = dict(draft.words)
        words["opening"] = "润色过的开头。"
        return replace(draft, words=words, remark="有 1 句由语言模型润色。")

    def model_note(self) -> str:
        return self.note

    def keep_opinion(self, answer: Answer, turns: tuple[str, ...], opinion: Opinion) -> None:
        assert self.opinions is not None
        given = Feedback.of(answer, turns, opinion.verdict, opinion.reason, opinion.comment)
        save_feedback(self.opinions, given)

    def _answer(self, question: str) -> Answer:
        if "<img" in question:
            return UNSAFE
        if "全部" in question:
            return replace(LISTED, groups=(leads(total=220),), headline="芜湖市2024年共 220 项任务。")
        if "量子" in question:
            return ABSTAINED
        return TWO_NOTICES if "两地" in question else LISTED

    def source(self, notice_id: str) -> SourceText:
        for notice in (WUHU, BOZHOU, HUIZHOU):
            if notice.id == notice_id:
                return SourceText(notice.title, notice.doc_number, source_lines(), "now")
        if notice_id == "hostile":
            return SourceText(HOSTILE, HOSTILE, source_lines(40))
        if notice_id == "broken":
            raise RuntimeError(INSIDES)
        raise InputError(f"没有编号为“{notice_id}”的通知。请从回答里的出处打开。")

    def draft_offers(self) -> list[DraftOffer]:
        if self.broken:
            raise RuntimeError(INSIDES)
        return [
            DraftOffer("wuhu-2024", "芜湖市2024年", ("市商务局", "市发改委")),
            DraftOffer("bozhou-2025", "亳州市2025年 亳政办〔2025〕1号", ("市教育局", HOSTILE)),
        ]

    def draft(self, notice_id: str, unit: str) -> Draft:
        self.drafted.append((notice_id, unit))
        if "故障" in unit:
            raise RuntimeError(INSIDES)
        if "量子" in unit:
            raise InputError(f"芜湖市2024年的通知里没有“{unit}”这个单位。相近的单位有：市商务局。")
        return drafted(unit)

    def examples(self) -> list[str]:
        if self.broken:
            raise RuntimeError(INSIDES)
        return EXAMPLES

    def welcome(self) -> str:
        if self.broken:
            raise RuntimeError(INSIDES)
        return WELCOME
