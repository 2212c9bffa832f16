#include "estimate/pair_search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "dalil/base/parallel.hpp"

namespace dalil {

namespace {

constexpr std::size_t kTried = 3;  // pairs tried before growth ends, effects before shrinking ends
constexpr std::size_t kNeighbours = 40;  // of each kind around the last model

using Ranking = std::vector<std::pair<double, std::uint64_t>>;

class PairSearch {
  public:
    PairSearch(const CellTable& cells, const Context& context) : cells_(cells), context_(context) {}

    std::vector<Fitted> run() {
        current_ = visit(main_effects(cells_.lists));
        while (step(worst_explained(), true)) {
        }
        while (step(least_needed(), false)) {
        }
        look_around();
        std::vector<Fitted> all;
        for (auto& [terms, fitted] : visited_) all.push_back(std::move(fitted));
        return all;
    }

  private:
    static double bic(const Fitted& f) { return f.fit ? f.fit->bic : HUGE_VAL; }

    Model neighbour(std::uint64_t pair, bool add) const {
        if (add) {
            auto generators = current_.model.terms;
            generators.push_back(pair);
            return closed_model(cells_.lists, generators);
        }
        Model model = current_.model;
        std::erase(model.terms, pair);
        return model;
    }

    Fitted fitted(Model model) const {
        Fitted result;
        Loglinear problem(cells_, model);
        result.existence = problem.existence();
        result.fit = problem.fit_near(effects_);
        result.name = model_name(model);
        result.model = std::move(model);
        return result;
    }

    /// Fits, unless it was fitted before.
    Fitted visit(Model model) {
        const auto known = visited_.find(model.terms);
        if (known != visited_.end()) return known->second;
        Fitted result = fitted(std::move(model));
        visited_.emplace(result.model.terms, result);
        return result;
    }

    /// Pairs that are not in the model, worst explained first; also notes the effects for later
    /// starts.
    Ranking worst_explained() {
        Loglinear problem(cells_, current_.model);
        const auto fit = problem.fit_near(effects_);
        if (fit) effects_ = problem.effects(*fit);
        Ranking ranking;
        for (std::size_t a = 0; a < cells_.lists; ++a) {
            for (std::size_t b = a + 1; b < cells_.lists; ++b) {
                const std::uint64_t pair = std::uint64_t{1} << a | std::uint64_t{1} << b;
                const auto& terms = current_.model.terms;
                if (std::find(terms.begin(), terms.end(), pair) != terms.end()) continue;
                const double expected = fit ? problem.expected_margins()[pair] : 1;
                ranking.emplace_back(
                    -std::abs(cells_.margins[pair] - expected) / std::sqrt(expected + 0.5), pair);
            }
        }
        std::sort(ranking.begin(), ranking.end());
        return ranking;
    }

    /// Pairs of the model, least significant first.
    Ranking least_needed() {
        Loglinear problem(cells_, current_.model);
        const auto fit = problem.fit_near(effects_);
        Ranking ranking;
        if (!fit) return ranking;
        effects_ = problem.effects(*fit);
        for (const auto& [term, square] : problem.wald(*fit)) {
            if (std::popcount(term) == 2) ranking.emplace_back(square, term);
        }
        std::sort(ranking.begin(), ranking.end());
        return ranking;
    }

    /// Moves to the first of the first few neighbours that has a lower BIC.
    bool step(const Ranking& ranking, bool add) {
        for (std::size_t i = 0; i < std::min(ranking.size(), kTried); ++i) {
            context_.check_stop();
            Fitted next = visit(neighbour(ranking[i].second, add));
            if (bic(next) < bic(current_)) {
                current_ = std::move(next);
                return true;
            }
        }
        return false;
    }

    /// Fits what is one effect away; moves on once if one of them is better.
    void look_around() {
        for (int round = 0; round < 2; ++round) {
            std::vector<Model> models;
            for (const bool add : {true, false}) {
                Ranking ranking = add ? worst_explained() : least_needed();
                if (ranking.size() > kNeighbours) ranking.resize(kNeighbours);
                for (const auto& [rank, pair] : ranking) models.push_back(neighbour(pair, add));
            }
            std::erase_if(models, [&](const Model& m) { return visited_.count(m.terms) != 0; });
            std::vector<Fitted> found(models.size());
            parallel_for(context_, models.size(), 1, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) found[i] = fitted(models[i]);
            });
            Fitted best = current_;
            for (Fitted& f : found) {
                if (bic(f) < bic(best)) best = f;
                visited_.emplace(f.model.terms, std::move(f));
            }
            if (best.name == current_.name) return;
            current_ = std::move(best);
        }
    }

    const CellTable& cells_;
    const Context& context_;
    std::map<std::vector<std::uint64_t>, Fitted> visited_;
    std::map<std::uint64_t, double> effects_;  ///< of the current model: where the next fits start
    Fitted current_;
};

}  // namespace

std::vector<Fitted> search_pairs(const CellTable& cells, const Context& context) {
    return PairSearch(cells, context).run();
}

}  // namespace dalil
