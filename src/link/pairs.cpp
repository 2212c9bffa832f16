#include "link/pairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include "dalil/base/parallel.hpp"
#include "link/crossed.hpp"
#include "link/rows.hpp"

namespace dalil::linking {
namespace {

constexpr double kKeepAbove = -8;  ///< ln odds under the first model, which is off by a few nats
constexpr double kKeepRelatedAbove = -2;  ///< relatives need not be complete, only typical
constexpr std::size_t kLeastChunk = 256;  ///< records
constexpr std::size_t kChunks = 256;

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
        for (std::size_t f = 0; f < model.fields.size(); ++f) {
            const FieldModel& field = model.fields[f];
            std::uint8_t last = 0;
            while (last + 1 < field.levels && field.group[last + 1] == field.group[0]) ++last;
            Row near{};
            near.fill(-1e30F);
            for (std::uint8_t l = 1; l < last; ++l)
                for (std::size_t i = 0; i < near.size(); ++i)
                    near[i] = std::max(near[i], rows_[f * (kMissing + 1) + l][i]);
            near_.push_back(near);
            different_.push_back(rows_[f * (kMissing + 1) + last]);
            shared_.push_back(field.role != FieldRole::Individual);
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
    /// Adds the most that two different values of the field can come to.
    void add_most(std::size_t field, float gain, Row& most) const {
        const float related_gain = shared_[field] != 0 ? gain : 0;
        const Row &near = near_[field], &different = different_[field];
        most[0] += std::max(near[0] + gain, different[0]);
        for (std::size_t i = 1; i < most.size(); ++i)
            most[i] += std::max(near[i] + related_gain, different[i]);
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
    std::vector<Row> near_, different_;  ///< by field: best of the levels between; last level
    std::vector<std::uint8_t> shared_;   ///< by field: relatives may share it
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
        std::array<std::uint8_t, kMaxFields> open;
        std::size_t opens = 0;
        for (std::size_t f = 0; f < comparators_.size(); ++f) {
            Agreement agreement;
            if (comparators_[f].settled(x[f], y[f], agreement))
                add(f, agreement, pair, sum);
            else
                open[opens++] = static_cast<std::uint8_t>(f);
        }
        if (opens > 0 && is_hopeless(pair, sum, {open.data(), opens})) return;
        for (std::size_t i = 0; i < opens; ++i)
            add(open[i], comparators_[open[i]].compare(x[open[i]], y[open[i]], cache), pair, sum);
        const bool keep = score_.worth_keeping(pair, sum);
        if (keep) kept.push_back(pair);
        // A pair that looks crossed may stand in both lists.
        if (names_ && looks_crossed(canonical_, comparators_, *names_, pair) &&
            (keep || score_.worth_keeping(
                         crossed_pair(canonical_, comparators_, model_, *names_, a, b, cache))))
            crossed.push_back(pair);
    }
    void add(std::size_t f, const Agreement& agreement, ComparedPair& pair,
             QuickScore::Row& sum) const {
        pair.pattern |= Pattern{agreement.level} << (4 * f);
        (individual_[f] != 0 ? pair.gain_individual : pair.gain_shared) += agreement.log_gain;
        score_.add(f, agreement.level, sum);
    }
    /// Not worth keeping, however alike the values of the open fields are.
    bool is_hopeless(const ComparedPair& pair, QuickScore::Row most,
                     std::span<const std::uint8_t> open) const {
        const std::uint32_t *x = rows_.of(pair.a), *y = rows_.of(pair.b);
        bool given = false, family = false;
        for (const std::uint8_t f : open) {
            score_.add_most(f, comparators_[f].most_gain(x[f], y[f]), most);
            given = given || (names_ && f == names_->given);
            family = family || (names_ && f == names_->family);
        }
        if (score_.worth_keeping(pair, most)) return false;
        if (!names_) return true;
        const auto differs = [&](std::size_t f, bool is_open) {
            return is_open || level_of(pair.pattern, f) + 1U == comparators_[f].levels().size();
        };
        return !differs(names_->given, given) || !differs(names_->family, family) ||
               !alike_when_crossed(canonical_, comparators_, *names_, pair.a, pair.b);
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

/// Buffers of one thread, handed from one piece of work to the next.
struct Buffers {
    explicit Buffers(std::uint32_t records) : stamps(records, ~0U) {}
    AgreementCache cache;
    std::vector<std::uint32_t> stamps, others;
};

class BufferPool {
  public:
    explicit BufferPool(std::uint32_t records) : records_(records) {}
    std::unique_ptr<Buffers> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                auto out = std::move(free_.back());
                free_.pop_back();
                return out;
            }
        }
        return std::make_unique<Buffers>(records_);
    }
    void give(std::unique_ptr<Buffers> buffers) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(buffers));
    }

  private:
    std::uint32_t records_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Buffers>> free_;
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
    BufferPool pool(canonical.n);
    Stage stage(context, "comparing pairs", canonical.n);
    parallel_for(context, canonical.n, grain, [&](std::size_t begin, std::size_t end) {
        const std::size_t chunk = begin / grain;
        auto buffers = pool.take();
        auto& [cache, stamps, others] = *buffers;
        for (auto a = static_cast<std::uint32_t>(begin); a < end; ++a) {
            if (a % 256 == 0) context.check_stop();
            others.clear();
            candidates_of(blocks, canonical, a, stamps, others);
            if (fresh != nullptr && (*fresh)[a] == 0)
                std::erase_if(others, [&](std::uint32_t b) { return (*fresh)[b] == 0; });
            compared[chunk] += others.size();
            comparison.with(a, others, cache, kept[chunk], crossed[chunk]);
        }
        pool.give(std::move(buffers));
        stage.advance(end - begin);
    });
    ComparedPairs out;
    for (const std::uint64_t count : compared) out.compared += count;
    join(kept, out.kept);
    join(crossed, out.crossed);
    return out;
}

}  // namespace dalil::linking
