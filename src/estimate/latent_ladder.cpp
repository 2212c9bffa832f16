#include "estimate/latent_ladder.hpp"

#include <algorithm>
#include <cmath>

#include "dalil/base/result.hpp"
#include "estimate/wide.hpp"

namespace dalil {

namespace {

constexpr double kWantedAcceptance = 0.8;
constexpr double kLeastMass = 0.25;
constexpr double kNextMass = 0.6;  // of a class, as a share of the one before it
// Now and then shorter steps, down to this share: where the density curves more than where the
// steps were learned, every usual trajectory would be refused and the chain would stand still.
constexpr double kShortChance = 1.0 / 16, kShortest = 0.1;
constexpr int kLabelTries = 3;
constexpr std::uint64_t kJumpEvery = 4;   // sweeps
constexpr std::uint64_t kNoteEvery = 16;  // draws
constexpr std::size_t kStopEvery = 64;    // sweeps between looks at a request to stop

DALIL_WIDE void kick(double* momentum, const double* slope, const double* step, double factor,
                     std::size_t dimensions) {
    for (std::size_t i = 0; i < dimensions * kLanes; i += kLanes) {
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            store(load(momentum + i + l) + factor * load(step + l) * load(slope + i + l),
                  momentum + i + l);
        }
    }
}

DALIL_WIDE void drift(double* point, const double* momentum, const double* inverse_mass,
                      const double* step, std::size_t dimensions) {
    for (std::size_t i = 0; i < dimensions * kLanes; i += kLanes) {
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            store(load(point + i + l) +
                      load(step + l) * load(inverse_mass + i + l) * load(momentum + i + l),
                  point + i + l);
        }
    }
}

/// Standard normals become momenta: divided by the root of the inverse mass.
DALIL_WIDE void scale_momenta(double* momentum, const double* inverse_mass,
                              std::size_t dimensions) {
    for (std::size_t i = 0; i < dimensions * kLanes; ++i) {
        momentum[i] /= __builtin_sqrt(inverse_mass[i]);
    }
}

DALIL_WIDE void kinetic_energy(const double* momentum, const double* inverse_mass,
                               std::size_t dimensions, double* energy) {
    for (std::size_t l = 0; l < kLanes; ++l) energy[l] = 0;
    for (std::size_t i = 0; i < dimensions * kLanes; i += kLanes) {
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            const Quad p = load(momentum + i + l);
            store(load(energy + l) + 0.5 * p * p * load(inverse_mass + i + l), energy + l);
        }
    }
}

DALIL_WIDE void logits(double* uniforms, std::size_t count) {
    for (std::size_t i = 0; i < count * kLanes; i += kQuad) {
        const Quad u = load(uniforms + i);
        store(lane_log(u / (1 - u)), uniforms + i);
    }
}

/// sum over k of log(1 - V_k).
DALIL_WIDE void log_rests(const double* sticks, std::size_t count, double* sum) {
    for (std::size_t l = 0; l < kLanes; ++l) sum[l] = 0;
    for (std::size_t i = 0; i < count * kLanes; i += kLanes) {
        for (std::size_t l = 0; l < kLanes; l += kQuad) {
            const Quad stick = load(sticks + i + l);
            const Quad beyond = stick > kMostExponent ? stick - kMostExponent : all(0);
            store(load(sum + l) - lane_log(1 + lane_exp(stick)) - beyond, sum + l);
        }
    }
}

/// log nu of every class, from the logits of the sticks of one lane among `stride`.
std::vector<double> log_weights(const double* sticks, std::size_t classes, std::size_t stride) {
    std::vector<double> logs(classes);
    double left = 0;
    for (std::size_t k = 0; k + 1 < classes; ++k) {
        const double s = sticks[k * stride];
        const double log_rest = -(s > 0 ? s + std::log1p(std::exp(-s)) : std::log1p(std::exp(s)));
        logs[k] = left + s + log_rest;
        left += log_rest;
    }
    logs[classes - 1] = left;
    return logs;
}

double log_add(double a, double b) {
    const double high = std::max(a, b);
    return high + std::log1p(std::exp(std::min(a, b) - high));
}

/// Back again.
void set_weights(const std::vector<double>& logs, std::size_t stride, double* sticks) {
    double rest = logs.back();
    for (std::size_t k = logs.size() - 1; k-- > 0;) {
        sticks[k * stride] = logs[k] - rest;
        rest = log_add(rest, logs[k]);
    }
}

/// The heaviest classes, in the order of their labels.
std::vector<std::size_t> heaviest(const std::vector<double>& logs, std::size_t count) {
    std::vector<std::size_t> order(logs.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return logs[a] != logs[b] ? logs[a] > logs[b] : a < b;
    });
    order.resize(count);
    std::sort(order.begin(), order.end());
    return order;
}

double log_sum(const std::vector<double>& logs, const std::vector<std::size_t>& of) {
    double sum = logs[of[0]];
    for (std::size_t i = 1; i < of.size(); ++i) sum = log_add(sum, logs[of[i]]);
    return sum;
}

}  // namespace

std::vector<double> roles_of(const LatentDensity& density, const std::vector<double>& point,
                             std::size_t roles) {
    const std::size_t lists = density.lists();
    const auto logs = log_weights(point.data() + density.stick_at(0), density.classes(), 1);
    const auto which = heaviest(logs, roles);
    const double all = log_sum(logs, which);
    std::vector<double> out;
    for (std::size_t k : which) {
        for (std::size_t j = 0; j < lists; ++j) out.push_back(point[k * lists + j]);
        out.push_back(logs[k] - all);
    }
    return out;
}

LatentLadder::LatentLadder(const LatentDensity& density, std::uint64_t seed, std::uint64_t which,
                           const LadderOptions& options)
    : density_(density),
      options_(options),
      rng_(seed, 0x6C6164646572, which),
      noise_(rng_),
      work_(density),
      point_(density.dimensions() * kLanes),
      before_(point_.size()),
      momentum_(point_.size()),
      inverse_mass_(point_.size(), 1),
      masses_(point_.size(), 1),
      square_slopes_(point_.size(), 0) {
    steps_.fill(0.05);
    for (std::size_t r = 0; r < kLanes; ++r) {
        heats_[r] = std::pow(options.hottest, static_cast<double>(r) / (kLanes - 1));
        heading_[r] = 0;
        alpha_[r] = 1;
        start_lane(r, static_cast<unsigned>(which + r) % 4);
    }
    for (std::size_t r = 0; r < kLanes; ++r) set_rung(r, r);
    density_.evaluate(point_.data(), alpha_, heat_, true, work_);
    std::copy_n(work_.log_likelihood, kLanes, log_likelihood_);
}

LatentLadder::LatentLadder(const LatentDensity& density, const LadderState& state,
                           std::uint64_t seed, std::uint64_t which)
    : LatentLadder(density, seed, which) {
    ENSURE(state.point.size() == point_.size(), "a ladder over as many lists and classes");
    point_ = state.point;
    masses_ = state.masses;
    heats_ = state.heats;
    steps_ = state.steps;
    std::copy(state.alpha.begin(), state.alpha.end(), alpha_);
    for (std::size_t l = 0; l < kLanes; ++l) set_rung(l, state.rung_of[l]);
    density_.evaluate(point_.data(), alpha_, heat_, true, work_);
    std::copy_n(work_.log_likelihood, kLanes, log_likelihood_);
    heading_.fill(0);
    round_trips_ = 0;
    jump_ = state.jump;
}

LadderState LatentLadder::state() const {
    LadderState state{point_, masses_, {}, heats_, steps_, rung_of_, jump_};
    std::copy_n(alpha_, kLanes, state.alpha.begin());
    return state;
}

void LatentLadder::settle(std::size_t sweeps, const Context& context) {
    for (std::size_t i = 0; i < sweeps; ++i) {
        if (i % kStopEvery == 0) context.check_stop();
        sweep();
    }
}

/// Over-dispersed starts: all alike; anything the prior allows; half of the people nearly unseen;
/// several classes around the lists' rates.
void LatentLadder::start_lane(std::size_t lane, unsigned kind) {
    const std::size_t lists = density_.lists(), classes = density_.classes();
    const auto logit = [](double p) { return std::log(p / (1 - p)); };
    for (std::size_t k = 0; k < classes; ++k) {
        for (std::size_t j = 0; j < lists; ++j) {
            double& theta = point_[(k * lists + j) * kLanes + lane];
            theta = logit(rng_.uniform());
            const double rate = logit(std::clamp(density_.rate(j), 0.001, 0.95));
            if (kind == 0 && k == 0) theta = rate - 0.5;
            if (kind == 2 && k == 0) theta = rate - 3;
            if ((kind == 2 && k == 1) || (kind == 3 && k < 4)) theta = rate + rng_.normal();
        }
        if (k + 1 == classes) continue;
        double& stick = point_[density_.stick_at(k) * kLanes + lane];
        stick = logit(rng_.uniform());
        if (kind == 0 && k == 0) stick = 2;
        if (kind == 2) stick = k == 0 ? 0 : 1;
    }
}

void LatentLadder::set_rung(std::size_t lane, std::size_t rung) {
    rung_of_[lane] = rung;
    lane_of_[rung] = lane;
    heat_[lane] = heats_[rung];
    const std::size_t dimensions = density_.dimensions();
    for (std::size_t i = 0; i < dimensions; ++i) {
        inverse_mass_[i * kLanes + lane] = 1 / masses_[rung * dimensions + i];
    }
    if (rung + 1 == kLanes) heading_[lane] = 1;
    if (rung == 0 && heading_[lane] == 1) {
        heading_[lane] = 0;
        ++round_trips_;
    }
}

void LatentLadder::move_points() {
    const std::size_t dimensions = density_.dimensions();
    for (std::size_t l = 0; l < kLanes; ++l) {
        step_[l] = steps_[rung_of_[l]] * (0.8 + 0.4 * rng_.uniform());
        if (!adapting_ && rng_.uniform() < kShortChance) {
            step_[l] *= std::pow(kShortest, rng_.uniform());
        }
    }
    density_.evaluate(point_.data(), alpha_, heat_, true, work_);
    double energy[kLanes], kinetic[kLanes];
    std::copy_n(work_.log_likelihood, kLanes, log_likelihood_);
    noise_.normals(momentum_.data(), dimensions);
    scale_momenta(momentum_.data(), inverse_mass_.data(), dimensions);
    kinetic_energy(momentum_.data(), inverse_mass_.data(), dimensions, kinetic);
    for (std::size_t l = 0; l < kLanes; ++l) {
        energy[l] = kinetic[l] - heat_[l] * log_likelihood_[l] - work_.log_prior[l];
    }
    if (adapting_) {
        for (std::size_t i = 0; i < dimensions * kLanes; ++i) {
            const double g = work_.slope[i];
            square_slopes_[rung_of_[i % kLanes] * dimensions + i / kLanes] += g * g;
        }
    }
    before_ = point_;
    const unsigned least = std::max(1U, options_.longest / 3);
    const auto steps = least + static_cast<unsigned>(rng_.below(options_.longest - least + 1));
    kick(momentum_.data(), work_.slope.data(), step_, 0.5, dimensions);
    for (unsigned s = 1; s <= steps; ++s) {
        drift(point_.data(), momentum_.data(), inverse_mass_.data(), step_, dimensions);
        density_.evaluate(point_.data(), alpha_, heat_, s == steps, work_);
        kick(momentum_.data(), work_.slope.data(), step_, s == steps ? 0.5 : 1, dimensions);
    }
    kinetic_energy(momentum_.data(), inverse_mass_.data(), dimensions, kinetic);
    for (std::size_t l = 0; l < kLanes; ++l) {
        const double after = kinetic[l] - heat_[l] * work_.log_likelihood[l] - work_.log_prior[l];
        const double gain = energy[l] - after;
        const double chance = gain >= 0 ? 1 : gain > -700 ? std::exp(gain) : 0;  // not a number: 0
        const std::size_t rung = rung_of_[l];
        accepted_[rung] += chance;
        moved_[rung] += 1;
        if (adapting_) {
            const double rate = std::max(0.02, 1 / std::sqrt(moved_[rung] + 1));
            steps_[rung] *= std::exp(rate * (chance - kWantedAcceptance));
        }
        if (rng_.uniform() < chance) {
            log_likelihood_[l] = work_.log_likelihood[l];
        } else {
            for (std::size_t i = l; i < point_.size(); i += kLanes) point_[i] = before_[i];
        }
    }
}

/// A class, most often an empty one, is drawn anew from a uniform prior of its chances.
void LatentLadder::renew_class() {
    const std::size_t lists = density_.lists(), classes = density_.classes();
    std::size_t which[kLanes];
    double prior[kLanes] = {};
    noise_.uniforms(momentum_.data(), lists);
    logits(momentum_.data(), lists);
    const double a = density_.prior().lambda_a - 1, b = density_.prior().lambda_b - 1;
    const auto excess = [&](double theta) {
        const double miss = 1 / (1 + std::exp(theta));
        return a * (theta + std::log(miss)) + b * std::log(miss);
    };
    for (std::size_t l = 0; l < kLanes; ++l) {
        which[l] = static_cast<std::size_t>(rng_.below(classes));
        for (std::size_t j = 0; j < lists; ++j) {
            double& here = point_[(which[l] * lists + j) * kLanes + l];
            before_[j * kLanes + l] = here;
            const double next = momentum_[j * kLanes + l];
            if (a != 0 || b != 0) prior[l] += excess(next) - excess(here);
            here = next;
        }
    }
    density_.evaluate(point_.data(), alpha_, heat_, true, work_);
    for (std::size_t l = 0; l < kLanes; ++l) {
        const double gain = heat_[l] * (work_.log_likelihood[l] - log_likelihood_[l]) + prior[l];
        if (std::log(rng_.uniform()) < gain) {
            log_likelihood_[l] = work_.log_likelihood[l];
            continue;
        }
        for (std::size_t j = 0; j < lists; ++j) {
            point_[(which[l] * lists + j) * kLanes + l] = before_[j * kLanes + l];
        }
    }
}

/// Neighbouring classes change places, chances and weights together: the likelihood stays and the
/// prior of the weights changes by the part that is left after the first.
void LatentLadder::exchange_labels() {
    const std::size_t lists = density_.lists(), classes = density_.classes();
    if (classes < 2) return;
    for (std::size_t l = 0; l < kLanes; ++l) {
        for (int t = 0; t < kLabelTries; ++t) {
            const auto k = static_cast<std::size_t>(rng_.below(classes - 1));
            double& first = point_[density_.stick_at(k) * kLanes + l];
            const double odds = std::exp(first), v = odds / (1 + odds), rest = 1 / (1 + odds);
            double next_v = 1, next_rest = 0;
            double* second = nullptr;
            if (k + 2 < classes) {
                second = &point_[density_.stick_at(k + 1) * kLanes + l];
                const double next = std::exp(*second);
                next_v = next / (1 + next);
                next_rest = 1 / (1 + next);
            }
            const double new_v = rest * next_v, new_rest = v + rest * next_rest;
            const double ratio =
                second != nullptr ? rest / new_rest : std::pow(odds, alpha_[l] - 1);
            if (!(rng_.uniform() < ratio) || !(new_v > 0) || !(new_rest > 0)) continue;
            if (second != nullptr) {
                if (!(rest * next_rest > 0)) continue;
                *second = std::log(v / (rest * next_rest));
            }
            first = std::log(new_v / new_rest);
            for (std::size_t j = 0; j < lists; ++j) {
                std::swap(point_[(k * lists + j) * kLanes + l],
                          point_[((k + 1) * lists + j) * kLanes + l]);
            }
        }
    }
}

void LatentLadder::draw_alpha() {
    const LatentPrior& prior = density_.prior();
    const std::size_t sticks = density_.classes() - 1;
    double rests[kLanes];
    log_rests(point_.data() + density_.stick_at(0) * kLanes, sticks, rests);
    for (std::size_t l = 0; l < kLanes; ++l) {
        alpha_[l] = rng_.gamma(prior.alpha_shape + static_cast<double>(sticks)) /
                    (prior.alpha_rate - rests[l]);
        alpha_[l] = std::max(alpha_[l], 1e-6);
    }
}

void LatentLadder::exchange_heats() {
    for (std::size_t r = sweeps_ % 2; r + 1 < kLanes; r += 2) {
        const std::size_t a = lane_of_[r], b = lane_of_[r + 1];
        const double gain = (heats_[r] - heats_[r + 1]) * (log_likelihood_[b] - log_likelihood_[a]);
        const double chance = gain >= 0 ? 1 : std::exp(gain);
        tried_[r] += 1;
        refused_[r] += 1 - chance;
        if (!(rng_.uniform() < chance)) continue;
        set_rung(a, r + 1);
        set_rung(b, r);
    }
}

/// Lane 0 of the candidates is where the cold chain stands. In logits and log shares of the roles
/// the density is the one by logits of lambda and V times a constant: the Jacobian is the product
/// of the weights of the other classes, which stay.
void LatentLadder::jump_modes() {
    const std::size_t cold = lane_of_[0], lists = density_.lists();
    const RoleShape& shape = jump_->shape();
    const std::size_t sticks = density_.stick_at(0);
    std::vector<double> point(point_.size() / kLanes), proposal(kLanes), roles(shape.values());
    for (std::size_t d = 0; d < point.size(); ++d) point[d] = point_[d * kLanes + cold];
    const auto logs = log_weights(point.data() + sticks, density_.classes(), 1);
    const auto which = heaviest(logs, shape.roles);
    const double all_roles = log_sum(logs, which);
    before_.resize(point_.size());
    for (std::size_t d = 0; d < point.size(); ++d) {
        std::fill_n(before_.begin() + static_cast<std::ptrdiff_t>(d * kLanes), kLanes, point[d]);
    }
    proposal[0] = jump_->log_density(roles_of(density_, point, shape.roles));
    for (std::size_t l = 1; l < kLanes; ++l) {
        jump_->draw(rng_, roles);
        proposal[l] = jump_->log_density(roles);
        auto next = logs;
        for (std::size_t r = 0; r < shape.roles; ++r) {
            for (std::size_t j = 0; j < lists; ++j) {
                before_[(which[r] * lists + j) * kLanes + l] = roles[r * (lists + 1) + j];
            }
            next[which[r]] = roles[shape.share_at(r)] + all_roles;
        }
        // Coming back must find the same classes.
        if (heaviest(next, shape.roles) != which) proposal[l] = HUGE_VAL;
        set_weights(next, kLanes, before_.data() + sticks * kLanes + l);
    }
    double alpha[kLanes], heat[kLanes], weight[kLanes];
    std::fill_n(alpha, kLanes, alpha_[cold]);
    std::fill_n(heat, kLanes, 1.0);
    density_.evaluate(before_.data(), alpha, heat, true, work_);
    double best = -HUGE_VAL;
    for (std::size_t l = 0; l < kLanes; ++l) {
        weight[l] = work_.log_likelihood[l] + work_.log_prior[l] - proposal[l];
        if (std::isnan(weight[l])) weight[l] = -HUGE_VAL;
        best = std::max(best, weight[l]);
    }
    double sum = 0;
    for (double& w : weight) sum += w = std::exp(w - best);
    jumps_tried_ += 1;
    double left = rng_.uniform() * sum;
    std::size_t chosen = 0;
    while (chosen + 1 < kLanes && (left -= weight[chosen]) >= 0) ++chosen;
    if (chosen == 0 || !(weight[chosen] > 0)) return;
    jumps_made_ += 1;
    for (std::size_t d = 0; d < point.size(); ++d) {
        point_[d * kLanes + cold] = before_[d * kLanes + chosen];
    }
    log_likelihood_[cold] = work_.log_likelihood[chosen];
}

void LatentLadder::sweep() {
    move_points();
    renew_class();
    exchange_labels();
    draw_alpha();
    exchange_heats();
    if (jump_ != nullptr && sweeps_ % kJumpEvery == 0) jump_modes();
    ++sweeps_;
    ++window_sweeps_;
}

/// Heats at equal steps of the barrier, the refusals summed from the cold end (Syed et al. 2022).
void LatentLadder::respace_heats() {
    std::array<double, kLanes> barrier{};
    for (std::size_t r = 0; r + 1 < kLanes; ++r) {
        const double rate = tried_[r] > 0 ? refused_[r] / tried_[r] : 0.5;
        barrier[r + 1] = barrier[r] + std::max(rate, 0.02);
    }
    const auto old = heats_;
    std::size_t at = 0;
    for (std::size_t r = 1; r + 1 < kLanes; ++r) {
        const double wanted = barrier[kLanes - 1] * static_cast<double>(r) / (kLanes - 1);
        while (barrier[at + 1] < wanted) ++at;
        const double share = (wanted - barrier[at]) / (barrier[at + 1] - barrier[at]);
        heats_[r] = old[at] * std::pow(old[at + 1] / old[at], share);
    }
}

/// A class that was empty while masses were learned may hold people later; with the mass of an
/// empty one its steps would be far too long, and every trajectory refused until it is empty again.
void LatentLadder::raise_masses() {
    const std::size_t dimensions = density_.dimensions(), lists = density_.lists();
    for (std::size_t r = 0; r < kLanes; ++r) {
        double* masses = masses_.data() + r * dimensions;
        for (std::size_t i = lists; i < density_.stick_at(0); ++i) {
            masses[i] = std::max(masses[i], kNextMass * masses[i - lists]);
        }
        for (std::size_t i = density_.stick_at(1); i < dimensions; ++i) {
            masses[i] = std::max(masses[i], kNextMass * masses[i - 1]);
        }
    }
}

/// The mean square of the slope is the mean curvature (Fisher's identity), whatever the labels do.
void LatentLadder::end_window() {
    const std::size_t dimensions = density_.dimensions();
    for (std::size_t i = 0; i < masses_.size(); ++i) {
        masses_[i] = std::max(kLeastMass, square_slopes_[i] / window_sweeps_);
        square_slopes_[i] = 0;
    }
    raise_masses();
    respace_heats();
    for (std::size_t r = 0; r < kLanes; ++r) {
        // Masses grew with the curvature, so steps start from those of a unit curvature again.
        steps_[r] = 0.3 / std::pow(static_cast<double>(dimensions), 0.25);
        set_rung(lane_of_[r], r);
    }
    tried_.fill(0);
    refused_.fill(0);
    accepted_.fill(0);
    moved_.fill(0);
    window_sweeps_ = 0;
}

void LatentLadder::burn_in(std::size_t sweeps, const Context& context) {
    adapting_ = true;
    for (std::size_t i = 0; i < sweeps; ++i) {
        if (i % kStopEvery == 0) context.check_stop();
        sweep();
        // Windows end after a tenth, a quarter and a half of the burn-in.
        if (i + 1 == sweeps / 10 || i + 1 == sweeps / 4 || i + 1 == sweeps / 2) end_window();
    }
    adapting_ = false;
    tried_.fill(0);
    refused_.fill(0);
    accepted_.fill(0);
    moved_.fill(0);
    round_trips_ = 0;
}

LatentDraw LatentLadder::draw(std::size_t lane) {
    density_.evaluate(point_.data(), alpha_, heat_, false, work_);
    LatentDraw out;
    out.log_likelihood = log_likelihood_[lane];
    out.total = density_.n() + density_.cap().draw(work_.unseen[lane], rng_);
    for (std::size_t k = 0; k < density_.classes(); ++k) {
        out.occupied += work_.stick[k * kLanes + lane] > 0.5 ? 1 : 0;
    }
    return out;
}

void LatentLadder::sample(std::size_t sweeps, std::size_t thin, std::vector<LatentDraw>& draws,
                          const Context& context, std::vector<LatentPlace>* places) {
    for (std::size_t i = 0; i < sweeps; ++i) {
        if (i % kStopEvery == 0) context.check_stop();
        sweep();
        if (++sampled_ % thin != 0) continue;
        draws.push_back(draw(lane_of_[0]));
        if (places != nullptr && sampled_ % (kNoteEvery * thin) == 0) {
            places->push_back(place(lane_of_[0], draws.back()));
        }
    }
}

LatentPlace LatentLadder::place(std::size_t lane, const LatentDraw& draw) const {
    LatentPlace place{draw.total, alpha_[lane], draw.occupied, {}};
    place.point.reserve(point_.size() / kLanes);
    for (std::size_t d = lane; d < point_.size(); d += kLanes) place.point.push_back(point_[d]);
    return place;
}

void LatentLadder::note(std::size_t sweeps, std::size_t thin, std::vector<LatentPlace>& places,
                        const Context& context) {
    for (std::size_t i = 0; i < sweeps; ++i) {
        if (i % kStopEvery == 0) context.check_stop();
        sweep();
        if (i % thin != 0) continue;
        for (std::size_t l = 0; l < kLanes; ++l) places.push_back(place(l, draw(l)));
    }
}

double LatentLadder::jump_rate() const {
    return jumps_tried_ > 0 ? jumps_made_ / jumps_tried_ : 0;
}

std::vector<double> LatentLadder::exchange_rates() const {
    std::vector<double> rates;
    for (std::size_t r = 0; r + 1 < kLanes; ++r) {
        rates.push_back(tried_[r] > 0 ? 1 - refused_[r] / tried_[r] : 0);
    }
    return rates;
}

}  // namespace dalil
