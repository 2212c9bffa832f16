#include "estimate/kernel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "dalil/base/result.hpp"
#include "estimate/independence.hpp"
#include "estimate/normal.hpp"

namespace dalil {

namespace {

Eigen::Index index(std::size_t i) {
    return static_cast<Eigen::Index>(i);
}

/// values[P] becomes the sum over subsets of P.
void sum_subsets(std::vector<double>& values, std::size_t lists) {
    const std::size_t size = std::size_t{1} << lists;
    for (std::size_t bit = 1; bit < size; bit <<= 1) {
        for (std::size_t block = 0; block < size; block += 2 * bit) {
            double* without = values.data() + block;
            double* with = without + bit;
            for (std::size_t k = 0; k < bit; ++k) with[k] += without[k];
        }
    }
}

/// values[P] becomes the sum over supersets of P.
void sum_supersets(std::vector<double>& values, std::size_t lists) {
    const std::size_t size = std::size_t{1} << lists;
    for (std::size_t bit = 1; bit < size; bit <<= 1) {
        for (std::size_t block = 0; block < size; block += 2 * bit) {
            double* without = values.data() + block;
            const double* with = without + bit;
            for (std::size_t k = 0; k < bit; ++k) without[k] += with[k];
        }
    }
}

/// Where Newton starts for N: the independent total, or twice the listed when there is none.
double starting_total(const CellTable& cells) {
    std::vector<double> sizes;
    for (std::size_t j = 0; j < cells.lists; ++j)
        sizes.push_back(cells.margins[std::size_t{1} << j]);
    const auto total = independence_total(sizes, cells.n);
    return total && *total > 1.001 * cells.n ? *total : 2 * cells.n;
}

}  // namespace

CellTable::CellTable(const CaptureTable& table) : lists(table.lists.size()) {
    ENSURE(lists >= 1 && lists <= kWidestCells, "a table that can be laid out");
    const std::size_t size = std::size_t{1} << lists;
    counts.assign(size, 0);
    possible.assign(size, 1);
    for (const CaptureCell& cell : table.cells) {
        const auto count = static_cast<double>(cell.count);
        counts[cell.pattern] += count;
        n += count;
        log_factorials += log_gamma(count + 1);
    }
    for (const std::uint64_t pattern : table.impossible) possible[pattern] = 0;
    margins = counts;
    sum_supersets(margins, lists);
    possible_cells = static_cast<double>(std::count(possible.begin() + 1, possible.end(), 1));
    independent_total = starting_total(*this);
}

CellTable::CellTable(const CellTable& like, std::span<const std::uint64_t> patterns,
                     std::span<const std::uint64_t> people)
    : lists(like.lists),
      counts(like.counts.size(), 0),
      possible(like.possible),
      possible_cells(like.possible_cells) {
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        const auto count = static_cast<double>(people[i]);
        counts[patterns[i]] = count;
        n += count;
        log_factorials += log_gamma(count + 1);
    }
    margins = counts;
    sum_supersets(margins, lists);
    independent_total = starting_total(*this);
}

double LoglinearFit::se() const {
    return std::sqrt(unlisted + unlisted * unlisted * log_variance);
}

Loglinear::Loglinear(const CellTable& cells, const Model& model)
    : cells_(cells), parameters_(model.terms.size() + 1), visible_(cells.possible) {
    for (const std::uint64_t term : model.terms) {
        if (cells.margins[term] > 0) {
            terms_.push_back(term);
            continue;
        }
        for (std::size_t p = 0; p < visible_.size(); ++p) {
            if ((p & term) == term) visible_[p] = 0;
        }
    }
    restrict_to_support();
    statistics_.resize(index(terms_.size()));
    for (std::size_t k = 0; k < terms_.size(); ++k)
        statistics_[index(k)] = cells.margins[terms_[k]];
}

DesignRow Loglinear::row_of(std::size_t pattern) const {
    DesignRow row{1};
    for (const std::uint64_t term : terms_) row.push_back((pattern & term) == term ? 1 : 0);
    return row;
}

/// A quick sign of full rank. If the cell of every effect is occupied, those rows leave at most one
/// direction free, intercept 1 and effects (-1)^|T|; it is gone if another occupied cell sees it.
bool Loglinear::surely_identified() {
    weights_.assign(visible_.size(), 0);
    for (const std::uint64_t term : terms_) {
        if (cells_.counts[term] == 0) return false;
        weights_[term] = std::popcount(term) % 2 == 0 ? 1 : -1;
    }
    sum_subsets(weights_, cells_.lists);
    for (std::size_t p = 1; p < visible_.size(); ++p) {
        if (visible_[p] && cells_.counts[p] > 0 && weights_[p] != -1) return true;
    }
    return false;
}

/// Settles existence, hides the cells whose mean goes to zero, and drops effects that are then
/// redundant.
void Loglinear::restrict_to_support() {
    if (surely_identified()) return;
    std::vector<DesignRow> occupied, empty;
    std::vector<std::size_t> empty_cells;
    for (std::size_t p = 1; p < visible_.size(); ++p) {
        if (visible_[p] && cells_.counts[p] > 0) occupied.push_back(row_of(p));
    }
    if (full_rank(occupied, terms_.size() + 1)) return;
    for (std::size_t p = 1; p < visible_.size(); ++p) {
        if (!visible_[p] || cells_.counts[p] > 0) continue;
        empty.push_back(row_of(p));
        empty_cells.push_back(p);
    }
    const Support support = find_support(occupied, empty, terms_.size() + 1);
    existence_ = support.code;
    determined_ = support.intercept_determined;
    if (existence_ == Existence::Exists || !determined_) return;
    for (std::size_t e = 0; e < empty.size(); ++e) {
        if (support.reachable[e]) {
            occupied.push_back(empty[e]);
        } else {
            visible_[empty_cells[e]] = 0;
        }
    }
    std::vector<std::uint64_t> kept;
    for (const std::size_t column : independent_columns(occupied, terms_.size() + 1)) {
        if (column > 0) kept.push_back(terms_[column - 1]);
    }
    terms_ = std::move(kept);
}

void Loglinear::evaluate(const Eigen::VectorXd& theta, double people, bool whole, Slope& slope) {
    const std::size_t size = visible_.size();
    weights_.assign(size, 0);
    for (std::size_t k = 0; k < terms_.size(); ++k) weights_[terms_[k]] = theta[index(k)];
    sum_subsets(weights_, cells_.lists);
    for (std::size_t p = 0; p < size; ++p) weights_[p] = visible_[p] ? std::exp(weights_[p]) : 0;
    if (!whole) weights_[0] = 0;
    superset_ = weights_;
    sum_supersets(superset_, cells_.lists);
    const double total = superset_[0];
    for (double& value : superset_) value /= total;

    const std::size_t count = terms_.size();
    slope.value = statistics_.dot(theta) - people * std::log(total);
    slope.gradient.resize(index(count));
    slope.information.resize(index(count), index(count));
    for (std::size_t a = 0; a < count; ++a) {
        const double mean = superset_[terms_[a]];
        slope.gradient[index(a)] = statistics_[index(a)] - people * mean;
        for (std::size_t b = 0; b <= a; ++b) {
            const double value =
                people * (superset_[terms_[a] | terms_[b]] - mean * superset_[terms_[b]]);
            slope.information(index(a), index(b)) = value;
            slope.information(index(b), index(a)) = value;
        }
    }
}

Eigen::VectorXd Loglinear::usual_start() const {
    Eigen::VectorXd start = Eigen::VectorXd::Zero(index(terms_.size()));
    for (std::size_t k = 0; k < terms_.size(); ++k) {
        if (std::popcount(terms_[k]) > 1) break;
        const double share = std::min(cells_.margins[terms_[k]] / cells_.independent_total, 0.95);
        start[index(k)] = std::log(share / (1 - share));
    }
    return start;
}

std::optional<LoglinearFit> Loglinear::fit() {
    return fit_from(usual_start());
}

std::optional<LoglinearFit> Loglinear::fit_near(const std::map<std::uint64_t, double>& effects) {
    Eigen::VectorXd start = usual_start();
    for (std::size_t k = 0; k < terms_.size(); ++k) {
        const auto known = effects.find(terms_[k]);
        if (known != effects.end()) start[index(k)] = known->second;
    }
    auto fit = fit_from(start);
    return fit ? fit : fit_from(usual_start());
}

std::map<std::uint64_t, double> Loglinear::effects(const LoglinearFit& fit) const {
    std::map<std::uint64_t, double> result;
    for (std::size_t k = 0; k < terms_.size(); ++k) result[terms_[k]] = fit.theta[index(k)];
    return result;
}

std::map<std::uint64_t, double> Loglinear::wald(const LoglinearFit& fit) const {
    const auto size = index(terms_.size());
    const Eigen::MatrixXd variance =
        information_.ldlt().solve(Eigen::MatrixXd::Identity(size, size));
    std::map<std::uint64_t, double> result;
    for (std::size_t k = 0; k < terms_.size(); ++k) {
        const double value = fit.theta[index(k)];
        result[terms_[k]] = value * value / std::max(variance(index(k), index(k)), 1e-300);
    }
    return result;
}

std::optional<LoglinearFit> Loglinear::fit_from(const Eigen::VectorXd& start) {
    if (!determined_) return std::nullopt;
    const auto function = [&](const Eigen::VectorXd& at, Slope& slope) {
        evaluate(at, cells_.n, false, slope);
    };
    const Maximum best = maximise(function, start, cells_.n);
    if (!best.converged) return std::nullopt;
    Slope slope;
    evaluate(best.at, cells_.n, false, slope);

    LoglinearFit fit;
    fit.theta = best.at;
    double total = 0;
    for (const double weight : weights_) total += weight;
    fit.unlisted = cells_.n / total;
    Eigen::VectorXd mean(index(terms_.size()));
    for (std::size_t k = 0; k < terms_.size(); ++k) mean[index(k)] = superset_[terms_[k]];
    fit.log_variance = 1 / cells_.n;
    if (!terms_.empty()) fit.log_variance += mean.dot(slope.information.ldlt().solve(mean));
    information_ = slope.information;

    double log_likelihood = -cells_.n - cells_.log_factorials;
    for (std::size_t p = 1; p < weights_.size(); ++p) {
        const double count = cells_.counts[p];
        if (count == 0) continue;
        const double log_mean = std::log(fit.unlisted * weights_[p]);
        log_likelihood += count * log_mean;
        fit.deviance += 2 * count * (std::log(count) - log_mean);
    }
    const auto parameters = static_cast<double>(parameters_);
    fit.df = cells_.possible_cells - parameters;
    fit.aic = -2 * log_likelihood + 2 * parameters;
    fit.bic = -2 * log_likelihood + std::log(cells_.n) * parameters;
    for (double& value : superset_) value *= cells_.n;
    if (!std::isfinite(fit.unlisted) || !std::isfinite(fit.log_variance) || fit.log_variance < 0) {
        return std::nullopt;
    }
    return fit;
}

double Loglinear::profile(double unlisted, Eigen::VectorXd& warm) {
    const double people = cells_.n + unlisted;
    const auto function = [&](const Eigen::VectorXd& at, Slope& slope) {
        evaluate(at, people, true, slope);
    };
    Maximum best = maximise(function, warm, people);
    warm = best.at;
    return best.slope.value + log_gamma(people + 1) - log_gamma(unlisted + 1);
}

ProfileInterval Loglinear::interval(const LoglinearFit& fit, double z) {
    Eigen::VectorXd warm = fit.theta;
    return profile_interval([&](double unlisted) { return profile(unlisted, warm); }, fit.unlisted,
                            std::sqrt(fit.log_variance + 1 / std::max(fit.unlisted, 0.5)), z);
}

}  // namespace dalil
