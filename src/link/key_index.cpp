#include "link/key_index.hpp"

#include <algorithm>
#include <numeric>

namespace dalil::linking {
namespace {

/// The upper half of a key's hash above the place of its hash in the tables.
using Entry = std::uint64_t;

std::uint64_t key_of(Entry e) {
    return e >> 32U;
}
std::uint32_t place_of(Entry e) {
    return static_cast<std::uint32_t>(e);
}

/// Least-significant-digit radix sort by key; places stay ascending within a key.
void sort_by_key(std::vector<Entry>& entries) {
    if (entries.size() < 4096) {
        std::sort(entries.begin(), entries.end());
        return;
    }
    std::vector<Entry> spare(entries.size());
    for (unsigned shift = 32; shift < 64; shift += 11) {
        std::vector<std::uint32_t> start(2049, 0);
        for (const Entry e : entries) ++start[(e >> shift & 2047U) + 1];
        std::partial_sum(start.begin(), start.end(), start.begin());
        for (const Entry e : entries) spare[start[e >> shift & 2047U]++] = e;
        entries.swap(spare);
    }
}

}  // namespace

ValueIndex::ValueIndex(const CanonicalField& field, const std::vector<std::uint8_t>& left_out)
    : begin_(field.values.size() + 1, 0) {
    const auto used = [&](std::size_t r) { return field.codes[r] != 0 && left_out[r] == 0; };
    for (std::size_t r = 0; r < field.codes.size(); ++r)
        if (used(r)) ++begin_[field.codes[r] + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    records_.resize(begin_.back());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    for (std::uint32_t r = 0; r < field.codes.size(); ++r)
        if (used(r)) records_[next[field.codes[r]]++] = r;
}

KeyIndex::KeyIndex(const std::vector<KeyKind::Part>& parts, const std::vector<ValueIndex>& by_value)
    : parts_(parts), by_value_(&by_value) {
    std::vector<Entry> entries;
    std::vector<Holder> holder_at;
    for (std::uint32_t p = 0; p < parts_.size(); ++p) {
        const KeyKind::Part& part = parts_[p];
        first_.push_back(holder_at.size());
        for (std::uint32_t v = 0; v + 1 < part.keys->offsets.size(); ++v)
            for (std::uint32_t k = part.keys->offsets[v]; k < part.keys->offsets[v + 1]; ++k) {
                const auto place = static_cast<std::uint32_t>(holder_at.size());
                holder_at.push_back({p, v});
                if (!by_value[part.field].records(v).empty())
                    entries.push_back((part.keys->hashes[k] & ~Entry{0xFFFFFFFF}) | place);
            }
    }
    sort_by_key(entries);
    number_.assign(holder_at.size(), kNoKey);
    begin_.push_back(0);
    for (std::size_t i = 0, j = 0; i < entries.size(); i = j) {
        std::size_t records = 0;
        for (j = i; j < entries.size() && key_of(entries[j]) == key_of(entries[i]); ++j) {
            const Holder& holder = holder_at[place_of(entries[j])];
            if (holders_.size() > begin_.back() && holders_.back() == holder) continue;
            records += by_value[parts_[holder.part].field].records(holder.code).size();
            holders_.push_back(holder);
            number_[place_of(entries[j])] = keys();
        }
        if (records < 2) {
            for (std::size_t k = i; k < j; ++k) number_[place_of(entries[k])] = kNoKey;
            holders_.resize(begin_.back());
            continue;
        }
        records_.push_back(static_cast<std::uint32_t>(records));
        begin_.push_back(static_cast<std::uint32_t>(holders_.size()));
    }
}

}  // namespace dalil::linking
