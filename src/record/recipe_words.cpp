#include "record/recipe_words.hpp"

#include <array>
#include <utility>

namespace dalil {
namespace {

using Duplicates = ListRecipe::Duplicates;

template <class T, std::size_t N>
using Words = std::array<std::pair<T, std::string_view>, N>;

constexpr Words<DateOrder, 4> kDateOrders = {{{DateOrder::Unknown, "unknown"},
                                              {DateOrder::DayMonthYear, "day-month-year"},
                                              {DateOrder::MonthDayYear, "month-day-year"},
                                              {DateOrder::YearMonthDay, "year-month-day"}}};
constexpr Words<NameOrder, 4> kNameOrders = {{{NameOrder::Unknown, "unknown"},
                                              {NameOrder::GivenFamily, "given-family"},
                                              {NameOrder::FamilyGiven, "family-given"},
                                              {NameOrder::GivenFather, "given-father"}}};
constexpr Words<Duplicates, 3> kDuplicates = {{{Duplicates::Unknown, "unknown"},
                                               {Duplicates::None, "none"},
                                               {Duplicates::Possible, "possible"}}};

template <class T, std::size_t N>
std::string_view word_of(const Words<T, N>& words, T value) {
    for (const auto& [known, word] : words)
        if (known == value) return word;
    return "unknown";
}

template <class T, std::size_t N>
std::optional<T> value_of(const Words<T, N>& words, std::string_view text) {
    for (const auto& [value, word] : words)
        if (word == text) return value;
    return std::nullopt;
}

}  // namespace

std::string_view date_order_word(DateOrder order) {
    return word_of(kDateOrders, order);
}
std::optional<DateOrder> date_order_from(std::string_view word) {
    return value_of(kDateOrders, word);
}
std::string_view name_order_word(NameOrder order) {
    return word_of(kNameOrders, order);
}
std::optional<NameOrder> name_order_from(std::string_view word) {
    return value_of(kNameOrders, word);
}
std::string_view duplicates_word(Duplicates duplicates) {
    return word_of(kDuplicates, duplicates);
}
std::optional<Duplicates> duplicates_from(std::string_view word) {
    return value_of(kDuplicates, word);
}

std::uint32_t column_number(std::string_view letters) {
    std::uint32_t number = 0;
    if (letters.empty() || letters.size() > 3) return 0;
    for (const char c : letters) {
        const bool lower = c >= 'a' && c <= 'z';
        if (!lower && (c < 'A' || c > 'Z')) return 0;
        number = number * 26 + static_cast<std::uint32_t>(c - (lower ? 'a' : 'A')) + 1;
    }
    return number;
}

}  // namespace dalil
