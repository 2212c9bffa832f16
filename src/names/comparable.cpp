// Which scripts the rules reach. The figures are those of bench/names_scripts.cpp on pairs of full
// names; the table is in docs/methods/names.md. A new rule that changes them changes this file.
#include <algorithm>
#include <iterator>

#include "dalil/names/name.hpp"

namespace dalil {
namespace {

struct Measured {
    Script a, b;
    double reached;  ///< share of true pairs of full names that share the skeleton of at least one
                     ///< word
    double near;  ///< share whose words all find a partner at most one edit of the skeleton apart
};

constexpr Measured kMeasured[] = {
    {Script::Arabic, Script::Cyrillic, 0.981, 0.961}, {Script::Arabic, Script::Han, 0.953, 0.907},
    {Script::Arabic, Script::Latin, 0.969, 0.930},    {Script::Cyrillic, Script::Han, 0.909, 0.926},
    {Script::Cyrillic, Script::Latin, 0.963, 0.920},  {Script::Han, Script::Latin, 0.902, 0.896},
};

/// Below this, more than one true pair in seven would have no key and no near form: the lists
/// cannot be counted.
constexpr double kLeastShare = 0.85;

}  // namespace

bool scripts_comparable(Script a, Script b) {
    if (a == b || a == Script::None || b == Script::None) return true;
    return std::any_of(std::begin(kMeasured), std::end(kMeasured), [&](const Measured& pair) {
        const bool same = (pair.a == a && pair.b == b) || (pair.a == b && pair.b == a);
        return same && pair.reached >= kLeastShare && pair.near >= kLeastShare;
    });
}

}  // namespace dalil
