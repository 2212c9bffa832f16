#include "text/date_scan.hpp"

namespace dalil {
namespace {

using Kind = DateToken::Kind;

void note_word(const DateWord& word, DateScan& scan) {
    DateFlags& f = scan.flags;
    switch (word.kind) {
        case DateWordKind::HijriMonth:
            f.calendar = Calendar::Hijri;
            break;
        case DateWordKind::SolarMonth:
            f.calendar = Calendar::SolarHijri;
            break;
        case DateWordKind::About:
        case DateWordKind::Season:
            f.about = true;
            break;
        case DateWordKind::Maybe:
            f.maybe = true;
            break;
        case DateWordKind::Before:
            f.before = true;
            break;
        case DateWordKind::After:
            f.after = true;
            break;
        case DateWordKind::Decade:
            f.decade = true;
            break;
        case DateWordKind::Year:
            f.year_word = true;
            break;
        case DateWordKind::Or:
            f.joined = true;
            break;
        case DateWordKind::Hijri:
            f.calendar = Calendar::Hijri;
            break;
        case DateWordKind::Solar:
            f.calendar = Calendar::SolarHijri;
            break;
        case DateWordKind::Buddhist:
            f.calendar = Calendar::Buddhist;
            break;
        case DateWordKind::Minguo:
            f.calendar = Calendar::Minguo;
            break;
        case DateWordKind::LunarChinese:
            f.lunar = true;
            break;
        case DateWordKind::Month:
        case DateWordKind::Filler:
            break;
    }
    const bool month = word.kind == DateWordKind::Month || word.kind == DateWordKind::HijriMonth ||
                       word.kind == DateWordKind::SolarMonth;
    if (!month) return;
    DatePart part;
    part.value = word.value;
    part.digits = 2;
    part.month_name = true;
    scan.parts.push_back(part);
}

DateScan scan_tokens(const std::vector<DateToken>& tokens) {
    DateScan scan;
    char32_t mark = 0;
    for (const DateToken& token : tokens) {
        if (token.kind == Kind::Mark) {
            mark = token.mark;
            if (mark == '~') scan.flags.about = true;
            if (mark == '?') scan.flags.maybe = true;
            continue;
        }
        if (token.kind == Kind::Strange) ++scan.flags.strange;
        if (token.kind == Kind::Word) note_word(token.word, scan);
        if (token.kind != Kind::Number && token.kind != Kind::Unknown) continue;
        DatePart part;
        part.value = token.number;
        part.digits = token.digits;
        part.unknown = token.kind == Kind::Unknown;
        part.unit = token.unit;
        part.mark_before = mark;
        scan.parts.push_back(part);
        mark = 0;
    }
    return scan;
}

}  // namespace

DateScan scan_date(std::string_view text) {
    return scan_tokens(date_tokens(text));
}

bool scan_plain_date(std::string_view text, DateScan& scan) {
    char32_t mark = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '-' || c == '.' || c == '/' || c == ' ') {
            if (c != ' ') mark = static_cast<char32_t>(c);
            ++i;
            continue;
        }
        if (c < '0' || c > '9') return false;
        DatePart part;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++part.digits)
            if (part.digits < 18) part.value = part.value * 10 + (text[i] - '0');
        part.mark_before = mark;
        mark = 0;
        scan.parts.push_back(part);
    }
    return true;
}

std::string letters_read_as_digits(std::string_view text) {
    constexpr std::string_view kLetters = "oOlI|iZzsSGbBgq", kDigits = "001111225566899";
    static_assert(kLetters.size() == kDigits.size());
    std::string out(text);
    std::size_t digits = 0, letters = 0;
    for (char& c : out) {
        const std::size_t at = kLetters.find(c);
        digits += c >= '0' && c <= '9';
        letters += at != std::string_view::npos;
        if (at != std::string_view::npos) c = kDigits[at];
    }
    return letters > 0 && letters <= 3 && digits >= 4 ? out : std::string();
}

}  // namespace dalil
