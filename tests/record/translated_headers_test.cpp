// Headers in other languages mean what their English originals mean (bench/headers.tsv).
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dalil/record/meaning.hpp"
#include "record/header.hpp"

namespace dalil {
namespace {

std::vector<std::vector<std::string>> rows_of(const std::string& path) {
    std::ifstream in(path);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> row;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
        rows.push_back(std::move(row));
    }
    return rows;
}

TEST(TranslatedHeaders, MeanTheSameInEveryLanguage) {
    const auto rows = rows_of(std::string(DALIL_SOURCE_DIR) + "/bench/headers.tsv");
    ASSERT_GT(rows.size(), 50U);
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const HeaderReading english = read_header(rows[r][0]);
        ASSERT_EQ(rows[r].size(), rows[0].size()) << rows[r][0];
        for (std::size_t c = 1; c < rows[r].size(); ++c) {
            const HeaderReading other = read_header(rows[r][c]);
            // "Nombre", "Имя": whether it is the given name only the columns beside it tell. And a
            // second given name may be called a middle name.
            if (other.bare_name && english.meaning == Meaning::GivenName) continue;
            if (rows[r][0] == "fname_c2" && other.meaning == Meaning::MiddleName) continue;
            // A birthday may be a day of the month: the cells tell.
            if (rows[r][0] == "bd" && other.meaning == Meaning::BirthDate) continue;
            EXPECT_EQ(meaning_name(other.meaning), meaning_name(english.meaning))
                << rows[0][c] << ": " << rows[r][c] << " for " << rows[r][0];
        }
    }
}

}  // namespace
}  // namespace dalil
