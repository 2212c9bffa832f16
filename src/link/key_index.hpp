// link/key_index.hpp: the records that have a key, found by way of the values that have it.
//
// Most keys belong to one record or to thousands, and neither makes a block: both are known from
// the values alone, before any record is looked at.
//
//     const ValueIndex by_value(field, left_out);
//     const KeyIndex index({{f, &table}}, by_values);
//     index.for_records(key, [&](std::uint32_t record, std::uint32_t part) { ... });
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "link/keys.hpp"

namespace dalil::linking {

/// Records of each value of a field, ascending.
class ValueIndex {
  public:
    ValueIndex(const CanonicalField& field, const std::vector<std::uint8_t>& left_out);
    std::span<const std::uint32_t> records(std::uint32_t code) const {
        return {records_.data() + begin_[code], begin_[code + 1] - begin_[code]};
    }

  private:
    std::vector<std::uint32_t> begin_, records_;
};

inline constexpr std::uint32_t kNoKey = ~0U;

/// Keys that two records or more have, numbered in order of their hash. Keys are told apart by the
/// upper half of their hash: now and then two fall together, which costs a needless comparison.
class KeyIndex {
  public:
    /// `by_value` has one entry per field and outlives the index.
    KeyIndex(const std::vector<KeyKind::Part>& parts, const std::vector<ValueIndex>& by_value);

    std::uint32_t keys() const { return static_cast<std::uint32_t>(records_.size()); }
    /// A record that has the key in two fields counts twice.
    std::uint32_t records(std::uint32_t key) const { return records_[key]; }
    std::size_t parts() const { return parts_.size(); }
    /// Calls use(record, part) for each record and each part in which it has the key.
    template <class Use>
    void for_records(std::uint32_t key, Use use) const {
        for (std::uint32_t i = begin_[key]; i < begin_[key + 1]; ++i) {
            const auto [part, code] = holders_[i];
            for (const std::uint32_t r : (*by_value_)[parts_[part].field].records(code))
                use(r, part);
        }
    }
    /// Numbers of the keys of a value of a part; kNoKey among them.
    std::span<const std::uint32_t> keys_of(std::size_t part, std::uint32_t code) const {
        const std::vector<std::uint32_t>& offsets = parts_[part].keys->offsets;
        return {number_.data() + first_[part] + offsets[code], offsets[code + 1] - offsets[code]};
    }
    std::uint32_t field(std::size_t part) const { return parts_[part].field; }

  private:
    struct Holder {
        std::uint32_t part, code;
        bool operator==(const Holder&) const = default;
    };
    std::vector<KeyKind::Part> parts_;
    const std::vector<ValueIndex>* by_value_;
    std::vector<std::uint32_t> begin_, records_;  ///< by key
    std::vector<Holder> holders_;
    std::vector<std::uint32_t> number_;  ///< of each hash, part after part
    std::vector<std::size_t> first_;     ///< of each part, in `number_`
};

}  // namespace dalil::linking
