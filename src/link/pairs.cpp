#include "link/pairs.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "link/crossed.hpp"
#include "link/rows.hpp"

namespace dalil::linking {
namespace {

constexpr double kKeepAbove = -8;  ///< ln odds under the first model, which is off by a few nats
constexpr double kKeepRelatedAbove = -2;  ///< relatives need not be complete, only typical
constexpr std::size_t kChunk = 1'024;

/// The first model as one table per field and level: ln ratio of a match, then of each related
/// class.
class QuickScore {
  public:
    QuickScore(const Model& model, const Canonical& canonical)
        : canonical_(canonical), model_(model) {
        for (const FieldModel& field : model.fields) {
            std::array<Row, kMissing + 1> rows{};
            for (std::uint8_t l = 0; l <= kMissing; ++l) {
                rows[l][0] = field.log_match[l];
                for (std::size_t k = 0; k < kRelatedClasses; ++k)
                    rows[l][1 + k] = field.log_related[k][l];
            }
            tables_.push_back(rows);
        }
        for (const double share : model.match_share)
            keep_match_.push_back(
                static_cast<float>(kKeepAbove - std::log(std::max(share, 1e-300))));
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            keep_related_[k] = static_cast<float>(
                kKeepRelatedAbove - std::log(std::max(model.related_share[k], 1e-300)));
    }

    bool worth_keeping(const ComparedPair& pair) const {
        Row sum{};
        for (std::size_t f = 0; f < tables_.size(); ++f) {
            const Row& row = tables_[f][level_of(pair.pattern, f)];
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += row[i];
        }
        const std::uint32_t lists =
            model_.list_pair(canonical_.source[pair.a], canonical_.source[pair.b]);
        bool keep = sum[0] + pair.gain_shared + pair.gain_individual > keep_match_[lists];
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            keep = keep || sum[1 + k] + pair.gain_shared > keep_related_[k];
        return keep;
    }

  private:
    using Row = std::array<float, 8>;
    const Canonical& canonical_;
    const Model& model_;
    std::vector<std::array<Row, kMissing + 1>> tables_;
    std::vector<float> keep_match_;
    std::array<float, kRelatedClasses> keep_related_{};
};

ComparedPair compare_rows(const Rows& rows, const std::vector<Comparator>& comparators,
                          const std::vector<std::uint8_t>& individual, std::uint32_t a,
                          std::uint32_t b, AgreementCache& cache) {
    ComparedPair pair{a, b, 0, 0, 0};
    const std::uint32_t *x = rows.of(a), *y = rows.of(b);
    for (std::size_t f = 0; f < comparators.size(); ++f) {
        const Agreement agreement = comparators[f].compare(x[f], y[f], cache);
        pair.pattern |= Pattern{agreement.level} << (4 * f);
        (individual[f] != 0 ? pair.gain_individual : pair.gain_shared) += agreement.log_gain;
    }
    return pair;
}

}  // namespace

ComparedPair compare_records(const Canonical& canonical, const std::vector<Comparator>& comparators,
                             const Model& model, std::uint32_t a, std::uint32_t b,
                             AgreementCache& cache) {
    ComparedPair pair{a, b, 0, 0, 0};
    for (std::size_t f = 0; f < comparators.size(); ++f) {
        const auto& codes = canonical.fields[f].codes;
        const Agreement agreement = comparators[f].compare(codes[a], codes[b], cache);
        pair.pattern |= Pattern{agreement.level} << (4 * f);
        (model.fields[f].role == FieldRole::Individual ? pair.gain_individual : pair.gain_shared) +=
            agreement.log_gain;
    }
    return pair;
}

PairOdds pair_odds(const Model& model, const Canonical& canonical, const ComparedPair& pair) {
    double match = 0;
    std::array<double, kRelatedClasses> related{};
    for (std::size_t f = 0; f < model.fields.size(); ++f) {
        const std::uint8_t level = level_of(pair.pattern, f);
        match += static_cast<double>(model.fields[f].log_match[level]);
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            related[k] += static_cast<double>(model.fields[f].log_related[k][level]);
    }
    const double share =
        model.match_share[model.list_pair(canonical.source[pair.a], canonical.source[pair.b])];
    const double gain_shared = static_cast<double>(pair.gain_shared);
    PairOdds out;
    out.match = std::log(std::max(share, 1e-300)) + match + gain_shared +
                static_cast<double>(pair.gain_individual);
    double sum = 1;
    for (std::size_t k = 0; k < kRelatedClasses; ++k)
        if (model.related_share[k] > 0)
            sum += model.related_share[k] * std::exp(std::min(600.0, related[k] + gain_shared));
    out.related = std::log(sum);
    return out;
}

ComparedPairs compare_candidates(const Canonical& canonical,
                                 const std::vector<Comparator>& comparators, const Model& model,
                                 const Blocks& blocks, const Context& context) {
    const std::size_t chunks = (canonical.n + kChunk - 1) / kChunk;
    std::vector<std::vector<ComparedPair>> kept(chunks);
    std::vector<std::vector<ComparedPair>> crossed(chunks);
    std::vector<std::uint64_t> compared(chunks, 0);
    const auto names = name_columns(canonical);
    const QuickScore score(model, canonical);
    const Rows rows(canonical);
    std::vector<std::uint8_t> individual;
    for (const FieldModel& field : model.fields)
        individual.push_back(field.role == FieldRole::Individual);
    Stage stage(context, "comparing pairs", canonical.n);
    parallel_for(context, canonical.n, kChunk, [&](std::size_t begin, std::size_t end) {
        thread_local AgreementCache cache;
        thread_local std::vector<std::uint32_t> stamps;
        cache = AgreementCache();
        stamps.assign(canonical.n, ~0U);
        auto& out = kept[begin / kChunk];
        std::uint64_t count = 0;
        const auto use = [&](std::uint32_t a, std::uint32_t b) {
            ++count;
            const ComparedPair pair = compare_rows(rows, comparators, individual, a, b, cache);
            const bool keep = score.worth_keeping(pair);
            if (keep) out.push_back(pair);
            // A pair that looks crossed may stand in both lists.
            if (names && looks_crossed(canonical, comparators, *names, pair) &&
                (keep || score.worth_keeping(
                             crossed_pair(canonical, comparators, model, *names, a, b, cache))))
                crossed[begin / kChunk].push_back(pair);
        };
        for_each_candidate(blocks, canonical, static_cast<std::uint32_t>(begin),
                           static_cast<std::uint32_t>(end), stamps, use);
        compared[begin / kChunk] = count;
        stage.advance(end - begin);
    });
    ComparedPairs out;
    for (std::size_t c = 0; c < chunks; ++c) {
        out.compared += compared[c];
        out.kept.insert(out.kept.end(), kept[c].begin(), kept[c].end());
        out.crossed.insert(out.crossed.end(), crossed[c].begin(), crossed[c].end());
        kept[c] = {};
    }
    return out;
}

}  // namespace dalil::linking
