// Tables for `dalil estimate --table`: what is read, and what is said about those that cannot be
// used.
#include "dalil/workflow/estimate_table.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "dalil/io/reader.hpp"
#include "dalil/workflow/estimates_json.hpp"

namespace dalil {
namespace {

Result<EstimateTable> read(const std::string& csv, const EstimateTableOptions& options = {}) {
    const auto tables = read_tables_from(csv, "overlaps.csv", Limits{}, Context{});
    if (!tables) return fail(tables.error());
    if (tables->empty()) return fail(Fault::Input, "empty-table", "no table", "");
    return make_estimate_table(tables->front(), options);
}

std::string error_of(const std::string& csv, const EstimateTableOptions& options = {}) {
    const auto begin = std::chrono::steady_clock::now();
    const auto table = read(csv, options);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    return table ? "" : table.error().code;
}

const char* const kThree =
    "A,B,C,count\n1,0,0,247\n0,1,0,49\n0,0,1,60\n1,1,0,142\n1,0,1,112\n0,1,1,4\n1,1,1,12\n";

TEST(EstimateTable, ReadsListsAndCounts) {
    const auto table = read(kThree);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->lists, (std::vector<std::string>{"A", "B", "C"}));
    EXPECT_TRUE(table->by.empty());
    ASSERT_EQ(table->strata.size(), 1U);
    EXPECT_EQ(table->people(), 626U);
    EXPECT_EQ(table->strata[0].table.size_of(0), 513U);
    EXPECT_EQ(table->strata[0].table.overlap(1, 2), 16U);
}

TEST(EstimateTable, OtherColumnsAreStrataAndIntervalsOfCountsAreIgnored) {
    const auto table = read(
        "year,A,B,count,count_low,count_high\n2015,1,0,10,8,12\n2015,1,1,4,3,5\n2014,0,1,7,7,7\n");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->by, std::vector<std::string>{"year"});
    EXPECT_EQ(table->lists, (std::vector<std::string>{"A", "B"}));
    ASSERT_EQ(table->strata.size(), 2U);
    EXPECT_EQ(table->strata[0].key, std::vector<std::string>{"2014"});
    EXPECT_EQ(table->strata[0].table.people(), 7U);
}

TEST(EstimateTable, CovariatesPoolTheRowsAndKeepWhatIsKnown) {
    EstimateTableOptions options;
    options.covariates = {"place", "female"};
    const auto table =
        read("place,female,A,B,count\nhill,0,1,0,120\nhill,1,1,1,60\nsea,,0,1,70\nsea,1,1,0,5\n",
             options);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->lists, (std::vector<std::string>{"A", "B"}));
    ASSERT_EQ(table->strata.size(), 1U);
    EXPECT_EQ(table->people(), 255U);
    const CovariateTable& known = table->strata[0].known;
    ASSERT_EQ(known.covariates.size(), 2U);
    EXPECT_EQ(known.covariates[0].levels, (std::vector<std::string>{"", "hill", "sea"}));
    EXPECT_EQ(known.covariates[1].levels, (std::vector<std::string>{"", "0", "1"}));
    EXPECT_EQ(known.cells.size(), 4U);
    EXPECT_EQ(known.captures().people(), 255U);
    EXPECT_EQ(known.captures().overlap(0, 1), 60U);
    EXPECT_EQ(error_of("p,A,B,count\nx,1,1,<=4\n", {{}, {}, {"p"}, {}}), "bounded-with-covariates");
}

TEST(EstimateTable, AColumnOfZerosAndOnesCanBeAStratum) {
    const std::string csv = "female,A,B,count\n1,1,0,10\n0,1,1,4\n1,0,1,3\n";
    EXPECT_EQ(read(csv)->lists.size(), 3U);
    EstimateTableOptions options;
    options.strata = {"female"};
    const auto table = read(csv, options);
    EXPECT_EQ(table->lists.size(), 2U);
    EXPECT_EQ(table->strata.size(), 2U);
    options = {};
    options.lists = {"A", "B"};
    EXPECT_EQ(read(csv, options)->by, std::vector<std::string>{"female"});
}

TEST(EstimateTable, RepeatedPatternsAddUpAndZeroRowsAreHarmless) {
    const auto table = read("A,B,count\n1,0,3\n1,0,4\n0,0,0\n0,0,NA\n1,1,0\n");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->people(), 7U);
}

TEST(EstimateTable, NaIsImpossibleAndBoundsAreBounds) {
    const auto table = read("A,B,C,count\n1,0,0,3\n0,1,0,<=4\n1,1,0,NA\n0,0,1,5\n1,1,1,2\n");
    ASSERT_TRUE(table);
    const CaptureTable& captures = table->strata[0].table;
    EXPECT_EQ(captures.impossible, std::vector<std::uint64_t>{0b011});
    ASSERT_EQ(captures.cells.size(), 4U);
    EXPECT_TRUE(captures.cells[1].at_most);
    EXPECT_EQ(captures.cells[1].count, 4U);
}

TEST(EstimateTable, AListThatCouldNotCoverAStratumIsNotInIt) {
    const auto table = read("place,A,B,C,count\nx,1,0,NA,3\nx,1,1,NA,2\ny,1,0,0,4\ny,0,1,1,5\n");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->strata[0].table.lists, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(table->strata[0].table.overlap(0, 1), 2U);
    EXPECT_EQ(table->strata[1].table.lists.size(), 3U);
}

TEST(EstimateTable, BadInputIsNamedWithItsCell) {
    EXPECT_EQ(error_of("A,B,count\n1,0,-3\n1,1,2\n"), "negative-count");
    EXPECT_EQ(error_of("A,B,count\n1,0,2.5\n1,1,2\n"), "fractional-count");
    EXPECT_EQ(error_of("A,B,count\n1,0,many\n1,1,2\n"), "count-not-a-number");
    EXPECT_EQ(error_of("A,B,count\n1,0,\n1,1,2\n"), "count-not-a-number");
    EXPECT_EQ(error_of("A,B,count\n1,0,99999999999999999999\n1,1,2\n"), "count-too-large");
    EXPECT_EQ(error_of("A,B,count\n0,0,7\n1,1,2\n"), "people-on-no-list");
    EXPECT_EQ(error_of("A,B,n\n1,0,7\n1,1,2\n"), "no-count-column");
    EXPECT_EQ(error_of("A,B,count\nx,y,7\nz,w,2\n"), "no-list-column");
    EXPECT_EQ(error_of("A,A,count\n1,0,7\n1,1,2\n"), "equal-column-names");
    EXPECT_EQ(error_of("A,B,count\n1,1,NA\n1,1,2\n"), "impossible-but-counted");
    EXPECT_EQ(error_of("A,B,C,count\n1,0,NA,3\n1,1,0,2\n"), "partly-na");
    EXPECT_EQ(error_of("A,B,count\n"), "empty-table");
    const auto table = read("A,B,count\n1,0,3\n1,1,-2\n");
    EXPECT_EQ(table.error().fault, Fault::Input);
    EXPECT_NE(table.error().message.find("C3"), std::string::npos) << table.error().message;
    EXPECT_EQ(table.error().message.find("-2"), std::string::npos) << "no content in messages";
    EXPECT_FALSE(table.error().hint.empty());
}

TEST(EstimateTable, NamedColumnsMustExistAndHoldMarks) {
    EstimateTableOptions options;
    options.lists = {"A", "Z"};
    EXPECT_EQ(error_of(kThree, options), "unknown-column");
    EXPECT_EQ(read(kThree, options).error().fault, Fault::Usage);
    options.lists = {"A", "B"};
    EXPECT_EQ(error_of("A,B,count\n1,2,7\n", options), "not-0-or-1");
}

TEST(EstimateTable, TooManyListsAreAnErrorSixtyAreNot) {
    const auto csv = [](int lists) {
        std::string header, first, second;
        for (int j = 0; j < lists; ++j) {
            header += "L" + std::to_string(j) + ",";
            first += j % 2 == 0 ? "1," : "0,";
            second += j % 3 == 0 ? "1," : "0,";
        }
        return header + "count\n" + first + "20\n" + second + "30\n";
    };
    EXPECT_EQ(error_of(csv(65)), "too-many-lists");
    const auto table = read(csv(60));
    ASSERT_TRUE(table);
    const auto begin = std::chrono::steady_clock::now();
    const auto estimates = estimate_table(*table, {}, {});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    EXPECT_TRUE(estimates->strata[0].estimate.refused);
}

TEST(EstimateTable, PoorTablesAreRefusedNotErrors) {
    for (const char* csv :
         {"A,count\n1,60\n", "A,B,count\n1,0,60\n0,1,40\n1,1,20\n",
          "A,B,C,count\n1,0,0,0\n1,1,1,0\n", "A,B,C,count\n1,1,0,60\n0,0,1,40\n1,1,1,20\n"}) {
        const auto table = read(csv);
        ASSERT_TRUE(table) << csv;
        const auto estimates = estimate_table(*table, {}, {});
        ASSERT_TRUE(estimates);
        EXPECT_TRUE(estimates->strata[0].estimate.refused) << csv;
        EXPECT_FALSE(estimates->strata[0].estimate.reasons.empty()) << csv;
    }
}

TEST(EstimateTable, CountsOfAThousandMillionAreReadAndSentToStrata) {
    std::string csv = kThree;
    for (std::size_t at = csv.find('\n'); (at = csv.find('\n', at + 1)) != std::string::npos;
         at += 7) {
        csv.insert(at, "0000000");
    }
    const auto estimates = estimate_table(*read(csv), {}, {});
    ASSERT_TRUE(estimates);
    EXPECT_EQ(estimates->strata[0].estimate.n, 6260000000U);
    ASSERT_TRUE(estimates->strata[0].estimate.refused);
    EXPECT_EQ(estimates->strata[0].estimate.reasons[0].code, "too-many-people");
}

TEST(EstimateTable, UnknownMethodsAreUsageErrors) {
    EstimateOptions options;
    options.methods = {"independence", "magic"};
    const auto estimates = estimate_table(*read(kThree), options, {});
    ASSERT_FALSE(estimates);
    EXPECT_EQ(estimates.error().code, "unknown-method");
    EXPECT_EQ(estimates.error().fault, Fault::Usage);
}

constexpr const char* kReplicated =
    "set,place,A,B,C,count\n"
    "one,x,1,0,0,60\none,x,0,1,0,49\none,x,0,0,1,70\none,x,1,1,0,20\none,x,1,0,1,18\none,x,1,1,1,"
    "9\n"
    "two,x,1,0,0,64\ntwo,x,0,1,0,45\ntwo,x,0,0,1,72\ntwo,x,1,1,0,22\ntwo,x,1,0,1,16\ntwo,x,1,1,1,"
    "7\n"
    "one,y,1,0,0,5\n";

TEST(EstimateTable, ReplicatesOfAStratumBecomeOneEstimate) {
    EstimateTableOptions layout;
    layout.replicates = "set";
    const auto table = read(kReplicated, layout);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->by, std::vector<std::string>{"place"});
    ASSERT_EQ(table->strata.size(), 2U);
    ASSERT_EQ(table->strata[0].replicates.size(), 2U);
    EXPECT_EQ(table->strata[0].replicates[0].people(), 226U);
    EXPECT_EQ(table->strata[0].replicates[1].people(), 226U);
    EXPECT_EQ(table->strata[1].replicates[1].people(), 0U);  // "two" has nobody in y
    EstimateOptions options;
    options.methods = {"independence"};
    const auto estimates = estimate_table(*table, options, {}, ReplicateRule::Verdata);
    ASSERT_TRUE(estimates);
    EXPECT_EQ(estimates->strata[0].estimate.n, 226U);
    EXPECT_FALSE(estimates->strata[0].estimate.refused);
    EXPECT_TRUE(estimates->strata[1].estimate.refused);
    const auto json =
        nlohmann::json::parse(estimates_json(*estimates, table->people(), table->lists));
    const auto& method = json["strata"][0]["methods"][0];
    EXPECT_GT(method["between_share"], 0);
    EXPECT_EQ(method["parameters"]["rule"], "verdata");
}

TEST(EstimateTable, ReplicatesThatCannotBeCombinedAreErrors) {
    EstimateTableOptions layout;
    layout.replicates = "set";
    const auto one = read("set,A,B,count\n1,1,0,5\n1,0,1,5\n", layout);
    ASSERT_FALSE(one);
    EXPECT_EQ(one.error().code, "one-replicate");
    const auto bounded = read("set,A,B,count\n1,1,0,<=5\n2,1,0,5\n", layout);
    ASSERT_FALSE(bounded);
    EXPECT_EQ(bounded.error().code, "replicates-differ");
    const auto lists = read("set,A,B,count\n1,1,0,5\n1,0,1,5\n2,1,NA,5\n", layout);
    ASSERT_FALSE(lists);
    EXPECT_EQ(lists.error().code, "replicates-differ");
    layout.replicates = "round";
    EXPECT_EQ(read(kReplicated, layout).error().code, "unknown-column");
}

TEST(EstimatesJson, FollowsTheInterface) {
    const auto table = read(kThree);
    const auto estimates = estimate_table(*table, {}, {});
    const auto json =
        nlohmann::json::parse(estimates_json(*estimates, table->people(), table->lists));
    EXPECT_EQ(json["n"], 626);
    EXPECT_EQ(json["lists"].size(), 3U);
    const auto& stratum = json["strata"][0];
    EXPECT_TRUE(stratum["stratum"].empty());
    EXPECT_EQ(stratum["verdict"], "estimated");
    bool model = false, pair = false;
    for (const auto& method : stratum["methods"]) {
        EXPECT_TRUE(method.contains("seconds"));
        EXPECT_EQ(method["level"], 0.95);
        EXPECT_TRUE(method["interval"].is_null() || method["interval"].size() == 2);
        if (!method.contains("variants")) continue;
        for (const auto& variant : method["variants"]) {
            model = model || variant["parameters"].value("model", "") == "[23,1]";
            pair = pair || variant["parameters"].value("pair", nlohmann::json()) ==
                               nlohmann::json({"A", "B"});
        }
    }
    EXPECT_TRUE(model);
    EXPECT_TRUE(pair);
}

TEST(EstimatesJson, HoldsWhatTheFigureRestsOn) {
    const auto table = read(std::string(kThree) + "0,0,0,0\n");
    const auto estimates = estimate_table(*table, {}, {});
    const auto json =
        nlohmann::json::parse(estimates_json(*estimates, table->people(), table->lists));
    const auto& stratum = json["strata"][0];
    EXPECT_EQ(stratum["table"]["sizes"], (nlohmann::json{{"A", 513}, {"B", 207}, {"C", 188}}));
    EXPECT_EQ(stratum["table"]["cells"].size(), 7U);
    EXPECT_EQ(stratum["table"]["cells"][0], (nlohmann::json{{"pattern", "100"}, {"count", 247}}));
    EXPECT_EQ(stratum["table"]["overlaps"][2]["people"], 16);
    EXPECT_EQ(stratum["table"]["cells_with"]["nobody"], 0);
    EXPECT_GT(stratum["spread"]["ratio"], 1.0);
    const auto& points = stratum["identification"]["points"];
    ASSERT_EQ(points.size(), 9U);
    EXPECT_EQ(points[4]["estimate"], stratum["estimate"]) << "xi = 1 is the headline";
    std::set<std::string> kinds;
    for (const auto& refit : stratum["refits"]) kinds.insert(refit["kind"]);
    EXPECT_EQ(kinds, (std::set<std::string>{"without_list"})) << "no pattern of three or fewer";
    EXPECT_EQ(json["assumptions"][0]["code"], "closed-population");
    for (const auto& method : stratum["methods"]) {
        EXPECT_FALSE(method["assumes"].get<std::string>().empty()) << method["method"];
        if (method["method"] != "latent_class") continue;
        ASSERT_EQ(method["chains"].size(), 4U);
        for (const auto& chain : method["chains"]) {
            EXPECT_EQ(chain["mode_shares"].size(), method["modes"].size());
            EXPECT_EQ(chain["exchange_rates"].size(), 7U);
        }
    }
}

TEST(EstimatesJson, SaysWhyAListIsLeftOut) {
    const auto table = read(
        "A,B,C,E,T,count\n1,0,0,0,0,50\n0,1,0,0,1,49\n0,0,1,0,0,60\n"
        "1,1,0,0,1,22\n1,0,1,0,0,12\n0,1,1,0,1,14\n1,1,1,0,1,12\n");
    EstimateOptions options;
    options.methods = {"chao_lower_bound"};
    const auto estimates = estimate_table(*table, options, {});
    const auto json =
        nlohmann::json::parse(estimates_json(*estimates, table->people(), table->lists));
    const auto& dropped = json["strata"][0]["table"]["dropped"];
    ASSERT_EQ(dropped.size(), 2U);
    EXPECT_EQ(dropped[0]["list"], "E");
    EXPECT_EQ(dropped[0]["code"], "empty-list");
    EXPECT_EQ(dropped[1]["list"], "T");
    EXPECT_EQ(dropped[1]["code"], "equal-lists");
}

TEST(EstimatesJson, SecondsAreTheOnlyDifferenceBetweenRunsAndThreads) {
    const auto text = [](unsigned threads) {
        Context context;
        context.threads = threads;
        const auto table = read(kThree);
        auto json = nlohmann::json::parse(
            estimates_json(*estimate_table(*table, {}, context), table->people(), table->lists));
        for (auto& method : json["strata"][0]["methods"]) method.erase("seconds");
        return json.dump();
    };
    EXPECT_EQ(text(1), text(2));
}

TEST(OverlapsCsv, IsReadBackByEstimateTable) {
    Tally tally;
    tally.by = {"year"};
    tally.lists = {"A", "B"};
    StratumTally stratum;
    stratum.key = {"2015"};
    stratum.records = 40;
    stratum.people = {29.4, 27.6, 33.2};
    stratum.overlaps = {{1, 10, 8, 12}, {2, 15, 15, 15}, {3, 4, 3, 6}};
    tally.strata.push_back(stratum);
    EXPECT_EQ(overlaps_csv(tally),
              "year,A,B,count,count_low,count_high\n2015,1,0,10,8,12\n2015,0,1,15,15,15\n2015,1,1,"
              "4,3,6\n");
    EXPECT_EQ(counts_csv(tally), "year,records,people,people_low,people_high\n2015,40,29,28,33\n");
    const auto table = read(overlaps_csv(tally));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->by, tally.by);
    EXPECT_EQ(table->lists, tally.lists);
    EXPECT_EQ(table->people(), 29U);
}

}  // namespace
}  // namespace dalil
