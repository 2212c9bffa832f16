#include "estimate/model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <set>

namespace dalil {
namespace {

/// All families of sets of two or more lists, without the full set, that contain the subsets of
/// their members.
std::set<std::vector<std::uint64_t>> closed_families(std::size_t lists) {
    std::vector<std::uint64_t> sets;
    for (std::uint64_t s = 1; s + 1 < std::uint64_t{1} << lists; ++s) {
        if (std::popcount(s) > 1) sets.push_back(s);
    }
    std::set<std::vector<std::uint64_t>> families;
    for (std::uint64_t choice = 0; choice < std::uint64_t{1} << sets.size(); ++choice) {
        std::vector<std::uint64_t> family;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            if (choice >> i & 1) family.push_back(sets[i]);
        }
        const bool closed = std::all_of(sets.begin(), sets.end(), [&](std::uint64_t s) {
            const bool inside = std::any_of(family.begin(), family.end(),
                                            [&](std::uint64_t f) { return (f & s) == s; });
            return !inside || std::find(family.begin(), family.end(), s) != family.end();
        });
        if (closed) families.insert(family);
    }
    return families;
}

TEST(Models, EnumerationMatchesThePowerSet) {
    for (std::size_t lists = 2; lists <= 4; ++lists) {
        std::set<std::vector<std::uint64_t>> enumerated;
        for (const Model& model : all_models(lists)) {
            std::vector<std::uint64_t> larger(
                model.terms.begin() + static_cast<std::ptrdiff_t>(lists), model.terms.end());
            std::sort(larger.begin(), larger.end());
            EXPECT_TRUE(enumerated.insert(larger).second) << "twice: " << model_name(model);
        }
        EXPECT_EQ(enumerated, closed_families(lists));
    }
}

TEST(Models, NumbersOfModels) {
    EXPECT_EQ(all_models(3).size(), 8U);
    EXPECT_EQ(all_models(4).size(), 113U);
    EXPECT_EQ(all_models(5).size(), 6893U);
}

TEST(Models, NamesReadBack) {
    for (const Model& model : all_models(4)) {
        EXPECT_EQ(parse_model(model_name(model), 4), model) << model_name(model);
    }
    EXPECT_EQ(model_name(main_effects(3)), "[1,2,3]");
    EXPECT_EQ(model_name(closed_model(4, {0b0111, 0b1001, 0b1100})), "[123,14,34]");
    // The order of writing does not matter, and main effects may be left out.
    EXPECT_EQ(parse_model("[34,14,321]", 4), closed_model(4, {0b0111, 0b1001, 0b1100}));
    EXPECT_EQ(parse_model("[12]", 3), closed_model(3, {0b011, 0b100}));
}

TEST(Models, NamesBeyondNineLists) {
    const Model model = closed_model(12, {std::uint64_t{1} << 11 | 1});
    EXPECT_EQ(model_name(model), "[1.12,2,3,4,5,6,7,8,9,10,11]");
    EXPECT_EQ(parse_model(model_name(model), 12), model);
}

TEST(Models, WrongNamesAreRefused) {
    for (const char* name :
         {"", "[]", "12", "[12", "[1,,2]", "[15]", "[0]", "[1234]", "[a]", "[12,]", "[1 2]"}) {
        EXPECT_FALSE(parse_model(name, 4)) << name;
    }
}

}  // namespace
}  // namespace dalil
