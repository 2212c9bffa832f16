// Precision and recall from the decided part of a stratified sample.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dalil/base/random.hpp"
#include "dalil/link/review_sample.hpp"

namespace dalil {
namespace {

constexpr std::uint64_t kStream = 0x6163637572616379ULL;
constexpr std::size_t kLeastDecided = 30;
constexpr std::size_t kLeastOfStratum = 5;
constexpr int kDraws = 4'000;

using Verdict = PairDecision::Verdict;

void count_answers(const ReviewSample& sample, const std::vector<std::optional<Verdict>>& answers,
                   Accuracy& out) {
    out.strata.resize(sample.strata.size());
    for (std::size_t i = 0; i < sample.pairs.size(); ++i) {
        if (i >= answers.size() || !answers[i]) {
            ++out.open;
        } else if (*answers[i] == Verdict::Unsure) {
            ++out.unsure;
        } else {
            ++out.decided;
            Accuracy::Counted& counted = out.strata[sample.pairs[i].stratum];
            ++counted.decided;
            counted.same += *answers[i] == Verdict::Same;
        }
    }
}

std::string refusal_of(const ReviewSample& sample, const Accuracy& counted) {
    if (counted.decided < kLeastDecided)
        return fmt::format("{} pairs of the sample are decided; an interval needs at least {}",
                           counted.decided, kLeastDecided);
    for (std::size_t s = 0; s < sample.strata.size(); ++s) {
        const auto needed = static_cast<std::size_t>(
            std::min(static_cast<double>(kLeastOfStratum), sample.strata[s].pairs));
        if (counted.strata[s].decided < needed)
            return fmt::format(
                "only {} of the pairs \"{}\" are decided; every group needs {}, or what is said of "
                "the others says nothing about it",
                counted.strata[s].decided, sample.strata[s].name, needed);
    }
    return {};
}

/// True links of a stratum, given the share of "same" among the pairs that nobody decided.
double links_in(const ReviewStratum& stratum, const Accuracy::Counted& counted, double share) {
    return static_cast<double>(counted.same) +
           share * (stratum.pairs - static_cast<double>(counted.decided));
}

/// One pair of either kind, shared among the strata of a side. Half a pair in each (Jeffreys;
/// Brown, Cai and DasGupta 2001) would add up to links that nobody saw.
double prior_pairs(const ReviewSample& sample, bool linked) {
    const auto strata = std::count_if(sample.strata.begin(), sample.strata.end(),
                                      [&](const ReviewStratum& s) { return s.linked == linked; });
    return 1.0 / static_cast<double>(std::max<std::ptrdiff_t>(strata, 1));
}

struct Rates {
    double precision = 1, recall = 1;
};

Rates rates_of(const ReviewSample& sample, const Accuracy& counted,
               const std::vector<double>& shares) {
    double linked = 0, right = 0, missing = 0;
    for (std::size_t s = 0; s < sample.strata.size(); ++s) {
        const double links = links_in(sample.strata[s], counted.strata[s], shares[s]);
        if (sample.strata[s].linked) {
            linked += sample.strata[s].pairs;
            right += links;
        } else {
            missing += links;
        }
    }
    return {linked > 0 ? right / linked : 1, right + missing > 0 ? right / (right + missing) : 1};
}

Rate rate_of(double estimate, std::vector<double> draws, double level) {
    std::sort(draws.begin(), draws.end());
    const auto at = [&](double p) {
        return draws[static_cast<std::size_t>(p * static_cast<double>(draws.size() - 1) + 0.5)];
    };
    return {estimate, std::min(estimate, at((1 - level) / 2)),
            std::max(estimate, at((1 + level) / 2))};
}

}  // namespace

Accuracy estimate_accuracy(const ReviewSample& sample,
                           const std::vector<std::optional<Verdict>>& answers, double level,
                           std::uint64_t seed) {
    Accuracy out;
    count_answers(sample, answers, out);
    out.refusal = refusal_of(sample, out);
    if (!out.refusal.empty()) return out;

    std::vector<double> shares(sample.strata.size());
    for (std::size_t s = 0; s < shares.size(); ++s)
        shares[s] = static_cast<double>(out.strata[s].same) /
                    static_cast<double>(std::max<std::size_t>(out.strata[s].decided, 1));
    const Rates point = rates_of(sample, out, shares);
    std::vector<double> precision, recall;
    Rng rng(seed, kStream);
    for (int d = 0; d < kDraws; ++d) {
        for (std::size_t s = 0; s < shares.size(); ++s) {
            const double prior = prior_pairs(sample, sample.strata[s].linked);
            const double same = static_cast<double>(out.strata[s].same);
            const double decided = static_cast<double>(out.strata[s].decided);
            // Pairs that nobody decided are a finite number of yes and no.
            const auto open = static_cast<std::uint64_t>(sample.strata[s].pairs - decided);
            const double share = rng.beta(same + prior, decided - same + prior);
            shares[s] = open == 0 ? 0
                                  : static_cast<double>(rng.binomial(open, share)) /
                                        static_cast<double>(open);
        }
        const Rates drawn = rates_of(sample, out, shares);
        precision.push_back(drawn.precision);
        recall.push_back(drawn.recall);
    }
    out.precision = rate_of(point.precision, std::move(precision), level);
    out.recall = rate_of(point.recall, std::move(recall), level);
    const double reached = 1 - sample.beyond;
    out.recall_of_all = {out.recall.estimate * reached, out.recall.low * reached,
                         out.recall.high * reached};
    return out;
}

}  // namespace dalil
