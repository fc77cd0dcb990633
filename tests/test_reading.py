"""Questions and what they are read as: one quirk of wording a pair."""

import pytest

from assistant.query import AskedSection
from assistant.reading import read_question
from assistant.text import clean_question

PAIRS = [
    ("short name, year and place", "2025年亳州市工信局牵头哪些任务？",
     {"intent": "list", "role": "lead", "places": ("亳州市",), "years": (2025,), "topic": ""}),
    ("both roles", "徽州区财政局2023年牵头和配合的任务一共有哪些？", {"intent": "list", "role": "any"}),
    ("support by another word", "阜阳市公安局2019年被列为协同单位的任务", {"role": "support"}),
    ("colloquial lead", "亳州2025年市科技局都挑头干哪些活", {"role": "lead", "topic": ""}),
    ("count", "2025年亳州市商务局牵头几项任务", {"intent": "count", "role": "lead"}),
    ("which items is no count", "2021年区科技局牵头的重点工作有哪几项", {"intent": "list"}),
    ("count of a whole notice", "亳州2025年的任务分解表一共多少项任务？", {"intent": "count", "units": ()}),
    ("leader with mark", "徽州区2023年程丽群标▲的任务有几项", {"intent": "count", "leaders": ("程丽群",), "marked": True}),
    ("leader by post, section by words", "阜阳2019年常务副市长在乡村振兴那一部分牵头哪些任务？",
     {"leaders": ("市政府常务副市长",), "topic": ""}),
    ("who", "阜阳2019年的花卉博览会由谁主抓？", {"intent": "find", "result": "units", "topic": "花卉博览会"}),
    ("which leader", "徽州区老旧小区改造的分管领导是谁", {"result": "leaders", "topic": "老旧小区改造"}),
    ("when", "芜湖2024年改造老旧小区什么时候完成", {"result": "deadlines"}),
    ("how much", "繁昌2021年粮食要打多少斤？", {"result": "numbers"}),
    ("topic", "跟养老有关的任务有哪些", {"intent": "find", "result": "tasks", "topic": "养老"}),
    ("full-width digits", "亳州市２０２５年市商务局牵头哪些", {"years": (2025,)}),
    ("Chinese year", "亳州市二〇二五年市商务局牵头哪些", {"years": (2025,)}),
    ("traditional characters", "蕪湖市2024年市財政局牽頭哪些任務", {"places": ("芜湖市",), "role": "lead"}),
    ("look-alike place and slipped role", "毫州市2025年市商务局千头哪些任务",
     {"places": ("亳州市",), "role": "lead", "repairs": ("“毫州市”按“亳州市”理解",)}),
    ("place in Latin letters", "what does 市商务局 lead in Wuhu in 2024?", {"places": ("芜湖市",), "role": "lead", "topic": ""}),
    ("city we have no notice of", "合肥市商务局牵头哪些任务", {"unknown_place": "合肥"}),
    ("serial of a sub-task", "阜阳2019年第12.(3)项是什么", {"serials": ("12.(3)",)}),
    ("serial without a point", "阜阳19年39（6）", {"serials": ("39.(6)",), "years": (2019,)}),
    ("two serials", "繁昌2021年任务表格中第44号和第45号分别是什么", {"serials": ("44", "45")}),
    ("range of serials", "芜湖24年150到152项", {"serials": ("150", "151", "152")}),
    ("point of an item", "繁昌2021正文30大项下面的70)讲的啥", {"serials": ("70)",)}),
    ("which item is no count", "徽州区2023年抽水蓄能电站项目在第几项", {"intent": "find", "topic": "抽水蓄能电站项目"}),
    ("how many of something is no count of tasks", "繁昌2021年发明专利授权目标是几件", {"result": "numbers"}),
    ("working days are no tasks", "阜阳2019年不动产登记最多几个工作日办完", {"result": "numbers"}),
    ("how many heads", "芜湖市政府办2024年牵了几个头", {"intent": "count", "role": "lead"}),
    ("two facts at once", "繁昌2021年附表里序号71的任务由哪几家牵头、谁分管", {"result": "leaders", "also": ("units",)}),
    ("a clause that tells the task", "亳州机场什么时候开航的那项，是哪家单位牵头", {"result": "units"}),
    ("leaders asked for by who", "阜阳建三水厂，市领导里是谁牵头负责的", {"result": "leaders"}),
    ("whose list is longest", "阜阳2019年谁名下的任务最多？", {"result": "leaders", "most": True}),
    ("two-digit years behind places", "造林面积，阜阳19、亳州25、繁昌21各多少", {"years": (2019, 2025, 2021), "topic": "造林面积"}),
    ("heading behind its number", "列出阜阳市2019年第十部分加强政府自身建设的所有任务", {"units": (), "topic": ""}),
    ("heading that holds a place", "只看健康阜阳建设那一条下面的", {"places": (), "topic": ""}),
    ("a group that is left out", "潜口镇2023年被点名的任务有哪些（“各乡镇”不算）", {"with_groups": False, "topic": ""}),
    ("a group called a group", "除开“开发区管委会”这种统称，繁昌区荻港镇在哪些任务里直接出现？", {"with_groups": False, "topic": ""}),
    ("colloquial support", "繁昌区财政局2021年给别人当配角的任务有哪些", {"role": "support"}),
    ("first in line leads", "2023年徽州区生态环境分局排第一位的任务是哪些？", {"role": "lead"}),
    ("roles in Latin letters", "huizhou区2023 区司法局 qiantou 的任务", {"role": "lead", "places": ("黄山市徽州区",)}),
    ("who asks is not asked about", "我刚到市政府办上班，领导让我整理芜湖市2024年由市水务局牵头的全部事项", {"role": "lead", "topic": ""}),
    ("words that tell nothing", "阜阳市林业局2019年沾边的任务都列出来，牵头协同不限", {"topic": "", "role": "any"}),
    ("a remark in brackets", "阜阳市2019年由黄珍牵头负责（包括与他人共同负责）的任务总共有多少项？", {"intent": "count", "topic": ""}),
    ("quoted words of a task", "请找出政府“过紧日子”的任务", {"topic": "过紧日子", "about": True, "units": ()}),
    ("a city somebody is sent to", "选派年轻公务员到上海挂职锻炼是哪个部门在牵头", {"unknown_place": None, "result": "units"}),
    ("a role left out", "2019年阜阳市水利局要配合别人干的有哪些，自己牵头的不要", {"role": "support"}),
    ("a role left out in other words", "阜阳市重点工程处2019年协同的任务，它自己牵头的别混进来", {"role": "support"}),
    ("the heading of the first column", "亳州市2025年市水利局作为主要责任单位的任务有哪些？", {"role": "lead"}),
    ("the number of tasks", "徽州区文旅体局2023年牵头任务的数量", {"intent": "count", "role": "lead"}),
    ("a remark on counting twice", "繁昌区2021年任务一共多少项？正文和附表重复的只算一次", {"intent": "count", "topic": ""}),
    ("mentioned words", "徽州区有没有任务写到大灵山？", {"topic": "大灵山", "about": True}),
    ("what level", "2025年亳州粮食产量要稳定在什么水平？", {"result": "numbers"}),
    ("a place is no heading", "过年不让放炮仗，阜阳这块儿是谁牵头管的", {"section": None, "result": "units"}),
    ("the leader who leads", "徽州一网统管这件事，牵头的领导是哪位", {"result": "leaders", "marked": True}),
    ("quoted words stay whole", "“智慧繁昌”那条的完成时限一栏写的是啥", {"topic": "智慧繁昌", "result": "deadlines"}),
    ("a filler inside quotes", "芜湖“1%工作法”那项，责任落在哪个局", {"topic": "1%工作法"}),
    ("look-alikes in place, unit and role", "毫洲2025年叫育局谦头的活有哪些", {"places": ("亳州市",), "role": "lead"}),
    ("sole lead", "亳州市生态环境局2025年独家牵头的任务有哪些？", {"shared": "alone", "role": "lead"}),
    ("each for itself", "亳州2025年科技局和教育局各自扛大旗的任务，合在一起给我", {"role": "lead", "together": False}),
    ("in English, by another phrase", "Who takes the lead on the fishing ban in Wuhu in 2024?", {"result": "units"}),
    ("where it is led from", "芜湖无人化示范城市由哪里牵头打造？", {"result": "units"}),
    ("how many towns is no number", "有没有提到“低空”的任务，几个市区都查一下", {"result": "tasks", "topic": "低空"}),
    ("the issuer is no unit", "繁昌2021年区政府重点工作任务共有多少条？", {"units": (), "intent": "count", "topic": ""}),
    ("a subject of one character", "亳州跟酒有关的任务是哪些", {"topic": "酒", "about": True}),
    ("about, not related", "有没有关于双拥的任务", {"topic": "双拥"}),
    ("a heading in brackets", "阜阳2019年教育那一块（优先发展教育事业）里常务副市长牵头的是哪项？",
     {"leaders": ("市政府常务副市长",), "topic": ""}),
    ("alone and together", "阜阳市城管局2019年主抓的任务，单独抓的和几家一起抓的都要", {"shared": None, "result": "tasks"}),
    ("a verb is no name", "芜湖市2024年牵头建宜邻中心的单位是", {"units": (), "result": "units"}),
    ("printed in brackets", "2025年亳州市国资委牵头的任务有哪些，挂在财政局后面括号里的也要", {"together": False, "role": "lead"}),
    ("a length is no part", "阜阳2019年森林长廊里程目标是多少", {"result": "numbers", "problem": None}),
    ("what it costs", "阜阳2019年棚改一共要花多少钱", {"result": "numbers", "problem": None}),
    ("slips of sound", "繁唱区教育菊2021年牵投啥任务", {"places": ("繁昌区",), "role": "lead"}),
    ("two subjects are one", "繁昌区猪肉供应和价格", {"topic": "猪肉供应和价格"}),
    ("an office in the middle of words", "亳州2025年让群众和企业办事少跑腿的任务", {"units": ()}),
    ("how many are to be done is", "阜阳2019年棚户区改造要实施多少套，基本建成多少套？", {"result": "numbers", "problem": None}),
    ("printed deadline as filter", "繁昌2021年持续推进的任务有哪些", {"deadline": ("持续推进",), "topic": ""}),
    ("either role", "芜湖市水务局2024年涉及的任务，不分牵头还是责任单位", {"role": "any", "topic": ""}),
    ("lead or listed second", "芜湖2024年跟市水务局有关的任务有哪些（牵头、责任都算）", {"role": "any"}),
    ("with the mark or without", "徽州区王曙辉负责的任务（带▲、不带▲都算）", {"marked": False, "unmarked": False}),
    ("with the mark, not without", "徽州区王曙辉标▲的任务，没标▲的不要", {"marked": True, "unmarked": False}),
    ("the mark before a name", "徽州区何建中名字前带▲的任务有哪些", {"marked": True, "problem": None}),
    ("a measure is no count of tasks", "芜湖2024年高标准农田建设任务是多少万亩", {"result": "numbers"}),
    ("a part and a group in quotes", "阜阳2019年第八部分里，协同单位写“市政府各部门、各直属机构”的是哪几项",
     {"section": AskedSection(number=8), "role": "support"}),
    ("first in line is no serial", "2023年徽州区财政局牵头的有哪几项，排第一个的才算", {"serials": (), "role": "lead"}),
    ("what is counted, in brackets", "繁昌2021年任务分解表总共多少项任务（指标加重点工作）", {"intent": "count", "topic": ""}),
    ("where a sign hangs", "亳州2025年机关事务管理局牵头（含挂在市政府办公室名下的）有哪些任务", {"together": False, "topic": ""}),
    ("a verb that ends as an office", "政务服务跨省通办的任务有哪些", {"units": (), "topic": "政务服务跨省通办"}),
    ("to say and to look", "讲过紧日子的任务，找找看", {"topic": "过紧日子"}),
    ("a department of the government, slipped", "芜湖市2024年市政府督察办牵头哪些任务",
     {"repairs": ("“市政府督察办”按“市政府督查办”理解",)}),
    ("a bureau by its field", "繁昌2021年人社部门牵头了哪些工作？", {"topic": "", "role": "lead"}),
    ("a sign that counts, too", "亳州2025年市财政局牵头的任务都有哪些？挂国资委牌子的也一并列出", {"together": False, "role": "lead"}),
    ("side by side", "阜阳2019年跟芜湖2024年的进出口增幅目标比一比", {"result": "numbers", "topic": "进出口增幅目标"}),
    ("both at once, in other words", "芜湖2024年农业农村局跟自规局两家一块儿牵头的，各自单干的不要", {"together": True, "role": "lead"}),
    ("not support but lead", "商务局在徽州2023那份里，不是去配合、是它自己扛大旗的，有几条算几条", {"role": "lead", "topic": ""}),
    ("support kept out", "我只要芜湖2024年三山经开区管委会牵头的任务，别把配合的混进来", {"role": "lead"}),
    ("not in the lead, in other words", "自规局在芜湖2024年不挂帅、只在“责任单位”那列的任务", {"role": "support"}),
    ("the lead put aside", "芜湖市宜居公司2024年，牵头的先放一边，它作为责任单位配合别人的呢", {"role": "support"}),
    ("even as one that supports", "芜湖市民政局2024年沾边的任务请列全，哪怕只是责任单位。", {"role": "any"}),
    ("what it leads and takes part in", "矿管办的事。繁昌2021年，它领衔的和它参与的，都算上，有哪些？", {"role": "any", "topic": ""}),
    ("who hosts", "做“芜湖人才码”上线的主办方", {"result": "units", "topic": "芜湖人才码"}),
    ("what is filled in", "芜湖2024年国际贸易创新产业园，牵头责任单位填的是什么", {"result": "units"}),
    ("among the leaders", "繁昌峨溪河那个排洪新站，区领导里头是谁在管？", {"result": "leaders", "units": ()}),
    ("a title in brackets", "繁昌第五大部分（生态优先、绿色发展示范区）归王重娟管的任务是哪些？",
     {"section": AskedSection(number=5), "leaders": ("王重娟",), "topic": ""}),
    ("a part in a part", "芜湖2024年第二大项里的（八），里面的任务全列", {"section": AskedSection(number=2, inner=8)}),
    ("examples of a subject", "身后事方面，比如殡葬、公墓，各地任务里有提到的吗", {"topic": "殡葬、公墓"}),
    ("where it is written", "哪儿写了无人机？", {"topic": "无人机"}),
    ("appears is no now", "林长制出现在哪几份通知的哪几项任务里", {"topic": "林长制"}),
    ("so many characters", "五份文件，扫黑除恶，凡是写了这四个字的任务，列。", {"topic": "扫黑除恶"}),
    ("Latin letters before a place word", "RCEP在哪些任务里提过啊？", {"topic": "RCEP"}),
    ("whichever year is no deadline", "字面上提到“秸秆”的，不管哪个市哪一年，都找出来", {"result": "tasks", "topic": "秸秆"}),
    ("who fixed the tasks is no unit", "芜湖市政府2024年一共确定了多少项重点工作任务？", {"units": (), "intent": "count", "topic": ""}),
    ("the number of items", "交通运输局，阜阳2019年，牵头任务的条数是？", {"intent": "count"}),
    ("a printed deadline in quotes", "2021年繁昌分解表中，完成时限不是具体月份、而是填“持续推进”的，共计几项？",
     {"intent": "count", "deadline": ("持续推进",), "result": "tasks"}),
    ("a table in English", "Bozhou 2025: how many tasks are in the breakdown table?", {"intent": "count", "topic": ""}),
    ("a place inside a name", "繁昌区参与自贸区芜湖片区建设有没有写完成时间", {"places": ("繁昌区",)}),
    ("to carry or to support", "繁昌区平铺镇2021年要承担或配合哪些任务", {"role": "any", "topic": ""}),
    ("a group kept out, said before", "点到鸠江区政府名字的任务，芜湖2024，别把“各县市区政府”那种算进来", {"with_groups": False, "topic": ""}),
    ("written in front of a subject", "哪些任务写了黑臭水体", {"topic": "黑臭水体"}),
    ("a rank is a serial", "亳州清单里排第88的是什么，归谁", {"serials": ("88",), "result": "units"}),
    ("how to mend it is no subject", "亳州天上灰蒙蒙怎么治，哪个局管", {"topic": "天上灰蒙蒙"}),
    ("a number behind its heading", "繁昌2021年推进全域文化旅游（第29点）下面的具体任务", {"section": AskedSection(words="推进全域文化旅游")}),
    ("a body of two characters", "阜阳残联2019年牵头什么", {"topic": "", "role": "lead"}),
    ("to retire is a subject", "涉及退休的任务有哪几项", {"problem": None, "topic": "退休"}),
    ("a group in short", "阜阳2019年健康阜阳建设那一节，界首市政府要配合哪些任务？写“各县市区”的算上",
     {"topic": "", "with_groups": True, "section": AskedSection(words="健康阜阳建设")}),
    ("a slip of sound in a unit", "阜阳市2019年市公按局 牵头哪 些任务??", {"repairs": ("“市公按局”按“市公安局”理解",)}),
    ("a heading one is in", "芜湖2024年南陵县政府在主要预期目标里要承担哪些？“各县市区政府”也包括南陵",
     {"section": AskedSection(words="主要预期目标"), "result": "tasks", "topic": ""}),
    ("a letter behind a digit", "繁昌马仁奇峰争创5A级景区谁牵头？", {"topic": "马仁奇峰争创5A级景区"}),
    ("counted together", "繁昌2021年重点工作分解表，指标和工作任务加一起总共几项？", {"intent": "count", "topic": ""}),
    ("Chinese words in an English question",
     'Which department takes the lead on the "Seventh Five-Year" legal campaign (七五普法) in Fuyang, 2019?', {"topic": "七五普法"}),
    ("both roles count, no group", "芜湖2024年点名湾沚区政府的任务有哪些，牵头配合都算", {"with_groups": False, "role": "any"}),
    ("altogether", "How many tasks are there in the 2023 Huizhou District (徽州区) notice altogether?",
     {"intent": "count", "topic": ""}),
    ("a deputy mayor is a leader", "芜湖2024老旧小区改造，分管副市长是谁", {"problem": None, "result": "leaders"}),
    ("who leads, at the end", "亳州2025延迟退休改革，主责单位？", {"result": "units", "topic": "延迟退休改革"}),
    ("which company", "芜湖宜邻中心由哪个公司负责建", {"result": "units", "topic": "宜邻中心"}),
    ("on whose head", "示范城市落在哪个县政府头上", {"result": "units"}),
    ("by which day", "阜阳机场扩建几号能完工", {"result": "deadlines"}),
    ("a sum, at the end", "徽州2023上荫山城市公园总投资额？", {"result": "numbers"}),
    ("all of them", "亳州2025市水利局涉及事项（牵头+配合）全量。", {"topic": "", "role": "any"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "expected"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS]
)
def test_question_is_read_as(exact_engine, question, expected):
    query = read_question(clean_question(question), exact_engine.corpus.lexicon)
    assert {name: getattr(query, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("question", "units"),
    [
        pytest.param("徽州区2023年城管局——哦不，说岔了，是住建局——牵头的任务列一份", ["住建局"], id="a unit"),
        pytest.param("亳州2025年市商务局，不对，应该是市财政局，牵头哪些", ["市财政局"], id="with commas"),
        pytest.param("亳州2025年市商务局牵头的对不对", ["市商务局"], id="no correction"),
    ],
)
def test_a_name_taken_back_is_not_asked_about(exact_engine, question, units):
    query = read_question(clean_question(question), exact_engine.corpus.lexicon)
    assert [unit.name for unit in query.units] == units


def test_areas_in_short_are_each_a_government(exact_engine):
    question = "亳州2025年由涡阳、蒙城、利辛三个县政府都列为主要责任单位的任务"
    query = read_question(clean_question(question), exact_engine.corpus.lexicon)
    assert [unit.name for unit in query.units] == ["涡阳县政府", "蒙城县政府", "利辛县政府"]
    assert query.together


def test_who_supports_whom(exact_engine):
    query = read_question(
        clean_question("芜湖2024年市产创中心配合市科技局的任务"), exact_engine.corpus.lexicon
    )
    assert [(unit.name, unit.role) for unit in query.units] == [
        ("市产创中心", "support"),
        ("市科技局", "lead"),
    ]


@pytest.mark.parametrize(
    ("question", "leaders", "units"),
    [
        pytest.param("徽州区住建局2023年牵头的、何建中参与的不算，有哪些", ("何建中",), [], id="a leader"),
        pytest.param("徽州区住建局牵头的任务，区财政局配合的除外", (), ["区财政局"], id="a unit"),
        pytest.param("芜湖市商务局的任务，市商务局牵头的不要", (), [], id="a role, no unit"),
        pytest.param("徽州区除了区住建局，还有谁牵头老旧小区改造", (), [], id="one that is known"),
    ],
)
def test_whose_tasks_are_left_out(exact_engine, question, leaders, units):
    query = read_question(clean_question(question), exact_engine.corpus.lexicon)
    assert query.excluded.leaders == leaders
    assert [unit.name for unit in query.excluded.units] == units


def test_a_slip_is_repaired_only_when_one_name_is_near(exact_engine):
    lexicon = exact_engine.corpus.lexicon
    repaired = read_question(clean_question("亳州2025年市商物局牵头哪些任务"), lexicon)
    assert repaired.units[0].name == "市商务局"
    assert repaired.repairs
    real = read_question(clean_question("亳州2025年市文物局牵头哪些任务"), lexicon)
    assert not real.repairs, "a real unit of another place is no slip"
