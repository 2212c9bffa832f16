#include "link/groups.hpp"

#include <numeric>

#include "dalil/base/parallel.hpp"

namespace dalil::linking {

Groups::Groups(const std::vector<std::uint32_t>& label_of, const EntityModel& entity,
               const Context& context)
    : entity_(entity), begin_(label_of.size() + 1, 0) {
    for (const std::uint32_t label : label_of) ++begin_[label + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    members_.resize(label_of.size());
    std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
    std::vector<std::uint32_t> labels;
    for (std::uint32_t r = 0; r < label_of.size(); ++r) {
        members_[next[label_of[r]]++] = r;
        if (label_of[r] == r && size(r) > kKeptAbove) labels.push_back(r);
    }
    std::vector<Cluster> clusters(labels.size());
    parallel_for(context, labels.size(), 64, [&](std::size_t begin, std::size_t end) {
        EntityWork work(14);
        for (std::size_t i = begin; i < end; ++i)
            entity.fill(records(labels[i]), work, clusters[i]);
    });
    for (std::size_t i = 0; i < labels.size(); ++i)
        large_.emplace(labels[i], std::move(clusters[i]));
}

}  // namespace dalil::linking
