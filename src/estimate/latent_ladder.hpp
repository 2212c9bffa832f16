// estimate/latent_ladder.hpp: one ladder of eight tempered chains on the latent-class density.
//
// Replica exchange (Geyer 1991; Swendsen and Wang 1986): chain r sees the likelihood to the power
// heat_r, from 1 down to the hottest; neighbours exchange, even and odd pairs in turn, which is not
// reversible and travels faster (Okabe et al. 2001; Syed et al. 2022). In each chain one sweep is a
// Hamiltonian trajectory (Duane et al. 1987; Neal 2011), a class drawn anew from its prior,
// exchanges of neighbouring labels with their weights, and alpha from its full conditional. Steps,
// masses and heats adapt in the burn-in and then stand still. Where modes far apart have been
// learned (mode_jump.hpp), the cold chain also chooses between its heaviest classes and seven other
// sets of them, by their importance (iterated sampling importance resampling; Tjelmeland 2004;
// Andrieu, Lee and Vihola 2018).
//
//     LatentLadder ladder(density, seed, which);
//     ladder.burn_in(3000, stop);
//     ladder.sample(1000, 1, draws, stop);
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "dalil/base/context.hpp"
#include "estimate/lane_random.hpp"
#include "estimate/latent_density.hpp"
#include "estimate/mode_jump.hpp"

namespace dalil {

struct LatentDraw {
    double total = 0;  ///< N
    double log_likelihood = 0;
    std::uint32_t occupied = 0;  ///< classes with more than half a listed person expected
};

/// Where a ladder stands and what it has learned: the start of another on a table nearby.
struct LadderState {
    std::vector<double> point, masses;
    std::array<double, kLanes> alpha, heats, steps;
    std::array<std::size_t, kLanes> rung_of;
    std::shared_ptr<const ModeJump> jump;
};

/// One chain's classes, as they were met; what jumps are learned from.
struct LatentPlace {
    double total = 0;
    double alpha = 1;
    std::uint32_t occupied = 0;
    std::vector<double> point;
};

struct LadderOptions {
    double hottest = 0.3;
    unsigned longest = 16;  ///< steps of a trajectory: uniform between a third of this and this
};

class LatentLadder {
  public:
    LatentLadder(const LatentDensity& density, std::uint64_t seed, std::uint64_t which,
                 const LadderOptions& options = {});

    /// Goes on from another ladder on a table with as many lists; needs only a short `settle`.
    LatentLadder(const LatentDensity& density, const LadderState& state, std::uint64_t seed,
                 std::uint64_t which);

    void burn_in(std::size_t sweeps, const Context& context);
    /// Sweeps that are thrown away, without adapting.
    void settle(std::size_t sweeps, const Context& context);
    /// Keeps the draw of every `thin`-th sweep, and of some of them also the place.
    void sample(std::size_t sweeps, std::size_t thin, std::vector<LatentDraw>& draws,
                const Context& context, std::vector<LatentPlace>* places = nullptr);

    /// Exchanges accepted, by pair of neighbours from the cold end; since the burn-in.
    std::vector<double> exchange_rates() const;
    LadderState state() const;
    std::uint64_t round_trips() const { return round_trips_; }

    /// Jumps from now on.
    void set_jump(std::shared_ptr<const ModeJump> jump) { jump_ = std::move(jump); }
    /// Sweeps, after every `thin`-th of which the places of all chains are noted.
    void note(std::size_t sweeps, std::size_t thin, std::vector<LatentPlace>& places,
              const Context& context);
    double jump_rate() const;  ///< how often another set of classes was chosen

  private:
    void start_lane(std::size_t lane, unsigned kind);
    void sweep();
    void move_points();
    void renew_class();
    void exchange_labels();
    void draw_alpha();
    void exchange_heats();
    void set_rung(std::size_t lane, std::size_t rung);
    void end_window();
    void raise_masses();
    void respace_heats();
    void jump_modes();
    LatentDraw draw(std::size_t lane);
    LatentPlace place(std::size_t lane, const LatentDraw& draw) const;

    const LatentDensity& density_;
    LadderOptions options_;
    Rng rng_;
    LaneRandom noise_;
    LatentWork work_;
    std::vector<double> point_, before_, momentum_, inverse_mass_;
    double alpha_[kLanes], heat_[kLanes], step_[kLanes];
    double log_likelihood_[kLanes];
    std::array<std::size_t, kLanes> rung_of_, lane_of_;
    std::array<double, kLanes> heats_, steps_;
    std::vector<double> masses_;         ///< by rung, by dimension
    std::vector<double> square_slopes_;  ///< the same, summed over the window
    std::array<double, kLanes> tried_{}, refused_{}, accepted_{}, moved_{};
    std::array<int, kLanes> heading_{};  ///< 1: was last at the hot end
    std::uint64_t round_trips_ = 0, sweeps_ = 0;
    bool adapting_ = false;
    std::uint64_t sampled_ = 0;
    double window_sweeps_ = 0;
    std::shared_ptr<const ModeJump> jump_;
    double jumps_tried_ = 0, jumps_made_ = 0;
};

/// The heaviest classes of a point laid out as one lane, as a draw of a ModeJump.
std::vector<double> roles_of(const LatentDensity& density, const std::vector<double>& point,
                             std::size_t roles);

}  // namespace dalil
