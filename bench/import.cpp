// bench/import.cpp: how fast lists become tables.
//
//     bench_import                  invented lists of 200,000 people: text in three encodings, a
//     workbook bench_import FILE...          these files
//   --people N, --repeat N (the fastest reading is shown), --threads N
//   --peers    the same files through Python's csv module, pandas and openpyxl, where present;
//   prints ratios
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dalil/io/reader.hpp"
#include "dalil/synth/synth.hpp"

namespace dalil {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<fs::path> files;
    std::uint64_t people = 200'000;
    unsigned repeat = 3;
    bool peers = false;
    Context context;
};

struct Reading {
    double seconds = 0;
    std::uint64_t rows = 0, cells = 0;
};

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "bench_import: {}\n", message);
    std::exit(2);
}

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

Reading read_once(const fs::path& file, const Context& context) {
    const double start = now();
    const auto tables = read_tables(file, {}, context);
    Reading reading;
    reading.seconds = now() - start;
    if (!tables) stop(tables.error().message);
    for (const Table& table : *tables) {
        reading.rows += table.rows();
        for (const Column& column : table.columns)
            for (const std::uint32_t code : column.codes) reading.cells += code != 0;
    }
    return reading;
}

Reading read_best(const fs::path& file, const Options& options) {
    Reading best = read_once(file, options.context);
    for (unsigned k = 1; k < options.repeat; ++k) {
        const Reading again = read_once(file, options.context);
        if (again.seconds < best.seconds) best = again;
    }
    return best;
}

/// Seconds that a piece of Python needs for a file, without starting the interpreter; nothing if it
/// fails.
std::optional<double> python_seconds(const std::string& code, const fs::path& file) {
    const std::string program = "import sys,time\nfile=sys.argv[1]\n" + code;
    const std::string command = "python3 -c '" + program + "' '" + file.string() + "' 2>/dev/null";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 64> line{};
    if (!pipe || std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) == nullptr)
        return std::nullopt;
    const double seconds = std::strtod(line.data(), nullptr);
    return seconds > 0 ? std::optional(seconds) : std::nullopt;
}

struct Peer {
    const char* name;
    bool workbook;
    const char* code;
};

/// Each reads all cells as text, as we do.
constexpr std::array<Peer, 4> kPeers{{
    {"python csv", false,
     "import csv\nt=time.time()\nraw=open(file,\"rb\").read()\n"
     "for e in (\"utf-16\",\"utf-8\",\"cp1251\",\"gb18030\"):\n"
     "  if e==\"utf-16\" and raw[:2]!=b\"\\xff\\xfe\": continue\n"
     "  try: text=raw.decode(e); break\n  except UnicodeDecodeError: pass\n"
     "d=max(\";,\\t\",key=text[:2000].count)\n"
     "rows=list(csv.reader(text.splitlines(),delimiter=d))\nprint(time.time()-t)"},
    {"pandas", false,
     "import pandas\nraw=open(file,\"rb\").read(4096)\n"
     "e=\"utf-16\" if raw[:2]==b\"\\xff\\xfe\" else \"utf-8\"\n"
     "try: raw.decode(e)\nexcept UnicodeDecodeError as x: e=e if x.start>4000 else \"cp1251\"\n"
     "d=max(\";,\\t\",key=raw.decode(e,\"ignore\").count)\nt=time.time()\n"
     "pandas.read_csv(file,sep=d,encoding=e,dtype=str,keep_default_na=False)\nprint(time.time()-"
     "t)"},
    {"openpyxl", true,
     "import openpyxl\nt=time.time()\nw=openpyxl.load_workbook(file,read_only=True)\n"
     "rows=[[c for c in r] for s in w for r in "
     "s.iter_rows(values_only=True)]\nprint(time.time()-t)"},
    {"calamine", true,
     "import python_calamine as c\nt=time.time()\nw=c.CalamineWorkbook.from_path(file)\n"
     "rows=[w.get_sheet_by_name(n).to_python() for n in w.sheet_names]\nprint(time.time()-t)"},
}};

void compare_with_peers(const fs::path& file, const Reading& ours) {
    const bool workbook = file.extension() == ".xlsx";
    for (const Peer& peer : kPeers) {
        if (peer.workbook != workbook) continue;
        const auto seconds = python_seconds(peer.code, file);
        if (!seconds)
            fmt::print("    {:<12} not present\n", peer.name);
        else
            fmt::print("    {:<12} {:>8.3f} s   ours is {:.1f} times as fast\n", peer.name,
                       *seconds, *seconds / ours.seconds);
    }
}

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&]() -> std::uint64_t {
            if (i + 1 >= argc) stop(word + " needs a number");
            return std::strtoull(argv[++i], nullptr, 10);
        };
        if (word == "--people")
            options.people = value();
        else if (word == "--repeat")
            options.repeat = static_cast<unsigned>(value());
        else if (word == "--threads")
            options.context.threads = static_cast<unsigned>(value());
        else if (word == "--peers")
            options.peers = true;
        else if (word.starts_with("--"))
            stop("unknown option " + word);
        else
            options.files.emplace_back(word);
    }
    return options;
}

std::vector<fs::path> invented_lists(const Options& options, const fs::path& folder) {
    const auto made = synthesise({.people = options.people, .lists = 6}, folder, options.context);
    if (!made) stop(made.error().message);
    std::vector<fs::path> files;
    for (const std::string& list : made->lists) files.push_back(folder / "lists" / list);
    return files;
}

int run(int argc, char** argv) {
    Options options = parse(argc, argv);
    const fs::path folder = fs::temp_directory_path() / fmt::format("dalil-bench-{}", ::getpid());
    if (options.files.empty()) options.files = invented_lists(options, folder);
    fmt::print("{:<18}{:>8}{:>10}{:>11}{:>9}{:>9}{:>12}\n", "file", "MB", "rows", "cells", "s",
               "MB/s", "cells/s");
    for (const fs::path& file : options.files) {
        const Reading reading = read_best(file, options);
        const double megabytes = static_cast<double>(fs::file_size(file)) / 1e6;
        fmt::print("{:<18}{:>8.1f}{:>10}{:>11}{:>9.3f}{:>9.1f}{:>12.0f}\n",
                   file.filename().string(), megabytes, reading.rows, reading.cells,
                   reading.seconds, megabytes / reading.seconds,
                   static_cast<double>(reading.cells) / reading.seconds);
        if (options.peers) compare_with_peers(file, reading);
    }
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    return 0;
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    return dalil::run(argc, argv);
}
