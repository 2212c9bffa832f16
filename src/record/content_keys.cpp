#include "record/content_keys.hpp"

#include "dalil/base/hash.hpp"
#include "tsl/robin_map.h"

namespace dalil {

std::vector<std::uint64_t> content_keys(const ListRecords& view) {
    std::vector<std::uint64_t> keys(view.size(), hash64(view.table().source));
    for (std::uint32_t c = 0; c < view.width(); ++c) {
        const auto& values = view.table().columns[c].values;
        std::vector<std::uint64_t> hashes(values.size(), 0);
        for (std::size_t v = 1; v < values.size(); ++v)
            hashes[v] = mix64(view.table().columns[c].number, hash64(values[v].stored()));
        const auto& codes = view.codes(c);
        for (std::uint32_t r = 0; r < view.size(); ++r)
            if (codes[r] != 0) keys[r] = mix64(keys[r], hashes[codes[r]]);
    }
    tsl::robin_map<std::uint64_t, std::uint64_t> seen;
    seen.reserve(keys.size());
    for (std::uint64_t& key : keys) key = mix64(key, seen[key]++);
    return keys;
}

}  // namespace dalil
