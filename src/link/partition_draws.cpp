#include <tsl/robin_map.h>

#include "dalil/link/linkage.hpp"

namespace dalil {

std::vector<std::uint32_t> PartitionDraws::labels(std::size_t draw) const {
    std::vector<std::uint32_t> out = best_;
    for (const Move& move : moved_[draw]) out[move.record] = move.label;
    return out;
}

void PartitionDraws::add(const std::vector<std::uint32_t>& labels) {
    // A cluster keeps the label of the best partition if none before it took that label; so only
    // records that really moved are stored.
    std::uint32_t next = 0;
    for (const std::uint32_t label : best_) next = std::max(next, label + 1);
    tsl::robin_map<std::uint32_t, std::uint32_t> renamed;
    std::vector<bool> taken(next, false);
    std::vector<Move> moves;
    for (std::uint32_t r = 0; r < labels.size(); ++r) {
        const auto [at, fresh] = renamed.try_emplace(labels[r], best_[r]);
        if (fresh) {
            if (taken[best_[r]])
                at.value() = next++;
            else
                taken[best_[r]] = true;
        }
        if (at->second != best_[r]) moves.push_back({r, at->second});
    }
    moved_.push_back(std::move(moves));
}

}  // namespace dalil
