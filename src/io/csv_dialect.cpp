#include "io/csv_dialect.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

namespace dalil::io {

namespace {

constexpr std::size_t kSampleBytes = 1 << 18;
constexpr std::size_t kSampleRecords = 1000;
constexpr char kDelimiters[] = {',', ';', '\t', '|'};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What reading the sample with one delimiter shows.
struct Reading {
    double share = 0;           ///< of the records that have the usual number of fields
    std::size_t width = 1;      ///< the usual number of fields
    double decimal_commas = 0;  ///< share of delimiters that are commas between two digits
    double before_space = 0;    ///< share of delimiters that a space follows, as in running text
    double stray_quotes = 0;    ///< share of fields with quotes in the wrong place

    double score() const {
        if (width < 2) return 0;
        const double size = static_cast<double>(width);
        return share * share * (1 - 1 / (size * size)) * (1 - 0.6 * decimal_commas) *
               (1 - 0.3 * before_space) * (1 - 0.5 * stray_quotes);
    }
};

/// Counts of one reading, before they become shares.
struct Counts {
    std::map<std::size_t, std::size_t> widths;
    std::size_t records = 0, fields = 0, delimiters = 0, decimal_commas = 0, spaces = 0, strays = 0;

    void note_delimiter(std::string_view text, std::size_t after) {
        ++delimiters;
        if (after < text.size() && text[after] == ' ') ++spaces;
        if (after < 2 || after >= text.size() || text[after - 1] != ',') return;
        if (is_digit(text[after - 2]) && is_digit(text[after])) ++decimal_commas;
    }
};

Reading summarise(const Counts& counts) {
    Reading reading;
    if (counts.records == 0) return reading;
    const auto usual =
        std::max_element(counts.widths.begin(), counts.widths.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto share = [](std::size_t part, std::size_t whole) {
        return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    };
    reading.width = usual->first;
    reading.share = share(usual->second, counts.records);
    reading.decimal_commas = share(counts.decimal_commas, counts.delimiters);
    reading.before_space = share(counts.spaces, counts.delimiters);
    reading.stray_quotes = share(counts.strays, counts.fields);
    return reading;
}

Reading read_sample(std::string_view sample, const CsvDialect& dialect, bool cut) {
    CsvScanner scanner(sample, dialect);
    CsvField field;
    Counts counts;
    std::size_t width = 0;
    bool blank = true;
    while (counts.records < kSampleRecords && scanner.next(field)) {
        ++width;
        ++counts.fields;
        blank = blank && field.text.empty();
        counts.strays += field.stray_quote || field.never_closed;
        if (!field.ends_record) {
            counts.note_delimiter(sample, scanner.offset());
            continue;
        }
        const bool whole = !cut || scanner.offset() < sample.size();
        if (!blank && whole) {
            ++counts.widths[width];
            ++counts.records;
        }
        width = 0;
        blank = true;
    }
    return summarise(counts);
}

/// Lone CRs end records if the file has hardly any LF; otherwise they are line breaks inside cells.
bool lone_cr_ends_record(std::string_view sample) {
    std::size_t lone = 0, feeds = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        feeds += sample[i] == '\n';
        const std::string_view next = sample.substr(i + 1, 2);
        lone += sample[i] == '\r' && !next.empty() && next[0] != '\n' && next != "\r\n";
    }
    return lone > 0 && feeds < 10 * lone;
}

/// "sep=;" on the first line, as spreadsheets write for themselves; gives the delimiter and skips
/// the line.
std::optional<CsvDialect> declared_dialect(std::string_view text) {
    if (text.size() < 5 || (text[0] | 0x20) != 's' || (text[1] | 0x20) != 'e' ||
        (text[2] | 0x20) != 'p' || text[3] != '=') {
        return {};
    }
    CsvDialect dialect;
    dialect.delimiter = text[4];
    if (std::isalnum(static_cast<unsigned char>(dialect.delimiter)) != 0 ||
        dialect.delimiter == '"')
        return {};
    std::size_t at = 5;
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') ++at;
    if (at == 5) return {};
    dialect.start = at;
    return dialect;
}

}  // namespace

CsvDialect sniff_dialect(std::string_view text) {
    const std::string_view sample = text.substr(0, kSampleBytes);
    const bool lone_cr = lone_cr_ends_record(sample);
    if (auto declared = declared_dialect(text)) {
        declared->lone_cr_ends_record = lone_cr;
        const Reading reading = read_sample(sample, *declared, sample.size() < text.size());
        declared->width = static_cast<std::uint32_t>(reading.width);
        return *declared;
    }
    CsvDialect best;
    best.lone_cr_ends_record = lone_cr;
    double best_score = 0;
    for (const char delimiter : kDelimiters) {
        const CsvDialect dialect{delimiter, lone_cr, 1, 0};
        const Reading reading = read_sample(sample, dialect, sample.size() < text.size());
        if (reading.score() > best_score) {
            best_score = reading.score();
            best.delimiter = delimiter;
            best.width = static_cast<std::uint32_t>(reading.width);
        }
    }
    return best;
}

}  // namespace dalil::io
