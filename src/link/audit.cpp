#include "link/audit.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kStream = 0x6175646974ULL;
constexpr double kPairsCompared = 4e6;  ///< sampled records times all records
constexpr std::size_t kLeastSampled = 64;
constexpr std::size_t kMostSampled = 2'000;
constexpr double kWorthAsking = -3;  ///< ln odds of the pair before the whole person is asked

std::vector<std::uint32_t> sample_of_lone(const Fit& fit, const Groups& people, std::uint64_t seed,
                                          std::uint64_t& lone) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ranked;
    for (std::uint32_t r = 0; r < fit.canonical.n; ++r)
        if (people.size(fit.partition.cluster_of[r]) == 1 && fit.copies.left_out[r] == 0)
            ranked.emplace_back(mix64(mix64(seed, kStream), fit.canonical.keys[r]), r);
    lone = ranked.size();
    const auto wanted =
        std::max(kLeastSampled,
                 static_cast<std::size_t>(kPairsCompared / std::max<double>(fit.canonical.n, 1)));
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min({ranked.size(), wanted, kMostSampled}));
    std::vector<std::uint32_t> out;
    for (const auto& [rank, r] : ranked) out.push_back(r);
    return out;
}

/// What agreement with one record is worth, for every value of every field: comparing it with all
/// records is then no more than adding up.
class WorthOfValues {
  public:
    WorthOfValues(const Fit& fit, std::uint32_t r, EntityWork& work) : fit_(fit), r_(r) {
        for (std::size_t f = 0; f < fit.comparators.size(); ++f) {
            const FieldModel& field = fit.model.fields[f];
            const std::uint32_t code = fit.canonical.fields[f].codes[r];
            worth_.emplace_back(fit.canonical.fields[f].values.size(), 0.0F);
            for (std::uint32_t v = 1; v < worth_[f].size() && code != 0; ++v) {
                const Agreement agreement = fit.comparators[f].compare(code, v, work.cache);
                worth_[f][v] = field.log_match[agreement.level] + agreement.log_gain;
            }
        }
    }
    /// Records whose ln odds of being one person with r are above `least`.
    std::vector<std::uint32_t> above(double least) const {
        const Canonical& canonical = fit_.canonical;
        std::vector<float> sum(canonical.n, 0);
        for (std::size_t f = 0; f < worth_.size(); ++f)
            for (std::uint32_t s = 0; s < canonical.n; ++s)
                sum[s] += worth_[f][canonical.fields[f].codes[s]];
        std::vector<double> limit;
        for (std::uint32_t source = 0; source < canonical.sources(); ++source) {
            const std::uint32_t lists = fit_.model.list_pair(canonical.source[r_], source);
            limit.push_back(least - std::log(std::max(fit_.model.match_share[lists], 1e-300)));
        }
        std::vector<std::uint32_t> out;
        for (std::uint32_t s = 0; s < canonical.n; ++s)
            if (s != r_ && fit_.copies.left_out[s] == 0 &&
                static_cast<double>(sum[s]) > limit[canonical.source[s]])
                out.push_back(s);
        return out;
    }

  private:
    const Fit& fit_;
    std::uint32_t r_;
    std::vector<std::vector<float>> worth_;
};

/// Probability that the lone record belongs to a person whom no edge of it reaches.
double belongs_elsewhere(const Fit& fit, const Groups& people, const MergeRule& rule,
                         const std::vector<std::vector<std::uint32_t>>& reached,
                         std::size_t sampled, std::uint32_t r, EntityWork& work) {
    std::vector<std::uint32_t> labels;
    Cluster scratch;
    for (const std::uint32_t s : WorthOfValues(fit, r, work).above(kWorthAsking))
        labels.push_back(fit.partition.cluster_of[s]);
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    const Cluster alone = rule.entity().single(r);
    double odds = 0;
    for (const std::uint32_t label : labels) {
        if (std::binary_search(reached[sampled].begin(), reached[sampled].end(), label)) continue;
        const MergeRule::Parts parts =
            rule.parts(alone, people.cluster(label, work, scratch), work);
        if (!parts.forbidden) odds += std::exp(std::min(parts.evidence + parts.prior, 50.0));
    }
    return odds / (1 + odds);
}

struct Missed {
    double share = 0, spread = 0;  ///< of lone records, and its standard error
    std::uint64_t lone = 0;
};

Missed missed_by_keys(const Fit& fit, const Groups& people, const MergeRule& rule,
                      const Context& context) {
    Missed out;
    const auto sample = sample_of_lone(fit, people, context.seed, out.lone);
    if (fit.compared_all || sample.empty()) return out;
    std::vector<std::uint32_t> place(fit.canonical.n, ~0U);
    for (std::uint32_t i = 0; i < sample.size(); ++i) place[sample[i]] = i;
    std::vector<std::vector<std::uint32_t>> reached(sample.size());
    for (const RecordEdge& e : fit.edges) {
        if (place[e.a] != ~0U) reached[place[e.a]].push_back(fit.partition.cluster_of[e.b]);
        if (place[e.b] != ~0U) reached[place[e.b]].push_back(fit.partition.cluster_of[e.a]);
    }
    for (auto& labels : reached) std::sort(labels.begin(), labels.end());
    std::vector<double> elsewhere(sample.size(), 0);
    parallel_for(context, sample.size(), 4, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t i = begin; i < end; ++i)
            elsewhere[i] = belongs_elsewhere(fit, people, rule, reached, i, sample[i], work);
    });
    double sum = 0;
    for (const double p : elsewhere) sum += p;
    const double m = static_cast<double>(sample.size());
    out.share = sum / m;
    // Agresti and Coull (1998): a sample without any still leaves room for some.
    const double smoothed = (sum + 0.5) / (m + 1);
    out.spread = std::sqrt(smoothed * (1 - smoothed) / (m + 1));
    return out;
}

}  // namespace

Shortfall audit(const Fit& fit, const EntityModel& entity, const Groups& people,
                std::uint32_t draws, const Context& context) {
    const MergeRule rule(entity, fit.prior, fit.constraints);
    const Missed missed = missed_by_keys(fit, people, rule, context);
    Shortfall out;
    for (std::uint32_t d = 0; d < draws; ++d) {
        Rng rng(context.seed, kStream, d);
        const double share = std::clamp(missed.share + missed.spread * rng.normal(), 0.0, 1.0);
        const double by_keys = missed.share > 0 ? share * static_cast<double>(missed.lone) : 0;
        out.missing_links.push_back(by_keys);
    }
    std::uint64_t people_found = 0;
    for (std::uint32_t r = 0; r < fit.canonical.n; ++r)
        people_found += fit.partition.cluster_of[r] == r;
    const double found = static_cast<double>(fit.canonical.n - people_found);
    const double lost = missed.share * static_cast<double>(missed.lone);
    out.missed_link_share = lost + found > 0 ? lost / (lost + found) : 0;
    return out;
}

}  // namespace dalil::linking
