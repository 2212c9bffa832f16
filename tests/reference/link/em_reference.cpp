#include "tests/reference/link/em_reference.hpp"

namespace dalil::reference {

PairwiseEm em(const linking::Model& start, const std::vector<linking::ComparedPair>& pairs,
              double all_pairs, int rounds) {
    const std::size_t fields = start.fields.size();
    PairwiseEm out;
    out.match_share = start.match_share[0];
    for (const linking::FieldModel& field : start.fields) out.m.push_back(field.m);
    for (int round = 0; round < rounds; ++round) {
        std::vector<linking::LevelTable> counts(fields);
        double matches = 0;
        for (const linking::ComparedPair& pair : pairs) {
            double ratio = out.match_share;
            for (std::size_t f = 0; f < fields; ++f) {
                const std::uint8_t level = linking::level_of(pair.pattern, f);
                if (level != linking::kMissing)
                    ratio *= out.m[f][level] / start.fields[f].chance[level];
            }
            const double probability = ratio / (1 + ratio);
            matches += probability;
            for (std::size_t f = 0; f < fields; ++f) {
                const std::uint8_t level = linking::level_of(pair.pattern, f);
                if (level != linking::kMissing) counts[f][level] += probability;
            }
        }
        out.match_share = (matches + 0.5) / (all_pairs + 1);
        for (std::size_t f = 0; f < fields; ++f) {
            double total = 0;
            for (std::uint8_t l = 0; l < start.fields[f].levels; ++l) total += counts[f][l];
            for (std::uint8_t l = 0; l < start.fields[f].levels; ++l)
                out.m[f][l] = counts[f][l] / total;
        }
    }
    return out;
}

}  // namespace dalil::reference
