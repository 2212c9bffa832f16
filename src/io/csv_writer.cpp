#include "dalil/io/writer.hpp"
#include "io/formula_guard.hpp"

namespace dalil {

void CsvWriter::cell(std::string_view text) {
    if (!first_) out_.push_back(',');
    const bool guarded = guard_ && io::needs_guard(text);
    const bool quoted =
        text.find_first_of(",\"\n\r") != std::string_view::npos ||
        (!text.empty() && (text.front() == ' ' || text.back() == ' ' || text.front() == '\t'));
    first_ = false;
    if (!quoted) {
        if (guarded) out_.push_back('\'');
        out_ += text;
        return;
    }
    out_.push_back('"');
    if (guarded) out_.push_back('\'');
    for (const char c : text) {
        if (c == '"') out_.push_back('"');
        out_.push_back(c);
    }
    out_.push_back('"');
}

void CsvWriter::end_row() {
    out_.push_back('\n');
    first_ = true;
}

}  // namespace dalil
