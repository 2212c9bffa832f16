// link/canonical.hpp: the records in an order of their own content, so that nothing that follows
// can depend on the order of rows, files or values.
//
// Sources are ordered by name, records by content key, values by their text. Fields that cannot
// tell two people apart (empty, constant, of no meaning) are left out here, the rest is capped at
// kMaxFields.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "dalil/record/record_set.hpp"

namespace dalil::linking {

inline constexpr int kMaxFields = 16;  ///< a pattern packs 16 fields of 4 bits into 64
inline constexpr int kMaxLevels = 12;
inline constexpr std::uint8_t kMissing = 15;  ///< level of a pair in which a value is missing

/// What a field can say about relatives: they share surnames, places and events, but not these.
enum class FieldRole : std::uint8_t {
    Individual,  ///< given name, birth date, number of a document: independent among relatives
    Shared,      ///< surname, place, event: relatives and neighbours may share it
};

struct CanonicalField {
    std::string key;
    Meaning meaning = Meaning::Text;
    ValueKind kind = ValueKind::Text;
    FieldRole role = FieldRole::Shared;
    bool is_name = false;  ///< evidence of this field alone never makes one person of two records
    std::vector<std::string> values;    ///< [0] is "" (missing); ordered by text
    std::vector<PartialDate> dates;     ///< kind Date only; parallel to `values`
    std::vector<std::uint32_t> codes;   ///< one per canonical record
    std::vector<std::uint32_t> counts;  ///< records that have the value; [0] counts the missing
    std::uint32_t filled = 0;
};

struct Canonical {
    std::uint32_t n = 0;
    std::vector<std::uint32_t> original;   ///< canonical record -> row of the RecordSet
    std::vector<std::uint32_t> canonical;  ///< and back
    std::vector<std::uint64_t> keys;       ///< content keys, ascending
    std::vector<std::uint16_t> source;     ///< canonical source of each canonical record
    std::vector<std::string> source_names;
    std::vector<bool> source_has_no_duplicates;
    std::vector<CanonicalField> fields;    ///< those that are compared
    std::vector<CanonicalField> constant;  ///< left out because everybody has the same value

    std::uint32_t sources() const { return static_cast<std::uint32_t>(source_names.size()); }
};

Canonical make_canonical(const RecordSet& records);

/// Counts values anew after codes were changed.
void count_values(CanonicalField& field);

}  // namespace dalil::linking
