// similarity/edit_pattern.hpp: shared frame of the edit distances: ends dropped, cut-off,
// one-to-many form.
//
// A kernel is a type with
//     template <class Mask, class Char>
//     static std::size_t run(const Mask& pattern, std::basic_string_view<Char> text, std::size_t
//     cutoff);
// for a pattern and a text that are both not empty.
#pragma once

#include <algorithm>
#include <variant>

#include "similarity/pattern_mask.hpp"

namespace dalil::similarity {

inline std::size_t capped(std::size_t distance, std::size_t cutoff) {
    return distance <= cutoff ? distance : cutoff + 1;
}

inline std::size_t length_gap(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

template <class Kernel, class Char>
std::size_t edit_distance(std::basic_string_view<Char> a, std::basic_string_view<Char> b,
                          std::size_t cutoff) {
    if (length_gap(a.size(), b.size()) > cutoff) return cutoff + 1;
    drop_shared_ends(a, b);
    if (a.size() > b.size()) std::swap(a, b);
    if (a.empty()) return capped(b.size(), cutoff);
    if (cutoff == 0) return 1;
    return with_mask(a, [&](const auto& mask) { return Kernel::run(mask, b, cutoff); });
}

template <class Char>
double share_of_longer(std::size_t distance, std::basic_string_view<Char> a,
                       std::basic_string_view<Char> b) {
    const std::size_t longer = std::max(a.size(), b.size());
    return longer == 0 ? 1.0 : 1.0 - static_cast<double>(distance) / static_cast<double>(longer);
}

/// The mask of a stored pattern, of either size.
class AnyMask {
  public:
    template <class Char>
    explicit AnyMask(std::basic_string_view<Char> pattern) : mask_(make(pattern)) {}

    template <class Call>
    auto visit(Call call) const {
        return std::visit(call, mask_);
    }

    template <class Kernel, class Char>
    std::size_t distance(std::basic_string_view<Char> text, std::size_t cutoff) const {
        return visit([&](const auto& mask) {
            if (length_gap(mask.size(), text.size()) > cutoff) return cutoff + 1;
            if (mask.size() == 0) return text.size();
            if (text.empty()) return mask.size();
            return Kernel::run(mask, text, cutoff);
        });
    }

  private:
    using Variant = std::variant<WordMask, BlockMask>;

    template <class Char>
    static Variant make(std::basic_string_view<Char> pattern) {
        if (pattern.size() <= kWordBits) return WordMask(pattern);
        return BlockMask(pattern);
    }

    Variant mask_;
};

}  // namespace dalil::similarity
