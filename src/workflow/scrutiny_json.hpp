// workflow/scrutiny_json.hpp: what estimates.json says beside an estimate: the lists before any
// model, refits, the untestable assumption, how the chains went, assumptions in words.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "dalil/estimate/estimate.hpp"
#include "dalil/workflow/pooled.hpp"

namespace dalil::estimates {

using json = nlohmann::ordered_json;

/// JSON knows no infinity; what is not a number is left open.
json number(double value);
json number(const std::optional<double>& value);
json interval(const std::optional<double>& low, const std::optional<double>& high);

/// Cells, sizes, overlaps, sparse cells, lists left out.
json table_of(const StratumEstimate& stratum);
/// Smallest and largest estimate; null with fewer than two. Bounds, and figures below what is
/// listed, are none.
json spread_of(const StratumEstimate& stratum);
json refits_of(const std::vector<Refit>& refits);
json identification_of(const Identification& identification);
json chains_of(const std::vector<ChainRecord>& chains);
json pooled_of(const std::vector<PooledFit>& fits);
/// In words, with codes.
json assumptions();

}  // namespace dalil::estimates
