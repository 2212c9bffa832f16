#include "estimate/latent_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "dalil/base/parallel.hpp"
#include "estimate/chain_diagnostics.hpp"
#include "estimate/latent_jumps.hpp"
#include "estimate/posterior_modes.hpp"
#include "estimate/refits.hpp"

namespace dalil {

namespace {

constexpr std::size_t kLadders = 4;
constexpr std::size_t kMostKept = 32768;  // draws of one ladder; beyond, every second one goes
constexpr double kFirstRound = 1000, kLeastRound = 100, kLeastBurnIn = 300;  // sweeps
constexpr double kMassError = 0.02;
// Work in units of about a nanosecond of one ladder, for ten thousand effective draws and in
// proportion for fewer: after the first, what is good enough stops; after the second, everything.
constexpr double kSomeWork = 2e9, kMostWork = 1.5e10;
constexpr double kNearCap = 0.98, kHopeless = 0.05;
constexpr double kEnoughForVariants = 800;
constexpr std::size_t kComponents = 200;
constexpr std::size_t kTracePoints = 200;
constexpr int kMostLearnings = 3;     // of jumps; each throws away the draws before
constexpr std::size_t kSettle = 100;  // sweeps to reach the posterior of a table nearby

/// Of one sweep: the trajectory's evaluations over nodes, classes and parameters.
double work_of(const LatentDensity& density) {
    const auto classes = static_cast<double>(density.classes());
    return 16 * (static_cast<double>(density.nodes()) * classes * 3 +
                 static_cast<double>(density.dimensions()) * 12) +
           6000;
}

/// The first total of every mode but the lowest.
std::vector<double> first_totals(const LatentPosterior& found) {
    std::vector<double> cuts;
    std::size_t counted = 0;
    for (std::size_t m = 0; m + 1 < found.modes.size(); ++m) {
        counted += static_cast<std::size_t>(
            std::lround(found.modes[m].mass * static_cast<double>(found.sorted.size())));
        cuts.push_back(found.sorted[std::min(counted, found.sorted.size() - 1)]);
    }
    return cuts;
}

/// Where every mode ends; the last never.
std::vector<double> cuts_between(const LatentPosterior& found) {
    auto cuts = first_totals(found);
    cuts.push_back(HUGE_VAL);
    return cuts;
}

class Sampling {
  public:
    Sampling(const CaptureTable& table, const LatentDensity& density, const LatentOptions& options,
             const Context& context)
        : table_(table), density_(density), options_(options), context_(context), draws_(kLadders) {
        for (std::size_t i = 0; i < kLadders; ++i) {
            ladders_.emplace_back(density, mix(context.seed, options.stream), i);
        }
    }

    LatentPosterior run() {
        each([&](std::size_t i) { ladders_[i].burn_in(burn_in(), context_); });
        double work = work_of(density_) * static_cast<double>(burn_in());
        const std::size_t first = at_most(kFirstRound, 0.1 * kSomeWork, kLeastRound);
        std::size_t round = first, sweeps = 0;
        for (;;) {
            each([&](std::size_t i) {
                ladders_[i].sample(round, thin_, draws_[i], context_, &places_[i]);
            });
            sweeps += round;
            work += work_of(density_) * static_cast<double>(round);
            thin();
            LatentPosterior found = summary(sweeps);
            if (learn(found)) {
                work += work_of(density_) * static_cast<double>(first);
                sweeps = 0;
                round = first;
                continue;
            }
            if (done(found, work)) {
                for (const LatentLadder& ladder : ladders_) found.ladders.push_back(ladder.state());
                if (options_.predictive) found.predictive = predictive();
                return found;
            }
            round = next_round(found, sweeps, work);
        }
    }

  private:
    std::size_t burn_in() const {
        const double usual = std::clamp(options_.enough / 4, 800.0, 2000.0);
        return at_most(usual, 0.3 * kSomeWork, kLeastBurnIn);
    }

    /// A number of sweeps, fewer where each is dear.
    std::size_t at_most(double sweeps, double work, double least) const {
        return static_cast<std::size_t>(
            std::min(sweeps, std::max(least, work / work_of(density_))));
    }

    double share() const { return std::clamp(options_.enough / 10000, 0.03, 1.0); }

    static std::uint64_t mix(std::uint64_t seed, std::uint64_t stream) {
        return stream == 0 ? seed : Rng(seed, 0x6C6174656E74, stream).bits();
    }

    template <class Body>
    void each(Body body) {
        parallel_for(context_, kLadders, 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) body(i);
        });
    }

    void thin() {
        while (draws_[0].size() > kMostKept) {
            for (auto& chain : draws_) {
                for (std::size_t i = 0; 2 * i + 1 < chain.size(); ++i) chain[i] = chain[2 * i + 1];
                chain.resize(chain.size() / 2);
            }
            thin_ *= 2;
        }
    }

    /// Jumps between modes not yet known; then the draws so far were only to learn from.
    bool learn(const LatentPosterior& found) {
        if (found.modes.size() <= modes_known_ || learnings_ == kMostLearnings) return false;
        std::vector<LatentPlace> places;
        for (const auto& of_ladder : places_) {
            places.insert(places.end(), of_ladder.begin(), of_ladder.end());
        }
        const auto jump =
            learn_latent_jump(density_, places, first_totals(found), ladders_[0].state(), context_);
        if (jump == nullptr) return false;
        modes_known_ = found.modes.size();
        ++learnings_;
        each([&](std::size_t i) {
            ladders_[i].set_jump(jump);
            ladders_[i].settle(kSettle, context_);
            draws_[i].clear();
            learned_from_[i] = places_[i].size();
        });
        thin_ = 1;
        return true;
    }

    /// By the places that were noted since jumps were last learned.
    std::optional<PredictiveCheck> predictive() const {
        std::vector<const std::vector<double>*> points;
        for (std::size_t i = 0; i < kLadders; ++i) {
            for (std::size_t p = learned_from_[i]; p < places_[i].size(); ++p)
                points.push_back(&places_[i][p].point);
        }
        return check_predictive(table_, density_, points, options_.stream, context_);
    }

    bool done(const LatentPosterior& found, double work) const {
        if (work > share() * kMostWork) return true;
        // A posterior that leans on the bound is refused, however well it is known.
        if (found.at_cap > kHopeless && work > 0.1 * share() * kSomeWork) return true;
        const double size = std::min(found.bulk, found.tail), budget = share() * kMostWork;
        // So does one that would stay far below the fewest draws to the end of the budget.
        if (work > budget / 4 && size * budget / work < kFewestEffective / 2) return true;
        if (found.rhat > kChainsAgree) return false;
        for (const Mode& mode : found.modes) {
            if (mode.mass_error > kMassError) return false;
        }
        const bool less_will_do = work > options_.patience * share() * kSomeWork;
        return size >= (less_will_do ? kFewestEffective : options_.enough);
    }

    /// As many sweeps as seem to be missing, but no more than double.
    std::size_t next_round(const LatentPosterior& found, std::size_t sweeps, double work) const {
        const double size = std::max(1.0, std::min(found.bulk, found.tail));
        const auto have = static_cast<double>(sweeps);
        double wanted = have * std::clamp(1.05 * options_.enough / size - 1, 0.1, 1.0);
        wanted = std::min(wanted, (share() * kMostWork - work) / work_of(density_) + 1);
        return static_cast<std::size_t>(std::max(wanted, 100.0));
    }

    LatentPosterior summary(std::size_t sweeps) const {
        LatentPosterior out;
        double occupied = 0, near = 0, all = 0;
        const double edge = kNearCap * density_.cap().most() + density_.n();
        for (const auto& chain : draws_) {
            auto& totals = out.totals.emplace_back();
            for (const LatentDraw& draw : chain) {
                totals.push_back(draw.total);
                occupied += draw.occupied;
                near += draw.total > edge ? 1 : 0;
            }
            all += static_cast<double>(chain.size());
            out.sorted.insert(out.sorted.end(), totals.begin(), totals.end());
        }
        std::sort(out.sorted.begin(), out.sorted.end());
        const ChainDiagnosis diagnosis = diagnose(out.totals);
        out.rhat = diagnosis.rhat;
        out.bulk = diagnosis.bulk;
        out.tail = diagnosis.tail;
        out.occupied = occupied / all;
        out.at_cap = near / all;
        out.sweeps = static_cast<double>(sweeps);
        out.exchange = 1;
        for (const LatentLadder& ladder : ladders_) {
            auto rates = ladder.exchange_rates();
            out.exchange = std::min(out.exchange, *std::min_element(rates.begin(), rates.end()));
            out.exchange_rates.push_back(std::move(rates));
            out.round_trips += ladder.round_trips();
            out.jumps += ladder.jump_rate() / kLadders;
        }
        out.modes = posterior_modes(out.sorted, density_.n(), out.bulk, options_.level);
        if (out.modes.size() > 1) weigh_modes(out);
        return out;
    }

    /// Monte-Carlo error of each mode's mass, from how the chains come and go.
    static void weigh_modes(LatentPosterior& out) {
        const auto cuts = cuts_between(out);
        double from = -HUGE_VAL;
        for (std::size_t m = 0; m < cuts.size(); ++m) {
            auto inside = out.totals;
            for (auto& chain : inside) {
                for (double& v : chain) v = v >= from && v < cuts[m] ? 1 : 0;
            }
            Mode& mode = out.modes[m];
            mode.mass_error =
                std::sqrt(mode.mass * (1 - mode.mass) / std::max(1.0, effective_draws(inside)));
            from = cuts[m];
        }
    }

    const CaptureTable& table_;
    const LatentDensity& density_;
    const LatentOptions& options_;
    const Context& context_;
    std::vector<LatentLadder> ladders_;
    std::vector<std::vector<LatentDraw>> draws_;
    std::size_t thin_ = 1;
    std::vector<std::vector<LatentPlace>> places_{kLadders};
    std::array<std::size_t, kLadders>
        learned_from_{};  ///< how many of them jumps were learned from
    std::size_t modes_known_ = 1;
    int learnings_ = 0;
};

double quantile_of(const std::vector<double>& sorted, double p) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(p * last))];
}

/// The posterior as points of equal weight at its quantiles.
std::vector<Component> components_of(const std::vector<double>& sorted, double n,
                                     std::size_t count) {
    std::vector<Component> parts;
    for (std::size_t i = 0; i < count; ++i) {
        const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
        parts.push_back({1, n, std::log(std::max(quantile_of(sorted, p) - n, 0.1)), 0, 0});
    }
    return parts;
}

Variant variant_of(const LatentPosterior& posterior, double level) {
    Variant variant;
    variant.estimate = posterior.quantile(0.5);
    variant.low = posterior.quantile(0.5 - 0.5 * level);
    variant.high = posterior.quantile(0.5 + 0.5 * level);
    variant.figures = {{"rhat", posterior.rhat},
                       {"ess", std::min(posterior.bulk, posterior.tail)},
                       {"at_cap", posterior.at_cap}};
    return variant;
}

/// What each ladder did, for those who want to see that they agree.
std::vector<ChainRecord> records_of(const LatentPosterior& posterior) {
    std::vector<ChainRecord> records;
    for (std::size_t i = 0; i < posterior.totals.size(); ++i) {
        const std::vector<double>& totals = posterior.totals[i];
        ChainRecord record;
        record.draws = totals.size();
        record.exchange_rates = posterior.exchange_rates[i];
        const std::size_t points = std::min(totals.size(), kTracePoints);
        for (std::size_t p = 0; p < points; ++p)
            record.trace.push_back(totals[p * totals.size() / points]);
        double passed = 0;
        for (const double cut : cuts_between(posterior)) {
            const auto below = static_cast<double>(std::count_if(
                totals.begin(), totals.end(), [&](double total) { return total < cut; }));
            record.mode_shares.push_back((below - passed) / static_cast<double>(totals.size()));
            passed = below;
        }
        records.push_back(std::move(record));
    }
    return records;
}

/// p(N) proportional to 1 in place of 1/N: draws weighted by N.
Variant flat_total(const LatentPosterior& posterior, double level) {
    double all = 0;
    for (double total : posterior.sorted) all += total;
    const auto at = [&](double p) {
        double below = 0;
        for (double total : posterior.sorted) {
            if ((below += total) >= p * all) return total;
        }
        return posterior.sorted.back();
    };
    Variant variant;
    variant.parameters = {{"total_prior", std::string("1")}};
    variant.estimate = at(0.5);
    variant.low = at(0.5 - 0.5 * level);
    variant.high = at(0.5 + 0.5 * level);
    return variant;
}

/// The same table under other priors, and without each of its lists.
std::vector<Variant> sensitivity(const UsableTable& usable, const LatentOptions& options,
                                 const Context& context) {
    struct Change {
        std::map<std::string, Parameter> parameters;
        LatentPrior prior;
        std::optional<std::size_t> without;
    };
    std::vector<Change> changes;
    const auto add = [&](std::map<std::string, Parameter> parameters, auto change) {
        changes.push_back({std::move(parameters), options.prior, {}});
        change(changes.back().prior);
    };
    add({{"lambda_a", 0.5}, {"lambda_b", 0.5}},
        [](LatentPrior& p) { p.lambda_a = p.lambda_b = 0.5; });
    add({{"lambda_a", 1.0}, {"lambda_b", 3.0}}, [](LatentPrior& p) {
        p.lambda_a = 1;
        p.lambda_b = 3;
    });
    add({{"alpha_shape", 1.0}, {"alpha_rate", 1.0}},
        [](LatentPrior& p) { p.alpha_shape = p.alpha_rate = 1; });
    add({{"classes", 5.0}}, [](LatentPrior& p) { p.classes = 5; });
    add({{"cap", 2 * options.prior.cap}}, [](LatentPrior& p) { p.cap *= 2; });
    for (std::size_t j = 0; usable.lists() > 3 && j < usable.lists(); ++j) {
        changes.push_back({{{"without", usable.table.lists[j]}}, options.prior, j});
    }
    std::vector<Variant> variants(changes.size());
    parallel_for(context, changes.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            LatentOptions own = options;
            own.prior = changes[i].prior;
            own.enough = kEnoughForVariants;
            own.stream = 5000 + i;
            own.predictive = false;
            UsableTable table = usable;
            if (changes[i].without) {
                table = usable_table(without_list(usable.table, *changes[i].without));
            }
            if (table.n > 0 && table.lists() > 1) {
                variants[i] = variant_of(sample_latent_classes(table, own, context), own.level);
            }
            variants[i].parameters = changes[i].parameters;
        }
    });
    return variants;
}

void warn(MethodResult& result, const LatentPosterior& posterior) {
    if (posterior.rhat > kChainsAgree) {
        result.warnings.push_back(
            fmt::format("the chains do not agree (R-hat {:.3f}, above {}): the figure is not to be "
                        "used",
                        posterior.rhat, kChainsAgree));
    }
    if (std::min(posterior.bulk, posterior.tail) < kFewestEffective) {
        result.warnings.push_back(
            fmt::format("only {:.0f} effective draws, fewer than {:.0f}: the figure is not to be "
                        "used",
                        std::min(posterior.bulk, posterior.tail), kFewestEffective));
    }
    if (posterior.modes.size() > 1) {
        result.warnings.push_back(
            fmt::format("{} answers far apart fit the lists; see modes", posterior.modes.size()));
    }
    if (posterior.at_cap > kMostAtCap) {
        result.warnings.push_back(
            "more than a hundredth of the posterior lies at the bound of the unlisted people: the "
            "lists do not bound the figure from above");
    }
}

void report_predictive(const PredictiveCheck& check, const UsableTable& usable,
                       MethodResult& result) {
    result.figures["predictive_p"] = check.p;
    result.figures["predictive_p_pairs"] = check.pairs_p;
    result.figures["predictive_draws"] = static_cast<double>(check.draws);
    if (check.p < kPredictiveExtreme) {
        result.warnings.push_back(
            fmt::format("tables drawn from this posterior almost never lie as far from it as these "
                        "lists do (p = {:.3f}): classes of people do not describe them",
                        check.p));
    }
    if (check.pairs_p < kPredictiveExtreme) {
        result.warnings.push_back(fmt::format(
            "{} and {} share {:.0f} people, and the classes expect {:.0f} (p = {:.3f}): these "
            "lists depend on each other in a way that the classes do not follow",
            usable.table.lists[check.first], usable.table.lists[check.second], check.shared,
            check.expected, check.pairs_p));
    }
    if (check.p > 1 - kPredictiveExtreme) {
        result.warnings.push_back(
            fmt::format("these lists lie nearer to the posterior than tables drawn from it (p = "
                        "{:.3f}): counts of people scatter more; were they rounded, or computed?",
                        check.p));
    }
}

}  // namespace

double LatentPosterior::quantile(double p) const {
    return quantile_of(sorted, p);
}

double LatentPosterior::mean() const {
    return std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
}

LatentPosterior sample_latent_classes(const UsableTable& usable, const LatentOptions& options,
                                      const Context& context) {
    const LatentDensity density(usable.table, options.prior);
    return Sampling(usable.table, density, options, context).run();
}

LatentRun estimate_latent_class(const UsableTable& usable, const LatentOptions& options,
                                const Context& context) {
    LatentRun out;
    MethodResult& result = out.run.result;
    result.method = options.method;
    result.level = options.level;
    result.parameters = {{"classes", static_cast<double>(options.prior.classes)},
                         {"alpha_shape", options.prior.alpha_shape},
                         {"alpha_rate", options.prior.alpha_rate},
                         {"lambda_a", options.prior.lambda_a},
                         {"lambda_b", options.prior.lambda_b},
                         {"cap", options.prior.cap},
                         {"seed", static_cast<double>(context.seed)}};
    if (usable.censored) {
        result.warnings.push_back("cells known only as an upper bound are not handled");
        return out;
    }
    LatentPosterior posterior = sample_latent_classes(usable, options, context);
    const auto n = static_cast<double>(usable.n);
    result.estimate = result.median = posterior.quantile(0.5);
    result.mean = posterior.mean();
    result.low = posterior.quantile(0.5 - 0.5 * options.level);
    result.high = posterior.quantile(0.5 + 0.5 * options.level);
    result.rhat = posterior.rhat;
    result.ess = std::min(posterior.bulk, posterior.tail);
    result.modes = posterior.modes;
    result.chains = records_of(posterior);
    if (options.keep_draws) result.draws = posterior.totals;
    result.figures = {{"ess_bulk", posterior.bulk},
                      {"ess_tail", posterior.tail},
                      {"draws", static_cast<double>(posterior.sorted.size())},
                      {"sweeps", posterior.sweeps},
                      {"classes_occupied", posterior.occupied},
                      {"at_cap", posterior.at_cap},
                      {"exchange_rate", posterior.exchange},
                      {"round_trips", static_cast<double>(posterior.round_trips)},
                      {"jump_rate", posterior.jumps},
                      {"listed", n}};
    warn(result, posterior);
    if (posterior.predictive) report_predictive(*posterior.predictive, usable, result);
    result.variants.push_back(flat_total(posterior, options.level));
    if (options.sensitivity) {
        for (Variant& variant : sensitivity(usable, options, context)) {
            result.variants.push_back(std::move(variant));
        }
    }
    out.run.components = components_of(posterior.sorted, n, kComponents);
    out.run.verdict_interval = {posterior.quantile(0.5 - 0.5 * kVerdictLevel),
                                posterior.quantile(0.5 + 0.5 * kVerdictLevel)};
    out.run.posterior = summarize_replicate(n, posterior.sorted);
    out.ladders = std::move(posterior.ladders);
    return out;
}

std::vector<Component> continue_latent_class(const UsableTable& usable,
                                             const std::vector<LadderState>& ladders,
                                             std::size_t sweeps, const LatentOptions& options,
                                             const Context& context) {
    const LatentDensity density(usable.table, options.prior);
    const LadderState& from = ladders[options.stream % ladders.size()];
    LatentLadder ladder(density, from, context.seed, 1000 + options.stream);
    ladder.settle(std::max(kSettle, sweeps / 2), context);
    std::vector<LatentDraw> draws;
    ladder.sample(sweeps, 1, draws, context);
    std::vector<double> sorted;
    for (const LatentDraw& draw : draws) sorted.push_back(draw.total);
    std::sort(sorted.begin(), sorted.end());
    return components_of(sorted, density.n(), kComponents / 4);
}

}  // namespace dalil
