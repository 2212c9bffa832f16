#include "synth/world.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

namespace dalil::synth {
namespace {

std::vector<Person> world(std::uint64_t people = 8000, std::uint64_t seed = 1) {
    return invent_people(people, seed, SynthDifficulty{}, Context{});
}

auto traits(const Person& p) {
    return std::tuple(p.id, p.family, p.sex, p.given.index, p.given.ending, p.surname.stem,
                      p.surname.russified, p.born, p.event, p.village, p.district, p.status);
}

/// Families by number, people in order.
std::map<std::uint32_t, std::vector<Person>> families(const std::vector<Person>& people) {
    std::map<std::uint32_t, std::vector<Person>> out;
    for (const Person& person : people) out[person.family].push_back(person);
    return out;
}

TEST(World, HasExactlyAsManyPeopleAsAsked) {
    for (const std::uint64_t n : {1u, 2u, 7u, 1000u}) EXPECT_EQ(world(n).size(), n);
}

TEST(World, BeginsWithTheSamePeopleWhenItIsLarger) {
    const auto small = world(500), large = world(2000);
    for (std::size_t i = 0; i < small.size(); ++i)
        ASSERT_EQ(traits(small[i]), traits(large[i])) << i;
}

TEST(World, DiffersBySeed) {
    EXPECT_NE(traits(world(1, 1)[0]), traits(world(1, 2)[0]));
}

TEST(World, HoldsTwinsAndFathersWithSonsOfOneName) {
    std::size_t twins = 0, namesake_sons = 0, taken_together = 0;
    for (const auto& [number, members] : families(world())) {
        for (std::size_t i = 1; i < members.size(); ++i) {
            const Person &head = members[0], &other = members[i];
            const bool same_name = head.given == other.given && head.sex == other.sex;
            twins += head.born == other.born && !same_name;
            namesake_sons +=
                same_name && other.father == head.given && other.born - head.born > 19 * 365;
            taken_together += head.event == other.event;
        }
    }
    EXPECT_GT(twins, 20u);
    EXPECT_GT(namesake_sons, 10u);
    EXPECT_GT(taken_together, 500u);
}

TEST(World, HoldsNamesakesInOneVillage) {
    std::map<std::tuple<int, int, int, int, int>, std::set<std::uint32_t>> by_name;
    for (const Person& p : world())
        by_name[{p.given.index, static_cast<int>(p.given.ending), p.surname.stem, p.village,
                 p.district}]
            .insert(p.family);
    std::size_t across_families = 0;
    for (const auto& [key, found] : by_name) across_families += found.size() > 1;
    EXPECT_GT(across_families, 5u);
}

TEST(World, NamesNobodyByAWordThatTheTablesLack) {
    for (const Person& p : world()) {
        ASSERT_LT(p.given.index, (p.sex == Sex::Male ? male_names() : female_names()).size());
        ASSERT_LT(p.surname.stem, male_names().size());
        ASSERT_LT(p.village, villages().size());
        ASSERT_LT(p.district, districts().size());
        ASSERT_LT(p.born, p.event);
    }
}

double share_with_relatives(const std::vector<Person>& people) {
    std::map<std::uint32_t, int> size;
    for (const Person& person : people) ++size[person.family];
    double more = 0;
    for (const auto& [family, members] : size) more += members > 1;
    return more / static_cast<double>(size.size());
}

TEST(World, RelativesComeWithTheirFactor) {
    const auto share = [](double relatives) {
        return share_with_relatives(invent_people(5000, 1, {.relatives = relatives}, Context{}));
    };
    EXPECT_EQ(share(0), 0);
    EXPECT_NEAR(share(1), 0.45, 0.03);
    EXPECT_NEAR(share(2), 0.90, 0.03);
}

TEST(World, NamesakesComeWithTheirFactor) {
    const auto largest = [](double namesakes) {
        std::map<std::uint16_t, int> count;
        int most = 0;
        for (const Person& person : invent_people(5000, 1, {.namesakes = namesakes}, Context{}))
            most = std::max(most, ++count[person.surname.stem]);
        return most;
    };
    EXPECT_LT(largest(0), largest(1));
    EXPECT_LT(largest(1), largest(2));
}

}  // namespace
}  // namespace dalil::synth
