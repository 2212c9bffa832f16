// link/saved_model.hpp: the weights of a linkage as plain numbers, to be stored and used again.
//
//     SavedModel saved = save_model(linkage);            // right after link()
//     linkage.model = restore_model(records, saved, options);    // later: explain() fits nothing
//
// What depends on the records alone (frequencies of values, forms of names) is made anew from them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dalil/link/linkage.hpp"

namespace dalil {

struct SavedModel {
    /// Raised whenever the meaning of a number changes; other versions are not read.
    static constexpr int kVersion = 1;

    struct Field {
        std::string key;
        std::vector<std::string> levels;
        /// Tables by name: "m", "chance", "u", "theta", "related_1" ... (one number per level),
        /// "alpha" (one number).
        std::vector<std::pair<std::string, std::vector<double>>> numbers;
    };
    struct ListPair {
        std::string a, b;
        double match_share = 0;  ///< of all pairs of their records
        double pairs = 0;
    };
    std::vector<Field> fields;
    std::vector<ListPair> list_pairs;
    std::vector<double> related_share;     ///< of all pairs, by class of related people
    std::vector<std::uint32_t> uncrossed;  ///< records whose given and family name were exchanged
};

/// Empty if the linkage has no model.
SavedModel save_model(const Linkage& linkage);

/// Null if the model does not fit the records: other fields, levels or lists.
std::shared_ptr<const LinkModel> restore_model(const RecordSet& records, const SavedModel& saved,
                                               const LinkOptions& options);

}  // namespace dalil
