// Folding: the forms in which text is compared. Plain ASCII never reaches ICU.
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <array>

#include "dalil/base/result.hpp"
#include "dalil/text/unicode.hpp"
#include "text/utf8_iteration.hpp"

namespace dalil {
namespace {

using text::append_code_point;
using text::is_ascii;
using text::next_code_point;

// Normalizer2 instances are immutable singletons of ICU: any thread may use them.
const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* instance = get(status);
    ENSURE(U_SUCCESS(status) && instance != nullptr, "ICU normalisation data is missing");
    return *instance;
}

const icu::Normalizer2& nfkc_casefold() {
    static const icu::Normalizer2& instance =
        normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
    return instance;
}

std::string normalised(const icu::Normalizer2& form, std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size() + 8);
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    form.normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())),
                       sink, nullptr, status);
    ENSURE(U_SUCCESS(status), "ICU could not normalise a string");
    return out;
}

bool is_apostrophe(char32_t c) {
    switch (c) {
        case '`':
        case 0xB4:
        case 0x2B9:
        case 0x2BB:
        case 0x2BC:
        case 0x2BD:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032:
        case 0xFF07:
            return true;
        default:
            return false;
    }
}

bool is_dash(char32_t c) {
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}

/// Spaces collapsed and trimmed as characters arrive.
class SpacedText {
  public:
    explicit SpacedText(std::size_t size) { out_.reserve(size); }
    void space() { pending_ = !out_.empty(); }
    void put(char32_t c) {
        if (pending_) out_.push_back(' ');
        pending_ = false;
        append_code_point(out_, c);
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
    bool pending_ = false;
};

// 0 = dropped, ' ' = space, else the folded character.
constexpr std::array<char, 128> ascii_fold_table() {
    std::array<char, 128> table{};
    for (std::size_t c = 0; c < 128; ++c) {
        const char plain = static_cast<char>(c);
        if (c >= 'A' && c <= 'Z') {
            table[c] = static_cast<char>(plain + 32);
        } else if (c == ' ' || (c >= 9 && c <= 13)) {
            table[c] = ' ';
        } else if (c == '`') {
            table[c] = '\'';
        } else if (c < 32 || c == 127) {
            table[c] = 0;
        } else {
            table[c] = plain;
        }
    }
    return table;
}
constexpr std::array<char, 128> kAsciiFold = ascii_fold_table();

std::string fold_ascii(std::string_view ascii) {
    std::string out;
    out.reserve(ascii.size());
    bool pending = false;
    for (const char byte : ascii) {
        const char c = kAsciiFold[static_cast<unsigned char>(byte)];
        if (c == ' ') {
            pending = !out.empty();
        } else if (c != 0) {
            if (pending) out.push_back(' ');
            pending = false;
            out.push_back(c);
        }
    }
    return out;
}

/// Apostrophes must be unified before NFKC, which breaks U+00B4 into a space and an accent.
std::string unify_apostrophes(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        append_code_point(out, is_apostrophe(c) ? U'\'' : c);
    }
    return out;
}

std::string fold_any(std::string_view utf8) {
    constexpr char32_t kTatweel = 0x640, kDotAbove = 0x307;
    const std::string folded = normalised(nfkc_casefold(), unify_apostrophes(utf8));
    SpacedText out(folded.size());
    char32_t before = 0;
    bool dropped = false;
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = next_code_point(folded, at);
        const auto icu_c = static_cast<UChar32>(c);
        if (u_isUWhiteSpace(icu_c)) {
            out.space();
        } else if (is_dash(c)) {
            out.put('-');
        } else if (is_apostrophe(c)) {
            out.put('\'');
        } else if (u_iscntrl(icu_c) || c == kTatweel || (c == kDotAbove && before == 'i')) {
            dropped = true;  // the dot belongs to the lower case of the Turkish capital İ
        } else {
            out.put(c);
        }
        before = c;
    }
    // What stood apart may now be neighbours that compose.
    return dropped ? fold_any(out.take()) : out.take();
}

bool is_arabic_vowel_sign(char32_t c) {
    return (c >= 0x64B && c <= 0x652) || c == 0x670;
}

bool is_removable_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x487) || (c >= 0x591 && c <= 0x5BD) ||
           (c >= 0x5BF && c <= 0x5C7) || (c >= 0x610 && c <= 0x61A) || is_arabic_vowel_sign(c) ||
           (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20F0) || (c >= 0xFE20 && c <= 0xFE2F);
}

/// Letters that Unicode does not take apart but readers do; empty = leave it.
std::string_view base_of_stroked(char32_t c) {
    switch (c) {
        case 0x131:
            return "i";
        case 0x142:
            return "l";
        case 0x141:
            return "L";
        case 0xF8:
            return "o";
        case 0xD8:
            return "O";
        case 0x111:
            return "d";
        case 0x110:
            return "D";
        case 0xF0:
            return "d";
        case 0xD0:
            return "D";
        case 0x127:
            return "h";
        case 0x126:
            return "H";
        case 0x167:
            return "t";
        case 0x166:
            return "T";
        case 0xE6:
            return "ae";
        case 0xC6:
            return "AE";
        case 0x153:
            return "oe";
        case 0x152:
            return "OE";
        case 0xDF:
            return "ss";
        case 0x1E9E:
            return "SS";
        case 0xFE:
            return "th";
        case 0xDE:
            return "TH";
        case 0x14B:
            return "n";
        case 0x14A:
            return "N";
        case 0x259:
            return "e";
        case 0x18F:
            return "E";
        case 0x268:
            return "i";
        case 0x275:
            return "o";
        case 0x1B6:
            return "z";
        case 0x180:
            return "b";
        case 0x1E5:
            return "g";
        case 0x138:
            return "k";
        default:
            return {};
    }
}

/// A letter on which the mark makes another letter, not an accented one: Cyrillic short i, Arabic
/// hamza seats.
bool keeps_its_mark(char32_t base, char32_t mark) {
    return (mark == 0x306 && (base == 0x438 || base == 0x418)) ||
           (mark == 0x308 && (base == 0x456 || base == 0x406));
}

}  // namespace

std::string fold(std::string_view utf8) {
    return is_ascii(utf8) ? fold_ascii(utf8) : fold_any(utf8);
}

std::string fold_words(std::string_view utf8) {
    const std::string folded = fold(utf8);
    SpacedText out(folded.size());
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = next_code_point(folded, at);
        const auto icu_c = static_cast<UChar32>(c);
        const bool mark = c >= 0x300 && (U_GET_GC_MASK(icu_c) & U_GC_M_MASK) != 0;
        if (u_isalnum(icu_c) || (mark && !is_arabic_vowel_sign(c))) {
            out.put(c);
        } else if (c != '\'' && !mark) {
            out.space();
        }
    }
    return out.take();
}

std::string strip_marks(std::string_view utf8) {
    if (is_ascii(utf8)) return std::string(utf8);
    static const icu::Normalizer2& nfd = normalizer(&icu::Normalizer2::getNFDInstance);
    static const icu::Normalizer2& nfc = normalizer(&icu::Normalizer2::getNFCInstance);
    const std::string apart = normalised(nfd, utf8);
    std::string out;
    out.reserve(apart.size());
    char32_t base = 0;
    for (std::size_t at = 0; at < apart.size();) {
        const char32_t c = next_code_point(apart, at);
        if (is_removable_mark(c)) {
            if (keeps_its_mark(base, c)) append_code_point(out, c);
            continue;
        }
        base = c;
        const std::string_view plain = base_of_stroked(c);
        if (plain.empty()) {
            append_code_point(out, c);
        } else {
            out.append(plain);
        }
    }
    return normalised(nfc, out);
}

}  // namespace dalil
