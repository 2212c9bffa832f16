#include "io/file_format.hpp"

#include <algorithm>
#include <string>

namespace dalil::io {

namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view bytes;
    const char* code;
    const char* what;
    const char* hint;
};

constexpr const char* kFromImage =
    "type the list into a spreadsheet, or run text recognition and check every line";
constexpr const char* kFromPdf =
    "ask for the spreadsheet it was made from, or copy its table into a spreadsheet, check it, and "
    "save it as .xlsx";
constexpr const char* kUnpack = "unpack it and give the files inside";
constexpr const char* kExport = "export the table as .csv and give that file";
constexpr const char* kSaveAsXlsx =
    "open it in a spreadsheet program (LibreOffice is free), save it as .xlsx, and give that file";
constexpr const char* kFromDocument =
    "copy its table into a spreadsheet, check it, and save it as .xlsx";

constexpr Magic kMagics[] = {
    {"%PDF"sv, "pdf-not-read", "the file is a PDF", kFromPdf},
    {"\x89PNG"sv, "image-not-read", "the file is a picture", kFromImage},
    {"\xFF\xD8\xFF"sv, "image-not-read", "the file is a picture", kFromImage},
    {"GIF8"sv, "image-not-read", "the file is a picture", kFromImage},
    {"II*\0"sv, "image-not-read", "the file is a picture", kFromImage},
    {"MM\0*"sv, "image-not-read", "the file is a picture", kFromImage},
    {"{\\rtf"sv, "rtf-not-read", "the file is a text document", kFromDocument},
    {"\x1F\x8B"sv, "archive-not-read", "the file is packed (gzip)", kUnpack},
    {"7z\xBC\xAF\x27\x1C"sv, "archive-not-read", "the file is packed (7-Zip)", kUnpack},
    {"Rar!"sv, "archive-not-read", "the file is packed (RAR)", kUnpack},
    {"BZh"sv, "archive-not-read", "the file is packed (bzip2)", kUnpack},
    {"\xFD"
     "7zXZ"sv,
     "archive-not-read", "the file is packed (xz)", kUnpack},
    {"\x28\xB5\x2F\xFD"sv, "archive-not-read", "the file is packed (zstd)", kUnpack},
    {"SQLite format 3\0"sv, "database-not-read", "the file is a database", kExport},
    {"\0\1\0\0Standard "sv, "database-not-read", "the file is an Access database", kExport},
    {"PAR1"sv, "parquet-not-read", "the file is in Parquet format", kExport},
    {"\x7F"
     "ELF"sv,
     "not-a-table", "the file is a program", "check that it is the right file"},
    {"MZ\x90"sv, "not-a-table", "the file is a program", "check that it is the right file"},
};

bool starts_with(std::string_view bytes, std::string_view beginning) {
    return bytes.substr(0, beginning.size()) == beginning;
}

tl::unexpected<Error> refuse(const char* code, const char* what, const char* hint) {
    return fail(Fault::Input, code, what, hint);
}

/// "ab" as UTF-16LE, the way OLE files name their streams.
std::string wide(std::string_view text) {
    std::string units;
    for (const char c : text) units += {c, '\0'};
    return units;
}

/// OLE containers: workbooks and documents of before 2007, and encrypted files of today.
tl::unexpected<Error> refuse_ole(std::string_view bytes) {
    if (bytes.find(wide("EncryptedPackage")) != std::string_view::npos) {
        return refuse("password-protected", "the file is protected by a password",
                      "open it with its password, save it without one, and give that file");
    }
    if (bytes.find(wide("WordDocument")) != std::string_view::npos) {
        return refuse("docx-not-read", "the file is a text document", kFromDocument);
    }
    if (bytes.find(wide("Workbook")) != std::string_view::npos ||
        bytes.find(wide("Book")) != std::string_view::npos) {
        return refuse("xls-not-read", "the file is a workbook in the format of before 2007 (.xls)",
                      kSaveAsXlsx);
    }
    return refuse("not-a-table", "the file is an old office file without a workbook in it",
                  "open it in the program that made it and save its table as .xlsx");
}

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

/// Files that begin with "<": pages and documents, some of which call themselves .xls or .csv.
Result<FileFormat> detect_markup(std::string_view text) {
    const std::string head = lowered(text.substr(0, 4096));
    const auto has = [&](std::string_view word) { return head.find(word) != std::string::npos; };
    if (has("office:document")) return FileFormat::FlatOds;
    if (has("<!doctype html") || has("<html") || has("<table") || has("<body")) {
        return refuse("html-not-read", "the file is a web page, even if its name says otherwise",
                      kSaveAsXlsx);
    }
    if (has("urn:schemas-microsoft-com:office:spreadsheet")) {
        return refuse("xml-not-read", "the file is a workbook in the XML format of 2003",
                      kSaveAsXlsx);
    }
    if (starts_with(head, "<?xml")) {
        return refuse("xml-not-read", "the file is an XML document",
                      "export its records as .csv and give that file");
    }
    return FileFormat::Text;
}

std::string_view without_blank_start(std::string_view text) {
    if (starts_with(text, "\xEF\xBB\xBF")) text.remove_prefix(3);
    return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// One object per line, or one list of objects.
FileFormat detect_json(std::string_view text) {
    if (text.front() == '[') {
        const std::string_view inner = without_blank_start(text.substr(1));
        return !inner.empty() && inner.front() == '{' ? FileFormat::JsonList : FileFormat::Text;
    }
    const std::string_view inner = without_blank_start(text.substr(1));
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t last = line.find_last_not_of(" \t\r");
    const bool closed = last != std::string_view::npos && line[last] == '}';
    return closed && !inner.empty() && (inner.front() == '"' || inner.front() == '}')
               ? FileFormat::JsonLines
               : FileFormat::Text;
}

}  // namespace

Result<FileFormat> detect_format(std::string_view bytes) {
    if (starts_with(bytes, "PK\x03\x04") || starts_with(bytes, "PK\x05\x06"))
        return FileFormat::Zip;
    if (starts_with(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return refuse_ole(bytes);
    for (const Magic& magic : kMagics) {
        if (starts_with(bytes, magic.bytes)) return refuse(magic.code, magic.what, magic.hint);
    }
    if (starts_with(bytes, "RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") {
        return refuse("image-not-read", "the file is a picture", kFromImage);
    }
    if (bytes.size() > 8 && bytes.substr(4, 4) == "ftyp")
        return refuse("image-not-read", "the file is a picture or a film", kFromImage);
    const std::string_view text = without_blank_start(bytes);
    if (text.empty()) return FileFormat::Text;
    if (text.front() == '<') return detect_markup(text);
    if (text.front() == '{' || text.front() == '[') return detect_json(text);
    return FileFormat::Text;
}

Result<ZipFormat> detect_zip_format(const Archive& archive) {
    if (archive.has("xl/workbook.bin")) {
        return refuse("xlsb-not-read", "the file is a binary workbook (.xlsb)", kSaveAsXlsx);
    }
    if (archive.has("xl/workbook.xml")) return ZipFormat::Xlsx;
    if (archive.has("word/document.xml") || !archive.find("word/", ".xml").empty()) {
        return refuse("docx-not-read", "the file is a text document", kFromDocument);
    }
    if (!archive.find("ppt/", ".xml").empty()) {
        return refuse("pptx-not-read", "the file is a presentation", kFromDocument);
    }
    if (!archive.find("index/", ".iwa").empty()) {
        return refuse("numbers-not-read", "the file is a Numbers workbook",
                      "export it as .xlsx and give that file");
    }
    if (archive.has("content.xml")) return ZipFormat::Ods;
    if (archive.has("[Content_Types].xml") && !archive.find("", "workbook.xml").empty())
        return ZipFormat::Xlsx;
    return refuse("archive-not-read", "the file is a packed folder (zip), not a workbook", kUnpack);
}

}  // namespace dalil::io
