// bench/link_stages.cpp: where the time of a linkage goes, stage by stage.
//
//     bench_link_stages FOLDER...        folders of lists (or with lists/ inside)
//     bench_link_stages --json FOLDER    one JSON document, for scripts
//   --threads N, --seed N, --effort quick|standard|thorough
//
// Seconds are of the clock and of the processor (all threads); a stage inside another counts in
// both. Memory is the highest resident size up to the end of the stage.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "dalil/io/reader.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"
#include "dalil/workflow/analysis.hpp"

namespace dalil {
namespace {

namespace fs = std::filesystem;

struct Usage {
    double wall = 0, cpu = 0, megabytes = 0;
};

Usage usage_now() {
    rusage self{};
    getrusage(RUSAGE_SELF, &self);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return {
        std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(),
        seconds(self.ru_utime) + seconds(self.ru_stime),
        static_cast<double>(self.ru_maxrss) / 1024};
}

/// Notes what each stage used. Stages of one name are added up.
class StageClock : public Progress {
  public:
    struct Row {
        std::string name;
        std::size_t depth = 0;
        Usage used;
    };

    void begin(std::string_view stage, std::uint64_t) override {
        const auto found = std::find_if(rows_.begin(), rows_.end(),
                                        [&](const Row& row) { return row.name == stage; });
        const auto at = static_cast<std::size_t>(found - rows_.begin());
        if (found == rows_.end()) rows_.push_back({std::string(stage), open_.size(), {}});
        open_.emplace_back(at, usage_now());
    }
    void advance(std::uint64_t) override {}
    void end() override {
        const Usage now = usage_now();
        const auto [at, then] = open_.back();
        open_.pop_back();
        rows_[at].used.wall += now.wall - then.wall;
        rows_[at].used.cpu += now.cpu - then.cpu;
        rows_[at].used.megabytes = now.megabytes;
    }
    const std::vector<Row>& rows() const { return rows_; }

  private:
    std::vector<Row> rows_;
    std::vector<std::pair<std::size_t, Usage>> open_;
};

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "bench_link_stages: {}\n", message);
    std::exit(2);
}

struct Options {
    bool json = false;
    LinkOptions link;
    Context context;
    std::vector<fs::path> folders;
};

std::vector<Table> read_lists(const fs::path& folder, const Context& context) {
    const fs::path inner = fs::exists(folder / "lists") ? folder / "lists" : folder;
    if (!fs::is_directory(inner)) stop(folder.string() + " is not a folder");
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(inner)) {
        const std::string ending = entry.path().extension().string();
        if (entry.path().stem() != "truth" &&
            (ending == ".csv" || ending == ".tsv" || ending == ".xlsx" || ending == ".ods"))
            paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Table> tables;
    for (const fs::path& path : paths) {
        auto read = read_tables(path, {}, context);
        if (!read) stop(read.error().message);
        std::move(read->begin(), read->end(), std::back_inserter(tables));
    }
    return tables;
}

void print_json(std::size_t records, const Linkage& linkage, const StageClock& clock) {
    std::string stages;
    for (const auto& row : clock.rows())
        stages += fmt::format("{}\n  \"{}\": {{\"wall\": {:.4f}, \"cpu\": {:.4f}, \"mb\": {:.0f}}}",
                              stages.empty() ? "" : ",", row.name, row.used.wall, row.used.cpu,
                              row.used.megabytes);
    fmt::print("{{\"records\": {}, \"candidate_pairs\": {}, \"stages\": {{{}}}}}\n", records,
               linkage.report.candidate_pairs, stages);
}

void print_table(const fs::path& folder, std::size_t records, const Linkage& linkage,
                 const StageClock& clock) {
    fmt::print("{}: {} records, {} pairs, {:.0f} people\n{:<36}{:>9}{:>9}{:>9}\n",
               folder.filename().string(), records, linkage.report.candidate_pairs,
               linkage.people.median, "stage", "wall s", "cpu s", "MB");
    for (const auto& row : clock.rows())
        fmt::print("{:<36}{:>9.2f}{:>9.2f}{:>9.0f}\n", std::string(2 * row.depth, ' ') + row.name,
                   row.used.wall, row.used.cpu, row.used.megabytes);
}

void measure(const fs::path& folder, const Options& options) {
    StageClock clock;
    Context context = options.context;
    context.progress = &clock;
    RecordSet records;
    {
        const Stage reading(context, "reading");
        const auto tables = read_lists(folder, options.context);
        std::vector<Issue> issues;
        records = make_records(tables, infer_recipe(tables, issues));
    }
    const Linkage linkage = link(records, options.link, context);
    if (options.json)
        print_json(records.records.size(), linkage, clock);
    else
        print_table(folder, records.records.size(), linkage, clock);
}

Effort effort_of(const std::string& word) {
    if (const auto effort = effort_named(word)) return *effort;
    stop("no such effort: " + word);
}

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&]() -> std::string {
            if (i + 1 >= argc) stop(word + " needs a value");
            return argv[++i];
        };
        if (word == "--json")
            options.json = true;
        else if (word == "--threads")
            options.context.threads = static_cast<unsigned>(std::stoul(value()));
        else if (word == "--seed")
            options.context.seed = std::stoull(value());
        else if (word == "--effort")
            options.link.effort = effort_of(value());
        else if (word.starts_with("--"))
            stop("unknown option " + word);
        else
            options.folders.emplace_back(fs::weakly_canonical(word));
    }
    return options;
}

/// Without a folder, a set that is there for everybody who has the shared data.
std::vector<fs::path> folders_of(const Options& options) {
    if (!options.folders.empty()) return options.folders;
    const char* shared = std::getenv("DALIL_SHARED");
    const fs::path folder =
        fs::path(shared != nullptr ? shared : "../shared") / "data/linkage/historical_50k";
    if (fs::exists(folder)) return {folder};
    fmt::print("no data sets found; set DALIL_SHARED or name a folder\n");
    return {};
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    const dalil::Options options = dalil::parse(argc, argv);
    for (const auto& folder : dalil::folders_of(options)) dalil::measure(folder, options);
}
