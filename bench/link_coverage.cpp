// bench/link_coverage.cpp: does the interval of the number of people hold the truth, and are the
// probabilities of pairs what they say? Over many invented worlds of varied difficulty.
//
//     bench_link_coverage                       200 worlds, one line each, then tables
//     bench_link_coverage --sets 60 --only hard
//     bench_link_coverage --world 17            this world alone
//   --seed N           another study (default 1)
//   --only WORD        easy, ordinary or hard
//   --records N        at most about so many records in a world (default 4000)
//   --level P          of the intervals (default 0.9)
//   --effort WORD      quick, standard, thorough
//   --threads N        worlds at a time (default: all cores); results do not depend on it
//   --csv FILE         the lines as a table
//   --svg FILE         reliability plot of the pair probabilities
//
// Worlds are varied_world() of dalil/synth/varied.hpp; lists are read and typed as `dalil run` does
// it. The truth is the number of people who stand in at least one row. A pair's probability is the
// share of draws in which its two records are one person; all pairs that are one person in the
// partition or in any draw are counted ("all"), and of these the open ones, which are so in some
// draws and not in others. Expected calibration error: mean over pairs of |said - true| of their
// bin, ten bins of equal width (Naeini, Cooper and Hauskrecht 2015).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "bench/link_study.hpp"
#include "dalil/base/parallel.hpp"
#include "dalil/link/evaluation.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/synth/varied.hpp"
#include "dalil/workflow/analysis.hpp"
#include "plot/canvas.hpp"

namespace dalil {
namespace {

using study::Reliability;

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "bench_link_coverage: {}\n", message);
    std::exit(2);
}

struct Outcome {
    std::uint64_t number = 0;
    VariedWorld world;
    std::string lists;
    std::uint32_t records = 0, truth = 0, partition = 0;
    Interval people;
    double rank = 0;  ///< share of draws below the truth, half of those equal to it
    double missed_said = 0;
    bool upper_bound = false;  ///< scripts that cannot be compared
    bool copies = false;       ///< somebody stands on one list twice
    Evaluation scores;
    Reliability all, open, listed, members;
    double seconds = 0;

    bool holds() const { return people.low <= truth && truth <= people.high; }
    double ratio() const { return people.median / truth; }
    double log_width() const { return std::log(people.high / std::max(1.0, people.low)); }
};

void judge_pairs(const Linkage& linkage, const std::vector<std::uint32_t>& entity, Outcome& out) {
    study::for_each_probability(linkage, [&](std::uint32_t a, std::uint32_t b, double said) {
        const bool right = entity[a] == entity[b];
        out.all.add(said, right);
        if (said > 0 && said < 1) out.open.add(said, right);
    });
    for (const DoubtfulPair& pair : linkage.doubtful)
        out.listed.add(pair.probability, entity[pair.a] == entity[pair.b]);
}

/// A record is rightly placed if it belongs to most of its person; alone, if it has no other
/// record.
void judge_members(const Linkage& linkage, const std::vector<std::uint32_t>& entity, Outcome& out) {
    std::map<std::uint32_t, std::uint32_t> records_of;
    std::vector<std::map<std::uint32_t, std::uint32_t>> inside(linkage.people_partition);
    for (std::size_t r = 0; r < entity.size(); ++r) {
        ++records_of[entity[r]];
        ++inside[linkage.person_of[r]][entity[r]];
    }
    for (std::size_t r = 0; r < entity.size(); ++r) {
        const auto& members = inside[linkage.person_of[r]];
        std::uint32_t size = 0;
        for (const auto& [who, count] : members) size += count;
        const std::uint32_t mine = members.at(entity[r]);
        const bool right = size == 1 ? records_of[entity[r]] == 1 : 2 * mine > size;
        out.members.add(static_cast<double>(linkage.membership[r]), right);
    }
}

double rank_of(double truth, const std::vector<double>& draws) {
    double below = 0;
    for (const double draw : draws) below += draw < truth ? 1 : draw == truth ? 0.5 : 0;
    return draws.empty() ? 0 : below / static_cast<double>(draws.size());
}

Outcome measure(std::uint64_t number, const VariedWorld& world, const LinkOptions& options) {
    Context context;
    context.threads = 1;
    auto lists = invent_lists(world.options, context);
    if (!lists) stop(lists.error().message);
    Outcome out;
    out.number = number;
    out.world = world;
    for (const SynthList& list : *lists) out.lists += (out.lists.empty() ? "" : "+") + list.name;
    const study::TypedLists typed = study::type_lists(*lists, context);
    const auto begin = std::chrono::steady_clock::now();
    const Linkage linkage = link(typed.records, options, context);
    out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::vector<std::uint32_t> source;
    for (const RecordRef& ref : typed.records.records) source.push_back(ref.source);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
    for (std::size_t r = 0; r < source.size(); ++r) places.emplace_back(source[r], typed.entity[r]);
    std::sort(places.begin(), places.end());
    out.copies = std::adjacent_find(places.begin(), places.end()) != places.end();
    out.scores = evaluate(typed.entity, linkage.person_of, source);
    out.records = typed.records.size();
    out.truth = static_cast<std::uint32_t>(out.scores.entities);
    out.partition = linkage.people_partition;
    out.people = linkage.people;
    out.rank = rank_of(out.truth, linkage.people_draws);
    out.missed_said = linkage.report.missed_link_share;
    out.upper_bound = !linkage.report.incomparable_scripts.empty();
    judge_pairs(linkage, typed.entity, out);
    judge_members(linkage, typed.entity, out);
    return out;
}

/// Interval of a share after Wilson (1927), 95 %.
std::pair<double, double> wilson(double hits, double n) {
    constexpr double z = 1.96;
    const double p = hits / n, centre = p + z * z / (2 * n),
                 half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {(centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)};
}

constexpr std::array<std::string_view, 6> kColumns{"father", "sex",   "birth",
                                                   "place",  "event", "status"};

std::string lacking(const Outcome& o) {
    std::string out;
    for (const SynthColumn column : o.world.options.without)
        out += (out.empty() ? "" : "+") + std::string(kColumns[static_cast<std::size_t>(column)]);
    return out.empty() ? "-" : out;
}

void print_row(const Outcome& o) {
    const SynthDifficulty& d = o.world.options.difficulty;
    fmt::print(
        "{:>4} {:<8} {:>5} {:>5} {:>7.1f} [{:>6.1f}, {:>6.1f}] {:<5} {:>6.3f} {:>5.3f} {:>5.2f} "
        "{:>6.3f} "
        "{:>6.3f} {:>4.1f} {:>4.1f} {:>4.1f} {:>4.1f} {:>4.1f} {:>4.1f} {:>5.1f}  {} {}{}\n",
        o.number, hardness_word(o.world.hardness), o.records, o.truth, o.people.median,
        o.people.low, o.people.high,
        o.holds()                 ? "holds"
        : o.people.high < o.truth ? "BELOW"
                                  : "ABOVE",
        o.ratio(), o.log_width(), o.rank, o.scores.pairwise.precision, o.scores.pairwise.recall,
        d.errors, d.missing, d.reach, d.copies, d.relatives, d.namesakes, o.seconds, o.lists,
        lacking(o), o.upper_bound ? " (upper bound)" : "");
    std::fflush(stdout);
}

void write_csv(const std::string& path, const std::vector<Outcome>& outcomes) {
    std::ofstream csv(path);
    csv << "world,hardness,lists,without,records,truth,partition,median,low,high,holds,rank,upper_"
           "bound,precision,recall,f1,missed_said,errors,missing,reach,copies,relatives,namesakes,"
           "pairs,pair_error,open_pairs,open_error,member_error,seconds\n";
    for (const Outcome& o : outcomes) {
        const SynthDifficulty& d = o.world.options.difficulty;
        csv << fmt::format(
            "{},{},{},{},{},{},{},{:.2f},{:.2f},{:.2f},{},{:.3f},{},{:.4f},{:.4f},{:.4f},{:.4f},{:."
            "3f},{:.3f},"
            "{:.3f},{:.3f},{:.3f},{:.3f},{},{:.4f},{},{:.4f},{:.4f},{:.2f}\n",
            o.number, hardness_word(o.world.hardness), o.lists, lacking(o), o.records, o.truth,
            o.partition, o.people.median, o.people.low, o.people.high, o.holds() ? 1 : 0, o.rank,
            o.upper_bound ? 1 : 0, o.scores.pairwise.precision, o.scores.pairwise.recall,
            o.scores.pairwise.f1, o.missed_said, d.errors, d.missing, d.reach, d.copies,
            d.relatives, d.namesakes, o.all.count(), o.all.calibration_error(), o.open.count(),
            o.open.calibration_error(), o.members.calibration_error(), o.seconds);
    }
}

using Filter = std::function<bool(const Outcome&)>;

void summarise(std::string_view title, const std::vector<Outcome>& outcomes, const Filter& fits) {
    double n = 0, holds = 0, below = 0, above = 0, ratio = 0, off = 0, width = 0, f1 = 0;
    Reliability all, open, listed, members;
    for (const Outcome& o : outcomes) {
        if (!fits(o)) continue;
        ++n;
        holds += o.holds();
        below += o.people.high < o.truth;
        above += o.people.low > o.truth;
        ratio += o.ratio();
        off += std::abs(std::log(o.ratio()));
        width += o.log_width();
        f1 += o.scores.pairwise.f1;
        all.add(o.all);
        open.add(o.open);
        members.add(o.members);
    }
    if (n == 0) return;
    const auto [low, high] = wilson(holds, n);
    fmt::print(
        "| {} | {:.0f} | {:.1f} [{:.1f}, {:.1f}] | {:.0f} | {:.0f} | {:.4f} | {:.4f} | {:.4f} | "
        "{:.4f} | {:.4f} | "
        "{:.4f} | {:.4f} |\n",
        title, n, 100 * holds / n, 100 * low, 100 * high, below, above, ratio / n, off / n,
        width / n, f1 / n, all.calibration_error(), open.calibration_error(),
        members.calibration_error());
}

void print_summary(const std::vector<Outcome>& outcomes, double level) {
    fmt::print(
        "\n| worlds | n | {:.0f} % interval holds the truth, % [Wilson] | too low | too high | "
        "median / true "
        "| mean \\|ln\\| | log width | F1 | error, all pairs | open pairs | membership |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        100 * level);
    const auto comparable = [](const Outcome& o) { return !o.upper_bound; };
    summarise("all that can be compared", outcomes, comparable);
    for (const Hardness h : {Hardness::Easy, Hardness::Ordinary, Hardness::Hard})
        summarise(hardness_word(h), outcomes,
                  [&](const Outcome& o) { return comparable(o) && o.world.hardness == h; });
    const auto lists = [](const Outcome& o) { return o.world.options.which.size(); };
    summarise("one list", outcomes,
              [&](const Outcome& o) { return comparable(o) && lists(o) == 1; });
    summarise("two lists", outcomes,
              [&](const Outcome& o) { return comparable(o) && lists(o) == 2; });
    summarise("three to five", outcomes,
              [&](const Outcome& o) { return comparable(o) && lists(o) > 2; });
    summarise("no copies", outcomes, [&](const Outcome& o) { return comparable(o) && !o.copies; });
    summarise("copies", outcomes, [&](const Outcome& o) { return comparable(o) && o.copies; });
    summarise("below 1,000 records", outcomes,
              [&](const Outcome& o) { return comparable(o) && o.records < 1000; });
    summarise("1,000 and more", outcomes,
              [&](const Outcome& o) { return comparable(o) && o.records >= 1000; });
    summarise("a column lacks", outcomes,
              [&](const Outcome& o) { return comparable(o) && !o.world.options.without.empty(); });
    summarise("scripts that cannot be compared", outcomes,
              [](const Outcome& o) { return o.upper_bound; });
}

void print_bins(std::string_view title, const Reliability& reliability) {
    fmt::print(
        "\n{}: {} counted, expected calibration error {:.4f}\n\n| said | mean | true | counted |\n"
        "|---|---|---|---|\n",
        title, reliability.count(), reliability.calibration_error());
    for (std::size_t b = 0; b < 10; ++b) {
        const auto& bin = reliability.bins()[b];
        fmt::print("| {:.1f} to {:.1f} | {:.3f} | {:.3f} | {} |\n", 0.1 * static_cast<double>(b),
                   0.1 * static_cast<double>(b + 1), bin.mean(), bin.share(), bin.count);
    }
}

/// Said on the x axis, true on the y axis; whiskers are Wilson intervals.
void write_svg(const std::string& path, const Reliability& open, const std::string& about) {
    using namespace plot;
    constexpr double kSide = 300, kLeft = 60, kTop = 16;
    Canvas canvas({420, "reliability", "Probabilities of pairs: said and true", about}, 380);
    const auto x = [&](double p) { return kLeft + kSide * p; };
    const auto y = [&](double p) { return kTop + kSide * (1 - p); };
    for (int tick = 0; tick <= 10; tick += 2) {
        const double p = tick / 10.0;
        canvas.line(x(0), y(p), x(1), y(p), {Paint::Line});
        canvas.line(x(p), y(0), x(p), y(1), {Paint::Line});
        canvas.text(x(p), y(0) + 18, fmt::format("{:.1f}", p), {12, Paint::Mute, Anchor::Middle});
        canvas.text(x(0) - 8, y(p) + 4, fmt::format("{:.1f}", p), {12, Paint::Mute, Anchor::End});
    }
    canvas.line(x(0), y(0), x(1), y(1), {Paint::Mute, 1, "4 4"});
    for (const auto& bin : open.bins()) {
        if (bin.count == 0) continue;
        const auto [low, high] =
            wilson(static_cast<double>(bin.right), static_cast<double>(bin.count));
        canvas.line(x(bin.mean()), y(low), x(bin.mean()), y(high), {Paint::Documented, 2});
        canvas.circle(x(bin.mean()), y(bin.share()), 4, Paint::Documented);
    }
    canvas.text(x(0.5), y(0) + 42, "said: share of draws", {12, Paint::Ink, Anchor::Middle});
    canvas.text(16, y(0.5), "true: share that is one person",
                {12, Paint::Ink, Anchor::Middle, false, true});
    std::ofstream(path) << canvas.take();
}

struct Options {
    std::uint64_t sets = 200, seed = 1, records = 4000;
    std::optional<std::uint64_t> world;
    std::optional<Hardness> only;
    LinkOptions link;
    Context context;
    std::string csv, svg;
};

Effort effort_of(const std::string& word) {
    if (const auto effort = effort_named(word)) return *effort;
    stop("no such effort: " + word);
}

void take(Options& options, const std::string& word, const std::string& value) {
    if (word == "--sets")
        options.sets = std::stoull(value);
    else if (word == "--seed")
        options.seed = std::stoull(value);
    else if (word == "--records")
        options.records = std::stoull(value);
    else if (word == "--world")
        options.world = std::stoull(value);
    else if (word == "--level")
        options.link.level = std::stod(value);
    else if (word == "--effort")
        options.link.effort = effort_of(value);
    else if (word == "--threads")
        options.context.threads = static_cast<unsigned>(std::stoul(value));
    else if (word == "--csv")
        options.csv = value;
    else if (word == "--svg")
        options.svg = value;
    else if (word != "--only" || !(options.only = hardness_from_word(value)))
        stop("unknown option " + word + " " + value);
}

Options parse(int argc, char** argv) {
    Options options;
    options.link.level = 0.9;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 >= argc) stop(std::string(argv[i]) + " needs a value");
        take(options, argv[i], argv[i + 1]);
    }
    return options;
}

/// Numbers of the worlds to look at.
std::vector<std::uint64_t> numbers_of(const Options& options) {
    if (options.world) return {*options.world};
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t k = 0; numbers.size() < options.sets; ++k)
        if (!options.only ||
            varied_world(options.seed, k, options.records).hardness == *options.only)
            numbers.push_back(k);
    return numbers;
}

std::vector<Outcome> measure_all(const std::vector<std::uint64_t>& numbers,
                                 const Options& options) {
    const std::size_t batch = options.context.threads != 0
                                  ? options.context.threads
                                  : std::max(1U, std::thread::hardware_concurrency());
    std::vector<Outcome> outcomes(numbers.size());
    for (std::size_t done = 0; done < numbers.size(); done += 4 * batch) {
        const std::size_t end = std::min(numbers.size(), done + 4 * batch);
        parallel_for(options.context, end - done, 1, [&](std::size_t begin, std::size_t) {
            const std::uint64_t number = numbers[done + begin];
            outcomes[done + begin] =
                measure(number, varied_world(options.seed, number, options.records), options.link);
        });
        for (std::size_t k = done; k < end; ++k) print_row(outcomes[k]);
    }
    return outcomes;
}

int run(int argc, char** argv) {
    const Options options = parse(argc, argv);
    fmt::print(
        "{:>4} {:<8} {:>5} {:>5} {:>7} {:>16} {:<5} {:>6} {:>5} {:>5} {:>6} {:>6} {:>4} {:>4} "
        "{:>4} {:>4} {:>4} {:>4} {:>5}  lists, without\n",
        "no.", "world", "recs", "true", "median", "interval", "", "ratio", "width", "rank", "P",
        "R", "err", "miss", "rch", "cop", "rel", "nam", "s");
    const auto outcomes = measure_all(numbers_of(options), options);
    print_summary(outcomes, options.link.level);
    Reliability all, open, listed, members;
    for (const Outcome& o : outcomes) {
        if (o.upper_bound && !options.world) continue;
        all.add(o.all);
        open.add(o.open);
        listed.add(o.listed);
        members.add(o.members);
    }
    print_bins("all pairs", all);
    print_bins("open pairs", open);
    print_bins("pairs listed for review", listed);
    print_bins("membership of records", members);
    if (!options.csv.empty()) write_csv(options.csv, outcomes);
    if (!options.svg.empty())
        write_svg(options.svg, all,
                  fmt::format("{} invented worlds, {} pairs, expected calibration error {:.3f}",
                              outcomes.size(), all.count(), all.calibration_error()));
    return 0;
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    return dalil::run(argc, argv);
}
