#include "dalil/similarity/qgram.hpp"

#include <algorithm>

#include "dalil/base/result.hpp"
#include "similarity/pattern_mask.hpp"

namespace dalil {
namespace {

constexpr unsigned kUnitBits = 21;  // a code point; three fit into 64 bits

/// Each piece packed into a number, with a leading one so that lengths differ.
template <class Char>
std::vector<std::uint64_t> pieces(std::basic_string_view<Char> text, std::size_t q) {
    ENSURE(q >= 1 && q <= 3, "q-grams are packed for q of 1 to 3");
    std::vector<std::uint64_t> out;
    if (text.empty()) return out;
    const std::size_t length = std::min(q, text.size());
    for (std::size_t at = 0; at + length <= text.size(); ++at) {
        std::uint64_t packed = 1;
        for (std::size_t k = 0; k < length; ++k) {
            packed = (packed << kUnitBits) | similarity::unit(text[at + k]);
        }
        out.push_back(packed);
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

QGrams::QGrams(std::u32string_view text, std::size_t q) : grams_(pieces(text, q)) {}
QGrams::QGrams(std::string_view text, std::size_t q) : grams_(pieces(text, q)) {}

std::size_t QGrams::shared(const QGrams& other) const {
    std::size_t n = 0;
    auto a = grams_.begin();
    auto b = other.grams_.begin();
    while (a != grams_.end() && b != other.grams_.end()) {
        if (*a < *b) {
            ++a;
        } else if (*b < *a) {
            ++b;
        } else {
            ++n;
            ++a;
            ++b;
        }
    }
    return n;
}

std::size_t QGrams::distance(const QGrams& other) const {
    return size() + other.size() - 2 * shared(other);
}

double QGrams::dice(const QGrams& other) const {
    const std::size_t total = size() + other.size();
    return total == 0 ? 1.0 : 2.0 * static_cast<double>(shared(other)) / static_cast<double>(total);
}

double QGrams::jaccard(const QGrams& other) const {
    const std::size_t both = shared(other), either = size() + other.size() - both;
    return either == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(either);
}

std::size_t qgram_distance(std::u32string_view a, std::u32string_view b, std::size_t q) {
    return QGrams(a, q).distance(QGrams(b, q));
}
std::size_t qgram_distance(std::string_view a, std::string_view b, std::size_t q) {
    return QGrams(a, q).distance(QGrams(b, q));
}
double qgram_dice(std::u32string_view a, std::u32string_view b, std::size_t q) {
    return QGrams(a, q).dice(QGrams(b, q));
}
double qgram_dice(std::string_view a, std::string_view b, std::size_t q) {
    return QGrams(a, q).dice(QGrams(b, q));
}

}  // namespace dalil
