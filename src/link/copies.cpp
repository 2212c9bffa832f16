#include "link/copies.hpp"

#include <algorithm>
#include <numeric>

#include "dalil/base/hash.hpp"

namespace dalil::linking {
namespace {

bool same_row(const Canonical& canonical, std::uint32_t a, std::uint32_t b) {
    return canonical.source[a] == canonical.source[b] &&
           std::all_of(canonical.fields.begin(), canonical.fields.end(),
                       [&](const CanonicalField& f) { return f.codes[a] == f.codes[b]; });
}

/// A number of the person, or a name with a birth date to the day.
bool tells_who(const Canonical& canonical, std::uint32_t r) {
    bool name = false, birth = false, number = false;
    for (const auto* fields : {&canonical.fields, &canonical.constant})
        for (const CanonicalField& field : *fields) {
            const std::uint32_t code = field.codes[r];
            if (code == 0) continue;
            name = name || field.is_name;
            number = number || field.kind == ValueKind::Identifier;
            if (field.meaning == Meaning::BirthDate && !field.dates[code].derived)
                for (const DateReading& reading : field.dates[code].readings)
                    birth = birth || reading.day != 0;
        }
    return number || (name && birth);
}

}  // namespace

void silence_copies(Canonical& canonical, const Copies& copies) {
    for (CanonicalField& field : canonical.fields) {
        for (std::uint32_t r = 0; r < canonical.n; ++r)
            if (copies.left_out[r] != 0) field.codes[r] = 0;
        count_values(field);
    }
}

Copies find_copies(const Canonical& canonical, const Constraints& constraints) {
    Copies out;
    out.left_out.assign(canonical.n, 0);
    std::vector<std::uint64_t> digest(canonical.n, 0);
    for (const CanonicalField& field : canonical.fields)
        for (std::uint32_t r = 0; r < canonical.n; ++r)
            digest[r] = mix64(digest[r], field.codes[r]);
    std::vector<std::uint32_t> order(canonical.n);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (canonical.source[a] != canonical.source[b])
            return canonical.source[a] < canonical.source[b];
        return digest[a] < digest[b];
    });
    std::vector<std::uint8_t> decided(canonical.n, 0);
    for (const RecordEdge& e : constraints.different) decided[e.a] = decided[e.b] = 1;
    for (std::size_t i = 0; i < order.size();) {
        std::size_t j = i + 1;
        while (j < order.size() && same_row(canonical, order[i], order[j])) ++j;
        if (j - i > kCopiesKept) {
            const bool copies = tells_who(canonical, order[i]) &&
                                !canonical.source_has_no_duplicates[canonical.source[order[i]]];
            for (std::size_t k = i + kCopiesKept; k < j; ++k) {
                out.left_out[order[k]] = 1;
                if (copies && decided[order[k]] == 0) out.same.push_back({order[i], order[k]});
            }
            // The kept copies are one person too.
            for (std::size_t k = i + 1; copies && k < i + kCopiesKept; ++k)
                if (decided[order[k]] == 0) out.same.push_back({order[i], order[k]});
        }
        i = j;
    }
    return out;
}

}  // namespace dalil::linking
