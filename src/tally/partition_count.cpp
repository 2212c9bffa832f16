#include "tally/partition_count.hpp"

#include <tsl/robin_map.h>

#include <algorithm>

#include "dalil/base/hash.hpp"
#include "dalil/base/result.hpp"

namespace dalil {

namespace {

struct CellKey {
    std::uint64_t stratum = 0, pattern = 0;
    bool operator==(const CellKey&) const = default;
};

struct CellHash {
    std::size_t operator()(const CellKey& key) const { return mix64(key.stratum, key.pattern); }
};

/// Collects cells; the result does not depend on the order in which people come.
class CellSums {
  public:
    CellSums() = default;
    explicit CellSums(const std::vector<StratumCell>& cells) {
        for (const StratumCell& cell : cells)
            sums_[{cell.stratum, cell.pattern}] = {cell.people, cell.records};
    }
    void add(std::uint64_t stratum, std::uint64_t pattern, std::uint64_t records) {
        auto& [people, of_them] = sums_[{stratum, pattern}];
        people += 1;
        of_them += records;
    }
    void take(std::uint64_t stratum, std::uint64_t pattern, std::uint64_t records) {
        auto& [people, of_them] = sums_[{stratum, pattern}];
        people -= 1;
        of_them -= records;
    }

    std::vector<StratumCell> sorted() const {
        std::vector<StratumCell> cells;
        cells.reserve(sums_.size());
        for (const auto& [key, sums] : sums_)
            if (sums.first != 0)
                cells.push_back({key.stratum, key.pattern, sums.first, sums.second});
        std::sort(cells.begin(), cells.end(), [](const StratumCell& a, const StratumCell& b) {
            return std::pair(a.stratum, a.pattern) < std::pair(b.stratum, b.pattern);
        });
        return cells;
    }

  private:
    tsl::robin_map<CellKey, std::pair<std::uint64_t, std::uint64_t>, CellHash> sums_;
};

/// Makes labels dense if they are not; returns how many there may be.
std::uint32_t densify(std::vector<std::uint32_t>& labels) {
    const std::uint32_t highest =
        labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end());
    if (highest < 4 * labels.size()) return highest + 1;
    std::vector<std::uint32_t> distinct = labels;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (std::uint32_t& label : labels) {
        const auto place = std::lower_bound(distinct.begin(), distinct.end(), label);
        label = static_cast<std::uint32_t>(place - distinct.begin());
    }
    return static_cast<std::uint32_t>(distinct.size());
}

}  // namespace

PartitionCounter::PartitionCounter(const RecordSet& records, std::vector<Dimension> dimensions)
    : dimensions_(std::move(dimensions)) {
    bits_.reserve(records.size());
    for (const RecordRef& record : records.records)
        bits_.push_back(std::uint64_t{1} << record.source);
}

std::vector<StratumCell> PartitionCounter::count_whole(const std::vector<std::uint32_t>& labels,
                                                       std::uint32_t people) const {
    std::vector<std::uint64_t> patterns(people, 0);
    std::vector<std::uint32_t> sizes(people, 0);
    for (std::size_t r = 0; r < labels.size(); ++r) {
        patterns[labels[r]] |= bits_[r];
        ++sizes[labels[r]];
    }
    CellSums sums;
    for (std::uint32_t p = 0; p < people; ++p) {
        if (patterns[p] != 0) sums.add(0, patterns[p], sizes[p]);
    }
    return sums.sorted();
}

/// The most frequent value in each dimension among the records that have one; ties: the smaller
/// value.
std::uint64_t PartitionCounter::stratum_of(const std::uint32_t* begin, const std::uint32_t* end,
                                           std::vector<std::uint32_t>& scratch) const {
    std::uint64_t stratum = 0;
    for (const Dimension& dimension : dimensions_) {
        scratch.clear();
        for (const std::uint32_t* r = begin; r != end; ++r) {
            if (dimension.ranks[*r] != 0) scratch.push_back(dimension.ranks[*r]);
        }
        std::uint32_t value = scratch.empty() ? 0 : scratch.front();
        if (scratch.size() > 1) {
            std::sort(scratch.begin(), scratch.end());
            std::size_t most = 0;
            for (std::size_t i = 0, run = 0; i < scratch.size(); ++i) {
                run = i > 0 && scratch[i] == scratch[i - 1] ? run + 1 : 1;
                if (run > most) {
                    most = run;
                    value = scratch[i];
                }
            }
        }
        stratum = stratum * dimension.values.size() + value;
    }
    return stratum;
}

std::vector<StratumCell> PartitionCounter::count(std::vector<std::uint32_t> labels) const {
    ENSURE(labels.size() == bits_.size(), "one label per record");
    if (labels.empty()) return {};
    const std::uint32_t people = densify(labels);
    if (dimensions_.empty()) return count_whole(labels, people);

    // Counting sort of the records by person.
    std::vector<std::uint32_t> begin(people + 1, 0);
    for (const std::uint32_t label : labels) ++begin[label + 1];
    for (std::uint32_t p = 0; p < people; ++p) begin[p + 1] += begin[p];
    std::vector<std::uint32_t> members(labels.size()), next(begin.begin(), begin.end() - 1);
    for (std::uint32_t r = 0; r < labels.size(); ++r) members[next[labels[r]]++] = r;

    CellSums sums;
    std::vector<std::uint32_t> scratch;
    for (std::uint32_t p = 0; p < people; ++p) {
        if (begin[p] == begin[p + 1]) continue;
        const std::uint32_t* first = members.data() + begin[p];
        const std::uint32_t* last = members.data() + begin[p + 1];
        std::uint64_t pattern = 0;
        for (const std::uint32_t* r = first; r != last; ++r) pattern |= bits_[*r];
        sums.add(stratum_of(first, last, scratch), pattern, begin[p + 1] - begin[p]);
    }
    return sums.sorted();
}

PartitionCounter::Base PartitionCounter::base(const std::vector<std::uint32_t>& labels) const {
    ENSURE(labels.size() == bits_.size(), "one label per record");
    Base out;
    out.labels = labels;
    out.cells = count(labels);
    const std::uint32_t highest =
        labels.empty() ? 0 : *std::max_element(labels.begin(), labels.end());
    if (labels.empty() || highest >= 4 * labels.size()) return out;
    const std::uint32_t people = highest + 1;
    out.begin.assign(std::size_t{people} + 1, 0);
    for (const std::uint32_t label : labels) ++out.begin[label + 1];
    for (std::uint32_t p = 0; p < people; ++p) out.begin[p + 1] += out.begin[p];
    out.members.resize(labels.size());
    std::vector<std::uint32_t> next(out.begin.begin(), out.begin.end() - 1);
    for (std::uint32_t r = 0; r < labels.size(); ++r) out.members[next[labels[r]]++] = r;
    return out;
}

/// Only people who lost or won a record are looked at.
std::vector<StratumCell> PartitionCounter::count(
    const Base& base, const std::vector<PartitionDraws::Move>& moves) const {
    if (base.begin.empty()) {
        std::vector<std::uint32_t> labels = base.labels;
        for (const auto& [record, label] : moves) labels[record] = label;
        return count(std::move(labels));
    }
    // Each record of a changed person, by its person in the draw.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;
    std::vector<std::uint32_t> changed;
    const auto known = static_cast<std::uint32_t>(base.begin.size() - 1);
    tsl::robin_map<std::uint32_t, std::uint32_t> now;
    for (const auto& [record, label] : moves) {
        now[record] = label;
        changed.push_back(base.labels[record]);
        if (label < known) changed.push_back(label);
    }
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    CellSums sums(base.cells);
    std::vector<std::uint32_t> scratch, records;
    const auto of_person = [&](const std::uint32_t* first, const std::uint32_t* last, auto use) {
        std::uint64_t pattern = 0;
        for (const std::uint32_t* r = first; r != last; ++r) pattern |= bits_[*r];
        use(stratum_of(first, last, scratch), pattern, static_cast<std::uint64_t>(last - first));
    };
    for (const std::uint32_t person : changed) {
        const std::uint32_t* first = base.members.data() + base.begin[person];
        const std::uint32_t* last = base.members.data() + base.begin[person + 1];
        if (first != last) of_person(first, last, [&](auto... cell) { sums.take(cell...); });
        for (const std::uint32_t* r = first; r != last; ++r) {
            const auto moved = now.find(*r);
            placed.emplace_back(moved == now.end() ? person : moved->second, *r);
        }
    }
    std::sort(placed.begin(), placed.end());
    for (std::size_t i = 0, j = 0; i < placed.size(); i = j) {
        records.clear();
        for (j = i; j < placed.size() && placed[j].first == placed[i].first; ++j)
            records.push_back(placed[j].second);
        of_person(records.data(), records.data() + records.size(),
                  [&](auto... cell) { sums.add(cell...); });
    }
    return sums.sorted();
}

std::vector<std::uint32_t> PartitionCounter::ranks_of(std::uint64_t stratum) const {
    std::vector<std::uint32_t> ranks(dimensions_.size());
    for (std::size_t d = dimensions_.size(); d-- > 0;) {
        ranks[d] = static_cast<std::uint32_t>(stratum % dimensions_[d].values.size());
        stratum /= dimensions_[d].values.size();
    }
    return ranks;
}

}  // namespace dalil
