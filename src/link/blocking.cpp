#include "link/blocking.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"
#include "link/key_index.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kStream = 0x626c6f636bULL;
constexpr std::size_t kShares = 8;  ///< of digests and of records, worked on side by side

/// What one kind of key is walked by: one index, or two that are combined.
struct KindIndex {
    const KeyIndex* any = nullptr;
    const KeyIndex *outer = nullptr, *inner = nullptr;
};

/// Sizes of the blocks of one kind, from two records up to the largest size that is ever used.
struct KindBlocks {
    std::vector<std::uint16_t> sizes;
    std::vector<std::uint64_t> digests;  ///< of the members, to see equal blocks of other keys
    std::vector<std::uint32_t> keys;     ///< the key, or the outer one of two
    std::vector<std::uint8_t> repeated;
    std::uint64_t first_block = 0, first_member = 0;  ///< of those used, among all
    bool used = false;
};

/// Which block sizes of which kinds are used, and where they go.
struct Place {
    Blocks& out;
    const KindBlocks& kind;
    std::uint32_t largest_used;
    std::uint64_t block, member;

    Place(Blocks& blocks, const KindBlocks& k)
        : out(blocks),
          kind(k),
          largest_used(blocks.largest_used),
          block(k.first_block),
          member(k.first_member) {}
    bool wanted(std::size_t i) const {
        return kind.sizes[i] <= largest_used && kind.repeated[i] == 0;
    }
    /// Room for the members of the next block that is wanted.
    std::uint64_t take(std::uint32_t size) {
        const std::uint64_t from = member;
        member += size;
        out.block_begin[++block] = member;
        return from;
    }
};

std::uint64_t token(std::uint32_t record) {
    return mix64(record, kStream);
}

/// Blocks of single keys, in order of the keys.
class SingleKeys {
  public:
    SingleKeys(const KeyIndex& index, std::uint32_t records)
        : index_(index), last_key_(index.parts() > 1 ? records : 0, kNoKey) {}

    void measure(std::uint32_t largest, KindBlocks& out) {
        for (std::uint32_t key = 0; key < index_.keys(); ++key) {
            if (index_.records(key) > largest * index_.parts()) continue;
            std::uint32_t size = 0;
            std::uint64_t digest = 0;
            for_each(key, [&](std::uint32_t r) {
                ++size;
                digest += token(r);
            });
            if (size < 2 || size > largest) continue;
            out.sizes.push_back(static_cast<std::uint16_t>(size));
            out.digests.push_back(digest);
            out.keys.push_back(key);
        }
    }
    void write(Place& place) {
        const auto members = place.out.members.begin();
        for (std::size_t b = 0; b < place.kind.keys.size(); ++b) {
            if (!place.wanted(b)) continue;
            const auto from = static_cast<std::ptrdiff_t>(place.take(place.kind.sizes[b]));
            auto at = members + from;
            for_each(place.kind.keys[b], [&](std::uint32_t r) { *at++ = r; });
            std::sort(members + from, at);
        }
    }

  private:
    /// Each record once, also if it has the key in two fields.
    template <class Use>
    void for_each(std::uint32_t key, Use use) {
        index_.for_records(key, [&](std::uint32_t r, std::uint32_t) {
            if (!last_key_.empty() && last_key_[r] == key) return;
            if (!last_key_.empty()) last_key_[r] = key;
            use(r);
        });
    }

    const KeyIndex& index_;
    std::vector<std::uint32_t> last_key_;  ///< of each record, where there are two fields
};

/// Blocks of two keys together: the records of an outer key, counted by their inner keys.
class Combination {
  public:
    Combination(const KindIndex& kind, const Canonical& canonical)
        : outer_(*kind.outer),
          inner_(*kind.inner),
          crossed_(&outer_ == &inner_),
          counts_(inner_.keys()) {
        for (std::size_t part = 0; part < inner_.parts(); ++part)
            codes_.push_back(&canonical.fields[inner_.field(part)].codes);
    }

    void measure(std::uint32_t largest, KindBlocks& out) {
        for (std::uint32_t key = 0; key < outer_.keys(); ++key) {
            count(key, [](std::uint32_t r) { return token(r); });
            for (const std::uint32_t inner : touched_) {
                const Count& c = counts_[inner];
                if (c.records >= 2 && c.records <= largest) {
                    out.sizes.push_back(static_cast<std::uint16_t>(c.records));
                    out.digests.push_back(c.digest);
                    out.keys.push_back(key);
                }
                counts_[inner] = {};
            }
        }
    }
    void write(std::uint32_t largest, Place& place) {
        const KindBlocks& kind = place.kind;
        for (std::size_t b = 0, end = 0; b < kind.keys.size(); b = end) {
            bool any = false;
            for (end = b; end < kind.keys.size() && kind.keys[end] == kind.keys[b]; ++end)
                any = any || place.wanted(end);
            if (!any) continue;
            count(kind.keys[b], [](std::uint32_t) { return std::uint64_t{0}; });
            std::size_t block = b;
            for (const std::uint32_t inner : touched_) {
                Count& c = counts_[inner];
                const bool counts = c.records >= 2 && c.records <= largest;
                c.digest = counts && place.wanted(block) ? place.take(c.records) : kNowhere;
                block += counts;
            }
            fill(kind.keys[b], place.out);
            for (const std::uint32_t inner : touched_) counts_[inner] = {};
        }
    }

  private:
    static constexpr std::uint64_t kNowhere = ~std::uint64_t{0};
    struct Count {
        std::uint32_t records = 0;
        std::uint64_t digest = 0;  ///< while writing: where the next member goes
    };

    template <class Digest>
    void count(std::uint32_t key, Digest digest) {
        touched_.clear();
        for_members(key, [&](std::uint32_t inner, std::uint32_t r) {
            Count& c = counts_[inner];
            if (c.records++ == 0) touched_.push_back(inner);
            c.digest += digest(r);
        });
    }
    /// Calls use(inner key, record) for all that have the outer key.
    template <class Use>
    void for_members(std::uint32_t key, Use use) {
        if (!crossed_) {
            const std::vector<std::uint32_t>& codes = *codes_.front();
            outer_.for_records(key, [&](std::uint32_t r, std::uint32_t) {
                for (const std::uint32_t inner : inner_.keys_of(0, codes[r]))
                    if (inner != kNoKey) use(inner, r);
            });
            return;
        }
        // Two names in either order make one block, under the key of lower number.
        outer_.for_records(key, [&](std::uint32_t r, std::uint32_t part) {
            const std::uint32_t other = 1 - part;
            for (const std::uint32_t inner : inner_.keys_of(other, (*codes_[other])[r]))
                if (inner != kNoKey && inner + (1 - part) > key) use(inner, r);
        });
    }
    void fill(std::uint32_t key, Blocks& out) {
        for_members(key, [&](std::uint32_t inner, std::uint32_t r) {
            if (counts_[inner].digest != kNowhere) out.members[counts_[inner].digest++] = r;
        });
        for (const std::uint32_t inner : touched_) {
            const Count& c = counts_[inner];
            if (c.digest == kNowhere) continue;
            const auto end = out.members.begin() + static_cast<std::ptrdiff_t>(c.digest);
            std::sort(end - static_cast<std::ptrdiff_t>(c.records), end);
        }
    }

    const KeyIndex &outer_, &inner_;
    const bool crossed_;  ///< one index of two parts for both
    std::vector<const std::vector<std::uint32_t>*> codes_;
    std::vector<Count> counts_;  ///< by inner key
    std::vector<std::uint32_t> touched_;
};

KindBlocks measure(const KindIndex& kind, const Canonical& canonical, std::uint32_t largest) {
    KindBlocks out;
    if (kind.any != nullptr)
        SingleKeys(*kind.any, canonical.n).measure(largest, out);
    else
        Combination(kind, canonical).measure(largest, out);
    out.repeated.assign(out.sizes.size(), 0);
    return out;
}

void write(const KindIndex& kind, const Canonical& canonical, std::uint32_t largest,
           const KindBlocks& measured, Blocks& out) {
    if (!measured.used) return;
    Place place(out, measured);
    if (kind.any != nullptr)
        SingleKeys(*kind.any, canonical.n).write(place);
    else
        Combination(kind, canonical).write(largest, place);
}

/// A set of digests, which are random already; 0 is none.
class DigestSet {
  public:
    explicit DigestSet(std::size_t most) : slots_(std::bit_ceil(2 * most + 16), 0) {}
    void prefetch(std::uint64_t digest) const { __builtin_prefetch(&slots_[at(digest)]); }
    bool insert(std::uint64_t digest) {
        std::size_t i = at(digest);
        for (; slots_[i] != 0; i = (i + 1) & (slots_.size() - 1))
            if (slots_[i] == digest) return false;
        slots_[i] = digest;
        return true;
    }

  private:
    std::size_t at(std::uint64_t digest) const { return (digest >> 8U) & (slots_.size() - 1); }
    std::vector<std::uint64_t> slots_;
};

/// Marks blocks that hold the same records as an earlier one.
void mark_repeated(std::vector<KindBlocks>& kinds, const Context& context) {
    parallel_for(context, kShares, 1, [&](std::size_t share, std::size_t) {
        struct Block {
            std::uint64_t digest;
            std::uint8_t* repeated;
        };
        std::vector<Block> blocks;
        for (KindBlocks& kind : kinds)
            for (std::size_t b = 0; b < kind.digests.size(); ++b)
                if (kind.digests[b] % kShares == share)
                    blocks.push_back({kind.digests[b], &kind.repeated[b]});
        DigestSet seen(blocks.size());
        constexpr std::size_t kAhead = 8;
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            if (b + kAhead < blocks.size()) seen.prefetch(blocks[b + kAhead].digest);
            *blocks[b].repeated = !seen.insert(blocks[b].digest);
        }
    });
}

/// The largest block size whose blocks, with all smaller ones, stay within the budget of raw pairs.
std::uint32_t size_within_budget(const std::vector<KindBlocks>& kinds, std::uint32_t largest,
                                 double budget) {
    std::vector<double> pairs(largest + 1, 0);
    for (const KindBlocks& kind : kinds)
        for (std::size_t b = 0; b < kind.sizes.size(); ++b)
            if (kind.repeated[b] == 0) {
                const double size = kind.sizes[b];
                pairs[kind.sizes[b]] += size * (size - 1) / 2;
            }
    double total = 0;
    std::uint32_t size = 1;
    while (size < largest && total + pairs[size + 1] <= budget) total += pairs[++size];
    return size;
}

/// Gives each kind its place among the used blocks.
void place_kinds(std::vector<KindBlocks>& kinds, Blocks& out) {
    std::uint64_t blocks = 0, members = 0;
    for (KindBlocks& kind : kinds) {
        kind.first_block = blocks;
        kind.first_member = members;
        for (std::size_t b = 0; b < kind.sizes.size(); ++b) {
            if (kind.sizes[b] > out.largest_used || kind.repeated[b] != 0) continue;
            ++blocks;
            members += kind.sizes[b];
        }
        kind.used = blocks > kind.first_block;
        kind.digests = {};
    }
    out.block_begin.resize(blocks + 1);
    out.block_begin[0] = 0;
    out.members.resize(members);
}

void index_by_record(Blocks& out, std::uint32_t n, const Context& context) {
    out.record_begin.assign(std::size_t{n} + 1, 0);
    for (const std::uint32_t r : out.members) ++out.record_begin[r + 1];
    std::partial_sum(out.record_begin.begin(), out.record_begin.end(), out.record_begin.begin());
    out.blocks_of.resize(out.members.size());
    std::vector<std::uint64_t> next(out.record_begin.begin(), out.record_begin.end() - 1);
    const std::uint32_t share = n / kShares + 1;
    parallel_for(context, n, share, [&](std::size_t begin, std::size_t end) {
        std::uint64_t i = 0;
        for (std::uint32_t b = 0; b + 1 < out.block_begin.size(); ++b)
            for (; i < out.block_begin[b + 1]; ++i)
                if (out.members[i] - begin < end - begin) out.blocks_of[next[out.members[i]]++] = b;
    });
}

/// The indexes that kinds of keys are walked by; those of combined parts are shared.
class Indexes {
  public:
    Indexes(const Canonical& canonical, const KeySet& keys,
            const std::vector<std::uint8_t>& left_out, const Context& context)
        : kinds_(keys.kinds.size()) {
        std::vector<std::optional<ValueIndex>> values(canonical.fields.size());
        parallel_for(context, values.size(), 1, [&](std::size_t f, std::size_t) {
            values[f].emplace(canonical.fields[f], left_out);
        });
        for (auto& index : values) by_value_.push_back(std::move(*index));
        std::vector<std::vector<KeyKind::Part>> parts;
        std::vector<std::array<std::size_t, 2>> of_kind(kinds_.size());
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            const KeyKind& kind = keys.kinds[k];
            if (!kind.any.empty() || kind.either_order) {
                of_kind[k] = {parts.size(), parts.size()};
                parts.push_back(kind.either_order ? kind.together : kind.any);
                continue;
            }
            for (std::size_t side = 0; side < 2; ++side) {
                const auto same = [&](const std::vector<KeyKind::Part>& p) {
                    return p.size() == 1 && p.front().keys == kind.together[side].keys;
                };
                const auto at = std::find_if(parts.begin(), parts.end(), same);
                of_kind[k][side] = static_cast<std::size_t>(at - parts.begin());
                if (at == parts.end()) parts.push_back({kind.together[side]});
            }
        }
        std::vector<std::optional<KeyIndex>> built(parts.size());
        parallel_for(context, parts.size(), 1,
                     [&](std::size_t p, std::size_t) { built[p].emplace(parts[p], by_value_); });
        for (auto& index : built) indexes_.push_back(std::move(*index));
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            const KeyIndex *a = &indexes_[of_kind[k][0]], *b = &indexes_[of_kind[k][1]];
            if (!keys.kinds[k].any.empty()) {
                kinds_[k].any = a;
            } else {
                // Counts of the inner keys should stay in the cache.
                if (a->keys() < b->keys()) std::swap(a, b);
                kinds_[k].outer = a;
                kinds_[k].inner = b;
            }
        }
    }
    const KindIndex& of(std::size_t kind) const { return kinds_[kind]; }

  private:
    std::vector<ValueIndex> by_value_;
    std::vector<KeyIndex> indexes_;
    std::vector<KindIndex> kinds_;
};

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
    const std::uint32_t largest = options.largest_block;
    const Indexes indexes(canonical, keys, left_out, context);
    std::vector<KindBlocks> kinds(keys.kinds.size());
    parallel_for(context, kinds.size(), 1, [&](std::size_t k, std::size_t) {
        kinds[k] = measure(indexes.of(k), canonical, largest);
    });
    mark_repeated(kinds, context);
    out.largest_used =
        size_within_budget(kinds, largest, options.raw_pairs_per_record * canonical.n);
    place_kinds(kinds, out);
    parallel_for(context, kinds.size(), 1, [&](std::size_t k, std::size_t) {
        write(indexes.of(k), canonical, largest, kinds[k], out);
    });
    for (std::size_t k = 0; k < kinds.size(); ++k)
        if (kinds[k].used) out.kinds_used.push_back(keys.kinds[k].name);
    index_by_record(out, canonical.n, context);
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
