// Figures that others published or computed with their own programs, on tables small enough to
// stand here.
#include <gtest/gtest.h>

#include <string>

#include "dalil/estimate/estimate.hpp"
#include "tests/estimate/tables.hpp"

namespace dalil {
namespace {

using testing_tables::hiv_rome;
using testing_tables::kosovo;
using testing_tables::spina_bifida;
using testing_tables::without_samplers;

const MethodResult& method(const StratumEstimate& stratum, const std::string& name) {
    for (const MethodResult& m : stratum.methods) {
        if (m.method == name) return m;
    }
    throw std::runtime_error("method missing: " + name);
}

const Variant& model(const StratumEstimate& stratum, const std::string& name) {
    for (const Variant& v : method(stratum, "loglinear").variants) {
        if (std::get<std::string>(v.parameters.at("model")) == name) return v;
    }
    throw std::runtime_error("model missing: " + name);
}

const Variant& pair(const MethodResult& result, const std::string& a, const std::string& b) {
    for (const Variant& v : result.variants) {
        if (std::get<std::vector<std::string>>(v.parameters.at("pair")) == std::vector{a, b})
            return v;
    }
    throw std::runtime_error("pair missing");
}

// Rcapture 1.4-4.
TEST(Published, KosovoIndependenceAndBounds) {
    const StratumEstimate e = estimate(kosovo(), without_samplers(), {});
    const MethodResult& mt = method(e, "independence");
    EXPECT_NEAR(*mt.estimate, 7394.587, 0.001);
    EXPECT_NEAR(mt.figures.at("se"), 129.625, 0.01);
    EXPECT_NEAR(*mt.low, 7147.75, 0.1);
    EXPECT_NEAR(*mt.high, 7656.20, 0.1);
    EXPECT_NEAR(mt.figures.at("deviance"), 245.9387, 0.001);
    EXPECT_NEAR(mt.figures.at("bic"), 389.3095, 0.001);
    EXPECT_NEAR(*method(e, "chao_lower_bound").estimate, 8591.184, 0.001);
    EXPECT_NEAR(method(e, "chao_lower_bound").figures.at("se"), 213.549, 0.001);
    EXPECT_NEAR(*method(e, "chao_mh").estimate, 8787.243, 0.001);
    EXPECT_TRUE(method(e, "chao_lower_bound").lower_bound);
}

// Ball et al. (2002) published 10,356; the rest by Rcapture 1.4-4.
TEST(Published, KosovoModels) {
    const StratumEstimate e = estimate(kosovo(), without_samplers(), {});
    EXPECT_NEAR(*model(e, "[123,14,34]").estimate, 10356.519, 0.001);
    EXPECT_NEAR(*model(e, "[123,14,34]").low, 8994.26, 0.5);
    EXPECT_NEAR(*model(e, "[123,14,34]").high, 12110.41, 0.5);
    EXPECT_NEAR(model(e, "[123,14,34]").figures.at("bic"), 203.0296, 0.001);
    EXPECT_NEAR(*model(e, "[123,134]").estimate, 12740.968, 0.001);
    EXPECT_NEAR(*model(e, "[123,134]").high, 16703.41, 1);
    EXPECT_NEAR(*model(e, "[134,12,23]").estimate, 18393.306, 0.001);
    EXPECT_EQ(method(e, "loglinear").figures.at("models"), 113);
    EXPECT_EQ(std::get<std::string>(method(e, "loglinear").variants.front().parameters.at("model")),
              "[123,14,34]");
    EXPECT_EQ(e.headline, "loglinear");
}

// The published figure and its rivals differ by more than their intervals: the average must hold
// them all.
TEST(Published, KosovoAverageHoldsTheRivals) {
    const StratumEstimate e = estimate(kosovo(), without_samplers(), {});
    const MethodResult& average = method(e, "loglinear");
    EXPECT_LT(*average.low, 10356);
    EXPECT_GT(*average.high, 18393);
    EXPECT_NEAR(average.figures.at("spread_low"), 10356.5, 0.1);
    EXPECT_NEAR(average.figures.at("spread_high"), 18393.3, 0.1);
}

TEST(Published, KosovoPairs) {
    const StratumEstimate e = estimate(kosovo(), without_samplers(), {});
    EXPECT_NEAR(*pair(method(e, "petersen"), "EXH", "ABA").estimate, 7241.8859, 0.0001);
    EXPECT_NEAR(*pair(method(e, "petersen"), "OSCE", "HRW").estimate, 5461.6518, 0.0001);
    EXPECT_NEAR(*pair(method(e, "chapman"), "EXH", "ABA").estimate, 7231.4728, 0.0001);
    // The pair that shares most people stands for the method.
    EXPECT_EQ(std::get<std::vector<std::string>>(method(e, "petersen").parameters.at("pair")),
              (std::vector<std::string>{"EXH", "OSCE"}));
}

TEST(Published, KosovoNoHighestInteraction) {
    const StratumEstimate e = estimate(kosovo(), without_samplers(), {});
    const MethodResult& nhoi = method(e, "no_highest_interaction");
    EXPECT_NEAR(*nhoi.estimate, 16941.8804, 0.0001);
    for (const Variant& v : nhoi.variants) {
        const double xi = std::get<double>(v.parameters.at("xi"));
        EXPECT_NEAR(*v.estimate, 4400 + 12541.8804 / xi, 0.01);
    }
}

// SparseMSE 2.0.1: terms and interval of its stepwise fit.
TEST(Published, KosovoStepwise) {
    const StratumEstimate e = estimate(kosovo(), without_samplers(), {});
    for (const Variant& v : method(e, "loglinear").variants) {
        const auto selection = v.parameters.find("selection");
        if (selection == v.parameters.end()) continue;
        if (std::get<std::string>(selection->second) == "two-list, main effects") {
            EXPECT_NEAR(*v.low, 7172.91, 0.02);
            EXPECT_NEAR(*v.high, 7633.99, 0.02);
        } else if (std::get<std::string>(v.parameters.at("interval")) == "asymptotic") {
            EXPECT_NEAR(*v.estimate, 14341.66, 0.01);
            EXPECT_NEAR(*v.low, 12541.28, 0.02);
            EXPECT_NEAR(*v.high, 16540.19, 0.02);
            EXPECT_EQ(std::get<std::vector<std::string>>(v.parameters.at("terms")).size(), 5U);
        }
    }
}

// Rcapture 1.4-4; three lists have eight models.
TEST(Published, SpinaBifida) {
    const StratumEstimate e = estimate(spina_bifida(), without_samplers(), {});
    EXPECT_NEAR(*method(e, "independence").estimate, 763.888, 0.001);
    EXPECT_NEAR(*method(e, "chao_lower_bound").estimate, 763.888, 0.001);
    EXPECT_EQ(method(e, "loglinear").figures.at("models"), 8);
    EXPECT_NEAR(*model(e, "[23,1]").estimate, 730.929, 0.001);
    EXPECT_NEAR(*model(e, "[12,13]").estimate, 1361.0, 0.001);
    // The largest model of three lists is no highest interaction.
    EXPECT_NEAR(*model(e, "[12,13,23]").estimate, 762.9806, 0.001);
    EXPECT_NEAR(*method(e, "no_highest_interaction").estimate, 762.9806, 0.0001);
}

// Rcapture 1.4-4; two cells are empty, and BIC prefers independence.
TEST(Published, HivRome) {
    const StratumEstimate e = estimate(hiv_rome(), without_samplers(), {});
    EXPECT_NEAR(*method(e, "independence").estimate, 11124.578, 0.001);
    EXPECT_NEAR(*method(e, "chao_lower_bound").estimate, 11700.988, 0.001);
    EXPECT_EQ(std::get<std::string>(method(e, "loglinear").variants.front().parameters.at("model")),
              "[1,2,3,4]");
    EXPECT_NEAR(*model(e, "[12,3,4]").estimate, 12318.468, 0.001);
}

}  // namespace
}  // namespace dalil
