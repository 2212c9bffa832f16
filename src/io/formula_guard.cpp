#include "io/formula_guard.hpp"

#include <charconv>

namespace dalil::io {

namespace {

/// = + - @ TAB CR (OWASP ASVS 5.0, 1.2.10), and the full-width forms that East Asian spreadsheets
/// accept.
bool starts_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) return true;
    const std::string_view wide = text.substr(0, 3);
    return wide == "\uFF1D" || wide == "\uFF0B" || wide == "\uFF0D" || wide == "\uFF20";
}

bool is_plain_number(std::string_view text) {
    if (text.front() == '+') text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() &&
           text.find_first_not_of("0123456789.-") == std::string_view::npos;
}

std::string_view behind_apostrophes(std::string_view text) {
    const std::size_t first = text.find_first_not_of('\'');
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

}  // namespace

bool needs_guard(std::string_view text) {
    if (text.empty()) return false;
    if (text.front() == '\'') return starts_formula(behind_apostrophes(text));
    return starts_formula(text) && !is_plain_number(text);
}

bool has_guard(std::string_view text) {
    return !text.empty() && text.front() == '\'' && starts_formula(behind_apostrophes(text));
}

}  // namespace dalil::io
