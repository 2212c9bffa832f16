#include "dalil/workflow/persons.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <tsl/robin_map.h>

namespace dalil {

namespace {

/// Records shared by an old person and a new cluster.
struct Shared {
    std::uint32_t label = 0, number = 0;
    std::uint64_t records = 0;
};

std::vector<Shared> shared_records(const RecordSet& records, const Linkage& linkage,
                                   const KnownPersons& before) {
    tsl::robin_map<std::uint64_t, std::uint32_t> number_of_key;
    number_of_key.reserve(before.content_keys.size());
    for (std::size_t i = 0; i < before.content_keys.size(); ++i)
        number_of_key[before.content_keys[i]] = before.numbers[i];
    std::vector<std::pair<std::uint32_t, std::uint32_t>> together;
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        const auto it = number_of_key.find(records.content_keys[r]);
        if (it != number_of_key.end()) together.emplace_back(linkage.person_of[r], it->second);
    }
    std::sort(together.begin(), together.end());
    std::vector<Shared> shared;
    for (const auto& [label, number] : together) {
        if (shared.empty() || shared.back().label != label || shared.back().number != number)
            shared.push_back({label, number, 0});
        ++shared.back().records;
    }
    return shared;
}

void take_over_numbers(std::vector<Shared> shared, Persons& persons) {
    std::sort(shared.begin(), shared.end(), [](const Shared& a, const Shared& b) {
        return std::tuple(b.records, a.number, a.label) < std::tuple(a.records, b.number, b.label);
    });
    std::set<std::uint32_t> taken;
    for (const Shared& s : shared) {
        if (persons.number_of[s.label] != 0 || !taken.insert(s.number).second) continue;
        persons.number_of[s.label] = s.number;
        ++persons.kept;
    }
}

/// Merges and splits among the shared records, and old people without any.
void list_changes(const std::vector<Shared>& shared, const KnownPersons& before, Persons& persons) {
    std::map<std::uint32_t, std::set<std::uint32_t>> olds, news;  // by new number; by old number
    for (const Shared& s : shared) {
        olds[persons.number_of[s.label]].insert(s.number);
        news[s.number].insert(persons.number_of[s.label]);
    }
    for (const auto& [now, from] : olds)
        if (from.size() > 1)
            persons.changes.push_back(
                {PersonChange::Kind::Merged, {from.begin(), from.end()}, {now}});
    persons.merged = persons.changes.size();
    for (const auto& [old, into] : news)
        if (into.size() > 1)
            persons.changes.push_back(
                {PersonChange::Kind::Split, {old}, {into.begin(), into.end()}});
    persons.split = persons.changes.size() - persons.merged;
    const std::set<std::uint32_t> all(before.numbers.begin(), before.numbers.end());
    for (const std::uint32_t old : all)
        if (news.count(old) == 0) persons.changes.push_back({PersonChange::Kind::Gone, {old}, {}});
    persons.gone = persons.changes.size() - persons.merged - persons.split;
}

std::string listed(const std::vector<std::uint32_t>& numbers) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const bool last = i + 1 == numbers.size();
        text += (i == 0 ? "" : last ? " and " : ", ") + person_id(numbers[i]);
    }
    return text;
}

}  // namespace

std::string person_id(std::uint32_t number) {
    return fmt::format("P{:06}", number);
}

std::string Persons::id(std::uint32_t label) const {
    return person_id(number_of[label]);
}

std::string_view change_name(PersonChange::Kind kind) {
    switch (kind) {
        case PersonChange::Kind::Split:
            return "split";
        case PersonChange::Kind::Gone:
            return "gone";
        case PersonChange::Kind::Merged:
            break;
    }
    return "merged";
}

std::string change_text(const PersonChange& change) {
    switch (change.kind) {
        case PersonChange::Kind::Split:
            return fmt::format("{} is now {}", listed(change.before), listed(change.now));
        case PersonChange::Kind::Gone:
            return fmt::format("{} is on no list any more", listed(change.before));
        case PersonChange::Kind::Merged:
            break;
    }
    return fmt::format("{} are now {}", listed(change.before), listed(change.now));
}

Persons name_persons(const RecordSet& records, const Linkage& linkage, const KnownPersons& before) {
    Persons persons;
    persons.number_of.assign(linkage.people_partition, 0);
    persons.next = before.next;
    for (const std::uint32_t number : before.numbers)
        persons.next = std::max(persons.next, number + 1);
    const std::vector<Shared> shared = shared_records(records, linkage, before);
    take_over_numbers(shared, persons);
    for (std::uint32_t& number : persons.number_of) {
        if (number != 0) continue;
        number = persons.next++;
        ++persons.created;
    }
    list_changes(shared, before, persons);
    return persons;
}

KnownPersons known_persons(const RecordSet& records, const Linkage& linkage,
                           const Persons& persons) {
    KnownPersons known;
    known.content_keys = records.content_keys;
    known.numbers.reserve(records.size());
    for (std::uint32_t r = 0; r < records.size(); ++r)
        known.numbers.push_back(persons.number_of[linkage.person_of[r]]);
    known.next = persons.next;
    return known;
}

}  // namespace dalil
