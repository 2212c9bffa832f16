// link/crossed.hpp: given and family name written in each other's column.
//
// A crossed order is not evidence: it would be chosen because it agrees, and matches would run
// away. Instead, a pair that is a probable match in crossed order shows that one of the two records
// has its names in the wrong columns; the record whose order is rarer among all records is put
// right, and everything is compared anew.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "link/pairs.hpp"

namespace dalil::linking {

struct NameColumns {
    std::size_t given = 0, family = 0;  ///< fields; they share one dictionary
};

std::optional<NameColumns> name_columns(const Canonical& canonical);

/// Both names differ as written, and stand, or may stand in another spelling, in the other column
/// of the other record.
bool alike_when_crossed(const Canonical& canonical, const std::vector<Comparator>& comparators,
                        const NameColumns& names, std::uint32_t a, std::uint32_t b);
bool looks_crossed(const Canonical& canonical, const std::vector<Comparator>& comparators,
                   const NameColumns& names, const ComparedPair& pair);

/// The pair as it would be with the names of one record exchanged.
ComparedPair crossed_pair(const Canonical& canonical, const std::vector<Comparator>& comparators,
                          const Model& model, const NameColumns& names, std::uint32_t a,
                          std::uint32_t b, AgreementCache& cache);

/// Exchanges the names of records that probable matches show to be crossed; one flag per record.
std::vector<std::uint8_t> uncross_names(Canonical& canonical,
                                        const std::vector<Comparator>& comparators,
                                        const Model& model,
                                        const std::vector<ComparedPair>& crossed);

}  // namespace dalil::linking
