#include "link/fit.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "dalil/link/decisions.hpp"
#include "link/bystanders.hpp"
#include "link/crossed.hpp"
#include "link/lone_names.hpp"

namespace dalil::linking {
namespace {

constexpr double kEdgeAbove =
    -7;  ///< ln odds; pooled evidence can lift a pair by that much, hardly by more
constexpr double kManyRecords = 200'000;
constexpr double kMeanOfBudget = 4;  ///< largest mean block, in pairs per record of the budget
constexpr int kEmPasses = 3;  ///< each followed by taking the believed matches out of the chances
constexpr int kEmRounds = 8;
constexpr int kPeopleRounds = 4;

}  // namespace

/// Where records are many the smallest blocks, which find most, fill the budget: it shrinks down to
/// a floor.
BlockingOptions blocking_options(Effort effort, std::uint32_t records) {
    const double many = std::max(1.0, records / kManyRecords);
    BlockingOptions out;
    out.raw_pairs_per_record = std::max(25.0, out.raw_pairs_per_record * std::pow(many, -0.75));
    if (effort == Effort::Quick)
        out.raw_pairs_per_record = std::max(8.0, 50 * std::pow(many, -1.1));
    if (effort == Effort::Thorough) out.raw_pairs_per_record = 400;
    return out;
}

Blocks candidate_blocks(const Fit& fit, Effort effort, const Context& context) {
    const BlockingOptions options = blocking_options(effort, fit.canonical.n);
    const double mean = std::min(kLargestMeanBlock, kMeanOfBudget * options.raw_pairs_per_record);
    const KeySet keys = make_keys(fit.canonical, fit.comparators, mean, context);
    return make_blocks(fit.canonical, keys, options, fit.copies.left_out, context);
}

namespace {

Constraints canonical_decisions(const std::vector<PairDecision>& decisions,
                                const Canonical& canonical) {
    Constraints out;
    const DecidedPairs decided(decisions);
    for (const PairDecision& d : decided.kept()) {
        if (d.a >= canonical.n || d.b >= canonical.n || d.a == d.b) continue;
        const RecordEdge edge{canonical.canonical[d.a], canonical.canonical[d.b]};
        if (d.verdict == PairDecision::Verdict::Same) out.same.push_back(edge);
        if (d.verdict == PairDecision::Verdict::Different) out.different.push_back(edge);
    }
    const auto less = [](const RecordEdge& x, const RecordEdge& y) {
        return std::minmax(x.a, x.b) < std::minmax(y.a, y.b);
    };
    std::sort(out.same.begin(), out.same.end(), less);
    std::sort(out.different.begin(), out.different.end(), less);
    return out;
}

void add_bystanders(const Model& model, const Canonical& canonical,
                    const std::vector<WeightedPair>& pairs, std::vector<Cell>& cells) {
    for (const WeightedPair& p : pairs) {
        Cell cell = count_patterns(model, canonical, {{p.pair}, p.weight}).front();
        cell.bystanders = true;
        cells.push_back(cell);
    }
}

void count_cells(Fit& fit, const PairSample& sample, std::vector<Cell>& cells,
                 const Context& context) {
    cells = count_patterns(fit.model, fit.canonical, sample);
    fit.patterns = 0;
    for (std::size_t c = 0; c < cells.size(); ++c)
        fit.patterns += c == 0 || cells[c].pattern != cells[c - 1].pattern;
    add_bystanders(
        fit.model, fit.canonical,
        sample_bystanders(fit.canonical, fit.comparators, fit.model, fit.pairs.kept, context),
        cells);
}

}  // namespace

namespace {

/// Puts the crossed pairs that are not kept already among those that are; both are in order of the
/// first record.
void keep_crossed(std::vector<ComparedPair>& kept, const std::vector<ComparedPair>& crossed) {
    const auto by_first = [](const ComparedPair& x, const ComparedPair& y) { return x.a < y.a; };
    std::vector<ComparedPair> added;
    for (const ComparedPair& pair : crossed) {
        const auto [begin, end] = std::equal_range(kept.begin(), kept.end(), pair, by_first);
        const auto same = [&](const ComparedPair& other) { return other.b == pair.b; };
        if (std::none_of(begin, end, same)) added.push_back(pair);
    }
    const auto middle = static_cast<std::ptrdiff_t>(kept.size());
    kept.insert(kept.end(), added.begin(), added.end());
    std::inplace_merge(kept.begin(), kept.begin() + middle, kept.end(), by_first);
}

}  // namespace

bool uncross(Fit& fit, const Context& context) {
    fit.uncrossed = uncross_names(fit.canonical, fit.comparators, fit.model, fit.pairs.crossed);
    const auto& changed = fit.uncrossed;
    if (std::find(changed.begin(), changed.end(), 1) == changed.end()) return false;
    for (std::size_t f = 0; f < fit.comparators.size(); ++f)
        fit.comparators[f].set_shares(fit.canonical.fields[f]);
    auto& kept = fit.pairs.kept;
    keep_crossed(kept, fit.pairs.crossed);
    parallel_for(context, kept.size(), 16'384, [&](std::size_t begin, std::size_t end) {
        AgreementCache cache(12);
        for (std::size_t p = begin; p < end; ++p)
            if (changed[kept[p].a] != 0 || changed[kept[p].b] != 0)
                kept[p] = compare_records(fit.canonical, fit.comparators, fit.model, kept[p].a,
                                          kept[p].b, cache);
    });
    return true;
}

namespace {

void learn_weights(Fit& fit, const Context& context) {
    const Stage stage(context, "learning weights");
    PairSample sample = sample_of(fit.pairs.kept, fit.canonical);
    std::vector<Cell> cells;
    count_cells(fit, sample, cells, context);
    EmOptions options;
    options.rounds = kEmRounds;
    for (int pass = 0; pass < kEmPasses; ++pass) {
        run_em(fit.model, cells, options, context);
        if (pass == 0 && uncross(fit, context)) {
            sample = sample_of(fit.pairs.kept, fit.canonical);
            count_cells(fit, sample, cells, context);
        }
        subtract_matches(fit.model, fit.canonical, fit.comparators, sample, context);
    }
    run_em(fit.model, cells, options, context);
}

}  // namespace

std::vector<float> find_edges(Fit& fit, const Context& context) {
    const auto& kept = fit.pairs.kept;
    std::vector<float> odds(kept.size());
    parallel_for(context, kept.size(), 16'384, [&](std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p)
            odds[p] = static_cast<float>(pair_odds(fit.model, fit.canonical, kept[p]).log_odds());
    });
    std::vector<float> out;
    for (std::size_t p = 0; p < kept.size(); ++p)
        if (odds[p] > kEdgeAbove) {
            fit.edges.push_back({kept[p].a, kept[p].b});
            out.push_back(odds[p]);
        }
    return out;
}

namespace {

void learn_from_people(Fit& fit, const EntityModel& entity, const LearningSample& sample,
                       const Context& context) {
    const bool all = sample.share == 1;
    const PartitionInput input{entity, fit.prior, all ? fit.edges : sample.edges,
                               all ? fit.constraints : sample.constraints};
    const auto people = people_of(agglomerate(input, context), entity, context);
    learn_variation(fit.model, entity, people, context);
    learn_aliases(fit.model, entity, people, context);
    fit.prior = learn_sizes(fit.canonical, sample, people);
}

void find_people(Fit& fit, const std::vector<float>& log_odds, const Context& context) {
    Stage stage(context, "finding people", kPeopleRounds);
    const EntityModel entity(fit.canonical, fit.comparators, fit.model);
    variation_from_pairs(fit.model);
    fit.prior = SizePrior::from_pairs(fit.canonical, fit.model);
    const LearningSample sample =
        learning_sample(fit.canonical, fit.edges, log_odds, fit.constraints);
    for (int round = 0; round + 1 < kPeopleRounds; ++round) {
        learn_from_people(fit, entity, sample, context);
        stage.advance();
    }
    const PartitionInput input{entity, fit.prior, fit.edges, fit.constraints};
    fit.partition = agglomerate(input, context);
    move_records(input, fit.partition, kMoveSweeps, context);
}

}  // namespace

void prepare(Fit& fit, const RecordSet& records, const LinkOptions& options) {
    fit.canonical = make_canonical(records);
    place_lone_names(fit.canonical);
    fit.constraints = canonical_decisions(options.decisions, fit.canonical);
    fit.copies = find_copies(fit.canonical, fit.constraints);
    silence_copies(fit.canonical, fit.copies);
    for (std::size_t f = 0; f < fit.canonical.fields.size(); ++f)
        fit.comparators.emplace_back(fit.canonical.fields[f], static_cast<std::uint8_t>(f));
}

std::unique_ptr<Fit> fit(const RecordSet& records, const LinkOptions& options,
                         const Context& context, bool people) {
    auto out = std::make_unique<Fit>();
    {
        const Stage stage(context, "preparing values");
        prepare(*out, records, options);
    }
    {
        const Stage stage(context, "finding candidates");
        out->model = first_model(out->canonical, out->comparators, context);
        const Blocks blocks = candidate_blocks(*out, options.effort, context);
        out->compared_all = blocks.all_pairs;
        out->keys_used = blocks.kinds_used;
        out->pairs =
            compare_candidates(out->canonical, out->comparators, out->model, blocks, context);
    }
    learn_weights(*out, context);
    const std::vector<float> log_odds = find_edges(*out, context);
    out->constraints.same.insert(out->constraints.same.end(), out->copies.same.begin(),
                                 out->copies.same.end());
    if (people) find_people(*out, log_odds, context);
    return out;
}

}  // namespace dalil::linking
