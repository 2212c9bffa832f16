#include "link/pairs.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "dalil/base/parallel.hpp"
#include "link/crossed.hpp"
#include "link/rows.hpp"

namespace dalil::linking {
namespace {

constexpr double kKeepAbove = -8;  ///< ln odds under the first model, which is off by a few nats
constexpr double kKeepRelatedAbove = -2;  ///< relatives need not be complete, only typical
constexpr std::size_t kLeastChunk = 256;  ///< records
constexpr std::size_t kChunks = 256;      ///< each has stamps of all records

/// The first model as one row per field and level: ln ratio of a match, then of each related class.
class QuickScore {
  public:
    using Row = std::array<float, 8>;

    QuickScore(const Model& model, const Canonical& canonical)
        : canonical_(canonical), model_(model), rows_(model.fields.size() * (kMissing + 1)) {
        for (std::size_t f = 0; f < model.fields.size(); ++f) {
            const FieldModel& field = model.fields[f];
            for (std::size_t l = 0; l <= kMissing; ++l) {
                Row& row = rows_[f * (kMissing + 1) + l];
                row[0] = field.log_match[l];
                for (std::size_t k = 0; k < kRelatedClasses; ++k)
                    row[1 + k] = field.log_related[k][l];
            }
        }
        for (const double share : model.match_share)
            keep_match_.push_back(
                static_cast<float>(kKeepAbove - std::log(std::max(share, 1e-300))));
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            keep_related_[k] = static_cast<float>(
                kKeepRelatedAbove - std::log(std::max(model.related_share[k], 1e-300)));
    }

    void add(std::size_t field, std::uint8_t level, Row& sum) const {
        const Row& row = rows_[field * (kMissing + 1) + level];
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += row[i];
    }
    bool worth_keeping(const ComparedPair& pair) const {
        Row sum{};
        const std::size_t fields = rows_.size() / (kMissing + 1);
        for (std::size_t f = 0; f < fields; ++f) add(f, level_of(pair.pattern, f), sum);
        return worth_keeping(pair, sum);
    }
    bool worth_keeping(const ComparedPair& pair, const Row& sum) const {
        const std::uint32_t lists =
            model_.list_pair(canonical_.source[pair.a], canonical_.source[pair.b]);
        bool keep = sum[0] + pair.gain_shared + pair.gain_individual > keep_match_[lists];
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            keep = keep || sum[1 + k] + pair.gain_shared > keep_related_[k];
        return keep;
    }

  private:
    const Canonical& canonical_;
    const Model& model_;
    std::vector<Row> rows_;
    std::vector<float> keep_match_;
    std::array<float, kRelatedClasses> keep_related_{};
};

/// Compares one record with many, a few of which are on their way from memory while one is
/// compared.
class Comparison {
  public:
    Comparison(const Canonical& canonical, const std::vector<Comparator>& comparators,
               const Model& model)
        : canonical_(canonical),
          comparators_(comparators),
          model_(model),
          names_(name_columns(canonical)),
          score_(model, canonical),
          rows_(canonical) {
        for (const FieldModel& field : model.fields)
            individual_.push_back(field.role == FieldRole::Individual);
        for (std::size_t f = 0; f < comparators.size(); ++f)
            if (canonical.fields[f].values.size() > kFewValues) many_values_.push_back(f);
    }

    void with(std::uint32_t a, const std::vector<std::uint32_t>& others, AgreementCache& cache,
              std::vector<ComparedPair>& kept, std::vector<ComparedPair>& crossed) const {
        for (std::size_t i = 0; i < others.size(); ++i) {
            if (i + 2 * kAhead < others.size() && rows_.width() > 0) {
                const std::uint32_t* row = rows_.of(others[i + 2 * kAhead]);
                __builtin_prefetch(row);
                __builtin_prefetch(row + rows_.width() - 1);
            }
            if (i + kAhead < others.size()) {
                const std::uint32_t* row = rows_.of(others[i + kAhead]);
                for (const std::size_t f : many_values_) comparators_[f].prefetch(row[f]);
            }
            one(a, others[i], cache, kept, crossed);
        }
    }

  private:
    static constexpr std::size_t kAhead = 4;
    static constexpr std::size_t kFewValues = 1'000;

    void one(std::uint32_t a, std::uint32_t b, AgreementCache& cache,
             std::vector<ComparedPair>& kept, std::vector<ComparedPair>& crossed) const {
        ComparedPair pair{a, b, 0, 0, 0};
        QuickScore::Row sum{};
        const std::uint32_t *x = rows_.of(a), *y = rows_.of(b);
        for (std::size_t f = 0; f < comparators_.size(); ++f) {
            const Agreement agreement = comparators_[f].compare(x[f], y[f], cache);
            pair.pattern |= Pattern{agreement.level} << (4 * f);
            (individual_[f] != 0 ? pair.gain_individual : pair.gain_shared) += agreement.log_gain;
            score_.add(f, agreement.level, sum);
        }
        const bool keep = score_.worth_keeping(pair, sum);
        if (keep) kept.push_back(pair);
        // A pair that looks crossed may stand in both lists.
        if (names_ && looks_crossed(canonical_, comparators_, *names_, pair) &&
            (keep || score_.worth_keeping(
                         crossed_pair(canonical_, comparators_, model_, *names_, a, b, cache))))
            crossed.push_back(pair);
    }

    const Canonical& canonical_;
    const std::vector<Comparator>& comparators_;
    const Model& model_;
    std::optional<NameColumns> names_;
    QuickScore score_;
    Rows rows_;
    std::vector<std::uint8_t> individual_;
    std::vector<std::size_t> many_values_;  ///< fields whose values do not stay in the cache
};

/// Puts parts one after the other, freeing each.
void join(std::vector<std::vector<ComparedPair>>& parts, std::vector<ComparedPair>& out) {
    std::size_t size = 0;
    for (const auto& part : parts) size += part.size();
    out.reserve(size);
    for (auto& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
        part = {};
    }
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
                                 const Blocks& blocks, const Context& context,
                                 const std::vector<std::uint8_t>* fresh) {
    const std::size_t grain = std::max(kLeastChunk, (canonical.n + kChunks - 1) / kChunks);
    const std::size_t chunks = (canonical.n + grain - 1) / grain;
    std::vector<std::vector<ComparedPair>> kept(chunks);
    std::vector<std::vector<ComparedPair>> crossed(chunks);
    std::vector<std::uint64_t> compared(chunks, 0);
    const Comparison comparison(canonical, comparators, model);
    Stage stage(context, "comparing pairs", canonical.n);
    parallel_for(context, canonical.n, grain, [&](std::size_t begin, std::size_t end) {
        const std::size_t chunk = begin / grain;
        AgreementCache cache;
        std::vector<std::uint32_t> stamps(canonical.n, ~0U), others;
        for (auto a = static_cast<std::uint32_t>(begin); a < end; ++a) {
            if (a % 256 == 0) context.check_stop();
            others.clear();
            candidates_of(blocks, canonical, a, stamps, others);
            if (fresh != nullptr && (*fresh)[a] == 0)
                std::erase_if(others, [&](std::uint32_t b) { return (*fresh)[b] == 0; });
            compared[chunk] += others.size();
            comparison.with(a, others, cache, kept[chunk], crossed[chunk]);
        }
        stage.advance(end - begin);
    });
    ComparedPairs out;
    for (const std::uint64_t count : compared) out.compared += count;
    join(kept, out.kept);
    join(crossed, out.crossed);
    return out;
}

}  // namespace dalil::linking
