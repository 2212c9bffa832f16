#include <algorithm>

#include "dalil/link/linkage.hpp"
#include "link/fit.hpp"

namespace dalil {

Linkage link(const RecordSet& records, const LinkOptions& options, const Context& context) {
    using namespace linking;
    const auto fitted = fit(records, options, context);
    Linkage out;
    const Canonical& canonical = fitted->canonical;
    std::vector<std::uint32_t> person(canonical.n, ~0U);
    out.person_of.resize(canonical.n);
    out.membership.assign(canonical.n, 1.0F);
    for (std::uint32_t r = 0; r < canonical.n; ++r) {
        const std::uint32_t label = fitted->partition.cluster_of[r];
        if (person[label] == ~0U) person[label] = out.people_partition++;
        out.person_of[canonical.original[r]] = person[label];
    }
    out.report.candidate_pairs = fitted->pairs.compared;
    out.report.patterns = fitted->patterns;
    out.people = {static_cast<double>(out.people_partition),
                  static_cast<double>(out.people_partition),
                  static_cast<double>(out.people_partition)};
    return out;
}

}  // namespace dalil
