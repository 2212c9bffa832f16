#include "tests/reference/estimate/slow_existence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace dalil::reference {

namespace {

using Matrix = std::vector<std::vector<double>>;

/// Rank by Gaussian elimination with full row search.
std::size_t rank_of(Matrix rows) {
    std::size_t rank = 0;
    const std::size_t width = rows.empty() ? 0 : rows[0].size();
    for (std::size_t c = 0; c < width && rank < rows.size(); ++c) {
        std::size_t pivot = rank;
        for (std::size_t r = rank; r < rows.size(); ++r) {
            if (std::abs(rows[r][c]) > std::abs(rows[pivot][c])) pivot = r;
        }
        if (std::abs(rows[pivot][c]) < 1e-9) continue;
        std::swap(rows[rank], rows[pivot]);
        for (std::size_t r = rank + 1; r < rows.size(); ++r) {
            const double factor = rows[r][c] / rows[rank][c];
            for (std::size_t k = c; k < width; ++k) rows[r][k] -= factor * rows[rank][k];
        }
        ++rank;
    }
    return rank;
}

/// The only solution of sum_i m_i row_i = target over the chosen rows, if they are independent and
/// it exists.
std::optional<std::vector<double>> combine(const Matrix& rows,
                                           const std::vector<std::size_t>& chosen,
                                           const std::vector<double>& target) {
    const std::size_t height = target.size(), width = chosen.size();
    Matrix a(height, std::vector<double>(width + 1));
    for (std::size_t i = 0; i < height; ++i) {
        for (std::size_t k = 0; k < width; ++k) a[i][k] = rows[chosen[k]][i];
        a[i][width] = target[i];
    }
    std::size_t at = 0;
    for (std::size_t k = 0; k < width; ++k, ++at) {
        std::size_t pivot = at;
        for (std::size_t i = at; i < height; ++i) {
            if (std::abs(a[i][k]) > std::abs(a[pivot][k])) pivot = i;
        }
        if (at >= height || std::abs(a[pivot][k]) < 1e-9) return std::nullopt;
        std::swap(a[at], a[pivot]);
        for (std::size_t i = 0; i < height; ++i) {
            if (i == at) continue;
            const double factor = a[i][k] / a[at][k];
            for (std::size_t c = k; c <= width; ++c) a[i][c] -= factor * a[at][c];
        }
    }
    for (std::size_t i = width; i < height; ++i) {
        if (std::abs(a[i][width]) > 1e-6) return std::nullopt;
    }
    std::vector<double> solution(width);
    for (std::size_t k = 0; k < width; ++k) solution[k] = a[k][width] / a[k][k];
    return solution;
}

}  // namespace

int slow_existence(const CaptureTable& table, const std::vector<std::uint64_t>& terms) {
    const auto margin = [&](std::uint64_t term) {
        double sum = 0;
        for (const CaptureCell& cell : table.cells) {
            if ((cell.pattern & term) == term) sum += static_cast<double>(cell.count);
        }
        return sum;
    };
    std::vector<std::uint64_t> finite;
    for (const std::uint64_t term : terms) {
        if (margin(term) > 0) finite.push_back(term);
    }
    Matrix rows;
    std::vector<double> target(finite.size() + 1, 0);
    for (std::uint64_t pattern = 1; pattern < std::uint64_t{1} << table.lists.size(); ++pattern) {
        const bool gone = std::any_of(terms.begin(), terms.end(), [&](std::uint64_t term) {
            return (pattern & term) == term && margin(term) == 0;
        });
        if (gone) continue;
        std::vector<double> row{1};
        for (const std::uint64_t term : finite) row.push_back((pattern & term) == term ? 1 : 0);
        for (const CaptureCell& cell : table.cells) {
            if (cell.pattern != pattern) continue;
            for (std::size_t k = 0; k < row.size(); ++k)
                target[k] += row[k] * static_cast<double>(cell.count);
        }
        rows.push_back(std::move(row));
    }
    const std::size_t rank = rank_of(rows);
    std::vector<bool> reached(rows.size(), false);
    std::vector<bool> mask(rows.size(), false);
    std::fill(mask.begin(), mask.begin() + static_cast<std::ptrdiff_t>(rank), true);
    do {
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (mask[i]) chosen.push_back(i);
        }
        const auto vertex = combine(rows, chosen, target);
        if (!vertex) continue;
        if (std::any_of(vertex->begin(), vertex->end(), [](double m) { return m < -1e-6; }))
            continue;
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            if ((*vertex)[k] > 1e-6) reached[chosen[k]] = true;
        }
    } while (std::prev_permutation(mask.begin(), mask.end()));
    const bool exists = std::all_of(reached.begin(), reached.end(), [](bool yes) { return yes; });
    const bool identified = rank == finite.size() + 1;
    return (exists ? 0 : 1) + (identified ? 0 : 2);
}

}  // namespace dalil::reference
