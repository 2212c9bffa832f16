#include "link/entity.hpp"

#include <algorithm>
#include <cmath>

namespace dalil::linking {
namespace {

constexpr std::size_t kLargestTree = 48;  ///< distinct values beyond these hang on as "different"

double log_gamma_count(std::uint32_t n) {
    // ln (n - 1)! for the small counts that nearly all clusters have.
    static const auto table = [] {
        std::array<double, 64> t{};
        for (std::size_t i = 1; i < t.size(); ++i) t[i] = std::lgamma(static_cast<double>(i));
        return t;
    }();
    return n < table.size() ? table[n] : std::lgamma(static_cast<double>(n));
}

/// ln [(alpha + 1) ... (alpha + n - 1)], the denominator of the process after the first value.
double log_rising(const FieldModel& field, std::uint32_t n) {
    if (n < field.log_rising.size()) return field.log_rising[n];
    return std::lgamma(n + field.alpha) - std::lgamma(1 + field.alpha);
}

void merge_values(const ClusterValue* a, const ClusterValue* a_end, const ClusterValue* b,
                  const ClusterValue* b_end, std::vector<ClusterValue>& out) {
    while (a != a_end && b != b_end) {
        if (a->code == b->code)
            out.push_back({a->code, a->count + b->count}), ++a, ++b;
        else
            out.push_back(a->code < b->code ? *a++ : *b++);
    }
    out.insert(out.end(), a, a_end);
    out.insert(out.end(), b, b_end);
}

void merge_sources(const std::vector<SourceCount>& a, const std::vector<SourceCount>& b,
                   std::vector<SourceCount>& out) {
    auto i = a.begin(), j = b.begin();
    while (i != a.end() && j != b.end()) {
        if (i->source == j->source)
            out.push_back({i->source, i->count + j->count}), ++i, ++j;
        else
            out.push_back(i->source < j->source ? *i++ : *j++);
    }
    out.insert(out.end(), i, a.end());
    out.insert(out.end(), j, b.end());
}

}  // namespace

bool EntityModel::is_range(std::size_t field, std::uint32_t code) const {
    return comparators_[field].kind() == ValueKind::Date &&
           !comparators_[field].dates()[code].to_the_day;
}

/// Maximum spanning tree over distinct values (Prim 1957).
/// What is known of two values from other people, beyond their likeness.
float EntityModel::alias_bonus(std::size_t f, std::uint32_t a, std::uint32_t b,
                               const Agreement& agreement) const {
    const FieldModel& field = model_.fields[f];
    if (field.aliases.empty() || a == b || agreement.level == kMissing) return 0;
    const float likeness = field.log_theta[agreement.level] + agreement.log_gain;
    return field.aliases.weight(a, b, likeness, comparators_[f].log_share(a),
                                comparators_[f].log_share(b)) -
           likeness;
}

double EntityModel::tree(std::size_t f, EntityWork& work, const ClusterValue* begin,
                         const ClusterValue* end, LevelTable* edges) const {
    const FieldModel& field = model_.fields[f];
    const Comparator& comparator = comparators_[f];
    const std::size_t k = static_cast<std::size_t>(end - begin);
    const auto weight = [&](std::uint32_t a, std::uint32_t b, std::uint8_t& level) {
        const Agreement agreement = comparator.compare(a, b, work.cache);
        level = agreement.level;
        const float likeness = field.log_theta[agreement.level] + agreement.log_gain;
        return k <= kMostAliased ? likeness + alias_bonus(f, a, b, agreement) : likeness;
    };
    std::uint8_t level = 0;
    if (k == 2) {
        const float w = weight(begin[0].code, begin[1].code, level);
        if (edges != nullptr) (*edges)[level] += 1;
        return static_cast<double>(w);
    }
    const std::size_t used = std::min(k, kLargestTree);
    const std::uint8_t different = [&] {
        std::uint8_t l = 0;
        while (l + 1 < field.levels && field.group[l + 1] == field.group[l]) ++l;
        return l;
    }();
    double total = static_cast<double>(k - used) * static_cast<double>(field.log_theta[different]);
    if (edges != nullptr) (*edges)[different] += static_cast<double>(k - used);
    work.best.assign(used, -1e30F);
    work.open.assign(used, 0);  // level of the best edge; kMissing + 1 once in the tree
    std::size_t last = 0;
    work.open[0] = kMissing + 1;
    for (std::size_t step = 1; step < used; ++step) {
        std::size_t next = 0;
        float next_weight = -2e30F;
        for (std::size_t v = 1; v < used; ++v) {
            if (work.open[v] > kMissing) continue;
            const float w = weight(begin[last].code, begin[v].code, level);
            if (w > work.best[v]) {
                work.best[v] = w;
                work.open[v] = level;
            }
            if (work.best[v] > next_weight) {
                next_weight = work.best[v];
                next = v;
            }
        }
        total += static_cast<double>(next_weight);
        if (edges != nullptr) (*edges)[work.open[next]] += 1;
        work.open[next] = kMissing + 1;
        last = next;
    }
    return total;
}

/// Years and ages are not errors about a date but blunter sights of it: each hangs on the value
/// that suits it best.
double EntityModel::ranges(std::size_t f, EntityWork& work, const ClusterValue* begin,
                           const ClusterValue* end, LevelTable* edges) const {
    const FieldModel& field = model_.fields[f];
    double total = 0;
    bool rooted =
        std::any_of(begin, end, [&](const ClusterValue& v) { return !is_range(f, v.code); });
    for (const ClusterValue* v = begin; v != end; ++v) {
        if (!is_range(f, v->code)) continue;
        std::uint8_t best = kMissing;
        std::uint32_t attached = v->count;
        for (const ClusterValue* w = begin; w != end; ++w) {
            if (w == v || (is_range(f, w->code) && w > v)) continue;
            const Agreement agreement = comparators_[f].compare(v->code, w->code, work.cache);
            best = std::min(best, agreement.level);
        }
        if (!rooted) {
            rooted = true;
            total += (attached - 1) * static_cast<double>(field.log_match[kCompatible]);
            if (edges != nullptr) (*edges)[kCompatible] += attached - 1;
            continue;
        }
        if (best == kMissing) best = kCompatible;
        total += attached * static_cast<double>(field.log_match[best]);
        if (edges != nullptr) (*edges)[best] += attached;
    }
    return total;
}

double EntityModel::field_log_likelihood(std::size_t f, const ClusterValue* begin,
                                         const ClusterValue* end, EntityWork& work,
                                         LevelTable* edges) const {
    const FieldModel& field = model_.fields[f];
    const Comparator& comparator = comparators_[f];
    ClusterValue sharp[kLargestTree + 1];
    std::vector<ClusterValue> many;
    const ClusterValue* from = begin;
    const ClusterValue* to = end;
    double total = 0;
    if (comparator.kind() == ValueKind::Date &&
        std::any_of(begin, end, [&](const ClusterValue& v) { return is_range(f, v.code); })) {
        if (end - begin == 1 && begin->count == 1) return 0;
        total += ranges(f, work, begin, end, edges);
        std::size_t k = 0;
        for (const ClusterValue* v = begin; v != end; ++v) {
            if (is_range(f, v->code)) continue;
            if (k < kLargestTree)
                sharp[k++] = *v;
            else
                many.push_back(*v);
        }
        if (!many.empty()) many.insert(many.begin(), sharp, sharp + k);
        from = many.empty() ? sharp : many.data();
        to = from + (many.empty() ? k : many.size());
    }
    const std::size_t k = static_cast<std::size_t>(to - from);
    if (k == 0) return total;
    std::uint32_t n = 0;
    double repeats = 0;
    for (const ClusterValue* v = from; v != to; ++v) {
        n += v->count;
        if (v->count > 1)
            repeats += log_gamma_count(v->count) -
                       (v->count - 1) * static_cast<double>(comparator.log_share(v->code));
    }
    if (n == 1) return total;
    total += repeats - static_cast<double>(n - k) * field.log_chance_same - log_rising(field, n);
    if (k > 1)
        total += static_cast<double>(k - 1) * field.log_alpha + tree(f, work, from, to, edges);
    return total;
}

Cluster EntityModel::single(std::uint32_t record) const {
    Cluster out;
    fill_single(record, out);
    return out;
}

void EntityModel::fill_single(std::uint32_t record, Cluster& out) const {
    out.records.assign(1, record);
    out.sources.assign(1, {canonical_.source[record], 1});
    out.log_likelihood.fill(0);
    out.values.clear();
    const std::uint32_t* row = rows_.of(record);
    for (std::size_t f = 0; f < rows_.width(); ++f) {
        out.begin[f] = static_cast<std::uint32_t>(out.values.size());
        if (row[f] != 0) out.values.push_back({row[f], 1});
    }
    for (std::size_t f = rows_.width(); f <= kMaxFields; ++f)
        out.begin[f] = static_cast<std::uint32_t>(out.values.size());
}

Cluster EntityModel::merged(const Cluster& a, const Cluster& b, EntityWork& work) const {
    Cluster out;
    fill_merged(a, b, work, out);
    return out;
}

void EntityModel::merge_into(Cluster& a, Cluster& b, EntityWork& work) const {
    fill_merged(a, b, work, work.spare);
    std::swap(a, work.spare);
    b.records.clear();
}

void EntityModel::fill_merged(const Cluster& a, const Cluster& b, EntityWork& work,
                              Cluster& out) const {
    out.records.resize(a.records.size() + b.records.size());
    std::merge(a.records.begin(), a.records.end(), b.records.begin(), b.records.end(),
               out.records.begin());
    out.sources.clear();
    merge_sources(a.sources, b.sources, out.sources);
    out.values.clear();
    out.log_likelihood.fill(0);
    for (std::size_t f = 0; f < kMaxFields; ++f) {
        const std::size_t from = out.values.size();
        out.begin[f] = static_cast<std::uint32_t>(from);
        if (f >= canonical_.fields.size()) continue;
        merge_values(a.values.data() + a.begin[f], a.values.data() + a.begin[f + 1],
                     b.values.data() + b.begin[f], b.values.data() + b.begin[f + 1], out.values);
        if (a.begin[f] == a.begin[f + 1])
            out.log_likelihood[f] = b.log_likelihood[f];
        else if (b.begin[f] == b.begin[f + 1])
            out.log_likelihood[f] = a.log_likelihood[f];
        else
            out.log_likelihood[f] = static_cast<float>(field_log_likelihood(
                f, out.values.data() + from, out.values.data() + out.values.size(), work));
    }
    out.begin[kMaxFields] = static_cast<std::uint32_t>(out.values.size());
}

Cluster EntityModel::of(const std::vector<std::uint32_t>& records, EntityWork& work) const {
    Cluster out;
    fill(records, work, out);
    return out;
}

void EntityModel::count(std::span<const std::uint32_t> records, EntityWork& work,
                        Cluster& out) const {
    if (records.size() == 1) {
        fill_single(records.front(), out);
        return;
    }
    // Values are counted all together first: the likelihood is that of the whole, not of a path to
    // it.
    out.records.assign(records.begin(), records.end());
    std::sort(out.records.begin(), out.records.end());
    out.values.clear();
    out.sources.clear();
    std::vector<std::uint32_t>& codes = work.codes;
    codes.clear();
    for (const std::uint32_t r : out.records) codes.push_back(canonical_.source[r]);
    std::sort(codes.begin(), codes.end());
    for (const std::uint32_t s : codes) {
        if (out.sources.empty() || out.sources.back().source != s)
            out.sources.push_back({static_cast<std::uint16_t>(s), 0});
        ++out.sources.back().count;
    }
    for (std::size_t f = 0; f < canonical_.fields.size(); ++f) {
        const std::size_t from = out.values.size();
        out.begin[f] = static_cast<std::uint32_t>(from);
        codes.clear();
        for (const std::uint32_t r : out.records)
            if (const std::uint32_t code = rows_.of(r)[f]; code != 0) codes.push_back(code);
        std::sort(codes.begin(), codes.end());
        for (const std::uint32_t code : codes) {
            if (out.values.size() == from || out.values.back().code != code)
                out.values.push_back({code, 0});
            ++out.values.back().count;
        }
    }
    for (std::size_t f = canonical_.fields.size(); f <= kMaxFields; ++f)
        out.begin[f] = static_cast<std::uint32_t>(out.values.size());
    out.log_likelihood.fill(0);
}

void EntityModel::fill(std::span<const std::uint32_t> records, EntityWork& work,
                       Cluster& out) const {
    count(records, work, out);
    if (records.size() == 1) return;
    for (std::size_t f = 0; f < canonical_.fields.size(); ++f)
        out.log_likelihood[f] = static_cast<float>(field_log_likelihood(
            f, out.values.data() + out.begin[f], out.values.data() + out.begin[f + 1], work));
}

/// field_log_likelihood of two values, each seen once.
double EntityModel::gain_of_two(std::size_t f, std::uint32_t a, std::uint32_t b,
                                const Agreement& agreement) const {
    const FieldModel& field = model_.fields[f];
    const double rising = log_rising(field, 2);
    if (a == b)
        return -static_cast<double>(comparators_[f].log_share(a)) - field.log_chance_same - rising;
    return field.log_alpha - rising +
           static_cast<double>(field.log_theta[agreement.level] + agreement.log_gain +
                               alias_bonus(f, a, b, agreement));
}

MergeEvidence EntityModel::merge_evidence(const Cluster& a, const Cluster& b,
                                          EntityWork& work) const {
    MergeEvidence out;
    std::array<double, kRelatedClasses> related{};
    for (std::size_t f = 0; f < canonical_.fields.size(); ++f) {
        const ClusterValue *x = a.values.data() + a.begin[f],
                           *x_end = a.values.data() + a.begin[f + 1];
        const ClusterValue *y = b.values.data() + b.begin[f],
                           *y_end = b.values.data() + b.begin[f + 1];
        if (x == x_end || y == y_end) continue;
        const FieldModel& field = model_.fields[f];
        const bool two = x_end - x == 1 && y_end - y == 1 && x->count == 1 && y->count == 1 &&
                         !is_range(f, x->code) && !is_range(f, y->code);
        Agreement agreement_of_two;
        double gain = 0;
        if (two) {
            agreement_of_two = comparators_[f].compare(x->code, y->code, work.cache);
            gain = gain_of_two(f, x->code, y->code, agreement_of_two);
        } else {
            work.merged.clear();
            merge_values(x, x_end, y, y_end, work.merged);
            gain = field_log_likelihood(f, work.merged.data(),
                                        work.merged.data() + work.merged.size(), work) -
                   static_cast<double>(a.log_likelihood[f]) -
                   static_cast<double>(b.log_likelihood[f]);
        }
        out.fields += gain;
        if (gain > 0) ++out.agreeing_fields;
        if (gain > 0 && comparators_[f].kind() == ValueKind::Identifier) out.number_agrees = true;
        if (gain > 0 && field.is_name) ++out.agreeing_names;
        if (gain > 0 && field.beyond_names) out.beyond_names += gain;
        if (field.role == FieldRole::Individual && !field.is_birth) continue;
        // Relatives explain the best agreement between the two, once.
        const bool few =
            std::max(x_end - x, y_end - y) <= static_cast<std::ptrdiff_t>(kMostAliased);
        float best = -1e30F, extra = 0;
        Agreement best_agreement;
        for (const ClusterValue* v = x; v != x_end; ++v)
            for (const ClusterValue* w = y; w != y_end; ++w) {
                const Agreement agreement =
                    two ? agreement_of_two : comparators_[f].compare(v->code, w->code, work.cache);
                const float alias = few ? alias_bonus(f, v->code, w->code, agreement) : 0;
                const float weight = field.log_match[agreement.level] + agreement.log_gain + alias;
                if (weight > best) {
                    best = weight;
                    extra = alias;
                    best_agreement = agreement;
                }
            }
        if (field.is_birth) {
            related[kTwins] += static_cast<double>(field.log_related[kTwins][best_agreement.level]);
            continue;
        }
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            related[k] += static_cast<double>(field.log_related[k][best_agreement.level] +
                                              best_agreement.log_gain + extra);
    }
    double sum = 1;
    for (std::size_t k = 0; k < kRelatedClasses; ++k)
        if (model_.related_share[k] > 0)
            sum += model_.related_share[k] * std::exp(std::min(600.0, related[k]));
    out.related = std::log(sum);
    return out;
}

}  // namespace dalil::linking
