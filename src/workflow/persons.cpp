#include "dalil/workflow/persons.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace dalil {

namespace {

/// Records shared by an old person and a new cluster.
struct Shared {
    std::uint32_t label = 0, number = 0;
    std::uint64_t records = 0;
};

std::vector<Shared> shared_records(const RecordSet& records, const Linkage& linkage,
                                   const KnownPersons& before) {
    std::map<std::uint64_t, std::uint32_t> number_of_key;
    for (std::size_t i = 0; i < before.content_keys.size(); ++i) {
        number_of_key[before.content_keys[i]] = before.numbers[i];
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> together;
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        if (const auto it = number_of_key.find(records.content_keys[r]);
            it != number_of_key.end()) {
            ++together[{linkage.person_of[r], it->second}];
        }
    }
    std::vector<Shared> shared;
    for (const auto& [pair, count] : together) shared.push_back({pair.first, pair.second, count});
    return shared;
}

/// How many values of `key` occur twice or more.
template <class Key>
std::uint64_t repeated(const std::vector<Shared>& shared, Key key) {
    std::map<std::uint32_t, int> seen;
    for (const Shared& s : shared) ++seen[key(s)];
    return static_cast<std::uint64_t>(std::count_if(
        seen.begin(), seen.end(), [](const auto& entry) { return entry.second > 1; }));
}

}  // namespace

std::string person_id(std::uint32_t number) {
    return fmt::format("P{:06}", number);
}

std::string Persons::id(std::uint32_t label) const {
    return person_id(number_of[label]);
}

Persons name_persons(const RecordSet& records, const Linkage& linkage, const KnownPersons& before) {
    Persons persons;
    persons.number_of.assign(linkage.people_partition, 0);
    std::uint32_t next = 1;
    for (const std::uint32_t number : before.numbers) next = std::max(next, number + 1);

    std::vector<Shared> shared = shared_records(records, linkage, before);
    persons.split = repeated(shared, [](const Shared& s) { return s.number; });
    persons.merged = repeated(shared, [](const Shared& s) { return s.label; });
    std::sort(shared.begin(), shared.end(), [](const Shared& a, const Shared& b) {
        return std::tuple(b.records, a.number, a.label) < std::tuple(a.records, b.number, b.label);
    });
    std::map<std::uint32_t, bool> taken;
    for (const Shared& s : shared) {
        if (persons.number_of[s.label] != 0 || taken[s.number]) continue;
        persons.number_of[s.label] = s.number;
        taken[s.number] = true;
        ++persons.kept;
    }
    for (std::uint32_t& number : persons.number_of) {
        if (number != 0) continue;
        number = next++;
        ++persons.created;
    }
    return persons;
}

KnownPersons known_persons(const RecordSet& records, const Linkage& linkage,
                           const Persons& persons) {
    KnownPersons known;
    known.content_keys = records.content_keys;
    known.numbers.reserve(records.size());
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        known.numbers.push_back(persons.number_of[linkage.person_of[r]]);
    }
    return known;
}

}  // namespace dalil
