#include "estimate/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "estimate/chain_diagnostics.hpp"
#include "estimate/latent_class.hpp"
#include "estimate/loglinear.hpp"
#include "estimate/methods.hpp"
#include "estimate/predictive.hpp"

namespace dalil {

namespace {

constexpr double kWidestInterval =
    10;  // high/low: an order of magnitude says no more than the bound
constexpr double kDisagreement = 1.5;   // largest over smallest N among models near the best
constexpr double kMostlyUnseen = 10;    // N over n
constexpr double kHeavyMode = 0.05;     // share of the posterior
constexpr double kHiddenFactor = 2;     // N over n
constexpr double kFarAbove = 1.25;      // end of one interval over the end of the other
constexpr double kStrongEvidence = 10;  // of BIC; "very strong" in Kass and Raftery (1995)

const MethodResult* find(const std::vector<MethodResult>& methods, std::string_view method) {
    for (const MethodResult& m : methods) {
        if (m.method == method && m.estimate && m.low && m.high) return &m;
    }
    return nullptr;
}

void refuse(StratumEstimate& stratum, std::string code, std::string text) {
    stratum.refused = true;
    stratum.reasons.push_back({std::move(code), std::move(text)});
}

void warn(StratumEstimate& stratum, std::string code, std::string text) {
    stratum.warnings.push_back({std::move(code), std::move(text)});
}

void judge_models(const MethodResult& loglinear, StratumEstimate& stratum) {
    const double least = loglinear.figures.at("spread_low"),
                 most = loglinear.figures.at("spread_high");
    if (most > kDisagreement * least) {
        warn(stratum, "models-disagree",
             fmt::format(
                 "models that the data support about equally well range from {:.0f} to {:.0f}",
                 least, most));
    }
}

/// Lists can share more people than chance because they depend on each other, or because some
/// people are easier to find than others. The first gives the log-linear figure, the second is what
/// the bound of Chao stands on. Where both explain the table and do not meet, nothing in the lists
/// decides.
void judge_heterogeneity(const MethodResult& loglinear, const MethodResult& bound,
                         StratumEstimate& stratum) {
    if (*loglinear.high < *bound.low) {
        warn(stratum, "below-lower-bound",
             "the estimate lies below the lower bound for people who differ in visibility: lists "
             "seem to avoid "
             "each other");
        return;
    }
    if (*loglinear.low <= *bound.high) return;
    const auto bic = bound.figures.find("bic");
    const bool fits_as_well = bic != bound.figures.end() &&
                              bic->second < loglinear.figures.at("bic_best") + kStrongEvidence;
    if (fits_as_well || *loglinear.low > kFarAbove * *bound.high) {
        refuse(stratum, "intervals-disjoint",
               "two explanations of the overlaps, lists that depend on each other and people who "
               "are not "
               "equally easy to find, give intervals that do not meet, and the lists cannot tell "
               "which holds");
    } else {
        warn(stratum, "rests-on-dependence",
             "the estimate lies above what differences in visibility alone would give: it rests on "
             "the "
             "dependence between lists being modelled rightly");
    }
}

void judge_chains(const MethodResult& sampled, StratumEstimate& stratum) {
    if (*sampled.rhat <= kChainsAgree && *sampled.ess >= kFewestEffective) return;
    refuse(stratum, "chains-disagree",
           fmt::format("the chains of the sampler did not agree in the time they had (R-hat "
                       "{:.3f}, {:.0f} effective draws): estimate by stratum, or with "
                       "`--effort thorough`",
                       *sampled.rhat, *sampled.ess));
}

/// A posterior stands if its chains agree, if it says one thing and if the lists bound it. Where
/// log-linear models say another, people differ in visibility, which they cannot see: a warning.
void judge_posterior(const MethodResult& classes, const MethodResult* loglinear,
                     StratumEstimate& stratum) {
    std::size_t heavy = 0;
    double first = 0, last = 0;
    for (const Mode& mode : classes.modes) {
        if (mode.mass < kHeavyMode) continue;
        if (heavy++ == 0) first = mode.median;
        last = mode.median;
    }
    if (heavy > 1 && last > kDisagreement * first) {
        refuse(stratum, "several-answers",
               fmt::format("the lists fit two answers that lie far apart, about {:.0f} and {:.0f}, "
                           "and do not tell which holds",
                           first, last));
    }
    if (classes.figures.at("at_cap") > kMostAtCap) {
        refuse(stratum, "no-upper-bound",
               "the lists do not bound the number of unlisted people from above");
    }
    if (loglinear != nullptr &&
        (*loglinear->low > *classes.high || *loglinear->high < *classes.low)) {
        warn(stratum, "methods-disagree",
             "people who differ in visibility and lists that depend on each other explain these "
             "overlaps with intervals that do not meet; the figure rests on the first");
    }
    if (*classes.estimate > kHiddenFactor * static_cast<double>(stratum.n)) {
        warn(stratum, "hardly-visible-people",
             "most people are on no list: if some of them had next to no chance of being on any, "
             "no method can see them, and the true number is higher");
    }
}

/// Would people of such kinds give such lists?
void judge_predictive(const MethodResult& classes, StratumEstimate& stratum) {
    const auto p = classes.figures.find("predictive_p"),
               pairs = classes.figures.find("predictive_p_pairs");
    if (p == classes.figures.end() || pairs == classes.figures.end()) return;
    if (std::min(p->second, pairs->second) < kPredictiveExtreme) {
        warn(stratum, "classes-do-not-fit",
             "lists drawn from the estimated kinds of people hardly ever look like these: the "
             "kinds do not describe how people came onto the lists, and the figure may mislead");
    } else if (p->second > 1 - kPredictiveExtreme) {
        warn(stratum, "too-regular",
             "these lists are more regular than counts of people are: were counts rounded, or "
             "computed from others?");
    }
}

/// Deviance more than two standard deviations above its mean: rejected.
void judge_independence(const MethodResult& independence, StratumEstimate& stratum) {
    const auto df = independence.figures.find("df"),
               deviance = independence.figures.find("deviance");
    if (df == independence.figures.end() || deviance == independence.figures.end() ||
        df->second <= 0)
        return;
    if (deviance->second < df->second + 2 * std::sqrt(2 * df->second)) return;
    warn(stratum, "independence-rejected",
         "the lists do not look independent, and this figure assumes that they are");
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
        reasons.push_back(
            {"overlap-too-small",
             fmt::format("people on more than one list: {}; an estimate needs {} or more",
                         usable.on_several, kFewestOnSeveral)});
    }
    if (usable.lists() > kMostLists) {
        reasons.push_back(
            {"too-many-lists",
             fmt::format("these are {} lists, and up to {} are estimated from: join lists of the "
                         "same origin",
                         usable.lists(), kMostLists)});
    }
    return reasons;
}

void judge(const UsableTable& usable, const std::vector<MethodResult>& methods,
           StratumEstimate& stratum) {
    const MethodResult* loglinear = find(methods, "loglinear");
    const MethodResult* bound = find(methods, "chao_lower_bound");
    const MethodResult* independence = find(methods, "independence");
    if (loglinear != nullptr) judge_models(*loglinear, stratum);
    const MethodResult* headline = find(methods, stratum.headline);
    if (headline != nullptr && headline->rhat && headline->ess) judge_chains(*headline, stratum);
    const MethodResult* classes =
        is_sampler(stratum.headline) ? find(methods, stratum.headline) : nullptr;
    if (classes != nullptr) {
        judge_posterior(*classes, loglinear, stratum);
        judge_predictive(*classes, stratum);
    } else if (loglinear != nullptr && bound != nullptr) {
        judge_heterogeneity(*loglinear, *bound, stratum);
    }
    if (stratum.headline == "independence" && independence != nullptr)
        judge_independence(*independence, stratum);
    if (headline == nullptr) return;
    if (*headline->high > kWidestInterval * *headline->low) {
        refuse(stratum, "interval-too-wide",
               "the interval spans more than a factor of ten: the lists do not say how many are "
               "missing");
    }
    if (*headline->estimate > kMostlyUnseen * static_cast<double>(usable.n)) {
        warn(stratum, "mostly-unseen",
             fmt::format("more than {:.0f} in {:.0f} would be on no list: such an estimate hangs "
                         "on few overlaps",
                         kMostlyUnseen - 1, kMostlyUnseen));
    }
    if (stratum.refused) stratum.headline.clear();
}

}  // namespace dalil
