#include "link/lone_names.hpp"

#include <cmath>
#include <vector>

#include "link/crossed.hpp"

namespace dalil::linking {
namespace {

constexpr int kRounds = 50;
constexpr double kFewest = 20;  ///< records with both names, below which nothing can be said
constexpr double kSure = 0.5;   ///< probability from which a name is put into the other column

/// How usual a value is in a column, among records with both names. What was never seen shares the
/// mass of what was seen once (Good 1953).
class Usual {
  public:
    Usual(const CanonicalField& field, const std::vector<std::uint8_t>& both)
        : counts_(field.values.size(), 0) {
        for (std::size_t r = 0; r < both.size(); ++r)
            if (both[r] != 0) ++counts_[field.codes[r]], ++records_;
        double once = 0;
        for (const double count : counts_) once += count == 1;
        unseen_ = (once + 1) / (records_ + 2);
    }
    double share(std::uint32_t code) const {
        const double values = static_cast<double>(counts_.size());
        return counts_[code] > 0 ? (1 - unseen_) * counts_[code] / records_ : unseen_ / values;
    }
    double records() const { return records_; }

  private:
    std::vector<double> counts_;
    double records_ = 0, unseen_ = 0;
};

struct Lone {
    std::uint32_t record = 0;
    double here = 0, there = 0;
};

/// Share of the lone names of a column that belong into the other one.
double misplaced_share(const std::vector<Lone>& lone) {
    double share = 0.1;
    for (int round = 0; round < kRounds; ++round) {
        double sum = 0;
        for (const Lone& l : lone)
            sum += share * l.there / (share * l.there + (1 - share) * l.here);
        share = (sum + 0.1) / (static_cast<double>(lone.size()) + 1);
    }
    return share;
}

/// Records whose only name stands in `from` and belongs into `to`.
std::vector<std::uint32_t> misplaced(const CanonicalField& from, const CanonicalField& to,
                                     const Usual& usual_from, const Usual& usual_to) {
    std::vector<Lone> lone;
    for (std::uint32_t r = 0; r < from.codes.size(); ++r)
        if (from.codes[r] != 0 && to.codes[r] == 0)
            lone.push_back({r, usual_from.share(from.codes[r]), usual_to.share(from.codes[r])});
    const double share = misplaced_share(lone);
    std::vector<std::uint32_t> out;
    for (const Lone& l : lone) {
        const double there = share * l.there, here = (1 - share) * l.here;
        if (there > kSure * (there + here)) out.push_back(l.record);
    }
    return out;
}

}  // namespace

std::uint32_t place_lone_names(Canonical& canonical) {
    const auto names = name_columns(canonical);
    if (!names) return 0;
    CanonicalField &given = canonical.fields[names->given],
                   &family = canonical.fields[names->family];
    std::vector<std::uint8_t> both(canonical.n, 0);
    for (std::uint32_t r = 0; r < canonical.n; ++r)
        both[r] = given.codes[r] != 0 && family.codes[r] != 0;
    const Usual as_given(given, both), as_family(family, both);
    if (as_given.records() < kFewest) return 0;
    std::vector<std::uint32_t> moved = misplaced(given, family, as_given, as_family);
    const auto back = misplaced(family, given, as_family, as_given);
    moved.insert(moved.end(), back.begin(), back.end());
    for (const std::uint32_t r : moved) std::swap(given.codes[r], family.codes[r]);
    if (!moved.empty()) {
        count_values(given);
        count_values(family);
    }
    return static_cast<std::uint32_t>(moved.size());
}

}  // namespace dalil::linking
