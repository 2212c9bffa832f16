// workflow/persons.hpp: names of people ("P000123") that survive re-linking.
//
// A new cluster inherits the id of the old one with which it shares most records; what has no heir
// gets a new number. Splits and merges are counted and reported.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

/// Which person each record was, by content of the record.
struct KnownPersons {
    std::vector<std::uint64_t> content_keys;
    std::vector<std::uint32_t> numbers;  ///< parallel; the person's number
};

struct Persons {
    std::vector<std::uint32_t> number_of;  ///< one per label of the partition
    std::uint64_t kept = 0, created = 0;   ///< ids taken over; new ids
    std::uint64_t split = 0,
                  merged = 0;  ///< old people now in two or more; new people that join two or more

    std::string id(std::uint32_t label) const;  ///< "P000123"
};

std::string person_id(std::uint32_t number);

Persons name_persons(const RecordSet& records, const Linkage& linkage, const KnownPersons& before);
KnownPersons known_persons(const RecordSet& records, const Linkage& linkage,
                           const Persons& persons);

}  // namespace dalil
