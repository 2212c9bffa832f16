// The order of day and month in a column: one value with a part above 12 tells, and a column is
// rarely mixed, so the values vote.
#include <algorithm>
#include <array>

#include "dalil/text/date.hpp"
#include "text/date_tokens.hpp"

namespace dalil {
namespace {

struct Votes {
    std::uint64_t day_first = 0, month_first = 0, year_first = 0;
};

bool plausible_year(int year) {
    return year >= 1700 && year <= 2100;
}

/// Eight digits without separators.
void vote_compact(int value, Votes& votes) {
    const int front = value / 10000, back = value % 10000;
    const bool ymd = plausible_year(front) && back / 100 <= 12 && back % 100 <= 31;
    const int a = front / 100, b = front % 100;
    const bool ends = plausible_year(back);
    const bool dmy = ends && a <= 31 && b <= 12, mdy = ends && a <= 12 && b <= 31;
    if (ymd && !dmy && !mdy) ++votes.year_first;
    if (!ymd && dmy && !mdy) ++votes.day_first;
    if (!ymd && mdy && !dmy) ++votes.month_first;
}

/// Up to three numbers of a plain date; more or fewer tell nothing.
bool plain_numbers(std::string_view text, std::array<int, 3>& values, std::array<int, 3>& digits,
                   std::size_t& count) {
    count = 0;
    std::size_t i = 0;
    while (i < text.size() && count < 3) {
        if (text[i] == '-' || text[i] == '.' || text[i] == '/' || text[i] == ' ') {
            ++i;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') break;
        values[count] = digits[count] = 0;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++digits[count])
            if (digits[count] < 9) values[count] = values[count] * 10 + (text[i] - '0');
        ++count;
    }
    return i == text.size() || text[i] == 'T' || (count == 3 && i > 0 && text[i - 1] == ' ');
}

bool token_numbers(std::string_view text, std::array<int, 3>& values, std::array<int, 3>& digits,
                   std::size_t& count) {
    count = 0;
    for (const DateToken& token : date_tokens(text)) {
        if (token.kind == DateToken::Kind::Word || token.unit != DateUnit::None) return false;
        if (token.kind != DateToken::Kind::Number) continue;
        if (count == 3) return false;
        values[count] = static_cast<int>(std::min<std::int64_t>(token.number, 999999999));
        digits[count++] = token.digits;
    }
    return true;
}

void vote(std::string_view text, Votes& votes) {
    std::array<int, 3> v{}, d{};
    std::size_t count = 0;
    const bool plain = plain_numbers(text, v, d, count);
    if (!plain && !token_numbers(text, v, d, count)) return;
    if (count == 1 && d[0] == 8) return vote_compact(v[0], votes);
    if (count != 3) return;
    if (d[0] == 4) {
        if (v[1] <= 12) ++votes.year_first;
        return;
    }
    if (d[2] == 4 || d[2] == 2) {
        if (v[0] > 12 && v[0] <= 31 && v[1] <= 12) ++votes.day_first;
        if (v[1] > 12 && v[1] <= 31 && v[0] <= 12) ++votes.month_first;
    }
    if (d[2] <= 2 && v[0] > 31 && v[1] <= 12 && v[2] <= 31) ++votes.year_first;
}

}  // namespace

namespace {

/// The four-digit year at either end of a plain date, or 0.
int year_at_an_end(std::string_view text) {
    const auto year = [&text](std::size_t at) {
        int value = 0;
        for (std::size_t i = at; i < at + 4; ++i) {
            if (text[i] < '0' || text[i] > '9') return 0;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    if (text.size() < 4 || text.size() > 25) return 0;
    const int front = year(0);
    return front >= 1000 ? front : year(text.size() - 4);
}

}  // namespace

void infer_calendar(const std::vector<std::string_view>& values, DateHints& hints) {
    std::size_t years = 0, islamic = 0, between = 0, buddhist = 0;
    for (const std::string_view value : values) {
        const int year = year_at_an_end(value);
        years += year >= 1000;
        islamic += year >= 1290 && year <= 1450;
        between += year > 1450 && year < 1850;
        buddhist += year >= 2400 && year <= 2600;
    }
    hints.gregorian = 5 * buddhist < years;
    // A list of the living holds no births of 1300 to 1450 unless they are of another calendar; a
    // list of the dead of all centuries holds some of the centuries between, too.
    hints.islamic = between == 0 && 10 * islamic >= years && islamic > 0;
}

DateOrder infer_date_order(const std::vector<std::string_view>& values) {
    Votes votes;
    for (const std::string_view value : values) vote(value, votes);
    const std::uint64_t most = std::max({votes.day_first, votes.month_first});
    const std::uint64_t least = std::min(votes.day_first, votes.month_first);
    // Dates with the year in front are read without help; the others need the order.
    if (most > 0 && most >= 4 * least && 20 * most >= votes.year_first)
        return votes.day_first > votes.month_first ? DateOrder::DayMonthYear
                                                   : DateOrder::MonthDayYear;
    return votes.year_first > 0 && 4 * most <= votes.year_first ? DateOrder::YearMonthDay
                                                                : DateOrder::Unknown;
}

}  // namespace dalil
