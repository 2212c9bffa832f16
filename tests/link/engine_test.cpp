// The parts of the engine against slow, obvious implementations.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "link/em.hpp"
#include "link/fit.hpp"
#include "tests/link/made_records.hpp"
#include "tests/reference/link/em_reference.hpp"
#include "tests/reference/link/entity_reference.hpp"

namespace dalil::linking {
namespace {

using testing::made_people;
using testing::MadeRecords;

struct Engine {
    Canonical canonical;
    std::vector<Comparator> comparators;
    Model model;

    explicit Engine(const RecordSet& records) : canonical(make_canonical(records)) {
        for (std::size_t f = 0; f < canonical.fields.size(); ++f)
            comparators.emplace_back(canonical.fields[f], static_cast<std::uint8_t>(f));
        model = first_model(canonical, comparators, {});
        variation_from_pairs(model);
    }
};

RecordSet one_list(std::uint64_t seed, std::uint32_t people) {
    std::vector<std::uint32_t> entity;
    RecordSet records = made_people(seed, people, entity).build();
    for (RecordRef& r : records.records) r.source = 0;
    records.sources.resize(1);
    return records;
}

TEST(Em, LearnsWhatAPassOverEveryPairLearns) {
    Engine engine(one_list(1, 150));
    Model& model = engine.model;
    model.related_share.fill(0);
    for (FieldModel& field : model.fields) {
        field.chance = field.chance_rate;
        update_logs(field);
    }
    std::vector<ComparedPair> pairs;
    AgreementCache cache;
    for (std::uint32_t a = 0; a < engine.canonical.n; ++a)
        for (std::uint32_t b = a + 1; b < engine.canonical.n; ++b) {
            pairs.push_back(
                compare_records(engine.canonical, engine.comparators, model, a, b, cache));
            pairs.back().gain_individual = pairs.back().gain_shared = 0;
        }
    const auto slow = reference::em(model, pairs, model.pair_count[0], 12);
    EmOptions options;
    options.rounds = 12;
    options.prior_weight = options.prior_pairs = 0;
    options.capped = options.monotone = false;
    run_em(model, count_patterns(model, engine.canonical, {pairs, 1}), options, {});
    EXPECT_NEAR(model.match_share[0] / slow.match_share, 1, 1e-3);
    for (std::size_t f = 0; f < model.fields.size(); ++f)
        EXPECT_NEAR(model.fields[f].m[0], slow.m[f][0], 1e-3) << engine.canonical.fields[f].key;
}

TEST(Em, LevelsFallInWeightAndKeepTheirSum) {
    Rng rng(4);
    for (int round = 0; round < 200; ++round) {
        FieldModel field;
        field.levels = 10;
        double before[2] = {0, 0}, after[2] = {0, 0};
        for (std::uint8_t l = 0; l < field.levels; ++l) {
            field.group[l] = l < 6 ? 0 : 1;
            field.m[l] = rng.uniform();
            field.chance_rate[l] = rng.uniform();
            before[field.group[l]] += field.m[l];
        }
        make_monotone(field);
        for (std::uint8_t l = 0; l < field.levels; ++l) {
            after[field.group[l]] += field.m[l];
            if (l == 0 || field.group[l] != field.group[l - 1]) continue;
            EXPECT_GE(field.m[l - 1] / field.chance_rate[l - 1] * (1 + 1e-12),
                      field.m[l] / field.chance_rate[l]);
        }
        EXPECT_NEAR(before[0], after[0], 1e-9);
        EXPECT_NEAR(before[1], after[1], 1e-9);
    }
}

/// Compares the candidates with those that keys written out record by record give.
void expect_pairs_of_keys(const RecordSet& records) {
    const Engine engine(records);
    const Canonical& canonical = engine.canonical;
    const KeySet keys = make_keys(canonical, engine.comparators);
    BlockingOptions options;
    options.compare_all_below = 0;
    options.raw_pairs_per_record = 1e9;
    options.largest_block = 12;
    std::set<std::pair<std::uint32_t, std::uint32_t>> expected, found;
    for (const KeyKind& kind : keys.kinds) {
        std::map<std::uint64_t, std::set<std::uint32_t>> blocks;
        for (std::uint32_t r = 0; r < canonical.n; ++r) {
            std::vector<std::uint64_t> hashes;
            keys_of_record(kind, canonical, r, hashes);
            for (const std::uint64_t hash : hashes) blocks[hash].insert(r);
        }
        for (const auto& [hash, members] : blocks) {
            if (members.size() > options.largest_block) continue;
            for (const std::uint32_t a : members)
                for (const std::uint32_t b : members)
                    if (a < b) expected.insert({a, b});
        }
    }
    const std::vector<std::uint8_t> left_out(canonical.n, 0);
    const Blocks blocks = make_blocks(canonical, keys, options, left_out, {});
    std::vector<std::uint32_t> stamps(canonical.n, ~0U);
    std::vector<std::uint32_t> others;
    for (std::uint32_t a = 0; a < canonical.n; ++a) {
        others.clear();
        candidates_of(blocks, canonical, a, stamps, others);
        for (const std::uint32_t b : others) EXPECT_TRUE(found.insert({a, b}).second);
    }
    EXPECT_EQ(found, expected);
}

TEST(Blocking, GivesEachPairThatSharesAKeyOnce) {
    std::vector<std::uint32_t> entity;
    for (std::uint64_t seed = 1; seed <= 10; ++seed)
        expect_pairs_of_keys(made_people(seed, 60, entity).build());
}

TEST(Blocking, BringsNamesTogetherThatStandInEitherOrder) {
    Rng rng(4);
    std::vector<std::string> words;
    for (int i = 0; i < 14; ++i) words.push_back(testing::made_word(rng, 3));
    MadeRecords made({{"family_name", Meaning::FamilyName, ValueKind::Name},
                      {"given_name", Meaning::GivenName, ValueKind::Name}},
                     {"a", "b"});
    for (std::size_t i = 0; i < 300; ++i)
        made.add(i % 2, {words[rng.below(14)], words[rng.below(14)]});
    expect_pairs_of_keys(made.build());
}

TEST(Blocking, StaysWithinItsBudget) {
    std::vector<std::uint32_t> entity;
    const Engine engine(made_people(3, 400, entity).build());
    const KeySet keys = make_keys(engine.canonical, engine.comparators);
    BlockingOptions options;
    options.compare_all_below = 0;
    options.raw_pairs_per_record = 10;
    const std::vector<std::uint8_t> left_out(engine.canonical.n, 0);
    const Blocks blocks = make_blocks(engine.canonical, keys, options, left_out, {});
    double raw = 0;
    for (std::size_t b = 0; b + 1 < blocks.block_begin.size(); ++b) {
        const double size = static_cast<double>(blocks.block_begin[b + 1] - blocks.block_begin[b]);
        raw += size * (size - 1) / 2;
    }
    EXPECT_GT(raw, 0);
    EXPECT_LE(raw, 10.0 * engine.canonical.n);
}

TEST(Entity, GivesEachFieldWhatTheProcessWrittenOutGives) {
    const Engine engine(one_list(2, 120));
    const EntityModel entity(engine.canonical, engine.comparators, engine.model);
    EntityWork work;
    Rng rng(8);
    for (int round = 0; round < 300; ++round) {
        const std::size_t f = rng.below(engine.canonical.fields.size());
        const CanonicalField& field = engine.canonical.fields[f];
        std::vector<std::uint32_t> codes;
        std::set<std::uint32_t> few;
        while (few.size() < 1 + rng.below(4))
            few.insert(1 + static_cast<std::uint32_t>(
                               rng.below(std::min<std::size_t>(field.values.size() - 1, 40))));
        const std::vector<std::uint32_t> pool(few.begin(), few.end());
        for (std::size_t i = 0; i < 1 + rng.below(7); ++i)
            codes.push_back(pool[rng.below(pool.size())]);
        std::map<std::uint32_t, std::uint32_t> counts;
        for (const std::uint32_t code : codes) ++counts[code];
        std::vector<ClusterValue> values;
        for (const auto& [code, count] : counts) values.push_back({code, count});
        EXPECT_NEAR(
            entity.field_log_likelihood(f, values.data(), values.data() + values.size(), work),
            reference::field_log_likelihood(engine.model.fields[f], engine.comparators[f], codes),
            1e-3)
            << field.key;
    }
}

TEST(Entity, MergingStepByStepEndsWhereCountingAllEnds) {
    const Engine engine(one_list(3, 100));
    const EntityModel entity(engine.canonical, engine.comparators, engine.model);
    EntityWork work;
    Rng rng(9);
    for (int round = 0; round < 100; ++round) {
        std::set<std::uint32_t> chosen;
        while (chosen.size() < 6)
            chosen.insert(static_cast<std::uint32_t>(rng.below(engine.canonical.n)));
        const std::vector<std::uint32_t> records(chosen.begin(), chosen.end());
        Cluster grown = entity.single(records[0]);
        for (std::size_t i = 1; i < records.size(); ++i)
            grown = entity.merged(grown, entity.single(records[i]), work);
        const Cluster whole = entity.of(records, work);
        EXPECT_EQ(grown.records, whole.records);
        ASSERT_EQ(grown.values.size(), whole.values.size());
        for (std::size_t f = 0; f < engine.canonical.fields.size(); ++f)
            EXPECT_NEAR(grown.log_likelihood[f], whole.log_likelihood[f], 1e-4);
    }
}

TEST(Entity, OnePairIsWorthWhatThePairWeightsSay) {
    const Engine engine(one_list(5, 80));
    const EntityModel entity(engine.canonical, engine.comparators, engine.model);
    EntityWork work;
    AgreementCache cache;
    for (std::uint32_t r = 0; r + 1 < engine.canonical.n; ++r) {
        const MergeEvidence evidence =
            entity.merge_evidence(entity.single(r), entity.single(r + 1), work);
        const ComparedPair pair =
            compare_records(engine.canonical, engine.comparators, engine.model, r, r + 1, cache);
        const PairOdds odds = pair_odds(engine.model, engine.canonical, pair);
        EXPECT_NEAR(evidence.fields, odds.match - std::log(engine.model.match_share[0]), 1e-3);
        EXPECT_NEAR(evidence.related, odds.related, 1e-3);
    }
}

TEST(Partition, LabelsAreSmallestRecordsAndAtomsAreWithinPeople) {
    std::vector<std::uint32_t> entity;
    const RecordSet records = made_people(7, 500, entity).build();
    const auto fitted = fit(records, {}, {});
    const Partition& p = fitted->partition;
    for (std::uint32_t r = 0; r < p.cluster_of.size(); ++r) {
        EXPECT_LE(p.cluster_of[r], r);
        EXPECT_EQ(p.cluster_of[p.cluster_of[r]], p.cluster_of[r]);
        EXPECT_EQ(p.cluster_of[p.atom_of[r]], p.cluster_of[r]);
    }
}

TEST(Compare, IsSymmetricAndSameValuesAreExact) {
    const Engine engine(one_list(6, 60));
    AgreementCache cache;
    for (std::size_t f = 0; f < engine.comparators.size(); ++f) {
        const auto values = static_cast<std::uint32_t>(engine.canonical.fields[f].values.size());
        for (std::uint32_t a = 1; a < values; ++a)
            for (std::uint32_t b = 1; b < values; ++b) {
                const Agreement x = engine.comparators[f].compare(a, b, cache);
                EXPECT_EQ(x.level, engine.comparators[f].compare(b, a, cache).level);
                if (a == b) {
                    EXPECT_EQ(x.level, 0);
                }
            }
    }
}

struct DateCase {
    const char *a, *b;
    int level;
};

TEST(Compare, GradesDatesByTheSlipsThatPeopleMake) {
    const DateCase cases[] = {{"1980-02-03", "1980-02-03", 0},
                              {"1980-02-03", "1980-03-02", 1},
                              {"1980-02-03", "1980-02-13", 1},
                              {"1980-02-03", "1908-02-03", 1},
                              {"1980-02-28", "1980-03-01", 3},
                              {"1980-02-03", "1980-02-25", 2},
                              {"1980-02-03", "1991-02-03", 2},
                              {"1980-02-03", "1980-11-25", 4},
                              {"1980-02-03", "1981-10-25", 5},
                              {"1980-02-03", "1995-11-14", 6},
                              {"1980", "1980-02-03", 7},
                              {"1980", "1981-02-03", 8},
                              {"1980", "1983-06-01", 9},
                              {"198X", "1997-02-03", 10},
                              {"[1980-02-03,1980-03-02]", "1980-03-02", 0}};
    for (const DateCase& c : cases) {
        CanonicalField field;
        field.kind = ValueKind::Date;
        field.values = {"", c.a, c.b};
        field.dates = {{}, *from_edtf(c.a), *from_edtf(c.b)};
        const auto forms = make_date_forms(field);
        EXPECT_EQ(date_level(forms[1], forms[2]), c.level) << c.a << " " << c.b;
        EXPECT_EQ(date_level(forms[2], forms[1]), c.level) << c.b << " " << c.a;
    }
}

}  // namespace
}  // namespace dalil::linking
