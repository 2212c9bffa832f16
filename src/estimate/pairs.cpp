#include "estimate/pairs.hpp"

#include <algorithm>
#include <cmath>

#include "estimate/normal.hpp"

namespace dalil {

namespace {

struct Pair {
    double first = 0, second = 0, both = 0;  ///< list sizes and overlap
    double listed() const { return first + second - both; }
};

/// A structural zero or a censored cell with one of the two lists falsifies the margins.
bool margins_known(const UsableTable& usable, std::uint64_t bits) {
    const auto touches = [&](std::uint64_t pattern) { return (pattern & bits) != 0; };
    return std::none_of(usable.table.impossible.begin(), usable.table.impossible.end(), touches) &&
           std::none_of(
               usable.table.cells.begin(), usable.table.cells.end(),
               [&](const CaptureCell& cell) { return cell.at_most && touches(cell.pattern); });
}

double point(const Pair& p, PairMethod method) {
    if (method == PairMethod::Petersen) return p.first * p.second / p.both;
    return (p.first + 1) * (p.second + 1) / (p.both + 1) - 1;
}

/// Variance of the estimate: the delta method for Petersen, Seber (1970) for Chapman.
double variance(const Pair& p, PairMethod method) {
    if (method == PairMethod::Petersen) {
        return p.first * p.second * (p.first - p.both) * (p.second - p.both) /
               (p.both * p.both * p.both);
    }
    return (p.first + 1) * (p.second + 1) * (p.first - p.both) * (p.second - p.both) /
           ((p.both + 1) * (p.both + 1) * (p.both + 2));
}

/// Interval that never falls below the people listed: log-normal in N - listed (Chao 1987, eq. 12).
void fill_figures(Variant& variant, const Pair& p, PairMethod method, double level) {
    const double total = point(p, method);
    const double spread = variance(p, method);
    const double unlisted = total - p.listed();
    variant.estimate = total;
    variant.figures["se"] = std::sqrt(spread);
    if (unlisted > 0) {
        const double factor =
            std::exp(normal_width(level) * std::sqrt(std::log1p(spread / (unlisted * unlisted))));
        variant.low = p.listed() + unlisted / factor;
        variant.high = p.listed() + unlisted * factor;
    } else {
        variant.low = variant.high = total;
    }
}

}  // namespace

MethodResult estimate_pairs(const UsableTable& usable, PairMethod method, double level) {
    MethodResult result;
    result.method = method == PairMethod::Petersen ? "petersen" : "chapman";
    result.level = level;
    const Variant* best = nullptr;
    double largest = -1;
    const std::size_t lists = usable.lists();
    result.variants.reserve(lists * (lists - std::min<std::size_t>(lists, 1)) / 2);
    for (std::size_t a = 0; a < lists; ++a) {
        for (std::size_t b = a + 1; b < lists; ++b) {
            const Pair pair{static_cast<double>(usable.table.size_of(a)),
                            static_cast<double>(usable.table.size_of(b)),
                            static_cast<double>(usable.table.overlap(a, b))};
            Variant& variant = result.variants.emplace_back();
            variant.parameters["pair"] = std::vector{usable.table.lists[a], usable.table.lists[b]};
            variant.figures["overlap"] = pair.both;
            variant.figures["listed"] = pair.listed();
            if (!margins_known(usable, std::uint64_t{1} << a | std::uint64_t{1} << b)) {
                variant.warnings.push_back("cells of these lists are impossible or only bounded");
                continue;
            }
            if (pair.both == 0) variant.warnings.push_back("the two lists share nobody");
            if (pair.both == 0 && method == PairMethod::Petersen) continue;
            fill_figures(variant, pair, method, level);
            if (pair.both > largest) {
                largest = pair.both;
                best = &variant;
            }
        }
    }
    if (best != nullptr) {
        result.estimate = best->estimate;
        result.low = best->low;
        result.high = best->high;
        result.parameters = best->parameters;
        result.figures = best->figures;
        result.warnings = best->warnings;
    }
    result.warnings.push_back(
        "holds only if the two lists are independent and everybody could be on both; too low if "
        "being on "
        "one list makes the other likelier");
    return result;
}

}  // namespace dalil
