#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "dalil/io/writer.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMaxRows = 1'048'576;  // of a sheet, header included
constexpr std::size_t kMaxColumns = 16'384;
constexpr std::size_t kMaxCellUnits = 32'767;  // UTF-16 code units
constexpr std::size_t kMaxNameUnits = 31;
// 2000-01-01: the same content gives the same bytes on any day.
constexpr std::time_t kFixedTime = 946'684'800;

/// The start of a text that fits into `units` UTF-16 code units.
std::string_view cut_utf16(std::string_view text, std::size_t units) {
    if (text.size() <= units) return text;
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) == 0x80) continue;
        used += byte >= 0xF0 ? 2 : 1;
        if (used > units) return text.substr(0, i);
    }
    return text;
}

/// A name that spreadsheets accept, unlike any in `taken` (which they compare without case).
std::string sheet_name(std::string name, std::set<std::string>& taken) {
    for (char& c : name) {
        if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
    }
    if (name.empty()) name = "Sheet";
    const auto key = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return text;
    };
    std::string candidate(cut_utf16(name, kMaxNameUnits));
    for (int n = 2; !taken.insert(key(candidate)).second; ++n) {
        const std::string ending = fmt::format(" {}", n);
        candidate = std::string(cut_utf16(name, kMaxNameUnits - ending.size())) + ending;
    }
    return candidate;
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Text such as "_x0041_" would be read as an escape, so its first character is written as one.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view word = text.substr(i, 7);
        const bool escape = word.size() == 7 && word.substr(0, 2) == "_x" && word[6] == '_' &&
                            std::all_of(word.begin() + 2, word.begin() + 6, is_hex);
        if (escape) out += "_x005F";
        out.push_back(text[i]);
    }
    return out;
}

class Workbook {
  public:
    explicit Workbook(const std::string& path) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.use_zip64 = LXW_TRUE;
        book_ = workbook_new_opt(path.c_str(), &options);
        lxw_doc_properties properties{};
        properties.created = kFixedTime;
        if (book_ != nullptr) workbook_set_properties(book_, &properties);
        if (book_ != nullptr) head_ = workbook_add_format(book_);
        if (head_ != nullptr) format_set_bold(head_);
    }
    ~Workbook() { close(); }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    lxw_error add(const WorkbookSheet& sheet) {
        const std::size_t rows_per_sheet = kMaxRows - 1;
        std::size_t first = 0;
        do {
            const std::size_t last = std::min(sheet.rows.size(), first + rows_per_sheet);
            if (const lxw_error error = add_part(sheet, first, last); error != LXW_NO_ERROR)
                return error;
            first = last;
        } while (first < sheet.rows.size());
        return LXW_NO_ERROR;
    }

    lxw_error close() {
        if (book_ == nullptr) return LXW_NO_ERROR;
        const lxw_error error = workbook_close(book_);
        book_ = nullptr;
        return error;
    }

  private:
    lxw_error add_part(const WorkbookSheet& sheet, std::size_t first, std::size_t last) {
        if (book_ == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
        lxw_worksheet* out = workbook_add_worksheet(book_, sheet_name(sheet.name, names_).c_str());
        if (out == nullptr) return LXW_ERROR_MEMORY_MALLOC_FAILED;
        worksheet_freeze_panes(out, 1, 0);
        write_row(out, 0, sheet.header, head_);
        for (std::size_t row = first; row < last; ++row) {
            write_row(out, static_cast<lxw_row_t>(row - first + 1), sheet.rows[row], nullptr);
        }
        return LXW_NO_ERROR;
    }

    static void write_row(lxw_worksheet* out, lxw_row_t row, const std::vector<std::string>& cells,
                          lxw_format* format) {
        for (std::size_t column = 0; column < std::min(cells.size(), kMaxColumns); ++column) {
            if (cells[column].empty()) continue;
            const std::string text(cut_utf16(escaped(cells[column]), kMaxCellUnits));
            worksheet_write_string(out, row, static_cast<lxw_col_t>(column), text.c_str(), format);
        }
    }

    lxw_workbook* book_ = nullptr;
    lxw_format* head_ = nullptr;
    std::set<std::string> names_;
};

tl::unexpected<Error> write_failed(const std::filesystem::path& path, std::string_view why) {
    return fail(Fault::Outside, "file-unwritable",
                fmt::format("could not write {}: {}", path.string(), why),
                "check that the folder exists, may be written to, and has free space");
}

/// Creates the file for its owner only, before anything is in it.
bool create_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return false;
    ::close(file);
    return true;
}

bool flush(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool flushed = ::fsync(file) == 0;
    ::close(file);
    return flushed;
}

}  // namespace

Result<void> write_xlsx(const std::filesystem::path& path,
                        const std::vector<WorkbookSheet>& sheets) {
    const std::string beside = path.string() + fmt::format(".{}.part", ::getpid());
    if (!create_private(beside)) return write_failed(path, std::strerror(errno));
    lxw_error error = LXW_NO_ERROR;
    {
        Workbook book(beside);
        for (const WorkbookSheet& sheet : sheets) {
            if (error == LXW_NO_ERROR) error = book.add(sheet);
        }
        const lxw_error closed = book.close();
        if (error == LXW_NO_ERROR) error = closed;
    }
    if (error != LXW_NO_ERROR || !flush(beside) || ::rename(beside.c_str(), path.c_str()) != 0) {
        const std::string why = error != LXW_NO_ERROR ? lxw_strerror(error) : std::strerror(errno);
        ::unlink(beside.c_str());
        return write_failed(path, why);
    }
    return {};
}

}  // namespace dalil
