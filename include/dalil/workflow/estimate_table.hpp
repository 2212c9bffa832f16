// workflow/estimate_table.hpp: `dalil estimate --table`: the estimators alone, on a table of
// overlaps.
//
//     auto table = read_estimate_table("overlaps.csv", {}, context);
//     if (!table) return fail(std::move(table.error()));       // what is wrong, in which cell
//     Estimates estimates = estimate_table(*table, {}, context);
//     print(estimates_json(estimates, table->people(), table->lists));
//
// The format is that of interface.md: one 0/1 column per list, one `count` column, other columns
// are strata or, if named so, covariates; NA for what cannot occur, <=k for an upper bound.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/estimate/estimate.hpp"
#include "dalil/estimate/replicates.hpp"
#include "dalil/table/table.hpp"
#include "dalil/workflow/analysis.hpp"

namespace dalil {

struct EstimateTableOptions {
    std::vector<std::string> lists;   ///< columns that are lists; empty: those of only 0, 1 and NA
    std::vector<std::string> strata;  ///< columns that are strata although they look like lists
    /// Columns that say something about people and divide them into no strata.
    std::vector<std::string> covariates;
    std::string replicates;  ///< column that tells replicates apart; empty: there are none
};

struct EstimateTable {
    std::vector<std::string> lists;
    std::vector<std::string> by;  ///< names of the strata columns
    struct Stratum {
        std::vector<std::string> key;  ///< one value per `by`
        CaptureTable table;  ///< of the lists that cover the stratum; with replicates, their mean
        /// By label; all replicates of the table, without people where the stratum has no rows.
        std::vector<CaptureTable> replicates;
        CovariateTable known;  ///< the same people; empty without covariates
    };
    std::vector<Stratum> strata;  ///< ordered by key

    std::uint64_t people() const;
};

/// Reads the first sheet of a file of any format that lists may have.
Result<EstimateTable> read_estimate_table(const std::filesystem::path& path,
                                          const EstimateTableOptions& options,
                                          const Context& context);

/// The same from a table in memory; its first row is the header.
Result<EstimateTable> make_estimate_table(const Table& table, const EstimateTableOptions& options);

/// Error "unknown-method" with those that exist, for a name that is none.
Result<void> check_methods(const std::vector<std::string>& methods);

/// Estimates every stratum; replicates are combined by `rule`. Unknown method: Error
/// "unknown-method"; a model of other lists is an error too.
Result<Estimates> estimate_table(const EstimateTable& table, const EstimateOptions& options,
                                 const Context& context, ReplicateRule rule = ReplicateRule::Rubin);

}  // namespace dalil
