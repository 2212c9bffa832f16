#include "cli/arguments.hpp"

#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dalil/base/version.hpp"

namespace dalil::cli {

namespace {

constexpr const char* kExitCodes =
    "Exit codes:\n"
    "  0 done                          4 the case file is damaged or locked\n"
    "  1 done, and the answer is no    5 refused: no estimate can be defended\n"
    "  2 wrong usage                   70 a fault of the program\n"
    "  3 an input could not be used    130 stopped on request\n";

/// All values that CLI11 writes into; one per command, so that defaults are the structs' own.
struct Slots {
    Common common;
    RunArgs run;
    InitArgs init;
    ImportArgs import;
    LinkArgs link;
    CountArgs count;
    EstimateArgs estimate;
    ShowArgs show;
    ReviewArgs review;
    DecideArgs decide;
    SynthArgs synth;
    ExportArgs exported;
    CheckArgs check;
    std::string help_topic;
};

/// Options that every command takes.
void add_common(CLI::App& command, Common& common) {
    command.add_flag("--json", common.json, "one JSON document on standard output, nothing else");
    command.add_flag("--quiet", common.quiet, "no progress, no closing lines");
    command.add_option("--level", common.level, "probability of every interval (default 0.95)")
        ->check(CLI::Range(0.5, 0.9999));
    command.add_option("--threads", common.threads,
                       "how many cores to use (default: all); results do not depend on it");
    command.add_option("--seed", common.seed, "names the random numbers (default 1)");
}

CLI::App* add_command(const char* name, const char* about, const char* examples, CLI::App& app,
                      Slots& slots) {
    CLI::App* command = app.add_subcommand(name, about);
    add_common(*command, slots.common);
    command->footer(std::string("Examples:\n") + examples + "\n" + kExitCodes);
    return command;
}

void add_effort(CLI::App& command, std::string& effort) {
    command.add_option("--effort", effort, "quick, standard or thorough")
        ->check(CLI::IsMember({"quick", "standard", "thorough"}));
}

void add_by(CLI::App& command, std::vector<std::string>& by) {
    command.add_option("--by", by, "fields to count by, such as event_year,sex")->delimiter(',');
}

void add_whole_pipeline(CLI::App& app, Slots& slots) {
    CLI::App* run = add_command(
        "run", "import, link, count, estimate and report, in one go",
        "  dalil run appeals.xlsx register.csv news.csv -o out\n"
        "  dalil run lists/*.csv -o out --by event_year\n"
        "  dalil run lists/* -o out --config out/dalil.toml     # after correcting the recipe\n",
        app, slots);
    run->add_option("lists", slots.run.lists,
                    "spreadsheets and text tables (CSV, TSV, XLSX, ODS, JSON Lines)")
        ->required();
    run->add_option("-o,--out", slots.run.out,
                    "folder for the report, the figures and the case file")
        ->required();
    run->add_option("--config", slots.run.config,
                    "a recipe (dalil.toml) to follow instead of guessing");
    add_by(*run, slots.run.by);
    add_effort(*run, slots.run.effort);

    CLI::App* synth =
        add_command("synth", "invent people and lists about them, with the truth beside",
                    "  dalil synth --people 6000 --lists 4 --seed 1 -o demo\n", app, slots);
    synth->add_option("--people", slots.synth.people,
                      "people in the invented world, listed or not (default 6000)");
    synth->add_option("--lists", slots.synth.lists, "how many lists (default 4)");
    synth->add_option("-o,--out", slots.synth.out, "folder: lists/ and truth/ are made in it")
        ->required();
}

void add_case_steps(CLI::App& app, Slots& slots) {
    CLI::App* init =
        add_command("init", "start an empty case file", "  dalil init case.dalil\n", app, slots);
    init->add_option("case", slots.init.case_path, "the file to make")->required();

    CLI::App* import = add_command("import", "add lists to a case, or bring newer versions of them",
                                   "  dalil import case.dalil appeals.xlsx register.csv\n"
                                   "  dalil import case.dalil new.csv --as register --dry-run\n",
                                   app, slots);
    import->add_option("case", slots.import.case_path, "the case file")->required();
    import->add_option("lists", slots.import.lists, "spreadsheets and text tables")->required();
    import->add_option("--as", slots.import.as, "name of the list (one file only)");
    import->add_option("--recipe", slots.import.recipe, "a corrected dalil.toml");
    import->add_flag("--dry-run", slots.import.dry_run, "say what would change, change nothing");

    CLI::App* link = add_command("link", "find which records are the same person",
                                 "  dalil link case.dalil\n"
                                 "  dalil link case.dalil --incremental   # after adding a few "
                                 "records\n",
                                 app, slots);
    link->add_option("case", slots.link.case_path, "the case file")->required();
    link->add_flag("--incremental", slots.link.incremental,
                   "let new records join the people that are there; without it everything is done "
                   "anew");
    add_effort(*link, slots.link.effort);

    CLI::App* count = add_command(
        "count", "how many people are documented, with an interval",
        "  dalil count case.dalil\n  dalil count case.dalil --by event_year,sex\n", app, slots);
    count->add_option("case", slots.count.case_path, "the case file")->required();
    add_by(*count, slots.count.by);

    CLI::App* estimate =
        add_command("estimate", "how many more were never listed, or why no figure can be given",
                    "  dalil estimate case.dalil --by event_year\n"
                    "  dalil estimate --table overlaps.csv --method loglinear,chao_lower_bound\n"
                    "  dalil estimate --table overlaps.csv --covariates sex,place\n",
                    app, slots);
    estimate->add_option("case", slots.estimate.case_path, "the case file");
    estimate->add_option("--table", slots.estimate.table,
                         "a table of overlap counts instead of a case");
    estimate->add_option("--method", slots.estimate.methods, "only these methods")->delimiter(',');
    estimate->add_option("--lists", slots.estimate.lists, "with --table: which columns are lists")
        ->delimiter(',');
    estimate
        ->add_option("--strata", slots.estimate.strata, "with --table: which columns are strata")
        ->delimiter(',');
    estimate->add_option("--replicates", slots.estimate.replicates,
                         "with --table: the column that tells replicates of each stratum apart, "
                         "which are estimated one by one and combined");
    estimate
        ->add_option("--rule", slots.estimate.rule,
                     "with --replicates: degrees of freedom of the combination, rubin or verdata")
        ->check(CLI::IsMember({"rubin", "verdata"}));
    estimate->add_option("--draws", slots.estimate.draws,
                         "write the draws of the number of people to this CSV file");
    estimate->add_flag("--sensitivity", slots.estimate.sensitivity,
                       "with --table: also other priors and each list left out, as variants");
    estimate
        ->add_option("--covariates", slots.estimate.covariates,
                     "what explains how people get on lists: fields of the case, columns of the "
                     "table")
        ->delimiter(',');
    add_by(*estimate, slots.estimate.by);
}

void add_deciding(CLI::App& app, Slots& slots) {
    CLI::App* review = add_command(
        "review", "the pairs in doubt, those that move the count most first",
        "  dalil review case.dalil --next        # the first in full, with the commands to decide "
        "it\n"
        "  dalil review case.dalil --limit 50\n"
        "  dalil review case.dalil --sample 200 --next   # a random pair, to learn how right the "
        "links are\n"
        "  dalil review case.dalil --accuracy            # once the sample is decided\n",
        app, slots);
    review->add_option("case", slots.review.case_path, "the case file")->required();
    review->add_flag("--next", slots.review.next, "only the first undecided pair, in full");
    review->add_option("--limit", slots.review.limit, "how many pairs (default 10; 0: all)");

    review->add_option("--sample", slots.review.sample,
                       "a random sample of this many pairs instead, shown without what the "
                       "linkage made of them");
    review->add_flag("--accuracy", slots.review.accuracy,
                     "precision and recall of the linkage, from the decided sample");

    CLI::App* decide = add_command(
        "decide", "say whether two records are the same person, and why",
        "  dalil decide case.dalil 'register!118' 'news!7' same --reason \"same mother, "
        "same village\" --by DK\n"
        "A later decision about the same two records counts instead; both stay in the "
        "history.\n",
        app, slots);
    decide->add_option("case", slots.decide.case_path, "the case file")->required();
    decide->add_option("a", slots.decide.a, "a record (LIST!ROW)")->required();
    decide->add_option("b", slots.decide.b, "another record")->required();
    decide->add_option("verdict", slots.decide.verdict, "same, different or unsure")
        ->required()
        ->check(CLI::IsMember({"same", "different", "unsure"}));
    decide->add_option("--reason", slots.decide.reason, "what it rests on, in a few words")
        ->required();
    decide->add_option("--by", slots.decide.by, "who decides: a name or initials");
}

void add_reading(CLI::App& app, Slots& slots) {
    CLI::App* show =
        add_command("show", "everything about a person, a record, or a pair of records",
                    "  dalil show case.dalil P000123\n"
                    "  dalil show case.dalil 'register!118'\n"
                    "  dalil show case.dalil 'register!118' 'news!7'     # why they are, or are "
                    "not, one person\n",
                    app, slots);
    show->add_option("case", slots.show.case_path, "the case file")->required();
    show->add_option("id", slots.show.ids,
                     "a person (P000123), a record (LIST!ROW), or two records")
        ->required()
        ->expected(1, 2);

    CLI::App* exported = add_command("export", "write the linked list as CSV and XLSX",
                                     "  dalil export case.dalil -o linked\n", app, slots);
    exported->add_option("case", slots.exported.case_path, "the case file")->required();
    exported->add_option("-o,--out", slots.exported.out, "folder to write into")->required();

    CLI::App* check =
        add_command("check", "read the whole case file and compare it with its digests",
                    "  dalil check case.dalil\n", app, slots);
    check->add_option("case", slots.check.case_path, "the case file")->required();
}

/// The command that was given, with its values.
void choose(const CLI::App& app, const Slots& slots, Arguments& arguments) {
    const auto given = [&](const char* name) { return app.got_subcommand(name); };
    if (given("run")) arguments.command = slots.run;
    if (given("init")) arguments.command = slots.init;
    if (given("import")) arguments.command = slots.import;
    if (given("link")) arguments.command = slots.link;
    if (given("count")) arguments.command = slots.count;
    if (given("estimate")) arguments.command = slots.estimate;
    if (given("show")) arguments.command = slots.show;
    if (given("review")) arguments.command = slots.review;
    if (given("decide")) arguments.command = slots.decide;
    if (given("synth")) arguments.command = slots.synth;
    if (given("export")) arguments.command = slots.exported;
    if (given("check")) arguments.command = slots.check;
}

std::string typed_line(int argc, char** argv) {
    std::string line = "dalil";
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool plain =
            word.find_first_of(" \t'\"!*?$&;()<>|\\") == std::string::npos && !word.empty();
        line += plain ? " " + word : " '" + word + "'";
    }
    return line;
}

}  // namespace

Arguments parse_arguments(int argc, char** argv) {
    Arguments arguments;
    arguments.typed = typed_line(argc, argv);
    Slots slots;
    CLI::App app{"dalil: from scattered lists of people to figures that can be defended", "dalil"};
    app.set_version_flag("--version", std::string("dalil ") + std::string(kVersion));
    app.require_subcommand(0, 1);
    app.footer("dalil help COMMAND shows options and examples.\n");
    add_whole_pipeline(app, slots);
    add_case_steps(app, slots);
    add_deciding(app, slots);
    add_reading(app, slots);
    CLI::App* help = app.add_subcommand("help", "show options and examples of a command");
    help->add_option("command", slots.help_topic, "the command");

    const auto wrong = [&](const std::string& message) {
        bool json = false;
        for (int i = 1; i < argc; ++i) json = json || std::string_view(argv[i]) == "--json";
        arguments.command = WrongArgs{
            message, "dalil help shows the commands; dalil help COMMAND their options", json};
        return arguments;
    };
    // Once a command is parsed, CLI11 answers help() with the help of that command.
    const std::string overview = app.help();
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        CLI::App* topic = &app;
        for (CLI::App* command : app.get_subcommands()) topic = command;
        arguments.command = PrintArgs{topic->help()};
        return arguments;
    } catch (const CLI::CallForVersion&) {
        arguments.command = PrintArgs{fmt::format("dalil {}\n", kVersion)};
        return arguments;
    } catch (const CLI::ParseError& error) {
        return wrong(error.what());
    }
    if (app.got_subcommand("help")) {
        if (slots.help_topic.empty()) {
            arguments.command = PrintArgs{overview};
            return arguments;
        }
        try {
            arguments.command = PrintArgs{app.get_subcommand(slots.help_topic)->help()};
        } catch (const CLI::OptionNotFound&) {
            return wrong(fmt::format("there is no command \"{}\"", slots.help_topic));
        }
        return arguments;
    }
    if (app.get_subcommands().empty()) {
        arguments.command = PrintArgs{app.help()};
        return arguments;
    }
    arguments.common = slots.common;
    choose(app, slots, arguments);
    if (const auto* estimate = std::get_if<EstimateArgs>(&arguments.command)) {
        if (estimate->case_path.has_value() == estimate->table.has_value()) {
            return wrong("estimate needs either a case file or --table TABLE.csv");
        }
        if (estimate->draws && !estimate->replicates.empty())
            return wrong("--draws does not go with --replicates: combined estimates have no draws");
        if (estimate->sensitivity && !estimate->table) {
            return wrong("--sensitivity goes with --table: give it the overlaps.csv of the case");
        }
    }
    return arguments;
}

}  // namespace dalil::cli
