#include "synth/name_tables.hpp"

#include <algorithm>
#include <array>

namespace dalil::synth {

namespace {

// clang-format off
constexpr std::array<Spellings, 94> kMale{{
    {"tursun", "Тұрсын", "Турсун", "Tursun", "吐尔逊"},
    {"ehmet", "Ахмет", "Ахмет", "Akhmet", "艾合买提"},
    {"nurlan", "Нұрлан", "Нурлан", "Nurlan", "努尔兰"},
    {"serik", "Серік", "Серик", "Serik", "赛力克"},
    {"memet", "Мәмет", "Мамет", "Memet", "买买提"},
    {"qayrat", "Қайрат", "Кайрат", "Kairat", "哈依拉提"},
    {"yerlan", "Ерлан", "Ерлан", "Yerlan", "叶尔兰"},
    {"abdulla", "Абдолла", "Абдулла", "Abdulla", "阿布都拉"},
    {"murat", "Мұрат", "Мурат", "Murat", "木拉提"},
    {"aydos", "Айдос", "Айдос", "Aidos", "艾多斯"},
    {"qurban", "Құрбан", "Курбан", "Kurban", "库尔班"},
    {"marat", "Марат", "Марат", "Marat", "马拉提"},
    {"bolat", "Болат", "Болат", "Bolat", "波拉提"},
    {"yüsüp", "Жүсіп", "Юсуп", "Yusup", "玉苏普"},
    {"daniyar", "Данияр", "Данияр", "Daniyar", "达尼亚尔"},
    {"abdurehim", "Әбдірахым", "Абдурахим", "Abdurehim", "阿布都热依木"},
    {"qasim", "Қасым", "Касым", "Kasim", "卡斯木"},
    {"berik", "Берік", "Берик", "Berik", "别里克"},
    {"alim", "Әлім", "Алим", "Alim", "阿力木"},
    {"talghat", "Талғат", "Талгат", "Talgat", "塔勒哈提"},
    {"enwer", "Әнуар", "Анвар", "Anwar", "艾尼瓦尔"},
    {"baqit", "Бақыт", "Бакыт", "Bakyt", "巴合提"},
    {"ömer", "Омар", "Омар", "Omer", "吾买尔"},
    {"asqar", "Асқар", "Аскар", "Askar", "阿斯卡尔"},
    {"imin", "Имин", "Имин", "Imin", "依明"},
    {"niyaz", "Нияз", "Нияз", "Niyaz", "尼亚孜"},
    {"qanat", "Қанат", "Канат", "Kanat", "哈那提"},
    {"jumabay", "Жұмабай", "Жумабай", "Zhumabai", "居马拜"},
    {"ilham", "Ілхам", "Ильхам", "Ilham", "伊力哈木"},
    {"rozi", "Рози", "Рози", "Rozi", "肉孜"},
    {"arman", "Арман", "Арман", "Arman", "阿尔曼"},
    {"hesen", "Хасан", "Хасан", "Hasan", "艾山"},
    {"dolqun", "Долқын", "Долкун", "Dolkun", "多力坤"},
    {"samat", "Самат", "Самат", "Samat", "萨马提"},
    {"ghalim", "Ғалым", "Галым", "Galym", "哈力木"},
    {"ibrahim", "Ибраһим", "Ибрагим", "Ibrahim", "依布拉音"},
    {"perhat", "Пархат", "Пархат", "Perhat", "帕尔哈提"},
    {"yerbol", "Ербол", "Ербол", "Yerbol", "叶尔波力"},
    {"orazbek", "Оразбек", "Оразбек", "Orazbek", "吾拉孜别克"},
    {"muxter", "Мұхтар", "Мухтар", "Mukhtar", "木合塔尔"},
    {"sultan", "Сұлтан", "Султан", "Sultan", "苏里坦"},
    {"abduqadir", "Әбдіқадыр", "Абдукадир", "Abdukadir", "阿布都卡迪尔"},
    {"tahir", "Тахир", "Тахир", "Tahir", "塔依尔"},
    {"jandos", "Жандос", "Жандос", "Zhandos", "江多斯"},
    {"ekber", "Әкбар", "Акбар", "Akbar", "艾克拜尔"},
    {"medet", "Медет", "Медет", "Medet", "米德提"},
    {"osman", "Осман", "Осман", "Osman", "吾斯曼"},
    {"nurmemet", "Нұрмәмет", "Нурмамет", "Nurmemet", "努尔买买提"},
    {"rehim", "Рахым", "Рахим", "Rehim", "热依木"},
    {"temirlan", "Темірлан", "Темирлан", "Temirlan", "铁木尔兰"},
    {"ismail", "Исмаил", "Исмаил", "Ismail", "司马义"},
    {"kérim", "Кәрім", "Карим", "Kerim", "克里木"},
    {"dawren", "Дәурен", "Даурен", "Dauren", "达吾然"},
    {"sadiq", "Садық", "Садык", "Sadik", "沙迪克"},
    {"maqsat", "Мақсат", "Максат", "Maksat", "马合萨提"},
    {"turghun", "Тұрғын", "Тургун", "Turghun", "吐尔洪"},
    {"nurjan", "Нұржан", "Нуржан", "Nurzhan", "努尔江"},
    {"gheyret", "Ғайрат", "Гайрат", "Gheyret", "海热提"},
    {"qalibek", "Қалибек", "Калибек", "Kalibek", "哈里别克"},
    {"mahmut", "Махмұт", "Махмуд", "Mahmut", "马木提"},
    {"sabir", "Сабыр", "Сабир", "Sabir", "沙比尔"},
    {"kenjebek", "Кенжебек", "Кенжебек", "Kenzhebek", "肯杰别克"},
    {"abdusalam", "Әбдісалам", "Абдусалам", "Abdusalam", "阿布都萨拉木"},
    {"yasin", "Ясин", "Ясин", "Yasin", "亚森"},
    {"amangeldi", "Амангелді", "Амангельды", "Amangeldi", "阿曼格尔德"},
    {"hemit", "Хамит", "Хамит", "Hamit", "哈米提"},
    {"shöhret", "Шөхрат", "Шухрат", "Shohret", "雪合拉提"},
    {"jelil", "Жәлел", "Джалил", "Jelil", "吉力力"},
    {"tölegen", "Төлеген", "Толеген", "Tolegen", "托列根"},
    {"helil", "Халил", "Халил", "Halil", "哈力力"},
    {"bawirjan", "Бауыржан", "Бауыржан", "Baurzhan", "包尔江"},
    {"musa", "Мұса", "Муса", "Musa", "木萨"},
    {"ramazan", "Рамазан", "Рамазан", "Ramazan", "热马赞"},
    {"abdukerim", "Әбдікәрім", "Абдукарим", "Abdukerim", "阿布都克里木"},
    {"semet", "Сәмет", "Самет", "Semet", "赛买提"},
    {"sayran", "Сайран", "Сайран", "Sairan", "赛兰"},
    {"yaqup", "Жақып", "Якуп", "Yakup", "亚库甫"},
    {"beysen", "Бейсен", "Бейсен", "Beisen", "别依森"},
    {"zunun", "Зүнін", "Зунун", "Zunun", "祖农"},
    {"oralbay", "Оралбай", "Оралбай", "Oralbai", "吾拉力拜"},
    {"rishat", "Рышат", "Ришат", "Rishat", "热夏提"},
    {"sapar", "Сапар", "Сапар", "Sapar", "萨帕尔"},
    {"wahap", "Уахап", "Вахап", "Wahap", "瓦哈甫"},
    {"jeñis", "Жеңіс", "Женис", "Zhenis", "杰恩斯"},
    {"tömür", "Темір", "Темур", "Tomur", "铁木尔"},
    {"dosjan", "Досжан", "Досжан", "Doszhan", "多斯江"},
    {"sherip", "Шәріп", "Шарип", "Sherip", "谢力甫"},
    {"shaken", "Шәкен", "Шакен", "Shaken", "夏肯"},
    {"kamal", "Камал", "Камал", "Kamal", "卡马力"},
    {"qajimurat", "Қажымұрат", "Кажимурат", "Kazhymurat", "哈吉木拉提"},
    {"seyit", "Сейіт", "Сеит", "Seyit", "赛义提"},
    {"jaqsiliq", "Жақсылық", "Жаксылык", "Zhaksylyk", "加克斯勒克"},
    {"hüseyin", "Хұсейін", "Хусейн", "Huseyin", "玉山"},
    {"tilewbek", "Тілеубек", "Тилеубек", "Tileubek", "提列吾别克"},
}};

constexpr std::array<Spellings, 52> kFemale{{
    {"aygül", "Айгүл", "Айгуль", "Aigul", "阿依古丽"},
    {"gülnar", "Гүлнар", "Гульнар", "Gulnar", "古丽娜尔"},
    {"patime", "Фатима", "Фатима", "Fatima", "帕提曼"},
    {"nurgül", "Нұргүл", "Нургуль", "Nurgul", "努尔古丽"},
    {"reyhan", "Райхан", "Райхан", "Reyhan", "热依汗"},
    {"aynur", "Айнұр", "Айнур", "Ainur", "阿依努尔"},
    {"meryem", "Мәриям", "Мариям", "Maryam", "麦尔燕"},
    {"sawle", "Сәуле", "Сауле", "Saule", "萨吾列"},
    {"rena", "Рена", "Рена", "Rena", "热娜"},
    {"zeynep", "Зейнеп", "Зейнеп", "Zeinep", "再乃甫"},
    {"baqitgül", "Бақытгүл", "Бакытгуль", "Bakytgul", "巴合提古丽"},
    {"amine", "Әмина", "Амина", "Amina", "阿米娜"},
    {"dilber", "Дилбар", "Дильбар", "Dilber", "迪丽拜尔"},
    {"tursungül", "Тұрсынгүл", "Турсунгуль", "Tursungul", "吐尔逊古丽"},
    {"aliya", "Әлия", "Алия", "Aliya", "阿丽亚"},
    {"halime", "Халима", "Халима", "Halima", "哈丽玛"},
    {"qarlighash", "Қарлығаш", "Карлыгаш", "Karlygash", "哈力哈西"},
    {"arzugül", "Арзугүл", "Арзугуль", "Arzugul", "阿尔孜古丽"},
    {"janar", "Жанар", "Жанар", "Zhanar", "加娜尔"},
    {"ayshem", "Айшам", "Айшам", "Aysham", "阿依夏木"},
    {"madina", "Мәдина", "Мадина", "Madina", "马迪娜"},
    {"rozigül", "Розыгүл", "Розигуль", "Rozigul", "肉孜古丽"},
    {"asel", "Әсел", "Асель", "Asel", "阿赛丽"},
    {"sabira", "Сабира", "Сабира", "Sabira", "沙比热"},
    {"dina", "Дина", "Дина", "Dina", "迪娜"},
    {"patigül", "Пәтигүл", "Патигуль", "Patigul", "帕提古丽"},
    {"jibek", "Жібек", "Жибек", "Zhibek", "吉别克"},
    {"gülbahar", "Гүлбахар", "Гульбахар", "Gulbahar", "古丽巴哈尔"},
    {"dilnur", "Дилнұр", "Дильнур", "Dilnur", "迪丽努尔"},
    {"leyla", "Ләйла", "Лейла", "Leila", "莱拉"},
    {"ayjan", "Айжан", "Айжан", "Aizhan", "阿依江"},
    {"zulpiye", "Зүлфия", "Зульфия", "Zulfiya", "祖力皮亚"},
    {"muyesser", "Мүйәссар", "Муяссар", "Muyesser", "木亚赛尔"},
    {"quralay", "Құралай", "Куралай", "Kuralai", "库拉莱"},
    {"gülzar", "Гүлзар", "Гульзар", "Gulzar", "古丽扎尔"},
    {"shirin", "Шырын", "Ширин", "Shirin", "西林"},
    {"jemile", "Жәмила", "Джамиля", "Jamila", "加米拉"},
    {"nazgül", "Назгүл", "Назгуль", "Nazgul", "娜孜古丽"},
    {"sanem", "Санам", "Санам", "Sanem", "赛乃姆"},
    {"botagöz", "Ботагөз", "Ботагоз", "Botagoz", "波塔阔孜"},
    {"zöhre", "Зухра", "Зухра", "Zuhra", "左热"},
    {"kamile", "Кәмила", "Камиля", "Kamila", "卡米拉"},
    {"rawshan", "Раушан", "Раушан", "Raushan", "热吾先"},
    {"nurbiye", "Нұрбия", "Нурбия", "Nurbiya", "努尔比亚"},
    {"aqmaral", "Ақмарал", "Акмарал", "Akmaral", "阿克马拉力"},
    {"perizat", "Перизат", "Перизат", "Perizat", "帕丽扎提"},
    {"maynur", "Майнұр", "Майнур", "Mainur", "马依努尔"},
    {"gülsüm", "Гүлсім", "Гульсум", "Gulsum", "古丽苏木"},
    {"xalida", "Халида", "Халида", "Khalida", "哈丽达"},
    {"rahile", "Рахила", "Рахиля", "Rahile", "热依拉"},
    {"ümit", "Үміт", "Умит", "Umit", "玉米提"},
    {"saadet", "Саадат", "Саадат", "Saadet", "萨代提"},
}};

constexpr std::array<Spellings, 38> kVillages{{
    {"aqbulaq", "Ақбұлақ", "Акбулак", "Akbulak", "阿克布拉克"},
    {"kökterek", "Көктерек", "Коктерек", "Kokterek", "阔克铁热克"},
    {"qizilsay", "Қызылсай", "Кызылсай", "Kyzylsai", "克孜勒赛"},
    {"sariözen", "Сарыөзен", "Сарыозен", "Saryozen", "萨热乌增"},
    {"jangaawil", "Жаңаауыл", "Жанаауыл", "Zhanaaul", "加纳阿吾勒"},
    {"tasbulaq", "Тасбұлақ", "Тасбулак", "Tasbulak", "塔斯布拉克"},
    {"qaratoghay", "Қаратоғай", "Каратогай", "Karatogai", "哈拉托海"},
    {"almaliq", "Алмалық", "Алмалык", "Almalyk", "阿勒玛勒克"},
    {"bestöbe", "Бестөбе", "Бестобе", "Bestobe", "别斯托别"},
    {"uzunbulaq", "Ұзынбұлақ", "Узынбулак", "Uzynbulak", "乌尊布拉克"},
    {"köktal", "Көктал", "Коктал", "Koktal", "阔克塔勒"},
    {"qarasu", "Қарасу", "Карасу", "Karasu", "哈拉苏"},
    {"aqtal", "Ақтал", "Актал", "Aktal", "阿克塔勒"},
    {"saribastaw", "Сарыбастау", "Сарыбастау", "Sarybastau", "萨热巴斯套"},
    {"jarbulaq", "Жарбұлақ", "Жарбулак", "Zharbulak", "加尔布拉克"},
    {"qosaghash", "Қосағаш", "Косагаш", "Kosagash", "霍斯阿哈什"},
    {"qumariq", "Құмарық", "Кумарык", "Kumaryk", "库木阿热克"},
    {"toghraq", "Тоғырақ", "Тограк", "Toghrak", "托格拉克"},
    {"chongköl", "Шоңкөл", "Чонкуль", "Chongkol", "琼库勒"},
    {"tügmenbash", "Түгменбас", "Тугменбаш", "Tugmenbash", "吐格曼巴什"},
    {"gülbagh", "Гүлбақ", "Гульбаг", "Gulbagh", "古勒巴格"},
    {"yarbagh", "Жарбақ", "Ярбаг", "Yarbagh", "亚尔巴格"},
    {"baghariq", "Бағарық", "Багарык", "Bagaryk", "巴格艾日克"},
    {"aqtash", "Ақтас", "Акташ", "Aktash", "阿克塔什"},
    {"sayboyi", "Сайбойы", "Сайбойы", "Saiboyi", "赛博依"},
    {"terekti", "Теректі", "Теректы", "Terekti", "铁热克提"},
    {"moyildi", "Мойылды", "Мойылды", "Moyildy", "莫依勒德"},
    {"shilik", "Шілік", "Шилик", "Shilik", "什里克"},
    {"arasan", "Арасан", "Арасан", "Arasan", "阿热散"},
    {"oysu", "Ойсу", "Ойсу", "Oisu", "奥依苏"},
    {"qoytas", "Қойтас", "Койтас", "Koitas", "霍依塔斯"},
    {"jusali", "Жусалы", "Жусалы", "Zhusaly", "居萨勒"},
    {"bayterek", "Бәйтерек", "Байтерек", "Baiterek", "拜铁热克"},
    {"kénsay", "Кеңсай", "Кенсай", "Kensai", "肯赛"},
    {"üshbulaq", "Үшбұлақ", "Ушбулак", "Ushbulak", "玉什布拉克"},
    {"mingjilqi", "Мыңжылқы", "Мынжылкы", "Mynzhylky", "明吉勒克"},
    {"qaraoy", "Қараой", "Караой", "Karaoi", "哈拉奥依"},
    {"jalghizaghash", "Жалғызағаш", "Жалгызагаш", "Zhalgyzagash", "加勒格孜阿哈什"},
}};

constexpr std::array<Spellings, 8> kDistricts{{
    {"altinsay", "Алтынсай", "Алтынсай", "Altynsai", "阿勒腾赛"},
    {"kümishköl", "Күміскөл", "Кумисколь", "Kumiskol", "库米什库勒"},
    {"qarakemer", "Қаракемер", "Каракемер", "Karakemer", "哈拉克梅尔"},
    {"aqjaziq", "Ақжазық", "Акжазык", "Akzhazyk", "阿克加孜克"},
    {"kökjiyek", "Көкжиек", "Кокжиек", "Kokzhiek", "阔克吉叶克"},
    {"saridala", "Сарыдала", "Сарыдала", "Sarydala", "萨热达拉"},
    {"tawsamal", "Таусамал", "Таусамал", "Tausamal", "套萨马勒"},
    {"boztoghay", "Бозтоғай", "Бозтогай", "Boztogai", "博孜托海"},
}};

struct Reading {
    char32_t character;
    std::string_view pinyin;
};

/// In the order of code points.
constexpr std::array<Reading, 132> kReadings{{
    {U'丽', "li"}, {U'乃', "nai"}, {U'义', "yi"}, {U'乌', "wu"}, {U'买', "mai"}, {U'亚', "ya"},
    {U'什', "shi"}, {U'代', "dai"}, {U'伊', "yi"}, {U'依', "yi"}, {U'先', "xian"}, {U'克', "ke"},
    {U'兰', "lan"}, {U'兹', "zi"}, {U'再', "zai"}, {U'农', "nong"}, {U'列', "lie"}, {U'利', "li"},
    {U'别', "bie"}, {U'力', "li"}, {U'加', "jia"}, {U'努', "nu"}, {U'勒', "le"}, {U'包', "bao"},
    {U'博', "bo"}, {U'卡', "ka"}, {U'古', "gu"}, {U'叶', "ye"}, {U'司', "si"}, {U'合', "he"},
    {U'吉', "ji"}, {U'吐', "tu"}, {U'吾', "wu"}, {U'哈', "ha"}, {U'图', "tu"}, {U'坤', "kun"},
    {U'坦', "tan"}, {U'埃', "ai"}, {U'堤', "ti"}, {U'塔', "ta"}, {U'塞', "sai"}, {U'增', "zeng"},
    {U'夏', "xia"}, {U'多', "duo"}, {U'套', "tao"}, {U'奥', "ao"}, {U'妮', "ni"}, {U'姆', "mu"},
    {U'娜', "na"}, {U'孜', "zi"}, {U'尊', "zun"}, {U'尔', "er"}, {U'尼', "ni"}, {U'居', "ju"},
    {U'山', "shan"}, {U'左', "zuo"}, {U'巴', "ba"}, {U'布', "bu"}, {U'帕', "pa"}, {U'库', "ku"},
    {U'德', "de"}, {U'恩', "en"}, {U'惹', "re"}, {U'扎', "zha"}, {U'托', "tuo"}, {U'拉', "la"},
    {U'拜', "bai"}, {U'提', "ti"}, {U'散', "san"}, {U'斯', "si"}, {U'日', "ri"}, {U'明', "ming"},
    {U'普', "pu"}, {U'曼', "man"}, {U'木', "mu"}, {U'杰', "jie"}, {U'林', "lin"}, {U'柯', "ke"},
    {U'根', "gen"}, {U'格', "ge"}, {U'梅', "mei"}, {U'森', "sen"}, {U'比', "bi"}, {U'汗', "han"},
    {U'江', "jiang"}, {U'沙', "sha"}, {U'波', "bo"}, {U'洪', "hong"}, {U'海', "hai"}, {U'热', "re"},
    {U'然', "ran"}, {U'燕', "yan"}, {U'玉', "yu"}, {U'玛', "ma"}, {U'班', "ban"}, {U'琼', "qiong"},
    {U'瓦', "wa"}, {U'甫', "fu"}, {U'皮', "pi"}, {U'祖', "zu"}, {U'穆', "mu"}, {U'米', "mi"},
    {U'纳', "na"}, {U'肉', "rou"}, {U'肯', "ken"}, {U'腾', "teng"}, {U'艾', "ai"}, {U'苏', "su"},
    {U'苦', "ku"}, {U'莉', "li"}, {U'莫', "mo"}, {U'莱', "lai"}, {U'萨', "sa"}, {U'西', "xi"},
    {U'谢', "xie"}, {U'赛', "sai"}, {U'赞', "zan"}, {U'达', "da"}, {U'迪', "di"}, {U'逊', "xun"},
    {U'那', "na"}, {U'都', "du"}, {U'里', "li"}, {U'铁', "tie"}, {U'阔', "kuo"}, {U'阿', "a"},
    {U'雅', "ya"}, {U'雪', "xue"}, {U'霍', "huo"}, {U'音', "yin"}, {U'马', "ma"}, {U'麦', "mai"},
}};

/// Characters that clerks put for one another.
constexpr std::array<std::array<char32_t, 2>, 16> kVariants{{
    {U'买', U'麦'}, {U'艾', U'埃'}, {U'吐', U'图'}, {U'丽', U'莉'}, {U'提', U'堤'}, {U'克', U'柯'},
    {U'热', U'惹'}, {U'依', U'伊'}, {U'木', U'穆'}, {U'马', U'玛'}, {U'亚', U'雅'}, {U'尼', U'妮'},
    {U'赛', U'塞'}, {U'库', U'苦'}, {U'孜', U'兹'}, {U'力', U'利'},
}};
// clang-format on

}  // namespace

std::span<const Spellings> male_names() {
    return kMale;
}
std::span<const Spellings> female_names() {
    return kFemale;
}
std::span<const Spellings> villages() {
    return kVillages;
}
std::span<const Spellings> districts() {
    return kDistricts;
}

std::string_view pinyin_of(char32_t character) {
    const auto at = std::lower_bound(
        kReadings.begin(), kReadings.end(), character,
        [](const Reading& reading, char32_t wanted) { return reading.character < wanted; });
    return at != kReadings.end() && at->character == character ? at->pinyin : std::string_view{};
}

char32_t han_variant(char32_t character) {
    for (const auto& pair : kVariants) {
        if (pair[0] == character) return pair[1];
        if (pair[1] == character) return pair[0];
    }
    return 0;
}

}  // namespace dalil::synth
