// workflow/case_records.hpp: records of a case by the names that commands give them, and as they
// are shown.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "dalil/workflow/analysis.hpp"
#include "dalil/workflow/link_run.hpp"
#include "dalil/workflow/show.hpp"

namespace dalil {

/// "appeals!118": list and row, as in people.csv.
std::string record_id(const RecordSet& records, std::uint32_t record);
std::optional<std::uint32_t> find_record(const RecordSet& records, const std::string& id);
/// Error "unknown-id".
tl::unexpected<Error> unknown_id(const std::string& id);

ShownRecord shown_record(const Lists& lists, const StoredLinkage& stored, std::uint32_t record);

nlohmann::ordered_json json_of(const ShownRecord& record);
nlohmann::ordered_json json_of(const ShownPair& pair);

}  // namespace dalil
