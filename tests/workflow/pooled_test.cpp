// The sum over strata beside one fit of all, and draws to take away.
#include "dalil/workflow/pooled.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "dalil/io/reader.hpp"
#include "dalil/workflow/estimate_table.hpp"
#include "dalil/workflow/estimates_json.hpp"

namespace dalil {
namespace {

EstimateTable table_of(const std::string& csv) {
    const auto tables = read_tables_from(csv, "overlaps.csv", Limits{}, Context{});
    return *make_estimate_table(tables->front(), {});
}

/// Three independent lists: 1,000 people with chances 1/2 each in one place; 8,000 with 1/10 each
/// in the other.
const char* const kTwoPlaces =
    "place,A,B,C,count\n"
    "city,1,0,0,125\ncity,0,1,0,125\ncity,0,0,1,125\ncity,1,1,0,125\ncity,1,0,1,125\n"
    "city,0,1,1,125\ncity,1,1,1,125\n"
    "hills,1,0,0,648\nhills,0,1,0,648\nhills,0,0,1,648\nhills,1,1,0,72\nhills,1,0,1,72\n"
    "hills,0,1,1,72\nhills,1,1,1,8\n";

EstimateOptions quick() {
    EstimateOptions options;
    options.methods = {"independence", "loglinear", "decomposable"};
    return options;
}

TEST(Pooled, FitOfUnlikePlacesIsFarFromTheirSumWhichHolds) {
    const Estimates estimates = *estimate_table(table_of(kTwoPlaces), quick(), Context{});
    ASSERT_EQ(estimates.pooled.size(), 2U);
    const PooledFit& fit = estimates.pooled.front();
    EXPECT_EQ(fit.method, "loglinear");
    EXPECT_EQ(fit.strata, 2U);
    EXPECT_EQ(fit.without, 0U);
    EXPECT_NEAR(fit.sum, 9000, 250);
    EXPECT_LT(fit.low, 9000);
    EXPECT_GT(fit.high, 9000);
    ASSERT_TRUE(fit.pooled);
    // True are 9,000. Independent in each place, the lists depend on each other in the whole, in
    // every order: log-linear models take that for an effect of lists and overshoot.
    EXPECT_GT(*fit.pooled, 1.15 * fit.sum);
}

TEST(Pooled, IntervalOfTheSumIsNarrowerThanTheSumOfIntervals) {
    const Estimates estimates = *estimate_table(table_of(kTwoPlaces), quick(), Context{});
    const PooledFit& fit = estimates.pooled.front();
    double low = 0, high = 0;
    for (const EstimatedStratum& stratum : estimates.strata) {
        for (const MethodResult& m : stratum.estimate.methods) {
            if (m.method != fit.method) continue;
            low += *m.low;
            high += *m.high;
        }
    }
    EXPECT_GT(fit.low, low);
    EXPECT_LT(fit.high, high);
}

TEST(Pooled, CountsOnlyTheListedOfARefusedStratum) {
    const Estimates estimates = *estimate_table(
        table_of(std::string(kTwoPlaces) + "sea,1,0,0,30\nsea,0,1,1,2\n"), quick(), Context{});
    const Estimates without = *estimate_table(table_of(kTwoPlaces), quick(), Context{});
    const PooledFit& fit = estimates.pooled.front();
    EXPECT_EQ(fit.strata, 2U);
    EXPECT_EQ(fit.without, 1U);
    EXPECT_NEAR(fit.sum, without.pooled.front().sum + 32, 1e-6);
}

TEST(Pooled, NeedsTwoStrataOfTheSameLists) {
    const std::string one =
        "A,B,C,count\n1,0,0,125\n0,1,0,125\n0,0,1,125\n1,1,0,125\n1,0,1,125\n"
        "0,1,1,125\n1,1,1,125\n";
    EXPECT_TRUE(estimate_table(table_of(one), quick(), Context{})->pooled.empty());
    const std::string unlike =
        std::string(kTwoPlaces) + "sea,1,0,NA,30\nsea,0,1,NA,20\nsea,1,1,NA,9\n";
    EXPECT_TRUE(estimate_table(table_of(unlike), quick(), Context{})->pooled.empty());
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST(DrawsCsv, HasStratumMethodChainDrawAndTotal) {
    EstimateOptions options;
    options.methods = {"chao_lower_bound", "loglinear", "latent_class"};
    options.effective_draws = 500;
    options.keep_draws = true;
    const Estimates estimates = *estimate_table(table_of(kTwoPlaces), options, Context{});
    const auto lines = lines_of(draws_csv(estimates));
    EXPECT_EQ(lines.front(), "place,method,chain,draw,total");
    std::size_t averaged = 0, chains[5] = {};
    std::vector<double> totals;
    for (const std::string& line : lines) {
        if (line.starts_with("city,loglinear,0,")) ++averaged;
        for (const int chain : {0, 1, 2, 3, 4}) {
            if (!line.starts_with("city,latent_class," + std::to_string(chain) + ",")) continue;
            ++chains[chain];
            totals.push_back(std::stod(line.substr(line.rfind(',') + 1)));
        }
        EXPECT_EQ(line.find("chao"), std::string::npos) << "bounds have no draws";
    }
    EXPECT_EQ(averaged, 4000U);
    EXPECT_EQ(chains[0], 0U);
    EXPECT_GT(chains[1], 500U);
    EXPECT_EQ(chains[1], chains[4]);
    std::sort(totals.begin(), totals.end());
    for (const MethodResult& m : estimates.strata[0].estimate.methods) {
        if (m.method != "latent_class") continue;
        EXPECT_NEAR(totals[totals.size() / 2] / *m.estimate, 1, 0.003);
    }
}

TEST(DrawsCsv, IsTheSameForAnyNumberOfThreads) {
    std::string texts[2];
    for (const unsigned threads : {1U, 2U}) {
        EstimateOptions options;
        options.methods = {"loglinear", "latent_class"};
        options.effective_draws = 500;
        options.keep_draws = true;
        Context context;
        context.threads = threads;
        texts[threads - 1] = draws_csv(*estimate_table(table_of(kTwoPlaces), options, context));
    }
    EXPECT_EQ(texts[0], texts[1]);
}

TEST(DrawsCsv, IsEmptyUnlessDrawsWereKept) {
    const Estimates estimates = *estimate_table(table_of(kTwoPlaces), quick(), Context{});
    EXPECT_EQ(lines_of(draws_csv(estimates)).size(), 1U);
}

}  // namespace
}  // namespace dalil
