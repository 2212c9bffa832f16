// workflow/persons.hpp: names of people ("P000123") that survive re-linking.
//
// A new cluster inherits the id of the old one with which it shares most records; what has no heir
// gets a new number, never one that was used before. Splits, merges and people who are gone are
// counted and listed.
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
    std::uint32_t next = 1;              ///< smallest number that was never used
};

/// What became of people since the last linkage.
struct PersonChange {
    enum class Kind : std::uint8_t {
        Merged,  ///< one person now has records of several
        Split,   ///< the records of one person are now several
        Gone,    ///< none of the records is on a list any more
    } kind = Kind::Merged;
    std::vector<std::uint32_t> before, now;  ///< numbers, ascending
};

struct Persons {
    std::vector<std::uint32_t> number_of;  ///< one per label of the partition
    std::uint64_t kept = 0, created = 0;   ///< ids taken over; new ids
    std::uint64_t split = 0, merged = 0, gone = 0;
    std::vector<PersonChange> changes;  ///< merged, then split, then gone, each by first number
    std::uint32_t next = 1;             ///< smallest number that was never used

    std::string id(std::uint32_t label) const;  ///< "P000123"
};

std::string person_id(std::uint32_t number);
std::string_view change_name(PersonChange::Kind kind);  ///< "merged", "split", "gone"
/// "P000012 and P000044 are now P000012".
std::string change_text(const PersonChange& change);

Persons name_persons(const RecordSet& records, const Linkage& linkage, const KnownPersons& before);
KnownPersons known_persons(const RecordSet& records, const Linkage& linkage,
                           const Persons& persons);

}  // namespace dalil
