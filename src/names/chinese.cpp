// Chinese family names and the syllables of pinyin.
#include <algorithm>
#include <array>
#include <iterator>

#include "names/word_lists.hpp"

namespace dalil::names {
namespace {

// The most frequent family names, simplified and, where it differs, traditional.
constexpr std::u32string_view kSingle =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    U"吕丁"
    U"任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃"
    U"武戴"
    U"莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    U"柯纪"
    U"梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古"
    U"吉缪"
    U"简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇"
    U"桑郎"
    U"甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉"
    U"伊仝"
    U"區郝張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鐘鍾譚陸范賈韋鄒邱閻龍賀顧龔萬錢嚴湯龐顏莊聶魯"
    U"單蔣"
    U"歐關蘭齊喬畢霍塗駱藍華饒農繆簡車項連蘆麥婁竇黨費衛應閔鄔邊師榮叢鞏遲鄺談樂儲勞諶樓盤滿聞厲";

constexpr std::u32string_view kDouble[] = {
    U"欧阳", U"歐陽", U"司马", U"司馬", U"上官", U"诸葛", U"諸葛", U"司徒", U"夏侯",
    U"慕容", U"尉迟", U"尉遲", U"皇甫", U"东方", U"東方", U"令狐", U"公孙", U"公孫",
    U"宇文", U"长孙", U"長孫", U"司空", U"端木", U"轩辕", U"軒轅", U"西门", U"西門",
    U"南宫", U"南宮", U"百里", U"呼延", U"独孤", U"獨孤", U"鲜于", U"鮮于", U"申屠",
    U"太史", U"拓跋", U"澹台", U"澹臺", U"纳兰", U"納蘭"};

constexpr std::string_view kPinyin[] = {
    "wang",   "li",     "zhang", "liu",       "chen",  "yang",  "huang",  "zhao",   "wu",
    "zhou",   "xu",     "sun",   "ma",        "zhu",   "hu",    "guo",    "he",     "gao",
    "lin",    "luo",    "zheng", "liang",     "xie",   "song",  "tang",   "han",    "feng",
    "deng",   "cao",    "peng",  "zeng",      "xiao",  "tian",  "dong",   "yuan",   "pan",
    "yu",     "jiang",  "cai",   "du",        "ye",    "cheng", "su",     "wei",    "lu",
    "lv",     "ding",   "ren",   "shen",      "yao",   "cui",   "zhong",  "tan",    "fan",
    "jin",    "shi",    "liao",  "jia",       "xia",   "fu",    "fang",   "bai",    "zou",
    "meng",   "xiong",  "qin",   "qiu",       "yin",   "xue",   "yan",    "duan",   "lei",
    "hou",    "long",   "tao",   "gu",        "mao",   "hao",   "gong",   "shao",   "wan",
    "qian",   "dai",    "mo",    "kong",      "xiang", "chang", "wen",    "kang",   "niu",
    "ge",     "xing",   "an",    "qi",        "yi",    "qiao",  "pang",   "ni",     "zhuang",
    "nie",    "yue",    "zhai",  "zhan",      "geng",  "guan",  "lan",    "jiao",   "zuo",
    "liu",    "gan",    "bao",   "ning",      "shang", "shu",   "ruan",   "ke",     "ji",
    "mei",    "tong",   "ling",  "bi",        "pei",   "huo",   "tu",     "miao",   "sheng",
    "weng",   "ouyang", "sima",  "shangguan", "zhuge", "situ",  "xiahou", "murong", "huangfu",
    "linghu", "gongsun"};

struct Syllables {
    std::string_view initial, finals;
};

// All toneless syllables, ü written u or v.
constexpr Syllables kSyllables[] = {
    {"zh", "a e i u ai ao an ang ei en eng ou ong ua uai uan uang ui un uo"},
    {"ch", "a e i u ai ao an ang en eng ou ong ua uai uan uang ui un uo"},
    {"sh", "a e i u ai ao an ang ei en eng ou ua uai uan uang ui un uo"},
    {"b", "a o i u ai ei ao an en ang eng ie iao ian in ing"},
    {"p", "a o i u ai ei ao ou an en ang eng ie iao ian in ing"},
    {"m", "a o e i u ai ei ao ou an en ang eng ie iao iu ian in ing"},
    {"f", "a o u ei ou an en ang eng"},
    {"d", "a e i u ai ei ao ou an en ang eng ong ia ie iao iu ian ing uo ui uan un"},
    {"t", "a e i u ai ei ao ou an ang eng ong ie iao ian ing uo ui uan un"},
    {"n", "a e i u v ai ei ao ou an en ang eng ong ie iao iu ian in iang ing uo uan ue ve"},
    {"l", "a o e i u v ai ei ao ou an ang eng ong ia ie iao iu ian in iang ing uo uan un ue ve"},
    {"g", "a e u ai ei ao ou an en ang eng ong ua uo uai ui uan un uang"},
    {"k", "a e u ai ei ao ou an en ang eng ong ua uo uai ui uan un uang"},
    {"h", "a e u ai ei ao ou an en ang eng ong ua uo uai ui uan un uang"},
    {"j", "i u ia ie iao iu ian in iang ing iong ue uan un"},
    {"q", "i u ia ie iao iu ian in iang ing iong ue uan un"},
    {"x", "i u ia ie iao iu ian in iang ing iong ue uan un"},
    {"r", "e i u ao ou an en ang eng ong uo ui uan un ua"},
    {"z", "a e i u ai ei ao ou an en ang eng ong uo ui uan un"},
    {"c", "a e i u ai ao ou an en ang eng ong uo ui uan un"},
    {"s", "a e i u ai ao ou an en ang eng ong uo ui uan un"},
    {"y", "a e o i u ao ou an ang in ing ong ue uan un ai"},
    {"w", "a o u ai ei an en ang eng"},
    {"", "a o e ai ei ao ou an en ang eng er"},
};

/// Lengths of the syllables that begin `text`, as bits.
unsigned syllable_lengths(std::string_view text) {
    unsigned lengths = 0;
    for (const auto& [initial, finals] : kSyllables) {
        if (!text.starts_with(initial)) continue;
        const std::string_view rest = text.substr(initial.size());
        for (std::size_t at = 0; at < finals.size();) {
            const std::size_t end = std::min(finals.find(' ', at), finals.size());
            if (rest.starts_with(finals.substr(at, end - at)))
                lengths |= 1U << (initial.size() + end - at);
            at = end + 1;
        }
    }
    return lengths;
}

}  // namespace

std::size_t han_family_length(std::u32string_view name) {
    if (name.size() >= 3) {
        for (const std::u32string_view family : kDouble) {
            if (name.starts_with(family)) return 2;
        }
    }
    return !name.empty() && kSingle.find(name.front()) != std::u32string_view::npos ? 1 : 0;
}

bool is_pinyin_family(std::string_view latin) {
    return std::find(std::begin(kPinyin), std::end(kPinyin), latin) != std::end(kPinyin);
}

std::size_t pinyin_syllables(std::string_view latin) {
    constexpr std::size_t kLongest = 40, kLongestSyllable = 6;
    if (latin.empty() || latin.size() > kLongest) return 0;
    // fewest[i]: fewest syllables that make up the first i letters; 0 = impossible (except at the
    // start).
    std::array<std::size_t, kLongest + 1> fewest{};
    for (std::size_t at = 0; at < latin.size(); ++at) {
        if (at > 0 && fewest[at] == 0) continue;
        const unsigned lengths = syllable_lengths(latin.substr(at));
        for (std::size_t length = 1; length <= kLongestSyllable; ++length) {
            if ((lengths >> length & 1U) == 0) continue;
            std::size_t& end = fewest[at + length];
            if (end == 0 || end > fewest[at] + 1) end = fewest[at] + 1;
        }
    }
    return fewest[latin.size()];
}

}  // namespace dalil::names
