// What link() promises, whatever the data.
#include "dalil/link/linkage.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "dalil/base/result.hpp"
#include "dalil/link/evaluation.hpp"
#include "tests/link/made_records.hpp"

namespace dalil {
namespace {

using testing::made_people;
using testing::MadeRecords;
using testing::person_fields;

Context with_threads(unsigned threads) {
    Context context;
    context.threads = threads;
    return context;
}

std::uint32_t distinct(const std::vector<std::uint32_t>& labels) {
    return static_cast<std::uint32_t>(std::set<std::uint32_t>(labels.begin(), labels.end()).size());
}

std::vector<std::uint32_t> sources_of(const RecordSet& records) {
    std::vector<std::uint32_t> out;
    for (const RecordRef& r : records.records) out.push_back(r.source);
    return out;
}

TEST(Link, FindsMadePeopleAndCountsThem) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(1, 600, entity).build();
    const Linkage found = link(records, {}, {});
    const Evaluation e = evaluate(entity, found.person_of, sources_of(records));
    EXPECT_GT(e.pairwise.f1, 0.95);
    EXPECT_EQ(found.people_partition, distinct(found.person_of));
    EXPECT_NEAR(found.people.median, 600, 15);
    EXPECT_LE(found.people.low, found.people.median);
    EXPECT_GE(found.people.high, found.people.median);
    EXPECT_EQ(found.people_draws.size(), found.draws.size());
}

TEST(Link, IsTheSameForOneAndForTwoThreads) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(2, 1'500, entity).build();
    const Linkage one = link(records, {}, with_threads(1));
    const Linkage two = link(records, {}, with_threads(2));
    EXPECT_EQ(one.person_of, two.person_of);
    EXPECT_EQ(one.membership, two.membership);
    EXPECT_EQ(one.people_draws, two.people_draws);
    ASSERT_EQ(one.draws.size(), two.draws.size());
    for (std::size_t d = 0; d < one.draws.size(); ++d)
        EXPECT_EQ(one.draws.labels(d), two.draws.labels(d));
    ASSERT_EQ(one.doubtful.size(), two.doubtful.size());
    for (std::size_t i = 0; i < one.doubtful.size(); ++i) {
        EXPECT_EQ(one.doubtful[i].a, two.doubtful[i].a);
        EXPECT_EQ(one.doubtful[i].probability, two.doubtful[i].probability);
    }
}

TEST(Link, IsTheSamePartitionForAnyOrderOfRows) {
    std::vector<std::uint32_t> entity;
    const MadeRecords made = made_people(3, 1'200, entity);
    const Linkage straight = link(made.build(), {}, {});
    std::vector<std::uint32_t> order(made.size());
    std::iota(order.begin(), order.end(), 0U);
    Rng rng(9);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[rng.below(i)]);
    const Linkage shuffled = link(made.build(order), {}, {});
    for (std::size_t i = 0; i < order.size(); ++i)
        EXPECT_EQ(shuffled.person_of[i], straight.person_of[order[i]]);
    EXPECT_EQ(shuffled.people_draws, straight.people_draws);
}

TEST(Link, NeverMergesOnANameAlone) {
    std::vector<std::uint32_t> entity;
    MadeRecords made = made_people(4, 400, entity);
    // The rarest full name there is, and nothing else, on both lists.
    const auto first = static_cast<std::uint32_t>(made.size());
    made.add(0, {"", "", "xwolgeqzand", "tarquinbert", ""});
    made.add(1, {"", "", "xwolgeqzand", "tarquinbert", ""});
    // The same with a shared sex, which the name tells anyhow.
    made.add(0, {"", "", "xvunderqold", "quistabert", "m"});
    made.add(1, {"", "", "xvunderqold", "quistabert", "m"});
    const RecordSet records = made.build();
    const Linkage found = link(records, {}, {});
    EXPECT_NE(found.person_of[first], found.person_of[first + 1]);
    EXPECT_NE(found.person_of[first + 2], found.person_of[first + 3]);
    for (std::size_t d = 0; d < found.draws.size(); ++d) {
        const auto labels = found.draws.labels(d);
        EXPECT_NE(labels[first], labels[first + 1]);
    }
    // They are shown to a person instead.
    bool shown = false;
    for (const DoubtfulPair& pair : found.doubtful)
        shown = shown || std::minmax(pair.a, pair.b) == std::minmax(first, first + 1);
    EXPECT_TRUE(shown);
}

TEST(Link, KeepsDecisionsExactly) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(5, 300, entity).build();
    const Linkage before = link(records, {}, {});
    LinkOptions options;
    std::uint32_t together_a = 0, together_b = 0;
    for (std::uint32_t r = 0; r < records.size() && together_b == 0; ++r)
        for (std::uint32_t s = r + 1; s < records.size(); ++s)
            if (before.person_of[r] == before.person_of[s]) {
                together_a = r;
                together_b = s;
                break;
            }
    ASSERT_NE(together_b, 0u);
    std::uint32_t apart = 0;
    while (before.person_of[apart] == before.person_of[together_a]) ++apart;
    options.decisions.push_back({together_a, together_b, PairDecision::Verdict::Different});
    options.decisions.push_back({together_a, apart, PairDecision::Verdict::Same});
    const Linkage after = link(records, options, {});
    EXPECT_NE(after.person_of[together_a], after.person_of[together_b]);
    EXPECT_EQ(after.person_of[together_a], after.person_of[apart]);
    for (std::size_t d = 0; d < after.draws.size(); ++d) {
        const auto labels = after.draws.labels(d);
        EXPECT_NE(labels[together_a], labels[together_b]);
        EXPECT_EQ(labels[together_a], labels[apart]);
    }
}

TEST(Link, KeepsOneRecordPerPersonOnAListThatHasNoDuplicates) {
    std::vector<std::uint32_t> entity;
    MadeRecords made = made_people(6, 400, entity);
    const auto first = static_cast<std::uint32_t>(made.size());
    made.add(0, {"1970-05-06", "keabad", "balike", "momo", "f"});
    made.add(0, {"1970-05-06", "keabad", "balike", "momo", "f"});
    RecordSet records = made.build();
    const Linkage possible = link(records, {}, {});
    EXPECT_EQ(possible.person_of[first], possible.person_of[first + 1]);
    records.sources[0].duplicates = ListRecipe::Duplicates::None;
    const Linkage none = link(records, {}, {});
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (std::uint32_t r = 0; r < records.size(); ++r)
        if (records.records[r].source == 0) {
            EXPECT_TRUE(seen.insert({0, none.person_of[r]}).second);
        }
}

TEST(Link, TakesNoRecordsOneRecordAndEmptyRecords) {
    MadeRecords none(person_fields(), {"list"});
    EXPECT_EQ(link(none.build(), {}, {}).people_partition, 0u);
    MadeRecords one(person_fields(), {"list"});
    one.add(0, {"1980-01-02", "city", "family", "given", "m"});
    const Linkage single = link(one.build(), {}, {});
    EXPECT_EQ(single.people_partition, 1u);
    EXPECT_EQ(single.people.median, 1);
    MadeRecords empty(person_fields(), {"list", "other"});
    for (int i = 0; i < 50; ++i) empty.add(static_cast<std::size_t>(i % 2), {});
    const Linkage apart = link(empty.build(), {}, {});
    EXPECT_EQ(apart.people_partition, 50u);
    EXPECT_EQ(apart.people.median, 50);
}

TEST(Link, TakesListsThatShareNoField) {
    MadeRecords made({{"family_name", Meaning::FamilyName, ValueKind::Name},
                      {"city", Meaning::City, ValueKind::Place}},
                     {"names", "cities"});
    Rng rng(3);
    for (int i = 0; i < 100; ++i) {
        made.add(0, {testing::made_word(rng, 3), ""});
        made.add(1, {"", testing::made_word(rng, 3)});
    }
    EXPECT_EQ(link(made.build(), {}, {}).people_partition, 200u);
}

TEST(Link, EndsSoonOnTwentyThousandIdenticalRows) {
    const auto start = std::chrono::steady_clock::now();
    MadeRecords names(person_fields(), {"list", "other"});
    MadeRecords full(person_fields(), {"list", "other"});
    for (int i = 0; i < 20'000; ++i) {
        names.add(0, {"", "", "smith", "john", ""});
        full.add(0, {"1980-02-03", "springfield", "smith", "john", "m"});
    }
    Rng rng(5);
    for (int i = 0; i < 100; ++i) {
        names.add(1, {"", "", testing::made_word(rng, 3), testing::made_word(rng, 2), ""});
        full.add(1, {testing::made_date(rng), testing::made_word(rng, 2),
                     testing::made_word(rng, 3), testing::made_word(rng, 2), "f"});
    }
    // A name alone says nothing; a whole row repeated thousands of times on one list is one person.
    EXPECT_EQ(link(names.build(), {}, {}).people_partition, 20'100u);
    EXPECT_EQ(link(full.build(), {}, {}).people_partition, 101u);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(Link, KeepsFiveThousandNamesakesApart) {
    MadeRecords made(person_fields(), {"list"});
    Rng rng(6);
    for (int i = 0; i < 5'000; ++i)
        made.add(0, {testing::made_date(rng), testing::made_word(rng, 3), "smith", "john", "m"});
    EXPECT_GT(link(made.build(), {}, {}).people_partition, 4'900u);
}

TEST(Link, CountsEveryRecordWhenThereIsOneFieldOnly) {
    MadeRecords made({{"given_name", Meaning::GivenName, ValueKind::Name}}, {"a", "b"});
    Rng rng(7);
    for (int i = 0; i < 300; ++i)
        made.add(static_cast<std::size_t>(i % 2), {testing::made_word(rng, 2)});
    const Linkage found = link(made.build(), {}, {});
    EXPECT_EQ(found.people_partition, 300u);
    EXPECT_FALSE(found.report.warnings.empty());
}

TEST(Link, StopsWhenAsked) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(8, 2'000, entity).build();
    std::stop_source stop;
    stop.request_stop();
    Context context;
    context.stop = stop.get_token();
    EXPECT_THROW(link(records, {}, context), Cancelled);
}

TEST(Explain, SumsTheWeightsThatDecided) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(10, 300, entity).build();
    const Linkage found = link(records, {}, {});
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t r = 0; r + 1 < records.size(); ++r) pairs.emplace_back(r, r + 1);
    for (const PairExplanation& e : explain(records, found, pairs, {}, {})) {
        double sum = e.prior_weight + e.related_weight;
        for (const FieldEvidence& f : e.fields) {
            sum += f.weight;
            if (f.level == "missing") {
                EXPECT_EQ(f.weight, 0);
            }
        }
        EXPECT_NEAR(sum, e.total_weight, 1e-4);
        EXPECT_LE(e.related_weight, 0);
        EXPECT_FALSE(e.flip.empty());
        EXPECT_EQ(e.together, found.person_of[e.a] == found.person_of[e.b]);
    }
}

TEST(Explain, SaysTheSameWhenTheFitIsMadeAnew) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(10, 300, entity).build();
    const Linkage found = link(records, {}, {});
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t r = 0; r + 1 < records.size(); ++r) pairs.emplace_back(r, r + 1);
    Linkage read_back = found;
    read_back.model = nullptr;
    const auto kept = explain(records, found, pairs, {}, {});
    const auto anew = explain(records, read_back, pairs, {}, {});
    ASSERT_EQ(kept.size(), anew.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        EXPECT_EQ(kept[i].total_weight, anew[i].total_weight);
        EXPECT_EQ(kept[i].flip, anew[i].flip);
        ASSERT_EQ(kept[i].fields.size(), anew[i].fields.size());
        for (std::size_t f = 0; f < kept[i].fields.size(); ++f)
            EXPECT_EQ(kept[i].fields[f].weight, anew[i].fields[f].weight);
    }
}

TEST(PartitionDraws, GiveBackWhatWasAdded) {
    Rng rng(11);
    std::vector<std::uint32_t> best(40);
    for (auto& label : best) label = static_cast<std::uint32_t>(rng.below(15));
    PartitionDraws draws(best);
    std::vector<std::vector<std::uint32_t>> added;
    for (int d = 0; d < 20; ++d) {
        auto labels = best;
        for (int k = 0; k < 5; ++k)
            labels[rng.below(40)] = static_cast<std::uint32_t>(rng.below(1'000));
        draws.add(labels);
        added.push_back(labels);
    }
    ASSERT_EQ(draws.size(), 20u);
    for (std::size_t d = 0; d < 20; ++d) {
        const auto labels = draws.labels(d);
        for (std::size_t i = 0; i < 40; ++i)
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_EQ(labels[i] == labels[j], added[d][i] == added[d][j]);
    }
}

}  // namespace
}  // namespace dalil
