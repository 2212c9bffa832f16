// The columns of public benchmark lists, read without any configuration. Skipped where the data are
// not.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/record/small_lists.hpp"

namespace dalil {
namespace {

using namespace dalil::test;
namespace fs = std::filesystem;

fs::path data_folder() {
    const char* shared = std::getenv("DALIL_SHARED");
    const fs::path root = shared ? fs::path(shared) : fs::path(DALIL_SOURCE_DIR) / ".." / "shared";
    return root / "data" / "linkage";
}

/// One line of a plain CSV file; quotes may enclose commas and line ends.
bool next_row(std::istream& in, std::vector<std::string>& row) {
    row.assign(1, "");
    bool quoted = false, any = false;
    for (char c; in.get(c);) {
        any = true;
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            row.emplace_back();
        else if (c == '\n' && !quoted)
            return true;
        else if (c != '\r')
            row.back() += c;
    }
    return any;
}

/// The first rows of a list: enough to see what its columns are.
Table list_of(const fs::path& path) {
    constexpr std::size_t kRows = 3000;
    std::ifstream in(path, std::ios::binary);
    Rows rows;
    for (std::vector<std::string> row; rows.size() < kRows && next_row(in, row);)
        rows.push_back(row);
    return table_of(rows, path.stem().string());
}

using Expected = std::map<std::string, std::string>;  // header -> "meaning key"

void expect_columns(const std::string& set, const std::map<std::string, Expected>& lists) {
    if (!fs::exists(data_folder() / set)) GTEST_SKIP() << "no data set " << set;
    std::vector<Table> tables;
    for (const auto& [list, columns] : lists)
        tables.push_back(list_of(data_folder() / set / (list + ".csv")));
    std::vector<Issue> issues;
    const Recipe recipe = infer_recipe(tables, issues);
    for (const ListRecipe& list : recipe.lists) {
        EXPECT_TRUE(list.is_list) << list.source;
        EXPECT_EQ(list.header_rows, std::vector<std::uint32_t>{1}) << list.source;
        Expected wanted = lists.at(list.source);
        for (const ColumnRecipe& column : list.columns) {
            const auto it = wanted.find(column.header);
            if (it == wanted.end()) continue;
            const std::string found = std::string(meaning_name(column.meaning)) + " " + column.key;
            EXPECT_EQ(found, it->second) << list.source << ": " << column.header;
            wanted.erase(it);
        }
        EXPECT_TRUE(wanted.empty())
            << list.source << ": column not found: " << wanted.begin()->first;
    }
}

TEST(BenchmarkColumns, RLdata10000) {
    expect_columns("RLdata10000", {{"people",
                                    {{"row_id", "row_id "},
                                     {"fname_c1", "given_name given_name"},
                                     {"fname_c2", "middle_name middle_name"},
                                     {"lname_c1", "family_name family_name"},
                                     {"lname_c2", "family_name family_name"},
                                     {"by", "birth_year birth_date"},
                                     {"bm", "birth_month birth_date"},
                                     {"bd", "birth_day birth_date"}}}});
}

TEST(BenchmarkColumns, Fake1000) {
    expect_columns("fake_1000", {{"people",
                                  {{"row_id", "row_id "},
                                   {"first_name", "given_name given_name"},
                                   {"surname", "family_name family_name"},
                                   {"dob", "birth_date birth_date"},
                                   {"city", "city city"},
                                   {"email", "email email"}}}});
}

TEST(BenchmarkColumns, Febrl4) {
    const Expected columns = {{"row_id", "row_id "},
                              {"given_name", "given_name given_name"},
                              {"surname", "family_name family_name"},
                              {"street_number", "house_number house_number"},
                              {"address_1", "street street"},
                              {"address_2", "street street_2"},
                              {"suburb", "city city"},
                              {"postcode", "postcode postcode"},
                              {"state", "province province"},
                              {"date_of_birth", "birth_date birth_date"},
                              {"soc_sec_id", "identifier social_security_number"}};
    expect_columns("febrl4", {{"a", columns}, {"b", columns}});
}

TEST(BenchmarkColumns, Historical50k) {
    expect_columns("historical_50k", {{"people",
                                       {{"row_id", "row_id "},
                                        {"full_name", "full_name full_name"},
                                        {"first_and_surname", "ignore "},
                                        {"first_name", "given_name given_name"},
                                        {"surname", "family_name family_name"},
                                        {"dob", "birth_date birth_date"},
                                        {"birth_place", "birth_place birth_place"},
                                        {"postcode_fake", "postcode postcode"},
                                        {"gender", "sex sex"},
                                        {"occupation", "occupation occupation"}}}});
}

TEST(BenchmarkColumns, Pseudopeople) {
    const Expected names = {{"first_name", "given_name given_name"},
                            {"last_name", "family_name family_name"}};
    Expected census = names, ssa = names, w2 = names, wic = names;
    const Expected home = {{"row_id", "row_id "},
                           {"middle_initial", "middle_name middle_name"},
                           {"date_of_birth", "birth_date birth_date"},
                           {"street_number", "house_number house_number"},
                           {"street_name", "street street"},
                           {"unit_number", "house_number unit_number"},
                           {"city", "city city"},
                           {"state", "province province"},
                           {"zipcode", "postcode postcode"},
                           {"sex", "sex sex"},
                           {"race_ethnicity", "ethnicity ethnicity"},
                           {"year", "event_year year"}};
    census.insert(home.begin(), home.end());
    census.insert({{"age", "age age"},
                   {"housing_type", "category category:housing_type"},
                   {"relationship_to_reference_person",
                    "category category:relationship_to_reference_person"}});
    wic.insert(home.begin(), home.end());
    ssa.insert({{"middle_name", "middle_name middle_name"},
                {"date_of_birth", "birth_date birth_date"},
                {"sex", "sex sex"},
                {"event_type", "category category:event_type"},
                {"event_date", "event_date event_date"}});
    w2.insert({{"employer_name", "category category:employer_name"},
               {"employer_city", "category category:employer_city"},
               {"mailing_address_street_number", "house_number house_number"},
               {"mailing_address_street_name", "street street"},
               {"mailing_address_unit_number", "house_number unit_number"},
               {"mailing_address_po_box", "house_number po_box"},
               {"mailing_address_city", "city city"},
               {"mailing_address_state", "province province"},
               {"mailing_address_zipcode", "postcode postcode"},
               {"tax_year", "number number:tax_year"}});
    expect_columns("pseudopeople", {{"census", census}, {"ssa", ssa}, {"w2", w2}, {"wic", wic}});
}

TEST(BenchmarkColumns, UsPoliceKillings) {
    expect_columns(
        "us_police_killings",
        {{"guardian",
          {{"row_id", "row_id "},
           {"name", "full_name full_name"},
           {"age", "age age"},
           {"gender", "sex sex"},
           {"raceethnicity", "ethnicity ethnicity"},
           {"month", "event_month event_date"},
           {"day", "event_day event_date"},
           {"year", "event_year event_date"},
           {"streetaddress", "street street"},
           {"city", "city city"},
           {"state", "province province"}}},
         {"mpv",
          {{"Victim's name", "full_name full_name"},
           {"Victim's age", "age age"},
           {"Victim's gender", "sex sex"},
           {"Victim's race", "ethnicity ethnicity"},
           {"URL of image of victim", "ignore "},
           {"Date of Incident (month/day/year)", "event_date event_date"},
           {"Street Address of Incident", "street street"},
           {"City", "city city"},
           {"State", "province province"},
           {"Zipcode", "postcode postcode"},
           {"County", "district district"},
           {"Fatal Encounters ID", "row_id "},
           {"Names of Officers Involved (DRAFT)", "text text:names_of_officers_involved"}}},
         {"wapo",
          {{"name", "full_name full_name"},
           {"date", "event_date event_date"},
           {"age", "age age"},
           {"gender", "sex sex"},
           {"race", "ethnicity ethnicity"},
           {"city", "city city"},
           {"state", "province province"}}}});
}

TEST(BenchmarkColumns, Pinochet) {
    expect_columns("pinochet",
                   {{"victims",
                     {{"individual_id", "row_id "},
                      {"group_id", "category category:group_id"},
                      {"start_date_daily", "event_date event_date"},
                      {"end_date_daily", "event_date event_date"},
                      {"start_date_monthly", "event_date event_date"},
                      {"last_name", "family_name family_name"},
                      {"first_name", "given_name given_name"},
                      {"age", "age age"},
                      {"male", "sex sex"},
                      {"occupation", "occupation occupation"},
                      {"nationality", "nationality nationality"},
                      {"perpetrator_affiliation", "category category:perpetrator_affiliation"},
                      {"additional_comments", "text text:additional_comments"}}}});
}

}  // namespace
}  // namespace dalil
