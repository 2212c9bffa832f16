// The linkage on data sets with known truth. They are not part of the repository; without them the
// tests are skipped.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "dalil/link/evaluation.hpp"
#include "dalil/link/linkage.hpp"
#include "tests/link/made_records.hpp"

namespace dalil {
namespace {

namespace fs = std::filesystem;

fs::path shared_linkage() {
    const char* shared = std::getenv("DALIL_SHARED");
    const fs::path root =
        shared != nullptr ? fs::path(shared) : fs::path(DALIL_SOURCE_DIR) / "../shared";
    return root / "data" / "linkage";
}

/// Plain CSV without quoted line breaks, which is all these files need.
std::vector<std::vector<std::string>> read_csv(const fs::path& path) {
    std::ifstream in(path);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    while (std::getline(in, line)) {
        std::vector<std::string> cells(1);
        for (const char c : line) {
            if (c == ',')
                cells.emplace_back();
            else if (c != '\r' && c != '"')
                cells.back() += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

std::string iso_date(const std::string& digits) {
    if (digits.size() != 8) return {};
    const std::string text =
        digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
    return from_edtf(text) ? text : std::string();
}

std::string iso_date(const std::string& y, const std::string& m, const std::string& d) {
    const auto two = [](const std::string& x) { return x.size() == 1 ? "0" + x : x; };
    return iso_date(y + two(m) + two(d));
}

Evaluation link_and_evaluate(const testing::MadeRecords& made, const fs::path& folder) {
    std::map<std::string, std::uint32_t> entities;
    std::vector<std::uint32_t> entity;
    for (const auto& row : read_csv(folder / "truth.csv"))
        if (row[0] != "source")
            entity.push_back(
                entities.try_emplace(row[2], static_cast<std::uint32_t>(entities.size()))
                    .first->second);
    const Linkage found = link(made.build(), {}, {});
    return evaluate(entity, found.person_of, std::vector<std::uint32_t>(entity.size(), 0));
}

TEST(Accuracy, FindsTheGermanPairs) {
    const fs::path folder = shared_linkage() / "RLdata500";
    if (!fs::exists(folder)) GTEST_SKIP() << "no shared data";
    testing::MadeRecords made({{"birth_date", Meaning::BirthDate, ValueKind::Date},
                               {"family_name", Meaning::FamilyName, ValueKind::Name},
                               {"given_name", Meaning::GivenName, ValueKind::Name}},
                              {"people"});
    const auto rows = read_csv(folder / "people.csv");
    for (std::size_t r = 1; r < rows.size(); ++r)
        made.add(0, {iso_date(rows[r][5], rows[r][6], rows[r][7]), rows[r][3], rows[r][1]});
    const Evaluation e = link_and_evaluate(made, folder);
    EXPECT_GE(e.pairwise.f1, 0.95);
    EXPECT_NEAR(e.clusters_over_entities, 1, 0.01);
}

TEST(Accuracy, FindsTheAustralianPairsWithoutTheirNumber) {
    const fs::path folder = shared_linkage() / "febrl1";
    if (!fs::exists(folder)) GTEST_SKIP() << "no shared data";
    testing::MadeRecords made({{"birth_date", Meaning::BirthDate, ValueKind::Date},
                               {"city", Meaning::City, ValueKind::Place},
                               {"family_name", Meaning::FamilyName, ValueKind::Name},
                               {"given_name", Meaning::GivenName, ValueKind::Name},
                               {"house_number", Meaning::HouseNumber, ValueKind::Place},
                               {"postcode", Meaning::Postcode, ValueKind::Place},
                               {"province", Meaning::Province, ValueKind::Place},
                               {"street", Meaning::Street, ValueKind::Place}},
                              {"people"});
    const auto rows = read_csv(folder / "people.csv");
    for (std::size_t r = 1; r < rows.size(); ++r)
        made.add(0, {iso_date(rows[r][9]), rows[r][6], rows[r][2], rows[r][1], rows[r][3],
                     rows[r][7], rows[r][8], rows[r][4]});
    const Evaluation e = link_and_evaluate(made, folder);
    EXPECT_GE(e.pairwise.f1, 0.995);
    EXPECT_NEAR(e.clusters_over_entities, 1, 0.01);
}

}  // namespace
}  // namespace dalil
