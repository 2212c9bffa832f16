#include "link/learning_sample.hpp"

#include "dalil/base/hash.hpp"
#include "link/sets.hpp"

namespace dalil::linking {
namespace {

constexpr double kRecords = 250'000;
constexpr double kWorthSampling = 2 * kRecords;
constexpr std::uint64_t kStream = 0x6c6561726eULL;

std::vector<RecordEdge> inside(const std::vector<RecordEdge>& edges,
                               const std::vector<std::uint8_t>& drawn) {
    std::vector<RecordEdge> out;
    for (const RecordEdge& e : edges)
        if (drawn[e.a] != 0 && drawn[e.b] != 0) out.push_back(e);
    return out;
}

}  // namespace

LearningSample learning_sample(const Canonical& canonical, const std::vector<RecordEdge>& edges,
                               const std::vector<float>& log_odds, const Constraints& constraints) {
    LearningSample out;
    if (canonical.n <= kWorthSampling) return out;
    Sets sets(canonical.n);
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (log_odds[e] > 0) sets.join(edges[e].a, edges[e].b);
    for (const RecordEdge& e : constraints.same) sets.join(e.a, e.b);
    out.share = kRecords / canonical.n;
    const auto limit = static_cast<std::uint64_t>(out.share * 0x1p64);
    out.drawn.resize(canonical.n);
    for (std::uint32_t r = 0; r < canonical.n; ++r)
        out.drawn[r] = mix64(kStream, canonical.keys[sets.find(r)]) < limit;
    for (const RecordEdge& e : inside(edges, out.drawn))
        if (sets.find(e.a) == sets.find(e.b)) out.edges.push_back(e);
    out.constraints = {inside(constraints.same, out.drawn),
                       inside(constraints.different, out.drawn)};
    return out;
}

}  // namespace dalil::linking
