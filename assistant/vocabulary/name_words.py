"""Phrases by which a question names things: parts of a notice, serials, years, and what is no name of a unit.

Patterns are applied to cleaned text: half-width, simplified, lower-case Latin, no blanks beside Chinese.
"""

import re

from assistant.vocabulary.matching import any_of, words

NUMERALS = "一二三四五六七八九十百零两"
# "第三部分" "第3部分" "第(五)方面" "第二大项"
SECTION_NUMBER = re.compile(
    rf"第\(?([{NUMERALS}]{{1,3}}|\d{{1,2}})\)?个?(部分|大?方面|章|大项|板块|大部分|块|大块)"
)
# "第五、第六部分" "第五和第六部分": each is a part
SECTION_SERIES = re.compile(
    rf"第\(?([{NUMERALS}]{{1,3}}|\d{{1,2}})\)?(?=(?:[、和与及,]|以及)第?[{NUMERALS}\d]{{1,3}}个?(?:部分|大?方面|章|大项|板块))"
)
# "第二大项里的(八)" "第五部分(生态优先、绿色发展示范区)"
INNER_NUMBER = re.compile(rf"(?:里面?|中|下面?)?的?,?\(([{NUMERALS}]{{1,3}})\)")
TITLE_IN_BRACKETS = re.compile(r"\(([^()]{4,40})\)")
# "推进全域文化旅游(第29点)下面": a number behind the heading it belongs to
NUMBER_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])\(第\d{1,3}[点条]\)(?=下面|里|中|的|包含|包括)")
# "《2025年政府工作报告主要目标任务分解表》中": a notice by its title
NOTICE_TITLE = re.compile(r"《([^《》]*(?:任务|通知|工作报告|分解)[^《》]*)》(?:里面?|中|当中|上)?")
QUOTED = re.compile(r"""[“\"「『‘']([^“”\"「」『』‘’']{2,40})[”\"」』’']""")
# "十、加强政府自身建设有哪些任务"
CHAPTER_HEADING = re.compile(rf"[{NUMERALS}]{{1,3}}、([\u4e00-\u9fff、,]{{3,40}})")
# "(八)民生那部分": a heading by its number and words of it
NUMBERED_HEADING = re.compile(
    rf"\(([{NUMERALS}]{{1,3}})\)([\u4e00-\u9fff、,]{{2,30}}?)(?=那|这|里|中|部分|板块|一块|有|包|下|$)"
)
# "乡村振兴那一部分" "“加大开发园区转型升级力度”这块" "优先发展教育事业那一条里"
SECTION_WORDS = re.compile(
    r"[“\"「]?([\u4e00-\u9fff、,]{3,30}?)[”\"」]?(?:(?:那|这)(?:一)?(?:个)?(?:部分|板块|块|章节|章|节|条|大项|方面|标题)|部分|板块|章节|(?:部分|标题|章)?(?:下面|之下|底下))(?:里面?|中|内)?"
)
# "打造长江百里生态湾包括哪几项": a whole heading
HEADING_HOLDS = re.compile(
    r"([\u4e00-\u9fff、,]{5,40}?)(?:这)?(?:包括|包含|涵盖|下分|分[成为]?)(?:了|有)?(?:哪|几|多少)"
)
# "在主要预期目标里要承担哪些"
IN_HEADING = re.compile(r"在([\u4e00-\u9fff]{4,20}?)(?:里面?|之内|当中)")
# "在“持续深化重点领域改革”里" "“打造长江百里生态湾”包含哪些": the words are looked up among the headings
QUOTED_HEADING = re.compile(r"[“\"「『(]([^“”\"「」『』()]{3,40})[”\"」』)]")
# "第3到5项" "第3项至第5项"
SERIAL_RANGE = re.compile(
    r"第?\s*(?<!\d)(\d{1,3})\s*(?:项|号|条)?\s*[到至\-~—]\s*第?\s*(\d{1,3})\s*(?:项|号|条)(?:任务|工作)?"
)
# "第12项" "第12号任务" "27号任务" "第七十二项" "第24项第5小项" "36条的91)" "12.(3)" "17.1)"
SERIAL = re.compile(
    rf"(?:(?<![排列摆])(?<![排列摆]在)第|序号|编号|任务(?!一[条个项件]))\s*(?P<main>\d{{1,3}}|[{NUMERALS}]{{1,5}})\s*(?:项|号|条|个)(?:任务|工作)?(?:(?:里|中|下|的)*第?\(?(?P<sub>\d{{1,3}}|[{NUMERALS}]{{1,3}})\)?(?:小项|分项|子项|小条|点|条|款|项|\)))?"
    r"|排(?:在)?第(?P<ranked>\d{2,3})(?:位|名|个|项|条|号)?|(?P<printed>(?<!\d)\d{1,3}\.?\(\d{1,3}\)|\d{1,3}\.\d{1,3}\))"
    r"|(?<![\d年])(?P<item>\d{1,3})(?:条|大?项)(?:里|中|下|面|的)*(?P<point>\d{1,3})\)"
    r"|(?<!\d)(?P<number>\d{1,3})号(?:任务|工作|事项)|(?<=年)(?P<bare>\d{1,3})(?:项|号|条)(?=$|[,。;?!的是谁由归牵配]|原文)|序号\s*(?:是|为)?\s*(?P<after>\d{1,3})"
)
YEAR = re.compile(r"\(?(20\d\d)(?!\d)\)?\s*年?(?:度)?")
SHORT_YEAR = re.compile(r"(?<!\d)(1\d|2\d|3\d)年(?:度)?")
YEAR_BEHIND_PLACE = re.compile(r"([12]\d)(?=[、,;和与跟各的]|\s*vs|对比|$)")
CHINESE_YEAR = re.compile(r"([二两][〇零○0][一二三四五六七八九〇零]{2})年")
# a verb that a name which only looks like a unit begins with: 加强政府, 找出政府
NO_NAME = any_of(
    r"[个各几建搞]|两(?=[个镇乡县区局])",
    r"[市区县](?:人民)?政府(?![\u4e00-\u9fff]{0,3}[办室局])",
    words("市区 县区 区县 推动 支持 帮助 引导 鼓励 扶持 加强 推进 深化 转变 建设 打造 做好 抓好"),
    words("提高 提升 找出 整理 梳理 列出 汇总 请 查 要求 说 看 问 让 使 由 给 把 对"),
)
# "到上海挂职": where a task leads to, not a place asked about
TOWARDS = re.compile(r"(?:到|赴|去|往|向|与|和|从|对接|连接|融入|面向)$")
# "人社部门" is a bureau by its field
DEPARTMENT = re.compile(r"([\u4e00-\u9fff]{2,6})部门")
BUREAUS = ("局", "委", "办")
# a question of yes or no
WHETHER = any_of(
    words("是不是 是否 对不对 对吗"),
    r"[是由归][^,。;?!]{0,12}[吗么][?。!]*$",
)
# "牵头的是公安还是交通?" "由市公安局还是市交通局牵头": one of two
EITHER = re.compile(
    r"(?:(?P<does>[牵千]头|主办|主抓|负责|主管)的?(?:单位|部门)?)?(?:到底|究竟)?(?:是|由|归)(?P<one>[\u4e00-\u9fff]{2,10})还是(?:由|归)?(?P<other>[\u4e00-\u9fff]{2,10}?)(?:来)?(?P<doing>[牵千]头|主办|主抓|负责|主管|管|抓)?(?:的)?(?=[?。!,]|$)"
)
# "轨道交通前期工作,是不是市交通运输局牵头?" "改造老旧小区是市住建局负责吗?"
WHETHER_LEADS = re.compile(
    r"[,。]?(?:是不是|是否(?:是|由)?)(?:由|归)?(?P<unit>[\u4e00-\u9fff]{2,10}?)(?:来|在)?(?P<doing>[牵千]头|主抓|主办|负责|管)的?[吗么吧]?[?。!]*(?=$|,)"
    r"|[,。]?(?<!不)(?:是|由|归)(?P<unit_>[\u4e00-\u9fff]{2,10}?)(?:来|在)?(?P<doing_>[牵千]头|主抓|主办|负责|管)的?(?:吗|么|对吗|对吧|是吧)[?。!]*(?=$|,)"
)
# "是信访局牵头吗?不是的话是谁": who, if not whom the question names
IF_NOT = re.compile(
    r"[,。;]?(?:是不是|是否|是|由|归)[^,。;?!]{2,12}?(?P<doing>[牵千]头|主办|主抓|负责|主管|管)的?[吗么]?[,。?!]*(?:如果|要|若)?(?:不是|不对)(?:的话)?[,?]?(?:那|又|应该|该|究竟|到底)*(?:是|由|归)(?:谁|哪[^,。;?!]{0,4})[^,。;?!]*"
)
# "市政府办公室挂着营商环境办牌子": the unit by its second sign
SIGN = re.compile(r"(?:上)?挂(?:着|有|了)?(?P<sign>[\u4e00-\u9fff]{2,10}?)(?:的)?(?:牌子|招牌|牌)(?:的)?")
# "设在市政府办公室的营商环境办"
SET_IN = re.compile(
    r"(?:设|挂|放)在(?P<host>[\u4e00-\u9fff]{2,12}?)(?:里面?|下面)?的(?P<body>[\u4e00-\u9fff]{2,12}[局委办处心室])"
)
# "给老年人办的事": nobody's office
DONE_FOR = re.compile(r"((?:给|为|替|帮)[^,。;?!]{2,8}?)办的(?=[事实活])")
# "环保局(现在叫生态环境分局)" "文旅局(原广新局)": a unit by the name it had and the one it has
NOW_CALLED = re.compile(
    r"\((?:就是)?(?:现在?|如今|后来|已经?|改制后)*(?:叫|改叫|改名叫?|更名|改为|变成|并入|是|为|叫做)(?:为|了)?(?P<new>[\u4e00-\u9fff]{2,14}?)(?:了)?\)"
)
ONCE_CALLED = re.compile(
    r"\((?:就是)?(?:原来?|以前|过去|之前|早先|曾用名|旧称)(?:的|叫|是|叫做)?(?:[\u4e00-\u9fff]{2,14})\)"
)
# "第36项“优先发展教育事业”" "第26条推进乡村振兴": a heading with its number
NUMBERED_PART = re.compile(
    rf"第(?P<number>\d{{1,3}}|[{NUMERALS}]{{1,5}})大?[条项点个](?:的|[:,])?(?P<open>[“\"「]?)(?P<words>[\u4e00-\u9fff、,]{{3,40}})[”\"」]?"
)
# "芜湖片区": a place inside the name of something
INSIDE_NAME = re.compile(r"片区")
# "各县市区": what a group is called by without its kind
GROUP_IN_SHORT = re.compile(r"各[县市区镇乡街道、]{1,6}")
SHORT_BRACKET = re.compile(r"\([^()]{1,8}\)")
# a group of all: 各镇政府, not 相关镇政府
EVERY = "各"
# parks that are called by several names: 经开区, 经济开发区, 经济技术开发区, 开发区
ECONOMIC_PARK = any_of(
    r"经开区",
    r"经济(?:技术)?开发区",
)
# a branch of a bureau of the level above
BRANCH = re.compile(r"分局$")
# what looks like the name of a unit or an area, known or not
UNIT_LIKE = re.compile(
    r"[\u4e00-\u9fff]{2,14}(局|委(?![会员托派])|(?<![通联兴举创承主协代快易难])办(?:公室|(?![事理公好成法案学展完结得]|的[事活实]))|厅|中心|公司|集团|管委会|政府|银行|支行|分行|海关|学院|总工会|妇联|残联|科协|供销社|工商联|领导小组|专班|指挥部|(?<!管理)(?<!监管)委员会|协会|商会|联合会|法院|检察院|纪委|组织部|宣传部|统战部|政法委)"
)
SLIPPED_BUREAU = re.compile(r"[市区县][\u4e00-\u9fff]{2,8}居")
UNIT_LONG = re.compile(r"[\u4e00-\u9fff]{3,12}")
LEVELLED = re.compile(r"[市区县][\u4e00-\u9fff]{2,8}")
# "歙县2023年": an area that is in no notice
AREA_OUTSIDE = re.compile(
    r"(?:^|(?<=[,。;?!和与跟、]))(?P<area>(?![各全本我哪该每几两三外邻有这那区市县])[\u4e00-\u9fff]{1,2}县)(?=\u0001|20\d\d|\d\d年|的|[市县](?=[\u4e00-\u9fff])|今年|去年|明年)"
)
AREA_LIKE = re.compile(r"[\u4e00-\u9fff]{1,3}[县区镇乡](?:人民政府|政府)?")
