// bench/covariates.cpp: how often the interval of two lists holds the truth when what is known
// about people explains how they get on lists, and when it does not. The table of
// docs/methods/estimation.md comes from here.
//
//     bench_covariates [SETS]      data sets per design, default 200
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"
#include "estimate/doubly_robust.hpp"
#include "estimate/pairs.hpp"

namespace dalil {
namespace {

double logistic(double x) {
    return 1 / (1 + std::exp(-x));
}

/// What is known about a person, and the chances of the two lists.
struct Person {
    std::uint32_t place = 1, sex = 1, year = 1;  ///< codes; year 1 to 60
    double first = 0, second = 0;
};
using Design = std::function<Person(Rng&)>;

Person known(Rng& rng) {
    Person p;
    p.place = 1 + static_cast<std::uint32_t>(rng.below(6));
    p.sex = 1 + static_cast<std::uint32_t>(rng.below(2));
    p.year = 1 + static_cast<std::uint32_t>(rng.below(60));
    return p;
}

/// Log odds of both lists move together by place and sex.
Design by_place(double base, double slope) {
    return [=](Rng& rng) {
        Person p = known(rng);
        const double visible = slope * ((p.place - 3.5) / 2 + (p.sex - 1.5));
        p.first = logistic(base + visible);
        p.second = logistic(base + 0.3 + visible);
        return p;
    };
}

/// Middle ages are seen more: no straight line.
Design by_age(double base, double height) {
    return [=](Rng& rng) {
        Person p = known(rng);
        const double off = (p.year - 30.5) / 30;
        p.first = p.second = logistic(base + height * (0.5 - off * off));
        return p;
    };
}

/// Place and sex matter only together.
Design crossed(double base, double slope) {
    return [=](Rng& rng) {
        Person p = known(rng);
        const double visible = (p.place % 2 == p.sex % 2 ? 1 : -1) * slope;
        p.first = logistic(base + visible);
        p.second = logistic(base + visible);
        return p;
    };
}

/// Something that nobody wrote down matters too.
Design hidden(double base, double slope, double deviation) {
    const Design seen = by_place(base, slope);
    return [=](Rng& rng) {
        Person p = seen(rng);
        const double own = deviation * rng.normal();
        p.first = logistic(std::log(p.first / (1 - p.first)) + own);
        p.second = logistic(std::log(p.second / (1 - p.second)) + own);
        return p;
    };
}

std::vector<std::string> numbered(std::uint32_t n, const char* prefix) {
    std::vector<std::string> levels{""};
    for (std::uint32_t i = 1; i <= n; ++i) levels.push_back(fmt::format("{}{:02}", prefix, i));
    return levels;
}

CovariateTable draw_table(const Design& design, std::uint64_t people, Rng& rng) {
    std::map<std::pair<std::vector<std::uint32_t>, std::uint64_t>, std::uint64_t> counts;
    for (std::uint64_t i = 0; i < people; ++i) {
        const Person p = design(rng);
        const std::uint64_t pattern =
            (rng.uniform() < p.first ? 1U : 0U) | (rng.uniform() < p.second ? 2U : 0U);
        if (pattern != 0) ++counts[{{p.place, p.sex, p.year}, pattern}];
    }
    CovariateTable table;
    table.lists = {"A", "B"};
    table.covariates = {make_covariate("place", numbered(6, "p")),
                        make_covariate("sex", numbered(2, "s")),
                        make_covariate("year", numbered(60, "19"))};
    for (const auto& [key, count] : counts) table.cells.push_back({key.second, key.first, count});
    return table;
}

struct Answer {
    bool there = false;
    double estimate = 0, low = 0, high = 0;
};
constexpr std::array<const char*, 4> kForms{"petersen", "doubly robust", "plug-in", "targeted"};

std::array<Answer, 4> answers(const CovariateTable& table) {
    Context context;
    context.threads = 1;
    std::array<Answer, 4> out;
    const auto petersen =
        estimate_pairs(usable_table(table.captures()), PairMethod::Petersen, 0.95);
    if (petersen.estimate) out[0] = {true, *petersen.estimate, *petersen.low, *petersen.high};
    CovariateSample sample;
    sample.best = table;
    std::optional<double> share;
    const auto robust = estimate_doubly_robust(sample, {}, 0.95, context, share).result;
    for (std::size_t v = 0; v < std::min<std::size_t>(3, robust.variants.size()); ++v) {
        const Variant& variant = robust.variants[v];
        if (variant.estimate) out[v + 1] = {true, *variant.estimate, *variant.low, *variant.high};
    }
    return out;
}

void run_design(const std::string& name, const Design& design, std::uint64_t people,
                std::uint64_t number, std::size_t sets) {
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::array<Answer, 4>> all(sets);
    parallel_for({}, sets, 1, [&](std::size_t k, std::size_t) {
        Rng rng(2028, number, k);
        all[k] = answers(draw_table(design, people, rng));
    });
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const auto truth = static_cast<double>(people);
    for (std::size_t form = 0; form < kForms.size(); ++form) {
        double n = 0, holds = 0, below = 0, above = 0, bias = 0, square = 0, width = 0;
        for (const auto& set : all) {
            const Answer& a = set[form];
            if (!a.there) continue;
            ++n;
            holds += a.low <= truth && truth <= a.high;
            below += a.high < truth;
            above += a.low > truth;
            bias += std::log(a.estimate / truth);
            square += std::log(a.estimate / truth) * std::log(a.estimate / truth);
            width += std::log(a.high / a.low);
        }
        n = std::max(1.0, n);
        fmt::print("| {} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:+.3f} | {:.3f} | {:.3f} |{}\n",
                   name, people, kForms[form], holds / n, below / n, above / n, bias / n,
                   std::sqrt(square / n), width / n,
                   form == 0 ? fmt::format(" {:.1f} s", seconds) : "");
    }
    std::fflush(stdout);
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    using namespace dalil;
    const std::size_t sets = argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 200;
    fmt::print("{} data sets per design, 95 % intervals\n\n", sets);
    fmt::print("| design | N | form | holds N | below | above | log bias | rmse | log width |\n");
    fmt::print("|---|---|---|---|---|---|---|---|---|\n");
    std::uint64_t number = 0;
    for (const std::uint64_t people : {1000U, 5000U}) {
        const std::vector<std::pair<std::string, Design>> designs{
            {"nothing matters", by_place(-0.8, 0)},
            {"place and sex, a little", by_place(-0.8, 0.5)},
            {"place and sex, much", by_place(-0.8, 1)},
            {"place and sex, rarely listed", by_place(-2, 0.7)},
            {"place and sex only together", crossed(-0.8, 0.8)},
            {"middle ages", by_age(-0.8, 2)},
            {"and something hidden", hidden(-0.8, 0.5, 0.7)},
        };
        for (const auto& [name, design] : designs) run_design(name, design, people, number++, sets);
    }
    return 0;
}
