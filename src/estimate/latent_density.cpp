#include "estimate/latent_density.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/result.hpp"
#include "estimate/wide.hpp"

namespace dalil {

namespace {

constexpr double kTiny = 1e-290;  // keeps divisions finite

/// lambda, 1 - lambda and the odds of every parameter; q_k = nu_k prod_j (1 - lambda_jk).
DALIL_WIDE void lay_out_classes(const double* point, std::size_t lists, std::size_t classes,
                                double* odds, double* miss, double* stick) {
    const std::size_t all_lanes = ((lists + 1) * classes - 1) * kLanes;
    for (std::size_t i = 0; i < all_lanes; i += kQuad) {
        const Quad o = lane_exp(load(point + i));
        store(o, odds + i);
        store(1 / (1 + o), miss + i);
    }
    for (std::size_t l = 0; l < kLanes; l += kQuad) {
        Quad left = all(1);
        for (std::size_t k = 0; k < classes; ++k) {
            const std::size_t at = (lists * classes + k) * kLanes + l;
            Quad here = left;
            if (k + 1 < classes) {
                const Quad rest = load(miss + at);
                here *= load(odds + at) * rest;
                left *= rest;
            }
            for (std::size_t j = 0; j < lists; ++j) {
                here *= load(miss + (k * lists + j) * kLanes + l);
            }
            store(here, stick + k * kLanes + l);
        }
    }
}

struct Step {
    std::uint32_t parent, list;
};

/// Adds the probability of every node in class k to its total.
DALIL_WIDE void add_class(const Step* nodes, std::size_t count, const double* odds,
                          const double* start, double* cell, double* total) {
    for (std::size_t l = 0; l < kLanes; l += kQuad) {
        const Quad first = load(start + l);
        store(first, cell + l);
        store(load(total + l) + first, total + l);
    }
    for (std::size_t i = 1; i < count; ++i) {
        const double* from = cell + nodes[i].parent * kLanes;
        const double* step = odds + nodes[i].list * kLanes;
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            const std::size_t at = i * kLanes + l;
            const Quad here = load(from + l) * load(step + l);
            store(here, cell + at);
            store(load(total + at) + here, total + at);
        }
    }
}

/// Expected people (weight times probability) of class k: `part[0]` in all, `gathered` by list.
DALIL_WIDE void gather_class(const Step* nodes, std::size_t count, const double* odds,
                             const double* start, const double* weight, double* cell, double* part,
                             double* gathered) {
    for (std::size_t l = 0; l < kLanes; l += kQuad) {
        store(load(start + l), cell + l);
        store(load(start + l) * load(weight + l), part + l);
    }
    for (std::size_t i = 1; i < count; ++i) {
        const double* from = cell + nodes[i].parent * kLanes;
        const double* step = odds + nodes[i].list * kLanes;
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            const std::size_t at = i * kLanes + l;
            const Quad here = load(from + l) * load(step + l);
            store(here, cell + at);
            store(here * load(weight + at), part + at);
        }
    }
    for (std::size_t i = count; i-- > 1;) {
        double* up = part + nodes[i].parent * kLanes;
        double* list = gathered + nodes[i].list * kLanes;
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            const Quad here = load(part + i * kLanes + l);
            store(load(up + l) + here, up + l);
            store(load(list + l) + here, list + l);
        }
    }
}

DALIL_WIDE void weigh(const double* count, const double* total, std::size_t nodes, bool values,
                      double* weight, double* log_likelihood) {
    for (std::size_t i = 1; i < nodes; ++i) {
        const std::size_t at = i * kLanes;
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            if (count[i] <= 0) {
                store(all(0), weight + at + l);
                continue;
            }
            const Quad p = load(total + at + l) + kTiny;
            store(count[i] / p, weight + at + l);
            if (!values) continue;
            store(load(log_likelihood + l) + count[i] * lane_log(p), log_likelihood + l);
        }
    }
}

/// Slope of the heated log likelihood and of the prior, by the parameters of one class.
DALIL_WIDE void slope_of_class(const double* odds, const double* miss, const double* gathered,
                               const double* people, const double* heat, std::size_t lists,
                               double a, double b, double* slope) {
    for (std::size_t i = 0; i < lists * kLanes; i += kLanes) {
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            const Quad rest = load(miss + i + l), lambda = load(odds + i + l) * rest;
            const Quad likelihood = load(gathered + i + l) - lambda * load(people + l);
            store(load(heat + l) * likelihood + a * rest - b * lambda, slope + i + l);
        }
    }
}

/// The same by logit V_k: people in class k count for it, those in later classes against it.
DALIL_WIDE void slope_of_sticks(const double* odds, const double* miss, const double* people,
                                const double* heat, const double* alpha, std::size_t classes,
                                double* slope) {
    for (std::size_t l = 0; l < kLanes; l += kQuad) {
        Quad after = load(people + (classes - 1) * kLanes + l);
        for (std::size_t k = classes - 1; k-- > 0;) {
            const std::size_t at = k * kLanes + l;
            const Quad rest = load(miss + at), v = load(odds + at) * rest;
            const Quad here = load(people + at);
            store(load(heat + l) * (rest * here - v * after) + rest - load(alpha + l) * v,
                  slope + at);
            after += here;
        }
    }
}

DALIL_WIDE void add_logs(const double* terms, std::size_t count, double* sum) {
    for (std::size_t i = 0; i < count * kLanes; i += kLanes) {
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            store(load(sum + l) + lane_log(load(terms + i + l)), sum + l);
        }
    }
}

}  // namespace

LatentWork::LatentWork(const LatentDensity& density)
    : slope(density.dimensions() * kLanes),
      odds(density.dimensions() * kLanes),
      miss(density.dimensions() * kLanes),
      stick(density.classes() * kLanes),
      weight(density.nodes_.size() * kLanes),
      cell(weight.size()),
      total(weight.size()),
      part(weight.size()),
      gathered(density.lists() * kLanes) {}

LatentDensity::LatentDensity(const CaptureTable& table, const LatentPrior& prior)
    : prior_(prior),
      lists_(table.lists.size()),
      n_(static_cast<double>(table.people())),
      cap_(n_, prior.cap * n_),
      place_{{0, 0}},
      nodes_{{}} {
    ENSURE(lists_ > 0 && n_ > 0 && prior.classes > 0, "lists that hold people");
    for (std::size_t j = 0; j < lists_; ++j) {
        rates_.push_back(static_cast<double>(table.size_of(j)) / n_);
    }
    std::vector<std::uint32_t> cell_node;
    for (const CaptureCell& cell : table.cells) cell_node.push_back(node_of(cell.pattern));
    for (std::uint64_t pattern : table.impossible) impossible_.push_back(node_of(pattern));
    count_.assign(nodes_.size(), 0);
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        count_[cell_node[i]] += static_cast<double>(table.cells[i].count);
    }
}

std::uint32_t LatentDensity::node_of(std::uint64_t pattern) {
    const auto found = place_.find(pattern);
    if (found != place_.end()) return found->second;
    const auto top = static_cast<std::uint32_t>(63 - std::countl_zero(pattern));
    const std::uint32_t parent = node_of(pattern & ~(std::uint64_t{1} << top));
    place_.emplace(pattern, static_cast<std::uint32_t>(nodes_.size()));
    nodes_.push_back({parent, top});
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

void LatentDensity::weigh_patterns(bool values, LatentWork& work) const {
    weigh(count_.data(), work.total.data(), nodes_.size(), values, work.weight.data(),
          work.log_likelihood);
    for (std::size_t l = 0; l < kLanes; ++l) {
        double none = 0;
        for (std::uint32_t i : impossible_) none += work.total[i * kLanes + l];
        const double unseen = work.total[l] / (1 - none);
        const double seen = std::max(1 - none - work.total[l], kTiny);
        const UnseenCap::Term bound = cap_.at(unseen);
        work.unseen[l] = unseen;
        work.weight[l] = n_ / seen + bound.slope / (1 - none);
        const double blocked = n_ / seen + bound.slope * unseen / (1 - none);
        for (std::uint32_t i : impossible_) work.weight[i * kLanes + l] = blocked;
        if (values) work.log_likelihood[l] += bound.value - n_ * std::log(seen);
    }
}

void LatentDensity::add_prior(const double* point, const double* alpha, LatentWork& work) const {
    const std::size_t lambdas = lists_ * prior_.classes, sticks = prior_.classes - 1;
    const double a = prior_.lambda_a, b = prior_.lambda_b;
    double misses[kLanes] = {}, logits[kLanes] = {};
    add_logs(work.miss.data(), lambdas, misses);
    std::fill_n(work.log_rest, kLanes, 0.0);
    add_logs(work.miss.data() + lambdas * kLanes, sticks, work.log_rest);
    // exp is cut at kMostExponent and log(1 - V) with it, but with a small alpha sticks go far
    // beyond: without the rest of -logit V the prior would rise for ever and keep them.
    for (std::size_t i = lambdas; i < lambdas + sticks; ++i) {
        for (std::size_t l = 0; l < kLanes; ++l) {
            work.log_rest[l] -= std::max(point[i * kLanes + l] - kMostExponent, 0.0);
        }
    }
    for (std::size_t i = 0; i < lambdas + sticks; ++i) {
        const double factor = i < lambdas ? a : 1;
        for (std::size_t l = 0; l < kLanes; ++l) logits[l] += factor * point[i * kLanes + l];
    }
    for (std::size_t l = 0; l < kLanes; ++l) {
        work.log_prior[l] = logits[l] + (a + b) * misses[l] + (1 + alpha[l]) * work.log_rest[l];
    }
}

void LatentDensity::evaluate(const double* point, const double* alpha, const double* heat,
                             bool values, LatentWork& work) const {
    static_assert(sizeof(Node) == sizeof(Step));
    const std::size_t classes = prior_.classes, nodes = nodes_.size();
    const auto* steps = reinterpret_cast<const Step*>(nodes_.data());
    lay_out_classes(point, lists_, classes, work.odds.data(), work.miss.data(), work.stick.data());
    std::fill(work.total.begin(), work.total.end(), 0.0);
    for (std::size_t k = 0; k < classes; ++k) {
        add_class(steps, nodes, work.odds.data() + k * lists_ * kLanes,
                  work.stick.data() + k * kLanes, work.cell.data(), work.total.data());
    }
    if (values) std::fill_n(work.log_likelihood, kLanes, 0.0);
    weigh_patterns(values, work);
    for (std::size_t k = 0; k < classes; ++k) {
        const std::size_t at = k * lists_ * kLanes;
        std::fill(work.gathered.begin(), work.gathered.end(), 0.0);
        double* start = work.stick.data() + k * kLanes;
        gather_class(steps, nodes, work.odds.data() + at, start, work.weight.data(),
                     work.cell.data(), work.part.data(), work.gathered.data());
        std::copy_n(work.part.data(), kLanes, start);  // from here on: people in the class
        slope_of_class(work.odds.data() + at, work.miss.data() + at, work.gathered.data(), start,
                       heat, lists_, prior_.lambda_a, prior_.lambda_b, work.slope.data() + at);
    }
    const std::size_t sticks = lists_ * classes * kLanes;
    slope_of_sticks(work.odds.data() + sticks, work.miss.data() + sticks, work.stick.data(), heat,
                    alpha, classes, work.slope.data() + sticks);
    if (values) add_prior(point, alpha, work);
}

}  // namespace dalil
