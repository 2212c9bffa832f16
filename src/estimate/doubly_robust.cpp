#include "estimate/doubly_robust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "estimate/normal.hpp"
#include "estimate/pair_groups.hpp"

namespace dalil {

namespace {

constexpr double kTiny = 1e-6;
constexpr std::size_t kMostDraws = 100;
constexpr int kTargetingRounds = 200;
constexpr double kMuchTrimmed = 0.01;
constexpr double kTooMuchTrimmed = 0.05;

/// Everybody of one group and fold, with their chances.
struct Row {
    double first = 0, second = 0, both = 0;  ///< people
    double q1 = 0, q2 = 0, q12 = 0;
    double people() const { return first + second + both; }
    double ratio() const { return q1 * q2 / q12; }
};

/// Chances that can hold together: q12 at least the margin and at most either, and nobody likelier
/// than surely on one of the lists.
void make_possible(Row& row) {
    row.q12 = std::min(1.0, std::max(kMargin, row.q12));
    row.q1 = std::min(1.0, std::max(row.q12, row.q1));
    row.q2 = std::min(1.0, std::max(row.q12 / row.q1, row.q2));
}

std::vector<Row> rows_of(const Nuisance& nuisance, double& trimmed) {
    std::vector<Row> rows;
    double people = 0;
    trimmed = 0;
    for (std::size_t f = 0; f < nuisance.counts.size(); ++f) {
        for (std::size_t g = 0; g < nuisance.counts[f].size(); ++g) {
            const Nuisance::Counts& c = nuisance.counts[f][g];
            if (c.people() == 0) continue;
            Row row{c.first,
                    c.second,
                    c.both,
                    nuisance.chances[0][f][g],
                    nuisance.chances[1][f][g],
                    nuisance.chances[2][f][g]};
            if (row.q12 < kMargin) trimmed += row.people();
            people += row.people();
            make_possible(row);
            rows.push_back(row);
        }
    }
    trimmed /= std::max(1.0, people);
    return rows;
}

double mean_ratio(const std::vector<Row>& rows) {
    double sum = 0, people = 0;
    for (const Row& row : rows) {
        sum += row.people() * row.ratio();
        people += row.people();
    }
    return sum / people;
}

struct Moments {
    double mean = 0, variance = 0;
};

/// Of the influence function before centring.
Moments influence(const std::vector<Row>& rows) {
    double sum = 0, square = 0, people = 0;
    for (const Row& r : rows) {
        const double first = r.q2 / r.q12, second = r.q1 / r.q12;
        const double both = first + second - r.ratio() / r.q12;
        sum += r.first * first + r.second * second + r.both * both;
        square += r.first * first * first + r.second * second * second + r.both * both * both;
        people += r.people();
    }
    const double mean = sum / people;
    return {mean, std::max(0.0, square / people - mean * mean)};
}

/// Shifts one chance of all rows on the logit scale, by maximum likelihood with the clever
/// covariate as weight (van der Laan and Rubin 2006; as a weight it cannot throw a rare chance far
/// off). Gives the mean score before.
template <class Hits, class Clever>
double fluctuate(std::vector<Row>& rows, double Row::* chance, Hits hits, Clever clever) {
    std::vector<double> weight, offset;
    double people = 0, first_score = 0, shift = 0;
    for (const Row& row : rows) {
        weight.push_back(clever(row));
        const double q = std::min(1 - kTiny, std::max(kTiny, row.*chance));
        offset.push_back(std::log(q / (1 - q)));
        people += row.people();
    }
    for (int round = 0; round < 25; ++round) {
        double score = 0, information = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double q = 1 / (1 + std::exp(-offset[i] - shift));
            score += weight[i] * (hits(rows[i]) - rows[i].people() * q);
            information += weight[i] * rows[i].people() * q * (1 - q);
        }
        if (round == 0) first_score = score / people;
        if (information <= 0) break;
        const double move = score / information;
        shift += std::min(1.0, std::max(-1.0, move));
        if (std::abs(move) < 1e-12) break;
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i].*chance = 1 / (1 + std::exp(-offset[i] - shift));
    return first_score;
}

/// The plug-in after targeting: the mean of the influence function is then that of the ratio.
double targeted_mean(std::vector<Row> rows) {
    for (int round = 0; round < kTargetingRounds; ++round) {
        const double a = fluctuate(
            rows, &Row::q1, [](const Row& r) { return r.first + r.both; },
            [](const Row& r) { return r.q2 / r.q12; });
        const double b = fluctuate(
            rows, &Row::q2, [](const Row& r) { return r.second + r.both; },
            [](const Row& r) { return r.q1 / r.q12; });
        const double c = fluctuate(
            rows, &Row::q12, [](const Row& r) { return r.both; },
            [](const Row& r) { return r.ratio() / r.q12; });
        for (Row& row : rows) row.q12 = std::max(kMargin, row.q12);
        if (std::abs(a) + std::abs(b) + std::abs(c) < 1e-9) break;
    }
    return mean_ratio(rows);
}

/// N = n times the factor, with the variance of both the factor and n (Das, Kennedy and Jewell
/// 2021, section 4); log-normal in the unlisted (Chao 1987).
void fill(Variant& variant, double factor, const RobustFigures& figures, const PairGroups& pair,
          double level) {
    const double n = pair.people(), total = n * std::max(1.0, factor);
    const double spread = n * figures.spread + total * (total / n - 1);
    const double unlisted = total - n;
    variant.estimate = total;
    variant.figures["se"] = std::sqrt(spread);
    variant.low = variant.high = total;
    if (unlisted <= 0) return;
    const double times =
        std::exp(normal_width(level) * std::sqrt(std::log1p(spread / (unlisted * unlisted))));
    variant.low = n + unlisted / times;
    variant.high = n + unlisted * times;
}

std::string name_of(const LearnerChoice& choice) {
    std::string name =
        fmt::format("logistic{}, penalty {:g}",
                    choice.pairs != 0 ? " with pairs of covariates" : "", choice.penalty);
    if (choice.shrinkage > 0)
        name = fmt::format("cells shrunk by {:g} to {}", choice.shrinkage, name);
    return name;
}

/// One pair on the best table.
struct PairRun {
    std::size_t a = 0, b = 0;
    PairGroups pair;
    std::array<LearnerChoice, 2> choice;
    Variant robust, plug_in, targeted;
};

/// Why a pair has no estimate; empty if it has one.
std::string unfit(const PairGroups& pair) {
    if (pair.used.empty()) return "no covariate is known on both lists";
    if (pair.people() < kFewestOfPair)
        return fmt::format("fewer than {:.0f} people on the two lists", kFewestOfPair);
    if (pair.overlap < kFewestOnBoth)
        return fmt::format("fewer than {:.0f} people on both lists", kFewestOnBoth);
    return "";
}

PairRun run_pair(const CovariateTable& table, std::size_t a, std::size_t b, double level,
                 const Context& context) {
    PairRun run{a, b, group_pair(table, a, b), {}, {}, {}, {}};
    for (Variant* variant : {&run.robust, &run.plug_in, &run.targeted})
        variant->parameters["pair"] = std::vector{run.pair.first, run.pair.second};
    run.plug_in.parameters["form"] = "plug_in";
    run.targeted.parameters["form"] = "tmle";
    run.robust.figures["overlap"] = run.pair.overlap;
    run.robust.figures["listed"] = run.pair.people();
    if (const std::string why = unfit(run.pair); !why.empty()) {
        run.robust.warnings.push_back(why);
        return run;
    }
    const Nuisance nuisance = learn(run.pair, context.seed, nullptr, context);
    run.choice = nuisance.choice;
    const RobustFigures figures = robust_figures(nuisance);
    run.robust.figures["trimmed"] = figures.trimmed;
    if (figures.trimmed > kTooMuchTrimmed) {
        run.robust.warnings.push_back(
            fmt::format("the covariates nearly exclude that {:.0f} % of the people are on both "
                        "lists: nothing is known about such people",
                        100 * figures.trimmed));
        return run;
    }
    fill(run.robust, figures.doubly_robust, figures, run.pair, level);
    fill(run.plug_in, figures.plug_in, figures, run.pair, level);
    fill(run.targeted, figures.targeted, figures, run.pair, level);
    run.robust.parameters["covariates"] = run.pair.used;
    run.robust.figures["petersen"] = run.pair.first_size * run.pair.second_size / run.pair.overlap;
    if (figures.trimmed > kMuchTrimmed)
        run.robust.warnings.push_back(
            fmt::format("for {:.0f} % of the people the chance of being on both lists was lifted "
                        "to {:g}: the figure leans on that",
                        100 * figures.trimmed, kMargin));
    if (!run.pair.left_out.empty())
        run.robust.warnings.push_back(fmt::format("not known alike on both lists and left out: {}",
                                                  fmt::join(run.pair.left_out, ", ")));
    return run;
}

Component component_of(const Variant& variant, double level) {
    return component_from(variant.figures.at("listed"), *variant.estimate, *variant.low,
                          *variant.high, level);
}

/// The same pair with the same learners in every draw.
std::vector<std::vector<Component>> in_draws(const PairRun& best, const CovariateSample& sample,
                                             double level, const Context& context) {
    std::vector<std::vector<Component>> parts(std::min(sample.draws, kMostDraws));
    parallel_for(context, parts.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t d = first; d < last; ++d) {
            const PairGroups pair = group_pair(sample.draw(d), best.a, best.b);
            if (!unfit(pair).empty()) continue;
            const RobustFigures figures =
                robust_figures(learn(pair, context.seed, &best.choice, context), false);
            Variant variant;
            variant.figures["listed"] = pair.people();
            fill(variant, figures.doubly_robust, figures, pair, level);
            parts[d].push_back(component_of(variant, level));
        }
    });
    std::erase_if(parts, [](const auto& part) { return part.empty(); });
    return parts;
}

void mix(MethodRun& run, const std::vector<std::vector<Component>>& parts, double level) {
    run.components.clear();
    for (const auto& part : parts)
        run.components.insert(run.components.end(), part.begin(), part.end());
    MethodResult& result = run.result;
    result.figures["estimate_best"] = *result.estimate;
    result.estimate = result.median = quantile(run.components, 0.5);
    result.mean = mean_of_medians(run.components);
    result.low = quantile(run.components, 0.5 - 0.5 * level);
    result.high = quantile(run.components, 0.5 + 0.5 * level);
}

void show(MethodResult& result, const PairRun& best) {
    result.estimate = best.robust.estimate;
    result.low = best.robust.low;
    result.high = best.robust.high;
    result.figures = best.robust.figures;
    result.parameters = best.robust.parameters;
    result.parameters["folds"] = static_cast<double>(kFolds);
    result.parameters["margin"] = kMargin;
    result.parameters["learners"] = std::vector{name_of(best.choice[0]), name_of(best.choice[1])};
    result.warnings = best.robust.warnings;
}

}  // namespace

RobustFigures robust_figures(const Nuisance& nuisance, bool targeting) {
    RobustFigures out;
    const std::vector<Row> rows = rows_of(nuisance, out.trimmed);
    const Moments moments = influence(rows);
    out.doubly_robust = moments.mean;
    out.spread = moments.variance;
    out.plug_in = mean_ratio(rows);
    if (targeting) out.targeted = targeted_mean(rows);
    return out;
}

MethodRun estimate_doubly_robust(const CovariateSample& sample,
                                 const std::vector<std::string>& dropped, double level,
                                 const Context& context, std::optional<double>& share) {
    const auto begin = std::chrono::steady_clock::now();
    const CovariateTable& table = sample.best;
    const auto is_dropped = [&](std::size_t list) {
        return std::find(dropped.begin(), dropped.end(), table.lists[list]) != dropped.end();
    };
    std::vector<PairRun> runs;
    for (std::size_t a = 0; a < table.lists.size(); ++a)
        for (std::size_t b = a + 1; b < table.lists.size(); ++b)
            if (!is_dropped(a) && !is_dropped(b)) runs.push_back({a, b, {}, {}, {}, {}, {}});
    parallel_for(context, runs.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            runs[i] = run_pair(table, runs[i].a, runs[i].b, level, context);
    });
    MethodRun out;
    out.result.method = "doubly_robust";
    out.result.level = level;
    const PairRun* best = nullptr;
    for (const PairRun& run : runs) {
        out.result.variants.push_back(run.robust);
        if (!run.robust.estimate) continue;
        out.result.variants.push_back(run.plug_in);
        out.result.variants.push_back(run.targeted);
        if (best == nullptr || run.pair.overlap > best->pair.overlap) best = &run;
    }
    if (best != nullptr) {
        show(out.result, *best);
        out.components = {component_of(best->robust, level)};
        const auto parts = in_draws(*best, sample, level, context);
        if (!parts.empty()) {
            mix(out, parts, level);
            share = between_share(parts);
        }
    }
    out.result.warnings.push_back(
        "holds only if the two lists are independent among people of whom the same is known");
    out.result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return out;
}

}  // namespace dalil
