// estimate/latent_density.hpp: how probable a table is under classes of people, and which way is
// up.
//
// Model: a person belongs to class k with probability nu_k (stick-breaking, V_k ~ Beta(1, alpha),
// Dunson and Xing 2009; Manrique-Vallier 2016) and is then on list j with probability lambda_jk,
// independently. With p(N) proportional to 1/N both the classes of persons and N integrate out:
//     log L = sum_h n_h log p_h - n log(1 - p_0 - p_imp) + log P(N - n <= cap | p_0),
// p_h the probability of pattern h, p_imp that of the patterns that cannot occur.
//
// Points are real vectors: logit lambda_jk for class after class, then logit V_k. Eight points are
// worked on at a time (lanes.hpp): value i of lane l stands at [i * kLanes + l].
//
//     LatentDensity density(table, {.classes = 10});
//     LatentWork work(density);
//     density.evaluate(points, alphas, heats, true, work);   // work.slope, work.log_likelihood,
//     ...
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "dalil/estimate/capture_table.hpp"
#include "estimate/lanes.hpp"
#include "estimate/unseen_cap.hpp"

namespace dalil {

struct LatentPrior {
    std::size_t classes = 10;
    double alpha_shape = 0.25, alpha_rate = 0.25;
    double lambda_a = 1, lambda_b = 1;  ///< Beta, for every list and class
    double cap = 20;                    ///< N - n is at most this many times n
};

class LatentDensity;

/// What an evaluation leaves, and the room it needs; one per thread.
struct LatentWork {
    explicit LatentWork(const LatentDensity& density);

    std::vector<double> slope;  ///< of heat * log L + log prior
    double log_likelihood[kLanes] = {};
    double log_prior[kLanes] = {};  ///< of the point, without terms of alpha alone
    double log_rest[kLanes] = {};   ///< sum over k of log(1 - V_k)
    double unseen[kLanes] = {};     ///< p_0 / (1 - p_imp)

    std::vector<double> odds, miss, stick;                    // by parameter, by class
    std::vector<double> weight, cell, total, part, gathered;  // by node, by list
};

class LatentDensity {
  public:
    LatentDensity(const CaptureTable& table, const LatentPrior& prior);

    std::size_t lists() const { return lists_; }
    std::size_t classes() const { return prior_.classes; }
    std::size_t dimensions() const { return (lists_ + 1) * classes() - 1; }
    std::size_t stick_at(std::size_t k) const { return lists_ * classes() + k; }
    std::size_t nodes() const { return nodes_.size(); }
    double n() const { return n_; }
    /// Share of the listed people who are on a list.
    double rate(std::size_t list) const { return rates_[list]; }
    const LatentPrior& prior() const { return prior_; }
    const UnseenCap& cap() const { return cap_; }

    /// At eight points. `values`: also the log densities, not only the slope.
    void evaluate(const double* point, const double* alpha, const double* heat, bool values,
                  LatentWork& work) const;

  private:
    friend struct LatentWork;
    struct Node {
        std::uint32_t parent = 0, list = 0;
    };
    std::uint32_t node_of(std::uint64_t pattern);
    void weigh_patterns(bool values, LatentWork& work) const;
    void add_prior(const double* point, const double* alpha, LatentWork& work) const;

    LatentPrior prior_;
    std::size_t lists_ = 0;
    double n_ = 0;
    std::vector<double> rates_;
    UnseenCap cap_;
    std::unordered_map<std::uint64_t, std::uint32_t> place_;  ///< node 0 is on no list
    std::vector<Node> nodes_;    ///< each pattern is its parent and one list more
    std::vector<double> count_;  ///< by node
    std::vector<std::uint32_t> impossible_;
};

}  // namespace dalil
