// link/compare.hpp: how far two distinct values of a field agree, as one of a few ordered levels.
//
// Level 0 is the same value; the last level of a group is "different". Some kinds have two groups
// of levels: a written date against an age says less than two written dates, so the chances of each
// group are apart.
//
//     Comparator birth(field);
//     Agreement a = birth.compare(code1, code2, cache);   // a.level, a.log_gain
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "link/canonical.hpp"
#include "link/forms.hpp"

namespace dalil::linking {

/// Level of agreement, and ln g: how much rarer than usual is what agrees (term frequency).
struct Agreement {
    std::uint8_t level = kMissing;
    float log_gain = 0;
};

/// What is known of a level before any data are seen.
struct LevelInfo {
    std::string_view name;
    double m = 0;  ///< first guess and prior mean of P(level | same person), within its group
    std::uint8_t group = 0;
    bool last = false;  ///< the "different" level of its group
};

/// Remembers agreements of pairs of values; direct-mapped, one per thread.
class AgreementCache {
  public:
    explicit AgreementCache(unsigned bits = 16)
        : slots_(std::size_t{1} << bits), mask_(slots_.size() - 1) {}
    struct Slot {
        std::uint64_t key = ~std::uint64_t{0};
        Agreement agreement;
    };
    Slot& slot(std::uint64_t key) { return slots_[(key * 0x9e3779b97f4a7c15ULL >> 24) & mask_]; }

  private:
    std::vector<Slot> slots_;
    std::size_t mask_;
};

class Comparator {
  public:
    Comparator(const CanonicalField& field, std::uint8_t index);

    const std::vector<LevelInfo>& levels() const { return levels_; }
    /// Agreement of two values; missing if one of the codes is 0.
    Agreement compare(std::uint32_t a, std::uint32_t b, AgreementCache& cache) const {
        if (a == 0 || b == 0) return {};
        if (a == b) return same(a);
        Agreement out;
        if (!glance(a, b, out)) out = remembered(a, b, cache);
        return out;
    }
    /// Agreement of two values where their sketches settle it; otherwise false, and it takes
    /// compare() to know.
    bool settled(std::uint32_t a, std::uint32_t b, Agreement& out) const {
        if (a == 0 || b == 0) return true;
        if (a != b) return glance(a, b, out);
        out = same(a);
        return true;
    }
    /// What the term frequency of two different values can add at most.
    float most_gain(std::uint32_t a, std::uint32_t b) const {
        return -std::min(log_share_[a], log_share_[b]);
    }
    /// Takes the frequencies of values anew, after records were changed.
    void set_shares(const CanonicalField& field);
    /// ln of the share of filled records that have the value.
    float log_share(std::uint32_t code) const { return log_share_[code]; }
    const TextForms& text() const { return text_; }
    const std::vector<DateForm>& dates() const { return dates_; }
    /// Asks for what compare() will need of a value.
    void prefetch(std::uint32_t code) const {
        if (!text_.sketches.empty()) __builtin_prefetch(&text_.sketches[code]);
    }
    ValueKind kind() const { return kind_; }

  private:
    void tabulate(std::size_t records);
    Agreement same(std::uint32_t code) const;
    bool glance(std::uint32_t a, std::uint32_t b, Agreement& out) const;
    Agreement remembered(std::uint32_t a, std::uint32_t b, AgreementCache& cache) const;
    Agreement computed(std::uint32_t a, std::uint32_t b) const;
    Agreement near(std::uint8_t level, std::uint32_t a, std::uint32_t b) const;
    Agreement compare_names(std::uint32_t a, std::uint32_t b) const;
    Agreement compare_texts(std::uint32_t a, std::uint32_t b) const;
    Agreement compare_identifiers(std::uint32_t a, std::uint32_t b) const;
    Agreement compare_dates(std::uint32_t a, std::uint32_t b) const;
    Agreement compare_numbers(std::uint32_t a, std::uint32_t b) const;

    ValueKind kind_;
    std::uint8_t index_;
    /// Numbers of persons are handed out in rows: there relatives share the beginning.
    bool beginnings_tell_;
    std::vector<LevelInfo> levels_;
    std::vector<float> log_share_, inverse_share_;
    TextForms text_;
    std::vector<DateForm> dates_;
    std::vector<Day> days_;  ///< parallel to dates_
    std::vector<double> numbers_;
    std::vector<std::uint8_t> table_;  ///< level of each pair of values, where they are few
};

/// Level of dates of which one is not to the day, but which may be the same day.
inline constexpr std::uint8_t kCompatible = 7;

/// Levels of a kind of value, most alike first.
std::vector<LevelInfo> levels_of(ValueKind kind);

/// Level of two different days.
std::uint8_t day_level(const Day& a, const Day& b);

/// Level of two dates alone, without term frequency.
std::uint8_t date_level(const DateForm& a, const DateForm& b);

}  // namespace dalil::linking
