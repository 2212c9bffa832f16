// estimate/mode_jump.hpp: where the heavy classes of a latent-class posterior may be, learned from
// draws, as a proposal that reaches every mode at once.
//
// The heaviest classes ("roles") are described by their logits and by the logarithms of their
// shares of one another. Draws are clustered, whatever the order of the roles; each cluster becomes
// a normal distribution after every coordinate was mapped to normal scores, with heavier tails. The
// proposal is the mixture of the clusters, its roles put in size-biased order (the order in which
// stick-breaking meets them; Pitman 1996); its density sums over all orders, so it is exact.
//
//     const ModeJump jump = learn_mode_jump({lists, roles}, draws, rng);
//     jump.draw(rng, roles);              // roles: what stands in one draw
//     jump.log_density(roles);
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "dalil/base/random.hpp"

namespace dalil {

struct RoleShape {
    std::size_t lists = 0, roles = 0;

    /// Numbers that stand for one draw: role after role, its logits and the logarithm of its share.
    std::size_t values() const { return roles * (lists + 1); }
    std::size_t share_at(std::size_t role) const { return role * (lists + 1) + lists; }
    /// Free coordinates: the shares add up to one.
    std::size_t coordinates() const { return roles * (lists + 1) - 1; }
};

/// A monotone map from values to normal scores: straight between quantiles and beyond them.
class ScoreMap {
  public:
    ScoreMap() = default;
    explicit ScoreMap(std::vector<double> values);

    struct Score {
        double z = 0, log_slope = 0;
    };
    Score score(double value) const;
    double value(double z) const;

  private:
    struct Piece {
        double x = 0, z = 0, slope = 1, log_slope = 0;  ///< from here on; of z by x
    };
    std::vector<Piece> pieces_;
};

class ModeJump {
  public:
    /// Draws of one cluster, each with its roles in the same order.
    ModeJump(const RoleShape& shape, const std::vector<std::vector<std::vector<double>>>& clusters,
             const std::vector<double>& weights);

    const RoleShape& shape() const { return shape_; }
    void draw(Rng& rng, std::span<double> roles) const;
    /// By logits and log shares, roles in the order given.
    double log_density(std::span<const double> roles) const;

  private:
    struct Part {
        double log_weight = 0, log_scale = 0;  ///< of the mixture; of the normal density
        std::vector<ScoreMap> maps;
        std::vector<double> root, inverse;  ///< lower triangles, row by row, of the scores
    };
    double log_order(std::span<const double> roles) const;
    /// Scores of every coordinate with every choice of the roles it may come from.
    struct Scored {
        std::vector<ScoreMap::Score> logits;  ///< by coordinate, by role taken
        std::vector<ScoreMap::Score> shares;  ///< by coordinate, by role taken, by first role
    };
    Scored score_roles(const Part& part, std::span<const double> roles) const;
    void add_part(const Part& part, const Scored& scored, const std::vector<std::size_t>& order,
                  std::vector<double>& logs, double& best) const;

    RoleShape shape_;
    std::vector<Part> parts_;
    std::vector<std::vector<std::size_t>> orders_;
};

/// `draws[m]` of mode m; every mode is proposed as often as any other. Without draws: no parts.
ModeJump learn_mode_jump(const RoleShape& shape,
                         const std::vector<std::vector<std::vector<double>>>& draws, Rng& rng);

}  // namespace dalil
