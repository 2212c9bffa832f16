#include "link/bystanders.hpp"

#include <algorithm>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"

namespace dalil::linking {
namespace {

constexpr std::size_t kPairsPerField = 20'000;
constexpr std::uint64_t kStream = 0x62797374616eULL;
/// Fields that more pairs than this share tell nothing of who is related: a country, a sex.
constexpr double kLargestShare = 0.02;

/// Records of one field sorted by value, with the number of pairs up to each value.
class SharedField {
  public:
    SharedField(const CanonicalField& field, std::size_t index) : index_(index) {
        begin_.assign(field.values.size() + 1, 0);
        for (const std::uint32_t code : field.codes)
            if (code != 0) ++begin_[code + 1];
        for (std::size_t v = 1; v < begin_.size(); ++v) begin_[v] += begin_[v - 1];
        records_.resize(begin_.back());
        std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t r = 0; r < field.codes.size(); ++r)
            if (field.codes[r] != 0) records_[next[field.codes[r]]++] = r;
        pairs_.push_back(0);
        for (std::size_t v = 0; v + 1 < begin_.size(); ++v) {
            const double count = begin_[v + 1] - begin_[v];
            pairs_.push_back(pairs_.back() + count * (count - 1) / 2);
        }
    }
    std::size_t index() const { return index_; }
    double pairs() const { return pairs_.back(); }
    std::size_t drawn() const {
        return static_cast<std::size_t>(std::min<double>(kPairsPerField, pairs()));
    }
    /// Chance of one pair that shares the value to be drawn.
    double rate() const { return static_cast<double>(drawn()) / std::max(pairs(), 1.0); }

    /// A pair drawn uniformly.
    std::pair<std::uint32_t, std::uint32_t> draw(Rng& rng) const {
        const double at = rng.uniform() * pairs();
        const auto value = static_cast<std::size_t>(
            std::upper_bound(pairs_.begin(), pairs_.end(), at) - pairs_.begin() - 1);
        const std::uint32_t first = begin_[value], count = begin_[value + 1] - first;
        const auto i = static_cast<std::uint32_t>(rng.below(count));
        const auto j = static_cast<std::uint32_t>((i + 1 + rng.below(count - 1)) % count);
        return std::minmax(records_[first + i], records_[first + j]);
    }

  private:
    std::size_t index_;
    std::vector<std::uint32_t> begin_, records_;
    std::vector<double> pairs_;
};

/// Shares are of all pairs that could be one person: not those within a list that holds nobody
/// twice.
bool may_match(const Canonical& canonical, std::uint32_t a, std::uint32_t b) {
    return canonical.source[a] != canonical.source[b] ||
           !canonical.source_has_no_duplicates[canonical.source[a]];
}

bool is_kept(const std::vector<ComparedPair>& kept, std::uint32_t a, std::uint32_t b) {
    auto at = std::lower_bound(kept.begin(), kept.end(), a,
                               [](const ComparedPair& p, std::uint32_t key) { return p.a < key; });
    while (at != kept.end() && at->a == a && at->b != b) ++at;
    return at != kept.end() && at->a == a;
}

std::vector<SharedField> shared_fields(const Canonical& canonical, const Model& model) {
    std::vector<SharedField> out;
    const double all = 0.5 * canonical.n * (canonical.n - 1.0);
    for (std::size_t f = 0; f < canonical.fields.size(); ++f) {
        if (!model.fields[f].relates) continue;
        SharedField field(canonical.fields[f], f);
        if (field.pairs() > 0 && field.pairs() <= kLargestShare * all)
            out.push_back(std::move(field));
    }
    return out;
}

}  // namespace

std::vector<WeightedPair> sample_bystanders(const Canonical& canonical,
                                            const std::vector<Comparator>& comparators,
                                            const Model& model,
                                            const std::vector<ComparedPair>& kept,
                                            const Context& context) {
    const std::vector<SharedField> fields = shared_fields(canonical, model);
    std::vector<std::vector<WeightedPair>> drawn(fields.size());
    parallel_for(context, fields.size(), 1, [&](std::size_t f, std::size_t) {
        Rng rng(context.seed, kStream, fields[f].index());
        AgreementCache cache(14);
        for (std::size_t k = 0; k < fields[f].drawn(); ++k) {
            const auto [a, b] = fields[f].draw(rng);
            if (!may_match(canonical, a, b) || is_kept(kept, a, b)) continue;
            // The expected number of times that the pair is drawn, through any of the fields.
            double rate = 0;
            for (const SharedField& other : fields) {
                const auto& codes = canonical.fields[other.index()].codes;
                if (codes[a] != 0 && codes[a] == codes[b]) rate += other.rate();
            }
            drawn[f].push_back(
                {compare_records(canonical, comparators, model, a, b, cache), 1 / rate});
        }
    });
    std::vector<WeightedPair> out;
    for (const auto& part : drawn) out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace dalil::linking
