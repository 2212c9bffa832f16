#include "dalil/similarity/jaro.hpp"

#include <algorithm>

#include "similarity/edit_pattern.hpp"

namespace dalil {
namespace {

using similarity::AnyMask;
using similarity::BlockMask;
using similarity::kWordBits;
using similarity::unit;
using similarity::WordMask;

constexpr double kBoostThreshold = 0.7, kPrefixWeight = 0.1;
constexpr std::size_t kLongestPrefix = 4;

std::size_t window_of(std::size_t a, std::size_t b) {
    const std::size_t longer = std::max(a, b);
    return longer < 4 ? 0 : longer / 2 - 1;
}

double score(std::size_t matches, std::size_t transposed, std::size_t a, std::size_t b) {
    if (matches == 0) return 0;
    const std::size_t half = transposed / 2;  // Jaro counts a pair of misplaced units once
    const auto m = static_cast<double>(matches), swaps = static_cast<double>(half);
    return (m / static_cast<double>(a) + m / static_cast<double>(b) + (m - swaps) / m) / 3;
}

/// The best score that a number of matches allows.
double bound(std::size_t matches, std::size_t a, std::size_t b) {
    return score(matches, 0, a, b);
}

std::uint64_t bits_below(std::size_t n) {
    return n >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

// Each unit of the text, in order, takes the first free equal unit of the pattern inside its
// window; `taken` holds the pattern's side of the matches, `matched` the text's.
template <class Char>
double jaro_of(const WordMask& pattern, std::basic_string_view<Char> text, double cutoff) {
    const std::size_t window = window_of(pattern.size(), text.size());
    std::uint64_t taken = 0;
    const std::size_t reach = std::min(text.size(), pattern.size() + window);
    char32_t matched[2 * kWordBits];
    std::size_t matches = 0;
    for (std::size_t j = 0; j < reach; ++j) {
        const std::size_t from = j > window ? j - window : 0;
        const std::uint64_t range = bits_below(j + window + 1) & ~bits_below(from);
        const std::uint64_t free = pattern.get(0, unit(text[j])) & range & ~taken;
        if (free == 0) continue;
        taken |= free & (~free + 1);
        matched[matches++] = unit(text[j]);
    }
    if (matches == 0 || bound(matches, pattern.size(), text.size()) < cutoff) return 0;
    std::size_t transposed = 0;
    for (std::size_t k = 0; k < matches; ++k) {
        const std::uint64_t place = taken & (~taken + 1);
        transposed += (pattern.get(0, matched[k]) & place) == 0;
        taken ^= place;
    }
    const double result = score(matches, transposed, pattern.size(), text.size());
    return result >= cutoff ? result : 0;
}

template <class Char>
double jaro_of(const BlockMask& pattern, std::basic_string_view<Char> text, double cutoff) {
    const std::size_t window = window_of(pattern.size(), text.size());
    std::vector<std::uint64_t> taken(pattern.words());
    std::vector<char32_t> matched;
    for (std::size_t j = 0; j < text.size(); ++j) {
        const std::size_t from = j > window ? j - window : 0;
        const std::size_t end = std::min(j + window + 1, pattern.size());
        if (from >= end) continue;
        for (std::size_t word = from / kWordBits; word * kWordBits < end; ++word) {
            const std::size_t first = word * kWordBits;
            const std::uint64_t range =
                bits_below(end - first) & ~bits_below(from > first ? from - first : 0);
            const std::uint64_t free = pattern.get(word, unit(text[j])) & range & ~taken[word];
            if (free == 0) continue;
            taken[word] |= free & (~free + 1);
            matched.push_back(unit(text[j]));
            break;
        }
    }
    if (matched.empty() || bound(matched.size(), pattern.size(), text.size()) < cutoff) return 0;
    std::size_t transposed = 0, k = 0;
    for (std::size_t word = 0; word < taken.size(); ++word) {
        for (std::uint64_t rest = taken[word]; rest != 0; rest &= rest - 1) {
            transposed += (pattern.get(word, matched[k++]) & (rest & (~rest + 1))) == 0;
        }
    }
    const double result = score(matched.size(), transposed, pattern.size(), text.size());
    return result >= cutoff ? result : 0;
}

template <class Mask, class Char>
double jaro_or_empty(const Mask& pattern, std::basic_string_view<Char> text, double cutoff) {
    if (pattern.size() == 0 || text.empty()) return pattern.size() == text.size() ? 1.0 : 0.0;
    if (cutoff > 0 &&
        bound(std::min(pattern.size(), text.size()), pattern.size(), text.size()) < cutoff) {
        return 0;
    }
    return jaro_of(pattern, text, cutoff);
}

/// The Jaro similarity that is needed to reach `cutoff` after the boost.
double needed_before_boost(double cutoff, std::size_t prefix) {
    if (cutoff <= kBoostThreshold) return std::min(cutoff, kBoostThreshold);
    const double weight = kPrefixWeight * static_cast<double>(prefix);
    const double needed =
        (cutoff - weight) / (1 - weight) - 1e-9;  // lets rounding pass; tested below
    return std::max(needed, kBoostThreshold);
}

double boosted(double similarity, std::size_t prefix, double cutoff) {
    if (similarity > kBoostThreshold) {
        similarity += kPrefixWeight * static_cast<double>(prefix) * (1 - similarity);
    }
    return similarity >= cutoff ? similarity : 0;
}

template <class A, class B>
std::size_t shared_prefix(const A& a, const B& b) {
    const std::size_t end = std::min({a.size(), b.size(), kLongestPrefix});
    std::size_t n = 0;
    while (n < end && unit(a[n]) == unit(b[n])) ++n;
    return n;
}

template <class Char>
double plain_jaro(std::basic_string_view<Char> a, std::basic_string_view<Char> b, double cutoff) {
    return similarity::with_mask(a,
                                 [&](const auto& mask) { return jaro_or_empty(mask, b, cutoff); });
}

template <class Char>
double plain_jaro_winkler(std::basic_string_view<Char> a, std::basic_string_view<Char> b,
                          double cutoff) {
    const std::size_t prefix = shared_prefix(a, b);
    return boosted(plain_jaro(a, b, needed_before_boost(cutoff, prefix)), prefix, cutoff);
}

}  // namespace

double jaro(std::u32string_view a, std::u32string_view b, double cutoff) {
    return plain_jaro(a, b, cutoff);
}
double jaro(std::string_view a, std::string_view b, double cutoff) {
    return plain_jaro(a, b, cutoff);
}
double jaro_winkler(std::u32string_view a, std::u32string_view b, double cutoff) {
    return plain_jaro_winkler(a, b, cutoff);
}
double jaro_winkler(std::string_view a, std::string_view b, double cutoff) {
    return plain_jaro_winkler(a, b, cutoff);
}

struct JaroPattern::State {
    template <class Char>
    explicit State(std::basic_string_view<Char> pattern) : mask(pattern) {
        for (const Char c : pattern.substr(0, kLongestPrefix)) prefix.push_back(unit(c));
    }
    template <class Char>
    double jaro(std::basic_string_view<Char> text, double cutoff) const {
        return mask.visit([&](const auto& m) { return jaro_or_empty(m, text, cutoff); });
    }
    template <class Char>
    double jaro_winkler(std::basic_string_view<Char> text, double cutoff) const {
        const std::size_t shared = shared_prefix(prefix, text);
        return boosted(jaro(text, needed_before_boost(cutoff, shared)), shared, cutoff);
    }

    AnyMask mask;
    std::u32string prefix;
};

JaroPattern::JaroPattern(std::u32string_view pattern)
    : state_(std::make_unique<const State>(pattern)) {}
JaroPattern::JaroPattern(std::string_view pattern)
    : state_(std::make_unique<const State>(pattern)) {}
JaroPattern::JaroPattern(JaroPattern&&) noexcept = default;
JaroPattern& JaroPattern::operator=(JaroPattern&&) noexcept = default;
JaroPattern::~JaroPattern() = default;

double JaroPattern::jaro(std::u32string_view text, double cutoff) const {
    return state_->jaro(text, cutoff);
}
double JaroPattern::jaro(std::string_view text, double cutoff) const {
    return state_->jaro(text, cutoff);
}
double JaroPattern::jaro_winkler(std::u32string_view text, double cutoff) const {
    return state_->jaro_winkler(text, cutoff);
}
double JaroPattern::jaro_winkler(std::string_view text, double cutoff) const {
    return state_->jaro_winkler(text, cutoff);
}

}  // namespace dalil
