// workflow/show.hpp: everything about one person, one record, or one pair of records.
//
// What is shown holds the content of records: it goes to the screen of the person who asked, never
// to a log.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/link/linkage.hpp"

namespace dalil {

/// One cell of a record, as written.
struct ShownValue {
    std::string header, value;
    std::string cell;     ///< "register:Sheet2!C121"
    std::string meaning;  ///< what the column is about: "given_name"
};

struct ShownRecord {
    std::string record;  ///< as commands take it: "appeals!118"
    std::string place;   ///< where it stands: "appeals.xlsx, Sheet2, row 121"
    std::string person;  ///< "P000123"
    double probability = 0;
    std::vector<ShownValue> values;
};

struct ShownPair {
    std::string a, b;
    PairExplanation why;
};

struct Shown {
    std::string what;  ///< "person P000123", "record appeals!118", "pair …"
    std::vector<ShownRecord> records;
    std::vector<ShownPair> pairs;  ///< why they are together, or doubtful
};

/// `ids`: a person ("P000123"), a record ("appeals!118", list and row as in people.csv), or two
/// records. Errors: "unknown-id" (Usage), those of load_linked_case.
Result<Shown> show_in_case(const std::filesystem::path& path, const std::vector<std::string>& ids,
                           const Context& context);

std::string shown_json(const Shown& shown);

}  // namespace dalil
