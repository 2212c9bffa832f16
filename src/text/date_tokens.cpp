#include "text/date_tokens.hpp"

#include <algorithm>

#include "dalil/text/unicode.hpp"

namespace dalil {
namespace {

using Kind = DateToken::Kind;

bool is_space(char32_t c) {
    return c == ' ' || c == 0xA0 || c == '\t' || c == 0x3000 || c == '\n';
}

bool is_word_char(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return script_of(c) != Script::None || (c >= 0x300 && c <= 0x36F) || c == 0x640 || c == 0x200C;
}

DateUnit unit_of(char32_t c) {
    switch (c) {
        case U'年':
            return DateUnit::Year;
        case U'月':
            return DateUnit::Month;
        case U'日':
        case U'号':
        case U'號':
            return DateUnit::Day;
        default:
            return DateUnit::None;
    }
}

class Cutter {
  public:
    explicit Cutter(std::string_view text) : text_(to_utf32(fold(text))) {}

    std::vector<DateToken> run() {
        while (at_ < text_.size()) step();
        drop_times();
        return std::move(tokens_);
    }

  private:
    char32_t peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : 0;
    }

    DateToken& push(Kind kind) {
        tokens_.push_back({});
        tokens_.back().kind = kind;
        tokens_.back().after_space = space_;
        space_ = false;
        return tokens_.back();
    }

    void step() {
        const char32_t c = peek();
        if (is_space(c)) {
            space_ = true;
            ++at_;
        } else if (digit_value(c) >= 0) {
            number();
        } else if (han_numeral(c) >= 0) {
            han_number();
        } else if (is_unknown_run()) {
            unknown();
        } else if (script_of(c) == Script::Han) {
            han_word();
        } else if (is_word_char(c)) {
            word();
        } else {
            push(Kind::Mark).mark = c == U'–' || c == U'—' || c == U'−' ? U'-' : c;
            ++at_;
        }
    }

    void number() {
        DateToken& token = push(Kind::Number);
        std::int64_t value = 0;
        int digits = 0;
        while (digit_value(peek()) >= 0) {
            if (digits < 18) value = value * 10 + digit_value(peek());
            ++digits;
            ++at_;
        }
        token.number = value;
        token.digits = static_cast<std::uint8_t>(std::min(digits, 255));
        take_unit(token);
    }

    void take_unit(DateToken& token) {
        std::size_t ahead = 0;
        while (is_space(peek(ahead))) ++ahead;
        const DateUnit unit = unit_of(peek(ahead));
        const bool decade = unit == DateUnit::Year && peek(ahead + 1) == U'代';
        if (unit == DateUnit::None || decade) return;
        token.unit = unit;
        at_ += ahead + 1;
    }

    /// 一九七五, 十二, 二十三: digits side by side, or tens with 十.
    void han_number() {
        std::int64_t value = 0;
        int digits = 0;
        while (han_numeral(peek()) >= 0) {
            const int v = han_numeral(peek());
            if (v >= 10) {
                value = v == 20 ? 20 : (value == 0 ? 10 : value * 10);
                if (han_numeral(peek(1)) >= 0 && han_numeral(peek(1)) < 10) {
                    value += han_numeral(peek(1));
                    ++at_;
                }
                digits = 2;
            } else {
                if (digits < 18) value = value * 10 + v;
                ++digits;
            }
            ++at_;
        }
        DateToken& token = push(Kind::Number);
        token.number = value;
        token.digits = static_cast<std::uint8_t>(std::min(digits, 255));
        take_unit(token);
    }

    bool is_unknown_char(char32_t c) const { return c == 'x' || c == '?' || c == '_' || c == '*'; }

    /// Two or more of one such character, not part of a word.
    bool is_unknown_run() const {
        const char32_t c = peek();
        if (!is_unknown_char(c) || peek(1) != c) return false;
        std::size_t end = 2;
        while (peek(end) == c) ++end;
        return c != 'x' || !is_word_char(peek(end));
    }

    void unknown() {
        const char32_t c = peek();
        DateToken& token = push(Kind::Unknown);
        while (peek() == c) {
            ++token.digits;
            ++at_;
        }
        take_unit(token);
    }

    void han_word() {
        std::size_t end = at_;
        while (end < text_.size() && script_of(text_[end]) == Script::Han &&
               han_numeral(text_[end]) < 0)
            ++end;
        while (at_ < end) {  // longest known word first
            std::size_t length = std::min<std::size_t>(end - at_, 4);
            std::optional<DateWord> found;
            for (; length > 0 && !found; --length) found = lookup(at_, at_ + length);
            if (found) ++length;
            DateToken& token = push(found ? Kind::Word : Kind::Strange);
            if (found) token.word = *found;
            at_ += std::max<std::size_t>(length, 1);
        }
    }

    std::optional<DateWord> lookup(std::size_t begin, std::size_t end) const {
        return find_date_word(
            strip_marks(to_utf8(std::u32string_view(text_).substr(begin, end - begin))));
    }

    std::size_t word_end(std::size_t from) const {
        std::size_t end = from;
        while (end < text_.size() &&
               (is_word_char(text_[end]) ||
                (text_[end] == '.' && end + 1 < text_.size() && is_word_char(text_[end + 1]))))
            ++end;
        return end;
    }

    /// One word, or two that are known together ("كانون الثاني").
    void word() {
        const std::size_t end = word_end(at_);
        std::size_t second = end;
        while (second < text_.size() && is_space(text_[second])) ++second;
        const std::size_t second_end = word_end(second);
        std::optional<DateWord> found;
        std::size_t next = end;
        if (second_end > second && second > end) {
            const std::string pair =
                to_utf8(std::u32string_view(text_).substr(at_, end - at_)) + " " +
                to_utf8(std::u32string_view(text_).substr(second, second_end - second));
            found = find_date_word_exactly(pair);
            if (found) next = second_end;
        }
        if (!found) found = lookup(at_, end);
        DateToken& token = push(found ? Kind::Word : Kind::Strange);
        if (found) token.word = *found;
        at_ = next;
        if (peek() == '.' && digit_value(peek(1)) < 0) ++at_;  // "Jan.", "ок."
    }

    static std::optional<DateWord> find_date_word_exactly(const std::string& pair) {
        const auto found = find_date_word(strip_marks(pair));
        const bool month = found && (found->kind == DateWordKind::Month ||
                                     found->kind == DateWordKind::HijriMonth);
        // A stem would match the first word alone, so only Arabic pairs count here.
        if (!month || dominant_script(pair) != Script::Arabic) return std::nullopt;
        return found;
    }

    /// 12:30, 12:30:00, T00:00:00.000Z, am and pm.
    void drop_times() {
        for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
            if (!is_clock(i)) continue;
            std::size_t end = i + 3;
            while (end + 1 < tokens_.size() && tokens_[end].kind == Kind::Mark &&
                   (tokens_[end].mark == ':' || tokens_[end].mark == '.') &&
                   tokens_[end + 1].kind == Kind::Number)
                end += 2;
            std::size_t begin = i;
            if (begin > 0 && tokens_[begin - 1].kind == Kind::Strange) --begin;  // the T
            // What follows a time is its zone or half of the day.
            tokens_.erase(
                tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                begin == 0 ? tokens_.begin() + static_cast<std::ptrdiff_t>(end) : tokens_.end());
            return;
        }
    }

    bool is_clock(std::size_t i) const {
        return tokens_[i].kind == Kind::Number && tokens_[i].digits <= 2 &&
               tokens_[i + 1].kind == Kind::Mark && tokens_[i + 1].mark == ':' &&
               tokens_[i + 2].kind == Kind::Number;
    }

    std::u32string text_;
    std::size_t at_ = 0;
    bool space_ = false;
    std::vector<DateToken> tokens_;
};

}  // namespace

int digit_value(char32_t c) {
    constexpr char32_t kZeros[] = {U'0', 0x660, 0x6F0, 0xFF10, 0x966, 0xE50};
    for (const char32_t zero : kZeros)
        if (c >= zero && c <= zero + 9) return static_cast<int>(c - zero);
    return -1;
}

int han_numeral(char32_t c) {
    constexpr std::u32string_view kDigits = U"〇一二三四五六七八九十";
    const std::size_t at = kDigits.find(c);
    if (at != std::u32string_view::npos) return static_cast<int>(at);
    if (c == U'零' || c == U'○') return 0;
    return c == U'廿' ? 20 : -1;
}

std::vector<DateToken> date_tokens(std::string_view text) {
    return Cutter(text).run();
}

}  // namespace dalil
