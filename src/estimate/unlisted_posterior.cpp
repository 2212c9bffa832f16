#include "estimate/unlisted_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

constexpr double kMostPoints = 4096;     // beyond, panels are integrated
constexpr double kFewPoints = 64;        // panels that are summed all the same
constexpr double kSingle = 32;           // the first points, each for itself: log n0 is steep there
constexpr double kNegligible = 60;       // of log density below the best
constexpr double kAccuracy = 1e-7;       // of log density
constexpr double kRounding = 4e-15;      // of log density, over its size
constexpr double kWideRounding = 1e-17;  // of log density, over log Gamma of the largest n0
constexpr std::size_t kMostPanels = 20'000;
constexpr double kSafety = 32;     // what a polynomial may miss, over its last coefficients
constexpr double kSteepest = 4;    // of log density in a panel that is integrated
constexpr double kFirstRatio = 4;  // of n0 in a panel at the start
constexpr double kEndShare = 0.01;

constexpr double kParts = 16;  // of a panel that is integrated

/// Gauss-Legendre with four points (Abramowitz and Stegun 1964, table 25.4).
template <class Body>
void for_gauss_points(double from, double to, Body body) {
    const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
    for (const auto& [at, weight] : {std::pair(0.339981043584856, 0.652145154862546),
                                     std::pair(0.861136311594053, 0.347854845137454)}) {
        body(middle - half * at, half * weight);
        body(middle + half * at, half * weight);
    }
}

/// [j][i]: what the value at node i adds to the coefficient of the Chebyshev polynomial j.
template <std::size_t N>
std::array<std::array<double, N>, N> chebyshev_matrix() {
    std::array<std::array<double, N>, N> matrix{};
    const double last = N - 1;
    for (std::size_t j = 0; j < N; ++j) {
        for (std::size_t i = 0; i < N; ++i) {
            const double ends = (i == 0 || i == N - 1 ? 0.5 : 1) * (j == 0 || j == N - 1 ? 0.5 : 1);
            matrix[j][i] =
                ends * 2 / last * std::cos(std::numbers::pi * static_cast<double>(i * j) / last);
        }
    }
    return matrix;
}

}  // namespace

double UnlistedGrid::points() const {
    return std::floor((last - first) / step + 1e-9) + 1;
}

std::size_t UnlistedPosterior::size_of(const Panel& panel) const {
    return panel.polynomial ? kNodes : static_cast<std::size_t>(panel.end - panel.begin);
}

UnlistedPosterior::Panel UnlistedPosterior::make_panel(double begin, double end) const {
    Panel panel;
    panel.begin = begin;
    panel.end = end;
    panel.polynomial = end - begin > static_cast<double>(kNodes);
    if (!panel.polynomial) {
        for (std::size_t i = 0; i < size_of(panel); ++i)
            panel.nodes[i] = point(begin + static_cast<double>(i));
        return panel;
    }
    // Half a step further on both sides, for integrals.
    const double low = std::log(point(begin - 0.5)), high = std::log(point(end - 0.5));
    panel.middle = 0.5 * (low + high);
    panel.half = 0.5 * (high - low);
    for (std::size_t i = 0; i < kNodes; ++i) {
        const double t = std::cos(std::numbers::pi * static_cast<double>(i) / (kNodes - 1));
        panel.nodes[i] = std::exp(panel.middle + panel.half * t);
    }
    return panel;
}

std::vector<UnlistedPosterior::Panel> UnlistedPosterior::first_panels() const {
    std::vector<Panel> panels;
    double begin = 0;
    while (begin < count_) {
        double end = begin + static_cast<double>(kNodes);
        if (point(begin) >= kSingle * grid_.step)
            end = std::ceil((kFirstRatio * point(begin) - grid_.first) / grid_.step);
        end = std::min(end, count_);
        panels.push_back(make_panel(begin, end));
        begin = end;
    }
    return panels;
}

void UnlistedPosterior::evaluate(std::vector<Panel>& panels, const LogDensity& log_density) {
    static const auto matrix = chebyshev_matrix<kNodes>();
    std::vector<double> at;
    for (const Panel& panel : panels)
        at.insert(at.end(), panel.nodes.begin(),
                  panel.nodes.begin() + static_cast<std::ptrdiff_t>(size_of(panel)));
    std::vector<double> values(at.size());
    log_density(at, values);
    std::size_t next = 0;
    for (Panel& panel : panels) {
        for (std::size_t i = 0; i < size_of(panel); ++i) {
            panel.values[i] = values[next++];
            ENSURE(!std::isnan(panel.values[i]), "a log density is a number");
            best_ = std::max(best_, panel.values[i]);
        }
        if (!panel.polynomial) continue;
        for (std::size_t j = 0; j < kNodes; ++j) {
            panel.coefficients[j] = 0;
            for (std::size_t i = 0; i < kNodes; ++i)
                panel.coefficients[j] += matrix[j][i] * panel.values[i];
        }
        find_range(panel);
    }
}

/// Looks between the nodes too: a narrow peak can lie there.
void UnlistedPosterior::find_range(Panel& panel) {
    constexpr int kLooks = 32;
    double before = 0;
    panel.lowest = HUGE_VAL;
    panel.highest = -HUGE_VAL;
    for (int i = 0; i <= kLooks; ++i) {
        const double here = polynomial_at(panel, 2.0 * i / kLooks - 1, nullptr);
        panel.lowest = std::min(panel.lowest, here);
        // Beside the highest look the function can rise by no more than it falls to the next.
        panel.highest = std::max(panel.highest, here + (i > 0 ? std::abs(here - before) : 0));
        before = here;
    }
}

bool UnlistedPosterior::needs_halving(const Panel& panel) const {
    if (!panel.polynomial) return false;
    const double missed =
        std::abs(panel.coefficients[kNodes - 1]) + std::abs(panel.coefficients[kNodes - 2]);
    if (panel.highest + kSafety * missed < best_ - kNegligible) return false;
    // No polynomial follows what is only rounding.
    const double rounding =
        std::max(kRounding * std::abs(best_), kWideRounding * grid_.last * std::log1p(grid_.last));
    if (missed > std::max(kAccuracy, rounding)) return panels_.size() < kMostPanels;
    const bool integrated = !every_point_ && panel.end - panel.begin > kFewPoints;
    return integrated && panel.highest - panel.lowest > kSteepest;
}

/// At t in [-1, 1]; `basis` receives the Chebyshev polynomials.
double UnlistedPosterior::polynomial_at(const Panel& panel, double t, NodeValues* basis) {
    NodeValues chebyshev;
    chebyshev[0] = 1;
    chebyshev[1] = t;
    for (std::size_t j = 2; j < kNodes; ++j)
        chebyshev[j] = 2 * t * chebyshev[j - 1] - chebyshev[j - 2];
    double sum = 0;
    for (std::size_t j = 0; j < kNodes; ++j) sum += panel.coefficients[j] * chebyshev[j];
    if (basis != nullptr) *basis = chebyshev;
    return sum;
}

double UnlistedPosterior::density(const Panel& panel, double index, NodeValues* basis) const {
    const double t = std::clamp((std::log(point(index)) - panel.middle) / panel.half, -1.0, 1.0);
    return std::exp(polynomial_at(panel, t, basis) - best_);
}

/// Mass, moments and weights of one panel, relative to the best density; gives the sum of n0 times
/// mass.
double UnlistedPosterior::add_up(Panel& panel) {
    static const auto matrix = chebyshev_matrix<kNodes>();
    panel.mass = 0;
    double first_moment = 0;
    if (!panel.polynomial) {
        for (std::size_t i = 0; i < size_of(panel); ++i) {
            panel.weights[i] = std::exp(panel.values[i] - best_);
            panel.mass += panel.weights[i];
            panel.cumulative.push_back(panel.mass);
            first_moment += panel.weights[i] * panel.nodes[i];
        }
        return first_moment;
    }
    if (panel.highest < best_ - kNegligible) return 0;
    NodeValues moments{}, basis{};
    const auto add = [&](double index, double weight) {
        const double mass = weight * density(panel, index, &basis);
        panel.mass += mass;
        first_moment += mass * point(index);
        for (std::size_t j = 0; j < kNodes; ++j) moments[j] += mass * basis[j];
    };
    if (every_point_ || panel.end - panel.begin <= kFewPoints) {
        panel.cumulative.reserve(static_cast<std::size_t>(panel.end - panel.begin));
        for (double index = panel.begin; index < panel.end; index += 1) {
            add(index, 1);
            panel.cumulative.push_back(panel.mass);
        }
    } else {
        for (double part = 0; part < kParts; part += 1) {
            for_gauss_points(part_begin(panel, part), part_begin(panel, part + 1), add);
            panel.cumulative.push_back(panel.mass);
        }
        panel.integrated = true;
    }
    for (std::size_t i = 0; i < kNodes; ++i) {
        for (std::size_t j = 0; j < kNodes; ++j) panel.weights[i] += matrix[j][i] * moments[j];
    }
    return first_moment;
}

UnlistedPosterior::UnlistedPosterior(const UnlistedGrid& grid, const LogDensity& log_density)
    : grid_(grid), count_(grid.points()), best_(-HUGE_VAL) {
    ENSURE(count_ >= 1 && grid.first >= 0 && grid.step > 0, "a grid with points");
    every_point_ = count_ <= kMostPoints;
    std::vector<Panel> open = first_panels();
    while (!open.empty()) {
        evaluate(open, log_density);
        // A panel that is let be stays so: the best density only rises.
        std::vector<Panel> halves;
        for (Panel& panel : open) {
            if (!needs_halving(panel)) {
                panels_.push_back(std::move(panel));
                continue;
            }
            // In the middle of log n0.
            const double middle = (std::exp(panel.middle) - grid_.first) / grid_.step;
            const double cut = std::clamp(std::round(middle), panel.begin + 1, panel.end - 1);
            halves.push_back(make_panel(panel.begin, cut));
            halves.push_back(make_panel(cut, panel.end));
        }
        open = std::move(halves);
    }
    std::sort(panels_.begin(), panels_.end(),
              [](const Panel& a, const Panel& b) { return a.begin < b.begin; });
    double total = 0, first_moment = 0;
    for (Panel& panel : panels_) {
        panel.before = total;
        first_moment += add_up(panel);
        total += panel.mass;
    }
    for (Panel& panel : panels_) {
        panel.before /= total;
        panel.mass /= total;
        for (double& weight : panel.weights) weight /= total;
        for (double& mass : panel.cumulative) mass /= total;
    }
    ENSURE(total > 0, "a posterior has mass");
    mean_ = first_moment / total;
    log_evidence_ = best_ + std::log(total);
}

double UnlistedPosterior::part_begin(const Panel& panel, double part) const {
    return panel.begin - 0.5 + part / kParts * (panel.end - panel.begin);
}

double UnlistedPosterior::integral(const Panel& panel, double from, double to) const {
    double sum = 0;
    for_gauss_points(from, to, [&](double index, double weight) {
        sum += weight * density(panel, index, nullptr);
    });
    return sum * std::exp(best_ - log_evidence_);
}

/// Mass of the panel up to the point at `index`, it included.
double UnlistedPosterior::mass_up_to(const Panel& panel, double index) const {
    if (!panel.integrated) return panel.cumulative[static_cast<std::size_t>(index - panel.begin)];
    const double part = std::floor((index + 1 - panel.begin) / (panel.end - panel.begin) * kParts);
    const double before = part > 0 ? panel.cumulative[static_cast<std::size_t>(part) - 1] : 0;
    if (part >= kParts) return before;
    return before + integral(panel, part_begin(panel, part), index + 0.5);
}

/// The first point of the panel up to which the panel holds so much mass.
double UnlistedPosterior::index_of(const Panel& panel, double mass) const {
    const auto found = std::lower_bound(panel.cumulative.begin(), panel.cumulative.end(), mass);
    const auto place = static_cast<double>(found - panel.cumulative.begin());
    if (!panel.integrated) return std::min(panel.begin + place, panel.end - 1);
    if (place >= kParts) return panel.end - 1;
    const double from = part_begin(panel, place), to = part_begin(panel, place + 1);
    const double before = place > 0 ? *(found - 1) : 0;
    const double scale = std::exp(best_ - log_evidence_);
    // The density changes little within a part: Newton's method settles at once.
    double at = from + (to - from) * (mass - before) / (*found - before);
    for (int step = 0; step < 4; ++step) {
        const double gap = before + integral(panel, from, at) - mass;
        at = std::clamp(at - gap / (scale * density(panel, at, nullptr)), from, to);
    }
    return std::clamp(std::ceil(at - 0.5), panel.begin, panel.end - 1);
}

double UnlistedPosterior::quantile(double p) const {
    const Panel* chosen = nullptr;
    for (const Panel& panel : panels_) {
        if (panel.mass <= 0) continue;
        chosen = &panel;
        if (panel.before + panel.mass >= p) break;
    }
    ENSURE(chosen != nullptr, "a posterior has mass");
    return point(index_of(*chosen, p - chosen->before));
}

/// The point of a panel where a polynomial is highest: a scan, then ever smaller steps.
double UnlistedPosterior::top_of(const Panel& panel) const {
    double stride = std::max(1.0, std::floor((panel.end - panel.begin) / kFewPoints));
    double best = panel.begin;
    for (double index = panel.begin; index < panel.end; index += stride) {
        if (density(panel, index, nullptr) > density(panel, best, nullptr)) best = index;
    }
    while (stride > 1) {
        stride = std::max(1.0, std::floor(0.5 * stride));
        // Twice: a step can end one short of the top.
        for (const double move : {-stride, stride, -stride, stride}) {
            const double index = std::clamp(best + move, panel.begin, panel.end - 1);
            if (density(panel, index, nullptr) > density(panel, best, nullptr)) best = index;
        }
    }
    return best;
}

double UnlistedPosterior::mode() const {
    double highest = -1, at = 0;
    for (const Panel& panel : panels_) {
        if (panel.mass <= 0) continue;
        for (std::size_t i = 0; i < (panel.polynomial ? 1 : size_of(panel)); ++i) {
            const double index =
                panel.polynomial ? top_of(panel) : panel.begin + static_cast<double>(i);
            const double here = panel.polynomial ? density(panel, index, nullptr)
                                                 : std::exp(panel.values[i] - best_);
            if (here <= highest) continue;
            highest = here;
            at = point(index);
        }
    }
    return at;
}

double UnlistedPosterior::mass_at_end() const {
    const double from = count_ - std::max(1.0, std::floor(kEndShare * count_));
    double sum = 0;
    for (const Panel& panel : panels_) {
        if (panel.end <= from || panel.mass <= 0) continue;
        sum += panel.mass - (panel.begin >= from ? 0 : mass_up_to(panel, from - 1));
    }
    return sum;
}

std::vector<UnlistedPosterior::Place> UnlistedPosterior::places() const {
    std::vector<Place> places;
    for (const Panel& panel : panels_) {
        if (panel.mass <= 0) continue;
        for (std::size_t i = 0; i < size_of(panel); ++i)
            places.push_back({panel.nodes[i], panel.values[i], panel.weights[i]});
    }
    return places;
}

std::vector<Component> UnlistedPosterior::components(double listed, std::size_t count) const {
    std::vector<Component> components;
    for (std::size_t i = 0; i < count; ++i) {
        const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
        const double total = listed + quantile(p);
        components.push_back(component_from(listed, total, total, total, 0.95));
        components.back().weight = 1 / static_cast<double>(count);
    }
    return components;
}

}  // namespace dalil
