#include "estimate/mode_jump.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "dalil/base/result.hpp"
#include "estimate/normal.hpp"

namespace dalil {

namespace {

using Draws = std::vector<std::vector<double>>;

// Normal scores at which values are tied to their quantiles.
constexpr std::array kKnots = {-2.5, -1.9, -1.4, -0.95, -0.55, -0.18,
                               0.18, 0.55, 0.95, 1.4,   1.9,   2.5};
constexpr double kTail = 0.7;     // slope beyond the last knots, as a share of the last one
constexpr double kShrink = 0.03;  // of the correlations
// Tails: with this chance all scores are wider by this factor.
constexpr double kWideChance = 0.25, kWide = 1.5;
constexpr double kForget = 30;  // log density below the best at which a term is left out
constexpr double kFar = 7;      // logits beyond are all the same to the clustering
constexpr std::size_t kDrawsOfCluster = 300, kMostClusters = 4;
constexpr int kRounds = 12;
constexpr std::size_t kMostCoordinates = 512;
constexpr double kLogTwoPi = 1.8378770664093453;

std::vector<std::vector<std::size_t>> all_orders(std::size_t roles) {
    std::vector<std::vector<std::size_t>> orders;
    std::vector<std::size_t> order(roles);
    std::iota(order.begin(), order.end(), 0);
    do orders.push_back(order);
    while (std::next_permutation(order.begin(), order.end()));
    return orders;
}

/// Free coordinate i of a draw whose roles stand in `order`.
double coordinate(const RoleShape& shape, std::span<const double> roles,
                  const std::vector<std::size_t>& order, std::size_t i) {
    const std::size_t logits = shape.roles * shape.lists;
    if (i < logits) {
        return roles[order[i / shape.lists] * (shape.lists + 1) + i % shape.lists];
    }
    const std::size_t role = i - logits + 1;
    return roles[shape.share_at(order[role])] - roles[shape.share_at(order[0])];
}

/// Lower triangle of the Cholesky factor, in place; full rows of `size`.
void factor(std::vector<double>& a, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = a[i * size + j];
            for (std::size_t k = 0; k < j; ++k) sum -= a[i * size + k] * a[j * size + k];
            a[i * size + j] = i == j ? std::sqrt(std::max(sum, 1e-6)) : sum / a[j * size + j];
        }
    }
}

/// Inverse of a lower triangle.
std::vector<double> invert(const std::vector<double>& root, std::size_t size) {
    std::vector<double> inverse(root.size(), 0);
    for (std::size_t j = 0; j < size; ++j) {
        inverse[j * size + j] = 1 / root[j * size + j];
        for (std::size_t i = j + 1; i < size; ++i) {
            double sum = 0;
            for (std::size_t k = j; k < i; ++k) sum -= root[i * size + k] * inverse[k * size + j];
            inverse[i * size + j] = sum / root[i * size + i];
        }
    }
    return inverse;
}

}  // namespace

ScoreMap::ScoreMap(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    const double least = 1e-6 + 1e-3 * (values.back() - values.front());
    std::vector<double> at;
    for (double z : kKnots) {
        const double place = last * normal_cdf(z);
        const auto i = static_cast<std::size_t>(place);
        const double next = values[std::min(i + 1, values.size() - 1)];
        const double x = values[i] + (place - static_cast<double>(i)) * (next - values[i]);
        at.push_back(at.empty() ? x : std::max(x, at.back() + least));
    }
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
        const double slope = (kKnots[i + 1] - kKnots[i]) / (at[i + 1] - at[i]);
        pieces_.push_back({at[i], kKnots[i], slope, std::log(slope)});
    }
    const double below = kTail * pieces_.front().slope, above = kTail * pieces_.back().slope;
    pieces_.insert(pieces_.begin(), {at.front(), kKnots.front(), below, std::log(below)});
    pieces_.push_back({at.back(), kKnots.back(), above, std::log(above)});
}

ScoreMap::Score ScoreMap::score(double value) const {
    std::size_t i = 0;
    while (i + 1 < pieces_.size() && value >= pieces_[i + 1].x) ++i;
    const Piece& piece = pieces_[i];
    return {piece.z + (value - piece.x) * piece.slope, piece.log_slope};
}

double ScoreMap::value(double z) const {
    std::size_t i = 0;
    while (i + 1 < pieces_.size() && z >= pieces_[i + 1].z) ++i;
    const Piece& piece = pieces_[i];
    return piece.x + (z - piece.z) / piece.slope;
}

ModeJump::ModeJump(const RoleShape& shape, const std::vector<Draws>& clusters,
                   const std::vector<double>& weights)
    : shape_(shape), orders_(all_orders(shape.roles)) {
    const std::size_t size = shape.coordinates();
    ENSURE(size <= kMostCoordinates, "few roles");
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t c = 0; c < clusters.size(); ++c) {
        const Draws& draws = clusters[c];
        ENSURE(draws.size() >= 2, "a cluster of several draws");
        Part& part = parts_.emplace_back();
        part.log_weight = std::log(weights[c] / all);
        Draws scores(draws.size(), std::vector<double>(size));
        for (std::size_t i = 0; i < size; ++i) {
            std::vector<double> values;
            for (const auto& draw : draws) {
                values.push_back(coordinate(shape, draw, orders_[0], i));
            }
            part.maps.emplace_back(values);
            for (std::size_t d = 0; d < draws.size(); ++d) {
                scores[d][i] = part.maps[i].score(values[d]).z;
            }
        }
        part.root.assign(size * size, 0);
        for (const auto& z : scores) {
            for (std::size_t i = 0; i < size; ++i) {
                for (std::size_t j = 0; j <= i; ++j) part.root[i * size + j] += z[i] * z[j];
            }
        }
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = 0; j <= i; ++j) {
                double& value = part.root[i * size + j];
                value /= static_cast<double>(draws.size());
                value = i == j ? std::max(value, 0.1) : (1 - kShrink) * value;
            }
        }
        factor(part.root, size);
        part.inverse = invert(part.root, size);
        part.log_scale = -0.5 * static_cast<double>(size) * kLogTwoPi;
        for (std::size_t i = 0; i < size; ++i) {
            part.log_scale -= std::log(part.root[i * size + i]);
        }
    }
}

void ModeJump::draw(Rng& rng, std::span<double> roles) const {
    const std::size_t size = shape_.coordinates(), logits = shape_.roles * shape_.lists;
    double left = rng.uniform();
    std::size_t c = 0;
    while (c + 1 < parts_.size() && (left -= std::exp(parts_[c].log_weight)) > 0) ++c;
    const Part& part = parts_[c];
    const double wide = rng.uniform() < kWideChance ? kWide : 1;
    std::vector<double> noise(size), values(size);
    for (double& v : noise) v = wide * rng.normal();
    for (std::size_t i = 0; i < size; ++i) {
        double z = 0;
        for (std::size_t j = 0; j <= i; ++j) z += part.root[i * size + j] * noise[j];
        values[i] = part.maps[i].value(z);
    }
    std::vector<double> shares(shape_.roles, 1);
    double sum = 1;
    for (std::size_t r = 1; r < shape_.roles; ++r) {
        sum += shares[r] = std::exp(std::min(values[logits + r - 1], 300.0));
    }
    const double log_sum = std::log(sum);
    // Size-biased order: the next role with a chance in proportion to its share.
    for (std::size_t place = 0; place < shape_.roles; ++place) {
        double rest = 0;
        for (double s : shares) rest += s;
        double point = rng.uniform() * rest;
        std::size_t r = shape_.roles;
        for (std::size_t i = 0; i < shape_.roles; ++i) {
            if (shares[i] <= 0) continue;
            r = i;
            if ((point -= shares[i]) < 0) break;
        }
        if (r == shape_.roles) r = 0;
        for (std::size_t j = 0; j < shape_.lists; ++j) {
            roles[place * (shape_.lists + 1) + j] = values[r * shape_.lists + j];
        }
        roles[shape_.share_at(place)] = (r == 0 ? 0 : values[logits + r - 1]) - log_sum;
        shares[r] = 0;
    }
}

/// Chance that size-biased order puts these roles in this order.
double ModeJump::log_order(std::span<const double> roles) const {
    double rest = 0, log_chance = 0;
    for (std::size_t r = shape_.roles; r-- > 0;) {
        const double share = roles[shape_.share_at(r)];
        rest += std::exp(share);
        log_chance += share - std::log(rest);
    }
    return log_chance;
}

ModeJump::Scored ModeJump::score_roles(const Part& part, std::span<const double> roles) const {
    const std::size_t count = shape_.roles, lists = shape_.lists, logits = count * lists;
    Scored scored;
    scored.logits.reserve(logits * count);
    for (std::size_t i = 0; i < logits; ++i) {
        for (std::size_t r = 0; r < count; ++r) {
            scored.logits.push_back(part.maps[i].score(roles[r * (lists + 1) + i % lists]));
        }
    }
    for (std::size_t i = logits; i < shape_.coordinates(); ++i) {
        for (std::size_t r = 0; r < count; ++r) {
            for (std::size_t first = 0; first < count; ++first) {
                scored.shares.push_back(
                    part.maps[i].score(roles[shape_.share_at(r)] - roles[shape_.share_at(first)]));
            }
        }
    }
    return scored;
}

void ModeJump::add_part(const Part& part, const Scored& scored,
                        const std::vector<std::size_t>& order, std::vector<double>& logs,
                        double& best) const {
    const std::size_t size = shape_.coordinates(), count = shape_.roles;
    const std::size_t logits = count * shape_.lists;
    std::array<double, kMostCoordinates> z;
    double log_slopes = part.log_weight + part.log_scale;
    for (std::size_t i = 0; i < size; ++i) {
        const auto& [score, slope] =
            i < logits
                ? scored.logits[i * count + order[i / shape_.lists]]
                : scored.shares[((i - logits) * count + order[i - logits + 1]) * count + order[0]];
        z[i] = score;
        log_slopes += slope;
    }
    double square = 0;
    const double most = 2 * kWide * kWide * (log_slopes - best + kForget);
    for (std::size_t i = 0; i < size; ++i) {
        double e = 0;
        for (std::size_t j = 0; j <= i; ++j) e += part.inverse[i * size + j] * z[j];
        square += e * e;
        if (square > most) return;
    }
    const double narrow = std::log(1 - kWideChance) - 0.5 * square;
    const double wide = std::log(kWideChance) - 0.5 * square / (kWide * kWide) -
                        static_cast<double>(size) * std::log(kWide);
    const double high = std::max(narrow, wide);
    const double value =
        log_slopes + high + std::log(std::exp(narrow - high) + std::exp(wide - high));
    best = std::max(best, value);
    logs.push_back(value);
}

double ModeJump::log_density(std::span<const double> roles) const {
    std::vector<double> logs;
    double best = -HUGE_VAL;
    for (const Part& part : parts_) {
        const Scored scored = score_roles(part, roles);
        for (const auto& order : orders_) add_part(part, scored, order, logs, best);
    }
    if (logs.empty()) return -HUGE_VAL;
    double sum = 0;
    for (double value : logs) sum += std::exp(value - best);
    return best + std::log(sum) + log_order(roles);
}

namespace {

/// k-means over draws whose roles may stand in any order.
class Clustering {
  public:
    Clustering(const RoleShape& shape, const Draws& draws, std::size_t count, Rng& rng)
        : shape_(shape), draws_(draws), orders_(all_orders(shape.roles)) {
        start(count, rng);
        for (int i = 0; i < kRounds; ++i) improve();
    }

    /// Draws by cluster, roles brought to the cluster's order.
    std::vector<Draws> clusters() const {
        std::vector<Draws> out(centres_.size());
        for (const auto& draw : draws_) {
            const Place place = nearest(draw);
            auto& turned = out[place.cluster].emplace_back(draw.size());
            for (std::size_t r = 0; r < shape_.roles; ++r) {
                const std::size_t from = orders_[place.order][r], width = shape_.lists + 1;
                std::copy_n(draw.begin() + static_cast<std::ptrdiff_t>(from * width), width,
                            turned.begin() + static_cast<std::ptrdiff_t>(r * width));
            }
        }
        return out;
    }

  private:
    struct Place {
        std::size_t cluster = 0, order = 0;
        double distance = HUGE_VAL;
    };

    double feature(const std::vector<double>& draw, std::size_t order, std::size_t i) const {
        return std::clamp(coordinate(shape_, draw, orders_[order], i), -kFar, kFar);
    }

    Place nearest(const std::vector<double>& draw) const {
        Place best;
        for (std::size_t c = 0; c < centres_.size(); ++c) {
            for (std::size_t o = 0; o < orders_.size(); ++o) {
                double distance = 0;
                for (std::size_t i = 0; i < shape_.coordinates(); ++i) {
                    const double d = feature(draw, o, i) - centres_[c][i];
                    distance += d * d;
                    if (distance >= best.distance) break;
                }
                if (distance < best.distance) best = {c, o, distance};
            }
        }
        return best;
    }

    void add_centre(const std::vector<double>& draw) {
        auto& centre = centres_.emplace_back();
        for (std::size_t i = 0; i < shape_.coordinates(); ++i) {
            centre.push_back(feature(draw, 0, i));
        }
    }

    /// k-means++ (Arthur and Vassilvitskii 2007).
    void start(std::size_t count, Rng& rng) {
        add_centre(draws_[rng.below(draws_.size())]);
        while (centres_.size() < count) {
            std::vector<double> distances;
            double all = 0;
            for (const auto& draw : draws_) {
                distances.push_back(nearest(draw).distance);
                all += distances.back();
            }
            if (!(all > 0)) return;
            double left = rng.uniform() * all;
            std::size_t i = 0;
            while (i + 1 < draws_.size() && (left -= distances[i]) > 0) ++i;
            add_centre(draws_[i]);
        }
    }

    void improve() {
        auto sums = std::vector<std::vector<double>>(centres_.size(),
                                                     std::vector<double>(shape_.coordinates(), 0));
        std::vector<double> counts(centres_.size(), 0);
        for (const auto& draw : draws_) {
            const Place place = nearest(draw);
            counts[place.cluster] += 1;
            for (std::size_t i = 0; i < shape_.coordinates(); ++i) {
                sums[place.cluster][i] += feature(draw, place.order, i);
            }
        }
        for (std::size_t c = 0; c < centres_.size(); ++c) {
            for (std::size_t i = 0; i < shape_.coordinates() && counts[c] > 0; ++i) {
                centres_[c][i] = sums[c][i] / counts[c];
            }
        }
    }

    const RoleShape& shape_;
    const Draws& draws_;
    std::vector<std::vector<std::size_t>> orders_;
    std::vector<std::vector<double>> centres_;
};

}  // namespace

ModeJump learn_mode_jump(const RoleShape& shape, const std::vector<Draws>& draws, Rng& rng) {
    std::vector<Draws> clusters;
    std::vector<double> weights;
    const std::size_t fewest = 4 * shape.coordinates();
    for (const Draws& mode : draws) {
        if (mode.size() < fewest) continue;
        const std::size_t count =
            std::clamp<std::size_t>(mode.size() / kDrawsOfCluster, 1, kMostClusters);
        auto found = Clustering(shape, mode, count, rng).clusters();
        std::erase_if(found, [&](const Draws& cluster) { return cluster.size() < fewest; });
        double all = 0;
        for (const Draws& cluster : found) all += static_cast<double>(cluster.size());
        for (Draws& cluster : found) {
            weights.push_back(static_cast<double>(cluster.size()) / all);
            clusters.push_back(std::move(cluster));
        }
    }
    return ModeJump(shape, clusters, weights);
}

}  // namespace dalil
