#include "estimate/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "estimate/kernel.hpp"
#include "estimate/loglinear.hpp"

namespace dalil {

namespace {

constexpr double kWidestInterval =
    10;  // high/low: an order of magnitude says no more than the bound
constexpr double kDisagreement = 1.5;  // largest over smallest N among models near the best
constexpr double kMostlyUnseen = 10;   // N over n

const MethodResult* find(const StratumEstimate& stratum, std::string_view method) {
    for (const MethodResult& m : stratum.methods) {
        if (m.method == method && m.estimate) return &m;
    }
    return nullptr;
}

void refuse(StratumEstimate& stratum, std::string code, std::string text) {
    stratum.refused = true;
    stratum.headline.clear();
    stratum.reasons.push_back({std::move(code), std::move(text)});
}

void judge_models(const MethodResult& loglinear, StratumEstimate& stratum) {
    const double least = loglinear.figures.at("spread_low"),
                 most = loglinear.figures.at("spread_high");
    if (most > kDisagreement * least) {
        stratum.warnings.push_back(
            {"models-disagree",
             fmt::format(
                 "models that the data support about equally well range from {:.0f} to {:.0f}",
                 least, most)});
    }
}

void judge_bound(const MethodResult& headline, StratumEstimate& stratum) {
    const MethodResult* bound = find(stratum, "chao_lower_bound");
    if (bound == nullptr || !headline.high || !bound->low || *headline.high >= *bound->low) return;
    stratum.warnings.push_back({"below-lower-bound",
                                "the estimate lies below the lower bound for people who differ in "
                                "visibility: lists seem to avoid each "
                                "other, or the model is wrong"});
}

/// Independence that the data do not reject must agree with the headline.
void judge_independence(const MethodResult& headline, StratumEstimate& stratum) {
    const MethodResult* other = find(stratum, "independence");
    if (other == nullptr || other == &headline || !other->low || !other->high || !headline.low ||
        !headline.high) {
        return;
    }
    const auto df = other->figures.find("df");
    if (df == other->figures.end() || df->second <= 0) return;
    // Deviance two standard deviations above its mean or less: not rejected.
    const bool fits = other->figures.at("deviance") < df->second + 2 * std::sqrt(2 * df->second);
    if (!fits || (*other->high >= *headline.low && *headline.high >= *other->low)) return;
    refuse(stratum, "intervals-disjoint",
           "two methods that both fit the lists give intervals that do not meet");
}

}  // namespace

std::vector<Reason> too_poor(const UsableTable& usable) {
    std::vector<Reason> reasons;
    if (usable.n == 0) {
        reasons.push_back({"nobody-listed", "no list holds anybody"});
        return reasons;
    }
    if (usable.lists() < 3 || (usable.meeting < 3 && usable.on_several >= kFewestOnSeveral)) {
        reasons.push_back(
            {"fewer-than-three-lists",
             fmt::format(
                 "only {} of the lists can be used (they hold people, and share some of them "
                 "with another): with fewer than three nothing shows whether being on one "
                 "list changes the chance of being on another",
                 std::min(usable.lists(), std::max<std::size_t>(usable.meeting, 1)))});
    }
    if (usable.on_several < kFewestOnSeveral) {
        reasons.push_back({"overlap-too-small",
                           fmt::format("only {} people are on more than one list; {} are needed",
                                       usable.on_several, kFewestOnSeveral)});
    }
    if (usable.lists() > kWidestCells) {
        reasons.push_back(
            {"too-many-lists",
             fmt::format("dependence between lists is modelled up to {} lists, and these are {}: "
                         "join lists of the same origin",
                         kWidestCells, usable.lists())});
    }
    return reasons;
}

void judge(const UsableTable& usable, StratumEstimate& stratum) {
    const MethodResult* headline = find(stratum, stratum.headline);
    if (headline == nullptr) return;
    const MethodResult figures = *headline;  // refusing clears the headline
    if (figures.method == "loglinear") judge_models(figures, stratum);
    judge_bound(figures, stratum);
    judge_independence(*headline, stratum);
    if (!figures.low || !figures.high || *figures.high > kWidestInterval * *figures.low) {
        refuse(stratum, "interval-too-wide",
               "the interval spans more than a factor of ten: the lists do not say how many are "
               "missing");
    }
    if (*figures.estimate > kMostlyUnseen * static_cast<double>(usable.n)) {
        stratum.warnings.push_back(
            {"mostly-unseen",
             fmt::format(
                 "more than {:.0f} in {:.0f} would be on no list: such an estimate hangs on "
                 "few overlaps",
                 kMostlyUnseen - 1, kMostlyUnseen)});
    }
}

}  // namespace dalil
