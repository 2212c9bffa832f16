// Every reference figure of the shared fixtures that the methods here claim to give.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "dalil/estimate/estimate.hpp"
#include "estimate/decomposable_graphs.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/kernel.hpp"
#include "estimate/normal.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using nlohmann::json;

std::filesystem::path shared_folder() {
    const char* set = std::getenv("DALIL_SHARED");
    return set != nullptr ? std::filesystem::path(set)
                          : std::filesystem::path(DALIL_SOURCE_DIR) / "../shared";
}

CaptureTable table_from(const json& lists, const json& counts) {
    CaptureTable table;
    for (const json& list : lists) table.lists.push_back(list);
    for (const auto& [digits, count] : counts.items()) {
        std::uint64_t pattern = 0;
        for (std::size_t j = 0; j < digits.size(); ++j)
            pattern |= std::uint64_t{digits[j] == '1'} << j;
        table.cells.push_back({pattern, count.get<std::uint64_t>(), false});
    }
    return table;
}

const MethodResult* find(const StratumEstimate& stratum, const std::string& name) {
    for (const MethodResult& m : stratum.methods) {
        if (m.method == name) return &m;
    }
    return nullptr;
}

const Variant* find_variant(const MethodResult& result, const std::string& key,
                            const std::string& value, const std::string& interval = "asymptotic") {
    for (const Variant& v : result.variants) {
        const auto kind = v.parameters.find("interval");
        if (kind != v.parameters.end() && std::get<std::string>(kind->second) != interval) continue;
        const auto at = v.parameters.find(key);
        const bool plain = key == "selection" || v.parameters.count("selection") == 0;
        if (plain && at != v.parameters.end() && std::get<std::string>(at->second) == value)
            return &v;
    }
    return nullptr;
}

void expect_relative(double actual, double expected, double tolerance, const std::string& what) {
    // Printed figures carry half a unit of their last digit.
    EXPECT_NEAR(actual, expected, std::abs(expected) * tolerance + 0.0051) << what;
}

/// Compares one expected entry with estimate and interval; returns whether it was in scope.
bool check_entry(const StratumEstimate& stratum, const json& entry, const std::string& key) {
    const std::string name = entry["method"];
    const std::string what = key + ": " + name;
    std::optional<double> estimate, low, high;
    if (name == "independence (Mt)" || name == "lower bound, Mth Chao") {
        const MethodResult* m = find(stratum, name[0] == 'i' ? "independence" : "chao_lower_bound");
        EXPECT_NE(m, nullptr) << what;
        if (m == nullptr) return true;
        estimate = m->estimate;
        low = m->low;
        high = m->high;
    } else if (name.rfind("loglinear [", 0) == 0 ||
               name.rfind("two-list log-linear, main", 0) == 0 ||
               name.rfind("two-list log-linear, stepwise", 0) == 0) {
        const MethodResult* m = find(stratum, "loglinear");
        EXPECT_NE(m, nullptr) << what;
        if (m == nullptr) return true;
        const Variant* v = name[0] == 'l' ? find_variant(*m, "model", name.substr(10))
                                          : find_variant(*m, "selection",
                                                         name.find("main") != std::string::npos
                                                             ? "two-list, main effects"
                                                             : "two-list, stepwise p < .02");
        EXPECT_NE(v, nullptr) << what;
        if (v == nullptr) return true;
        estimate = v->estimate;
        low = v->low;
        high = v->high;
    } else if (name == "no highest-order interaction") {
        estimate = find(stratum, "no_highest_interaction")->estimate;
        EXPECT_TRUE(estimate) << what;
    } else {
        return false;
    }
    if (!estimate) {
        ADD_FAILURE() << what << ": no estimate";
        return true;
    }
    const json& tolerance = entry["tolerance"];
    const double relative = tolerance.value("relative", 1e-5);
    expect_relative(*estimate, entry["N"], relative, what);
    if (entry.contains("interval") && low && high) {
        const double ends = tolerance.value("interval_relative", relative);
        expect_relative(*low, entry["interval"][0], ends, what + " low");
        expect_relative(*high, entry["interval"][1], ends, what + " high");
    }
    return true;
}

/// The tolerance of the fixtures is 2 %, which is less than other random numbers would move the
/// ends; with those of R they agree to the people they are printed in.
void check_bootstrap(const StratumEstimate& stratum, const json& entry, const std::string& key) {
    const MethodResult* m = find(stratum, "loglinear");
    ASSERT_NE(m, nullptr) << key;
    const Variant* v = find_variant(*m, "selection", "two-list, stepwise p < .02", "bca");
    ASSERT_NE(v, nullptr) << key;
    ASSERT_TRUE(v->estimate && v->low && v->high) << key;
    EXPECT_NEAR(*v->estimate, entry["N"].get<double>(), 0.051) << key;
    EXPECT_NEAR(*v->low, entry["interval"][0].get<double>(), 0.6) << key;
    EXPECT_NEAR(*v->high, entry["interval"][1].get<double>(), 0.6) << key;
}

void check_best_models(const StratumEstimate& stratum, const json& entry, const std::string& key) {
    const MethodResult* m = find(stratum, "loglinear");
    ASSERT_NE(m, nullptr);
    EXPECT_EQ(m->figures.at("models"), entry["models"].get<double>()) << key;
    for (const json& best : entry["best"]) {
        const std::string name = best["model"];
        const Variant* v = find_variant(*m, "model", name);
        ASSERT_NE(v, nullptr) << key << " " << name;
        ASSERT_TRUE(v->estimate) << key << " " << name;
        expect_relative(*v->estimate, best["N"], 1e-5, key + " " + name);
        expect_relative(v->figures.at("bic"), best["BIC"], 1e-5, key + " " + name + " bic");
        expect_relative(v->figures.at("aic"), best["AIC"], 1e-5, key + " " + name + " aic");
        EXPECT_EQ(v->figures.at("df"), best["df"].get<double>()) << key << " " << name;
    }
}

using testing_tables::without_samplers;
void expect_within(double actual, const json& expected, double tolerance, const std::string& what) {
    EXPECT_LE(std::abs(actual - expected.get<double>()), tolerance) << what << ": " << actual;
}

/// The exact posterior with independent lists.
void check_independence_posterior(const StratumEstimate& stratum, const json& entry,
                                  const std::string& key) {
    const MethodResult* m = find(stratum, "independence_posterior");
    ASSERT_NE(m, nullptr) << key;
    ASSERT_TRUE(m->estimate && m->low && m->high && m->mean) << key;
    const double tolerance = entry["tolerance"]["N_absolute"];
    expect_within(*m->estimate, entry["N"], tolerance, key);
    expect_within(*m->low, entry["interval"][0], tolerance, key + " low");
    expect_within(*m->high, entry["interval"][1], tolerance, key + " high");
    EXPECT_NEAR(*m->mean, entry["mean"].get<double>(), 0.006) << key;
}

/// As the method gives it: the headline on every integer, other values of delta as variants.
void check_decomposable(const StratumEstimate& stratum, const json& entry, const std::string& key) {
    const MethodResult* m = find(stratum, "decomposable");
    ASSERT_NE(m, nullptr) << key;
    const double delta = entry["delta"];
    const double tolerance = entry["tolerance"]["N_absolute"];
    const double ends = entry["tolerance"]["interval_absolute"];
    std::optional<double> estimate = m->estimate, low = m->low, high = m->high;
    double top = m->figures.at("top_graph");
    if (std::get<double>(m->parameters.at("delta")) != delta) {
        const Variant* found = nullptr;
        for (const Variant& v : m->variants) {
            if (std::get<double>(v.parameters.at("delta")) == delta) found = &v;
        }
        ASSERT_NE(found, nullptr) << key << " " << delta;
        estimate = found->estimate;
        low = found->low;
        high = found->high;
        top = found->figures.at("top_graph");
    }
    ASSERT_TRUE(estimate && low && high) << key;
    const std::string what = key + " delta " + std::to_string(delta);
    expect_within(*estimate, entry["N"], tolerance, what);
    expect_within(*low, entry["interval"][0], ends, what + " low");
    expect_within(*high, entry["interval"][1], ends, what + " high");
    EXPECT_NEAR(top, entry["top_graph"].get<double>(), 6e-4) << what;
}

/// With exactly the grid that the entry names.
void check_decomposable_grid(const CaptureTable& table, const json& entry, const std::string& key) {
    const auto n = static_cast<double>(table.people());
    const std::string text = entry["prior"];
    const double step = entry["step"];
    const auto times = text.find("step..");
    ASSERT_NE(times, std::string::npos) << key;
    const double most = std::stod(text.substr(times + 6)) * n;
    const GraphSet& graphs = every_decomposable_graph(table.lists.size());
    EXPECT_EQ(graphs.size(), entry["graphs"].get<std::size_t>());
    const GraphAverage average =
        average_graphs(table, graphs, {entry["delta"], UnlistedGrid{step, most, step}, {}}, {});
    const std::string what =
        key + " delta " + entry["delta"].dump() + " step " + entry["step"].dump();
    expect_within(n + average.posterior.quantile(0.5), entry["N"], 0, what);
    expect_within(n + average.posterior.quantile(0.025), entry["interval"][0], 0, what);
    expect_within(n + average.posterior.quantile(0.975), entry["interval"][1], 0, what);
    expect_within(n + average.posterior.mode(), entry["mode"], 0, what);
    expect_within(n + average.posterior.mean(), entry["mean"], 0.051, what);
    expect_within(average.graph_mass[average.top], entry["top_graph"], 5.1e-5, what);
    const double end = entry["mass_at_end"];
    expect_within(average.posterior.mass_at_end(), end, 0.01 * end + 1e-18, what);
}

json fixtures() {
    std::ifstream file(shared_folder() / "data/estimation/fixtures.json");
    return file ? json::parse(file) : json();
}

TEST(Fixtures, FiguresWithinTolerance) {
    const json all = fixtures();
    if (all.is_null()) GTEST_SKIP() << "shared fixtures are not here";
    int checked = 0;
    for (const json& table : all["tables"]) {
        if (!table.contains("counts") || !table["expected"].is_array()) continue;
        const StratumEstimate stratum =
            estimate(table_from(table["lists"], table["counts"]), without_samplers(), {});
        EstimateOptions posteriors;
        posteriors.methods = {"independence_posterior", "decomposable"};
        const StratumEstimate every =
            estimate(table_from(table["lists"], table["counts"]), posteriors, {});
        EXPECT_EQ(stratum.n, table["n"].get<std::uint64_t>());
        for (const json& entry : table["expected"]) {
            if (!entry.contains("tolerance") || entry["tolerance"].is_null()) continue;
            if (entry["method"] == "loglinear, all hierarchical models by BIC") {
                check_best_models(stratum, entry, table["key"]);
                ++checked;
            } else if (entry["method"] ==
                       "two-list log-linear, BCa 95 %, 1000 replicates, seed 1234") {
                check_bootstrap(stratum, entry, table["key"]);
                ++checked;
            } else if (entry["method"] == "independence posterior (latent class with K=1)") {
                check_independence_posterior(every, entry, table["key"]);
                ++checked;
            } else if (entry["method"] == "decomposable graphs averaged") {
                // Other caps on N - n are a matter of the grid: see below.
                const std::string prior = entry["prior"];
                if (entry.contains("step") && prior.find("10n") == std::string::npos &&
                    prior.find("40n") == std::string::npos)
                    check_decomposable(every, entry, table["key"]);
                ++checked;
            } else if (check_entry(stratum, entry, table["key"])) {
                ++checked;
            }
        }
    }
    EXPECT_GE(checked, 114);
}

TEST(Fixtures, DecomposableGraphsOnTheGridsNamed) {
    const json all = fixtures();
    if (all.is_null()) GTEST_SKIP() << "shared fixtures are not here";
    int checked = 0;
    for (const json& table : all["tables"]) {
        if (!table.contains("counts") || !table["expected"].is_array()) continue;
        for (const json& entry : table["expected"]) {
            if (entry["method"] != "decomposable graphs averaged" || !entry.contains("step"))
                continue;
            check_decomposable_grid(table_from(table["lists"], table["counts"]), entry,
                                    table["key"]);
            ++checked;
        }
    }
    EXPECT_GE(checked, 30);
}

const json& table_named(const json& all, const std::string& key) {
    for (const json& table : all["tables"]) {
        if (table["key"] == key) return table;
    }
    throw std::runtime_error("no such table");
}

TEST(Fixtures, MadiganAndYorkFiveLists) {
    const json all = fixtures();
    if (all.is_null()) GTEST_SKIP() << "shared fixtures are not here";
    const json& table = table_named(all, "madiganyork5");
    const GraphAverage average =
        average_graphs(table_from(table["lists"], table["counts"]), every_decomposable_graph(5),
                       {0.5, UnlistedGrid{1, 300, 1}, {}}, {});
    EXPECT_EQ(537 + average.posterior.quantile(0.5), 616);
    EXPECT_EQ(537 + average.posterior.quantile(0.025), 588);
    EXPECT_EQ(537 + average.posterior.quantile(0.975), 655);
    EXPECT_EQ(537 + average.posterior.mode(), 614);
    EXPECT_NEAR(537 + average.posterior.mean(), 617.816, 5e-4);
    EXPECT_NEAR(average.graph_mass[average.top], 0.2171, 5e-5);
}

TEST(Fixtures, SpinaBifidaWithAnInformativePrior) {
    const json all = fixtures();
    if (all.is_null()) GTEST_SKIP() << "shared fixtures are not here";
    const json& table = table_named(all, "spinabifida");
    const CaptureTable captures = table_from(table["lists"], table["counts"]);
    GraphPrior prior{1, UnlistedGrid{1, 300, 1}, [](double total) {
                         constexpr double a = 13.14, b = 55.17;
                         return total * std::log(b) - (total + a) * std::log1p(b) +
                                log_gamma(total + a) - log_gamma(total + 1) - log_gamma(a);
                     }};
    const GraphSet& graphs = every_decomposable_graph(3);
    const GraphAverage average = average_graphs(captures, graphs, prior, {});
    EXPECT_NEAR(average.graph_mass[average.top], 0.3738, 5e-5);
    // The Bayes estimate under squared relative error (Madigan and York 1997).
    double inverse = 0, square = 0;
    for (const UnlistedPosterior::Place& place : average.posterior.places()) {
        inverse += place.weight / (626 + place.unlisted);
        square += place.weight / std::pow(626 + place.unlisted, 2);
    }
    EXPECT_NEAR(inverse / square, 731.10, 0.005);
    EXPECT_EQ(626 + average.posterior.mode(), 728);
    const GraphSet top = graph_set(3, {graphs.forest(average.top)});
    EXPECT_EQ(626 + average_graphs(captures, top, prior, {}).posterior.mode(), 729);
}

TEST(Fixtures, PairsOfEveryTable) {
    const json all = fixtures();
    if (all.is_null()) GTEST_SKIP() << "shared fixtures are not here";
    EstimateOptions options;
    options.methods = {"petersen", "chapman"};
    for (const json& table : all["tables"]) {
        if (!table.contains("pairs")) continue;
        const StratumEstimate stratum =
            estimate(table_from(table["lists"], table["counts"]), options, {});
        for (const json& pair : table["pairs"]) {
            // A list that holds nobody is left out.
            if (pair["sizes"][0] == 0 || pair["sizes"][1] == 0) continue;
            for (const char* name : {"petersen", "chapman"}) {
                const Variant* found = nullptr;
                for (const Variant& v : find(stratum, name)->variants) {
                    const auto lists = std::get<std::vector<std::string>>(v.parameters.at("pair"));
                    if (lists[0] == pair["lists"][0] && lists[1] == pair["lists"][1]) found = &v;
                }
                ASSERT_NE(found, nullptr) << table["key"];
                EXPECT_EQ(found->estimate.has_value(), !pair[name].is_null());
                if (pair[name].is_null()) continue;
                EXPECT_NEAR(found->estimate.value_or(-1), pair[name].get<double>(), 6e-5);
            }
        }
    }
}

TEST(Fixtures, ExistenceCodes) {
    const json all = fixtures();
    if (all.is_null()) GTEST_SKIP() << "shared fixtures are not here";
    int checked = 0;
    for (const json& table : all["tables"]) {
        if (!table.contains("existence")) continue;
        const CaptureTable captures = table_from(table["lists"], table["counts"]);
        const CellTable cells(captures);
        const std::size_t lists = captures.lists.size();
        for (const json& question : table["existence"]) {
            std::vector<std::uint64_t> pairs;
            const auto place = [&](const json& name) {
                const auto at = std::find(captures.lists.begin(), captures.lists.end(),
                                          name.get<std::string>());
                return std::uint64_t{1} << (at - captures.lists.begin());
            };
            if (question["pairs"] == "all") {
                for (std::size_t a = 0; a < lists; ++a) {
                    for (std::size_t b = a + 1; b < lists; ++b) {
                        pairs.push_back(std::uint64_t{1} << a | std::uint64_t{1} << b);
                    }
                }
            } else {
                for (const json& pair : question["pairs"])
                    pairs.push_back(place(pair[0]) | place(pair[1]));
            }
            const Existence code = Loglinear(cells, closed_model(lists, pairs)).existence();
            EXPECT_EQ(static_cast<int>(code), question["code"].get<int>())
                << table["key"] << " " << question["pairs"];
            ++checked;
        }
    }
    EXPECT_GE(checked, 20);
}

}  // namespace
}  // namespace dalil
