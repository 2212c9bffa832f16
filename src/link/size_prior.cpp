#include "link/size_prior.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dalil::linking {
namespace {

std::uint64_t pattern_of(const std::vector<SourceCount>& sources) {
    std::uint64_t pattern = 0;
    for (const SourceCount& s : sources) pattern |= std::uint64_t{1} << (s.source % 64U);
    return pattern;
}

double log_factorial(std::uint32_t n) {
    return std::lgamma(n + 1.0);
}

}  // namespace

std::vector<double> smoothed_log_sizes(const std::vector<double>& counts, double& tail) {
    double total = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        total += counts[i];
        sum += counts[i] * static_cast<double>(i);
        squares += counts[i] * static_cast<double>(i * i);
    }
    // One imagined person with two records keeps everything finite.
    const double mean = (sum + 0.5) / (total + 1);
    const double variance =
        std::max((squares + 0.5) / (total + 1) - mean * mean, mean * 1.05 + 1e-6);
    const double p = mean / variance;     // success probability
    const double r = mean * p / (1 - p);  // shape
    const std::size_t length = counts.size() + 8;
    std::vector<double> out(length);
    for (std::size_t i = 0; i < length; ++i) {
        const double x = static_cast<double>(i);
        const double log_nb = std::lgamma(x + r) - std::lgamma(r) - std::lgamma(x + 1) +
                              r * std::log(p) + x * std::log1p(-p);
        const double seen = i < counts.size() && total > 0 ? counts[i] / total : 0;
        out[i] = std::log(0.5 * seen + 0.5 * std::exp(std::max(log_nb, -700.0)));
    }
    tail = std::min(std::log1p(-p), -0.05);
    return out;
}

SizePrior SizePrior::from_pairs(const Canonical& canonical, const Model& model) {
    SizePrior out;
    out.sources_ = model.sources;
    double matches = 0, pairs = 0;
    for (std::size_t p = 0; p < model.pair_count.size(); ++p) {
        matches += model.match_share[p] * model.pair_count[p];
        pairs += model.pair_count[p];
    }
    const double n = canonical.n;
    const double partners = std::max(2 * matches / std::max(n, 1.0), 1e-6);
    const double q = partners / (2 + partners);
    out.people_ = std::max(1.0, n * (1 - q));
    out.log_size_ = {std::log1p(-q), std::log1p(-q) + std::log(q)};
    out.log_tail_ = std::log(q);
    out.correction_.assign(model.pair_count.size(), 0);
    const double mean = matches / std::max(pairs, 1.0);
    for (std::uint32_t s = 0; s < model.sources; ++s)
        for (std::uint32_t t = s; t < model.sources; ++t) {
            const std::uint32_t at = s * model.sources + t;
            double correction =
                std::log(std::max(model.match_share[at], 1e-12) / std::max(mean, 1e-12));
            if (s == t && model.sources > 1) correction = std::min(correction, 0.0);
            out.correction_[at] = model.sources > 1 ? correction : 0;
        }
    return out;
}

SizePrior SizePrior::from_people(const Canonical& canonical, const std::vector<Cluster>& people,
                                 std::uint64_t lone, const std::vector<double>& lone_by_source,
                                 double share) {
    SizePrior out;
    out.by_pairs_ = false;
    out.sources_ = canonical.sources();
    const auto found = std::max<double>(1, static_cast<double>(people.size() + lone));
    out.people_ = found / share;
    if (out.sources_ == 1) {
        std::vector<double> sizes(1, static_cast<double>(lone));
        for (const Cluster& person : people) {
            if (sizes.size() < person.size()) sizes.resize(person.size(), 0);
            ++sizes[person.size() - 1];
        }
        out.log_size_ = smoothed_log_sizes(sizes, out.log_tail_);
        return out;
    }
    std::map<std::uint64_t, double> patterns;
    std::vector<std::vector<double>> copies(out.sources_, std::vector<double>(1, 0));
    for (std::uint32_t s = 0; s < out.sources_; ++s) {
        patterns[std::uint64_t{1} << (s % 64U)] += lone_by_source[s];
        copies[s][0] += lone_by_source[s];
    }
    for (const Cluster& person : people) {
        ++patterns[pattern_of(person.sources)];
        for (const SourceCount& s : person.sources) {
            auto& list = copies[s.source];
            if (list.size() < s.count) list.resize(s.count, 0);
            ++list[s.count - 1];
        }
    }
    // A pattern never seen weighs as much as half a person spread over all unseen ones.
    const double unseen = std::max(
        1.0, std::pow(2.0, std::min(out.sources_, 20U)) - static_cast<double>(patterns.size()));
    const double total = found + 0.5 * static_cast<double>(patterns.size()) + 0.5;
    for (const auto& [pattern, count] : patterns)
        out.log_pattern_[pattern] = std::log((count + 0.5) / total);
    out.log_unseen_pattern_ = std::log(0.5 / unseen / total);
    for (const auto& list : copies) {
        Copies c;
        c.log_share = smoothed_log_sizes(list, c.log_tail);
        out.copies_.push_back(std::move(c));
    }
    return out;
}

double SizePrior::log_size(std::uint32_t size) const {
    if (size <= log_size_.size()) return log_size_[size - 1];
    return log_size_.back() + log_tail_ * static_cast<double>(size - log_size_.size());
}

double SizePrior::log_weight(const std::vector<SourceCount>& sources, std::uint32_t size) const {
    if (by_pairs_ || sources_ == 1) return log_factorial(size) + log_size(size);
    const auto at = log_pattern_.find(pattern_of(sources));
    double out = at != log_pattern_.end() ? at->second : log_unseen_pattern_;
    for (const SourceCount& s : sources) {
        const Copies& copies = copies_[s.source];
        out += log_factorial(s.count);
        out += s.count <= copies.log_share.size()
                   ? copies.log_share[s.count - 1]
                   : copies.log_share.back() +
                         copies.log_tail * static_cast<double>(s.count - copies.log_share.size());
    }
    return out;
}

/// Mean over the pairs that cross lists, plus the sum of the penalties of those within one.
double SizePrior::pair_correction(const Cluster& a, const Cluster& b) const {
    if (!by_pairs_ || sources_ == 1) return 0;
    double across = 0, weight = 0, within = 0;
    for (const SourceCount& s : a.sources)
        for (const SourceCount& t : b.sources) {
            const double pairs = static_cast<double>(s.count) * t.count;
            const std::uint32_t low = std::min(s.source, t.source),
                                high = std::max(s.source, t.source);
            const double value = correction_[low * sources_ + high];
            if (s.source == t.source) {
                within += pairs * value;
            } else {
                across += pairs * value;
                weight += pairs;
            }
        }
    return within + (weight > 0 ? across / weight : 0);
}

double SizePrior::merge_gain(const Cluster& a, const Cluster& b) const {
    std::vector<SourceCount> sources;
    if (!by_pairs_ && sources_ > 1) {
        sources = a.sources;
        for (const SourceCount& s : b.sources) {
            const auto at = std::lower_bound(
                sources.begin(), sources.end(), s.source,
                [](const SourceCount& x, std::uint16_t value) { return x.source < value; });
            if (at != sources.end() && at->source == s.source)
                at->count += s.count;
            else
                sources.insert(at, s);
        }
    }
    return log_weight(sources, a.size() + b.size()) - log_weight(a.sources, a.size()) -
           log_weight(b.sources, b.size()) - std::log(people_) + pair_correction(a, b);
}

}  // namespace dalil::linking
