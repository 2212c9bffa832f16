#include "dalil/tally/tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "dalil/base/random.hpp"
#include "dalil/tally/covariates.hpp"
#include "tally/dimension.hpp"
#include "tally/partition_count.hpp"

namespace dalil {
namespace {

/// Records on lists A, B, C with a town each; what tally looks at and nothing else.
RecordSet records_of(const std::vector<std::pair<std::uint32_t, std::string>>& rows) {
    RecordSet records;
    for (const char* name : {"A", "B", "C"}) {
        Source source;
        source.name = name;
        records.sources.push_back(source);
    }
    Field town;
    town.key = "city";
    town.meaning = Meaning::City;
    town.values = {""};
    for (const auto& [source, value] : rows) {
        RecordRef ref;
        ref.source = source;
        ref.row = ++records.sources[source].records;
        records.records.push_back(ref);
        auto at = std::find(town.values.begin(), town.values.end(), value);
        if (at == town.values.end()) at = town.values.insert(town.values.end(), value);
        town.codes.push_back(static_cast<std::uint32_t>(at - town.values.begin()));
    }
    records.fields.push_back(town);
    return records;
}

Linkage linkage_of(std::vector<std::uint32_t> best,
                   const std::vector<std::vector<std::uint32_t>>& draws) {
    Linkage linkage;
    linkage.person_of = best;
    linkage.people_partition = best.empty() ? 0 : *std::max_element(best.begin(), best.end()) + 1;
    linkage.draws = PartitionDraws(best);
    for (const auto& draw : draws) {
        linkage.draws.add(draw);
        linkage.people_draws.push_back(
            static_cast<double>(std::set(draw.begin(), draw.end()).size()));
    }
    const double people = linkage.people_partition;
    linkage.people = {people, people, people};
    return linkage;
}

const StratumTally& stratum(const Tally& tally, const std::vector<std::string>& key) {
    for (const StratumTally& s : tally.strata) {
        if (s.key == key) return s;
    }
    throw std::runtime_error("stratum missing");
}

TEST(PartitionCounter, CountsAPartitionByItsDifferencesAsItCountsItWhole) {
    Rng rng(9);
    std::vector<std::pair<std::uint32_t, std::string>> rows;
    for (int i = 0; i < 200; ++i)
        rows.emplace_back(rng.below(3), std::string(1, static_cast<char>('p' + rng.below(3))));
    const RecordSet records = records_of(rows);
    for (const bool by_town : {false, true}) {
        std::vector<Dimension> dimensions;
        if (by_town) dimensions.push_back(*make_dimension(records, "city"));
        const PartitionCounter counter(records, std::move(dimensions));
        std::vector<std::uint32_t> best;
        for (int i = 0; i < 200; ++i) best.push_back(static_cast<std::uint32_t>(rng.below(90)));
        const PartitionCounter::Base base = counter.base(best);
        for (int round = 0; round < 50; ++round) {
            std::vector<std::uint32_t> labels = best;
            std::vector<PartitionDraws::Move> moves;
            for (std::uint32_t r = 0; r < 200; ++r) {
                if (rng.below(10) != 0) continue;
                labels[r] = static_cast<std::uint32_t>(rng.below(120));
                moves.push_back({r, labels[r]});
            }
            const auto whole = counter.count(labels), parts = counter.count(base, moves);
            ASSERT_EQ(whole.size(), parts.size());
            for (std::size_t c = 0; c < whole.size(); ++c) {
                EXPECT_EQ(whole[c].stratum, parts[c].stratum);
                EXPECT_EQ(whole[c].pattern, parts[c].pattern);
                EXPECT_EQ(whole[c].people, parts[c].people);
                EXPECT_EQ(whole[c].records, parts[c].records);
            }
        }
    }
}

TEST(Tally, CountsPeoplePerPatternOfLists) {
    const RecordSet records =
        records_of({{0, "x"}, {1, "x"}, {2, "y"}, {0, "y"}, {0, "y"}, {1, ""}});
    // Person 0 is on A and B, person 1 on C, person 2 twice on A, person 3 on B.
    const auto tally_ = tally(records, linkage_of({0, 0, 1, 2, 2, 3}, {}), {}, 0.95, {});
    ASSERT_TRUE(tally_);
    ASSERT_EQ(tally_->strata.size(), 1U);
    const StratumTally& all = tally_->strata.front();
    EXPECT_EQ(all.records, 6U);
    EXPECT_EQ(all.best.people(), 4U);
    ASSERT_EQ(all.best.cells.size(), 4U);
    EXPECT_EQ(all.best.cells[0].pattern, 0b001U);
    EXPECT_EQ(all.best.cells[1].pattern, 0b010U);
    EXPECT_EQ(all.best.cells[2].pattern, 0b011U);
    EXPECT_EQ(all.best.cells[3].pattern, 0b100U);
    for (const CaptureCell& cell : all.best.cells) EXPECT_EQ(cell.count, 1U);
    EXPECT_EQ(tally_->lists, (std::vector<std::string>{"A", "B", "C"}));
}

TEST(Tally, APersonStandsWhereMostRecordsSay) {
    // Person 0: x, y, y -> y. Person 1: x, y -> the smaller. Person 2: "", z -> z. Person 3:
    // nothing.
    const RecordSet records =
        records_of({{0, "x"}, {1, "y"}, {2, "y"}, {0, "y"}, {1, "x"}, {0, ""}, {1, "z"}, {2, ""}});
    const auto tally_ =
        tally(records, linkage_of({0, 0, 0, 1, 1, 2, 2, 3}, {}), {"city"}, 0.95, {});
    ASSERT_TRUE(tally_);
    ASSERT_EQ(tally_->strata.size(), 4U);
    EXPECT_EQ(tally_->strata[0].key, std::vector<std::string>{""});
    EXPECT_EQ(stratum(*tally_, {"y"}).best.cells[0].pattern, 0b111U);
    EXPECT_EQ(stratum(*tally_, {"y"}).records, 3U);
    EXPECT_EQ(stratum(*tally_, {"x"}).best.cells[0].pattern, 0b011U);
    EXPECT_EQ(stratum(*tally_, {"z"}).best.cells[0].pattern, 0b011U);
    EXPECT_EQ(stratum(*tally_, {""}).best.cells[0].pattern, 0b100U);
}

TEST(Tally, StrataOfTwoFieldsAreOrderedByKey) {
    const RecordSet records = records_of({{2, "b"}, {0, "b"}, {1, "a"}, {0, ""}});
    const auto tally_ = tally(records, linkage_of({0, 1, 2, 3}, {}), {"city", "source"}, 0.95, {});
    ASSERT_TRUE(tally_);
    std::vector<std::vector<std::string>> keys;
    for (const StratumTally& s : tally_->strata) keys.push_back(s.key);
    EXPECT_EQ(keys, (std::vector<std::vector<std::string>>{
                        {"", "A"}, {"a", "B"}, {"b", "A"}, {"b", "C"}}));
}

TEST(Tally, DrawsGiveIntervalsOfPeopleAndOverlaps) {
    const RecordSet records = records_of({{0, "x"}, {1, "x"}, {0, "x"}, {1, "x"}});
    std::vector<std::vector<std::uint32_t>> draws;
    for (int d = 0; d < 100; ++d) {
        draws.push_back(d < 80 ? std::vector<std::uint32_t>{0, 0, 1, 1}
                               : std::vector<std::uint32_t>{0, 0, 1, 2});
    }
    const auto tally_ = tally(records, linkage_of({0, 0, 1, 1}, draws), {"city"}, 0.95, {});
    ASSERT_TRUE(tally_);
    const StratumTally& x = stratum(*tally_, {"x"});
    EXPECT_EQ(x.people.median, 2);
    EXPECT_EQ(x.people.low, 2);
    EXPECT_EQ(x.people.high, 3);
    ASSERT_EQ(x.draws.size(), 100U);
    std::map<std::uint64_t, OverlapCell> cells;
    for (const OverlapCell& cell : x.overlaps) cells[cell.pattern] = cell;
    EXPECT_EQ(cells[0b11].count, 2);
    EXPECT_EQ(cells[0b11].low, 1);
    EXPECT_EQ(cells[0b01].count, 0);
    EXPECT_EQ(cells[0b01].high, 1);
}

TEST(Tally, MissedLinksLowerStrataAsTheyLowerTheWhole) {
    const RecordSet records = records_of({{0, "x"}, {1, "x"}, {0, "y"}, {1, "y"}});
    Linkage linkage = linkage_of({0, 1, 2, 3}, {{0, 1, 2, 3}, {0, 1, 2, 3}});
    linkage.people_draws = {3.6, 3.6};
    linkage.people = {3.6, 3.6, 3.6};
    const auto by = tally(records, linkage, {"city"}, 0.95, {});
    EXPECT_NEAR(stratum(*by, {"x"}).people.median, 1.8, 1e-12);
    // The whole is what the linkage says, to the digit.
    EXPECT_EQ(tally(records, linkage, {}, 0.95, {})->strata.front().people.median, 3.6);
}

TEST(Tally, LabelsMayBeAnyNumbers) {
    const RecordSet records = records_of({{0, "x"}, {1, "x"}, {2, "y"}});
    const auto dense = tally(records, linkage_of({0, 0, 1}, {{0, 0, 1}}), {"city"}, 0.95, {});
    Linkage sparse = linkage_of({0, 0, 1}, {{0, 0, 1}});
    sparse.person_of = {4000000000U, 4000000000U, 7};
    const auto same = tally(records, sparse, {"city"}, 0.95, {});
    ASSERT_EQ(dense->strata.size(), same->strata.size());
    for (std::size_t s = 0; s < dense->strata.size(); ++s) {
        EXPECT_EQ(dense->strata[s].best.people(), same->strata[s].best.people());
    }
}

TEST(Tally, UnknownFieldsAreNamedWithThoseThatExist) {
    const auto result = tally(records_of({{0, "x"}}), linkage_of({0}, {}), {"town"}, 0.95, {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "unknown-field");
    EXPECT_NE(result.error().hint.find("city"), std::string::npos);
    EXPECT_NE(result.error().hint.find("event_year"), std::string::npos);
}

TEST(Tally, NoRecordsGiveOneEmptyStratum) {
    const auto result = tally(records_of({}), linkage_of({}, {}), {}, 0.95, {});
    ASSERT_TRUE(result);
    ASSERT_EQ(result->strata.size(), 1U);
    EXPECT_EQ(result->strata[0].best.people(), 0U);
}

TEST(Tally, YearsComeFromDatesThatHaveOne) {
    RecordSet records = records_of({{0, "x"}, {1, "x"}, {2, "y"}});
    Field event;
    event.key = "event_date";
    event.meaning = Meaning::EventDate;
    event.kind = ValueKind::Date;
    event.values = {"", "2014-03-02", "201X"};
    event.dates.resize(3);
    event.dates[1].readings = {{2014, 2014, 3, 2}};
    event.dates[2].readings = {{2010, 2019, 0, 0}};
    event.codes = {1, 2, 2};
    records.fields.push_back(event);
    const auto result = tally(records, linkage_of({0, 0, 1}, {}), {"event_year"}, 0.95, {});
    ASSERT_TRUE(result);
    ASSERT_EQ(result->strata.size(), 2U);
    EXPECT_EQ(stratum(*result, {"2014"}).best.cells[0].pattern, 0b011U);
    EXPECT_EQ(stratum(*result, {""}).best.people(), 1U);
}

/// Counting person by person with maps, draw by draw.
std::map<std::pair<std::string, std::uint64_t>, std::uint64_t> slow_counts(
    const RecordSet& records, const std::vector<std::uint32_t>& labels) {
    const Field& town = records.fields[0];
    std::map<std::uint32_t, std::pair<std::uint64_t, std::map<std::string, int>>> people;
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        auto& [pattern, votes] = people[labels[r]];
        pattern |= std::uint64_t{1} << records.records[r].source;
        if (town.codes[r] != 0) ++votes[town.values[town.codes[r]]];
    }
    std::map<std::pair<std::string, std::uint64_t>, std::uint64_t> counts;
    for (const auto& [label, person] : people) {
        std::string best;
        int most = 0;
        for (const auto& [value, votes] : person.second) {
            if (votes > most) {
                best = value;
                most = votes;
            }
        }
        ++counts[{best, person.first}];
    }
    return counts;
}

TEST(Tally, AgreesWithCountingPersonByPerson) {
    Rng rng(11);
    std::vector<std::pair<std::uint32_t, std::string>> rows;
    for (int r = 0; r < 400; ++r) {
        const std::uint64_t town = rng.below(6);
        rows.emplace_back(static_cast<std::uint32_t>(rng.below(3)),
                          town == 0 ? "" : std::string(1, char('a' + town)));
    }
    const RecordSet records = records_of(rows);
    std::vector<std::vector<std::uint32_t>> draws(20);
    for (auto& draw : draws) {
        for (int r = 0; r < 400; ++r) draw.push_back(static_cast<std::uint32_t>(rng.below(150)));
    }
    Context two;
    two.threads = 2;
    const auto result = tally(records, linkage_of(draws[0], draws), {"city"}, 0.95, two);
    ASSERT_TRUE(result);
    for (std::size_t d = 0; d < draws.size(); ++d) {
        std::map<std::pair<std::string, std::uint64_t>, std::uint64_t> counts;
        for (const StratumTally& s : result->strata) {
            for (const CaptureCell& cell : s.draws[d].cells)
                counts[{s.key[0], cell.pattern}] = cell.count;
        }
        EXPECT_EQ(counts, slow_counts(records, draws[d])) << d;
    }
}

TEST(Tally, AHundredThousandRecordsTimesAHundredDraws) {
    Rng rng(5);
    std::vector<std::pair<std::uint32_t, std::string>> rows;
    std::vector<std::uint32_t> best;
    for (std::uint32_t r = 0; r < 100000; ++r) {
        rows.emplace_back(static_cast<std::uint32_t>(rng.below(3)),
                          std::to_string(1990 + rng.below(30)));
        best.push_back(static_cast<std::uint32_t>(rng.below(70000)));
    }
    const RecordSet records = records_of(rows);
    std::vector<std::vector<std::uint32_t>> draws(100, best);
    for (auto& draw : draws) {
        for (int m = 0; m < 2000; ++m)
            draw[rng.below(100000)] = static_cast<std::uint32_t>(rng.below(70000));
    }
    const Linkage linkage = linkage_of(best, draws);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = tally(records, linkage, {"city"}, 0.95, {});
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    ASSERT_TRUE(result);
    RecordProperty("milliseconds", static_cast<int>(1000 * seconds));
    // Half a second on a quiet machine; this only catches work that grows with the square of
    // something.
    EXPECT_LT(seconds, 10);
}

TEST(CovariateTally, CountsWhatIsKnownAboutPeopleInTheBestPartitionAndInDraws) {
    const RecordSet records = records_of({{0, "x"}, {1, "x"}, {2, "y"}, {0, "y"}, {1, ""}});
    const Linkage linkage = linkage_of({0, 0, 1, 2, 3}, {{0, 0, 1, 2, 2}});
    const auto counted = CovariateTally::of(records, linkage, {}, {"city"});
    ASSERT_TRUE(counted);
    const CovariateSample all = counted->stratum({}, {0, 1, 2});
    EXPECT_EQ(all.best.captures().people(), 4U);
    EXPECT_EQ(all.best.captures().overlap(0, 1), 1U);
    ASSERT_EQ(all.draws, 1U);
    // The person without a town is the one of the fourth row in the draw, and lives there.
    const CovariateTable drawn = all.draw(0);
    EXPECT_EQ(drawn.captures().overlap(0, 1), 2U);
    for (const CovariateCell& cell : drawn.cells) EXPECT_NE(cell.codes[0], 0U);
    // Lists that do not cover a stratum are not in its table, nor people found on them alone.
    EXPECT_EQ(counted->stratum({}, {0, 1}).best.captures().people(), 3U);
}

TEST(CovariateTally, KeepsStrataApart) {
    const RecordSet records = records_of({{0, "x"}, {1, "x"}, {2, "y"}});
    const Linkage linkage = linkage_of({0, 0, 1}, {});
    const auto counted = CovariateTally::of(records, linkage, {"city"}, {"source"});
    ASSERT_TRUE(counted);
    EXPECT_EQ(counted->stratum({"y"}, {0, 1, 2}).best.captures().people(), 1U);
    EXPECT_EQ(usual_covariates(records, {}), std::vector<std::string>{"city"});
    EXPECT_TRUE(usual_covariates(records, {"city"}).empty());
    EXPECT_EQ(CovariateTally::of(records, linkage, {}, {"hue"}).error().code, "unknown-field");
}

}  // namespace
}  // namespace dalil
