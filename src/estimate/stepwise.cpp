#include "estimate/stepwise.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "estimate/poisson_tail.hpp"

namespace dalil {

namespace {

struct Candidate {
    double log_p = 0;
    std::uint64_t pair = 0;
};

std::vector<Candidate> absent_pairs(const CellTable& cells, const Model& model,
                                    const Loglinear& fitted) {
    std::vector<Candidate> candidates;
    for (std::size_t a = 0; a < cells.lists; ++a) {
        for (std::size_t b = a + 1; b < cells.lists; ++b) {
            const std::uint64_t pair = std::uint64_t{1} << a | std::uint64_t{1} << b;
            if (std::find(model.terms.begin(), model.terms.end(), pair) != model.terms.end())
                continue;
            candidates.push_back(
                {log_poisson_tail(cells.margins[pair], fitted.expected_margins()[pair]), pair});
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& x, const Candidate& y) { return x.log_p < y.log_p; });
    return candidates;
}

}  // namespace

Model stepwise_model(const CellTable& cells, double threshold) {
    std::vector<std::uint64_t> pairs;
    Model model = main_effects(cells.lists);
    while (true) {
        Loglinear fitted(cells, model);
        if (fitted.existence() != Existence::Exists || !fitted.fit()) return model;
        bool grown = false;
        for (const Candidate& candidate : absent_pairs(cells, model, fitted)) {
            if (candidate.log_p >= std::log(threshold)) break;
            pairs.push_back(candidate.pair);
            Model larger = closed_model(cells.lists, pairs);
            if (Loglinear(cells, larger).existence() == Existence::Exists) {
                model = std::move(larger);
                grown = true;
                break;
            }
            pairs.pop_back();
        }
        if (!grown) return model;
    }
}

}  // namespace dalil
