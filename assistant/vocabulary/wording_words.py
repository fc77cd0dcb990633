"""Words of the sentences that a model writes: what binds a unit to its role, what counts, what may stand free."""

import re

# --- ends and marks -----------------------------------------------------------------------------------

# "共3项。" "分别是：\n"
SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
# "- **共3项**" "1. 共3项" "导语：共3项"
MARKUP = re.compile(r"^(?:[-*•>#]+\s*)+|^\d{1,2}[.、)]\s*(?!\d)|^(?:导语|说明|答|回答)[:：]|\*\*|__|`")
QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]")
TITLE = re.compile(r"《([^《》]+(?:《[^《》]+》[^《》]*)?)》")
# the end of 亳政办〔2025〕1号
DOC_NUMBER = re.compile(r"[〔\[(]20\d\d[〕\])]第?\d+号")

# --- references and values ----------------------------------------------------------------------------

NUMERALS = "一二两三四五六七八九十百"
# "第58项" "第十二项" "第12.(3)项" "序号58"
SERIAL = re.compile(
    rf"第(\d+(?:\.?\(?\d+\)?)?|[{NUMERALS}]+)(?:项|号|条)|序号(?:为|是|:)?(\d+(?:\.\(\d+\))?)"
)
LINE = re.compile(r"第(\d+)行")
YEAR = re.compile(r"(20\d\d)年度?")
# "2024年12月底前" "12月底" "2024年底前" "上半年" "第三季度"
DATE = re.compile(
    r"(?:20\d\d年?)?(?:\d{1,2}月份?(?:\d{1,2}日|底|初|末|[上中下]旬)?|年(?:底|末|初|中|内)|(?<=年)[底末初中内]"
    r"|[上下]半年|第?[一二三四1-4]季度末?)(?:之前|以前|前|内)?"
)
# "12项" "三家单位" "2个部分" "4位领导"
COUNT = re.compile(
    rf"(\d+|[{NUMERALS}]+)(?:余|多)?(?:(项|件|个任务)(?:任务|工作)?|(?:家|个)(?:(?:牵头|配合|协同|责任)?(单位|部门))|(?:个|大)?(部分|板块|方面|章节|领域)"
    r"|(?:位|名)(?:责任|负责|分管)?(领导|市长|负责人|同志)|(位|名)|(家))"
)
NUMBER = re.compile(rf"百分之[{NUMERALS}点\d]+|\d+(?:\.\d+)?(?:%|‰|[万亿千百倍成]+)?")
DIGIT = re.compile(r"\d")
# a number in figures or characters; 一 stands in too many words (统一, 一流)
SOUNDS = re.compile(r"[\d二两三四五六七八九十百千万亿零〇]|^一$")
# "以上" in "5%以上": left out, a quoted number says something else
QUALIFIER = re.compile(
    r"以上|以下|以内|左右|不低于|不少于|不超过|至少|至多|超过|超|近|约|余|多|不足|达到?|上下"
)

# --- roles --------------------------------------------------------------------------------------------

# "牵头单位有…": the units come behind it
ROLE_NOUN = re.compile(
    r"(?:(共同)?(牵头|主办)|(?:共同)?(配合|协同|协办|协助|支持|参与))(?:责任)?(?:单位|部门|方)"
)
# "…牵头" "…配合": the units stand before it
ROLE_VERB = re.compile(r"(?:共同)?(?:(牵头)(?:负责|承担|抓总)?|(?:参与)?(配合|协同|协办|协助)|(负责))")
SOME = re.compile(r"(?<![共所])有|包括|涉及|包含|涵盖|其中|部分任务|分别|如|例如|等")
# "分布在甲、乙部分": so where no row is outside of these
SPREAD = re.compile(r"分布|集中|分为|来自|属于")
ALL = re.compile(r"均|都|全部|所有|全数|一律|每")
DOUBT = re.compile(r"待核实|不能确定|无法确定|不确定")

# --- what turns a statement round -----------------------------------------------------------------------

TURNED = re.compile(r"[不未无没非勿莫否免禁拒除减停]")
"""A word that turns a statement round; it passes only inside a quotation of the print."""

PARTICLES = frozenset("的地得了着和与跟及或在把被给让往从是不没也都还们这那哪谁啥吗呢吧个项条件份家位")
"""Characters that stand alone in a sentence by right: no slip is looked for in them."""
