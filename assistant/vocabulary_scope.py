"""Phrases that tell why notices cannot answer: nothing asked, off the subject, never printed, an order.

Patterns are applied to cleaned text, as those of ``vocabulary``.
"""

import re

# greetings and thanks: nothing is asked
SMALL_TALK = re.compile(
    r"^(你好|您好|hi|hello|在吗|在么|嗨|早上好|下午好|谢谢|多谢|辛苦了|好的|ok|再见|拜拜|嗯|哦|收到)+[,。!?~ 啊呀了]*$",
    re.IGNORECASE,
)

OFF_SCOPE = re.compile(
    r"天气|气温|下雨(?:吗|么|没|不|了|呢)*[?。!]*$|股票|股价|股市[^,。;?!]{0,6}(?:涨|跌|行情|走势)|炒股|涨停|彩票|笑话|古诗|写(一)?(首|篇|段)?(诗|代码|程序|小说|作文)|菜谱|几点了|星期几|你是谁|你叫什么|新闻|球赛|省级行政区|首都|"
    r"翻译(成|一下)|电话(?:号码?|是|多少|[?。!]|$)|(?:联系|办公|值班|咨询)电话|手机号|邮箱|联系方式|联系人|我的?工资|发工资|工资(多少|条|卡|待遇|标准)|编制人数|坐多久|要多久能到|几点(有|发|开|的)(车|班|船)?|还?有(?:没有)?票|余票|[订买抢]票|车票|机票|票价|补办|挂失|怎么(?:办理|申请|报名)|咋(?:办理|申请|报)|去哪(?:里|儿)?(?:办|交|领)|车次|航班号|怎么走|weather|joke|poem|"
    # asked for oneself; 酒店, 外卖 and 导航 are subjects of tasks too
    r"(?:预?订|附近|推荐)[^,。;?]{0,6}(?:酒店|旅馆|外卖)|(?:酒店|旅馆|外卖)[^,。;?]{0,6}(?:推荐|多少钱|怎么|哪家好|好吃|好住)|[点叫]个?外卖|导航(?:到|去|一下)|开导航",
    re.IGNORECASE,
)
# what no notice prints: completion, reasons, who heads a bureau, money spent
NOT_PRINTED = re.compile(
    r"(完成|进展|进度|落实|推进)(情况|得?怎么样|如何|了没|了吗|没有|率)|完成了(吗|没|没有|多少)|是否(已经?)?完成|做完了|到哪一步|(改造?|修|建设?|整治|办|做|搞|弄|干|装|搬|拆)(完|好|成)了?(没|吗|么)|(修|建|改|做|办|装|搬|开|拆|招|引)(好|成|完|到)(了(多少|几)|(多少|几)[^,。;?]{0,4}了)|(多少|几)[^,。;?]{0,4}了[?。]*$|(完|竣|开|动|停)工了?(没|吗|么|没有)|(开工|竣工|开建|通车|投用|交付|启用|开业|投产)了(没|吗|么)|为什么|为何|为啥|原因|"
    r"已经?(完成|建成|改造|开工|落实|实现|建好|做)|目前(完成|进展|进度)|(局长|主任|科长|处长|书记|(?<!副)[市区县]长|负责人|联系人)(是谁|叫什么|姓什么)|谁是[^,。?]{0,8}(局长|主任|书记|(?<!副)[市区县]长)|(?<!副)(?<!常务)[市区县]长(是谁|叫什么|姓什么)|花了多少|预算(是|有|多少)|拨款|考核得分|排名"
)
# asked of the whole question: the place before it is taken off the page (亳州市|长是谁)
HEAD_OF_PLACE = re.compile(r"[市区县]长(是谁|是哪位|叫什么|姓什么)|谁是[^,。?副]{0,8}[市区县]长")
INSTRUCTION = re.compile(
    r"忽略(以上|之前|前面|所有|上述)|无视.{0,6}(规则|指令|要求)|系统提示|提示词|prompt|ignore (all|the|previous|any)|disregard|扮演|假装|越狱|jailbreak|从现在起你是|没有任何限制|"
    r"reply only|你(现在)?必须(说|回答)|不管查到",
    re.IGNORECASE,
)
