#include "record/header_rows.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "record/header.hpp"

namespace dalil {
namespace {

constexpr std::uint32_t kRowsSearched = 40;  // a title block is never longer
constexpr std::uint32_t kRowsCompared = 60;  // rows below, to see what data look like here
constexpr std::uint32_t kColumnsSearched = 300;
constexpr std::size_t kLongestLoneHeader = 40;
constexpr std::size_t kLongestHeader = 400;  // bytes

/// Filled cells of the row and the columns they stand in, merged cells counted once.
std::vector<std::uint32_t> filled_columns(const Table& table, std::uint32_t row) {
    std::vector<std::uint32_t> columns;
    const std::uint32_t width = std::min(table.width(), kColumnsSearched);
    for (std::uint32_t c = 0; c < width; ++c)
        if (table.columns[c].code(row) != 0) columns.push_back(c);
    return columns;
}

/// The merged range that covers a cell, if any.
const MergedRange* covering(const Table& table, std::uint32_t row, std::uint32_t column) {
    for (const MergedRange& range : table.merged)
        if (row >= range.first_row && row <= range.last_row && column >= range.first_column &&
            column <= range.last_column)
            return &range;
    return nullptr;
}

bool is_merged_across(const Table& table, std::uint32_t row) {
    const std::uint32_t number = table.row_info[row].number;
    std::uint32_t groups = 0;
    for (const MergedRange& range : table.merged)
        if (range.first_row == number && range.last_column > range.first_column) ++groups;
    return groups > 0 && filled_columns(table, row).size() >= 2;
}

/// Searches the first rows; every row is scored once.
class HeaderFinder {
  public:
    explicit HeaderFinder(const Table& table) : table_(table), scores_(table.rows()) {}

    std::vector<std::uint32_t> run() {
        std::uint32_t row = row_of_labels();
        if (row == table_.rows()) row = best_row();
        if (row == table_.rows()) row = row_above_numbers();
        if (row == table_.rows()) return {};
        std::vector<std::uint32_t> rows = {row};
        if (continues_below(row))
            rows.push_back(row + 1);
        else if (continues_above(row))
            rows.insert(rows.begin(), row - 1);
        return rows;
    }

  private:
    const HeaderScore& score(std::uint32_t row) {
        auto& cached = scores_[row];
        if (!cached) cached = score_header_row(table_, row);
        return *cached;
    }

    double mean_share_below(std::uint32_t row) {
        double total = 0;
        std::uint32_t rows = 0;
        const std::uint32_t end = std::min(table_.rows(), row + 1 + kRowsCompared);
        for (std::uint32_t r = row + 2; r < end; ++r, ++rows) total += score(r).share();
        return rows == 0 ? 0 : total / rows;
    }

    /// Some column holds numbers or dates below while the row itself is all words.
    bool differs_from_below(std::uint32_t row) const {
        for (const std::uint32_t c : filled_columns(table_, row)) {
            std::uint32_t data = 0, filled = 0;
            const std::uint32_t end = std::min(table_.rows(), row + 1 + kRowsCompared);
            for (std::uint32_t r = row + 1; r < end; ++r) {
                if (table_.columns[c].code(r) == 0) continue;
                ++filled;
                data += looks_like_data(table_.cell(r, c)) ? 1 : 0;
            }
            if (filled >= 2 && data * 10 >= filled * 7) return true;
        }
        return false;
    }

    bool is_header_like(std::uint32_t row) {
        const HeaderScore& s = score(row);
        if (s.filled == 0 || s.data * 3 > s.filled) return false;
        const bool one_column = table_.width() == 1;
        if (s.filled < 2 && !one_column) return false;
        return s.words >= (one_column ? 0.5 : 1.0) && s.share() >= 0.25 &&
               s.share() >= 1.5 * mean_share_below(row);
    }

    /// The likeliest row, or rows() if there is none.
    std::uint32_t best_row() {
        const std::uint32_t searched = std::min(table_.rows(), kRowsSearched);
        std::uint32_t best = table_.rows();
        double best_points = 0;
        for (std::uint32_t r = 0; r < searched; ++r) {
            const double points = score(r).words - score(r).data;
            if (points <= best_points + 1e-9 || !is_header_like(r)) continue;
            best = r;
            best_points = points;
        }
        return best;
    }

    /// "c1", "c2", "c3" or "Column 1", "Column 2": one word, counted on.
    std::uint32_t row_of_labels() const {
        const std::uint32_t row = 0;
        if (table_.rows() < 2) return table_.rows();
        const std::vector<std::uint32_t> filled = filled_columns(table_, row);
        if (filled.size() < 2) return table_.rows();
        std::string word;
        std::uint64_t last = 0;
        for (std::size_t k = 0; k < filled.size(); ++k) {
            const std::string& text = table_.cell(row, filled[k]).text;
            const std::size_t digits = text.find_last_not_of("0123456789") + 1;
            if (digits == 0 || digits == text.size() || text.size() - digits > 4)
                return table_.rows();
            const std::uint64_t number = std::stoull(text.substr(digits));
            if (k == 0) word = text.substr(0, digits);
            const bool counts_on = k == 0 ? number <= 1 : number > last;
            if (!counts_on || text.compare(0, digits, word) != 0) return table_.rows();
            last = number;
        }
        return row;
    }

    /// No known word at all: the first row with two cells of words above columns of numbers.
    std::uint32_t row_above_numbers() {
        const std::uint32_t searched = std::min<std::uint32_t>(table_.rows(), 10);
        for (std::uint32_t r = 0; r + 1 < searched; ++r) {
            const HeaderScore& s = score(r);
            if (s.filled >= 2 && s.data == 0 && s.filled * 2 >= s.columns && differs_from_below(r))
                return r;
            if (s.data > 0) break;
        }
        return table_.rows();
    }

    bool adjacent(std::uint32_t upper, std::uint32_t lower) const {
        return table_.row_info[lower].number == table_.row_info[upper].number + 1;
    }

    /// A second line below: sub-headers under merged cells, or more words.
    bool continues_below(std::uint32_t row) {
        const std::uint32_t next = row + 1;
        if (next >= table_.rows() || !adjacent(row, next)) return false;
        const HeaderScore& s = score(next);
        if (s.filled == 0 || s.data > 0) return false;
        if (is_merged_across(table_, row) && s.words >= 0.5) return true;
        return s.words >= 2 && is_header_like(next);
    }

    bool continues_above(std::uint32_t row) {
        if (row == 0 || !adjacent(row - 1, row)) return false;
        const HeaderScore& s = score(row - 1);
        if (s.filled < 2 || s.data > 0 || s.words < 1) return false;
        return is_merged_across(table_, row - 1) || (s.words >= 2 && s.filled <= score(row).filled);
    }

    const Table& table_;
    std::vector<std::optional<HeaderScore>> scores_;
};

std::string own_text(const Table& table, std::uint32_t row, std::uint32_t column) {
    const CellValue& cell = table.cell(row, column);
    if (!cell.text.empty()) return cell.text;
    const MergedRange* range =
        covering(table, table.row_info[row].number, table.columns[column].number);
    if (!range) return {};
    for (std::uint32_t c = 0; c <= column; ++c)
        if (table.columns[c].number == range->first_column &&
            table.row_info[row].number == range->first_row)
            return table.cell(row, c).text;
    return {};
}

/// The group heading that an empty cell of an upper line stands under (text files have no merged
/// cells).
std::string group_text(const Table& table, std::uint32_t row, std::uint32_t below,
                       std::uint32_t column) {
    std::string text = own_text(table, row, column);
    if (!text.empty() || !table.merged.empty()) return text;
    if (table.columns[column].code(below) == 0) return {};
    for (std::uint32_t c = column; c-- > 0;) {
        if (table.columns[c].code(below) == 0) return {};
        if (table.columns[c].code(row) != 0) return table.cell(row, c).text;
    }
    return {};
}

std::string one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!space) out += c;
        if (space && !out.empty() && out.back() != ' ') out += ' ';
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace

bool looks_like_data(const CellValue& cell) {
    if (cell.type == CellType::Number || cell.type == CellType::Date ||
        cell.type == CellType::Time || cell.type == CellType::Boolean)
        return true;
    if (cell.text.find('@') != std::string::npos || cell.text.rfind("http", 0) == 0) return true;
    std::size_t digits = 0, other = 0;
    for (const char c : cell.text) {
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c != ' ' && c != '-' && c != '/' && c != '.' && c != ',' && c != ':')
            ++other;
    }
    return digits > 0 && digits >= other;
}

HeaderScore score_header_row(const Table& table, std::uint32_t row) {
    HeaderScore score;
    score.columns = std::min(table.width(), kColumnsSearched);
    for (const std::uint32_t c : filled_columns(table, row)) {
        const CellValue& cell = table.cell(row, c);
        ++score.filled;
        if (looks_like_data(cell)) {
            ++score.data;
            continue;
        }
        // A text of one column is hardly a list; only a short word above it is a header.
        if (cell.text.size() > (table.width() == 1 ? kLongestLoneHeader : kLongestHeader)) continue;
        const HeaderReading reading = read_header(cell.text);
        if (reading.strength == HeaderReading::Strength::Strong) score.words += 1;
        if (reading.strength == HeaderReading::Strength::Weak) score.words += 0.5;
    }
    return score;
}

std::vector<std::uint32_t> find_header_rows(const Table& table) {
    return HeaderFinder(table).run();
}

std::vector<std::string> read_headers(const Table& table, const std::vector<std::uint32_t>& rows) {
    std::vector<std::string> headers(table.width());
    for (std::uint32_t c = 0; c < table.width(); ++c) {
        std::string last;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool upper = i + 1 < rows.size();
            const std::string text = one_line(upper ? group_text(table, rows[i], rows[i + 1], c)
                                                    : own_text(table, rows[i], c));
            if (text.empty() || text == last) continue;
            headers[c] += (headers[c].empty() ? "" : " / ") + text;
            last = text;
        }
    }
    return headers;
}

}  // namespace dalil
