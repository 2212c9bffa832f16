// casefile/schema.hpp: the tables inside a case file, and what is checked before any of them is
// trusted.
#pragma once

#include <string>

#include "casefile/sqlite.hpp"

namespace dalil::casefile {

constexpr std::int64_t kApplicationId = 0x44414C49;  // "DALI"
constexpr std::int64_t kFormatVersion = 1;

/// The bytes of a case file with nothing in it.
Result<std::string> empty_case();

/// Settings of every connection; before anything is read.
Result<void> configure(Database& database);

/// Is this a case of a version that we know, with exactly our tables? "not-a-case", "case-newer",
/// "case-damaged".
Result<void> verify_schema(Database& database);

/// SHA-256 over the list of all contents, runs and outputs and the head of the history: the row
/// that makes a lost or changed row visible. docs/formats/case-file.md, "State digest".
Result<Sha256> state_digest(Database& database);

}  // namespace dalil::casefile
