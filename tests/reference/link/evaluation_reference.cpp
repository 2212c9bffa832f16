#include "tests/reference/link/evaluation_reference.hpp"

#include <cmath>
#include <map>
#include <set>

namespace dalil::reference {

namespace {

using Labels = std::vector<std::uint32_t>;

void count_pairs(const Labels& entity, const Labels& cluster, Evaluation& out) {
    for (std::size_t i = 0; i < entity.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool same = entity[i] == entity[j], together = cluster[i] == cluster[j];
            out.true_pairs += same;
            out.predicted_pairs += together;
            out.correct_pairs += same && together;
        }
    }
}

/// Share of the records that carry r's label in `group` and also carry its label in `other`.
double share_right(const Labels& group, const Labels& other, std::size_t r) {
    double all = 0, right = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (group[i] != group[r]) continue;
        ++all;
        right += other[i] == other[r];
    }
    return right / all;
}

std::map<std::uint32_t, std::set<std::size_t>> members(const Labels& labels) {
    std::map<std::uint32_t, std::set<std::size_t>> out;
    for (std::size_t r = 0; r < labels.size(); ++r) out[labels[r]].insert(r);
    return out;
}

std::map<std::set<std::uint32_t>, double> patterns(const Labels& persons, const Labels& source) {
    std::map<std::set<std::uint32_t>, double> out;
    for (const auto& [label, records] : members(persons)) {
        std::set<std::uint32_t> lists;
        for (const std::size_t r : records) lists.insert(source[r]);
        ++out[lists];
    }
    return out;
}

double f1(double p, double r) {
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

}  // namespace

Evaluation evaluate(const Labels& entity, const Labels& cluster, const Labels& source) {
    Evaluation out;
    const auto n = static_cast<double>(entity.size());
    const auto entities = members(entity), clusters = members(cluster);
    out.records = entity.size();
    out.entities = entities.size();
    out.clusters = clusters.size();
    count_pairs(entity, cluster, out);
    const auto correct = static_cast<double>(out.correct_pairs);
    PrecisionRecall& pairwise = out.pairwise;
    if (out.predicted_pairs > 0)
        pairwise.precision = correct / static_cast<double>(out.predicted_pairs);
    if (out.true_pairs > 0) pairwise.recall = correct / static_cast<double>(out.true_pairs);
    pairwise.f1 = f1(pairwise.precision, pairwise.recall);
    double p = 0, r = 0;
    for (std::size_t i = 0; i < entity.size(); ++i) {
        p += share_right(cluster, entity, i);
        r += share_right(entity, cluster, i);
    }
    out.bcubed = {p / n, r / n, f1(p / n, r / n)};
    double exact = 0;
    for (const auto& [e, in_entity] : entities)
        for (const auto& [c, in_cluster] : clusters) exact += in_entity == in_cluster;
    const double ep = exact / static_cast<double>(clusters.size());
    const double er = exact / static_cast<double>(entities.size());
    out.exact_cluster = {ep, er, f1(ep, er)};
    out.clusters_over_entities =
        static_cast<double>(clusters.size()) / static_cast<double>(entities.size());
    for (const auto& [e, in_entity] : entities)
        out.largest_entity =
            std::max(out.largest_entity, static_cast<std::uint32_t>(in_entity.size()));
    for (const auto& [c, in_cluster] : clusters)
        out.largest_cluster =
            std::max(out.largest_cluster, static_cast<std::uint32_t>(in_cluster.size()));
    auto difference = patterns(entity, source);
    for (const auto& [lists, persons] : patterns(cluster, source)) difference[lists] -= persons;
    for (const auto& [lists, persons] : difference) out.overlap_error += std::abs(persons);
    out.overlap_error /= static_cast<double>(entities.size());
    return out;
}

}  // namespace dalil::reference
