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

constexpr std::string_view kInitials[] = {"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                          "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                          "x",  "r",  "z",  "c", "s", "y", "w", ""};
constexpr std::string_view kFinals[] = {
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai",
    "ei",   "ao",   "ou",   "an",  "en",  "in",  "un",  "ia",  "ie",  "iu",  "ua",  "ui",
    "uo",   "ue",   "ve",   "er",  "a",   "o",   "e",   "i",   "u",   "v"};

bool starts(std::string_view text, std::string_view with) {
    return text.starts_with(with);
}

/// Whether initial and final make a syllable: the few rules that matter for telling pinyin from
/// other Latin.
bool is_syllable(std::string_view initial, std::string_view final) {
    const char i = initial.empty() ? 0 : initial.back();
    const bool palatal = initial == "j" || initial == "q" || initial == "x";
    const char first = final.front();
    if (palatal) return first == 'i' || first == 'u' || first == 'v';
    if (initial.empty()) return first == 'a' || first == 'o' || first == 'e';
    if (initial == "w") return first == 'a' || first == 'e' || final == "o" || final == "u";
    if (initial == "y") return first != 'e' || final == "e";
    if (final == "er" || final == "iong") return false;
    if (initial == "g" || initial == "k" || initial == "h" || i == 'h' || initial == "z" ||
        initial == "c" || initial == "s" || initial == "r") {
        const bool velar = initial == "g" || initial == "k" || initial == "h";
        if (first == 'i') return final == "i" && !velar;
        return first != 'v' && final != "ue" && final != "o";
    }
    return true;
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
    constexpr std::size_t kLongest = 40;
    if (latin.empty() || latin.size() > kLongest) return 0;
    // fewest[i]: fewest syllables that make up the first i letters; 0 = impossible (except at the
    // start).
    std::array<std::size_t, kLongest + 1> fewest{};
    for (std::size_t at = 0; at < latin.size(); ++at) {
        if (at > 0 && fewest[at] == 0) continue;
        const std::string_view rest = latin.substr(at);
        for (const std::string_view initial : kInitials) {
            if (!starts(rest, initial)) continue;
            for (const std::string_view final : kFinals) {
                if (!starts(rest.substr(initial.size()), final) || !is_syllable(initial, final))
                    continue;
                std::size_t& end = fewest[at + initial.size() + final.size()];
                if (end == 0 || end > fewest[at] + 1) end = fewest[at] + 1;
            }
        }
    }
    return fewest[latin.size()];
}

}  // namespace dalil::names
