#include "dalil/link/review_sample.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "dalil/base/random.hpp"

namespace dalil {
namespace {

constexpr std::uint64_t kStream = 0x73616d706c65ULL;
constexpr double kNear = -3;          ///< ln odds; below it the linkage's own expectation is taken
constexpr std::size_t kLeast = 5;     ///< pairs of a stratum, if it has as many
constexpr double kLeastDoubt = 0.02;  ///< nobody is surer than that when the sample is laid out

/// Pairs that one person, or two neighbouring persons, contribute to a stratum.
struct Share {
    std::uint32_t a = 0, b = 0;  ///< persons; equal: pairs within one
    std::uint64_t before = 0;    ///< pairs of the stratum up to here
};

struct Stratum {
    ReviewStratum told;
    std::vector<Share> shares;
    std::uint64_t pairs = 0;

    void add(std::uint32_t a, std::uint32_t b, std::uint64_t count, double probability) {
        shares.push_back({a, b, pairs});
        pairs += count;
        told.expected += probability * static_cast<double>(count);
    }
};

/// Records of each person, by content, so that nothing depends on the order of rows.
class Members {
  public:
    Members(const RecordSet& records, const Linkage& linkage) : of_(linkage.people_partition) {
        for (std::uint32_t r = 0; r < records.size(); ++r) of_[linkage.person_of[r]].push_back(r);
        for (auto& members : of_)
            std::sort(members.begin(), members.end(), [&](std::uint32_t x, std::uint32_t y) {
                return records.content_keys[x] < records.content_keys[y];
            });
    }
    const std::vector<std::uint32_t>& operator[](std::uint32_t person) const { return of_[person]; }

  private:
    std::vector<std::vector<std::uint32_t>> of_;
};

enum Place : std::size_t { kSure, kLikely, kDoubted, kRather, kOften, kSeldom, kAlike, kFar };

std::vector<Stratum> empty_strata() {
    std::vector<Stratum> strata(8);
    const char* const names[] = {"linked in every draw",
                                 "linked in at least 90 % of the draws",
                                 "linked in at least half of the draws",
                                 "linked in fewer",
                                 "not linked, but in at least 10 % of the draws",
                                 "not linked, but in some draws",
                                 "never linked, alike more than not",
                                 "never linked, alike less"};
    for (std::size_t s = 0; s < strata.size(); ++s) {
        strata[s].told.name = names[s];
        strata[s].told.linked = s <= kRather;
    }
    return strata;
}

void add_linked(const Linkage& linkage, const Members& members, std::vector<Stratum>& strata) {
    for (std::uint32_t p = 0; p < linkage.people_partition; ++p) {
        const std::uint64_t size = members[p].size();
        if (size < 2) continue;
        double sure = 1;
        for (const std::uint32_t r : members[p])
            sure = std::min(sure, static_cast<double>(linkage.membership[r]));
        const std::size_t s = sure >= 1     ? kSure
                              : sure >= 0.9 ? kLikely
                              : sure >= 0.5 ? kDoubted
                                            : kRather;
        strata[s].add(p, p, size * (size - 1) / 2, sure);
    }
}

/// Two persons with the pair of their records that is most alike.
struct Neighbours {
    std::uint32_t p = 0, q = 0;
    NearPair closest;
    double together = 0;  ///< share of the draws
};

std::vector<Neighbours> neighbours_of(const Linkage& linkage) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, NearPair> closest;
    for (const NearPair& pair : linkage.near_pairs) {
        const auto persons = std::minmax(linkage.person_of[pair.a], linkage.person_of[pair.b]);
        if (persons.first == persons.second) continue;
        const auto [at, fresh] = closest.try_emplace(persons, pair);
        if (!fresh && pair.log_odds > at->second.log_odds) at->second = pair;
    }
    std::vector<Neighbours> out;
    for (const auto& [persons, pair] : closest)
        out.push_back({persons.first, persons.second, pair, 0});
    for (std::size_t d = 0; d < linkage.draws.size(); ++d) {
        const auto labels = linkage.draws.labels(d);
        for (Neighbours& n : out) n.together += labels[n.closest.a] == labels[n.closest.b];
    }
    for (Neighbours& n : out)
        n.together /= static_cast<double>(std::max<std::size_t>(linkage.draws.size(), 1));
    return out;
}

/// Adds pairs of neighbouring persons; returns how many links the linkage expects among those that
/// are too unlike to be sampled.
double add_neighbours(const Linkage& linkage, const Members& members,
                      std::vector<Stratum>& strata) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> sampled;
    for (const Neighbours& n : neighbours_of(linkage)) {
        const double odds = static_cast<double>(n.closest.log_odds);
        if (n.together == 0 && odds < kNear) continue;
        const std::size_t s = n.together >= 0.1 ? kOften
                              : n.together > 0  ? kSeldom
                              : odds >= 0       ? kAlike
                                                : kFar;
        // Of pairs as alike as these that were kept apart, few are one person.
        const double belief = n.together > 0 ? n.together : 0.05;
        strata[s].add(n.p, n.q, std::uint64_t{members[n.p].size()} * members[n.q].size(), belief);
        sampled.insert({n.p, n.q});
    }
    double beyond = 0;
    for (const NearPair& pair : linkage.near_pairs) {
        const auto persons = std::minmax(linkage.person_of[pair.a], linkage.person_of[pair.b]);
        if (persons.first == persons.second || sampled.count(persons) != 0) continue;
        beyond += 1 / (1 + std::exp(-static_cast<double>(pair.log_odds)));
    }
    return beyond;
}

/// Neyman (1934): as many pairs as size times standard deviation say, half of them within persons;
/// but a few of every stratum.
std::vector<std::size_t> lay_out(const std::vector<Stratum>& strata, std::size_t size) {
    std::vector<double> weight(strata.size(), 0);
    double side[2] = {0, 0};
    for (std::size_t s = 0; s < strata.size(); ++s) {
        const double p = std::clamp(strata[s].told.expected, kLeastDoubt, 1 - kLeastDoubt);
        weight[s] = static_cast<double>(strata[s].pairs) * std::sqrt(p * (1 - p));
        side[strata[s].told.linked ? 1 : 0] += weight[s];
    }
    std::vector<std::size_t> wanted(strata.size(), 0);
    std::size_t laid = 0;
    for (std::size_t s = 0; s < strata.size(); ++s) {
        wanted[s] = static_cast<std::size_t>(std::min<std::uint64_t>(kLeast, strata[s].pairs));
        laid += wanted[s];
    }
    for (; laid < size; ++laid) {
        std::size_t next = strata.size();
        double most = 0;
        for (std::size_t s = 0; s < strata.size(); ++s) {
            if (wanted[s] >= strata[s].pairs) continue;
            const double claim = weight[s] / side[strata[s].told.linked ? 1 : 0] /
                                 (static_cast<double>(wanted[s]) + 0.5);
            if (claim > most) {
                most = claim;
                next = s;
            }
        }
        if (next == strata.size()) break;
        ++wanted[next];
    }
    return wanted;
}

/// The pair at a place of the stratum, places counting all pairs of all its shares.
SampledPair pair_at(const Stratum& stratum, std::uint64_t place, const Members& members,
                    std::uint32_t number) {
    const auto after =
        std::upper_bound(stratum.shares.begin(), stratum.shares.end(), place,
                         [](std::uint64_t at, const Share& share) { return at < share.before; });
    const Share& share = *(after - 1);
    place -= share.before;
    const auto& first = members[share.a];
    if (share.a != share.b) {
        const auto& second = members[share.b];
        return {first[place % first.size()], second[place / first.size()], number};
    }
    std::uint64_t j = 1;
    while (place >= j) place -= j++;  // column j of the triangle holds j pairs
    return {first[place], first[j], number};
}

/// Floyd's way of drawing without replacement (Bentley and Floyd 1987).
std::set<std::uint64_t> drawn_places(std::uint64_t pairs, std::size_t wanted, Rng& rng) {
    std::set<std::uint64_t> places;
    for (std::uint64_t k = pairs - wanted; k < pairs; ++k) {
        const std::uint64_t at = rng.below(k + 1);
        if (!places.insert(at).second) places.insert(k);
    }
    return places;
}

void shuffle(std::vector<SampledPair>& pairs, Rng& rng) {
    for (std::size_t i = pairs.size(); i > 1; --i) std::swap(pairs[i - 1], pairs[rng.below(i)]);
}

}  // namespace

ReviewSample draw_review_sample(const RecordSet& records, const Linkage& linkage, std::size_t size,
                                std::uint64_t seed) {
    const Members members(records, linkage);
    std::vector<Stratum> strata = empty_strata();
    add_linked(linkage, members, strata);
    const double far = add_neighbours(linkage, members, strata);
    std::erase_if(strata, [](const Stratum& s) { return s.pairs == 0; });
    double links = 0;
    for (Stratum& s : strata) {
        links += s.told.expected;
        s.told.pairs = static_cast<double>(s.pairs);
        s.told.expected /= s.told.pairs;
    }
    ReviewSample sample;
    const double reached = links + far > 0 ? links / (links + far) : 1;
    sample.beyond = 1 - reached * (1 - linkage.report.missed_link_share);
    const auto wanted = lay_out(strata, size);
    for (std::uint32_t s = 0; s < strata.size(); ++s) {
        Rng rng(seed, kStream, 1, s);
        for (const std::uint64_t place : drawn_places(strata[s].pairs, wanted[s], rng))
            sample.pairs.push_back(pair_at(strata[s], place, members, s));
        sample.strata.push_back(strata[s].told);
    }
    Rng rng(seed, kStream, 2);
    shuffle(sample.pairs, rng);
    return sample;
}

}  // namespace dalil
