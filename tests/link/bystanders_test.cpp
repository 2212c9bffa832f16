// Pairs that were no candidates, drawn so that the classes of relatives are learned from all pairs.
#include <gtest/gtest.h>

#include "link/bystanders.hpp"
#include "link/fit.hpp"
#include "tests/link/made_records.hpp"

namespace dalil::linking {
namespace {

testing::MadeRecords villagers() {
    testing::MadeRecords made({{"given_name", Meaning::GivenName, ValueKind::Name},
                               {"family_name", Meaning::FamilyName, ValueKind::Name},
                               {"city", Meaning::City, ValueKind::Place}},
                              {"a", "b"});
    Rng rng(5, 1);
    const auto word = [&rng](const char* stem, std::uint64_t kinds) {
        return stem + std::string(1, static_cast<char>('a' + rng.below(kinds)));
    };
    for (int r = 0; r < 3'000; ++r)
        made.add(static_cast<std::size_t>(r % 2),
                 {word("given", 26) + word("x", 26), word("family", 26) + word("y", 6),
                  word("town", 26) + word("z", 4)});
    return made;
}

TEST(Bystanders, StandForAllPairsThatShareAFieldAndWereNotKept) {
    const RecordSet records = villagers().build();
    Fit fit;
    prepare(fit, records, {});
    fit.model = first_model(fit.canonical, fit.comparators, {});
    std::size_t family = 0, city = 0;
    for (std::size_t f = 0; f < fit.canonical.fields.size(); ++f) {
        if (fit.canonical.fields[f].meaning == Meaning::FamilyName) family = f;
        if (fit.canonical.fields[f].meaning == Meaning::City) city = f;
    }
    // Every other pair that shares a town counts as kept.
    std::vector<ComparedPair> kept;
    double expected = 0, both = 0;
    const auto same = [&](std::size_t f, std::uint32_t a, std::uint32_t b) {
        return fit.canonical.fields[f].codes[a] == fit.canonical.fields[f].codes[b];
    };
    for (std::uint32_t a = 0; a < fit.canonical.n; ++a)
        for (std::uint32_t b = a + 1; b < fit.canonical.n; ++b) {
            const bool shares = same(family, a, b) || same(city, a, b);
            if (same(city, a, b) && (a + b) % 2 == 0)
                kept.push_back({a, b, 0, 0, 0});
            else if (shares)
                expected += 1, both += same(family, a, b) && same(city, a, b);
        }
    double weight = 0, weight_of_both = 0;
    for (const WeightedPair& p :
         sample_bystanders(fit.canonical, fit.comparators, fit.model, kept, {})) {
        EXPECT_TRUE(same(family, p.pair.a, p.pair.b) || same(city, p.pair.a, p.pair.b));
        EXPECT_FALSE(same(city, p.pair.a, p.pair.b) && (p.pair.a + p.pair.b) % 2 == 0);
        weight += p.weight;
        if (same(family, p.pair.a, p.pair.b) && same(city, p.pair.a, p.pair.b))
            weight_of_both += p.weight;
    }
    EXPECT_NEAR(weight, expected, 0.03 * expected);
    EXPECT_NEAR(weight_of_both, both, 0.25 * both);
}

TEST(Bystanders, AreNoPairsThatCannotBeOnePerson) {
    RecordSet records = villagers().build();
    for (Source& source : records.sources) source.duplicates = ListRecipe::Duplicates::None;
    Fit fit;
    prepare(fit, records, {});
    fit.model = first_model(fit.canonical, fit.comparators, {});
    const auto pairs = sample_bystanders(fit.canonical, fit.comparators, fit.model, {}, {});
    EXPECT_FALSE(pairs.empty());
    for (const WeightedPair& p : pairs)
        EXPECT_NE(fit.canonical.source[p.pair.a], fit.canonical.source[p.pair.b]);
}

}  // namespace
}  // namespace dalil::linking
