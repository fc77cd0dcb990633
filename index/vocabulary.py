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

_LABEL_WORDS = {
    # "牵头负责领导:李红。" "责任领导:" "责任人:"
    "leaders": r"(?:牵头|负责|责任|分管|包保|主管)*(?:市|区|县|区县|政府)?(?:领导|责任人)(?:同志)?",
    # "牵头责任单位:" "牵头单位:" "主办单位:" "主要责任单位:"
    "lead": r"(?:牵头|主办|主要|主管|主责)+(?:责任)?(?:单位|部门)",
    # "协同责任单位:" "协同单位:" "配合单位:"
    "support": r"(?:协同|配合|协办|协助|参与|参加|协作)+(?:责任|配合)?(?:单位|部门)",
    # "责任单位:": support beside a lead label, else all units
    "units": r"责任(?:单位|部门)",
    # "完成时限:2024年底"
    "deadline": r"(?:完成|办结)?(?:时限|时间|期限)(?:要求)?",
}
# a label where a line, a bracket or a part of a list begins: "(牵头单位:市教育局;配合单位:市财政局)"
LABEL = re.compile(
    r"(?:^|(?<=[(\[【;。,\s]))(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in _LABEL_WORDS.items())
    + r")\s*:"
)

# --- table headers ---------------------------------------------------------------------------

_COLUMN_NAMES = {
    "serial": ("序号", "编号", "序"),
    "group": ("主要目标", "重点工作", "工作内容", "工作类别", "任务类别", "类别", "工作目标"),
    "parent": ("具体任务分解",),
    "task": (
        *(
            "主要任务",
            "主要工作任务",
            "目标与任务",
            "工作任务",
            "重点任务",
            "重点工作任务",
            "任务内容",
            "目标任务",
            "任务",
        ),
        *("主要工作", "主要内容", "具体任务", "工作事项", "任务事项", "任务名称"),
    ),
    "deadline": ("完成时限", "完成时间", "时限要求", "时间要求", "时间节点", "完成节点", "办结时限"),
    "leaders": (
        *(
            "牵头领导",
            "牵头区领导",
            "牵头市领导",
            "牵头县领导",
            "牵头负责领导",
            "牵头责任领导",
            "责任领导",
            "负责领导",
        ),
        *("分管领导", "分管市领导", "分管区领导", "分管县领导", "市领导", "区领导", "县领导", "责任人"),
    ),
    "lead": ("牵头责任单位", "牵头单位", "主要责任单位", "主责单位", "主办单位", "牵头部门", "牵头责任部门"),
    "units": ("责任单位", "责任部门"),
    "support": (
        *("协同责任单位", "协同配合单位", "协同单位", "协同部门", "协作单位", "协办单位", "协助单位"),
        *("配合单位", "配合责任单位", "配合部门", "参与单位"),
    ),
    "remark": ("备注",),
}
COLUMNS: dict[str, str] = {name: role for role, names in _COLUMN_NAMES.items() for name in names}
"""Printed column names and their roles; a parent only spans others (two-level header)."""

# --- rules a notice states about itself --------------------------------------------------------

MARKS = "▲△★☆●◆■※*"
"""Marks a notice may set before a leader; what one means is for the notice to say (MARK_RULE)."""
# "标“▲”为牵头责任领导" (Huizhou 2023, closing remark), "标注★的是牵头领导", "带*号者为牵头领导"
MARK_RULE = re.compile(
    rf"[标带加注有]{{1,2}}\W{{0,2}}([{re.escape(MARKS)}])\W{{0,2}}号?[的者]?(?:为|是|系)牵头(?:责任|负责)?[市区县]?领导"
)
# "排在第一位的领导为牵头领导"
FIRST_LEADER_RULE = re.compile(
    r"(?:排|列|排名|位列|居)在?(?:最前面?|前面|首位|第一位?|第一个)的?(?:责任|负责)?领导?[为是系]牵头(?:责任|负责)?领导"
)
# "排在前面的为牵头责任单位" (Huizhou 2023, closing remark), "排名第一的单位为牵头单位", "列首位的为牵头部门"
FIRST_LEADS_RULE = re.compile(
    r"(?:(?:排|列|排名|位列|居)在?(?:最前面?|前面|首位|第一位?|第一个)的?|(?:首位|首个|第一个|第一位)的?)"
    r"(?:责任)?(?:单位|部门)?[为是系]牵头(?:责任)?(?:单位|部门)"
)
# "完成时限:2024年底。" stated once, outside the tasks (Wuhu 2024)
NOTICE_DEADLINE = re.compile(r"(?:完成时限|完成时间)\s*:\s*([^\s。;,]+)")
# "220项重点工作任务" "44项重点工作" "16项指标、91项重点工作任务"
STATED_TOTAL = re.compile(
    r"(?:(?<!\d)(\d{1,4})项(?:主要)?(?:预期)?(?:指标|目标)[、,和及])?(?<!\d)(\d{1,4})项(?:年度)?(?:重点|主要|具体|目标)*(?:工作任务|工作|任务)"
)

# --- units -------------------------------------------------------------------------------------

LEVELS = "省市区县旗州盟"
"""The characters that stand for a place in the names of its own bodies: 市财政局, 旗财政局."""

BRACKETED = re.compile(r"\([^()]*\)")
SEPARATOR = re.compile(r"[、,;]|\s+")
COMMA = re.compile(r"[,;]|\s+")
# "等" that ends an open list or leads a group, not the 等 of 高等 初等 平等 同等 中等 优等
ETC = re.compile(r"(?<![高初中平同优均])等(?!级|次|额)")

UNIT_END = re.compile(
    r"(局|委|办|室|处|厅|署|院|校|站|所|社|会|部|联|协|队|馆|组|厂|行|中心|公司|集团|企业|海关|政府|单位|部门|机构|机关|"
    r"平台|专班|(?<!城)[镇乡]|街道|军分区|大学|电视台|电台|林场|监狱)$"
)
# words that end as units do but name what a unit works on: 市委老干部 + 局, 县社会 + 治安综合治理中心
NOT_UNIT_END = re.compile(r"(社会|干部|互联|物联|执行|运行|[市区县]企业|场所)$")
# an authority that goes on with its office or its place: 市政府 + 办公室, 国家税务总局 + 某市税务局
UNIT_HEAD = re.compile(
    rf"^等?([{LEVELS}]?(政府|委|人民政府|人大|人大常委|政协)|国家.{{2,8}}总局|国家统计局|"
    r"人行|(中国)?(人民|工商|农业|农业发展|建设|邮政储蓄)?银行)$"
)
# a tail that names no field of work: alone it is the second half of a wrapped name
UNIT_TAIL = re.compile(
    rf"^等?([{LEVELS}]?(机关|管委会|分行|支行|分局|分公司|办公室|委员会|管理局|公司|集团|人民政府)|"
    r".{2,3}(分局|支局|分行|支行|中心支行|调查队|分公司|分中心)|"
    r"(监督|综合|行政|社会|城乡)?(管理|服务|发展|促进|保障|事务|执法|建设|规划|监管|救援|交易|指挥|控制|协调)"
    r"(局|处|办|中心|委|委员会|办公室))$"
)
# what does not stand in a line of units: a sentence, a percentage, a name of more than 26 characters
NOT_IN_UNITS = re.compile(r"[。:;!?%《》]|[^、,\s]{27}")
DIGIT = re.compile(r"\d")
# "市12345热线服务中心", never "新建学校12所"
UNIT_WITH_NUMBER = re.compile(
    rf"^[{LEVELS}][^、,\d]*\d+[^、,\d]*(局|委|办|中心|公司|集团|医院|学校|指挥部|办公室|领导小组|专班|成员单位)$"
)
# words that hold the tail of a unit: a line that breaks inside one breaks inside a name (市人力资源社 + 会保障局)
_WORDS = (
    "社会社保乡村行政办公办事委员部门组织协调协会协作联合联席联社处理会展会计队伍政府机关中心公司集团管委委会"
)
BROKEN_PAIRS = frozenset(_WORDS[start : start + 2] for start in range(0, len(_WORDS), 2))
# words that end in a level: no unit starts at their last character (区推进企业上市服务专班, 市城南新区管委会)
LEVEL_WORD = re.compile(r"([上城都超股夜集]市|[地社园景灾片校新库城街小矿港]区)$")
UNIT_START = re.compile(
    rf"^([{LEVELS}镇乡团驻](?!政府$)|各(?!成员)|有关|相关|沿线|全[{LEVELS}]|开发区|经开区|高新区|自贸区|等(?=.{{3}}))"
)
# starts that no name goes on with: "国家统计局…" "国网…" "谯城区政府" "岩寺镇" "江北产业集中区管委会"
STRONG_START = re.compile(
    r"^(国家|国网|中国|人民银行|人行|[\u4e00-\u9fff]{2,4}[市县区旗](人民)?政府|[\u4e00-\u9fff]{2}([镇乡](?!村|企|镇)|街道)|"
    r"[\u4e00-\u9fff]{2,8}(开发区|经开区|高新区|园区|集中区|新区|度假区|示范区)管委会)"
)
LOCAL_BODY = re.compile(
    r"([\u4e00-\u9fff]{2,}[县区市旗]|各?[镇乡]|街道)(人民)?(政府|管委会)$|管委会$|[镇乡]$|街道(办事处)?$"
)
GOVERNMENT_TAIL = re.compile(r"(人民政府|政府|管委会|街道办事处)$")
AREA_HEAD = re.compile(r"([县市区旗镇乡]|街道|园)$")
# "市政府相关部门" "市政府各部门" "等市政府相关部门" "区直各单位" "各直属机构" "市有关部门" "县直有关单位"
DEPARTMENT_GROUP = re.compile(
    rf"^(?=.*(各|有关|相关|政府|[{LEVELS}]直))等?(各|有关|相关)*([{LEVELS}]?(人民)?政府|[{LEVELS}](直|级)?)?"
    r"(其他)?(各|有关|相关)*(职能|直属|主管|组成)?(部门|单位|机构|机关)$"
)
# "各县市区政府" "各县(市、区)人民政府" "各载体单位" "载体单位" "各乡镇" "乡镇政府" "各有关园区" "各地各单位"
AREA_GROUP = re.compile(
    r"^(沿线|涉及)?((各(有关|相关)?|有关|相关)([县市区旗镇乡、()]|街道|社区|村|办事处){1,12}|([县市区旗镇乡]|街道){2,5})(人民)?(政府)?$|"
    r"^各?载体单位$|^各(有关|相关)?(产业|开发|功能)?(园区|开发区|功能区|板块|片区)(管委会)?$|^各地(各(单位|部门))?$"
)
# "市扶贫开发领导小组其他成员单位"
MEMBERS_GROUP = re.compile(r"(成员单位|牵头单位|责任单位|主管部门|管理部门|投融资平台)$")
# "各县、区人民政府": the mark stands inside one name
AREAS_LISTED = re.compile(r"^各(有关|相关)?([县市区旗镇乡]|街道)$")
AREAS_GO_ON = re.compile(r"([县市区旗镇乡]|街道)(\(|(人民)?政府|、|$)")

# --- people ------------------------------------------------------------------------------------

POST = re.compile(r"(市长|区长|县长|州长|旗长|书记|主任|主席|镇长|乡长|局长|部长|秘书长|常委|委员|领导)$")
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁"
    "柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋"
    "茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁"
    "宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫"
    "宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚"
    "越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅亢况有琴商"
    "牟佘伯赏墨哈谯笪年爱阳佟言福肖付代"
)
DOUBLE_SURNAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木")
)
# ends that given names do not have
SURE_UNIT_END = re.compile(r"(局|委|办|厅|[镇乡]|街道|政府|公司|集团|中心|管委会)$")

# --- deadlines ---------------------------------------------------------------------------------

# "202112月底前" "持续推进" "2024年底" "6月底前" "全年" "长期坚持"
DEADLINE = re.compile(
    r"^(\d{2,6}年?.{0,16}|(全年|年底|年内|上半年|下半年|[一二三四]季度|长期|持续|常年|常态|每[年季月]|\d{1,2}月).{0,12})$"
)
# "202112月底前": the 年 between year and month was lost on the way (Fanchang 2021)
DEADLINE_LOST_YEAR = re.compile(r"^(20\d\d)(\d{1,2})(月.*)$")

# --- the head of a notice ----------------------------------------------------------------------

TITLE = re.compile(
    r"^(?P<issuer>[\u4e00-\u9fff]{2,30}?(?:人民政府|委员会|管委会|党委|[省市区县旗州]委)(?:办公室|办公厅)?)"
    r"关于.{4,80}(?:通知|方案|意见|安排|清单|要点)$"
)
TITLE_LABEL = re.compile(r"^(?:名\s*称|标\s*题)\s*:\s*")
DOC_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,8})[〔\[【(]\s*(20\d\d)\s*[〕\]】)]\s*(\d{1,4})\s*号")
YEAR = re.compile(r"(20\d\d)年")
# what an issuer's name holds besides its place: "中共云泽市委办公室云泽市人民政府办公室" is of 云泽市
PLACE_OF_ISSUER = re.compile(
    r"(?:中共)?(?P<place>[\u4e00-\u9fff]{2,20}?)(?:人民政府|管理委员会|管委会|党委|委员会|(?<=[省市区县旗州])委)(?:办公室|办公厅)?$"
)
# "2019年5月13日"
FULL_DATE = re.compile(r"(20\d\d)[年\-./](\d{1,2})[月\-./](\d{1,2})日?")
# "二〇二四年四月六日"
CHINESE_DATE = re.compile(
    r"([二〇○零O一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
# "2025114": 年 月 日 were lost on the way (Bozhou 2025, Wuhu 2024, Fanchang 2021)
BARE_DATE = re.compile(r"^(20\d\d)(\d{2,4})$")
ISSUED_LABEL = re.compile(r"(?:发文|成文|印发|制发)日期\s*:\s*")
PUBLISHED_LABEL = re.compile(r"(?:发布|生成|公开)(?:日期|时间)\s*:\s*")

# --- what stands around the tasks: remarks, and what a web page or a file puts around the text -------
# "云泽市人民政府办公室" above a date
SIGNATURE = re.compile(r"(政府|办公室|办公厅|委员会|管委会|指挥部|领导小组)$")
# "2021年区政府重点工作任务分解表"
ANNEX_TITLE = re.compile(r"^.{0,40}(分解表?|一览表|清单|安排表|责任表|任务表|台账)$")
# "备注:多个责任领导共同负责的,…" "注:…"
REMARK = re.compile(r"^(备\s*注|附\s*注|注|说\s*明)\s*\d*\s*[:.、]")
FURNITURE = re.compile(
    r"^(当前位置|您(现在)?的位置|网站首页|首页|索\s*引\s*号|组配分类|发布机构|主题分类|信息分类|有\s*效\s*性|关\s*键\s*词|名\s*称\s*:|"
    r"文\s*号|发文日期|发布日期|发布时间|生成日期|信息来源|来源\s*:|作者\s*:|编辑\s*:|浏览次数|阅读次数|点击(数|次数|量)|字体|内容概述|"
    r"关闭(窗口|本页)?$|关闭窗口|打印(本页)?$|打印本页|收藏|返回顶部|我要纠错|【(字体|打印|关闭|大|中|小|收藏|纠错|返回)|上一篇|下一篇|责任编辑|扫一扫|"
    r"分享到|\(此件|\(?(监督|联系|咨询|举报)电话|相关(解读|附件|链接)|主办单位:|承办单位:|版权所有|网站标识码|网站地图|联系我们|附件\d*$|附件\d*\s*:|"
    r"抄送\s*:|续表|第\s*\d+\s*页|[-—–]\s*\d+\s*[-—–]$)"
)
