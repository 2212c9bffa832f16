#include "estimate/nuisance.hpp"

#include <cmath>

#include "dalil/base/hash.hpp"
#include "dalil/base/random.hpp"
#include "estimate/ridge_logistic.hpp"

namespace dalil {

namespace {

constexpr std::uint64_t kStream = 0x666f6c6473ULL;
constexpr std::array<double, 3> kPenalties{100, 10, 1};  // most penalised first: warm starts
constexpr std::array<double, 4> kShrinkages{0, 200, 50, 10};
constexpr double kTiny = 1e-6;

using Counts = Nuisance::Counts;

/// Of people on the other list: chance 0 is that of the first list, chance 1 that of the second.
double people_of(const Counts& counts, std::size_t chance) {
    return (chance == 0 ? counts.second : counts.first) + counts.both;
}

/// What is learned from: the people of all folds but one.
struct Training {
    std::vector<double> hits, people;            // per group
    std::vector<double> cell_hits, cell_people;  // per cell
};

Training without_fold(const PairGroups& pair, const std::vector<std::vector<Counts>>& folds,
                      std::size_t chance, std::size_t held_out) {
    Training out;
    out.hits.assign(pair.groups.size(), 0);
    out.people.assign(pair.groups.size(), 0);
    out.cell_hits.assign(pair.cells, 0);
    out.cell_people.assign(pair.cells, 0);
    for (std::size_t f = 0; f < folds.size(); ++f) {
        if (f == held_out) continue;
        for (std::size_t g = 0; g < pair.groups.size(); ++g) {
            out.hits[g] += folds[f][g].both;
            out.people[g] += people_of(folds[f][g], chance);
        }
    }
    for (std::size_t g = 0; g < pair.groups.size(); ++g) {
        out.cell_hits[pair.groups[g].cell] += out.hits[g];
        out.cell_people[pair.groups[g].cell] += out.people[g];
    }
    return out;
}

double chance_of(const RidgeFit& fit, const PairGroup& group, const Training& training,
                 const LearnerChoice& choice) {
    double p = 1 / (1 + std::exp(-fit.log_odds(group)));
    if (choice.shrinkage > 0)
        p = (training.cell_hits[group.cell] + choice.shrinkage * p) /
            (training.cell_people[group.cell] + choice.shrinkage);
    return std::min(1 - kTiny, std::max(kTiny, p));
}

double loss_of(double hits, double people, double p) {
    return -hits * std::log(p) - (people - hits) * std::log(1 - p);
}

/// One chance: candidates are tried on the held-out folds, the best one's predictions are kept.
class Learner {
  public:
    Learner(const PairGroups& pair, const std::vector<std::vector<Counts>>& folds,
            std::size_t chance, const Context& context)
        : pair_(pair), folds_(folds), chance_(chance), context_(context) {
        for (std::size_t f = 0; f < folds.size(); ++f)
            training_.push_back(without_fold(pair, folds, chance, f));
        start_.resize(folds.size());
    }

    LearnerChoice choose() {
        try_pairs(0);
        const std::size_t pairs = std::min<std::size_t>(
            64, pair_.groups.empty() ? 0 : pair_.groups.front().crossed.size());
        if (pairs == 0) return best_;
        // All pairs at once is penalised as a whole; a single pair that matters would drown in it.
        for (std::uint64_t used = 0;;) {
            const double before = least_;
            std::uint64_t joined = used;
            for (std::size_t k = 0; k < pairs; ++k) {
                const std::uint64_t with = used | std::uint64_t{1} << k;
                if (with != used && try_pairs(with)) joined = with;
            }
            if (least_ >= before) break;
            used = joined;
        }
        if (pairs > 1) try_pairs(~std::uint64_t{0} >> (64 - pairs));
        return best_;
    }

    std::vector<std::vector<double>> predict(const LearnerChoice& choice) {
        const auto fits = fit(choice.penalty, choice.pairs);
        std::vector<std::vector<double>> chances(folds_.size());
        for (std::size_t f = 0; f < folds_.size(); ++f)
            for (const PairGroup& group : pair_.groups)
                chances[f].push_back(chance_of(fits[f], group, training_[f], choice));
        return chances;
    }

  private:
    /// Every penalty and shrinkage; whether one of them predicts better than all before.
    bool try_pairs(std::uint64_t pairs) {
        bool better = false;
        for (auto& start : start_) start.resize(0);
        for (const double penalty : kPenalties) {
            const auto fits = fit(penalty, pairs);
            for (const double shrinkage : kShrinkages) {
                const LearnerChoice choice{penalty, pairs, shrinkage};
                const double loss = held_out_loss(fits, choice);
                if (loss >= least_) continue;
                least_ = loss;
                best_ = choice;
                better = true;
            }
        }
        return better;
    }

    std::vector<RidgeFit> fit(double penalty, std::uint64_t pairs) {
        std::vector<RidgeFit> fits;
        for (std::size_t f = 0; f < folds_.size(); ++f) {
            context_.check_stop();
            fits.push_back(fit_ridge(pair_, training_[f].hits, training_[f].people, penalty, pairs,
                                     start_[f]));
            start_[f] = fits.back().at;
        }
        return fits;
    }

    double held_out_loss(const std::vector<RidgeFit>& fits, const LearnerChoice& choice) const {
        double loss = 0;
        for (std::size_t f = 0; f < folds_.size(); ++f)
            for (std::size_t g = 0; g < pair_.groups.size(); ++g) {
                const Counts& counts = folds_[f][g];
                const double people = people_of(counts, chance_);
                if (people == 0) continue;
                loss += loss_of(counts.both, people,
                                chance_of(fits[f], pair_.groups[g], training_[f], choice));
            }
        return loss;
    }

    const PairGroups& pair_;
    const std::vector<std::vector<Counts>>& folds_;
    std::size_t chance_;
    const Context& context_;
    std::vector<Training> training_;
    std::vector<Eigen::VectorXd> start_;
    LearnerChoice best_;
    double least_ = HUGE_VAL;
};

}  // namespace

std::vector<std::vector<Counts>> deal_folds(const PairGroups& pair, std::uint64_t seed) {
    std::vector<std::vector<Counts>> folds(kFolds, std::vector<Counts>(pair.groups.size()));
    const std::uint64_t lists = mix64(hash64(pair.first), hash64(pair.second));
    for (std::size_t g = 0; g < pair.groups.size(); ++g) {
        const PairGroup& group = pair.groups[g];
        Rng rng(seed, kStream, lists, group.key);
        const auto deal = [&](double people, double Counts::* into) {
            const auto even = std::floor(people / kFolds);
            for (auto& fold : folds) fold[g].*into += even;
            std::array<std::uint32_t, kFolds> order{};
            for (std::uint32_t f = 0; f < kFolds; ++f) order[f] = f;
            const auto rest = static_cast<std::uint32_t>(people - even * kFolds);
            for (std::uint32_t i = 0; i < rest; ++i) {
                std::swap(order[i], order[i + rng.below(kFolds - i)]);
                folds[order[i]][g].*into += 1;
            }
        };
        deal(group.first, &Counts::first);
        deal(group.second, &Counts::second);
        deal(group.both, &Counts::both);
    }
    return folds;
}

Nuisance learn(const PairGroups& pair, std::uint64_t seed,
               const std::array<LearnerChoice, 2>* fixed, const Context& context) {
    Nuisance out;
    out.counts = deal_folds(pair, seed);
    for (std::size_t chance = 0; chance < 2; ++chance) {
        Learner learner(pair, out.counts, chance, context);
        out.choice[chance] = fixed != nullptr ? (*fixed)[chance] : learner.choose();
        out.chances[chance] = learner.predict(out.choice[chance]);
    }
    out.chances[2] = out.chances[0];
    for (std::size_t f = 0; f < out.counts.size(); ++f) {
        for (std::size_t g = 0; g < pair.groups.size(); ++g) {
            const double first = out.chances[0][f][g], second = out.chances[1][f][g];
            const double either = first + second - first * second;
            out.chances[0][f][g] = first / either;
            out.chances[1][f][g] = second / either;
            out.chances[2][f][g] = first * second / either;
        }
    }
    return out;
}

}  // namespace dalil
