"""Every Chinese term and pattern the parser knows, in one place, each with what it matches.

Patterns are applied to folded text (``Printed.folded``): full-width digits, brackets, commas and
colons are already half-width there.
"""

import re

# --- numbering -------------------------------------------------------------------------------

CHINESE_NUMBER = "[一二三四五六七八九十百]+"
# "一、主要预期目标"  "十二、…"
CHAPTER = re.compile(rf"^({CHINESE_NUMBER})、(?=\S)")
# "(一)优化政策机制" "（八）抓民生"
PART = re.compile(rf"^\(({CHINESE_NUMBER})\)(?=\S)")
# "12.加大传统产业" "12、…", never "1.6亿斤"
ITEM = re.compile(r"^(\d{1,3})[.、](?!\d)\s*")
# "(3)重点推进" "3)加快"
SUBITEM = re.compile(r"^(\((\d{1,3})\)|(\d{1,3})\))\s*")
# a paragraph that is only a number: a serial cell, or the number of a heading
NUMBER = re.compile(r"^\d{1,3}$")

# --- labels of labelled text -----------------------------------------------------------------

LABELS: dict[str, re.Pattern[str]] = {
    # "牵头负责领导:李红。" "责任领导:"
    "leaders": re.compile(r"^(牵头|负责|责任|分管|包保|主管)*(市|区|县|区县|政府)?(领导|责任人)(同志)?\s*:"),
    # "牵头责任单位:" "牵头单位:" "主办单位:" "主要责任单位:"
    "lead": re.compile(r"^(牵头|主办|主要|主管)+(责任)?(单位|部门)\s*:"),
    # "协同责任单位:" "协同单位:" "配合单位:"
    "support": re.compile(r"^(协同|配合|协办|协助|参与|参加)+(责任|配合)?(单位|部门)\s*:"),
    # "责任单位:": support beside a lead label, else all units
    "units": re.compile(r"^责任(单位|部门)\s*:"),
    # "完成时限:2024年底"
    "deadline": re.compile(r"^(完成|办结)?(时限|时间|期限)(要求)?\s*:"),
}

# --- table headers ---------------------------------------------------------------------------

COLUMNS: dict[str, str] = {
    "序号": "serial",
    "编号": "serial",
    "主要目标": "group",
    "重点工作": "group",
    "工作内容": "group",
    "工作类别": "group",
    "类别": "group",
    "具体任务分解": "parent",
    "主要任务": "task",
    "主要工作任务": "task",
    "目标与任务": "task",
    "工作任务": "task",
    "重点任务": "task",
    "任务内容": "task",
    "目标任务": "task",
    "主要工作": "task",
    "完成时限": "deadline",
    "完成时间": "deadline",
    "时限要求": "deadline",
    "牵头区领导": "leaders",
    "牵头市领导": "leaders",
    "牵头县领导": "leaders",
    "牵头领导": "leaders",
    "责任领导": "leaders",
    "分管领导": "leaders",
    "负责领导": "leaders",
    "牵头负责领导": "leaders",
    "牵头责任单位": "lead",
    "牵头单位": "lead",
    "主要责任单位": "lead",
    "主办单位": "lead",
    "牵头部门": "lead",
    "责任单位": "units",
    "责任部门": "units",
    "协同责任单位": "support",
    "协同配合单位": "support",
    "协同单位": "support",
    "配合单位": "support",
    "配合责任单位": "support",
    "协办单位": "support",
    "参与单位": "support",
    "备注": "remark",
}
"""Printed column names and their roles; a parent only spans others (two-level header)."""

# --- rules a notice states about itself --------------------------------------------------------

LEAD_MARK = "▲"
# "标“▲”为牵头责任领导" (Huizhou 2023, closing remark)
MARK_RULE = re.compile(r"标\W{0,2}▲\W{0,2}(的)?(为|是)牵头(责任)?领导")
# "排在前面的为牵头责任单位" (Huizhou 2023, closing remark)
FIRST_LEADS_RULE = re.compile(r"(排在|列在|排|列)(最?前面?|首位|第一位?|第一个)的?(单位)?(为|是)牵头(责任)?(单位|部门)")
# "完成时限:2024年底。" stated once, outside the tasks (Wuhu 2024)
NOTICE_DEADLINE = re.compile(r"(?:完成时限|完成时间)\s*:\s*([^\s。;,]+)")
# "220项重点工作任务" "44项重点工作" "16项指标、91项重点工作任务"
STATED_TOTAL = re.compile(
    r"(?:(\d+)项(?:主要)?(?:预期)?(?:指标|目标)[、,和及])?(\d+)项(?:重点|主要|具体|目标)*(?:工作任务|工作|任务)"
)

# --- units -------------------------------------------------------------------------------------

SEPARATOR = re.compile(r"[、,;，；]|\s+")
SEGMENT_SEPARATOR = re.compile(r"[,;]|\s+")
# "等" that ends an open list or leads a group, not the 等 of 高等 初等 平等 同等 中等 优等
ETC = re.compile(r"(?<![高初中平同优均])等(?!级|次|额)")

UNIT_END = re.compile(
    r"(局|委|办|室|处|厅|署|院|校|站|所|社|会|部|联|协|队|中心|公司|集团|银行|支行|分行|行|海关|政府|"
    r"管委会|单位|部门|机构|平台|专班|(?<!城)[镇乡]|街道|军分区|监委|大学|企业|组|党校|市委|区委|县委|法院|检察院)$"
)
# a tail that names no field of work: alone it is the second half of a wrapped name
BARE_UNIT = re.compile(
    r"^等?([市区县省](政府|委|人民政府|人大|政协)|人民政府|.{2,3}(分局|支局|分行|支行|中心支行|调查队|分公司|分中心))$"
)
UNIT_START = re.compile(
    r"^([市区县省镇乡团驻](?!政府$)|各(?!成员)|有关|相关|沿线|全[市区县]|国家|中国|人民银行|人行|"
    r"开发区|经开区|高新区|自贸区|等(?=.{3})|[\u4e00-\u9fff]{2,4}[市县区](人民)?政府)"
)
LOCAL_BODY = re.compile(r"([\u4e00-\u9fff]{2,}[县区市]|各?[镇乡]|街道)(人民)?(政府|管委会)$|管委会$|[镇乡]$|街道(办事处)?$")
GOVERNMENT_TAIL = re.compile(r"(人民政府|政府|管委会|街道办事处)$")
AREA_HEAD = re.compile(r"([县市区镇乡]|街道|园)$")
# "市政府相关部门" "市政府各部门" "等市政府相关部门" "区直各单位" "各直属机构"
DEPARTMENT_GROUP = re.compile(
    r"^等?(([市区县]?(政府|直))(各|有关|相关)?(部门|单位|机构)|各(有关|相关)?(部门|单位|直属(机构|单位))|(各|有关|相关)部门)$"
)
# "各县市区政府" "各县区政府" "各载体单位" "各乡镇" "各镇政府" "各地各单位"
AREA_GROUP = re.compile(
    r"^(各|有关|相关|各有关|各相关|沿线各)?([县市区镇乡]|街道){1,4}(人民)?(政府)?$|^各?载体单位$|^各地(各单位)?$"
)
# "市扶贫开发领导小组其他成员单位"
MEMBERS_GROUP = re.compile(r"(成员单位|牵头单位|责任单位|主管部门|管理部门|投融资平台)$")

# --- people ------------------------------------------------------------------------------------

POST = re.compile(r"(市长|区长|县长|书记|主任|主席|镇长|乡长|局长|秘书长|常委|委员|领导)$")

# --- deadlines ---------------------------------------------------------------------------------

# "202112月底前" "持续推进" "2024年底" "6月底前" "全年" "长期坚持"
DEADLINE = re.compile(
    r"^(\d{2,6}年?.{0,16}|(全年|年底|年内|上半年|下半年|[一二三四]季度|长期|持续|常年|常态|每[年季月]|\d{1,2}月).{0,12})$"
)
# "202112月底前": the 年 between year and month was lost on the way (Fanchang 2021)
DEADLINE_LOST_YEAR = re.compile(r"^(20\d\d)(\d{1,2})(月.*)$")

# --- the head of a notice ----------------------------------------------------------------------

TITLE = re.compile(r"^(?P<issuer>[\u4e00-\u9fff]{2,30}?(?:人民政府|委员会|管委会|党委|市委|区委|县委)(?:办公室)?)关于.{4,80}(?:通知|方案|意见)$")
TITLE_LABEL = re.compile(r"^(?:名\s*称|标\s*题)\s*:\s*")
DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,8})[〔\[【(]\s*(20\d\d)\s*[〕\]】)]\s*(\d{1,4})\s*号")
YEAR = re.compile(r"(20\d\d)年")
OFFICE = re.compile(r"(人民政府)?(办公室)?$")
# "2019年5月13日"
FULL_DATE = re.compile(r"(20\d\d)[年\-./](\d{1,2})[月\-./](\d{1,2})日?")
# "2025114": 年 月 日 were lost on the way (Bozhou 2025, Wuhu 2024, Fanchang 2021)
BARE_DATE = re.compile(r"^(20\d\d)(\d{2,4})$")
ISSUED_LABEL = re.compile(r"(?:发文|成文|印发|制发)日期\s*:\s*")
PUBLISHED_LABEL = re.compile(r"(?:发布|生成|公开)(?:日期|时间)\s*:\s*")

# --- furniture: what a web page puts around the text ---------------------------------------------

FURNITURE = re.compile(
    r"^(当前位置|网站首页|首页|索\s*引\s*号|组配分类|发布机构|主题分类|有效性|有\s*效\s*性|关\s*键\s*词|名\s*称|文\s*号|"
    r"发文日期|发布日期|发布时间|生成日期|信息来源|浏览次数|阅读次数|内容概述|关闭窗口|打印本页|打印|"
    r"【|上一篇|下一篇|责任编辑|扫一扫|分享到|\(此件|相关(解读|附件)|主办单位:|版权所有|网站标识码|附件$|附件:)"
)

SENTENCE_MARKS = "。;!?！？；"
OPENING = "“‘《(（〔【"
CLOSING = "”’》)）〕】"
