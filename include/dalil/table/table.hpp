// table/table.hpp: what a file held, cell by cell, before anybody decides what it means.
//
// A Table is one sheet (or one text file). Only rows and columns that hold something are stored, so
// a stray cell at XFD1048576 costs nothing; each stored row and column knows its number in the
// file. Cells are dictionary-encoded per column: `codes[r]` points into `values`, and code 0 is the
// empty cell.
//
//     for (std::uint32_t r = 0; r < table.rows(); ++r)
//         const CellValue& cell = table.cell(r, c);      // text as a person sees it, raw as stored
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/issue.hpp"

namespace dalil {

enum class CellType : std::uint8_t { Empty, Text, Number, Date, Time, Boolean, Error };

/// One distinct value of a column.
struct CellValue {
    std::string text;  ///< as a person sees it: dates as ISO 8601, numbers in full, UTF-8
    std::string raw;   ///< as the file stores it when that differs from `text`, else empty
    CellType type = CellType::Empty;
    bool formula = false;  ///< the file computes this cell

    bool operator==(const CellValue&) const = default;
    const std::string& stored() const { return raw.empty() ? text : raw; }
};

/// A cell that is being read; its bytes belong to the reader.
struct CellView {
    std::string_view text;
    std::string_view raw;
    CellType type = CellType::Text;
    bool formula = false;
};

struct Column {
    std::uint32_t number = 0;  ///< column of the file, from 1
    bool hidden = false;
    std::vector<CellValue> values;     ///< [0] is the empty cell
    std::vector<std::uint32_t> codes;  ///< one per stored row; may be shorter: the rest is empty

    std::uint32_t code(std::uint32_t row) const { return row < codes.size() ? codes[row] : 0; }
    const CellValue& at(std::uint32_t row) const { return values[code(row)]; }
};

struct Row {
    std::uint32_t number = 0;  ///< row of the file, from 1 (a text file counts records)
    bool hidden = false;
};

/// A block of cells that the sheet shows as one; numbers of the file, from 1, both ends included.
struct MergedRange {
    std::uint32_t first_row = 0, last_row = 0, first_column = 0, last_column = 0;
};

class Table {
  public:
    std::string source;     ///< name of the list; unique in a run
    std::string file;       ///< file name without folders
    std::string sheet;      ///< empty for text files
    bool hidden = false;    ///< the whole sheet is hidden
    std::string encoding;   ///< text files: "UTF-8", "windows-1251", ...
    std::string delimiter;  ///< text files: ",", ";", "\t", "|"
    std::vector<Row> row_info;
    std::vector<Column> columns;
    std::vector<MergedRange> merged;
    std::vector<Issue> issues;  ///< what the reader found odd

    std::uint32_t rows() const { return static_cast<std::uint32_t>(row_info.size()); }
    std::uint32_t width() const { return static_cast<std::uint32_t>(columns.size()); }
    const CellValue& cell(std::uint32_t row, std::uint32_t column) const {
        return columns[column].at(row);
    }
    CellAddress address(std::uint32_t row, std::uint32_t column) const {
        return {source, sheet, row_info[row].number, columns[column].number};
    }
};

/// True if a person sees nothing in the cell: no characters, or only white space.
bool is_blank(std::string_view text);

/// Collects cells and makes the Table. Fastest in reading order; rows may come in any order. A cell
/// given twice keeps its last value and is listed as issue "cell-given-twice".
class TableBuilder {
  public:
    TableBuilder();
    ~TableBuilder();
    TableBuilder(const TableBuilder&) = delete;
    TableBuilder& operator=(const TableBuilder&) = delete;

    /// Numbers count from 1. Blank values are ignored.
    void add(std::uint32_t row, std::uint32_t column, const CellValue& value);
    void add(std::uint32_t row, std::uint32_t column, const CellView& value);
    /// Plain text whose raw form is the same.
    void add_text(std::uint32_t row, std::uint32_t column, std::string_view text);
    void hide_row(std::uint32_t row) { hide_rows(row, row); }
    void hide_rows(std::uint32_t first, std::uint32_t last);
    void hide_columns(std::uint32_t first, std::uint32_t last);

    /// Number of cells so far, empty ones above a column's last cell included: what memory is spent
    /// on.
    std::uint64_t cells() const;
    /// Rough number of bytes held.
    std::uint64_t bytes() const;
    /// Moves the content out; the builder is empty afterwards.
    Table finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dalil
