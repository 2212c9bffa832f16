#include "dalil/text/number.hpp"

#include <algorithm>
#include <string>

#include "dalil/text/unicode.hpp"
#include "text/date_tokens.hpp"

namespace dalil {
namespace {

using Kind = DateToken::Kind;

constexpr std::int64_t kOldest = 125;

/// Units of age that are less than a year, by stem.
bool is_short_unit(std::string_view folded) {
    constexpr std::string_view kStems[] = {
        "month",  "mth",   "mos",   "week",    "day",   "hour", "newborn", "infant", "мес",
        "недел",  "дн",    "день",  "новор",   "ай",    "апта", "күн",     "个月",   "個月",
        "月",     "天",    "周",    "شهر",     "أشهر",  "اشهر", "يوم",     "أسبوع",  "ئايلىق",
        "كۈنلۈك", "aylik", "aylık", "hafta",   "gun",   "gün",  "mes",     "semana", "dia",
        "día",    "mois",  "jour",  "semaine", "monat", "tag"};
    return std::any_of(std::begin(kStems), std::end(kStems), [&](std::string_view stem) {
        const std::size_t at = folded.find(stem);
        if (at == std::string_view::npos) return false;
        // a unit follows a number or opens a word
        return at == 0 || folded[at - 1] == ' ' ||
               (folded[at - 1] >= '0' && folded[at - 1] <= '9') ||
               static_cast<unsigned char>(folded[at - 1]) >= 0x80;
    });
}

/// A whole number in tokens from `at`, with "," " " or "." between groups of three.
bool whole(const std::vector<DateToken>& tokens, std::size_t& at, std::int64_t& value,
           int& digits) {
    if (at >= tokens.size() || tokens[at].kind != Kind::Number || tokens[at].digits > 18)
        return false;
    value = tokens[at].number;
    digits = tokens[at++].digits;
    while (digits <= 15) {
        const bool mark = at + 1 < tokens.size() && tokens[at].kind == Kind::Mark &&
                          (tokens[at].mark == ',' || tokens[at].mark == '.' ||
                           tokens[at].mark == 0x66C || tokens[at].mark == '\'') &&
                          !tokens[at].after_space && !tokens[at + 1].after_space;
        const std::size_t next = mark ? at + 1 : at;
        const bool group = next < tokens.size() && tokens[next].kind == Kind::Number &&
                           tokens[next].digits == 3 && (mark || tokens[next].after_space);
        if (!group) break;
        value = value * 1000 + tokens[next].number;
        digits += 3;
        at = next + 1;
    }
    return true;
}

/// ".0" after a number that a spreadsheet wrote as a fraction.
void skip_zero_fraction(const std::vector<DateToken>& tokens, std::size_t& at) {
    if (at + 1 < tokens.size() && tokens[at].kind == Kind::Mark &&
        (tokens[at].mark == '.' || tokens[at].mark == ',') && tokens[at + 1].kind == Kind::Number &&
        tokens[at + 1].number == 0 && tokens[at + 1].digits <= 2)
        at += 2;
}

NumberRange about(std::int64_t value) {
    const std::int64_t slack = std::max<std::int64_t>(1, value / 20);
    return {value - slack, value + slack, true};
}

class Reader {
  public:
    Reader(std::vector<DateToken> tokens, bool years) : tokens_(std::move(tokens)), years_(years) {}

    std::optional<NumberRange> run() {
        words();
        std::int64_t first = 0;
        int digits = 0;
        if (!whole(tokens_, at_, first, digits)) return std::nullopt;
        skip_zero_fraction(tokens_, at_);
        words();
        if (decade_) {
            if (first % 10 != 0) return std::nullopt;
            return NumberRange{first, first + 9, false};
        }
        std::int64_t last = first;
        if (range_ || mark('-')) {
            ++at_;
            if (range_) --at_;
            words();
            if (!whole(tokens_, at_, last, digits) || last < first) return std::nullopt;
            words();
            if (decade_ && last % 10 == 0) last += 9;
        }
        while (at_ < tokens_.size() && is_harmless_mark()) ++at_;
        if (at_ != tokens_.size()) return std::nullopt;
        if (about_ && first == last) return about(first);
        return NumberRange{first, last, about_};
    }

  private:
    bool mark(char32_t c) const {
        return at_ < tokens_.size() && tokens_[at_].kind == Kind::Mark && tokens_[at_].mark == c;
    }

    bool is_harmless_mark() const {
        if (tokens_[at_].kind != Kind::Mark) return false;
        const char32_t c = tokens_[at_].mark;
        return c == '.' || c == ')' || c == '(' || c == '?' || c == '~' || c == '\'' || c == '+';
    }

    /// Takes words and marks of doubt; stops at a number or at what it does not know.
    void words() {
        for (; at_ < tokens_.size(); ++at_) {
            const DateToken& t = tokens_[at_];
            if (t.kind == Kind::Mark) {
                if (t.mark == '~' || t.mark == '?') about_ = true;
                if (!is_harmless_mark()) return;
            } else if (t.kind == Kind::Word) {
                const DateWordKind kind = t.word.kind;
                about_ = about_ || kind == DateWordKind::About || kind == DateWordKind::Maybe;
                decade_ = decade_ || kind == DateWordKind::Decade;
                range_ = range_ || kind == DateWordKind::Or;
                if (kind == DateWordKind::Month) return;
            } else if (t.kind == Kind::Strange) {
                if (!years_) return;
            } else {
                return;
            }
        }
    }

    std::vector<DateToken> tokens_;
    bool years_;
    std::size_t at_ = 0;
    bool about_ = false, decade_ = false, range_ = false;
};

/// 1 to 18 ASCII digits, with ".0" allowed behind: the usual cell.
std::optional<NumberRange> plain(std::string_view text) {
    if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.remove_suffix(2);
    if (text.empty() || text.size() > 18) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return NumberRange{value, value, false};
}

}  // namespace

std::optional<NumberRange> parse_whole(std::string_view text) {
    if (const auto value = plain(text)) return value;
    if (text.empty() || text.size() > 60) return std::nullopt;
    return Reader(date_tokens(text), false).run();
}

std::optional<NumberRange> parse_age(std::string_view text) {
    if (text.empty() || text.size() > 60) return std::nullopt;
    auto value = plain(text);
    if (!value) {
        const std::vector<DateToken> tokens = date_tokens(text);
        const auto strange = std::count_if(tokens.begin(), tokens.end(), [](const DateToken& t) {
            return t.kind == Kind::Strange;
        });
        if (is_short_unit(fold(text))) return NumberRange{0, 0, false};
        if (strange > 2) return std::nullopt;
        value = Reader(tokens, true).run();
    }
    if (!value || value->first < 0 || value->last > kOldest) return std::nullopt;
    return value;
}

}  // namespace dalil
