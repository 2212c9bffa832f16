#include "dalil/similarity/osa.hpp"

#include "similarity/edit_pattern.hpp"

namespace dalil {
namespace {

using similarity::AnyMask;
using similarity::BlockMask;
using similarity::capped;
using similarity::unit;
using similarity::WordMask;

// Hyyrö (2003), section 4: the Levenshtein columns, and a diagonal step of 0 also where the last
// two units of both strings are swapped: `swap` marks the rows where that can be.
struct OsaKernel {
    template <class Char>
    static std::size_t run(const WordMask& pattern, std::basic_string_view<Char> text,
                           std::size_t cutoff) {
        std::uint64_t vp = ~std::uint64_t{0}, vn = 0, d0 = 0, match_before = 0;
        std::size_t score = pattern.size(), left = text.size();
        const std::uint64_t last = std::uint64_t{1} << (pattern.size() - 1);
        for (const Char c : text) {
            const std::uint64_t match = pattern.get(0, unit(c));
            const std::uint64_t swap = ((~d0 & match) << 1) & match_before;
            d0 = (((match & vp) + vp) ^ vp) | match | vn | swap;
            std::uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
            score += (hp & last) != 0;
            score -= (hn & last) != 0;
            if (can_stop(score, --left, cutoff)) return cutoff + 1;
            hp = (hp << 1) | 1;
            hn <<= 1;
            vp = hn | ~(d0 | hp);
            vn = hp & d0;
            match_before = match;
        }
        return capped(score, cutoff);
    }

    template <class Char>
    static std::size_t run(const BlockMask& pattern, std::basic_string_view<Char> text,
                           std::size_t cutoff) {
        struct Column {
            std::uint64_t vp = ~std::uint64_t{0}, vn = 0, d0 = 0, match = 0;
        };
        std::vector<Column> columns(pattern.words());
        std::size_t score = pattern.size(), left = text.size();
        const std::uint64_t last = std::uint64_t{1} << ((pattern.size() - 1) % 64);
        for (const Char c : text) {
            std::uint64_t hp_in = 1, hn_in = 0, swap_in = 0;
            for (std::size_t word = 0; word < columns.size(); ++word) {
                auto& [vp, vn, d0, match_before] = columns[word];
                const std::uint64_t match = pattern.get(word, unit(c));
                const std::uint64_t could_swap = ~d0 & match;
                const std::uint64_t swap = ((could_swap << 1) | swap_in) & match_before;
                const std::uint64_t x = match | hn_in;
                d0 = (((x & vp) + vp) ^ vp) | x | vn | swap;
                std::uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
                if (word + 1 == columns.size()) {
                    score += (hp & last) != 0;
                    score -= (hn & last) != 0;
                }
                const std::uint64_t hp_out = hp >> 63, hn_out = hn >> 63;
                hp = (hp << 1) | hp_in;
                hn = (hn << 1) | hn_in;
                vp = hn | ~(d0 | hp);
                vn = hp & d0;
                hp_in = hp_out;
                hn_in = hn_out;
                swap_in = could_swap >> 63;
                match_before = match;
            }
            if (can_stop(score, --left, cutoff)) return cutoff + 1;
        }
        return capped(score, cutoff);
    }

  private:
    /// A swap spans two units of the text and may undo one edit already counted: one more than each
    /// unit to come.
    static bool can_stop(std::size_t score, std::size_t left, std::size_t cutoff) {
        return score > left + 1 && score - left - 1 > cutoff;
    }
};

}  // namespace

std::size_t osa(std::u32string_view a, std::u32string_view b, std::size_t cutoff) {
    return similarity::edit_distance<OsaKernel>(a, b, cutoff);
}
std::size_t osa(std::string_view a, std::string_view b, std::size_t cutoff) {
    return similarity::edit_distance<OsaKernel>(a, b, cutoff);
}

double osa_similarity(std::u32string_view a, std::u32string_view b) {
    return similarity::share_of_longer(osa(a, b), a, b);
}
double osa_similarity(std::string_view a, std::string_view b) {
    return similarity::share_of_longer(osa(a, b), a, b);
}

struct OsaPattern::Mask : AnyMask {
    using AnyMask::AnyMask;
};

OsaPattern::OsaPattern(std::u32string_view pattern)
    : mask_(std::make_unique<const Mask>(pattern)) {}
OsaPattern::OsaPattern(std::string_view pattern) : mask_(std::make_unique<const Mask>(pattern)) {}
OsaPattern::OsaPattern(OsaPattern&&) noexcept = default;
OsaPattern& OsaPattern::operator=(OsaPattern&&) noexcept = default;
OsaPattern::~OsaPattern() = default;

std::size_t OsaPattern::distance(std::u32string_view text, std::size_t cutoff) const {
    return mask_->distance<OsaKernel>(text, cutoff);
}
std::size_t OsaPattern::distance(std::string_view text, std::size_t cutoff) const {
    return mask_->distance<OsaKernel>(text, cutoff);
}

}  // namespace dalil
