#include "dalil/link/evaluation.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

constexpr std::size_t kMostLists = 12;

/// Labels renumbered 0..count-1 in ascending order of the labels given.
struct Dense {
    std::vector<std::uint32_t> of;
    std::vector<std::uint32_t> sizes;
};

Dense densify(const std::vector<std::uint32_t>& labels) {
    std::vector<std::uint32_t> distinct(labels);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    Dense dense;
    dense.of.reserve(labels.size());
    dense.sizes.assign(distinct.size(), 0);
    for (const std::uint32_t label : labels) {
        const auto found = std::lower_bound(distinct.begin(), distinct.end(), label);
        const auto index = static_cast<std::uint32_t>(found - distinct.begin());
        dense.of.push_back(index);
        ++dense.sizes[index];
    }
    return dense;
}

std::uint64_t pairs_of(std::uint64_t n) {
    return n == 0 ? 0 : n * (n - 1) / 2;
}

std::uint64_t pairs_within(std::span<const std::uint32_t> sizes) {
    std::uint64_t total = 0;
    for (const std::uint32_t size : sizes) total += pairs_of(size);
    return total;
}

PrecisionRecall precision_recall(double precision, double recall) {
    const double sum = precision + recall;
    return {precision, recall, sum > 0 ? 2 * precision * recall / sum : 0};
}

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// One non-empty cell of the table entity x cluster.
struct Cell {
    std::uint32_t entity = 0, cluster = 0;
    std::uint32_t count = 0;
};

std::vector<Cell> contingency(const Dense& entity, const Dense& cluster) {
    std::vector<std::uint64_t> keys(entity.of.size());
    for (std::size_t r = 0; r < keys.size(); ++r)
        keys[r] = (std::uint64_t{entity.of[r]} << 32) | cluster.of[r];
    std::sort(keys.begin(), keys.end());
    std::vector<Cell> cells;
    for (std::size_t r = 0; r < keys.size(); ++r) {
        if (r == 0 || keys[r] != keys[r - 1]) {
            cells.push_back({static_cast<std::uint32_t>(keys[r] >> 32),
                             static_cast<std::uint32_t>(keys[r]), 0});
        }
        ++cells.back().count;
    }
    return cells;
}

/// Persons per capture pattern; the pattern is a mask over the (dense) sources.
std::vector<std::int64_t> patterns(const Dense& persons, const Dense& source) {
    std::vector<std::uint32_t> mask(persons.sizes.size(), 0);
    for (std::size_t r = 0; r < persons.of.size(); ++r)
        mask[persons.of[r]] |= std::uint32_t{1} << source.of[r];
    std::vector<std::int64_t> counts(std::size_t{1} << source.sizes.size(), 0);
    for (const std::uint32_t m : mask) ++counts[m];
    return counts;
}

double overlap_error(const Dense& entity, const Dense& cluster, const Dense& source) {
    if (source.sizes.size() < 2 || source.sizes.size() > kMostLists) return 0;
    const auto truth = patterns(entity, source);
    const auto predicted = patterns(cluster, source);
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < truth.size(); ++k) sum += std::abs(truth[k] - predicted[k]);
    return static_cast<double>(sum) / static_cast<double>(entity.sizes.size());
}

void score_cells(std::span<const Cell> cells, const Dense& entity, const Dense& cluster,
                 Evaluation& out) {
    double precision = 0, recall = 0;
    std::uint64_t exact = 0;
    for (const Cell& cell : cells) {
        const double n = cell.count;
        const std::uint32_t in_entity = entity.sizes[cell.entity];
        const std::uint32_t in_cluster = cluster.sizes[cell.cluster];
        out.correct_pairs += pairs_of(cell.count);
        precision += n * n / in_cluster;
        recall += n * n / in_entity;
        if (cell.count == in_entity && cell.count == in_cluster) ++exact;
    }
    const auto records = static_cast<double>(out.records);
    out.pairwise = precision_recall(share(out.correct_pairs, out.predicted_pairs),
                                    share(out.correct_pairs, out.true_pairs));
    out.bcubed = precision_recall(precision / records, recall / records);
    out.exact_cluster = precision_recall(share(exact, out.clusters), share(exact, out.entities));
}

}  // namespace

Evaluation evaluate(const std::vector<std::uint32_t>& entity,
                    const std::vector<std::uint32_t>& cluster,
                    const std::vector<std::uint32_t>& source) {
    ENSURE(entity.size() == cluster.size() && entity.size() == source.size(),
           "evaluation needs one entity, cluster and source per record");
    Evaluation out;
    if (entity.empty()) return out;
    const Dense e = densify(entity);
    const Dense c = densify(cluster);
    out.records = entity.size();
    out.entities = e.sizes.size();
    out.clusters = c.sizes.size();
    out.true_pairs = pairs_within(e.sizes);
    out.predicted_pairs = pairs_within(c.sizes);
    out.clusters_over_entities = share(out.clusters, out.entities);
    out.largest_entity = *std::max_element(e.sizes.begin(), e.sizes.end());
    out.largest_cluster = *std::max_element(c.sizes.begin(), c.sizes.end());
    score_cells(contingency(e, c), e, c, out);
    out.overlap_error = overlap_error(e, c, densify(source));
    return out;
}

}  // namespace dalil
