#include "dalil/plot/numerals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dalil::plot {

namespace {

constexpr double kLargest = 1e15;  // above it a double no longer holds every whole number

std::string with_commas(std::string digits) {
    const std::size_t sign = !digits.empty() && digits[0] == '-' ? 1 : 0;
    for (std::size_t at = digits.size(); at > sign + 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string with_figures(double value, int figures) {
    if (!std::isfinite(value) || std::abs(value) >= kLargest) return format_count(value);
    const double magnitude = std::floor(std::log10(std::max(std::abs(value), 1.0)));
    const double unit = std::max(1.0, std::pow(10.0, magnitude - figures + 1));
    return format_count(std::round(value / unit) * unit);
}

}  // namespace

std::string format_count(double value) {
    if (!std::isfinite(value) || std::abs(value) >= kLargest) return "unlimited";
    const double rounded = std::round(value);
    return with_commas(fmt::format("{:.0f}", rounded == 0 ? 0.0 : rounded));
}

std::string format_estimate(double value, const Span& span) {
    if (!std::isfinite(value)) return format_count(value);
    const double width =
        std::isfinite(span.high) ? span.high - span.low : 2 * (span.median - span.low);
    if (!(width >= 20)) return format_count(value);
    // The last figure shown is worth less than a twentieth of the interval.
    const double unit = std::pow(10.0, std::floor(std::log10(width / 20)));
    return format_count(std::round(value / unit) * unit);
}

std::string format_about(double value) {
    return std::abs(value) < 20 ? format_count(value) : with_figures(value, 2);
}

std::string format_percent(double share) {
    constexpr const char* kSign = "\u202F%";
    if (!std::isfinite(share)) return "unknown";
    const double percent = share * 100;
    if (percent > 0 && percent < 0.01) return std::string("<\u202F0.01") + kSign;
    if (percent > 0 && percent < 9.95) return fmt::format("{:.2g}{}", percent, kSign);
    if (percent < 100 && percent >= 99.5)
        return percent < 99.9 ? fmt::format("{:.1f}{}", percent, kSign)
                              : std::string(">\u202F99.9") + kSign;
    return fmt::format("{:.0f}{}", percent == 0 ? 0.0 : percent, kSign);
}

std::string format_decimal(double value, int decimals) {
    if (!std::isfinite(value)) return "unknown";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return zero && text[0] == '-' ? text.substr(1) : text;
}

}  // namespace dalil::plot
