#include <algorithm>

#include "dalil/text/unicode.hpp"
#include "record/list_context.hpp"
#include "record/missing.hpp"

namespace dalil {
namespace {

constexpr double kMarkerShare = 0.02;  // a marker fills at least this share of a name column
constexpr std::uint32_t kMarkerCells = 3;

/// Whether the same word, written the same way, stands in two other columns: then it marks gaps.
bool is_used_elsewhere(const ListRecords& view, std::uint32_t column, const std::string& text) {
    int columns = 0;
    for (std::uint32_t c = 0; c < view.width() && columns < 2; ++c) {
        if (c == column) continue;
        const auto& values = view.table().columns[c].values;
        columns += std::any_of(values.begin(), values.end(),
                               [&text](const CellValue& v) { return v.text == text; });
    }
    return columns >= 2;
}

}  // namespace

MissingWords::MissingWords(const ListRecords& view, std::uint32_t column, bool is_name)
    : is_name_(is_name) {
    if (!is_name) return;
    const auto& values = view.table().columns[column].values;
    for (std::uint32_t code = 1; code < values.size(); ++code) {
        if (values[code].text.size() > 8) continue;
        const std::string folded = fold(values[code].text);
        if (!may_be_missing_word(folded)) continue;
        const auto count = static_cast<std::uint32_t>(
            std::count(view.codes(column).begin(), view.codes(column).end(), code));
        const bool often = count >= kMarkerCells && count >= kMarkerShare * view.size();
        if (often || is_used_elsewhere(view, column, values[code].text))
            doubtful_that_count_.push_back(folded);
    }
}

bool MissingWords::operator()(const std::string& folded) const {
    if (is_missing_word(folded)) return true;
    if (is_name_)
        return std::find(doubtful_that_count_.begin(), doubtful_that_count_.end(), folded) !=
               doubtful_that_count_.end();
    return folded == "na" || folded == "none" || folded == "null" || folded == "nil" ||
           is_missing_phrase(folded);
}

}  // namespace dalil
