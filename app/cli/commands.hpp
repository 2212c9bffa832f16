// cli/commands.hpp: one function per command: call workflow, print, return the exit code.
#pragma once

#include "cli/arguments.hpp"
#include "dalil/base/context.hpp"
#include "dalil/workflow/persons.hpp"

namespace dalil::cli {

/// What every command is given.
struct Call {
    const Common& common;
    const std::string& typed;
    const Context& context;
};

int run_command(const RunArgs& args, const Call& call);
int init_command(const InitArgs& args, const Call& call);
int import_command(const ImportArgs& args, const Call& call);
int link_command(const LinkArgs& args, const Call& call);
int count_command(const CountArgs& args, const Call& call);
int estimate_command(const EstimateArgs& args, const Call& call);
int show_command(const ShowArgs& args, const Call& call);
int review_command(const ReviewArgs& args, const Call& call);
int decide_command(const DecideArgs& args, const Call& call);
int synth_command(const SynthArgs& args, const Call& call);
int export_command(const ExportArgs& args, const Call& call);
int check_command(const CheckArgs& args, const Call& call);

/// Who is new, merged, split or gone since the last linkage, the first of them by name.
void print_person_changes(const Persons& persons);

/// Milliseconds since 1970, for the history of the case.
std::int64_t now_ms();

}  // namespace dalil::cli
