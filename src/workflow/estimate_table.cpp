#include "dalil/workflow/estimate_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "dalil/io/reader.hpp"

namespace dalil {

namespace {

// Counts beyond these are slips; below, all sums fit in 64 bits and are exact as doubles.
constexpr std::uint64_t kLargestCount = 1'000'000'000'000;
constexpr std::uint64_t kLargestTotal = 1'000'000'000'000'000;

enum class Mark : std::uint8_t { No, Yes, Impossible };

struct Count {
    std::uint64_t people = 0;
    bool at_most = false;
    bool impossible = false;
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Spreadsheets write whole numbers as "12.0" at times.
std::string_view without_zero_decimals(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos || point == 0) return text;
    const bool zeros = text.find_first_not_of('0', point + 1) == std::string_view::npos;
    return zeros ? text.substr(0, point) : text;
}

std::optional<Mark> mark_of(std::string_view text) {
    text = without_zero_decimals(trimmed(text));
    if (text == "0") return Mark::No;
    if (text == "1") return Mark::Yes;
    if (text == "NA" || text == "na") return Mark::Impossible;
    return std::nullopt;
}

bool ends_with(const std::string& text, std::string_view ending) {
    return text.size() >= ending.size() &&
           std::string_view(text).substr(text.size() - ending.size()) == ending;
}

/// Which column is what.
struct Layout {
    std::vector<std::uint32_t> lists, strata, covariates;
    std::uint32_t count = 0;
    std::optional<std::uint32_t> replicates;
};

tl::unexpected<Error> bad_cell(const Table& table, std::uint32_t row, std::uint32_t column,
                               std::string code, std::string_view what, std::string hint) {
    return fail(Fault::Input, std::move(code),
                fmt::format("{}: {}", table.address(row, column).text(), what), std::move(hint));
}

Result<Count> count_of(const Table& table, std::uint32_t row, std::uint32_t column) {
    const std::string hint = "a count is a whole number, <=number for an upper bound, or NA";
    std::string_view text = trimmed(table.cell(row, column).text);
    Count count;
    if (text == "NA" || text == "na") {
        count.impossible = true;
        return count;
    }
    for (const std::string_view sign : {std::string_view("<="), std::string_view("≤")}) {
        if (text.substr(0, sign.size()) != sign) continue;
        count.at_most = true;
        text = trimmed(text.substr(sign.size()));
        break;
    }
    text = without_zero_decimals(text);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count.people);
    const bool digits_only =
        !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits_only &&
        (read.ec == std::errc::result_out_of_range || count.people > kLargestCount)) {
        return bad_cell(table, row, column, "count-too-large",
                        "the count is over a million million", hint);
    }
    if (digits_only) return count;
    double value = 0;
    const auto real = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = real.ec == std::errc{} && real.ptr == text.data() + text.size();
    if (is_number && value < 0) {
        return bad_cell(table, row, column, "negative-count", "the count is negative", hint);
    }
    if (is_number && value == value) {
        return bad_cell(table, row, column, "fractional-count",
                        "the count is not a whole number in plain digits", hint);
    }
    return bad_cell(table, row, column, "count-not-a-number", "the count is not a number", hint);
}

bool only_marks(const Table& table, std::uint32_t column) {
    for (std::uint32_t row = 1; row < table.rows(); ++row) {
        if (!mark_of(table.cell(row, column).text)) return false;
    }
    return true;
}

Result<std::map<std::string, std::uint32_t>> columns_by_name(const Table& table) {
    std::map<std::string, std::uint32_t> columns;
    for (std::uint32_t c = 0; c < table.width(); ++c) {
        const std::string name(trimmed(table.cell(0, c).text));
        if (name.empty()) {
            return bad_cell(table, 0, c, "no-column-name", "the column has no name",
                            "name every column");
        }
        if (!columns.emplace(name, c).second) {
            return bad_cell(table, 0, c, "equal-column-names", "two columns have the same name",
                            "give every column its own name");
        }
    }
    return columns;
}

Result<Layout> layout_of(const Table& table, const EstimateTableOptions& options) {
    auto columns = columns_by_name(table);
    if (!columns) return fail(std::move(columns.error()));
    std::vector<std::string> replicates;
    if (!options.replicates.empty()) replicates.push_back(options.replicates);
    for (const auto* names :
         {&options.lists, &options.strata, &options.covariates, &std::as_const(replicates)}) {
        for (const std::string& name : *names) {
            if (columns->count(name) != 0) continue;
            return fail(Fault::Usage, "unknown-column",
                        fmt::format("the table has no column \"{}\"", name),
                        "check the spelling against the first row of the table");
        }
    }
    const auto has = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    Layout layout;
    std::optional<std::uint32_t> count;
    for (std::uint32_t c = 0; c < table.width(); ++c) {
        const std::string name(trimmed(table.cell(0, c).text));
        if (has(replicates, name)) {
            layout.replicates = c;
        } else if (has(options.lists, name)) {
            layout.lists.push_back(c);
        } else if (has(options.covariates, name)) {
            layout.covariates.push_back(c);
        } else if (has(options.strata, name)) {
            layout.strata.push_back(c);
        } else if (name == "count") {
            count = c;
        } else if (ends_with(name, "_low") || ends_with(name, "_high")) {
            continue;
        } else if (options.lists.empty() && only_marks(table, c)) {
            layout.lists.push_back(c);
        } else {
            layout.strata.push_back(c);
        }
    }
    if (!count) {
        return fail(Fault::Input, "no-count-column",
                    fmt::format("{}: no column is named \"count\"", table.file),
                    "name the column that holds the numbers of people \"count\"");
    }
    layout.count = *count;
    if (layout.lists.empty()) {
        return fail(Fault::Input, "no-list-column",
                    fmt::format("{}: no column holds only 0, 1 and NA", table.file),
                    "give one 0/1 column per list, or name them with --lists");
    }
    if (layout.lists.size() > 64) {
        return fail(Fault::Input, "too-many-lists",
                    fmt::format("{}: {} columns look like lists; up to 64 are possible", table.file,
                                layout.lists.size()),
                    "name the columns that are lists with --lists");
    }
    return layout;
}

/// The rows of one stratum, before it is known which lists cover it.
struct Rows {
    std::uint64_t seen_in = 0;    ///< lists that are 0 or 1 somewhere
    std::uint64_t absent_in = 0;  ///< lists that are NA somewhere
    std::uint32_t first_row = 0;
    std::map<std::uint64_t, Count> cells;
    std::map<std::pair<std::vector<std::string>, std::uint64_t>, std::uint64_t>
        known;  ///< by covariates
};

/// Adds one row of the table to its stratum.
Result<void> add_row(const Table& table, const Layout& layout, std::uint32_t row,
                     std::uint64_t& total, Rows& rows) {
    std::uint64_t pattern = 0;
    for (std::size_t j = 0; j < layout.lists.size(); ++j) {
        const auto mark = mark_of(table.cell(row, layout.lists[j]).text);
        if (!mark) {
            return bad_cell(
                table, row, layout.lists[j], "not-0-or-1", "the cell of a list is not 0, 1 or NA",
                "1: the people counted in this row are on the list; 0: they are not; NA: the list "
                "could not cover them");
        }
        const std::uint64_t bit = std::uint64_t{1} << j;
        if (*mark == Mark::Yes) pattern |= bit;
        (*mark == Mark::Impossible ? rows.absent_in : rows.seen_in) |= bit;
    }
    const auto count = count_of(table, row, layout.count);
    if (!count) return fail(count.error());
    if (pattern == 0) {
        if (count->impossible || count->people == 0) return {};
        return bad_cell(table, row, layout.count, "people-on-no-list",
                        "people are counted who are on no list",
                        "leave this row out: it is what is estimated");
    }
    total += count->people;
    if (total > kLargestTotal) {
        return fail(Fault::Input, "count-too-large",
                    fmt::format("{}: the counts add up to more than any population", table.file),
                    "");
    }
    if (!layout.covariates.empty()) {
        if (count->at_most || count->impossible)
            return bad_cell(table, row, layout.count, "bounded-with-covariates",
                            "a count is NA or an upper bound in a table with covariates",
                            "give whole numbers, or make the column one of --strata");
        std::vector<std::string> words;
        for (const std::uint32_t c : layout.covariates)
            words.emplace_back(trimmed(table.cell(row, c).text));
        rows.known[{std::move(words), pattern}] += count->people;
    }
    Count& cell = rows.cells.try_emplace(pattern).first->second;
    cell.people += count->people;
    cell.at_most = cell.at_most || count->at_most;
    cell.impossible = cell.impossible || count->impossible;
    if (cell.impossible && cell.people > 0) {
        return bad_cell(table, row, layout.count, "impossible-but-counted",
                        "a pattern is NA and has people all the same", "give either a count or NA");
    }
    return {};
}

Result<CaptureTable> capture_table(const Table& table, const Layout& layout,
                                   const std::vector<std::string>& names, const Rows& rows) {
    CaptureTable result;
    std::vector<std::size_t> kept;
    for (std::size_t j = 0; j < names.size(); ++j) {
        const std::uint64_t bit = std::uint64_t{1} << j;
        if ((rows.absent_in & bit) == 0) {
            kept.push_back(j);
            result.lists.push_back(names[j]);
        } else if ((rows.seen_in & bit) != 0) {
            return bad_cell(
                table, rows.first_row, layout.lists[j], "partly-na",
                "a list is NA in some rows of a stratum and 0 or 1 in others",
                "a list covers a stratum or it does not; put NA in the count for a single pattern");
        }
    }
    std::map<std::uint64_t, Count> narrowed;
    for (const auto& [pattern, count] : rows.cells) {
        std::uint64_t narrow = 0;
        for (std::size_t i = 0; i < kept.size(); ++i) narrow |= (pattern >> kept[i] & 1) << i;
        narrowed.emplace(narrow, count);
    }
    for (const auto& [pattern, count] : narrowed) {
        if (count.impossible) {
            result.impossible.push_back(pattern);
        } else {
            result.cells.push_back({pattern, count.people, count.at_most});
        }
    }
    return result;
}

using RowsByReplicate = std::map<std::string, Rows>;

/// Every stratum has all replicates; without a column of replicates there is one, without a name.
Result<std::map<std::vector<std::string>, RowsByReplicate>> rows_by_stratum(const Table& table,
                                                                            const Layout& layout) {
    std::map<std::vector<std::string>, RowsByReplicate> strata;
    std::map<std::string, std::uint64_t> totals;
    for (std::uint32_t row = 1; row < table.rows(); ++row) {
        std::vector<std::string> key;
        for (const std::uint32_t c : layout.strata)
            key.emplace_back(trimmed(table.cell(row, c).text));
        std::string label;
        if (layout.replicates) label = trimmed(table.cell(row, *layout.replicates).text);
        Rows& rows = strata[std::move(key)][label];
        if (rows.first_row == 0) rows.first_row = row;
        if (auto added = add_row(table, layout, row, totals[label], rows); !added)
            return fail(added.error());
    }
    if (layout.replicates && totals.size() < 2) {
        return fail(Fault::Input, "one-replicate",
                    fmt::format("{}: all rows are of one replicate", table.file),
                    "without --replicates the table is estimated as it is");
    }
    for (auto& [key, replicates] : strata) {
        // Lists cover a stratum or they do not, whoever is in it.
        const Rows& some = replicates.begin()->second;
        Rows nobody;
        nobody.seen_in = some.seen_in;
        nobody.absent_in = some.absent_in;
        nobody.first_row = some.first_row;
        for (const auto& [label, total] : totals) replicates.try_emplace(label, nobody);
    }
    return strata;
}

/// Replicates differ in counts only.
Result<void> check_replicates(const Table& table, const EstimateTable::Stratum& stratum) {
    const CaptureTable& first = stratum.replicates.front();
    for (const CaptureTable& other : stratum.replicates) {
        const bool bounded = std::any_of(other.cells.begin(), other.cells.end(),
                                         [](const CaptureCell& c) { return c.at_most; });
        if (!bounded && other.lists == first.lists && other.impossible == first.impossible)
            continue;
        return fail(Fault::Input, "replicates-differ",
                    fmt::format("{}: replicates of a stratum have {}", table.file,
                                bounded ? "counts that are only upper bounds"
                                        : "different lists or different impossible patterns"),
                    "replicates may differ in their counts only");
    }
    return {};
}

/// The people of a stratum with what is known about them.
CovariateTable covariate_table(const Table& table, const Layout& layout,
                               const CaptureTable& captures, const std::vector<std::string>& names,
                               const Rows& rows) {
    CovariateTable result;
    result.lists = captures.lists;
    for (std::size_t k = 0; k < layout.covariates.size(); ++k) {
        std::vector<std::string> levels{""};
        for (const auto& [key, count] : rows.known) levels.push_back(key.first[k]);
        std::sort(levels.begin(), levels.end());
        levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
        result.covariates.push_back(make_covariate(
            std::string(trimmed(table.cell(0, layout.covariates[k]).text)), std::move(levels)));
    }
    for (const auto& [key, count] : rows.known) {
        CovariateCell cell;
        cell.count = count;
        for (std::size_t i = 0; i < captures.lists.size(); ++i) {
            const auto at = std::find(names.begin(), names.end(), captures.lists[i]);
            cell.pattern |= (key.second >> (at - names.begin()) & 1) << i;
        }
        for (std::size_t k = 0; k < result.covariates.size(); ++k) {
            const auto& levels = result.covariates[k].levels;
            const auto at = std::lower_bound(levels.begin(), levels.end(), key.first[k]);
            cell.codes.push_back(static_cast<std::uint32_t>(at - levels.begin()));
        }
        result.cells.push_back(std::move(cell));
    }
    return result;
}

Result<void> check_models(const EstimateTable& table, const EstimateOptions& options) {
    if (!options.models.empty() && table.lists.size() > 16) {
        return fail(Fault::Usage, "too-many-lists", "models can be named for up to 16 lists", "");
    }
    return {};
}

}  // namespace

Result<void> check_methods(const std::vector<std::string>& methods) {
    const auto& known = method_names();
    for (const std::string& method : methods) {
        if (std::find(known.begin(), known.end(), method) != known.end()) continue;
        return fail(Fault::Usage, "unknown-method",
                    fmt::format("there is no method \"{}\"", method),
                    fmt::format("methods: {}", fmt::join(known, ", ")));
    }
    return {};
}

std::uint64_t EstimateTable::people() const {
    std::uint64_t total = 0;
    for (const Stratum& stratum : strata) total += stratum.table.people();
    return total;
}

Result<EstimateTable> make_estimate_table(const Table& table, const EstimateTableOptions& options) {
    if (table.rows() < 2) {
        return fail(Fault::Input, "empty-table",
                    fmt::format("{}: the table has no rows", table.file),
                    "the first row names the columns; one row per pattern of lists follows");
    }
    if (!options.replicates.empty() && !options.covariates.empty()) {
        return fail(Fault::Usage, "covariates-with-replicates",
                    "--covariates and --replicates cannot be combined", "give one of the two");
    }
    const auto layout = layout_of(table, options);
    if (!layout) return fail(layout.error());
    EstimateTable result;
    for (const std::uint32_t c : layout->lists)
        result.lists.emplace_back(trimmed(table.cell(0, c).text));
    for (const std::uint32_t c : layout->strata)
        result.by.emplace_back(trimmed(table.cell(0, c).text));

    auto strata = rows_by_stratum(table, *layout);
    if (!strata) return fail(std::move(strata.error()));
    for (const auto& [key, replicates] : *strata) {
        EstimateTable::Stratum stratum;
        stratum.key = key;
        for (const auto& [label, rows] : replicates) {
            auto captures = capture_table(table, *layout, result.lists, rows);
            if (!captures) return fail(std::move(captures.error()));
            if (!layout->covariates.empty())
                stratum.known = covariate_table(table, *layout, *captures, result.lists, rows);
            stratum.replicates.push_back(std::move(*captures));
        }
        if (layout->replicates) {
            if (auto alike = check_replicates(table, stratum); !alike) return fail(alike.error());
            stratum.table = mean_table(stratum.replicates);
        } else {
            stratum.table = std::move(stratum.replicates.front());
            stratum.replicates.clear();
        }
        result.strata.push_back(std::move(stratum));
    }
    return result;
}

Result<EstimateTable> read_estimate_table(const std::filesystem::path& path,
                                          const EstimateTableOptions& options,
                                          const Context& context) {
    const auto tables = read_tables(path, Limits{}, context);
    if (!tables) return fail(tables.error());
    for (const Table& table : *tables) {
        if (!table.hidden && table.rows() > 0) return make_estimate_table(table, options);
    }
    return fail(Fault::Input, "empty-table",
                fmt::format("{}: no sheet holds anything", path.filename().string()), "");
}

Result<Estimates> estimate_table(const EstimateTable& table, const EstimateOptions& options,
                                 const Context& context, ReplicateRule rule) {
    if (auto known = check_methods(options.methods); !known) return fail(known.error());
    if (auto possible = check_models(table, options); !possible) return fail(possible.error());
    Stage stage(context, "estimating", table.strata.size());
    Estimates estimates;
    estimates.by = table.by;
    for (const EstimateTable::Stratum& stratum : table.strata) {
        EstimateOptions own = options;
        CovariateSample sample;
        if (!stratum.known.covariates.empty()) {
            sample.best = stratum.known;
            sample.chosen = true;
            own.covariates = &sample;
        }
        estimates.strata.push_back(
            {stratum.key, stratum.replicates.empty()
                              ? estimate(stratum.table, own, context)
                              : estimate_replicates(stratum.replicates, rule, options, context)});
        stage.advance();
    }
    std::vector<const StratumEstimate*> estimated;
    std::vector<const CaptureTable*> tables;
    for (const EstimatedStratum& stratum : estimates.strata) estimated.push_back(&stratum.estimate);
    for (const EstimateTable::Stratum& stratum : table.strata) tables.push_back(&stratum.table);
    estimates.pooled = compare_with_pooled(estimated, tables, options, context);
    return estimates;
}

}  // namespace dalil
