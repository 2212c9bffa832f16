#include "io/number_text.hpp"

#include <charconv>
#include <cmath>
#include <optional>

namespace dalil::io {

namespace {

constexpr int kSpreadsheetDigits = 15;
constexpr int kMaxShownZeros = 40;  ///< larger or smaller numbers keep their exponent

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// 0.`digits` times 10^`point`; digits without zeros at either end.
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 0;
};

std::optional<int> read_exponent(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() != 'e' && text.front() != 'E') return {};
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return {};
    if (exponent > 9999 || exponent < -9999) return {};
    return exponent;
}

std::optional<Decimal> read_decimal(std::string_view text) {
    Decimal decimal;
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) decimal.negative = text[i++] == '-';
    const std::size_t whole = i;
    while (i < text.size() && is_digit(text[i])) decimal.digits.push_back(text[i++]);
    decimal.point = static_cast<int>(i - whole);
    if (i < text.size() && text[i] == '.') {
        ++i;
        while (i < text.size() && is_digit(text[i])) decimal.digits.push_back(text[i++]);
    }
    if (decimal.digits.empty() || decimal.digits.size() > 1000) return {};
    const auto exponent = read_exponent(text.substr(i));
    if (!exponent) return {};
    decimal.point += *exponent;
    const std::size_t zeros = decimal.digits.find_first_not_of('0');
    if (zeros == std::string::npos) return Decimal{false, {}, 0};
    decimal.digits.erase(0, zeros);
    decimal.point -= static_cast<int>(zeros);
    decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
    return decimal;
}

std::string write_decimal(const Decimal& decimal) {
    if (decimal.digits.empty()) return "0";
    std::string text = decimal.negative ? "-" : "";
    const int size = static_cast<int>(decimal.digits.size());
    if (decimal.point <= 0) {
        text += "0." + std::string(static_cast<std::size_t>(-decimal.point), '0') + decimal.digits;
    } else if (decimal.point >= size) {
        text += decimal.digits + std::string(static_cast<std::size_t>(decimal.point - size), '0');
    } else {
        text += decimal.digits;
        text.insert(text.size() - static_cast<std::size_t>(size - decimal.point), ".");
    }
    return text;
}

/// The same number with as many digits as spreadsheets have.
std::optional<Decimal> rounded(std::string_view stored) {
    double value = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
    if (error != std::errc() || end != stored.data() + stored.size() || !std::isfinite(value))
        return {};
    char shown[40];
    const auto written = std::to_chars(shown, shown + sizeof shown, value,
                                       std::chars_format::scientific, kSpreadsheetDigits - 1);
    return read_decimal({shown, static_cast<std::size_t>(written.ptr - shown)});
}

}  // namespace

std::string number_text(std::string_view stored) {
    auto decimal = read_decimal(stored);
    if (!decimal || std::abs(decimal->point) > kMaxShownZeros) return std::string(stored);
    const bool whole = decimal->point >= static_cast<int>(decimal->digits.size());
    if (!whole && decimal->digits.size() > kSpreadsheetDigits) {
        if (const auto shorter = rounded(stored)) decimal = shorter;
    }
    return write_decimal(*decimal);
}

}  // namespace dalil::io
