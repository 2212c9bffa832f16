#include "link/blocking.hpp"

#include <algorithm>
#include <numeric>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"

namespace dalil::linking {
namespace {

/// The upper half of a key's hash above the record: now and then two keys fall together, which
/// costs a needless comparison and nothing else.
using Entry = std::uint64_t;

Entry entry_of(std::uint64_t key, std::uint32_t record) {
    return (key & ~std::uint64_t{0xFFFFFFFF}) | record;
}
std::uint32_t record_of(Entry e) {
    return static_cast<std::uint32_t>(e);
}
std::uint64_t key_of(Entry e) {
    return e >> 32U;
}

/// Blocks of one kind of key, from two records up to the largest size that is ever used.
struct KindBlocks {
    std::vector<std::uint32_t> members;
    std::vector<std::uint32_t> sizes;
    std::vector<std::uint64_t> digests;  ///< of the members, to see equal blocks of other keys
};

/// Least-significant-digit radix sort by key; records stay ascending within a key.
void sort_by_key(std::vector<Entry>& entries, std::vector<Entry>& spare) {
    if (entries.size() < 4096) {
        std::sort(entries.begin(), entries.end());
        return;
    }
    spare.resize(entries.size());
    for (unsigned shift = 32; shift < 64; shift += 11) {
        std::vector<std::uint32_t> start(2049, 0);
        for (const Entry e : entries) ++start[(e >> shift & 2047U) + 1];
        std::partial_sum(start.begin(), start.end(), start.begin());
        for (const Entry e : entries) spare[start[e >> shift & 2047U]++] = e;
        entries.swap(spare);
    }
}

KindBlocks blocks_of_kind(const KeyKind& kind, const Canonical& canonical,
                          const std::vector<std::uint8_t>& left_out, std::uint32_t largest) {
    std::vector<Entry> entries, spare;
    std::vector<std::uint64_t> keys;
    for (std::uint32_t r = 0; r < canonical.n; ++r) {
        if (left_out[r]) continue;
        keys.clear();
        keys_of_record(kind, canonical, r, keys);
        for (const std::uint64_t key : keys) entries.push_back(entry_of(key, r));
    }
    sort_by_key(entries, spare);
    KindBlocks out;
    for (std::size_t i = 0; i < entries.size();) {
        std::size_t j = i;
        if (i + 1 == entries.size() || key_of(entries[i + 1]) != key_of(entries[i])) {
            ++i;
            continue;
        }
        const std::size_t from = out.members.size();
        std::uint64_t digest = 0;
        for (; j < entries.size() && key_of(entries[j]) == key_of(entries[i]); ++j) {
            if (out.members.size() > from && out.members.back() == record_of(entries[j])) continue;
            if (out.members.size() - from > largest) continue;
            out.members.push_back(record_of(entries[j]));
            digest = mix64(digest, record_of(entries[j]));
        }
        i = j;
        const std::size_t size = out.members.size() - from;
        if (size < 2 || size > largest) {
            out.members.resize(from);
            continue;
        }
        out.sizes.push_back(static_cast<std::uint32_t>(size));
        out.digests.push_back(digest);
    }
    return out;
}

/// Marks blocks that hold the same records as an earlier one.
std::vector<std::vector<bool>> repeated_blocks(const std::vector<KindBlocks>& kinds) {
    struct Seen {
        std::uint64_t digest;
        std::uint32_t kind, block;
    };
    std::vector<Seen> all;
    std::vector<std::vector<bool>> out(kinds.size());
    for (std::uint32_t k = 0; k < kinds.size(); ++k) {
        out[k].resize(kinds[k].sizes.size(), false);
        for (std::uint32_t b = 0; b < kinds[k].sizes.size(); ++b)
            all.push_back({kinds[k].digests[b], k, b});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Seen& a, const Seen& b) { return a.digest < b.digest; });
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i].digest == all[i - 1].digest) out[all[i].kind][all[i].block] = true;
    return out;
}

/// The largest block size whose blocks, with all smaller ones, stay within the budget of raw pairs.
std::uint32_t size_within_budget(const std::vector<KindBlocks>& kinds,
                                 const std::vector<std::vector<bool>>& repeated,
                                 std::uint32_t largest, double budget) {
    std::vector<double> pairs(largest + 1, 0);
    for (std::size_t k = 0; k < kinds.size(); ++k)
        for (std::size_t b = 0; b < kinds[k].sizes.size(); ++b)
            if (!repeated[k][b]) {
                const double size = kinds[k].sizes[b];
                pairs[kinds[k].sizes[b]] += size * (size - 1) / 2;
            }
    double total = 0;
    std::uint32_t size = 1;
    while (size < largest && total + pairs[size + 1] <= budget) total += pairs[++size];
    return size;
}

void index_by_record(Blocks& out, std::uint32_t n) {
    out.record_begin.assign(std::size_t{n} + 1, 0);
    for (const std::uint32_t r : out.members) ++out.record_begin[r + 1];
    std::partial_sum(out.record_begin.begin(), out.record_begin.end(), out.record_begin.begin());
    out.blocks_of.resize(out.members.size());
    std::vector<std::uint64_t> next(out.record_begin.begin(), out.record_begin.end() - 1);
    for (std::uint32_t b = 0; b + 1 < out.block_begin.size(); ++b)
        for (std::uint64_t i = out.block_begin[b]; i < out.block_begin[b + 1]; ++i)
            out.blocks_of[next[out.members[i]]++] = b;
}

}  // namespace

Blocks make_blocks(const Canonical& canonical, const KeySet& keys, const BlockingOptions& options,
                   const std::vector<std::uint8_t>& left_out, const Context& context) {
    Blocks out;
    out.left_out = left_out;
    if (canonical.n <= options.compare_all_below) {
        out.all_pairs = true;
        out.kinds_used.emplace_back("all pairs");
        return out;
    }
    std::vector<KindBlocks> kinds(keys.kinds.size());
    parallel_for(context, keys.kinds.size(), 1, [&](std::size_t begin, std::size_t) {
        kinds[begin] =
            blocks_of_kind(keys.kinds[begin], canonical, left_out, options.largest_block);
    });
    const auto repeated = repeated_blocks(kinds);
    out.largest_used = size_within_budget(kinds, repeated, options.largest_block,
                                          options.raw_pairs_per_record * canonical.n);
    out.block_begin.push_back(0);
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        bool used = false;
        std::size_t at = 0;
        for (std::size_t b = 0; b < kinds[k].sizes.size(); ++b) {
            const std::size_t size = kinds[k].sizes[b];
            if (size <= out.largest_used && !repeated[k][b]) {
                const auto from = kinds[k].members.begin() + static_cast<std::ptrdiff_t>(at);
                out.members.insert(out.members.end(), from,
                                   from + static_cast<std::ptrdiff_t>(size));
                out.block_begin.push_back(out.members.size());
                used = true;
            }
            at += size;
        }
        if (used) out.kinds_used.push_back(keys.kinds[k].name);
        kinds[k] = {};
    }
    index_by_record(out, canonical.n);
    return out;
}

void candidates_of(const Blocks& blocks, const Canonical& canonical, std::uint32_t a,
                   std::vector<std::uint32_t>& stamps, std::vector<std::uint32_t>& out) {
    const bool single = canonical.source_has_no_duplicates[canonical.source[a]];
    const auto allowed = [&](std::uint32_t b) {
        return !single || canonical.source[a] != canonical.source[b];
    };
    if (blocks.all_pairs) {
        if (blocks.left_out[a]) return;
        for (std::uint32_t b = a + 1; b < canonical.n; ++b)
            if (!blocks.left_out[b] && allowed(b)) out.push_back(b);
        return;
    }
    for (std::uint64_t k = blocks.record_begin[a]; k < blocks.record_begin[a + 1]; ++k) {
        const std::uint32_t block = blocks.blocks_of[k];
        for (std::uint64_t i = blocks.block_begin[block + 1]; i-- > blocks.block_begin[block];) {
            const std::uint32_t b = blocks.members[i];
            if (b <= a) break;
            if (stamps[b] == a) continue;
            stamps[b] = a;
            if (allowed(b)) out.push_back(b);
        }
    }
}

}  // namespace dalil::linking
