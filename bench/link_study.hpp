// bench/link_study.hpp: what the study of the linkage's coverage (bench/link_coverage.cpp) and its
// small version among the tests share: invented lists as typed records with their truth, the
// probabilities of pairs, and how far a set of probabilities is from what came true.
//
//     auto lists = invent_lists(varied_world(seed, k).options, context);
//     const study::TypedLists typed = study::type_lists(*lists, context);
//     const Linkage linkage = link(typed.records, options, context);
//     study::for_each_probability(linkage, [&](auto a, auto b, double p) {
//         reliability.add(p, typed.entity[a] == typed.entity[b]);
//     });
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"
#include "dalil/link/linkage.hpp"
#include "dalil/record/record_set.hpp"
#include "dalil/synth/synth.hpp"
#include "synth/bytes.hpp"

namespace dalil::study {

/// Said against true, in ten bins of equal width.
class Reliability {
  public:
    struct Bin {
        std::uint64_t count = 0, right = 0;
        double said = 0;
        double mean() const {
            return said / static_cast<double>(std::max<std::uint64_t>(1, count));
        }
        double share() const {
            return static_cast<double>(right) /
                   static_cast<double>(std::max<std::uint64_t>(1, count));
        }
    };

    void add(double said, bool right) {
        Bin& bin = bins_[std::min<std::size_t>(9, static_cast<std::size_t>(said * 10))];
        ++bin.count;
        bin.right += right;
        bin.said += said;
    }
    void add(const Reliability& other) {
        for (std::size_t b = 0; b < bins_.size(); ++b) {
            bins_[b].count += other.bins_[b].count;
            bins_[b].right += other.bins_[b].right;
            bins_[b].said += other.bins_[b].said;
        }
    }
    std::uint64_t count() const {
        std::uint64_t sum = 0;
        for (const Bin& bin : bins_) sum += bin.count;
        return sum;
    }
    double calibration_error() const {
        double sum = 0;
        for (const Bin& bin : bins_) sum += std::abs(bin.said - static_cast<double>(bin.right));
        return sum / static_cast<double>(std::max<std::uint64_t>(1, count()));
    }
    const std::array<Bin, 10>& bins() const { return bins_; }

  private:
    std::array<Bin, 10> bins_;
};

/// Records with the person of each.
struct TypedLists {
    RecordSet records;
    std::vector<std::uint32_t> entity;
};

/// Reads and types lists as `dalil run` does it, with nothing given by hand.
inline TypedLists type_lists(const std::vector<SynthList>& lists, const Context& context) {
    std::vector<Table> tables;
    for (const SynthList& list : lists) {
        auto read =
            read_tables_from(synth::delimited(list.rows, ','), list.name + ".csv", {}, context);
        ENSURE(read.has_value(), "invented lists can be read");
        std::move(read->begin(), read->end(), std::back_inserter(tables));
    }
    std::vector<Issue> issues;
    TypedLists out;
    out.records = make_records(tables, infer_recipe(tables, issues));
    std::map<std::pair<std::string, std::uint64_t>, std::uint32_t> person;
    for (const SynthList& list : lists)
        for (const auto& row : list.truth) person[{list.name, row.row}] = row.person;
    for (const RecordRef& ref : out.records.records) {
        const auto found = person.find({out.records.sources[ref.source].name, ref.row});
        // A row that is no person but was read as one counts as a person of its own.
        out.entity.push_back(found != person.end()
                                 ? found->second
                                 : 0x8000'0000U + static_cast<std::uint32_t>(out.entity.size()));
    }
    return out;
}

/// Calls use(a, b) for each pair of records with one label.
inline void for_each_pair(const std::vector<std::uint32_t>& labels,
                          const std::function<void(std::uint32_t, std::uint32_t)>& use) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
    for (std::uint32_t r = 0; r < labels.size(); ++r) order.emplace_back(labels[r], r);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t j = i + 1; j < order.size() && order[j].first == order[i].first; ++j)
            use(order[i].second, order[j].second);
}

/// Calls use(a, b, p) for each pair of records that is one person in the partition or in any draw;
/// p is the share of draws in which it is.
inline void for_each_probability(
    const Linkage& linkage, const std::function<void(std::uint32_t, std::uint32_t, double)>& use) {
    std::unordered_map<std::uint64_t, std::uint32_t> together;
    const auto key = [](std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32U | b; };
    for_each_pair(linkage.person_of,
                  [&](std::uint32_t a, std::uint32_t b) { together[key(a, b)] = 0; });
    const std::size_t draws = linkage.draws.size();
    for (std::size_t d = 0; d < draws; ++d)
        for_each_pair(linkage.draws.labels(d),
                      [&](std::uint32_t a, std::uint32_t b) { ++together[key(a, b)]; });
    for (const auto& [pair, count] : together)
        use(static_cast<std::uint32_t>(pair >> 32U), static_cast<std::uint32_t>(pair),
            static_cast<double>(count) / static_cast<double>(draws));
}

}  // namespace dalil::study
