#include "estimate/predictive.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kStream = 0x707265646963;  // tells these random numbers apart
constexpr std::size_t kGrain = 20;

/// What the draws of one table share.
struct Frame {
    std::size_t lists = 0;
    std::uint64_t people = 0;
    std::vector<std::uint64_t> cells;  ///< patterns that can occur, most people first
    std::vector<double> counts;        ///< in that order
    std::vector<std::uint64_t> pairs;
};

Frame frame_of(const CaptureTable& table) {
    Frame frame;
    frame.lists = table.lists.size();
    frame.people = table.people();
    std::vector<double> by_mask(std::size_t{1} << frame.lists, 0);
    for (const CaptureCell& cell : table.cells)
        by_mask[cell.pattern] += static_cast<double>(cell.count);
    for (std::uint64_t p = 1; p < by_mask.size(); ++p) {
        if (std::find(table.impossible.begin(), table.impossible.end(), p) ==
            table.impossible.end())
            frame.cells.push_back(p);
    }
    std::stable_sort(frame.cells.begin(), frame.cells.end(),
                     [&](std::uint64_t a, std::uint64_t b) { return by_mask[a] > by_mask[b]; });
    for (const std::uint64_t p : frame.cells) frame.counts.push_back(by_mask[p]);
    for (std::size_t a = 0; a < frame.lists; ++a) {
        for (std::size_t b = a + 1; b < frame.lists; ++b)
            frame.pairs.push_back(std::uint64_t{1} << a | std::uint64_t{1} << b);
    }
    return frame;
}

/// Chance of each cell among the listed, by cell of the frame.
std::vector<double> chances(const Frame& frame, const LatentDensity& density,
                            const std::vector<double>& point) {
    std::vector<double> by_mask(std::size_t{1} << frame.lists, 0), own(by_mask.size());
    double rest = 1;
    for (std::size_t k = 0; k < density.classes(); ++k) {
        const bool last = k + 1 == density.classes();
        const double taken = last ? 1 : 1 / (1 + std::exp(-point[density.stick_at(k)]));
        own[0] = rest * taken;
        rest *= 1 - taken;
        for (std::size_t j = 0; j < frame.lists; ++j) {
            const double chance = 1 / (1 + std::exp(-point[k * frame.lists + j]));
            const std::size_t half = std::size_t{1} << j;
            for (std::size_t m = 0; m < half; ++m) {
                own[m + half] = own[m] * chance;
                own[m] *= 1 - chance;
            }
        }
        for (std::size_t m = 0; m < own.size(); ++m) by_mask[m] += own[m];
    }
    std::vector<double> result;
    double total = 0;
    for (const std::uint64_t p : frame.cells) total += by_mask[p];
    for (const std::uint64_t p : frame.cells) result.push_back(by_mask[p] / total);
    return result;
}

std::vector<double> drawn_table(const Frame& frame, const std::vector<double>& chance, Rng& rng) {
    std::vector<double> counts(chance.size(), 0);
    std::uint64_t left = frame.people;
    double rest = 1;
    for (std::size_t c = 0; c < chance.size() && left > 0; ++c) {
        const std::uint64_t here = rng.binomial(left, std::min(1.0, chance[c] / rest));
        counts[c] = static_cast<double>(here);
        left -= here;
        rest = std::max(rest - chance[c], 1e-300);
    }
    counts.back() += static_cast<double>(left);  // rounding left a sliver
    return counts;
}

double freeman_tukey(const Frame& frame, const std::vector<double>& counts,
                     const std::vector<double>& chance) {
    const auto n = static_cast<double>(frame.people);
    double sum = 0;
    for (std::size_t c = 0; c < counts.size(); ++c) {
        const double rest = std::sqrt(counts[c]) - std::sqrt(n * chance[c]);
        sum += rest * rest;
    }
    return sum;
}

double on_both(const Frame& frame, std::uint64_t pair, const std::vector<double>& values) {
    double sum = 0;
    for (std::size_t c = 0; c < values.size(); ++c) {
        if ((frame.cells[c] & pair) == pair) sum += values[c];
    }
    return sum;
}

struct Farthest {
    double deviation = -1;
    std::size_t pair = 0;
};

Farthest farthest_pair(const Frame& frame, const std::vector<double>& counts,
                       const std::vector<double>& expected_shares) {
    const auto n = static_cast<double>(frame.people);
    Farthest worst;
    for (std::size_t i = 0; i < frame.pairs.size(); ++i) {
        const double share = expected_shares[i];
        const double spread = std::sqrt(n * share * (1 - share)) + 1e-9;
        const double deviation =
            std::abs(on_both(frame, frame.pairs[i], counts) - n * share) / spread;
        if (deviation > worst.deviation) worst = {deviation, i};
    }
    return worst;
}

/// One draw: does the drawn table lie farther than the lists? A half where both lie alike.
struct Comparison {
    double farther = 0, pairs_farther = 0;
    std::size_t worst = 0;         ///< pair of the lists that is farthest off
    std::vector<double> expected;  ///< by pair
};

double farther(double drawn, double seen) {
    const double same = 1e-9 * (1 + std::abs(seen));
    if (std::abs(drawn - seen) <= same) return 0.5;
    return drawn > seen ? 1 : 0;
}

Comparison compare(const Frame& frame, const std::vector<double>& chance, Rng& rng) {
    Comparison result;
    for (const std::uint64_t pair : frame.pairs)
        result.expected.push_back(on_both(frame, pair, chance));
    const auto drawn = drawn_table(frame, chance, rng);
    result.farther =
        farther(freeman_tukey(frame, drawn, chance), freeman_tukey(frame, frame.counts, chance));
    const Farthest seen = farthest_pair(frame, frame.counts, result.expected);
    result.worst = seen.pair;
    result.pairs_farther =
        farther(farthest_pair(frame, drawn, result.expected).deviation, seen.deviation);
    return result;
}

PredictiveCheck summary_of(const Frame& frame, const std::vector<Comparison>& all) {
    PredictiveCheck check;
    check.draws = all.size();
    const auto draws = static_cast<double>(all.size());
    std::vector<std::size_t> worst(frame.pairs.size(), 0);
    check.p = check.pairs_p = 0;
    for (const Comparison& one : all) {
        check.p += one.farther / draws;
        check.pairs_p += one.pairs_farther / draws;
        ++worst[one.worst];
    }
    const auto pair =
        static_cast<std::size_t>(std::max_element(worst.begin(), worst.end()) - worst.begin());
    for (const Comparison& one : all)
        check.expected += static_cast<double>(frame.people) * one.expected[pair] / draws;
    check.shared = on_both(frame, frame.pairs[pair], frame.counts);
    check.first = static_cast<std::size_t>(std::countr_zero(frame.pairs[pair]));
    check.second = static_cast<std::size_t>(std::bit_width(frame.pairs[pair])) - 1;
    return check;
}

}  // namespace

std::optional<PredictiveCheck> check_predictive(
    const CaptureTable& table, const LatentDensity& density,
    const std::vector<const std::vector<double>*>& points, std::uint64_t stream,
    const Context& context) {
    if (points.size() < kFewestPredictive || table.lists.size() > kWidestPredictive ||
        table.lists.size() < 2)
        return std::nullopt;
    const Frame frame = frame_of(table);
    std::vector<Comparison> all(std::min(points.size(), kMostPredictive));
    parallel_for(context, all.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t d = begin; d < end; ++d) {
            Rng rng(context.seed, kStream, stream, d);
            const auto& point = *points[d * points.size() / all.size()];
            all[d] = compare(frame, chances(frame, density, point), rng);
        }
    });
    return summary_of(frame, all);
}

}  // namespace dalil
