// io/csv_scanner.hpp: splits delimited text into fields, one at a time, without copying where it
// can.
//
//     CsvScanner scanner(text, dialect);
//     while (scanner.next(field)) { use(field.text); if (field.ends_record) ++row; }
//
// Accepts what people's files hold: quotes in the middle of a field are text; text after a closing
// quote is kept; an opening quote that is never closed is taken as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dalil::io {

struct CsvDialect {
    char delimiter = ',';
    bool lone_cr_ends_record = false;  ///< old Macintosh files, or files of mixed origin
    std::uint32_t width = 1;           ///< fields of most records
    std::size_t start = 0;             ///< offset of the first record, behind a "sep=" line
};

struct CsvField {
    std::string_view text;  ///< valid until the next call
    bool ends_record = false;
    bool quoted = false;
    bool stray_quote = false;   ///< a quote where none belongs; kept as text
    bool never_closed = false;  ///< a quote was opened and the file ended
};

class CsvScanner {
  public:
    CsvScanner(std::string_view text, const CsvDialect& dialect);

    /// Reads the next field; false at the end of the text. An empty line is one empty field.
    bool next(CsvField& field);
    /// Offset behind the last field.
    std::size_t offset() const { return at_; }

  private:
    enum Kind : std::uint8_t { Plain, Delimiter, Quote, Break };

    void scan_plain(CsvField& field, std::size_t start);
    bool scan_quoted(CsvField& field, std::size_t open);
    void finish_field(CsvField& field);
    bool ends_record_at(std::size_t i) const;
    std::size_t plain_end(std::size_t from, bool& quote) const;
    std::size_t opening_quote() const;

    std::string_view text_;
    CsvDialect dialect_;
    Kind kinds_[256] = {};
    std::size_t at_ = 0;
    bool field_due_ = false;  ///< behind a delimiter there is a field even at the end of the text
    int costly_looks_ = 0;
    std::string scratch_;
};

}  // namespace dalil::io
