#include "estimate/pair_groups.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dalil/base/hash.hpp"

namespace dalil {

namespace {

/// Counts of one level: people on the first list only, the second only, both.
struct LevelCounts {
    std::uint64_t first = 0, second = 0, both = 0;
    std::uint64_t people() const { return first + second + both; }
    void add(const LevelCounts& other) {
        first += other.first;
        second += other.second;
        both += other.both;
    }
    bool known_to_both() const {
        return first + both >= kFewestOfLevel && second + both >= kFewestOfLevel;
    }
};

LevelCounts counts_of(const CovariateCell& cell, std::size_t a, std::size_t b) {
    const bool on_a = (cell.pattern >> a & 1) != 0, on_b = (cell.pattern >> b & 1) != 0;
    LevelCounts counts;
    if (on_a && on_b) counts.both = cell.count;
    if (on_a && !on_b) counts.first = cell.count;
    if (on_b && !on_a) counts.second = cell.count;
    return counts;
}

/// One covariate as it is used for this pair.
struct Coding {
    std::size_t covariate = 0;
    std::vector<std::uint32_t> place;  ///< per level: pooled level, 0 for those pooled
    std::uint32_t levels = 0;          ///< pooled ones, with 0
    bool numeric = false;
    std::array<double, 3> knots{};  ///< quartiles
    double middle = 0, scale = 1;
    std::uint32_t first_feature = 0;
};

/// Pools what is not known to both lists; nothing is left when too many people would be pooled.
bool pool_levels(const std::vector<LevelCounts>& counts, Coding& coding) {
    std::vector<std::uint32_t> kept;
    for (std::uint32_t level = 1; level < counts.size(); ++level)
        if (coding.numeric ? counts[level].people() > 0 : counts[level].known_to_both())
            kept.push_back(level);
    if (!coding.numeric && kept.size() > kMostLevels) {
        std::stable_sort(kept.begin(), kept.end(), [&](std::uint32_t x, std::uint32_t y) {
            return counts[x].people() > counts[y].people();
        });
        kept.resize(kMostLevels);
        std::sort(kept.begin(), kept.end());
    }
    coding.place.assign(counts.size(), 0);
    for (const std::uint32_t level : kept) coding.place[level] = ++coding.levels;
    ++coding.levels;
    LevelCounts pooled, all;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        all.add(counts[level]);
        if (coding.place[level] == 0) pooled.add(counts[level]);
    }
    const auto share = [](std::uint64_t part, std::uint64_t whole) {
        return static_cast<double>(part) / static_cast<double>(std::max<std::uint64_t>(1, whole));
    };
    return kept.size() + (pooled.people() > 0 ? 1 : 0) >= 2 &&
           share(pooled.first, all.first) <= kMostPooled &&
           share(pooled.second, all.second) <= kMostPooled;
}

void place_knots(const Covariate& covariate, const std::vector<LevelCounts>& counts,
                 Coding& coding) {
    std::vector<std::pair<double, double>> weighted;
    double weight = 0, sum = 0, square = 0;
    for (std::size_t level = 1; level < counts.size(); ++level) {
        const auto people = static_cast<double>(counts[level].people());
        if (people == 0) continue;
        weighted.emplace_back(covariate.values[level], people);
        weight += people;
        sum += people * covariate.values[level];
    }
    std::sort(weighted.begin(), weighted.end());
    coding.middle = sum / weight;
    for (const auto& [value, people] : weighted)
        square += people * (value - coding.middle) * (value - coding.middle);
    coding.scale = std::max(1e-300, std::sqrt(square / weight));
    double below = 0;
    std::size_t at = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        while (at + 1 < weighted.size() &&
               below + weighted[at].second < 0.25 * static_cast<double>(k + 1) * weight)
            below += weighted[at++].second;
        coding.knots[k] = weighted[at].first;
    }
}

std::uint32_t features_of(const Coding& coding) {
    // A number has itself, three hinges, and a mark for "not known".
    return coding.numeric ? 5 : coding.levels;
}

std::vector<Coding> codings(const CovariateTable& table, std::size_t a, std::size_t b,
                            PairGroups& out) {
    std::vector<Coding> result;
    for (std::size_t c = 0; c < table.covariates.size(); ++c) {
        const Covariate& covariate = table.covariates[c];
        std::vector<LevelCounts> counts(covariate.levels.size());
        for (const CovariateCell& cell : table.cells)
            counts[cell.codes[c]].add(counts_of(cell, a, b));
        Coding coding;
        coding.covariate = c;
        coding.numeric = covariate.numeric;
        if (!pool_levels(counts, coding)) {
            out.left_out.push_back(covariate.name);
            continue;
        }
        if (coding.numeric) place_knots(covariate, counts, coding);
        coding.first_feature = out.features;
        out.features += features_of(coding);
        out.used.push_back(covariate.name);
        result.push_back(std::move(coding));
    }
    return result;
}

/// The quarter of a number, from 1; 0 when it is not known.
std::uint32_t quarter(const Coding& coding, double value) {
    std::uint32_t place = 1;
    for (const double knot : coding.knots) place += value > knot;
    return place;
}

void add_number(const Coding& coding, double value, PairGroup& group) {
    std::uint32_t feature = coding.first_feature;
    group.features.emplace_back(feature++, (value - coding.middle) / coding.scale);
    for (const double knot : coding.knots) {
        if (value > knot) group.features.emplace_back(feature, (value - knot) / coding.scale);
        ++feature;
    }
}

/// Features and coarse cell of people with these codes.
std::vector<std::uint32_t> describe(const CovariateTable& table, const std::vector<Coding>& used,
                                    const std::vector<std::uint32_t>& places, PairGroup& group) {
    std::vector<std::uint32_t> coarse;
    for (std::size_t i = 0; i < used.size(); ++i) {
        const Coding& coding = used[i];
        const Covariate& covariate = table.covariates[coding.covariate];
        std::uint32_t level = 0;
        while (places[i] != 0 && coding.place[level] != places[i]) ++level;
        group.key = mix64(group.key, places[i] == 0 ? 0 : hash64(covariate.levels[level]));
        if (!coding.numeric) {
            group.features.emplace_back(coding.first_feature + places[i], 1.0);
            coarse.push_back(places[i]);
        } else if (places[i] == 0) {
            group.features.emplace_back(coding.first_feature + 4, 1.0);
            coarse.push_back(0);
        } else {
            add_number(coding, covariate.values[level], group);
            coarse.push_back(quarter(coding, covariate.values[level]));
        }
    }
    return coarse;
}

std::uint32_t coarse_levels(const Coding& coding) {
    return coding.numeric ? static_cast<std::uint32_t>(coding.knots.size()) + 2 : coding.levels;
}

/// Two covariates together, numbers by quarter, while they have few cells.
void cross(const std::vector<Coding>& used, const std::vector<std::vector<std::uint32_t>>& coarse,
           PairGroups& out) {
    for (std::size_t i = 0; i < used.size(); ++i) {
        for (std::size_t j = i + 1; j < used.size(); ++j) {
            const std::uint32_t cells = coarse_levels(used[i]) * coarse_levels(used[j]);
            if (out.crossed + cells > kMostCrossed) continue;
            for (std::size_t g = 0; g < out.groups.size(); ++g)
                out.groups[g].crossed.push_back(out.features + out.crossed +
                                                coarse[g][i] * coarse_levels(used[j]) +
                                                coarse[g][j]);
            out.crossed += cells;
        }
    }
}

}  // namespace

PairGroups group_pair(const CovariateTable& table, std::size_t a, std::size_t b) {
    PairGroups out;
    out.first = table.lists[a];
    out.second = table.lists[b];
    const std::vector<Coding> used = codings(table, a, b, out);
    std::map<std::vector<std::uint32_t>, LevelCounts> groups;
    for (const CovariateCell& cell : table.cells) {
        const LevelCounts counts = counts_of(cell, a, b);
        if (counts.people() == 0) continue;
        std::vector<std::uint32_t> places;
        for (const Coding& coding : used)
            places.push_back(coding.place[cell.codes[coding.covariate]]);
        groups[std::move(places)].add(counts);
    }
    std::map<std::vector<std::uint32_t>, std::uint32_t> cells;
    std::vector<std::vector<std::uint32_t>> all_coarse;
    for (const auto& [places, counts] : groups) {
        PairGroup group;
        const auto coarse = describe(table, used, places, group);
        group.cell =
            cells.try_emplace(coarse, static_cast<std::uint32_t>(cells.size())).first->second;
        all_coarse.push_back(coarse);
        group.first = static_cast<double>(counts.first);
        group.second = static_cast<double>(counts.second);
        group.both = static_cast<double>(counts.both);
        out.first_size += group.first + group.both;
        out.second_size += group.second + group.both;
        out.overlap += group.both;
        out.groups.push_back(std::move(group));
    }
    out.cells = static_cast<std::uint32_t>(cells.size());
    cross(used, all_coarse, out);
    return out;
}

}  // namespace dalil
