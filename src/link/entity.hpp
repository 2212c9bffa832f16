// link/entity.hpp: how well a set of records goes together as one person, judged on all their
// values at once.
//
// The values of one field over the records of a person follow a Chinese-restaurant process (Pitman
// 2006): a value seen before is nearly free, a new distinct value costs alpha; a new value is drawn
// near the nearest value that the person already has, so that the distinct values form a spanning
// tree of slips and variants. Everything is relative to the same values belonging to people who
// have nothing to do with each other: one record alone has 0.
//
//     Cluster a = entity.single(r), b = entity.single(s);
//     MergeEvidence e = entity.merge_evidence(a, b, work);   // e.total() in nats, without the size
//     prior
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "link/model.hpp"
#include "link/rows.hpp"

namespace dalil::linking {

struct ClusterValue {
    std::uint32_t code = 0, count = 0;
};

struct SourceCount {
    std::uint16_t source = 0;
    std::uint32_t count = 0;
};

/// Records that are taken for one person, with their values counted.
struct Cluster {
    std::vector<std::uint32_t> records;                 ///< ascending
    std::vector<ClusterValue> values;                   ///< by field, then by code
    std::array<std::uint32_t, kMaxFields + 1> begin{};  ///< of each field in `values`
    std::vector<SourceCount> sources;                   ///< ascending
    std::array<float, kMaxFields> log_likelihood{};     ///< per field, relative to strangers

    std::uint32_t size() const { return static_cast<std::uint32_t>(records.size()); }
};

/// Buffers of one thread.
struct EntityWork {
    explicit EntityWork(unsigned cache_bits = 18) : cache(cache_bits) {}
    AgreementCache cache;
    std::vector<ClusterValue> merged;
    std::vector<float> best;
    std::vector<std::uint32_t> open;
    std::vector<std::uint32_t> codes;
    Cluster spare;
};

struct MergeEvidence {
    double fields = 0;   ///< sum over fields of the gain in ln likelihood
    double related = 0;  ///< ln(1 + what relatives, neighbours, victims of one event would explain)
    double beyond_names = 0;     ///< support from fields other than names and sex
    int agreeing_names = 0;      ///< names that speak for the merge
    int agreeing_fields = 0;     ///< fields of any kind that do
    bool number_agrees = false;  ///< a number of the person, an address for letters
    double total() const { return fields - related; }
};

class EntityModel {
  public:
    EntityModel(const Canonical& canonical, const std::vector<Comparator>& comparators,
                const Model& model)
        : canonical_(canonical), comparators_(comparators), model_(model), rows_(canonical) {}

    Cluster single(std::uint32_t record) const;
    /// The same into a cluster whose buffers are used again.
    void fill_single(std::uint32_t record, Cluster& out) const;
    Cluster merged(const Cluster& a, const Cluster& b, EntityWork& work) const;
    /// The same into `a`; `b` is left empty.
    void merge_into(Cluster& a, Cluster& b, EntityWork& work) const;
    Cluster of(const std::vector<std::uint32_t>& records, EntityWork& work) const;
    void fill(std::span<const std::uint32_t> records, EntityWork& work, Cluster& out) const;
    /// The values counted, without their likelihood.
    void count(std::span<const std::uint32_t> records, EntityWork& work, Cluster& out) const;
    MergeEvidence merge_evidence(const Cluster& a, const Cluster& b, EntityWork& work) const;

    /// ln likelihood ratio of the values of one field in one person, from scratch. If `edges` is
    /// given, the levels at which new values attached are counted there.
    double field_log_likelihood(std::size_t field, const ClusterValue* begin,
                                const ClusterValue* end, EntityWork& work,
                                LevelTable* edges = nullptr) const;

    const Canonical& canonical() const { return canonical_; }
    const Model& model() const { return model_; }

    /// A year, an age: a blunt sight of a date.
    bool is_range(std::size_t field, std::uint32_t code) const;

  private:
    void fill_merged(const Cluster& a, const Cluster& b, EntityWork& work, Cluster& out) const;
    double tree(std::size_t field, EntityWork& work, const ClusterValue* begin,
                const ClusterValue* end, LevelTable* edges) const;
    double gain_of_two(std::size_t field, std::uint32_t a, std::uint32_t b,
                       const Agreement& agreement) const;
    float alias_bonus(std::size_t field, std::uint32_t a, std::uint32_t b,
                      const Agreement& agreement) const;
    double ranges(std::size_t field, EntityWork& work, const ClusterValue* begin,
                  const ClusterValue* end, LevelTable* edges) const;

    const Canonical& canonical_;
    const std::vector<Comparator>& comparators_;
    const Model& model_;
    Rows rows_;
};

}  // namespace dalil::linking
