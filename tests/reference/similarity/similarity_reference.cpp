#include "tests/reference/similarity/similarity_reference.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace dalil::reference {
namespace {

using Table = std::vector<std::vector<std::size_t>>;

Table edit_table(std::u32string_view a, std::u32string_view b, bool swaps) {
    Table d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const std::size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
            if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d;
}

}  // namespace

std::size_t levenshtein(std::u32string_view a, std::u32string_view b) {
    return edit_table(a, b, false)[a.size()][b.size()];
}

std::size_t osa(std::u32string_view a, std::u32string_view b) {
    return edit_table(a, b, true)[a.size()][b.size()];
}

std::size_t lcs_length(std::u32string_view a, std::u32string_view b) {
    Table l(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            l[i][j] =
                a[i - 1] == b[j - 1] ? l[i - 1][j - 1] + 1 : std::max(l[i - 1][j], l[i][j - 1]);
        }
    }
    return l[a.size()][b.size()];
}

double jaro(std::u32string_view a, std::u32string_view b) {
    if (a.empty() || b.empty()) return a.size() == b.size() ? 1 : 0;
    const std::size_t half = std::max(a.size(), b.size()) / 2;
    const std::size_t window = half == 0 ? 0 : half - 1;
    std::vector<bool> in_a(a.size()), in_b(b.size());
    for (std::size_t j = 0; j < b.size(); ++j) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            const std::size_t apart = i > j ? i - j : j - i;
            if (in_a[i] || apart > window || a[i] != b[j]) continue;
            in_a[i] = in_b[j] = true;
            break;
        }
    }
    std::u32string matched_a, matched_b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (in_a[i]) matched_a.push_back(a[i]);
    }
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (in_b[j]) matched_b.push_back(b[j]);
    }
    if (matched_a.empty()) return 0;
    std::size_t different = 0;
    for (std::size_t k = 0; k < matched_a.size(); ++k) different += matched_a[k] != matched_b[k];
    const auto m = static_cast<double>(matched_a.size());
    const auto swaps = static_cast<double>(different / 2);
    return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
            (m - swaps) / m) /
           3;
}

double jaro_winkler(std::u32string_view a, std::u32string_view b) {
    const double plain = jaro(a, b);
    if (plain <= 0.7) return plain;
    std::size_t prefix = 0;
    while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
    return plain + 0.1 * static_cast<double>(prefix) * (1 - plain);
}

std::size_t qgram_distance(std::u32string_view a, std::u32string_view b, std::size_t q) {
    const auto pieces = [q](std::u32string_view text) {
        std::vector<std::u32string_view> out;
        if (!text.empty() && text.size() < q) out.push_back(text);
        for (std::size_t at = 0; at + q <= text.size(); ++at) out.push_back(text.substr(at, q));
        return out;
    };
    auto left = pieces(a);
    std::size_t unmatched = 0;
    for (const std::u32string_view piece : pieces(b)) {
        const auto found = std::find(left.begin(), left.end(), piece);
        if (found == left.end())
            ++unmatched;
        else
            left.erase(found);
    }
    return unmatched + left.size();
}

}  // namespace dalil::reference
