// bench/linkage_doubt.cpp: what doubt about who is the same person does to the estimate of how many
// there are. Lists of invented people, misspelt more or less, are linked; the number of people is
// then estimated from the true links, from the best partition alone, and over draws of the
// partition (linkage averaging, Sadinle 2018). The tables of docs/methods/estimation.md come from
// here.
//
//     bench_linkage_doubt                             N = 2,000, four error rates, 20 sets of each
//     bench_linkage_doubt --people 500,2000,10000 --sets 100 --csv FILE
//   --people N,...     people in a world
//   --errors E,...     error rates (default 0,.02,.05,.1)
//   --sets K           data sets of each
//   --methods NAME,... also these, beside the headline (default chao_lower_bound,loglinear);
//                      only "headline" and the asked-for ones are shown
//   --seed N           first seed (default 20260000)
//   --effort WORD      quick, standard, thorough
//   --threads N        data sets at a time (default: all cores); results do not depend on it
//   --csv FILE         one line per data set, run and method
//
// Worlds: bench/doubt_world.hpp; lists are read and typed as `dalil run` does it. Ranks: share of
// draws whose overlap of a pair of lists lies below the true one, ties drawn at random: uniform if
// the draws are a posterior.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "bench/doubt_world.hpp"
#include "bench/link_study.hpp"
#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"
#include "dalil/estimate/estimate.hpp"
#include "dalil/link/evaluation.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/tally/tally.hpp"
#include "dalil/workflow/analysis.hpp"

namespace dalil {
namespace {

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "bench_linkage_doubt: {}\n", message);
    std::exit(2);
}

struct Options {
    std::vector<std::uint32_t> people{2000};
    std::vector<double> errors{0, .02, .05, .1};
    std::vector<std::string> methods{"chao_lower_bound", "loglinear"};
    std::uint32_t sets = 20, seed = 20260000;
    LinkOptions link;
    Context context;
    std::string csv;
};

constexpr std::array<const char*, 3> kRuns{"true links", "best links", "draws"};
constexpr std::size_t kBins = 10;
constexpr std::size_t kPairs = doubt::kLists * (doubt::kLists - 1) / 2;

struct Answer {
    double estimate = 0, low = 0, high = 0;
};

/// One data set: answers[run][method]; method 0 is the headline.
struct Outcome {
    std::array<std::vector<std::optional<Answer>>, 3> answers;
    std::array<std::string, 3> headline, verdict;
    double f1 = 0, precision = 0, recall = 0;
    std::optional<double> share;  ///< of the variance of log N, as reported
    struct Overlap {
        double truth = 0, best = 0, mean = 0, deviation = 0, rank = 0;
    };
    std::array<Overlap, kPairs> overlaps;
    double listed_true = 0, listed_best = 0, listed_draws = 0;
    double link_seconds = 0, estimate_seconds = 0;
};

void take_answers(const StratumEstimate& stratum, const Options& options, std::size_t run,
                  Outcome& out) {
    const auto answer = [&](const std::string& method) -> std::optional<Answer> {
        for (const MethodResult& m : stratum.methods)
            if (m.method == method && m.estimate && m.low && m.high)
                return Answer{*m.estimate, *m.low, *m.high};
        return std::nullopt;
    };
    out.headline[run] = stratum.headline;
    if (stratum.refused) out.verdict[run] = stratum.reasons.front().code;
    out.answers[run].push_back(stratum.refused ? std::nullopt : answer(stratum.headline));
    for (const std::string& method : options.methods) out.answers[run].push_back(answer(method));
}

/// The place of the true overlap among those of the draws, in (0, 1).
Outcome::Overlap rank_overlap(const CaptureTable& truth, const StratumTally& tally, std::size_t a,
                              std::size_t b, Rng& rng) {
    Outcome::Overlap o;
    o.truth = static_cast<double>(truth.overlap(a, b));
    o.best = static_cast<double>(tally.best.overlap(a, b));
    double square = 0, below = 0, equal = 0;
    for (const CaptureTable& draw : tally.draws) {
        const auto value = static_cast<double>(draw.overlap(a, b));
        o.mean += value;
        square += value * value;
        below += value < o.truth;
        equal += value == o.truth;
    }
    const auto draws = static_cast<double>(tally.draws.size());
    o.mean /= draws;
    o.deviation = std::sqrt(std::max(0.0, square / draws - o.mean * o.mean));
    o.rank = (below + rng.uniform() * (equal + 1)) / (draws + 1);
    return o;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Outcome measure(const doubt::Design& design, const Options& options) {
    Context context;
    context.threads = 1;
    const doubt::World world = doubt::invent(design);
    const study::TypedLists typed = study::type_lists(world.lists, context);
    Outcome out;
    auto begin = std::chrono::steady_clock::now();
    const Linkage linkage = link(typed.records, options.link, context);
    out.link_seconds = seconds_since(begin);
    std::vector<std::uint32_t> source;
    for (const RecordRef& ref : typed.records.records) source.push_back(ref.source);
    const Evaluation scores = evaluate(typed.entity, linkage.person_of, source);
    out.f1 = scores.pairwise.f1;
    out.precision = scores.pairwise.precision;
    out.recall = scores.pairwise.recall;
    auto counted = tally(typed.records, linkage, {}, 0.95, context);
    ENSURE(counted.has_value() && counted->strata.size() == 1, "one stratum");
    const StratumTally& whole = counted->strata.front();
    Rng rng(design.seed, 1);
    std::size_t pair = 0;
    for (std::size_t a = 0; a < doubt::kLists; ++a)
        for (std::size_t b = a + 1; b < doubt::kLists; ++b)
            out.overlaps[pair++] = rank_overlap(world.table, whole, a, b, rng);
    out.listed_true = static_cast<double>(world.table.people());
    out.listed_best = static_cast<double>(whole.best.people());
    for (const CaptureTable& draw : whole.draws)
        out.listed_draws +=
            static_cast<double>(draw.people()) / static_cast<double>(whole.draws.size());
    begin = std::chrono::steady_clock::now();
    take_answers(estimate(world.table, {}, context), options, 0, out);
    take_answers(estimate(whole.best, {}, context), options, 1, out);
    const StratumEstimate drawn = estimate_draws(whole.best, whole.draws, {}, context);
    take_answers(drawn, options, 2, out);
    out.share = drawn.linkage_share;
    out.estimate_seconds = seconds_since(begin);
    return out;
}

/// What is said about one method in one run.
struct Score {
    double answered = 0, holds = 0, below = 0, above = 0, bias = 0, square = 0, width = 0;

    void add(const Answer& a, double truth) {
        const double off = std::log(a.estimate / truth);
        ++answered;
        holds += a.low <= truth && truth <= a.high;
        below += a.high < truth;
        above += a.low > truth;
        bias += off;
        square += off * off;
        width += std::log(a.high / a.low);
    }
    void print(const std::string& where, const char* run, const std::string& method) const {
        const double n = std::max(1.0, answered);
        fmt::print(
            "| {} | {} | {} | {:.0f} | {:.3f} | {:.3f} | {:.3f} | {:+.4f} | {:.4f} | {:.4f} |\n",
            where, method, run, answered, holds / n, below / n, above / n, bias / n,
            std::sqrt(square / n), width / n);
    }
};

std::string method_name(const Options& options, std::size_t m) {
    return m == 0 ? "headline" : options.methods[m - 1];
}

struct Moments {
    double n = 0, sum = 0, square = 0;
    void add(double x) {
        ++n;
        sum += x;
        square += x * x;
    }
    double mean() const { return n > 0 ? sum / n : 0; }
    double variance() const {
        return n > 1 ? std::max(0.0, (square - sum * sum / n) / (n - 1)) : 0;
    }
};

/// Reported share of linkage in the variance of log N beside what the data sets show: the variance
/// of log (N under best links / N under true links) over that plus the variance under true links.
void print_share(const std::string& where, const std::vector<Outcome>& outcomes) {
    Moments said, difference, floor;
    for (const Outcome& o : outcomes) {
        if (o.share) said.add(*o.share);
        const auto& truth = o.answers[0][0];
        const auto& best = o.answers[1][0];
        if (!truth || !best) continue;
        floor.add(std::log(truth->estimate));
        difference.add(std::log(best->estimate / truth->estimate));
    }
    const double total = difference.variance() + floor.variance();
    fmt::print("| {} | {:.3f} | {:.3f} | {:+.4f} | {:.4f} | {:.4f} | {:.0f} |\n", where,
               said.mean(), total > 0 ? difference.variance() / total : 0, difference.mean(),
               std::sqrt(difference.variance()), std::sqrt(floor.variance()), floor.n);
}

void print_links(const std::string& where, const std::vector<Outcome>& outcomes) {
    Moments f1, precision, recall, best, draws, link_seconds, seconds;
    for (const Outcome& o : outcomes) {
        f1.add(o.f1);
        precision.add(o.precision);
        recall.add(o.recall);
        best.add(o.listed_best / o.listed_true);
        draws.add(o.listed_draws / o.listed_true);
        link_seconds.add(o.link_seconds);
        seconds.add(o.estimate_seconds);
    }
    fmt::print("| {} | {} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {:.4f} | {:.2f} | {:.2f} |\n",
               where, outcomes.size(), precision.mean(), recall.mean(), f1.mean(), best.mean(),
               draws.mean(), link_seconds.mean(), seconds.mean());
}

/// Ranks of the true overlaps of all pairs of lists; chi-square on nine degrees of freedom. z: how
/// far the truth lies from the mean of the draws, in their deviations (where these differ).
void print_ranks(const std::string& where, const std::vector<Outcome>& outcomes) {
    std::array<double, kBins> bins{};
    Moments best, draws, z;
    double n = 0;
    for (const Outcome& o : outcomes) {
        for (const Outcome::Overlap& pair : o.overlaps) {
            ++bins[std::min(kBins - 1, static_cast<std::size_t>(pair.rank * kBins))];
            ++n;
            best.add(pair.best / pair.truth);
            draws.add(pair.mean / pair.truth);
            if (pair.deviation > 0) z.add((pair.truth - pair.mean) / pair.deviation);
        }
    }
    double chi_square = 0;
    std::string histogram;
    for (const double count : bins) {
        chi_square += (count - n / kBins) * (count - n / kBins) / (n / kBins);
        histogram += fmt::format(" {:.0f}", count);
    }
    fmt::print("| {} |{} | {:.1f} | {:.4f} | {:.4f} | {:+.2f} | {:.2f} |\n", where, histogram,
               chi_square, best.mean(), draws.mean(), z.mean(), std::sqrt(z.variance()));
}

struct Cell {
    std::uint32_t people = 0;
    double errors = 0;
    std::vector<Outcome> outcomes;
    std::string where() const { return fmt::format("{} | {:g}", people, errors); }
};

void print_estimates(const Cell& cell, const Options& options) {
    for (std::size_t m = 0; m <= options.methods.size(); ++m) {
        for (std::size_t run = 0; run < kRuns.size(); ++run) {
            Score score;
            for (const Outcome& o : cell.outcomes)
                if (o.answers[run][m]) score.add(*o.answers[run][m], cell.people);
            score.print(cell.where(), kRuns[run], method_name(options, m));
        }
    }
}

void print_all(const std::vector<Cell>& cells, const Options& options) {
    fmt::print(
        "\n| N | e | sets | precision | recall | F1 | listed, best / true | draws / true | link s "
        "| "
        "estimate s |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (const Cell& cell : cells) print_links(cell.where(), cell.outcomes);
    fmt::print(
        "\n| N | e | method | run | answered | holds N | below | above | log bias | rmse | log "
        "width "
        "|\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (const Cell& cell : cells) print_estimates(cell, options);
    fmt::print(
        "\n| N | e | linkage share, reported | true | mean log (best / true links) | its deviation "
        "| "
        "deviation under true links | sets |\n|---|---|---|---|---|---|---|---|\n");
    for (const Cell& cell : cells) print_share(cell.where(), cell.outcomes);
    fmt::print(
        "\n| N | e | ranks of the true overlaps | chi-square (9) | overlap, best / true | draws / "
        "true | mean z | deviation of z |\n|---|---|---|---|---|---|---|---|\n");
    for (const Cell& cell : cells) print_ranks(cell.where(), cell.outcomes);
}

void write_csv(const std::vector<Cell>& cells, const Options& options) {
    std::ofstream csv(options.csv);
    csv << "people,errors,set,run,method,shown,verdict,estimate,low,high,f1,precision,recall,"
           "linkage_share,listed_true,listed_best,listed_draws\n";
    for (const Cell& cell : cells)
        for (std::size_t k = 0; k < cell.outcomes.size(); ++k)
            for (std::size_t run = 0; run < kRuns.size(); ++run)
                for (std::size_t m = 0; m <= options.methods.size(); ++m) {
                    const Outcome& o = cell.outcomes[k];
                    const auto& a = o.answers[run][m];
                    csv << fmt::format(
                        "{},{:g},{},{},{},{},{},{},{:.5f},{:.5f},{:.5f},{},{:.0f},{:.0f},{:.2f}\n",
                        cell.people, cell.errors, k, kRuns[run], method_name(options, m),
                        m == 0 ? o.headline[run] : "", m == 0 ? o.verdict[run] : "",
                        a ? fmt::format("{:.2f},{:.2f},{:.2f}", a->estimate, a->low, a->high)
                          : ",,",
                        o.f1, o.precision, o.recall,
                        run == 2 && o.share ? fmt::format("{:.4f}", *o.share) : "", o.listed_true,
                        o.listed_best, o.listed_draws);
                }
}

/// Progress with the time left, on a terminal or in a log: one line per cell of the design.
Cell measure_cell(std::size_t n, std::size_t e, const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    Cell cell{options.people[n], options.errors[e], std::vector<Outcome>(options.sets)};
    parallel_for(options.context, options.sets, 1, [&](std::size_t k, std::size_t) {
        const auto seed = static_cast<std::uint32_t>(options.seed + 100000 * n + 1000 * e + k);
        cell.outcomes[k] = measure({cell.people, cell.errors, seed}, options);
    });
    const auto done = n * options.errors.size() + e + 1;
    fmt::print(stderr, "N = {}, e = {:g}: {} sets in {:.0f} s; {} of {} done\n", cell.people,
               cell.errors, options.sets, seconds_since(begin), done,
               options.people.size() * options.errors.size());
    return cell;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, ',');) words.push_back(word);
    return words;
}

Effort effort_of(const std::string& word) {
    if (const auto effort = effort_named(word)) return *effort;
    stop("no such effort: " + word);
}

void take(Options& options, const std::string& word, const std::string& value) {
    if (word == "--people") {
        options.people.clear();
        for (const std::string& w : words_of(value))
            options.people.push_back(static_cast<std::uint32_t>(std::stoul(w)));
    } else if (word == "--errors") {
        options.errors.clear();
        for (const std::string& w : words_of(value)) options.errors.push_back(std::stod(w));
    } else if (word == "--methods") {
        options.methods = words_of(value);
    } else if (word == "--sets") {
        options.sets = static_cast<std::uint32_t>(std::stoul(value));
    } else if (word == "--seed") {
        options.seed = static_cast<std::uint32_t>(std::stoul(value));
    } else if (word == "--effort") {
        options.link.effort = effort_of(value);
    } else if (word == "--threads") {
        options.context.threads = static_cast<unsigned>(std::stoul(value));
    } else if (word == "--csv") {
        options.csv = value;
    } else {
        stop("unknown option " + word);
    }
}

int run(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 >= argc) stop(std::string(argv[i]) + " needs a value");
        take(options, argv[i], argv[i + 1]);
    }
    for (const std::string& method : options.methods)
        if (std::find(method_names().begin(), method_names().end(), method) == method_names().end())
            stop("unknown method " + method);
    std::vector<Cell> cells;
    for (std::size_t n = 0; n < options.people.size(); ++n)
        for (std::size_t e = 0; e < options.errors.size(); ++e)
            cells.push_back(measure_cell(n, e, options));
    print_all(cells, options);
    if (!options.csv.empty()) write_csv(cells, options);
    return 0;
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    return dalil::run(argc, argv);
}
