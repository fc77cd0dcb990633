"""Phrases by which a turn leans on the turns before it: the tasks listed, the unit, the person.

Patterns are applied to cleaned text: half-width, simplified, lower-case Latin, no blanks beside Chinese.
"""

import re

from assistant.vocabulary.matching import any_of, words
from assistant.vocabulary.name_words import NUMERALS

# "里面跟算力有关的" "这些任务里"
LISTED = any_of(
    r"[也都](?:参与|配合|协同|牵头|涉及|有份|参加)了?的(?:是|有)?哪",
    r"只(?:看|要|留|保留)(?=跟|和|与|有关|涉及|任务里|里面|[提写说讲含带][到有了])",
    words("里面 里头 这当中 其中 这些 那些 上面 上述 当中 这里面"),
    r"以上(任务|各项)",
    r"这[一两二三四五六七八九十几\d]+(?:项|条|件)",
    r"刚才(列|说|那些)",
    r"你列",
)
# "把涉及住房的挑出来": of the tasks listed, where nobody else's are named
PICKED = re.compile(r"把[^,。;?!]{2,20}(?:挑|筛|找|摘|拎|选|过滤)(?:出来|选出来|一下)")
# "刚才那个单位" "它还配合哪些"
PRONOUN = any_of(
    r"(刚才|上面|前面)?(那|这|该)(个|家)?(单位|部门|局|委)(?!(?:来|在)?(?:牵头|主抓|负责|管|抓|主办)(?:的)?[?。!]*$)",
    r"它(?!们)",
    words("他们 该局 该委"),
    r"同一(个)?单位",
)
# "这两家共同牵头的": the units of the turns before
THE_UNITS = any_of(
    r"(?:这|那|上述|以上|前面)(?:两|几|三|些)(?:(?:个|家)(?:单位|部门|局)?|单位|部门|局)",
    r"两个?(?:单位|部门|局|镇|乡|区|县|街道)(?!政府|级)",
    words("它们 他们 二者 两者"),
    r"两家(?:单位)?",
)
# "它们都参与的" "两家之间"
AMONG_THEM = any_of(
    words("都 之间"),
)
# "这位2019年一共牵头多少条" "他还负责哪些"
PERSON = any_of(
    r"(?:这|那)位(?:市|区|县)?(?:领导|同志)?",
    r"(?:这|那)个(?:市|区|县)?领导",
    r"该(?:领导|同志)",
    r"(?<!其)[他她](?!们)",
)
# "管吃的安全的是哪条": one of the tasks listed
WHICH_OF = re.compile(r"(?:(?:是|在)?哪一?(?:几)?(?:条|项|个|件)|的是哪些)[呀啊呢吗?。]*$")
# "有繁阳镇一起牵头的是哪几项": of those listed
WITH_ANOTHER = re.compile(
    r"(?:有|和|跟|与|同)[^,。;?!]{2,12}(?:一起|共同|联合|一道)(?:牵头|参与|配合|负责)?的"
)
# "亳州有没有类似的任务": tasks, after a number or a unit was asked for
TASKS = re.compile(r"(?:有没有|有无|哪些|类似|相关|有关)[^,。;?!]{0,6}任务")
# "配合的也列上": beside what was listed
WIDEN = any_of(
    r"(?:也|一并|一起|再)(?:要|算|列|加|看|给|来)",
    r"[加算列带]上",
    r"连[^,。;?!]{0,6}(?:也|一起)",
)
# "亳州的分解表一共多少项": the whole notice, whoever was asked about before
WHOLE = any_of(
    r"分解表",
    r"(?:整|全)(?:份|个|张)",
    words("通知 工作报告"),
)
# "只看市教育局牵头的"
ONLY = re.compile(r"只(?:看|要|留|保留)")
# a turn that says what it lists asks anew
SAYS_TASKS = any_of(
    words("任务 工作 事项"),
)
# "下一项呢" after a task asked for by its serial
NEXT = any_of(
    r"(?P<next>[下后])一(?:项|条|个)",
    r"[上前]一(?:项|条|个)",
)
# "颍上县呢?" "那太和县的呢": a bare area alone
BARE_AREA = re.compile(r"那?(?:么|换成)?[\u4e00-\u9fff]{1,4}[县区镇乡市](?:的|政府)?(?:呢)?[?。!]*")
# "铁路建设呢?" "那铁路建设呢": the same question on another subject
SAME_OF = re.compile(r"^那?么?(?:关于)?[^,。;?!]{2,20}呢(?:[?。!,]|$)")
# "最后一项什么时候完成" "倒数第二项" "前三项谁牵头"
COUNTED_OFF = re.compile(
    rf"最后的?(?P<last>[{NUMERALS}\d]{{1,2}})(?:项|条|个|件)|倒数第(?P<back>[{NUMERALS}\d]{{1,2}})(?:项|条|个|件)|(?<!目)(?<!以)(?<!之)前(?P<first>[{NUMERALS}\d]{{1,2}})(?:项|条|个|件)(?!月)"
)
# "胡清照负责的" after the tasks of a unit
THEIRS = re.compile(
    r"(?:那|就|哪些是|只看|只要)?[^,。;?!]{2,12}(?:负责|分管|主抓|[牵千]头|管)的(?:呢|吗|有吗|有哪些|是哪些)?[?。!]*"
)
# "有市财政局配合的" "哪些是区财政局牵头的" "有几项是市发改委牵头的", never "有哪些任务是…"
NARROWS = re.compile(
    r"^(?:那|就)?(?:(?:有|哪些|哪几项)(?:没有)?(?:是|有)?|有(?:几项|哪几项|哪些)(?:是|有))(?![^,。;?!]*(?:任务|工作|事项))"
)
