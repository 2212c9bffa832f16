#include "dalil/table/table.hpp"

#include <algorithm>
#include <numeric>

#include "dalil/base/result.hpp"
#include "table/column_builder.hpp"

namespace dalil {

namespace {

/// Far beyond any spreadsheet; readers stop earlier.
constexpr std::uint32_t kMaxColumn = 1U << 20;

struct Range {
    std::uint32_t first = 0, last = 0;
};

/// Sorts ranges and joins those that touch.
void join(std::vector<Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](const Range& a, const Range& b) { return a.first < b.first; });
    std::vector<Range> joined;
    for (const Range& range : ranges) {
        if (!joined.empty() && range.first <= std::uint64_t{joined.back().last} + 1) {
            joined.back().last = std::max(joined.back().last, range.last);
        } else {
            joined.push_back(range);
        }
    }
    ranges = std::move(joined);
}

bool contains(const std::vector<Range>& joined, std::uint32_t number) {
    auto after = std::upper_bound(joined.begin(), joined.end(), number,
                                  [](std::uint32_t n, const Range& r) { return n < r.first; });
    return after != joined.begin() && number <= std::prev(after)->last;
}

void add_range(std::vector<Range>& ranges, std::uint32_t first, std::uint32_t last) {
    if (first > last) return;
    if (!ranges.empty() && first >= ranges.back().first &&
        first <= std::uint64_t{ranges.back().last} + 1) {
        ranges.back().last = std::max(ranges.back().last, last);
    } else {
        ranges.push_back({first, last});
    }
}

}  // namespace

bool is_blank(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        const unsigned char c = static_cast<unsigned char>(text[i]);
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            ++i;
        } else if (text.substr(i, 2) == "\xC2\xA0") {  // no-break space
            i += 2;
        } else if (text.substr(i, 3) == "\xE3\x80\x80" ||  // ideographic space
                   text.substr(i, 3) == "\xEF\xBB\xBF") {  // byte-order mark
            i += 3;
        } else {
            return false;
        }
    }
    return true;
}

struct TableBuilder::State {
    std::vector<Row> rows;
    std::vector<std::unique_ptr<table::ColumnBuilder>> columns;  // by number - 1
    std::vector<Range> hidden_rows, hidden_columns;
    std::uint64_t cells = 0;
    std::uint64_t dictionary_bytes = 0;
    bool sorted = true;
    CellAddress given_twice;
    std::uint64_t times_given_twice = 0;

    std::uint32_t row_index(std::uint32_t number) {
        if (rows.empty() || rows.back().number != number) {
            if (!rows.empty() && rows.back().number > number) sorted = false;
            rows.push_back({number, false});
        }
        return static_cast<std::uint32_t>(rows.size() - 1);
    }

    void note_twice(std::uint32_t row, std::uint32_t column) {
        if (times_given_twice++ == 0) given_twice = {{}, {}, row, column};
    }

    std::vector<Column> take_columns();
    void sort_rows(Table& table);
};

/// Columns that hold something, in order.
std::vector<Column> TableBuilder::State::take_columns() {
    join(hidden_columns);
    std::vector<Column> taken;
    for (const auto& column : columns) {
        if (!column) continue;
        taken.push_back(column->take());
        taken.back().hidden = contains(hidden_columns, taken.back().number);
    }
    return taken;
}

/// Puts rows in order and joins rows of one number; the later one wins where both have a cell.
void TableBuilder::State::sort_rows(Table& table) {
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows[a].number != rows[b].number ? rows[a].number < rows[b].number : a < b;
    });
    std::vector<std::uint32_t> target(rows.size());
    for (const std::uint32_t row : order) {
        if (table.row_info.empty() || table.row_info.back().number != rows[row].number) {
            table.row_info.push_back(rows[row]);
        }
        target[row] = table.rows() - 1;
    }
    for (Column& column : table.columns) {
        std::vector<std::uint32_t> codes(table.rows(), 0);
        for (std::uint32_t row = 0; row < column.codes.size(); ++row) {
            if (column.codes[row] == 0) continue;
            if (codes[target[row]] != 0) note_twice(rows[row].number, column.number);
            codes[target[row]] = column.codes[row];
        }
        column.codes = std::move(codes);
    }
}

TableBuilder::TableBuilder() : state_(std::make_unique<State>()) {}
TableBuilder::~TableBuilder() = default;

void TableBuilder::add(std::uint32_t row, std::uint32_t column, const CellView& value) {
    ENSURE(row > 0 && column > 0 && column <= kMaxColumn, "cells are numbered from 1");
    if (is_blank(value.text)) return;
    State& state = *state_;
    const std::uint32_t index = state.row_index(row);
    if (state.columns.size() < column) state.columns.resize(column);
    auto& builder = state.columns[column - 1];
    if (!builder) builder = std::make_unique<table::ColumnBuilder>(column);
    const std::uint64_t slots = builder->slots();
    const std::uint64_t bytes = builder->dictionary_bytes();
    if (!builder->set(index, value)) state.note_twice(row, column);
    state.cells += builder->slots() - slots;
    state.dictionary_bytes += builder->dictionary_bytes() - bytes;
}

void TableBuilder::add(std::uint32_t row, std::uint32_t column, const CellValue& value) {
    add(row, column, CellView{value.text, value.raw, value.type, value.formula});
}

void TableBuilder::add_text(std::uint32_t row, std::uint32_t column, std::string_view text) {
    add(row, column, CellView{text, {}, CellType::Text, false});
}

void TableBuilder::hide_rows(std::uint32_t first, std::uint32_t last) {
    add_range(state_->hidden_rows, first, last);
}

void TableBuilder::hide_columns(std::uint32_t first, std::uint32_t last) {
    add_range(state_->hidden_columns, first, last);
}

std::uint64_t TableBuilder::cells() const {
    return state_->cells;
}

std::uint64_t TableBuilder::bytes() const {
    return state_->cells * sizeof(std::uint32_t) + state_->dictionary_bytes +
           state_->rows.size() * sizeof(Row);
}

Table TableBuilder::finish() {
    State state = std::move(*state_);
    *state_ = State{};
    Table table;
    table.columns = state.take_columns();
    if (state.sorted) {
        table.row_info = std::move(state.rows);
    } else {
        state.sort_rows(table);
    }
    join(state.hidden_rows);
    for (Row& row : table.row_info) row.hidden = contains(state.hidden_rows, row.number);
    if (state.times_given_twice > 0) {
        table.issues.push_back({"cell-given-twice", Severity::Warning, state.given_twice,
                                "the file gives this cell more than once; the last value is used",
                                state.times_given_twice});
    }
    return table;
}

}  // namespace dalil
