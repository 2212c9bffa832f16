#include "io/xlsx_reader.hpp"

#include <fmt/format.h>

#include "io/xlsx_parts.hpp"
#include "io/xlsx_sheet.hpp"

namespace dalil::io {

namespace {

void note(std::vector<Table>& tables, Severity severity, std::string code, std::string text) {
    if (tables.empty()) return;
    tables.front().issues.push_back(
        {std::move(code), severity, {{}, tables.front().sheet, 0, 0}, std::move(text), 1});
}

}  // namespace

Result<std::vector<Table>> read_xlsx(Archive& archive, const Limits& limits,
                                     const Context& context) {
    auto workbook = read_xlsx_workbook(archive, context);
    if (!workbook) return fail(std::move(workbook.error()));
    if (workbook->sheets.size() > limits.sheets) {
        return fail(Fault::Input, "too-many-sheets",
                    fmt::format("the workbook has more than {} sheets", limits.sheets),
                    "save the sheets that hold lists into a workbook of their own");
    }
    std::vector<Table> tables;
    int missing = 0;
    for (const XlsxSheet& sheet : workbook->sheets) {
        if (!sheet.is_grid) continue;
        if (!archive.has(sheet.part)) {
            ++missing;
            continue;
        }
        auto table = read_xlsx_sheet(archive, *workbook, sheet, limits, context);
        if (!table) {
            table.error().context.push_back(fmt::format("in sheet {}", tables.size() + 1));
            return fail(std::move(table.error()));
        }
        if (table->rows() > 0) tables.push_back(std::move(*table));
    }
    if (missing > 0) {
        note(tables, Severity::Error, "sheet-missing",
             fmt::format("{} sheets are named by the workbook but not in the file; it is damaged",
                         missing));
    }
    if (!archive.find("xl/comments", ".xml").empty() ||
        !archive.find("xl/threadedcomments/", ".xml").empty()) {
        note(tables, Severity::Note, "comments-not-read",
             "the workbook has comments on cells; they are not read, so write what matters into a "
             "column");
    }
    return tables;
}

}  // namespace dalil::io
