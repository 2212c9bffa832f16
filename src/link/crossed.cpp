#include "link/crossed.hpp"

#include <algorithm>
#include <cmath>

namespace dalil::linking {
namespace {

constexpr double kProbable = 2;  ///< ln odds of a match in crossed order

std::uint8_t name_different(const Comparator& comparator) {
    return static_cast<std::uint8_t>(comparator.levels().size() - 1);
}

/// How much likelier the names are in the columns where they stand than in each other's.
double order_score(const Canonical& canonical, const NameColumns& names, std::uint32_t r) {
    const CanonicalField &given = canonical.fields[names.given],
                         &family = canonical.fields[names.family];
    const std::uint32_t g = given.codes[r], f = family.codes[r];
    const auto share = [](const CanonicalField& field, std::uint32_t code) {
        return std::log((field.counts[code] + 0.5) / (field.filled + 1.0));
    };
    return share(given, g) + share(family, f) - share(given, f) - share(family, g);
}

}  // namespace

std::optional<NameColumns> name_columns(const Canonical& canonical) {
    std::optional<std::size_t> given, family;
    for (std::size_t f = 0; f < canonical.fields.size(); ++f) {
        if (canonical.fields[f].kind != ValueKind::Name) continue;
        if (canonical.fields[f].meaning == Meaning::GivenName && !given) given = f;
        if (canonical.fields[f].meaning == Meaning::FamilyName && !family) family = f;
    }
    if (!given || !family || canonical.fields[*given].values != canonical.fields[*family].values)
        return std::nullopt;
    return NameColumns{*given, *family};
}

bool looks_crossed(const Canonical& canonical, const std::vector<Comparator>& comparators,
                   const NameColumns& names, const ComparedPair& pair) {
    // An initial is a shared start of nearly anything: only names that are plainly different are
    // looked at.
    if (level_of(pair.pattern, names.given) != name_different(comparators[names.given]) ||
        level_of(pair.pattern, names.family) != name_different(comparators[names.family]))
        return false;
    return alike_when_crossed(canonical, comparators, names, pair.a, pair.b);
}

bool alike_when_crossed(const Canonical& canonical, const std::vector<Comparator>& comparators,
                        const NameColumns& names, std::uint32_t a, std::uint32_t b) {
    const auto& given = canonical.fields[names.given].codes;
    const auto& family = canonical.fields[names.family].codes;
    // Both columns have the same values; each is looked up where it was just compared.
    const auto& givens = comparators[names.given].text().sketches;
    const auto& families = comparators[names.family].text().sketches;
    const auto alike = [&](std::uint32_t x, std::uint32_t y) {
        return x == y || !masks_far(givens[x].mask, families[y].mask) ||
               (givens[x].skeleton != 0 && givens[x].skeleton == families[y].skeleton);
    };
    return alike(given[a], family[b]) && alike(given[b], family[a]);
}

ComparedPair crossed_pair(const Canonical& canonical, const std::vector<Comparator>& comparators,
                          const Model& model, const NameColumns& names, std::uint32_t a,
                          std::uint32_t b, AgreementCache& cache) {
    ComparedPair pair{a, b, 0, 0, 0};
    for (std::size_t f = 0; f < comparators.size(); ++f) {
        const std::size_t other = f == names.given    ? names.family
                                  : f == names.family ? names.given
                                                      : f;
        const Agreement agreement = comparators[f].compare(canonical.fields[f].codes[a],
                                                           canonical.fields[other].codes[b], cache);
        pair.pattern |= Pattern{agreement.level} << (4 * f);
        (model.fields[f].role == FieldRole::Individual ? pair.gain_individual : pair.gain_shared) +=
            agreement.log_gain;
    }
    return pair;
}

std::vector<std::uint8_t> uncross_names(Canonical& canonical,
                                        const std::vector<Comparator>& comparators,
                                        const Model& model,
                                        const std::vector<ComparedPair>& crossed) {
    std::vector<std::uint8_t> flipped(canonical.n, 0);
    const auto names = name_columns(canonical);
    if (!names) return flipped;
    struct Vote {
        double log_odds;
        std::uint32_t a, b;
    };
    std::vector<Vote> votes;
    AgreementCache cache;
    for (const ComparedPair& pair : crossed) {
        const ComparedPair exchanged =
            crossed_pair(canonical, comparators, model, *names, pair.a, pair.b, cache);
        if (level_of(exchanged.pattern, names->given) >=
                name_different(comparators[names->given]) - 1 ||
            level_of(exchanged.pattern, names->family) >=
                name_different(comparators[names->family]) - 1)
            continue;
        const double log_odds = pair_odds(model, canonical, exchanged).log_odds();
        if (log_odds > kProbable) votes.push_back({log_odds, pair.a, pair.b});
    }
    std::stable_sort(votes.begin(), votes.end(),
                     [](const Vote& x, const Vote& y) { return x.log_odds > y.log_odds; });
    for (const Vote& vote : votes) {
        if (flipped[vote.a] != 0 || flipped[vote.b] != 0) continue;
        const double a = order_score(canonical, *names, vote.a);
        const double b = order_score(canonical, *names, vote.b);
        // Names as usual in one column as in the other prove nothing.
        if (std::min(a, b) < 0) flipped[a < b ? vote.a : vote.b] = 1;
    }
    CanonicalField &given = canonical.fields[names->given],
                   &family = canonical.fields[names->family];
    for (std::uint32_t r = 0; r < canonical.n; ++r)
        if (flipped[r] != 0) std::swap(given.codes[r], family.codes[r]);
    count_values(given);
    count_values(family);
    return flipped;
}

}  // namespace dalil::linking
