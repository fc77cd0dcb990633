"""Phrases by which a turn leans on the turns before it: the tasks listed, the unit, the person.

Patterns are applied to cleaned text, as those of ``vocabulary``.
"""

import re

# "里面跟算力有关的" "这些任务里"
LISTED = re.compile(
    r"里面|里头|这当中|其中|这些|那些|上面|上述|当中|这里面|以上(任务|各项)|这几项|刚才(列|说|那些)|你列|把[^,。;?!]{2,20}(?:挑|筛|找|摘|拎|选|过滤)(?:出来|选出来|一下)"
)
# "刚才那个单位" "它还配合哪些"
PRONOUN = re.compile(
    r"(刚才|上面|前面)?(那|这|该)(个|家)?(单位|部门|局|委)(?!(?:来|在)?(?:牵头|主抓|负责|管|抓|主办)(?:的)?[?。!]*$)|它(?!们)|该局|该委|同一(个)?单位"
)
# "这两家共同牵头的": the units of the turns before
THE_UNITS = re.compile(
    r"(?:这|那|上述|以上|前面)(?:两|几|三|些)(?:(?:个|家)(?:单位|部门|局)?|单位|部门|局)|它们|二者|两者|两家(?:单位)?"
)
# "这位2019年一共牵头多少条" "他还负责哪些"
PERSON = re.compile(
    r"(?:这|那)位(?:市|区|县)?(?:领导|同志)?|(?:这|那)个(?:市|区|县)?领导|该(?:领导|同志)|(?<!其)[他她](?!们)"
)
# "管吃的安全的是哪条": one of the tasks listed
WHICH_OF = re.compile(r"(?:是|在)?哪一?(?:几)?(?:条|项|个|件)[呀啊呢吗?。]*$")
# "铁路建设呢?" "那铁路建设呢": the same question on another subject
SAME_OF = re.compile(r"^那?么?(?:关于)?[^,。;?!]{2,20}呢[?。!]*$")
