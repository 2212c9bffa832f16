// The rules on attested and generated token pairs, when they are at hand: figures below these mean
// that a rule broke.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "dalil/names/name.hpp"
#include "dalil/similarity/levenshtein.hpp"

namespace dalil {
namespace {

std::filesystem::path shared_folder() {
    const char* set = std::getenv("DALIL_SHARED");
    return set != nullptr ? std::filesystem::path(set)
                          : std::filesystem::path(DALIL_SOURCE_DIR) / "../shared";
}

struct Floor {
    const char* slice;
    double equal, near;
};

TEST(TokenPairs, SkeletonsReachTheOtherSpelling) {
    const auto folder = shared_folder() / "data/names/tokens";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no token pairs";
    for (const Floor& floor :
         {Floor{"ar_latn", .72, .94}, Floor{"ru_latn", .80, .95}, Floor{"kk_cyrl_latn", .98, .99},
          Floor{"kk_cyrl_latn_attested", .80, .98}, Floor{"kk_tote_latn", .97, .99},
          Floor{"ug_arab_latn", .98, .99}, Floor{"ug_cyrl_latn", .99, .99},
          Floor{"ug_latn_ru", .94, .99}, Floor{"han_turkic_author", .88, .98},
          Floor{"han_turkic_xj", .82, .98}, Floor{"pinyin_turkic", .78, .97}}) {
        std::ifstream in(folder / (std::string(floor.slice) + ".dev.tsv"));
        std::string line;
        std::getline(in, line);
        std::size_t pairs = 0, equal = 0, near = 0;
        while (std::getline(in, line)) {
            const std::size_t a = line.find('\t'), b = line.find('\t', a + 1),
                              c = line.find('\t', b + 1);
            const NameToken left = name_token(line.substr(0, a)),
                            right = name_token(line.substr(b + 1, c - b - 1));
            const std::size_t edits = levenshtein(left.skeleton, right.skeleton, 1);
            ++pairs;
            equal += edits == 0;
            near += edits <= 1;
        }
        ASSERT_GT(pairs, 0u) << floor.slice;
        EXPECT_GE(static_cast<double>(equal) / static_cast<double>(pairs), floor.equal)
            << floor.slice;
        EXPECT_GE(static_cast<double>(near) / static_cast<double>(pairs), floor.near)
            << floor.slice;
    }
}

}  // namespace
}  // namespace dalil
