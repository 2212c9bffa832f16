// bench/estimate_coverage.cpp: how often the 95 % interval holds the truth, and how often no number
// is given, over populations whose size is known. The tables of docs/methods/estimation.md come
// from here.
//
//     bench_estimate_coverage [TABLES]      tables per design, default 60; N = 2,000
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dalil/base/random.hpp"
#include "dalil/estimate/estimate.hpp"

namespace dalil {
namespace {

constexpr int kPeople = 2000;

double logistic(double x) {
    return 1 / (1 + std::exp(-x));
}

/// The pattern of one person; `i` is the number of the person.
using Person = std::function<std::uint64_t(int i, Rng& rng)>;

std::uint64_t draw_lists(const std::vector<double>& chances, Rng& rng) {
    std::uint64_t pattern = 0;
    for (std::size_t j = 0; j < chances.size(); ++j) {
        pattern |= std::uint64_t{rng.uniform() < chances[j]} << j;
    }
    return pattern;
}

/// Groups of people, each with its own chances; people of a group are independent on all lists.
Person classes(std::vector<std::pair<int, std::vector<double>>> groups) {
    return [groups](int i, Rng& rng) {
        for (const auto& [size, chances] : groups) {
            if (i < size) return draw_lists(chances, rng);
            i -= size;
        }
        return std::uint64_t{0};
    };
}

/// Log odds of list 2 change by `shift` for people on list 1.
Person one_pair(std::vector<double> chances, double shift) {
    return [chances, shift](int, Rng& rng) {
        std::vector<double> own = chances;
        const bool first = rng.uniform() < own[0];
        own[1] = logistic(std::log(own[1] / (1 - own[1])) + (first ? shift : 0));
        own[0] = first ? 1 : 0;
        return draw_lists(own, rng);
    };
}

/// People differ in visibility: a normal number with this deviation in all log odds.
Person smooth(std::vector<double> chances, double deviation) {
    return [chances, deviation](int, Rng& rng) {
        const double visible = deviation * rng.normal();
        std::vector<double> own;
        for (const double p : chances) own.push_back(logistic(std::log(p / (1 - p)) + visible));
        return draw_lists(own, rng);
    };
}

CaptureTable table_of(const Person& person, std::size_t lists, Rng& rng) {
    std::map<std::uint64_t, std::uint64_t> counts;
    for (int i = 0; i < kPeople; ++i) {
        const std::uint64_t pattern = person(i, rng);
        if (pattern != 0) ++counts[pattern];
    }
    CaptureTable table;
    for (std::size_t j = 0; j < lists; ++j) table.lists.push_back(fmt::format("L{}", j + 1));
    for (const auto& [pattern, count] : counts) table.cells.push_back({pattern, count, false});
    return table;
}

struct Score {
    int tables = 0, answered = 0, covered = 0, below = 0, above = 0;
    double log_width = 0, seconds = 0;
    std::map<std::string, int> reasons;

    void add(const StratumEstimate& e, double truth) {
        ++tables;
        if (e.refused) {
            ++reasons[e.reasons.front().code];
            return;
        }
        for (const MethodResult& m : e.methods) {
            if (m.method != e.headline) continue;
            ++answered;
            below += *m.high < truth ? 1 : 0;
            above += *m.low > truth ? 1 : 0;
            covered += *m.low <= truth && truth <= *m.high ? 1 : 0;
            log_width += std::log(*m.high / *m.low);
        }
    }

    void print(const std::string& name) const {
        std::string why;
        for (const auto& [code, count] : reasons) why += fmt::format(" {} {}", code, count);
        fmt::print("| {} | {} | {} | {} | {} | {:.2f} | {:.2f} |{} |\n", name, answered, covered,
                   below, above, answered > 0 ? log_width / answered : 0, seconds, why);
    }
};

void run_designs(int tables) {
    const std::vector<std::tuple<std::string, std::size_t, Person>> designs = {
        {"3 independent lists", 3, classes({{kPeople, {.2, .15, .25}}})},
        {"4 independent lists", 4, classes({{kPeople, {.2, .15, .25, .1}}})},
        {"3 lists, one pair depends (odds x 4)", 3, one_pair({.2, .15, .25}, std::log(4))},
        {"4 lists, one pair depends (odds x 4)", 4, one_pair({.2, .15, .25, .1}, std::log(4))},
        {"3 lists, one pair avoids each other (odds / 4)", 3,
         one_pair({.2, .25, .25}, -std::log(4))},
        {"two groups of lists avoid each other (sim5)", 5,
         classes({{1600, {.113, .113, .199, .832, .733}}, {400, {.86, .925, .859, .19, .193}}})},
        {"three groups of people (sim4)", 5,
         classes({{1600, {.1, .05, .15, .2, .1}},
                  {200, {.5, .4, .6, .4, .5}},
                  {200, {.8, .9, .6, .7, .7}}})},
        {"smooth visibility, sd 1, 3 lists", 3, smooth({.2, .15, .25}, 1)},
        {"smooth visibility, sd 1, 4 lists", 4, smooth({.2, .15, .25, .1}, 1)},
        {"two groups, well observed (sim3)", 5,
         classes({{1600, {.113, .113, .199, .232, .133}}, {400, {.86, .925, .859, .99, .793}}})},
        {"two groups, most nearly invisible (sim1)", 5,
         classes({{1800, {.033, .033, .099, .132, .033}}, {200, {.66, .825, .759, .99, .693}}})},
        {"two groups, more extreme (sim2)", 5,
         classes({{1600, {.013, .013, .099, .132, .033}}, {400, {.56, .825, .759, .99, .593}}})},
    };
    fmt::print("N = {}, {} tables per design, 95 % intervals\n\n", kPeople, tables);
    fmt::print("| design | answered | holds N | below | above | log width | s | refused |\n");
    fmt::print("|---|---|---|---|---|---|---|---|\n");
    for (std::size_t d = 0; d < designs.size(); ++d) {
        const auto& [name, lists, person] = designs[d];
        Score score;
        const auto begin = std::chrono::steady_clock::now();
        for (int t = 0; t < tables; ++t) {
            Rng rng(2026, d, static_cast<std::uint64_t>(t));
            score.add(estimate(table_of(person, lists, rng), {}, {}), kPeople);
        }
        score.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        score.print(name);
    }
}

/// Half of the links of lists 1 and 2 alone are in doubt; a doubtful link is true with this
/// probability, in truth and in every draw. The best partition makes all of them.
struct DoubtfulLists {
    CaptureTable best;
    std::vector<CaptureTable> draws;
};

DoubtfulLists doubtful_lists(double probability, Rng& rng) {
    CaptureTable truth = table_of(classes({{kPeople, {.3, .3, .3}}}), 3, rng);
    std::vector<std::uint64_t> sure(8, 0);
    for (const CaptureCell& cell : truth.cells) sure[cell.pattern] = cell.count;
    const std::uint64_t true_links = rng.binomial(sure[3], 0.5);
    std::uint64_t false_links = 0;
    for (std::uint64_t made = 0; made < true_links;)
        (rng.uniform() < probability ? made : false_links) += 1;
    false_links = std::min({false_links, sure[1], sure[2]});
    const std::uint64_t doubtful = true_links + false_links;
    sure[3] -= true_links;
    sure[1] -= false_links;
    sure[2] -= false_links;
    const auto with = [&](std::uint64_t linked) {
        CaptureTable table = truth;
        for (CaptureCell& cell : table.cells) {
            cell.count = sure[cell.pattern];
            if (cell.pattern == 3) cell.count += linked;
            if (cell.pattern == 1 || cell.pattern == 2) cell.count += doubtful - linked;
        }
        return table;
    };
    DoubtfulLists lists{with(doubtful), {}};
    for (int d = 0; d < 100; ++d) lists.draws.push_back(with(rng.binomial(doubtful, probability)));
    return lists;
}

void run_linkage(int tables) {
    fmt::print("\nhalf the links of one pair of lists in doubt, 100 draws\n\n");
    fmt::print("| links | answered | holds N | below | above | log width | s | refused |\n");
    fmt::print("|---|---|---|---|---|---|---|---|\n");
    for (const double probability : {0.9, 0.7, 0.5}) {
        Score with_draws, fixed;
        const auto begin = std::chrono::steady_clock::now();
        for (int t = 0; t < tables; ++t) {
            Rng rng(2027, static_cast<std::uint64_t>(100 * probability),
                    static_cast<std::uint64_t>(t));
            const DoubtfulLists lists = doubtful_lists(probability, rng);
            with_draws.add(estimate_draws(lists.best, lists.draws, {}, {}), kPeople);
            fixed.add(estimate(lists.best, {}, {}), kPeople);
        }
        with_draws.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        with_draws.print(fmt::format("draws, each true with probability {}", probability));
        fixed.print(fmt::format("fixed at the best, {}", probability));
    }
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    const int tables = argc > 1 ? std::atoi(argv[1]) : 60;
    dalil::run_designs(tables);
    dalil::run_linkage(tables);
    return 0;
}
