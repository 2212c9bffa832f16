// cli/show_command.cpp: show, with the evidence drawn as bars of text.

#include <cmath>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "dalil/text/unicode.hpp"
#include "dalil/workflow/show.hpp"

namespace dalil::cli {

namespace {

/// A bar left (against) or right (for) of a middle line; one block is one unit of log2.
std::string bar(double weight) {
    constexpr int kHalf = 12;
    const int length = std::min(kHalf, static_cast<int>(std::lround(std::fabs(weight))));
    const std::string blocks(static_cast<std::size_t>(length), '#');
    return weight < 0 ? fmt::format("{:>12}|{:12}", blocks, "")
                      : fmt::format("{:12}|{:<12}", "", blocks);
}

void print_record(const ShownRecord& record) {
    print(fmt::format("\n{}   {}   person {} ({:.0f} %)\n", record.record, record.place,
                      record.person, 100 * record.probability));
    for (const auto& [header, value] : record.values) {
        print(fmt::format("  {}: {}\n", show_controls(header), show_controls(value)));
    }
}

void print_pair(const ShownPair& pair) {
    const PairExplanation& why = pair.why;
    print(fmt::format("\n{} and {}: {}, probability {:.3f}, weight {:+.1f}\n", pair.a, pair.b,
                      why.together ? "one person" : "not joined", why.probability,
                      why.total_weight));
    for (const FieldEvidence& f : why.fields) {
        print(fmt::format("  {:>6.1f} {}  {}: {}{}\n", f.weight, bar(f.weight), f.field, f.level,
                          f.crossed ? " (given and family name crosswise)" : ""));
    }
    print(fmt::format("  {:>6.1f} {}  before looking: how often two records are one person\n",
                      why.prior_weight, bar(why.prior_weight)));
    if (why.related_weight < -0.05) {
        print(fmt::format("  {:>6.1f} {}  relatives or namesakes would look alike too\n",
                          why.related_weight, bar(why.related_weight)));
    }
    if (!why.flip.empty()) print(fmt::format("  {}\n", why.flip));
}

}  // namespace

int show_command(const ShowArgs& args, const Call& call) {
    auto shown = show_in_case(args.case_path, args.ids, call.context);
    if (!shown) return report_error(shown.error(), call.common.json);
    if (call.common.json) {
        print(shown_json(*shown));
        return 0;
    }
    print(shown->what + "\n");
    for (const ShownRecord& record : shown->records) print_record(record);
    for (const ShownPair& pair : shown->pairs) print_pair(pair);
    return 0;
}

}  // namespace dalil::cli
