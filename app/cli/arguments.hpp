// cli/arguments.hpp: what was typed, as plain values. CLI11 stays behind this header.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dalil::cli {

/// Options of every command.
struct Common {
    bool json = false;
    bool quiet = false;
    double level = 0.95;
    unsigned threads = 0;
    std::uint64_t seed = 1;
};

struct RunArgs {
    std::vector<std::filesystem::path> lists;
    std::filesystem::path out;
    std::optional<std::filesystem::path> config;
    std::vector<std::string> by;
    std::string effort = "standard";
};
struct InitArgs {
    std::filesystem::path case_path;
};
struct ImportArgs {
    std::filesystem::path case_path;
    std::vector<std::filesystem::path> lists;
    std::optional<std::string> as;
    std::optional<std::filesystem::path> recipe;
    bool dry_run = false;
};
struct LinkArgs {
    std::filesystem::path case_path;
    bool incremental = false;
    std::string effort = "standard";
};
struct CountArgs {
    std::filesystem::path case_path;
    std::vector<std::string> by;
};
struct EstimateArgs {
    std::optional<std::filesystem::path> case_path;
    std::optional<std::filesystem::path> table;
    std::vector<std::string> by;
    std::vector<std::string> methods, lists, strata, covariates;
    std::string replicates, rule = "rubin";
    std::optional<std::filesystem::path> draws;
    bool sensitivity = false;
};
struct ShowArgs {
    std::filesystem::path case_path;
    std::vector<std::string> ids;
};
struct ReviewArgs {
    std::filesystem::path case_path;
    std::size_t limit = 10;
    bool next = false;
    std::size_t sample = 0;  ///< 0: the queue
    bool accuracy = false;
};
struct DecideArgs {
    std::filesystem::path case_path;
    std::string a, b, verdict;
    std::string reason, by;
};
struct SynthArgs {
    std::uint64_t people = 6000;
    unsigned lists = 4;
    std::filesystem::path out;
};
struct ExportArgs {
    std::filesystem::path case_path, out;
};
struct CheckArgs {
    std::filesystem::path case_path;
};
/// Text to print (help, version); nothing else to do.
struct PrintArgs {
    std::string text;
};
/// The command line could not be understood.
struct WrongArgs {
    std::string message, hint;
    bool json = false;
};

struct Arguments {
    Common common;
    std::variant<PrintArgs, WrongArgs, RunArgs, InitArgs, ImportArgs, LinkArgs, CountArgs,
                 EstimateArgs, ShowArgs, ReviewArgs, DecideArgs, SynthArgs, ExportArgs, CheckArgs>
        command;
    std::string typed;  ///< the whole line, for the report
};

Arguments parse_arguments(int argc, char** argv);

}  // namespace dalil::cli
