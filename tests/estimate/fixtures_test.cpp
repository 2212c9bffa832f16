// Every reference figure of the shared fixtures that the methods here claim to give.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "dalil/estimate/estimate.hpp"
#include "estimate/kernel.hpp"
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
                            const std::string& value) {
    for (const Variant& v : result.variants) {
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
        EXPECT_EQ(stratum.n, table["n"].get<std::uint64_t>());
        for (const json& entry : table["expected"]) {
            if (!entry.contains("tolerance") || entry["tolerance"].is_null()) continue;
            if (entry["method"] == "loglinear, all hierarchical models by BIC") {
                check_best_models(stratum, entry, table["key"]);
                ++checked;
            } else if (check_entry(stratum, entry, table["key"])) {
                ++checked;
            }
        }
    }
    EXPECT_GE(checked, 50);
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
