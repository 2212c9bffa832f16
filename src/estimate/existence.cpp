#include "estimate/existence.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

__extension__ typedef __int128 Wide;
using WideRow = std::vector<Wide>;

struct Overflow {};  // a whole number beyond 127 bits; never seen with designs of 0 and 1

Wide times(Wide a, Wide b) {
    Wide product = 0;
    if (__builtin_mul_overflow(a, b, &product)) throw Overflow{};
    return product;
}

Wide minus(Wide a, Wide b) {
    Wide difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) throw Overflow{};
    return difference;
}

Wide gcd(Wide a, Wide b) {
    if (a < 0) a = -a;
    if (b < 0) b = -b;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

void reduce(WideRow& row) {
    Wide common = 0;
    for (const Wide value : row) common = gcd(common, value);
    if (common > 1) {
        for (Wide& value : row) value /= common;
    }
}

/// Rank modulo a prime: never more than the true rank, so full rank here is full rank.
std::size_t modular_rank(const std::vector<DesignRow>& rows, std::size_t width) {
    constexpr std::uint64_t kPrime = 2147483647;
    std::vector<std::vector<std::uint64_t>> basis;
    std::vector<std::size_t> pivots;
    for (const DesignRow& source : rows) {
        std::vector<std::uint64_t> row(source.begin(), source.end());
        for (std::size_t b = 0; b < basis.size(); ++b) {
            const std::uint64_t factor = row[pivots[b]];
            if (factor == 0) continue;
            for (std::size_t k = pivots[b]; k < width; ++k) {
                row[k] = (row[k] + (kPrime - factor) * basis[b][k]) % kPrime;
            }
        }
        const auto pivot =
            std::find_if(row.begin(), row.end(), [](std::uint64_t v) { return v != 0; });
        if (pivot == row.end()) continue;
        std::uint64_t inverse = 1;
        for (std::uint64_t base = *pivot, power = kPrime - 2; power != 0; power >>= 1) {
            if (power & 1) inverse = inverse * base % kPrime;
            base = base * base % kPrime;
        }
        pivots.push_back(static_cast<std::size_t>(pivot - row.begin()));
        for (std::uint64_t& value : row) value = value * inverse % kPrime;
        basis.push_back(std::move(row));
        if (basis.size() == width) break;
    }
    return basis.size();
}

struct Echelon {
    std::vector<WideRow> rows;  ///< each zero in the pivot columns of the others
    std::vector<std::size_t> pivots;
};

/// Reduced row echelon form in whole numbers.
Echelon echelon(const std::vector<WideRow>& rows, std::size_t width) {
    Echelon form;
    for (WideRow row : rows) {
        for (std::size_t b = 0; b < form.rows.size(); ++b) {
            const Wide factor = row[form.pivots[b]];
            if (factor == 0) continue;
            const Wide lead = form.rows[b][form.pivots[b]];
            for (std::size_t k = 0; k < width; ++k) {
                row[k] = minus(times(row[k], lead), times(form.rows[b][k], factor));
            }
            reduce(row);
        }
        const auto found = std::find_if(row.begin(), row.end(), [](Wide v) { return v != 0; });
        if (found == row.end()) continue;
        const auto pivot = static_cast<std::size_t>(found - row.begin());
        for (WideRow& other : form.rows) {
            const Wide factor = other[pivot];
            if (factor == 0) continue;
            for (std::size_t k = 0; k < width; ++k) {
                other[k] = minus(times(other[k], row[pivot]), times(row[k], factor));
            }
            reduce(other);
        }
        form.rows.push_back(std::move(row));
        form.pivots.push_back(pivot);
    }
    return form;
}

/// A basis of the vectors orthogonal to every row.
std::vector<WideRow> null_space(const Echelon& form, std::size_t width) {
    std::vector<WideRow> basis;
    for (std::size_t column = 0; column < width; ++column) {
        if (std::find(form.pivots.begin(), form.pivots.end(), column) != form.pivots.end())
            continue;
        Wide scale = 1;
        for (std::size_t b = 0; b < form.rows.size(); ++b) {
            if (form.rows[b][column] == 0) continue;
            const Wide lead = form.rows[b][form.pivots[b]];
            scale = times(scale, lead / gcd(scale, lead));
        }
        WideRow vector(width, 0);
        vector[column] = scale;
        for (std::size_t b = 0; b < form.rows.size(); ++b) {
            vector[form.pivots[b]] =
                -times(form.rows[b][column], scale / form.rows[b][form.pivots[b]]);
        }
        reduce(vector);
        basis.push_back(std::move(vector));
    }
    return basis;
}

/// First phase of the simplex method in whole numbers (Edmonds' integer pivoting, Bland's rule): is
/// there w >= 0 with columns * w = right?
class Feasibility {
  public:
    Feasibility(const std::vector<WideRow>& columns, WideRow right) : width_(columns.size()) {
        const std::size_t height = right.size();
        for (std::size_t i = 0; i < height; ++i) {
            const Wide sign = right[i] < 0 ? -1 : 1;
            WideRow row;
            for (const WideRow& column : columns) row.push_back(sign * column[i]);
            row.push_back(sign * right[i]);
            rows_.push_back(std::move(row));
            basis_.push_back(width_ + i);  // artificial
        }
        // The sum of the artificial variables, to be brought to zero.
        objective_.assign(width_ + 1, 0);
        for (const WideRow& row : rows_) {
            for (std::size_t k = 0; k <= width_; ++k) objective_[k] += row[k];
        }
    }

    bool feasible() {
        while (objective_[width_] != 0) {
            const auto enter = entering();
            if (!enter) return false;
            const auto leave = leaving(*enter);
            if (!leave) return false;
            pivot(*leave, *enter);
        }
        return true;
    }

  private:
    std::optional<std::size_t> entering() const {
        for (std::size_t k = 0; k < width_; ++k) {
            if (objective_[k] > 0) return k;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> leaving(std::size_t enter) const {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (rows_[i][enter] <= 0) continue;
            if (!best) {
                best = i;
                continue;
            }
            const Wide here = times(rows_[i][width_], rows_[*best][enter]);
            const Wide there = times(rows_[*best][width_], rows_[i][enter]);
            if (here < there || (here == there && basis_[i] < basis_[*best])) best = i;
        }
        return best;
    }

    void pivot(std::size_t leave, std::size_t enter) {
        const WideRow lead = rows_[leave];
        const auto eliminate = [&](WideRow& row) {
            const Wide factor = row[enter];
            for (std::size_t k = 0; k <= width_; ++k) {
                row[k] = minus(times(row[k], lead[enter]), times(lead[k], factor)) / denominator_;
            }
        };
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (i != leave) eliminate(rows_[i]);
        }
        eliminate(objective_);
        denominator_ = lead[enter];
        basis_[leave] = enter;
    }

    std::size_t width_;
    std::vector<WideRow> rows_;
    WideRow objective_;
    std::vector<std::size_t> basis_;
    Wide denominator_ = 1;
};

/// Is there a positive combination of the vectors that gives zero? (1 + w) with w >= 0 covers all
/// of them up to scale.
bool balance(const std::vector<WideRow>& vectors, std::size_t width) {
    WideRow right(width, 0);
    for (const WideRow& vector : vectors) {
        for (std::size_t k = 0; k < width; ++k) right[k] = minus(right[k], vector[k]);
    }
    return Feasibility(vectors, std::move(right)).feasible();
}

/// Which of the vectors can have weight in a non-negative combination that gives zero?
std::vector<bool> balanced_ones(const std::vector<WideRow>& vectors) {
    std::vector<bool> result;
    for (const WideRow& vector : vectors) {
        WideRow right = vector;
        for (Wide& value : right) value = -value;
        result.push_back(Feasibility(vectors, std::move(right)).feasible());
    }
    return result;
}

std::size_t exact_rank(const std::vector<WideRow>& rows, std::size_t width) {
    return echelon(rows, width).rows.size();
}

Support find_exactly(const std::vector<DesignRow>& occupied, const std::vector<DesignRow>& empty,
                     std::size_t parameters) {
    Support support;
    support.reachable.assign(empty.size(), 1);
    std::vector<WideRow> rows;
    for (const DesignRow& row : occupied) rows.emplace_back(row.begin(), row.end());
    const auto directions = null_space(echelon(rows, parameters), parameters);
    const std::size_t free = directions.size();
    if (free == 0) return support;

    // What each empty cell sees of the directions that the occupied cells leave free; those that
    // see nothing can always have a positive mean.
    std::map<WideRow, std::vector<std::size_t>> seen;
    for (std::size_t e = 0; e < empty.size(); ++e) {
        WideRow image;
        for (const WideRow& direction : directions) {
            Wide sum = 0;
            for (std::size_t k = 0; k < parameters; ++k) sum += empty[e][k] * direction[k];
            image.push_back(sum);
        }
        if (std::any_of(image.begin(), image.end(), [](Wide v) { return v != 0; }))
            seen[image].push_back(e);
    }
    std::vector<WideRow> images;
    for (const auto& [image, cells] : seen) images.push_back(image);
    const bool identified = exact_rank(images, free) == free;
    const bool exists = balance(images, free);
    support.code = static_cast<Existence>((exists ? 0 : 1) + (identified ? 0 : 2));
    if (exists && identified) return support;

    std::vector<WideRow> face = images;
    if (!exists) {
        const std::vector<bool> kept = balanced_ones(images);
        face.clear();
        for (std::size_t i = 0; i < images.size(); ++i) {
            if (kept[i]) face.push_back(images[i]);
            for (const std::size_t e : seen[images[i]]) support.reachable[e] = kept[i] ? 1 : 0;
        }
    }
    WideRow intercept;
    for (const WideRow& direction : directions) intercept.push_back(direction[0]);
    const std::size_t rank = exact_rank(face, free);
    face.push_back(std::move(intercept));
    support.intercept_determined = exact_rank(face, free) == rank;
    return support;
}

}  // namespace

bool full_rank(const std::vector<DesignRow>& occupied, std::size_t parameters) {
    return modular_rank(occupied, parameters) == parameters;
}

Support find_support(const std::vector<DesignRow>& occupied, const std::vector<DesignRow>& empty,
                     std::size_t parameters) {
    for (const auto* rows : {&occupied, &empty}) {
        for (const DesignRow& row : *rows)
            ENSURE(row.size() == parameters, "one entry per parameter");
    }
    try {
        return find_exactly(occupied, empty, parameters);
    } catch (const Overflow&) {
        // Not shown to exist: never used.
        return {Existence::Neither, std::vector<std::uint8_t>(empty.size(), 1), false};
    }
}

std::vector<std::size_t> independent_columns(const std::vector<DesignRow>& rows,
                                             std::size_t parameters) {
    std::vector<DesignRow> chosen;
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < parameters; ++c) {
        DesignRow column;
        for (const DesignRow& row : rows) column.push_back(row[c]);
        chosen.push_back(std::move(column));
        if (modular_rank(chosen, rows.size()) == chosen.size()) {
            columns.push_back(c);
        } else {
            chosen.pop_back();
        }
    }
    return columns;
}

}  // namespace dalil
