#include "estimate/chao.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <vector>

#include "estimate/newton.hpp"
#include "estimate/normal.hpp"

namespace dalil {

namespace {

/// Symmetric functions of up to 64 rates can pass the range of double.
using Real = long double;
using Reals = std::vector<Real>;

/// The log-likelihood of lists and etas given that somebody is listed:
/// sum_j theta_j n_j + sum_k eta_k s_k - n log W, W = sum_{m>=1} e_m(rates) exp(h(m)). The
/// elementary symmetric functions e_m and their derivatives come from recurrences over lists, never
/// from 2^J cells.
class ChaoLikelihood {
  public:
    ChaoLikelihood(const CaptureTable& table, bool lists_differ, std::vector<int> bends)
        : lists_(table.lists.size()), mains_(lists_differ ? lists_ : 1), bends_(std::move(bends)) {
        statistics_.setZero(static_cast<Eigen::Index>(mains_ + bends_.size()));
        for (const CaptureCell& cell : table.cells) {
            const auto count = static_cast<double>(cell.count);
            const int captures = std::popcount(cell.pattern);
            n_ += count;
            for (std::size_t j = 0; j < mains_; ++j) {
                const double on =
                    lists_differ ? static_cast<double>(cell.pattern >> j & 1) : captures;
                statistics_[index(j)] += count * on;
            }
            for (std::size_t k = 0; k < bends_.size(); ++k) {
                statistics_[index(mains_ + k)] += count * bend(captures, k);
            }
        }
    }

    double n() const { return n_; }
    Eigen::Index parameters() const { return statistics_.size(); }

    Eigen::VectorXd start() const {
        Eigen::VectorXd at = Eigen::VectorXd::Zero(parameters());
        const double tied = mains_ == lists_ ? 1 : static_cast<double>(lists_);
        for (std::size_t j = 0; j < mains_; ++j) {
            at[index(j)] = std::log(statistics_[index(j)] / tied / (2 * n_));
        }
        return at;
    }

    void operator()(const Eigen::VectorXd& at, Slope& slope) {
        set_rates(at);
        const Moments m = moments();
        const double log_w = static_cast<double>(std::log(m.weight));
        slope.value = statistics_.dot(at) - n_ * log_w;
        slope.gradient = statistics_ - n_ * m.first;
        slope.information = n_ * (m.second - m.first * m.first.transpose());
    }

    /// n0 = n / W, as the intercept is the log of the expected number of the unlisted.
    double unlisted(const Eigen::VectorXd& at) {
        set_rates(at);
        return static_cast<double>(n_ / moments().weight);
    }

    /// Poisson log-likelihood of the observed cells, constants included.
    double log_likelihood(const Eigen::VectorXd& at, const CaptureTable& table) {
        const double log_unlisted = std::log(unlisted(at));
        double sum = -n_;
        for (const CaptureCell& cell : table.cells) {
            const auto count = static_cast<double>(cell.count);
            double log_mean = log_unlisted;
            for (std::size_t j = 0; j < lists_; ++j) {
                if (cell.pattern >> j & 1) log_mean += at[index(mains_ == lists_ ? j : 0)];
            }
            for (std::size_t k = 0; k < bends_.size(); ++k) {
                log_mean += at[index(mains_ + k)] * bend(std::popcount(cell.pattern), k);
            }
            sum += count * log_mean - log_gamma(count + 1);
        }
        return sum;
    }

    Eigen::VectorXd expected(const Eigen::VectorXd& at) {
        set_rates(at);
        return moments().first;
    }

  private:
    struct Moments {
        Real weight = 0;
        Eigen::VectorXd first;
        Eigen::MatrixXd second;
    };

    static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

    double bend(int captures, std::size_t k) const { return std::max(captures - bends_[k] + 1, 0); }

    void set_rates(const Eigen::VectorXd& at) {
        rates_.resize(lists_);
        for (std::size_t j = 0; j < lists_; ++j) {
            rates_[j] = std::exp(static_cast<Real>(at[index(mains_ == lists_ ? j : 0)]));
        }
        // Nobody on no list is seen, so that the weight of m = 0 is nil.
        weights_.assign(lists_ + 1, 0);
        for (std::size_t m = 1; m <= lists_; ++m) {
            Real h = 0;
            for (std::size_t k = 0; k < bends_.size(); ++k) {
                h += static_cast<Real>(at[index(mains_ + k)]) *
                     static_cast<Real>(bend(static_cast<int>(m), k));
            }
            weights_[m] = std::exp(h);
        }
    }

    /// prefix[j][m]: e_m of the first j rates.
    std::vector<Reals> prefixes() const {
        std::vector<Reals> prefix(lists_ + 1, Reals(lists_ + 2, 0));
        prefix[0][0] = 1;
        for (std::size_t j = 0; j < lists_; ++j) {
            prefix[j + 1][0] = 1;
            for (std::size_t m = 1; m <= j + 1; ++m) {
                prefix[j + 1][m] = prefix[j][m] + rates_[j] * prefix[j][m - 1];
            }
        }
        return prefix;
    }

    /// back[j][m]: weight of all ways to go on with lists j.. when m captures stand so far.
    std::vector<Reals> backwards(const Reals& weights) const {
        std::vector<Reals> back(lists_ + 1, Reals(lists_ + 2, 0));
        std::copy(weights.begin(), weights.end(), back[lists_].begin());
        for (std::size_t j = lists_; j-- > 0;) {
            for (std::size_t m = 0; m <= lists_; ++m)
                back[j][m] = back[j + 1][m] + rates_[j] * back[j + 1][m + 1];
        }
        return back;
    }

    Moments moments() const {
        const auto prefix = prefixes();
        Moments result;
        result.first.setZero(parameters());
        result.second.setZero(parameters(), parameters());
        Reals captures(lists_ + 1);
        for (std::size_t m = 0; m <= lists_; ++m) {
            captures[m] = prefix[lists_][m] * weights_[m];
            result.weight += captures[m];
        }
        for (std::size_t k = 0; k < bends_.size(); ++k) {
            for (std::size_t m = 1; m <= lists_; ++m) {
                const double share = static_cast<double>(captures[m] / result.weight);
                const double here = bend(static_cast<int>(m), k);
                result.first[index(mains_ + k)] += share * here;
                for (std::size_t l = 0; l <= k; ++l) {
                    result.second(index(mains_ + k), index(mains_ + l)) +=
                        share * here * bend(static_cast<int>(m), l);
                }
            }
        }
        if (mains_ == lists_) {
            add_lists(prefix, result);
        } else {
            add_captures(captures, result);
        }
        result.second = Eigen::MatrixXd(result.second.selfadjointView<Eigen::Lower>());
        return result;
    }

    /// Mh: one rate for all lists; its statistic is the number of captures.
    void add_captures(const Reals& captures, Moments& result) const {
        for (std::size_t m = 1; m <= lists_; ++m) {
            const double share = static_cast<double>(captures[m] / result.weight);
            const auto here = static_cast<double>(m);
            result.first[0] += share * here;
            result.second(0, 0) += share * here * here;
            for (std::size_t k = 0; k < bends_.size(); ++k) {
                result.second(index(1 + k), 0) += share * here * bend(static_cast<int>(m), k);
            }
        }
    }

    /// Mth: probability of list i, of lists i and j, and their products with the bends.
    void add_lists(const std::vector<Reals>& prefix, Moments& result) const {
        const auto back = backwards(weights_);
        std::vector<std::vector<Reals>> bent;
        for (std::size_t k = 0; k < bends_.size(); ++k) {
            Reals weights = weights_;
            for (std::size_t m = 0; m <= lists_; ++m) {
                weights[m] *= static_cast<Real>(bend(static_cast<int>(m), k));
            }
            bent.push_back(backwards(weights));
        }
        const auto share = [&](const Reals& before, const Reals& after, Real rate) {
            Real sum = 0;
            for (std::size_t m = 0; m < lists_; ++m) sum += before[m] * after[m + 1];
            return static_cast<double>(sum * rate / result.weight);
        };
        for (std::size_t i = 0; i < lists_; ++i) {
            const double alone = share(prefix[i], back[i + 1], rates_[i]);
            result.first[index(i)] = alone;
            result.second(index(i), index(i)) = alone;
            for (std::size_t k = 0; k < bends_.size(); ++k) {
                result.second(index(mains_ + k), index(i)) =
                    share(prefix[i], bent[k][i + 1], rates_[i]);
            }
            // Walk on with list i taken.
            Reals taken(lists_ + 2, 0);
            for (std::size_t m = 0; m < lists_; ++m) taken[m + 1] = prefix[i][m] * rates_[i];
            for (std::size_t j = i + 1; j < lists_; ++j) {
                result.second(index(j), index(i)) = share(taken, back[j + 1], rates_[j]);
                for (std::size_t m = lists_; m-- > 0;) taken[m + 1] += rates_[j] * taken[m];
            }
        }
    }

    std::size_t lists_;
    std::size_t mains_;
    std::vector<int> bends_;
    double n_ = 0;
    Eigen::VectorXd statistics_;
    Reals rates_;
    Reals weights_;
};

struct ChaoFit {
    double unlisted = 0;
    double log_variance = 0;
    double log_likelihood = 0;
    double parameters = 0;  ///< intercept included
    std::vector<int> bends;
};

/// The absent bend with which the likelihood would rise most, if any.
std::optional<int> missing_bend(const CaptureTable& table, ChaoModel model,
                                const std::vector<int>& all, const std::vector<int>& bends,
                                const Eigen::VectorXd& at) {
    ChaoLikelihood full(table, model == ChaoModel::Mth, all);
    const auto mains = at.size() - static_cast<Eigen::Index>(bends.size());
    Eigen::VectorXd point = Eigen::VectorXd::Zero(mains + static_cast<Eigen::Index>(all.size()));
    point.head(mains) = at.head(mains);
    for (std::size_t k = 0; k < bends.size(); ++k) {
        const auto place = std::find(all.begin(), all.end(), bends[k]) - all.begin();
        point[mains + place] = at[mains + static_cast<Eigen::Index>(k)];
    }
    Slope slope;
    full(point, slope);
    std::optional<int> best;
    double steepest = 1e-6 * std::sqrt(full.n());
    for (std::size_t k = 0; k < all.size(); ++k) {
        const double rise = slope.gradient[mains + static_cast<Eigen::Index>(k)];
        if (rise > steepest && std::find(bends.begin(), bends.end(), all[k]) == bends.end()) {
            steepest = rise;
            best = all[k];
        }
    }
    return best;
}

/// Maximum under eta_k >= 0: bends that come out negative leave, the most negative first, and one
/// comes back if the likelihood would rise with it.
std::optional<ChaoFit> fit(const CaptureTable& table, ChaoModel model) {
    int most = 0;
    for (const CaptureCell& cell : table.cells) most = std::max(most, std::popcount(cell.pattern));
    std::vector<int> all;
    for (int k = 3; k <= most; ++k) all.push_back(k);
    std::vector<int> bends = all;
    for (int round = 0; round < 64; ++round) {
        ChaoLikelihood likelihood(table, model == ChaoModel::Mth, bends);
        const Maximum best = maximise(std::ref(likelihood), likelihood.start(), likelihood.n());
        if (!best.converged) return std::nullopt;
        const auto mains = best.at.size() - static_cast<Eigen::Index>(bends.size());
        Eigen::Index worst = -1;
        for (Eigen::Index k = mains; k < best.at.size(); ++k) {
            if (best.at[k] < 0 && (worst < 0 || best.at[k] < best.at[worst])) worst = k;
        }
        if (worst >= 0) {
            bends.erase(bends.begin() + (worst - mains));
            continue;
        }
        if (const auto back = missing_bend(table, model, all, bends, best.at)) {
            bends.insert(std::upper_bound(bends.begin(), bends.end(), *back), *back);
            continue;
        }
        ChaoFit result;
        result.unlisted = likelihood.unlisted(best.at);
        // Variance of the intercept in the Poisson model, after the other parameters.
        const Eigen::VectorXd mean = likelihood.expected(best.at);
        result.log_variance =
            1 / likelihood.n() + mean.dot(best.slope.information.ldlt().solve(mean));
        result.log_likelihood = likelihood.log_likelihood(best.at, table);
        result.parameters = static_cast<double>(likelihood.parameters()) + 1;
        result.bends = bends;
        return result;
    }
    return std::nullopt;
}

}  // namespace

MethodRun estimate_chao(const UsableTable& usable, ChaoModel model, double level) {
    MethodRun run;
    MethodResult& result = run.result;
    result.method = model == ChaoModel::Mth ? "chao_lower_bound" : "chao_mh";
    result.level = level;
    result.lower_bound = true;
    if (!usable.table.impossible.empty()) {
        result.warnings.push_back("some patterns are impossible: the bound is not defined");
        return run;
    }
    CaptureTable table = usable.table;
    if (usable.censored) {
        // Fewer people on one list only can only lower the bound.
        std::erase_if(table.cells, [](const CaptureCell& cell) { return cell.at_most; });
        result.warnings.push_back("cells known only as an upper bound are counted as zero");
    }
    const bool met =
        std::any_of(table.cells.begin(), table.cells.end(),
                    [](const CaptureCell& cell) { return std::popcount(cell.pattern) > 1; });
    if (!met) {
        result.warnings.push_back("nobody is on two lists: there is no bound");
        return run;
    }
    for (std::size_t j = 0; j < table.lists.size(); ++j) {
        if (table.size_of(j) == 0) {
            result.warnings.push_back(
                "a list is left with nobody when bounded cells count as zero");
            return run;
        }
    }
    const auto n = static_cast<double>(table.people());
    const auto best = fit(table, model);
    if (!best) {
        result.warnings.push_back("the likelihood has no finite maximum");
        return run;
    }
    const double se =
        std::sqrt(best->unlisted + best->unlisted * best->unlisted * best->log_variance);
    const double half = normal_width(level) * se;
    result.estimate = n + best->unlisted;
    result.low = std::max(n, n + best->unlisted - half);
    result.high = n + best->unlisted + half;
    result.figures["se"] = se;
    result.figures["aic"] = -2 * best->log_likelihood + 2 * best->parameters;
    result.figures["bic"] = -2 * best->log_likelihood + std::log(n) * best->parameters;
    result.figures["bends"] = static_cast<double>(best->bends.size());
    run.components.push_back(component_from(n, *result.estimate, *result.low, *result.high, level));
    return run;
}

}  // namespace dalil
