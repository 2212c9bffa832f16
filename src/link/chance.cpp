// How often two records agree by chance: exactly from the frequencies of values, near levels from
// random pairs.
#include <algorithm>
#include <cmath>

#include "dalil/base/parallel.hpp"
#include "dalil/base/random.hpp"
#include "link/model.hpp"

namespace dalil::linking {
namespace {

constexpr std::uint64_t kRandomPairs =
    400'000;  ///< per field; a level of chance 1e-4 is seen 40 times
constexpr std::size_t kChunk = 20'000;
constexpr std::uint64_t kStream = 0x6368616e6365ULL;

struct Sums {
    LevelTable gain{};
    LevelTable pairs{};
};

Sums add(Sums a, const Sums& b) {
    for (std::size_t l = 0; l < a.gain.size(); ++l) {
        a.gain[l] += b.gain[l];
        a.pairs[l] += b.pairs[l];
    }
    return a;
}

void count(Sums& sums, const Agreement& agreement) {
    if (agreement.level == kMissing) return;
    sums.gain[agreement.level] += std::exp(static_cast<double>(agreement.log_gain));
    sums.pairs[agreement.level] += 1;
}

Sums sample_pairs(const CanonicalField& field, std::uint64_t stream, const Comparator& comparator,
                  const Context& context) {
    std::vector<std::uint32_t> codes;
    for (const std::uint32_t code : field.codes)
        if (code != 0) codes.push_back(code);
    const std::uint64_t filled = codes.size();
    const std::uint64_t all = filled * (filled - 1) / 2;
    if (all <= kRandomPairs) {
        return parallel_reduce(
            context, filled, 64, Sums{},
            [&](std::size_t begin, std::size_t end) {
                AgreementCache cache(12);
                Sums sums;
                for (std::size_t i = begin; i < end; ++i)
                    for (std::size_t j = i + 1; j < filled; ++j)
                        count(sums, comparator.compare(codes[i], codes[j], cache));
                return sums;
            },
            add);
    }
    return parallel_reduce(
        context, kRandomPairs, kChunk, Sums{},
        [&](std::size_t begin, std::size_t end) {
            AgreementCache cache(12);
            Rng rng(context.seed, kStream, stream, begin);
            Sums sums;
            for (std::size_t k = begin; k < end; ++k) {
                const std::uint64_t i = rng.below(filled);
                const std::uint64_t j = (i + 1 + rng.below(filled - 1)) % filled;
                count(sums, comparator.compare(codes[i], codes[j], cache));
            }
            return sums;
        },
        add);
}

/// Exact agreement needs no sample: the mean of g over all pairs is (filled - distinct) / (filled -
/// 1), since a value with c records agrees c (c - 1) times with g = filled / c.
double exact_chance(const CanonicalField& field, const Comparator& comparator) {
    double records = 0, distinct = 0;
    for (std::size_t v = 1; v < field.counts.size(); ++v) {
        if (field.kind == ValueKind::Date && !comparator.dates()[v].to_the_day) continue;
        records += field.counts[v];
        distinct += field.counts[v] > 0;
    }
    if (records < 2) return 1;
    return (records - distinct) / (records - 1) * (field.filled / records);
}

void set_chances(FieldModel& model, const CanonicalField& field, const Comparator& comparator,
                 const Sums& sums) {
    std::array<double, 4> group_pairs{};
    double total = 0;
    for (std::uint8_t l = 0; l < model.levels; ++l) {
        group_pairs[model.group[l]] += sums.pairs[l];
        total += sums.pairs[l];
    }
    for (std::uint8_t l = 0; l < model.levels; ++l) {
        const double pairs = group_pairs[model.group[l]];
        // Half a pair where none was seen keeps weights finite.
        const double gain = sums.gain[l] > 0 ? sums.gain[l] : 0.5;
        model.chance_all[l] = gain / std::max(pairs, 1.0);
        model.chance_share[l] = std::max(sums.pairs[l], 0.5) / std::max(pairs, 1.0);
    }
    if (field.kind == ValueKind::Date || !comparator.levels()[0].last)
        model.chance_all[0] = std::max(exact_chance(field, comparator), 1e-6);
    model.chance = model.chance_all;
    model.chance_rate = model.chance_share;
    const double filled_pairs = 0.5 * field.filled * (field.filled - 1.0);
    for (std::size_t g = 0; g < group_pairs.size(); ++g)
        model.group_pairs[g] = filled_pairs * group_pairs[g] / std::max(total, 1.0);
}

void set_priors(FieldModel& model, const Comparator& comparator) {
    for (std::uint8_t l = 0; l < model.levels; ++l) {
        const LevelInfo& info = comparator.levels()[l];
        model.group[l] = info.group;
        model.m[l] = model.m_prior[l] = info.m;
    }
}

}  // namespace

void count_pairs(Model& model, const Canonical& canonical) {
    model.sources = canonical.sources();
    std::vector<double> records(model.sources, 0);
    for (const std::uint16_t s : canonical.source) ++records[s];
    model.pair_count.assign(std::size_t{model.sources} * model.sources, 0);
    model.match_share = model.pair_count;
    for (std::uint32_t s = 0; s < model.sources; ++s)
        for (std::uint32_t t = s; t < model.sources; ++t) {
            const bool forbidden = s == t && canonical.source_has_no_duplicates[s];
            const double pairs = forbidden ? 0
                                 : s == t  ? records[s] * (records[s] - 1) / 2
                                           : records[s] * records[t];
            // First guess: one record in five has a partner on another list, one in ten on its own.
            const double matches =
                s == t ? 0.1 * records[s] : 0.2 * std::min(records[s], records[t]);
            const std::uint32_t at = model.list_pair(s, t);
            model.pair_count[at] = pairs;
            model.match_share[at] = pairs > 0 ? std::min(0.3, matches / pairs) : 0;
        }
}

namespace {

bool is_place(Meaning meaning) {
    return meaning >= Meaning::Country && meaning <= Meaning::Place;
}
bool is_event(Meaning meaning) {
    return meaning >= Meaning::EventDate && meaning <= Meaning::EventDay;
}
bool is_surname(Meaning meaning) {
    return meaning == Meaning::FamilyName || meaning == Meaning::FatherName;
}

constexpr double kTwinsAtFirst = 0.01;  ///< of the matches; the others start at twice as many

/// What a field is to relatives.
struct Ties {
    bool surname = false, place = false, event = false, birth = false, finest = false;
    explicit Ties(Meaning meaning)
        : surname(is_surname(meaning)),
          place(is_place(meaning) || meaning == Meaning::Phone),
          event(is_event(meaning)),
          birth(meaning == Meaning::BirthDate) {}
    bool any() const { return surname || place || event; }
    bool shared_by(std::size_t k) const {
        return birth ? k == kTwins
                     : (surname && (k == kHousehold || k == kFamilyInEvent || k == kTwins)) ||
                           (place && !(k == kRegion && finest)) ||
                           (event && (k == kEvent || k == kFamilyInEvent));
    }
};

/// Marks the place that tells most, where there are several; returns their number.
std::size_t mark_finest(const Model& model, std::vector<Ties>& ties) {
    std::size_t places = 0, finest = 0;
    for (std::size_t f = 0; f < ties.size(); ++f) {
        if (!ties[f].place) continue;
        if (places++ == 0 || model.fields[f].chance_share[0] < model.fields[finest].chance_share[0])
            finest = f;
    }
    if (places > 1) ties[finest].finest = true;
    return places;
}

/// Where the rates of a class start, and what they are drawn to.
LevelTable rates_at_first(const FieldModel& field, bool agrees) {
    LevelTable table{};
    std::array<double, 4> sum{};
    for (std::uint8_t l = 0; l < field.levels; ++l) {
        table[l] = agrees ? field.m_prior[l] : std::min(1.0, field.chance_all[l]);
        if (!agrees && l == 0) table[l] = std::min(0.2, table[l]);
        sum[field.group[l]] += table[l];
    }
    for (std::uint8_t l = 0; l < field.levels; ++l)
        table[l] = std::max(1e-5, table[l] / std::max(sum[field.group[l]], 1e-9));
    return table;
}

/// Six ways of being related: one household or family, neighbours, one event, a family in one
/// event, one region, twins. They start from what their names say and are free to move; a class
/// without its fields is left out.
void set_related(Model& model, const Canonical& canonical) {
    std::vector<Ties> ties;
    bool surname = false, event = false, birth = false;
    for (std::size_t f = 0; f < model.fields.size(); ++f) {
        ties.emplace_back(canonical.fields[f].meaning);
        surname = surname || ties[f].surname;
        event = event || ties[f].event;
        birth = birth || ties[f].birth;
        model.fields[f].is_birth = ties[f].birth;
        model.fields[f].relates = ties[f].any();
    }
    const std::size_t places = mark_finest(model, ties);
    std::array<bool, kRelatedClasses> on{};
    on[kHousehold] = places > 0 && surname;
    on[kNeighbours] = places > 0;
    on[kEvent] = event;
    on[kFamilyInEvent] = event && surname;
    on[kRegion] = places > 1;
    on[kTwins] = birth && surname;
    for (std::size_t f = 0; f < model.fields.size(); ++f)
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            model.fields[f].related_prior[k] = model.fields[f].related[k] =
                rates_at_first(model.fields[f], ties[f].shared_by(k));
    double matches = 0, pairs = 0;
    for (std::size_t p = 0; p < model.pair_count.size(); ++p) {
        matches += model.match_share[p] * model.pair_count[p];
        pairs += model.pair_count[p];
    }
    for (std::size_t k = 0; k < kRelatedClasses; ++k)
        model.related_share[k] =
            on[k] && pairs > 0 ? (k == kTwins ? kTwinsAtFirst : 2) * matches / pairs : 0;
}

/// What is a person's own says nothing about relatives, but for the birth of twins: there the rate
/// of the level stands for its term frequency.
double log_related(const FieldModel& field, std::size_t k, std::uint8_t level) {
    if (field.role != FieldRole::Individual)
        return std::log(field.related[k][level] / field.chance[level]);
    if (field.is_birth && k == kTwins)
        return std::log(field.related[k][level] / field.chance_rate[level]);
    return 0;
}

}  // namespace

void update_logs(FieldModel& field) {
    field.log_alpha = std::log(field.alpha);
    field.log_chance_same = std::log(field.chance[0]);
    double rising = 0;
    for (std::size_t n = 2; n < field.log_rising.size(); ++n)
        field.log_rising[n] = rising += std::log(field.alpha + static_cast<double>(n - 1));
    for (std::uint8_t l = 0; l < field.levels; ++l) {
        field.log_match[l] = static_cast<float>(std::log(field.m[l] / field.chance[l]));
        field.log_theta[l] = static_cast<float>(std::log(field.theta[l] / field.chance[l]));
        for (std::size_t k = 0; k < kRelatedClasses; ++k)
            field.log_related[k][l] = static_cast<float>(log_related(field, k, l));
    }
}

Model first_model(const Canonical& canonical, const std::vector<Comparator>& comparators,
                  const Context& context) {
    Model model;
    count_pairs(model, canonical);
    for (std::size_t f = 0; f < comparators.size(); ++f) {
        FieldModel field;
        field.levels = static_cast<std::uint8_t>(comparators[f].levels().size());
        field.role = canonical.fields[f].role;
        field.is_name = canonical.fields[f].is_name;
        field.is_number = canonical.fields[f].meaning == Meaning::Identifier;
        field.beyond_names = !field.is_name && canonical.fields[f].meaning != Meaning::Sex;
        set_priors(field, comparators[f]);
        set_chances(field, canonical.fields[f], comparators[f],
                    sample_pairs(canonical.fields[f], f, comparators[f], context));
        field.theta = field.m;
        model.fields.push_back(field);
    }
    set_related(model, canonical);
    for (FieldModel& field : model.fields) update_logs(field);
    return model;
}

}  // namespace dalil::linking
