#include "record/redundant.hpp"

#include <algorithm>
#include <string>

#include "dalil/text/unicode.hpp"

namespace dalil {
namespace {

constexpr std::uint32_t kRowsLookedAt = 20000;

bool is_name_part(Meaning meaning) {
    return meaning == Meaning::GivenName || meaning == Meaning::FamilyName ||
           meaning == Meaning::MiddleName || meaning == Meaning::FatherName;
}

/// Rows looked at are spread over the list; which ones matters little for a share of 98 %.
std::uint32_t stride(const ListView& view) {
    return view.size() / kRowsLookedAt + 1;
}

/// The share of records whose full name has no word beyond the parts beside it.
double share_covered(const ListView& view, std::uint32_t full,
                     const std::vector<std::uint32_t>& parts) {
    std::uint32_t filled = 0, covered = 0;
    for (std::uint32_t r = 0; r < view.size(); r += stride(view)) {
        if (view.code(r, full) == 0) continue;
        std::vector<std::string> known;
        for (const std::uint32_t part : parts) {
            const std::string& text = view.value(part, view.code(r, part)).text;
            for (std::string& word : words(fold(text))) known.push_back(std::move(word));
        }
        ++filled;
        const std::vector<std::string> all = words(fold(view.value(full, view.code(r, full)).text));
        covered += std::all_of(all.begin(), all.end(), [&known](const std::string& word) {
            return std::find(known.begin(), known.end(), word) != known.end();
        });
    }
    return filled == 0 ? 1 : static_cast<double>(covered) / filled;
}

double share_equal(const ListView& view, std::uint32_t a, std::uint32_t b) {
    std::uint32_t both = 0, equal = 0;
    for (std::uint32_t r = 0; r < view.size(); r += stride(view)) {
        const std::uint32_t x = view.code(r, a), y = view.code(r, b);
        if (x == 0 && y == 0) continue;
        ++both;
        equal += x != 0 && y != 0 && view.value(a, x).text == view.value(b, y).text;
    }
    return both == 0 ? 0 : static_cast<double>(equal) / both;
}

bool is_evidence(Meaning meaning) {
    return meaning != Meaning::Ignore && meaning != Meaning::RowId && meaning != Meaning::Text &&
           meaning != Meaning::Number;
}

}  // namespace

void set_redundant_aside(const ListView& view, std::vector<ColumnGuess>& columns) {
    std::vector<std::uint32_t> parts, fulls;
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
        if (is_name_part(columns[c].meaning)) parts.push_back(c);
        if (columns[c].meaning == Meaning::FullName) fulls.push_back(c);
    }
    if (parts.size() >= 2) {
        std::uint32_t kept = 0;
        for (const std::uint32_t full : fulls) {
            const bool nothing_new = share_covered(view, full, parts) >= 0.98;
            if (nothing_new)
                columns[full].meaning = Meaning::Ignore;
            else if (kept++ > 0)
                columns[full].meaning = Meaning::Alias;
        }
    }
    for (std::uint32_t b = 1; b < columns.size(); ++b) {
        for (std::uint32_t a = 0; a < b; ++a) {
            if (columns[a].meaning != columns[b].meaning || !is_evidence(columns[a].meaning))
                continue;
            if (columns[a].profile.filled == 0 || share_equal(view, a, b) < 0.9) continue;
            columns[b].meaning = Meaning::Ignore;
            break;
        }
    }
}

}  // namespace dalil
