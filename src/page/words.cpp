#include "page/words.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "dalil/plot/numerals.hpp"

namespace dalil::page {

using plot::format_count;
using plot::format_estimate;
using plot::format_percent;

namespace {

std::string number(double value, const plot::Span& span, bool estimate) {
    return estimate ? format_estimate(value, span) : format_count(value);
}

}  // namespace

std::string count_of(double count, std::string_view one, std::string_view many) {
    const std::string number = format_count(count);
    return fmt::format("{} {}", number, number == "1" ? one : many);
}

std::string sentence_count_of(double count, std::string_view one, std::string_view many) {
    constexpr std::array<const char*, 13> kNumbers = {"No",   "One",    "Two",   "Three", "Four",
                                                      "Five", "Six",    "Seven", "Eight", "Nine",
                                                      "Ten",  "Eleven", "Twelve"};
    const double rounded = std::round(count);
    if (!(rounded >= 0 && rounded <= 12)) return count_of(count, one, many);
    return fmt::format("{} {}", kNumbers[static_cast<std::size_t>(rounded)],
                       rounded == 1 ? one : many);
}

bool is_exact(const plot::Span& span) {
    return std::isfinite(span.high) && format_count(span.low) == format_count(span.high);
}

std::string between(const plot::Span& span, double level, bool estimate) {
    if (is_exact(span)) return {};
    const std::string percent = format_percent(level);
    if (!std::isfinite(span.high)) {
        return fmt::format("at least {} ({})", number(span.low, span, estimate), percent);
    }
    return fmt::format("between {} and {} ({})", number(span.low, span, estimate),
                       number(span.high, span, estimate), percent);
}

std::string from_to(const plot::Span& span, bool estimate) {
    if (is_exact(span)) return "–";
    if (!std::isfinite(span.high)) return number(span.low, span, estimate) + " or more";
    return number(span.low, span, estimate) + " to " + number(span.high, span, estimate);
}

const plot::Span& estimate_base(const ReportView& view) {
    return view.estimate_scope.empty() ? view.people : view.scope_people;
}

std::string listing(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

std::string short_listing(const std::vector<std::string>& items, std::size_t most) {
    if (items.size() <= most + 1) return listing(items);
    std::vector<std::string> some(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(most));
    some.push_back(fmt::format("{} more", format_count(static_cast<double>(items.size() - most))));
    return listing(some);
}

std::string sentence(std::string_view text) {
    if (text.empty()) return {};
    std::string whole(text);
    if (whole[0] >= 'a' && whole[0] <= 'z') whole[0] = static_cast<char>(whole[0] - 'a' + 'A');
    const char last = whole.back();
    if (last != '.' && last != '!' && last != '?') whole += '.';
    return whole;
}

}  // namespace dalil::page
