// cli/show_command.cpp: show, with the evidence drawn as bars of text.

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/evidence.hpp"
#include "dalil/workflow/show.hpp"

namespace dalil::cli {

namespace {

void print_pair(const ShownPair& pair) {
    const PairExplanation& why = pair.why;
    print(fmt::format("\n{} and {}: {}, probability {:.3f}, weight {:+.1f}\n", isolated(pair.a),
                      isolated(pair.b), why.together ? "one person" : "not joined", why.probability,
                      why.total_weight));
    print_weights(why);
}

}  // namespace

int show_command(const ShowArgs& args, const Call& call) {
    auto shown = show_in_case(args.case_path, args.ids, call.context);
    if (!shown) return report_error(shown.error(), call.common.json);
    if (call.common.json) {
        print(shown_json(*shown));
        return 0;
    }
    print(isolated(shown->what) + "\n");
    for (const ShownRecord& record : shown->records) print_record(record);
    for (const ShownPair& pair : shown->pairs) print_pair(pair);
    return 0;
}

}  // namespace dalil::cli
