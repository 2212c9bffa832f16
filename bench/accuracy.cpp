// bench/accuracy.cpp: the linkage against known truth, with no configuration at all.
//
//     bench_accuracy                          every data set of DALIL_SHARED/data/linkage that has
//     a truth bench_accuracy febrl3 febrl4            only these bench_accuracy --dir FOLDER any
//     folder of lists with truth.csv (or truth/ beside lists/) bench_accuracy --people
//     OUT/people.csv --dir FOLDER     scores a file that `dalil run` wrote
//   --without COLUMN   ignores the columns of this header, as "soc_sec_id" of febrl
//   --threads N, --seed N, --repeat N (the fastest run is shown)
//   --write FOLDER     writes SET.clusters.csv (source,row_id,cluster), for other evaluators
//   --errors N         prints up to N false and N missed pairs of each set, with their values
//
// truth.csv has the header source,row_id,entity, where row_id is a column of the list, or
// source,row,entity, where row is counted as in people.csv. Figures are defined in
// dalil/link/evaluation.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dalil/io/reader.hpp"
#include "dalil/io/writer.hpp"
#include "dalil/link/evaluation.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {
namespace {

namespace fs = std::filesystem;
using Address = std::pair<std::string, std::string>;  // source; row_id or row

struct Options {
    std::vector<std::string> names;
    std::vector<fs::path> folders;
    std::vector<std::string> without;
    std::optional<fs::path> people, write;
    unsigned repeat = 1;
    std::size_t errors = 0;
    Context context;
};

struct Truth {
    bool by_row_id = true;
    std::vector<Address> rows;
    std::vector<std::string> entity;
};

struct Stages {
    double read = 0, records = 0, link = 0;
    double total() const { return read + records + link; }
};

struct DataSet {
    std::string name;
    std::vector<Table> tables;
    RecordSet records;
    Linkage linkage;
    Stages seconds;
};

[[noreturn]] void stop(const std::string& message) {
    fmt::print(stderr, "bench_accuracy: {}\n", message);
    std::exit(2);
}

template <class T>
T must(Result<T> result) {
    if (!result) stop(result.error().message);
    return std::move(*result);
}

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// The kernel keeps the highest resident size; writing 5 starts it afresh.
void reset_peak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

double peak_megabytes() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        if (word != "VmHWM:") continue;
        double kilobytes = 0;
        status >> kilobytes;
        return kilobytes / 1024;
    }
    return 0;
}

/// Cells of a well-formed CSV of ours: first row the header.
std::vector<std::vector<std::string>> plain_rows(const fs::path& path, std::size_t columns,
                                                 const Context& context) {
    const auto tables = must(read_tables(path, {}, context));
    if (tables.empty()) stop(path.string() + " is empty");
    std::vector<std::vector<std::string>> rows;
    for (std::uint32_t r = 0; r < tables[0].rows(); ++r) {
        std::vector<std::string> row(columns);
        for (std::uint32_t c = 0; c < tables[0].width(); ++c) {
            const std::size_t at = tables[0].columns[c].number - 1;
            if (at < columns) row[at] = tables[0].cell(r, c).stored();
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Truth read_truth(const fs::path& path, const Context& context) {
    const auto rows = plain_rows(path, 3, context);
    Truth truth;
    truth.by_row_id = rows[0][1] == "row_id";
    if (!truth.by_row_id && rows[0][1] != "row") stop(path.string() + ": header is not source,row");
    for (std::size_t r = 1; r < rows.size(); ++r) {
        truth.rows.emplace_back(rows[r][0], rows[r][1]);
        truth.entity.push_back(rows[r][2]);
    }
    return truth;
}

bool is_list(const fs::path& path) {
    const std::string ending = path.extension().string();
    return path.stem() != "truth" &&
           (ending == ".csv" || ending == ".tsv" || ending == ".xlsx" || ending == ".ods");
}

std::vector<fs::path> lists_of(const fs::path& folder) {
    const fs::path inner = fs::exists(folder / "lists") ? folder / "lists" : folder;
    std::vector<fs::path> lists;
    for (const auto& entry : fs::directory_iterator(inner))
        if (entry.is_regular_file() && is_list(entry.path())) lists.push_back(entry.path());
    std::sort(lists.begin(), lists.end());
    return lists;
}

std::optional<fs::path> truth_of(const fs::path& folder) {
    for (const char* place : {"truth.csv", "truth/truth.csv"})
        if (fs::exists(folder / place)) return folder / place;
    return std::nullopt;
}

void leave_out(Recipe& recipe, const std::vector<std::string>& headers) {
    for (ListRecipe& list : recipe.lists)
        for (ColumnRecipe& column : list.columns)
            for (const std::string& header : headers)
                if (column.header == header) column.meaning = Meaning::Ignore;
}

DataSet run_once(const fs::path& folder, const Options& options) {
    DataSet set;
    set.name = fs::path(folder).filename().string();
    const double start = now();
    for (const fs::path& list : lists_of(folder)) {
        auto tables = must(read_tables(list, {}, options.context));
        std::move(tables.begin(), tables.end(), std::back_inserter(set.tables));
    }
    const double read = now();
    std::vector<Issue> issues;
    Recipe recipe = infer_recipe(set.tables, issues);
    leave_out(recipe, options.without);
    set.records = make_records(set.tables, recipe);
    const double made = now();
    if (!options.people) set.linkage = link(set.records, {}, options.context);
    set.seconds = {read - start, made - read, now() - made};
    return set;
}

/// For each table, the stored column whose header is row_id.
std::vector<std::optional<std::uint32_t>> row_id_columns(const std::vector<Table>& tables) {
    std::vector<std::optional<std::uint32_t>> out;
    for (const Table& table : tables) {
        std::optional<std::uint32_t> found;
        for (std::uint32_t r = 0; r < std::min(table.rows(), 5u); ++r)
            for (std::uint32_t c = 0; c < table.width(); ++c)
                if (!found && table.cell(r, c).text == "row_id") found = c;
        out.push_back(found);
    }
    return out;
}

/// Names as `dalil run` gives them: a file from which one list is taken lends it its stem.
std::vector<std::string> list_names(const DataSet& set) {
    std::map<std::string, int> lists_of_file;
    for (const Source& source : set.records.sources) ++lists_of_file[set.tables[source.table].file];
    std::vector<std::string> names;
    for (const Source& source : set.records.sources) {
        const std::string& file = set.tables[source.table].file;
        names.push_back(lists_of_file[file] == 1 ? fs::path(file).stem().string() : source.name);
    }
    return names;
}

std::vector<Address> addresses(const DataSet& set, bool by_row_id) {
    const auto id_column = row_id_columns(set.tables);
    const auto names = list_names(set);
    std::vector<Address> out;
    for (const RecordRef& record : set.records.records) {
        const Source& source = set.records.sources[record.source];
        std::string row = std::to_string(record.row);
        if (by_row_id) {
            if (!id_column[source.table]) stop(source.name + " has no column row_id");
            row =
                set.tables[source.table].cell(record.table_row, *id_column[source.table]).stored();
        }
        out.emplace_back(names[record.source], std::move(row));
    }
    return out;
}

/// Person labels of a people.csv, for the addresses given.
std::vector<std::uint32_t> labels_of_people(const fs::path& path, const std::vector<Address>& at,
                                            const Context& context) {
    std::map<Address, std::uint32_t> person;
    std::map<std::string, std::uint32_t> numbers;
    const auto rows = plain_rows(path, 3, context);
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const auto next = static_cast<std::uint32_t>(numbers.size());
        person[{rows[r][0], rows[r][1]}] = numbers.try_emplace(rows[r][2], next).first->second;
    }
    std::vector<std::uint32_t> labels;
    for (const Address& address : at) {
        const auto found = person.find(address);
        if (found == person.end()) stop("people.csv misses a row of " + address.first);
        labels.push_back(found->second);
    }
    return labels;
}

/// Truth and prediction over the rows of the truth; a row that is no record is a person of its own.
struct Scored {
    std::vector<std::uint32_t> entity, cluster, source;
    std::vector<std::optional<std::uint32_t>> record;
    std::size_t missing = 0;
};

Scored align(const Truth& truth, const std::vector<Address>& at,
             const std::vector<std::uint32_t>& labels) {
    std::map<Address, std::uint32_t> record_at;
    for (std::uint32_t r = 0; r < at.size(); ++r) record_at.emplace(at[r], r);
    std::map<std::string, std::uint32_t> entities, sources;
    Scored out;
    std::uint32_t fresh = 0x8000'0000u;
    std::size_t known = 0;
    for (std::size_t t = 0; t < truth.rows.size(); ++t) {
        const auto next_entity = static_cast<std::uint32_t>(entities.size());
        const auto next_source = static_cast<std::uint32_t>(sources.size());
        out.entity.push_back(entities.try_emplace(truth.entity[t], next_entity).first->second);
        out.source.push_back(sources.try_emplace(truth.rows[t].first, next_source).first->second);
        const auto found = record_at.find(truth.rows[t]);
        const bool is_record = found != record_at.end();
        out.cluster.push_back(is_record ? labels[found->second] : fresh++);
        out.record.push_back(is_record ? std::optional(found->second) : std::nullopt);
        known += is_record;
        out.missing += !is_record;
    }
    if (known < at.size())
        fmt::print(stderr, "warning: {} records are not in the truth\n", at.size() - known);
    return out;
}

void write_clusters(const fs::path& folder, const DataSet& set, const std::vector<Address>& at,
                    const std::vector<std::uint32_t>& labels) {
    CsvWriter csv(false);
    for (const char* title : {"source", "row_id", "cluster"}) csv.cell(title);
    csv.end_row();
    for (std::size_t r = 0; r < at.size(); ++r) {
        csv.cell(at[r].first);
        csv.cell(at[r].second);
        csv.cell(std::to_string(labels[r]));
        csv.end_row();
    }
    fs::create_directories(folder);
    std::ofstream(folder / (set.name + ".clusters.csv")) << csv.text();
}

std::string values_of(const DataSet& set, std::uint32_t record) {
    std::string out = set.records.sources[set.records.records[record].source].name;
    for (const Field& field : set.records.fields)
        if (field.codes[record] != 0)
            out += fmt::format(" | {}={}", field.key, field.values[field.codes[record]]);
    return out;
}

/// Prints pairs that share a label of `a` but not of `b`.
void print_pairs(const char* title, const DataSet& set, const Scored& scored,
                 const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b,
                 std::size_t most) {
    std::map<std::uint32_t, std::vector<std::size_t>> groups;
    for (std::size_t t = 0; t < a.size(); ++t) groups[a[t]].push_back(t);
    for (const auto& [label, rows] : groups) {
        for (std::size_t i = 1; i < rows.size() && most > 0; ++i) {
            if (b[rows[i]] == b[rows[i - 1]]) continue;
            if (!scored.record[rows[i]] || !scored.record[rows[i - 1]]) continue;
            fmt::print("  {}\n    {}\n    {}\n", title, values_of(set, *scored.record[rows[i - 1]]),
                       values_of(set, *scored.record[rows[i]]));
            --most;
        }
    }
}

void print_header() {
    fmt::print(
        "{:<16}{:>8} {:>7}{:>7}{:>7}{:>7}{:>7}{:>8} {:>22} {:>9} {:>5} {:>6}{:>6}{:>7} {:>6}\n",
        "set", "records", "P", "R", "F1", "B3", "overlap", "people", "median [low, high]/true",
        "pairs", "miss", "read", "rec", "link s", "MB");
}

void print_line(const DataSet& set, const Evaluation& e, double megabytes) {
    const auto entities = static_cast<double>(e.entities);
    const Interval& people = set.linkage.people;
    fmt::print(
        "{:<16}{:>8} {:>7.4f}{:>7.4f}{:>7.4f}{:>7.4f}{:>7.3f}{:>8.4f} {:>8.4f} [{:.4f}, {:.4f}] "
        "{:>9} {:>5.3f} {:>6.2f}{:>6.2f}{:>7.2f} {:>6.0f}\n",
        set.name, e.records, e.pairwise.precision, e.pairwise.recall, e.pairwise.f1, e.bcubed.f1,
        e.overlap_error, e.clusters_over_entities, people.median / entities, people.low / entities,
        people.high / entities, set.linkage.report.candidate_pairs,
        set.linkage.report.missed_link_share, set.seconds.read, set.seconds.records,
        set.seconds.link, megabytes);
    std::fflush(stdout);
}

void measure(const fs::path& folder, const Options& options) {
    const Truth truth = read_truth(*truth_of(folder), options.context);
    reset_peak();
    DataSet set = run_once(folder, options);
    const double megabytes = peak_megabytes();
    for (unsigned k = 1; k < options.repeat; ++k) {
        DataSet again = run_once(folder, options);
        if (again.seconds.total() < set.seconds.total()) set.seconds = again.seconds;
    }
    const auto at = addresses(set, truth.by_row_id);
    const auto labels = options.people ? labels_of_people(*options.people, at, options.context)
                                       : set.linkage.person_of;
    const Scored scored = align(truth, at, labels);
    print_line(set, evaluate(scored.entity, scored.cluster, scored.source), megabytes);
    if (scored.missing > 0) fmt::print("  {} rows of the truth are no records\n", scored.missing);
    if (options.write) write_clusters(*options.write, set, at, labels);
    if (options.errors == 0) return;
    print_pairs("missed", set, scored, scored.entity, scored.cluster, options.errors);
    print_pairs("false", set, scored, scored.cluster, scored.entity, options.errors);
}

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&]() -> std::string {
            if (i + 1 >= argc) stop(word + " needs a value");
            return argv[++i];
        };
        if (word == "--dir")
            options.folders.emplace_back(fs::weakly_canonical(value()));
        else if (word == "--without")
            options.without.push_back(value());
        else if (word == "--threads")
            options.context.threads = static_cast<unsigned>(std::stoul(value()));
        else if (word == "--seed")
            options.context.seed = std::stoull(value());
        else if (word == "--repeat")
            options.repeat = static_cast<unsigned>(std::stoul(value()));
        else if (word == "--people")
            options.people = value();
        else if (word == "--write")
            options.write = value();
        else if (word == "--errors")
            options.errors = std::stoul(value());
        else if (word.starts_with("--"))
            stop("unknown option " + word);
        else
            options.names.push_back(word);
    }
    return options;
}

fs::path shared_sets() {
    const char* shared = std::getenv("DALIL_SHARED");
    return fs::path(shared != nullptr ? shared : "../shared") / "data/linkage";
}

std::vector<fs::path> folders_of(const Options& options) {
    std::vector<fs::path> folders = options.folders;
    for (const std::string& name : options.names) folders.push_back(shared_sets() / name);
    if (!folders.empty() || !fs::exists(shared_sets())) return folders;
    for (const auto& entry : fs::directory_iterator(shared_sets()))
        if (truth_of(entry.path())) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

int run(int argc, char** argv) {
    const Options options = parse(argc, argv);
    const auto folders = folders_of(options);
    if (folders.empty()) fmt::print("no data sets found; set DALIL_SHARED or give --dir\n");
    for (const fs::path& folder : folders)
        if (!truth_of(folder)) stop(folder.string() + " has no truth.csv");
    if (!folders.empty()) print_header();
    for (const fs::path& folder : folders) measure(folder, options);
    return 0;
}

}  // namespace
}  // namespace dalil

int main(int argc, char** argv) {
    return dalil::run(argc, argv);
}
