// link/linkage.hpp: from records to people, with the doubt kept.
//
//     Linkage people = link(records, {}, context);
//     people.person_of[r]        // the best partition: which person record r is
//     people.membership[r]       // probability that it is that person
//     people.draws.labels(k)     // draw k of the partition, from its posterior
//     people.people.median       // how many people, corrected for links that blocking missed
//
// The model (docs/methods/linkage.md): Fellegi-Sunter weights by EM on agreement patterns, with a
// class of related people between match and non-match; people by agglomeration on evidence pooled
// over the cluster. Results do not depend on the order of rows or files, nor on the number of
// threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dalil/base/context.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil {

enum class Effort : std::uint8_t { Quick, Standard, Thorough };

/// A person's decision about two records.
struct PairDecision {
    std::uint32_t a = 0, b = 0;
    enum class Verdict : std::uint8_t { Same, Different, Unsure } verdict = Verdict::Unsure;
};

struct EarlierLinkage;  // dalil/link/earlier.hpp

struct LinkOptions {
    double level = 0.95;  ///< of every interval
    Effort effort = Effort::Standard;
    std::vector<PairDecision> decisions;
    /// Goes on from here: only pairs with a new record are compared, under the earlier weights.
    std::shared_ptr<const EarlierLinkage> earlier;
};

/// A posterior median with its equal-tailed interval.
struct Interval {
    double median = 0, low = 0, high = 0;
};

/// Draws of the partition from its posterior; stored as differences from the best partition.
class PartitionDraws {
  public:
    PartitionDraws() = default;
    explicit PartitionDraws(std::vector<std::uint32_t> best) : best_(std::move(best)) {}
    std::size_t size() const { return moved_.size(); }
    /// One label per record; equal labels are one person. Labels mean nothing beyond one draw.
    std::vector<std::uint32_t> labels(std::size_t draw) const;
    void add(const std::vector<std::uint32_t>& labels);
    /// A record whose label differs from the best partition's.
    struct Move {
        std::uint32_t record = 0, label = 0;
    };
    /// The same, given by its differences; a label that the best partition has not is a new person.
    void add_moves(std::vector<Move> moves) { moved_.push_back(std::move(moves)); }
    const std::vector<Move>& moves(std::size_t draw) const { return moved_[draw]; }

  private:
    std::vector<std::uint32_t> best_;
    std::vector<std::vector<Move>> moved_;
};

/// What one field says about a pair.
struct FieldEvidence {
    std::string field;
    std::string level;     ///< "exact", "one edit", "same year", "different", "missing", ...
    double weight = 0;     ///< log2 of the likelihood ratio ("match weight"); 0 when missing
    bool crossed = false;  ///< given and family name compared crosswise
};

/// Why two records are, or are not, one person.
struct PairExplanation {
    std::uint32_t a = 0, b = 0;
    std::vector<FieldEvidence> fields;
    double prior_weight = 0;    ///< log2 odds before looking at the fields
    double related_weight = 0;  ///< <= 0: what relatives or namesakes would explain as well
    double total_weight = 0;    ///< log2 odds of the pair alone
    double probability = 0;     ///< of being one person, by the draws where both were candidates
    bool together = false;      ///< in the best partition
    std::string flip;           ///< what would change the verdict, in words
};

/// A pair worth a person's look, most effect on the count first.
struct DoubtfulPair {
    std::uint32_t a = 0, b = 0;
    double probability = 0;
    double effect = 0;  ///< expected change of the number of people if decided
};

/// Two records that were compared, could be one person, and were not joined beyond doubt.
struct NearPair {
    std::uint32_t a = 0, b = 0;
    float log_odds = 0;  ///< of the pair alone, in nats
};

/// What the linkage learned, for the run record and the report.
struct LinkReport {
    std::uint64_t candidate_pairs = 0;  ///< distinct pairs compared
    bool incremental = false;           ///< went on from an earlier linkage
    std::uint64_t patterns = 0;         ///< distinct agreement patterns
    double missed_link_share = 0;       ///< estimated share of true links that no key reached
    std::vector<std::string> fields_used;
    std::vector<std::string> keys_used;
    struct Level {
        std::string field, level;
        double m = 0, u = 0, weight = 0;
    };
    std::vector<Level> levels;
    std::vector<std::string> warnings;
    /// Pairs of scripts among the names that cannot be compared reliably: then `people` is an upper
    /// bound.
    std::vector<std::string> incomparable_scripts;
};

struct LinkModel;  // what was fitted; private to the module

struct Linkage {
    std::vector<std::uint32_t>
        person_of;  ///< labels 0..people_partition-1, numbered in canonical order
    std::vector<float> membership;
    std::uint32_t people_partition = 0;
    Interval people;  ///< corrected for missed links
    PartitionDraws draws;
    std::vector<double> people_draws;    ///< corrected number of people in each draw
    std::vector<DoubtfulPair> doubtful;  ///< up to 1,000
    std::vector<NearPair> near_pairs;    ///< all, in canonical order
    LinkReport report;
    /// What was fitted, for `explain`; null in a linkage that was read back. Shared because a
    /// Linkage is copied and a fit cannot be.
    std::shared_ptr<const LinkModel> model;
};

/// Links all records. Throws Cancelled when asked to stop.
Linkage link(const RecordSet& records, const LinkOptions& options, const Context& context);

/// Explains pairs of the records that `linkage` was made of, under its weights. A linkage without
/// its model is fitted anew: same records, options and seed, same weights.
std::vector<PairExplanation> explain(
    const RecordSet& records, const Linkage& linkage,
    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, const LinkOptions& options,
    const Context& context);

}  // namespace dalil
