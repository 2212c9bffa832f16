#include "estimate/model_search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>

#include "dalil/base/parallel.hpp"
#include "estimate/pair_search.hpp"

namespace dalil {

namespace {

/// BIC of a model that fits perfectly, apart from the price of its parameters: no model can do
/// better.
double perfect_fit(const CellTable& cells) {
    double log_likelihood = -cells.n - cells.log_factorials;
    for (const double count : cells.counts) {
        if (count > 0) log_likelihood += count * std::log(count);
    }
    return -2 * log_likelihood;
}

/// The effects of two lists or more as a bit set of masks; up to five lists.
std::uint32_t family_of(const Model& model) {
    std::uint32_t family = 0;
    for (const std::uint64_t term : model.terms) {
        if (std::popcount(term) > 1) family |= std::uint32_t{1} << term;
    }
    return family;
}

double likelihood_part(const CellTable& cells, const Fitted& f) {
    return f.fit->bic - std::log(cells.n) * static_cast<double>(f.model.terms.size() + 1);
}

/// Five lists: from the largest models down, fitting only those that can still come near the best.
/// No model fits better than a larger one that contains it, so a bad fit rules out all that is
/// inside it, and many effects rule out a model by their price alone. What is left out lies beyond
/// the averaged models.
std::vector<Fitted> search_downwards(const CellTable& cells, const Context& context) {
    double best = HUGE_VAL;
    for (const Fitted& f : search_pairs(cells, context)) {
        if (f.fit) best = std::min(best, f.fit->bic);
    }
    std::map<std::size_t, std::vector<Model>, std::greater<>> levels;
    for (Model& model : all_models(cells.lists))
        levels[model.terms.size()].push_back(std::move(model));
    std::map<std::uint32_t, double> least;  // -2 log-likelihood cannot be below this
    const double perfect = perfect_fit(cells);
    std::vector<Fitted> all;
    for (auto& [size, models] : levels) {
        const double price = std::log(cells.n) * static_cast<double>(size + 1);
        std::vector<Model> hopeful;
        for (Model& model : models) {
            const std::uint32_t family = family_of(model);
            double bound = perfect;
            for (std::uint32_t term = 3; term + 1 < std::uint32_t{1} << cells.lists; ++term) {
                const auto larger = least.find(family | std::uint32_t{1} << term);
                if (larger != least.end()) bound = std::max(bound, larger->second);
            }
            least[family] = bound;
            if (bound + price < best + kAveragedDelta) hopeful.push_back(std::move(model));
        }
        for (Fitted& f : fit_all(cells, hopeful, context)) {
            if (f.fit) {
                best = std::min(best, f.fit->bic);
                least[family_of(f.model)] = likelihood_part(cells, f);
            }
            all.push_back(std::move(f));
        }
    }
    return all;
}

}  // namespace

Fitted fit_one(const CellTable& cells, Model model) {
    Fitted result;
    Loglinear problem(cells, model);
    result.existence = problem.existence();
    result.fit = problem.fit();
    result.name = model_name(model);
    result.model = std::move(model);
    return result;
}

std::vector<Fitted> fit_all(const CellTable& cells, const std::vector<Model>& models,
                            const Context& context) {
    std::vector<Fitted> fitted(models.size());
    parallel_for(context, models.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) fitted[i] = fit_one(cells, models[i]);
    });
    return fitted;
}

std::vector<Fitted> search_models(const CellTable& cells, const Context& context) {
    if (cells.lists > 5) return search_pairs(cells, context);
    if (cells.lists == 5) return search_downwards(cells, context);
    return fit_all(cells, all_models(cells.lists), context);
}

}  // namespace dalil
