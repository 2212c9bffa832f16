// io/writer.hpp: CSV and XLSX that spreadsheets open safely: no cell is ever a formula.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/base/result.hpp"

namespace dalil {

/// Builds CSV text (RFC 4180, UTF-8, \n). With `guard_formulas`, text that a spreadsheet would run
/// (= + - @ tab CR at its start, unless it is a plain number) gets a leading apostrophe.
class CsvWriter {
  public:
    explicit CsvWriter(bool guard_formulas = true) : guard_(guard_formulas) {}
    void cell(std::string_view text);
    void end_row();
    const std::string& text() const { return out_; }

  private:
    std::string out_;
    bool guard_;
    bool first_ = true;
};

struct WorkbookSheet {
    std::string name;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// Writes a workbook whose cells are all text, by rename.
Result<void> write_xlsx(const std::filesystem::path& path,
                        const std::vector<WorkbookSheet>& sheets);

}  // namespace dalil
