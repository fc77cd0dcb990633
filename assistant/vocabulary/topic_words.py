"""Phrases around what a task is about, and remarks that say nothing of it.

Patterns are applied to cleaned text: half-width, simplified, lower-case Latin, no blanks beside Chinese.
"""

import re

from assistant.vocabulary.matching import any_of, words
from assistant.vocabulary.name_words import NUMERALS

# "跟养老有关的" "关于核电站建设的" "消费方面的"
ABOUT_PHRASE = any_of(
    r"(?:跟|(?<!参)与|和|(?<!协)同|(?<!面)对)([^\u0001,。;?!“]{1,24}?)(?:有关(?!于)|相关|方面|领域|沾边|挂钩)",
    r"(?:关于|围绕|涉及|提[到及]|[说讲谈点写][到及]|(?<=[里面头中])说|有关(?!于)|写有|含有)([^\u0001,。;?!“]{2,24}?)(?:有关|相关|方面|领域|沾边|的|任务|工作|内容|$|(?=[?。,;!]))",
    r"([^\u0001,。;?!的]{2,16}?)(?:方面|领域|有关(?!于)|相关|类)",
)
# "身后事方面,比如殡葬、公墓,有提到的吗": the examples are printed sooner than what they stand for
EXAMPLES = re.compile(
    r"(?:比如|例如|譬如|诸如)(?:说)?([\u4e00-\u9fff、A-Za-z]{2,24}?)(?:之类|等等?|这些|这类|什么的|(?=[,。;?!]|$))"
)
# "跟酒有关": a subject of one character
ONE_WORD = re.compile(r"[\u4e00-\u9fff]")
# verbs around a subject: 黑臭水体治理 is printed as 治理黑臭水体, too
AROUND = any_of(
    r"^(?:推进|加快|打造|建设|改造|治理|整治|创建|开展|实施)",
    r"(?:建设|治理|改造|整治|创建|推进|打造|工作)$",
)
# "有没有任务写到大灵山"
MENTION = re.compile(
    r"(?:提[到及]|写[到有]|[说讲谈]到|含有)了?([^\u0001,。;?!“”\"「」]{2,16}?)(?:这|那|的|任务|工作(?!法)|$|(?=[?。,;!]))"
)
# "牵头的招商引资任务"
KIND_OF_TASK = re.compile(
    r"(?:的|[牵千前]头|配合|负责|承担|主抓|参与)([^\u0001,。;?!的()哪几]{2,16}?)(?:的)?(?:任务|工作|事项)"
)
# "原文提到“机器人”的" "出现“亩均”两个字的"
QUOTED_WORD = any_of(
    r"(?:[提说讲谈点][到及]|出现|写(?:有|着|了)?|含有?|带有?|包含|字样|原文|里面?有|文字里?)[^“\"「\u0001]{0,6}[“\"「『]([^”\"」』\u0001]{1,20})[”\"」』]",
    r"[“\"「『]([^”\"」』\u0001]{1,20})[”\"」』](?:这?(?:两|三|四|几)个字|字样|一词)",
)
# "就是机场什么时候开航的那项,是哪家牵头": what tells the task is not what is asked
THE_ONE = re.compile(r"[^,。;?!\u0001]*的(?:那|这)(?:一)?(?:项|个|条|件)(?:任务|工作|事)?(?=[,。;?!]|$)")
# "政府工作报告任务": no topic
REPORT = re.compile(r"(?:政府)?工作报告(?:的|里的?|中的?)?(?:重点|主要|目标)?(?:任务|工作)?(?:分解)?")
# between the terms of a topic: "算力、智算" "养老和托育", never 和谐 or 参与
_AND = r"(?<=.)(?:(?<![中饱温融])和(?![谐平睦美解])|(?<!参)与|(?<![普涉以])及(?!时))(?=.)"
TERM_END = re.compile(rf"[、,;/]+|以及|或者|(?<=.)或(?=.)|{_AND}")
JOINED = re.compile(_AND)
# of the place, not of the task
NO_TOPIC = any_of(
    words("责任 政府 主要 重点 全部 其他 别的 自己 本级 本单位 各自 相应 有关 相关 所有 分管 挂钩"),
    words("日常 位置"),
)
# "十个方面工作里": a number of parts, no topic
COUNTED = re.compile(rf"[{NUMERALS}\d]+(?:个|大|项)*")
# remarks beside the question: "挂增材办牌子的也算" "点了名的和写“各县区政府”的都算"
ASIDE = any_of(
    r"(?:量化)?(?:指标|重点工作|工作任务|任务)[和加与及跟](?:指标|重点工作|工作任务|任务)(?:都|全)?(?:加|合)(?:在|到)?(?:一起|起来)",
    r"[“\"「][^”\"」]{2,10}[”\"」]也包括[^,。;?!]*",
    r"\((?:包括|含|连|连同|算上|也算)[^()]*\)",
    r"挂.{0,10}牌子的?(也算|都算)?",
    r"(被)?点(了|到)?名(的)?",
    r"没点(到)?名的?",
    r"(和|与|或)?(通过|经由|写)[^,。;?]{0,14}(涉及)?的?(任务)?(都算|也算|都列上?|也列上?)",
    r"(也|都)(算|列(?![出举]))(在内|上|进去)?",
    r"(?:[^,。;()]{0,8})重复的?(?:只|都|就|不)*(?:算|计|数)[^,。;()]{0,4}",
    r"(包括|算上|连)[^,。;?]{0,12}(在内|都算|一起)",
    r"(?<=[,。;(])[^,。;()]{2,16}(?:也|都)算(?:上|进去|在内)?(?=$|[,。;)])",
    r"把分项都算上",
    r"汇报(要)?用",
)
# "区政府重点工作任务": who issues the notice is no unit asked about
ISSUER = re.compile(
    r"[市区县](?:人民)?政府(?=20\d\d年[^,。;?!]{0,4}(?:确定|部署|安排|定|下达|列|提出)了|(?:20\d\d年)?度?的?(?:重点|年度|工作报告|工作任务|目标任务))"
)
# "我刚到市政府办上班,领导让我整理": who asks is not asked about
SPEAKER = any_of(
    r"(?:^|(?<=[,。;!?]))(?:我|本人)(?:[上这]周|上个?月|昨天|今天|最近|前几天)?(?:才|刚|新|是|在|们是)[^,。;!?]*[,。;!?]",
    r"领导(?:让|叫|要)(?:我|咱)们?",
)
# "我们局牵头的": who asks is asked about after all
OWN_UNIT = re.compile(r"(?:我们?|咱们?|本)(?:局|委|办|单位|部门|区|县|镇|乡|院|中心|公司)")
# "涡阳、蒙城、利辛三个县政府"
AREAS_IN_SHORT = re.compile(
    rf"(?P<areas>[\u4e00-\u9fff]{{2}}(?:[、和与及][\u4e00-\u9fff]{{2}})+)(?:这|等)?[{NUMERALS}\d]个?(?P<level>[县区镇])(?:人民)?政府"
)
# "三县政府(涡阳、蒙城、利辛)"
AREAS_BEHIND = re.compile(
    rf"[{NUMERALS}\d]个?(?P<level>[县区镇])(?:人民)?政府\((?P<areas>[\u4e00-\u9fff]{{2}}(?:[、和与及][\u4e00-\u9fff]{{2}})+)\)"
)
# "“高速公路”或“农村路”字样": either
QUOTED_SERIES = re.compile(r"(?:[“\"「『][^”\"」』\u0001]{1,20}[”\"」』](?:以及|或者?|[和与及、,])?){2,}")
EACH_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{1,20})[”\"」』]")
BETWEEN = re.compile(r"[、和与及]")
# "社零增长目标各是多少": around the subject whose number is asked for
NOT_TELLING = re.compile(r"(预期|年度)?(目标|指标|任务)(值|数)?|各(自)?$|(哪个)?(更)?(高|低|多|少|大)$")
