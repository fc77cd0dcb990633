"""Phrases about a notice itself: its number, title, issuer, date, and what its covering text orders.

Those that ask are applied to cleaned text; those that tell to the sentences of a notice, folded.
"""

import re

from assistant.vocabulary.matching import any_of

_NOTICE = r"(?:通知|文件|分解表|任务分解|红头)"
DOC_NUMBER = re.compile(r"文号|发文字号|几号文")
TITLE = any_of(
    rf"{_NOTICE}的?(?:标题|全称|题目|全名|名称)",
    rf"{_NOTICE}(?:的?名字)?(?:全称)?叫什么",
)
ISSUED_ON = any_of(
    rf"{_NOTICE}[^,。;?!]{{0,6}}(?:印发|发文|下发|发布|出台|发出)[^,。;?!]{{0,4}}(?:日期|时间|什么时候|哪天|哪一天|几号|何时)",
    rf"{_NOTICE}[^,。;?!]{{0,4}}(?:是|在)?(?:什么时候|哪一?天|几月几号|几号|何时)(?:印发|发|下发|发布|出台)的?",
    r"(?:印发|发文|成文)(?:日期|时间)",
)
ISSUER = any_of(
    rf"{_NOTICE}[^,。;?!]{{0,4}}(?:是|由)?(?:谁|哪个(?:单位|部门|机关)|哪家)(?:印发|发|下发|发布|出台)的?",
    r"(?:发文|印发|发布)(?:机关|单位|机构)",
)
# "每月几号前报送完成情况" "监督电话是多少" "谁负总责": and how covering texts tell it
_WHEN = r"(?:多久|几号|哪天|什么时候|何时|每个?月|每个?季|多长时间|几天|周期|频率|按月|按季)"
_WHOM = r"(?:给谁|向谁|给哪|向哪|哪里|哪个)"
_TELL = r"(?:报送?|上报|反馈|报告|汇报|通报|调度)"
_WORK = r"(?:完成|进展|进度|情况|任务|工作|材料|报表|一次)"
ORDERS = (
    (
        re.compile(r"(?:监督|举报|投诉)电话"),
        re.compile(r"(?:监督|举报|投诉)电话[:,]?[\d-]+"),
    ),
    (
        any_of(
            rf"{_WHEN}[^,。;?!]{{0,10}}{_TELL}[^。;?!]*{_WORK}",
            rf"{_WORK}[^。;?!]{{0,10}}{_WHEN}[^,。;?!]{{0,8}}{_TELL}",
            rf"{_WORK}[^。;?!]{{0,8}}{_TELL}[^,。;?!]{{0,6}}(?:{_WHOM}|{_WHEN})",
            rf"{_WHEN}[^,。;?!]{{0,6}}{_TELL}(?:一次)?(?:进度|情况|完成情况|材料|报表)",
        ),
        any_of(
            r"(?:每个?月|按月|每个?季|按季|季度末|月底|月末|半年|年底前)[^。]{0,40}(?:报送|上报|反馈|报告|报)",
            r"报[^。]{0,24}备案",
            r"一月一调度|一季一通报",
        ),
    ),
    (
        re.compile(r"(?:谁|哪位)[^,。;?!]{0,4}(?:负总责|总负责)|(?:负总责|总负责)的?(?:是|人|领导)"),
        re.compile(r"负总责|总负责"),
    ),
)
"""Pairs: how something is asked for, and how sentences tell it."""
