// Words that say "nothing is known" instead of a value.
#pragma once

#include <string_view>

namespace dalil {

/// "-", "?", "n/a", "unknown", "нет данных", "不详", ...; `folded` as fold() gives it.
bool is_missing_word(std::string_view folded);
/// Words that are missing in most columns but can be a real name: "na", "none", "null", "no".
bool may_be_missing_word(std::string_view folded);
/// "Unknown race", "age not known": a missing word with the column's name beside it.
bool is_missing_phrase(std::string_view folded);
/// "ditto", "同上", "-//-", "то же": as in the row above.
bool is_ditto_mark(std::string_view text);
/// "Total", "Итого", "合计": the first cell of a row of sums.
bool is_total_word(std::string_view text);
/// "Note:", "*", "Источник", "注": the first words of a note under a table.
bool starts_like_a_note(std::string_view text);

}  // namespace dalil
