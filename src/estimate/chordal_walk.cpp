#include "estimate/chordal_walk.hpp"

#include <bit>

namespace dalil {

namespace {

std::uint64_t bit(std::size_t list) {
    return std::uint64_t{1} << list;
}

}  // namespace

bool ChordalWalk::may_toggle(std::size_t a, std::size_t b) const {
    const std::uint64_t shared = common(a, b);
    if (joined(a, b)) {
        for (std::uint64_t rest = shared; rest != 0; rest &= rest - 1) {
            const auto list = static_cast<std::size_t>(std::countr_zero(rest));
            if ((shared & ~(graph_[list] | bit(list))) != 0) return false;
        }
        return true;
    }
    // Is there a way from a to b around their common neighbours?
    std::uint64_t reached = bit(a), open = reached;
    while (open != 0) {
        const auto list = static_cast<std::size_t>(std::countr_zero(open));
        open &= open - 1;
        const std::uint64_t fresh = graph_[list] & ~(reached | shared);
        if ((fresh & bit(b)) != 0) return false;
        reached |= fresh;
        open |= fresh;
    }
    return true;
}

void ChordalWalk::toggle(std::size_t a, std::size_t b) {
    graph_[a] ^= bit(b);
    graph_[b] ^= bit(a);
}

}  // namespace dalil
