#include "link/near_pairs.hpp"

#include "dalil/base/parallel.hpp"

namespace dalil::linking {

std::vector<NearPair> near_pairs(const Fit& fit, const Context& context) {
    std::vector<RecordEdge> open;
    for (const RecordEdge& e : fit.edges)
        if (fit.partition.atom_of[e.a] != fit.partition.atom_of[e.b]) open.push_back(e);
    std::vector<NearPair> out(open.size());
    parallel_for(context, open.size(), 16'384, [&](std::size_t begin, std::size_t end) {
        AgreementCache cache(14);
        for (std::size_t i = begin; i < end; ++i) {
            const ComparedPair pair = compare_records(fit.canonical, fit.comparators, fit.model,
                                                      open[i].a, open[i].b, cache);
            out[i] = {fit.canonical.original[open[i].a], fit.canonical.original[open[i].b],
                      static_cast<float>(pair_odds(fit.model, fit.canonical, pair).log_odds())};
        }
    });
    return out;
}

}  // namespace dalil::linking
