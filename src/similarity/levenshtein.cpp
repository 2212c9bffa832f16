#include "dalil/similarity/levenshtein.hpp"

#include "similarity/edit_pattern.hpp"

namespace dalil {
namespace {

using similarity::AnyMask;
using similarity::BlockMask;
using similarity::capped;
using similarity::unit;
using similarity::WordMask;

// Myers (1999) in the form of Hyyrö (2003): bit i of vp (vn) says that the cell of row i + 1 is one
// more (less) than the cell above it; hp and hn say the same along the row.
struct LevenshteinKernel {
    template <class Char>
    static std::size_t run(const WordMask& pattern, std::basic_string_view<Char> text,
                           std::size_t cutoff) {
        std::uint64_t vp = ~std::uint64_t{0}, vn = 0;
        std::size_t score = pattern.size(), left = text.size();
        const std::uint64_t last = std::uint64_t{1} << (pattern.size() - 1);
        for (const Char c : text) {
            const std::uint64_t match = pattern.get(0, unit(c));
            const std::uint64_t d0 = (((match & vp) + vp) ^ vp) | match | vn;
            std::uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
            score += (hp & last) != 0;
            score -= (hn & last) != 0;
            // Each unit still to come lowers the last row by one at most.
            if (score > --left && score - left > cutoff) return cutoff + 1;
            hp = (hp << 1) | 1;
            hn <<= 1;
            vp = hn | ~(d0 | hp);
            vn = hp & d0;
        }
        return capped(score, cutoff);
    }

    template <class Char>
    static std::size_t run(const BlockMask& pattern, std::basic_string_view<Char> text,
                           std::size_t cutoff) {
        struct Column {
            std::uint64_t vp = ~std::uint64_t{0}, vn = 0;
        };
        std::vector<Column> columns(pattern.words());
        std::size_t score = pattern.size(), left = text.size();
        const std::uint64_t last = std::uint64_t{1} << ((pattern.size() - 1) % 64);
        for (const Char c : text) {
            std::uint64_t hp_in = 1, hn_in = 0;
            for (std::size_t word = 0; word < columns.size(); ++word) {
                auto& [vp, vn] = columns[word];
                const std::uint64_t match = pattern.get(word, unit(c)) | hn_in;
                const std::uint64_t d0 = (((match & vp) + vp) ^ vp) | match | vn;
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
            }
            if (score > --left && score - left > cutoff) return cutoff + 1;
        }
        return capped(score, cutoff);
    }
};

}  // namespace

std::size_t levenshtein(std::u32string_view a, std::u32string_view b, std::size_t cutoff) {
    return similarity::edit_distance<LevenshteinKernel>(a, b, cutoff);
}
std::size_t levenshtein(std::string_view a, std::string_view b, std::size_t cutoff) {
    return similarity::edit_distance<LevenshteinKernel>(a, b, cutoff);
}

double levenshtein_similarity(std::u32string_view a, std::u32string_view b) {
    return similarity::share_of_longer(levenshtein(a, b), a, b);
}
double levenshtein_similarity(std::string_view a, std::string_view b) {
    return similarity::share_of_longer(levenshtein(a, b), a, b);
}

struct LevenshteinPattern::Mask : AnyMask {
    using AnyMask::AnyMask;
};

LevenshteinPattern::LevenshteinPattern(std::u32string_view pattern)
    : mask_(std::make_unique<const Mask>(pattern)) {}
LevenshteinPattern::LevenshteinPattern(std::string_view pattern)
    : mask_(std::make_unique<const Mask>(pattern)) {}
LevenshteinPattern::LevenshteinPattern(LevenshteinPattern&&) noexcept = default;
LevenshteinPattern& LevenshteinPattern::operator=(LevenshteinPattern&&) noexcept = default;
LevenshteinPattern::~LevenshteinPattern() = default;

std::size_t LevenshteinPattern::distance(std::u32string_view text, std::size_t cutoff) const {
    return mask_->distance<LevenshteinKernel>(text, cutoff);
}
std::size_t LevenshteinPattern::distance(std::string_view text, std::size_t cutoff) const {
    return mask_->distance<LevenshteinKernel>(text, cutoff);
}

}  // namespace dalil
