// What codes, methods and fields are called in front of people.
#include <algorithm>
#include <array>
#include <string_view>

#include "dalil/workflow/report.hpp"

namespace dalil {

namespace {

struct Words {
    std::string_view key, words;
};

template <std::size_t N>
std::string find_words(const std::array<Words, N>& table, std::string_view key) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Words& entry) { return entry.key == key; });
    return found == table.end() ? std::string() : std::string(found->words);
}

// The first half, up to the semicolon, is what the table of lists shows behind a number.
constexpr std::array<Words, 50> kIssues = {{
    {"age-unreadable", "ages that could not be read; kept as written"},
    {"birth-year-in-name", "years of birth written behind the name; read as such"},
    {"cell-error", "cells that hold a formula error; kept as written"},
    {"cell-given-twice", "cells that the file gives twice; the last value is used"},
    {"cell-too-long", "cells that are too long; the end is cut off, the file itself is kept whole"},
    {"cells-coloured",
     "coloured cells; colours are not read: if they mean something, write it in a column"},
    {"characters-lost", "characters that mean nothing in the file's encoding; shown as a mark"},
    {"date-ambiguous", "dates that can be read in two ways; both readings are kept"},
    {"date-fictitious", "29 February 1900, a day that spreadsheets invent; kept as written"},
    {"date-impossible",
     "dates that do not exist; kept as written, and what is possible of them is compared"},
    {"date-misread", "dates with letters that stand for digits; read with a question mark"},
    {"birth-from-identifier", "birth dates taken from identity numbers; none was written"},
    {"column-doubtful", "columns whose meaning is a guess; please look at them"},
    {"correction-unmatched", "corrections for a list or column that is not there; not used"},
    {"hidden-sheet", "hidden sheets; imported"},
    {"row-without-content", "rows that hold nothing about a person; left out of the count"},
    {"words-united", "words of different lists that mean the same; compared as one"},
    {"date-other-calendar", "dates of another calendar; converted where possible"},
    {"date-out-of-range", "cells formatted as dates that hold none; kept as numbers"},
    {"date-two-digit-year", "years of two digits; the century was inferred"},
    {"date-unreadable", "dates that could not be read; kept as written, not compared"},
    {"ditto-filled", "ditto marks; read as the value of the row above"},
    {"encoding-guessed", "encoding guessed from the letters; check a few names"},
    {"file-given-twice", "files given twice; read once"},
    {"formula-without-value",
     "formulas whose result the file does not store; open and save it in a spreadsheet"},
    {"header-missing", "no header row; columns were understood from their content alone"},
    {"header-repeated", "repeated header rows; left out of the count"},
    {"hidden-column", "hidden columns; imported"},
    {"hidden-row", "hidden rows; imported and counted"},
    {"identifier-rounded", "identifiers rounded by a spreadsheet; kept, not compared"},
    {"json-line-damaged", "lines that are not valid JSON; left out"},
    {"merged-filled", "merged cells; read as the value of every row they cover"},
    {"mixed-encodings",
     "lines in another encoding than the rest of the file; read in that encoding"},
    {"name-missing", "records without a name; kept, never joined on a name"},
    {"name-placeholder", "names withheld or unknown; read as missing"},
    {"note-row", "notes and source lines; left out of the count"},
    {"nul-byte", "cells with NUL bytes; the bytes are left out"},
    {"numbered-row-empty", "rows with nothing but a number; left out of the count"},
    {"number-too-long",
     "numbers of more than 15 figures; a spreadsheet may have changed the last ones"},
    {"quote-never-closed", "a quote that is never closed; the file may be cut off there"},
    {"row-too-long", "rows with more cells than the others; check quotes and delimiters"},
    {"row-too-short", "rows with fewer cells than the others; check quotes and delimiters"},
    {"second-list",
     "a second list further down on the sheet; not read: put it on a sheet of its own"},
    {"sex-unreadable", "sex that could not be read; kept as written"},
    {"stray-quote", "stray quotes; kept as text"},
    {"subtotal-row", "rows of subtotals; left out of the count"},
    {"text-missing", "cells whose text the file has lost; the file is damaged there"},
    {"too-many-columns", "columns beyond the limit; not read"},
    {"totals-row", "rows of totals; left out of the count"},
    {"table-too-large", "a sheet beyond the limit; read up to there"},
}};

constexpr std::array<Words, 12> kTitles = {{
    {"chao_lower_bound", "Lower bound (Chao)"},
    {"chao_mh", "Lower bound, people differ (Chao)"},
    {"petersen", "Two lists at a time (Petersen)"},
    {"chapman", "Two lists at a time (Chapman)"},
    {"independence", "All lists independent"},
    {"independence_posterior", "All lists independent (Bayesian)"},
    {"loglinear", "Log-linear models"},
    {"decomposable", "Decomposable graphs"},
    {"latent_class", "Latent classes"},
    {"latent_class_low_visibility", "Latent classes, hard to find"},
    {"no_highest_interaction", "No highest interaction"},
    {"doubly_robust", "Doubly robust"},
}};

constexpr std::array<Words, 12> kAssumptions = {{
    {"chao_lower_bound",
     "A bound, not an estimate: holds even if people differ in how easily they are listed"},
    {"chao_mh",
     "A bound for lists of equal reach when people differ in how easily they are listed"},
    {"petersen", "The two lists found people independently of each other"},
    {"chapman", "As Petersen, corrected for small overlaps"},
    {"independence", "Every list found people independently of all others, and everybody alike"},
    {"independence_posterior",
     "Every list found people independently of all others, and everybody alike"},
    {"loglinear",
     "Lists may depend on each other, but not all of them together; models are averaged"},
    {"decomposable",
     "Lists depend on each other in chains and groups; all such patterns are averaged"},
    {"latent_class", "People fall into groups that differ in how easily they are listed"},
    {"latent_class_low_visibility",
     "As latent classes, but most people are thought hard to find before the lists are seen"},
    {"no_highest_interaction",
     "Being on all lists together is explained by smaller groups of lists"},
    {"doubly_robust", "What is known about people explains how easily they are listed"},
}};

constexpr std::array<Words, 14> kFields = {{
    {"full_name", "name"},
    {"father_name", "father’s name"},
    {"birth_date", "birth date"},
    {"birth_year", "year of birth"},
    {"event_date", "date of the event"},
    {"event_year", "year of the event"},
    {"death_date", "date of death"},
    {"birth_place", "place of birth"},
    {"house_number", "house number"},
    {"row_id", "number of the row"},
    {"source", "list"},
    {"ignore", "not used"},
    {"text", "free text"},
    {"category", "a closed list of words"},
}};

}  // namespace

std::string issue_phrase(const std::string& code) {
    return find_words(kIssues, code);
}

std::string method_title(const std::string& method) {
    const std::string title = find_words(kTitles, method);
    return title.empty() ? method : title;
}

std::string method_assumption(const std::string& method) {
    return find_words(kAssumptions, method);
}

const std::vector<Assumption>& general_assumptions() {
    static const std::vector<Assumption> all = {
        {"closed-population",
         "All lists are about the same people, in the same place and time: nobody joins or leaves "
         "while the lists are kept."},
        {"list-scope", "Nobody is on a list who does not belong there."},
        {"some-chance",
         "Everybody had some chance of being listed. People whom nothing could have listed are in "
         "no estimate."},
        {"right-links",
         "Records were joined rightly, up to the doubt about links that is carried along."},
        {"identifying-assumption",
         "What the lists cannot show, how many are on none of them, follows from the method's own "
         "assumption about how lists and people depend on each other. No data on the lists can "
         "test it; a good fit does not prove it."},
        {"covariates",
         "What else is known about people is used by the doubly robust method only; for the others "
         "groups may be estimated apart."},
    };
    return all;
}

std::string field_title(const std::string& key) {
    std::string title = find_words(kFields, key);
    if (!title.empty()) return title;
    const std::size_t colon = key.find(':');
    title = colon == std::string::npos ? key : key.substr(colon + 1);
    std::replace(title.begin(), title.end(), '_', ' ');
    return title;
}

}  // namespace dalil
