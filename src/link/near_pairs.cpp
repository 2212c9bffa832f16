#include "link/near_pairs.hpp"

#include "dalil/base/parallel.hpp"

namespace dalil::linking {

std::vector<NearPair> near_pairs(const Fit& fit, const Context& context) {
    // Edges are some of the kept pairs, in the same order.
    std::vector<std::uint32_t> open;
    std::uint32_t p = 0;
    for (const RecordEdge& e : fit.edges) {
        while (fit.pairs.kept[p].a != e.a || fit.pairs.kept[p].b != e.b) ++p;
        if (fit.partition.atom_of[e.a] != fit.partition.atom_of[e.b]) open.push_back(p);
    }
    std::vector<NearPair> out(open.size());
    parallel_for(context, open.size(), 16'384, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const ComparedPair& pair = fit.pairs.kept[open[i]];
            out[i] = {fit.canonical.original[pair.a], fit.canonical.original[pair.b],
                      static_cast<float>(pair_odds(fit.model, fit.canonical, pair).log_odds())};
        }
    });
    return out;
}

}  // namespace dalil::linking
