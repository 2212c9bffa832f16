#include "text/encoding_letters.hpp"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <algorithm>
#include <cmath>
#include <vector>

#include "dalil/base/result.hpp"
#include "dalil/text/unicode.hpp"

namespace dalil::text {

namespace {

// Rounded counts per thousand letters of running text; the languages of one alphabet are pooled.
// Only their order of magnitude matters: every word adds evidence.
struct Letters {
    const char32_t* letters;
    double per_thousand;
};

constexpr Letters kCyrillic[] = {{U"о", 105},  {U"еа", 80},
                                 {U"ин", 68},  {U"тс", 55},
                                 {U"рвл", 45}, {U"кмдп", 31},
                                 {U"уяы", 21}, {U"ьгзб", 16},
                                 {U"чйх", 12}, {U"жшю", 7},
                                 {U"цщэф", 4}, {U"іёї", 3},
                                 {U"єўъґ", 1}, {U"№«»–—“”’…\u00A0", 2}};
constexpr Letters kArabic[] = {{U"ا", 130},
                               {U"ل", 105},
                               {U"يمون", 62},
                               {U"رتبهعد", 40},
                               {U"ةسفكق", 28},
                               {U"أحج", 19},
                               {U"شطصخ", 11},
                               {U"إىذضثزغ", 7},
                               {U"ءئظکگپچ", 4},
                               {U"ؤآژھے", 2},
                               {U"،؛؟«»\u00A0\u200C", 3}};
constexpr Letters kLatin[] = {
    {U"é", 160},         {U"áíó", 75},       {U"öüäñ", 60},
    {U"èàçı", 55},       {U"úşãğ", 38},      {U"êâßåøİ", 20},
    {U"ôëõîïùûšžæ", 10}, {U"œýÿðþìòăŁł", 2}, {U"’“”–—«»ºª°·…€§©®¿¡\u00A0", 4}};

constexpr double kUnseen = -11;     // log2 for a letter that the languages hardly use
constexpr double kNoMeaning = -14;  // a byte that means nothing, or a control character

struct Candidate {
    const char* encoding;
    const Letters* letters;
    std::size_t count;
    bool latin;
};

constexpr Candidate kCandidates[] = {
    {"windows-1252", kLatin, std::size(kLatin), true},
    {"windows-1254", kLatin, std::size(kLatin), true},
    {"windows-1251", kCyrillic, std::size(kCyrillic), false},
    {"KOI8-R", kCyrillic, std::size(kCyrillic), false},
    {"IBM866", kCyrillic, std::size(kCyrillic), false},
    {"windows-1256", kArabic, std::size(kArabic), false},
};

char32_t lower(char32_t c) {
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}
bool is_upper(char32_t c) {
    return u_isupper(static_cast<UChar32>(c)) != 0;
}
bool is_lower(char32_t c) {
    return u_islower(static_cast<UChar32>(c)) != 0;
}
bool is_ascii_letter(unsigned char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

double letter_bits(char32_t c, const Candidate& candidate) {
    if (c == 0 || u_iscntrl(static_cast<UChar32>(c)) != 0) return kNoMeaning;
    const char32_t small = lower(c);
    for (std::size_t i = 0; i < candidate.count; ++i) {
        for (const char32_t* letter = candidate.letters[i].letters; *letter != 0; ++letter) {
            if (*letter == c || *letter == small) {
                return std::log2(candidate.letters[i].per_thousand / 1000);
            }
        }
    }
    return kUnseen;
}

/// A candidate with what each of its bytes above 127 means and how likely that is, log2.
struct Model {
    const Candidate* candidate;
    UpperHalf upper;
    std::array<double, 128> bits;
};

const std::vector<Model>& models() {
    static const std::vector<Model> all = [] {
        std::vector<Model> made;
        for (const Candidate& candidate : kCandidates) {
            Model model{&candidate, upper_half(candidate.encoding), {}};
            for (std::size_t i = 0; i < model.bits.size(); ++i) {
                model.bits[i] = letter_bits(model.upper[i], candidate);
            }
            made.push_back(model);
        }
        return made;
    }();
    return all;
}

/// Log2 likelihood of the bytes above 127, with what neighbours say: Latin accents stand among
/// ASCII letters, other alphabets do not, and a capital seldom follows a small letter.
double score(std::string_view bytes, const Model& model) {
    const bool latin = model.candidate->latin;
    const UpperHalf& upper = model.upper;
    double total = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80) continue;
        const unsigned char before = i > 0 ? static_cast<unsigned char>(bytes[i - 1]) : ' ';
        const unsigned char after =
            i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : ' ';
        const char32_t c = upper[byte - 0x80];
        total += model.bits[byte - 0x80];
        const bool among_ascii = is_ascii_letter(before) || is_ascii_letter(after);
        if (latin ? !among_ascii : among_ascii) total -= 3;
        if (latin && before >= 0x80) total -= 3;
        if (is_upper(c) &&
            (before >= 0x80 ? is_lower(upper[before - 0x80]) : before >= 'a' && before <= 'z')) {
            total -= 4;
        }
    }
    return total;
}

/// Frequent characters of running text, surnames and the head rows of lists.
constexpr std::u32string_view kCommonHan =
    U"的一是不了人在有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过"
    U"发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前"
    U"开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最"
    U"重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门"
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁"
    U"任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴"
    U"姓名别男女出生期族县市村省电号码备注址住址身份证地区时间号序伟芳娜秀英敏静丽强磊军洋勇艳杰娟"
    U"涛"
    U"明超秀霞平刚桂兰文华玉红建国志维吾尔回汉蒙古藏阿不都买提古丽木艾克拉伊力";

/// Double-byte codes of the common characters, sorted.
std::vector<unsigned> common_han_codes() {
    UErrorCode error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open("GB18030", &error);
    ENSURE(U_SUCCESS(error) != 0, "ICU has GB18030");
    std::vector<unsigned> codes;
    for (const char32_t c : kCommonHan) {
        const auto unit = static_cast<UChar>(c);
        char out[8];
        const int32_t length = ucnv_fromUChars(converter, out, sizeof out, &unit, 1, &error);
        if (U_SUCCESS(error) != 0 && length == 2) {
            codes.push_back(static_cast<unsigned char>(out[0]) * 256U +
                            static_cast<unsigned char>(out[1]));
        }
    }
    ucnv_close(converter);
    std::sort(codes.begin(), codes.end());
    return codes;
}

/// Bits of one double-byte character: common ones, level 1 of GB 2312, level 2, the rest.
double pair_bits(unsigned code, const std::vector<unsigned>& common) {
    const unsigned lead = code >> 8, trail = code & 0xFF;
    if (std::binary_search(common.begin(), common.end(), code)) return -7.5;
    if (trail < 0xA1) return -16;
    if (lead >= 0xB0 && lead <= 0xD7) return -12;
    if (lead >= 0xD8 && lead <= 0xF7) return -14;
    if (lead >= 0xA1 && lead <= 0xA9) return -10;
    return -16;
}

double score_gb18030(std::string_view bytes) {
    static const std::vector<unsigned> common = common_han_codes();
    double total = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80) continue;
        const unsigned char trail =
            i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0;
        const bool four = trail >= '0' && trail <= '9' && i + 3 < bytes.size();
        const bool two = trail >= 0x40 && trail != 0x7F && trail != 0xFF;
        if (lead == 0x80 || lead == 0xFF || (!two && !four)) {
            total += kNoMeaning;
        } else if (four) {
            total -= 18;
            i += 3;
        } else {
            total += pair_bits(lead * 256U + trail, common);
            ++i;
        }
    }
    return total;
}

}  // namespace

UpperHalf upper_half(const std::string& encoding) {
    UErrorCode error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding.c_str(), &error);
    ENSURE(U_SUCCESS(error) != 0, "ICU has the usual 8-bit encodings");
    UpperHalf upper{};
    for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
        const char in = static_cast<char>(byte);
        UChar out[4];
        error = U_ZERO_ERROR;
        const int32_t length = ucnv_toUChars(converter, out, 4, &in, 1, &error);
        if (U_SUCCESS(error) != 0 && length == 1 && out[0] != 0xFFFD) upper[byte - 0x80] = out[0];
    }
    ucnv_close(converter);
    return upper;
}

std::string likeliest_encoding(std::string_view bytes) {
    std::string best = "GB18030";
    double best_score = score_gb18030(bytes);
    for (const Model& model : models()) {
        const double its_score = score(bytes, model);
        if (its_score > best_score) {
            best_score = its_score;
            best = model.candidate->encoding;
        }
    }
    return best;
}

}  // namespace dalil::text
