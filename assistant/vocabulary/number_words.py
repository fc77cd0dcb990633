"""Numbers and dates that questions ask for and tasks print.

Those of questions are applied to cleaned text; ``RELATIVE``, ``SHARE``, ``MONEY`` and ``DUE_…`` to what is printed.
"""

import re

from assistant.vocabulary.matching import any_of, words

HOW_MANY = re.compile(r"多少")
# "压缩到几个工作日"
DURATION = re.compile(r"(?:几|多少)个?(?:工作日|天|小时|分钟)")
# one of several by its number: 地铁2号线 is no other line
NUMBERED_ONE = re.compile(r"\d+号(?:线|楼|桥|路|院|地块)")
# "增速高于全省水平" "居全省前列": a target without a figure
RELATIVE = any_of(
    r"(?:高于|快于|不低于|低于|优于|好于|超过|达到|保持|居|位居|进入|力争)[^,，;；。]{0,10}(?:平均|全省|全国|全市|全县|全区|水平|前列|前茅|第一|首位|位次)",
    r"与[^,，;；。]{2,12}同步",
    r"同步增长",
    r"实现(?:零|正)增长",
)
# what a target without a figure answers; never a number of people or kilometres
ASK_TARGET = any_of(
    words("目标 增幅 增速 涨幅 增长多少 什么水平 要求"), r"target|goal|growth", flags=re.IGNORECASE
)
# "脱贫多少人": a row with a number of people
MEASURE = re.compile(r"(?:多少|几)[万亿]?(人|户|亩|公里|家|套|元|吨|名|座|所|辆|张|台|米|斤|处|个百分点)")
# "增幅目标" is a number in per cent
GROWTH = any_of(
    words("增幅 增速"),
    r"增长(?:率|目标|幅度|速度|多少|几)",
    r"涨幅",
)
SHARE = any_of(
    r"\d%",
    words("百分之 百分点"),
)
# "扶贫车间要建多少个": no share in per cent
ASK_COUNT = re.compile(r"(?:多少|(?<![第哪])几)(?:个(?!百分|点)|家|所|座|户|条|名|台|套)")
PER_CENT = re.compile(r"\d[\d.]*(?:%|个百分点)")
# what a thing costs, and a sum of money
ASK_MONEY = any_of(
    r"(?<![挣赚])多少钱",
    r"花费多少",
    r"(?:总投资|投资额|投资总额|造价|成本)(?:是|为|有)?(?:多少|几|多大)?(?=[?。!]*$)",
    r"多少(?:财政|专项|配套|的)*(?:资金|经费|预算|投入)",
    r"(?:资金|经费|预算)(?:是|有|要|安排|投入|规模)*(?:多少|几)",
)
MONEY = any_of(
    r"\d[亿万]?元",
    r"\d亿",
    r"\d万(?![人户名亩吨千套平次])",
)
# "(6.5亿元民生工程)资金里区级财政配套多少": a part of what a task speaks of
PART_OF = re.compile(r"(?:里(?!程)面?|当中|其中)的?([\u4e00-\u9fff]{2,10}?)(?:是|要|占|有|为)?(?:多少|几)")
# measures and times, which a number is given in
MEASURED = re.compile(r"公里|平方|[万亿]|元$|人次|时间|百分|^个|工作日|小时|分钟|钱|亩$|户$|吨")
# "2021年" and "2021" of "202112月底前", whose 年 was lost in print
DUE_YEAR = re.compile(r"(20\d\d)年?")
# "12月底前" "6月30日前"
DUE_MONTH = re.compile(r"(1[0-2]|[1-9])月份?")
DUE_DAY = re.compile(r"^(\d{1,2})日")
DUE_WITHIN = {"初": 5, "上": 10, "中": 20}
# "一季度" "第3季度"
DUE_QUARTER = re.compile(r"([一二三四1-4])季度")
DUE_HALF = any_of(
    words("上半年 年中"),
)
# "年底" "全年" "年内" "下半年"
DUE_WHOLE = any_of(
    words("年底 年末 全年 年内 下半年 当年 本年"),
)
