#include "link/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "dalil/names/name.hpp"
#include "dalil/text/unicode.hpp"

namespace dalil::linking {
namespace {

constexpr double kScriptShare = 0.05;  ///< of a list's names: rarer scripts are strays
constexpr std::size_t kScripts = static_cast<std::size_t>(Script::Other) + 1;

/// By list: the scripts that at least one name in twenty is written in.
std::vector<std::vector<Script>> scripts_of_names(const Canonical& canonical) {
    std::vector<std::array<std::uint64_t, kScripts>> counts(canonical.sources());
    for (auto& c : counts) c.fill(0);
    for (const auto* fields : {&canonical.fields, &canonical.constant})
        for (const CanonicalField& field : *fields) {
            if (!field.is_name) continue;
            std::vector<Script> script(field.values.size(), Script::None);
            for (std::size_t v = 1; v < field.values.size(); ++v)
                script[v] = dominant_script(field.values[v]);
            for (std::uint32_t r = 0; r < canonical.n; ++r)
                ++counts[canonical.source[r]][static_cast<std::size_t>(script[field.codes[r]])];
        }
    std::vector<std::vector<Script>> out(counts.size());
    for (std::size_t s = 0; s < counts.size(); ++s) {
        counts[s][static_cast<std::size_t>(Script::None)] = 0;
        double total = 0;
        for (const std::uint64_t c : counts[s]) total += static_cast<double>(c);
        for (std::size_t k = 0; k < kScripts; ++k)
            if (total > 0 && static_cast<double>(counts[s][k]) >= kScriptShare * total)
                out[s].push_back(static_cast<Script>(k));
    }
    return out;
}

std::vector<std::string> incomparable_scripts(const Canonical& canonical) {
    const auto scripts = scripts_of_names(canonical);
    std::vector<std::string> out;
    for (std::size_t s = 0; s < scripts.size(); ++s)
        for (std::size_t t = s; t < scripts.size(); ++t)
            for (const Script a : scripts[s])
                for (const Script b : scripts[t]) {
                    if (a == b || scripts_comparable(a, b)) continue;
                    const auto [low, high] = std::minmax(a, b);
                    out.push_back(fmt::format("{} / {}", script_name(low), script_name(high)));
                }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void add_levels(const Fit& fit, LinkReport& out) {
    for (std::size_t f = 0; f < fit.model.fields.size(); ++f) {
        const FieldModel& field = fit.model.fields[f];
        for (std::uint8_t l = 0; l < field.levels; ++l)
            out.levels.push_back({fit.canonical.fields[f].key,
                                  std::string(fit.comparators[f].levels()[l].name), field.m[l],
                                  std::min(field.chance_share[l], 1.0),
                                  static_cast<double>(field.log_match[l]) / std::log(2.0)});
    }
}

void add_warnings(const Fit& fit, LinkReport& out) {
    const auto& fields = fit.canonical.fields;
    if (fields.empty()) {
        out.warnings.emplace_back(
            "No field tells people apart: every record is counted as a person.");
        return;
    }
    if (std::all_of(fields.begin(), fields.end(),
                    [](const CanonicalField& f) { return f.is_name; }))
        out.warnings.emplace_back(
            "Nothing but names can be compared. A name alone never makes one person of two "
            "records, so every "
            "record is counted as a person.");
    double pairs = 0, matches = 0;
    for (std::size_t p = 0; p < fit.model.pair_count.size(); ++p) {
        pairs += fit.model.pair_count[p];
        matches += fit.model.pair_count[p] * fit.model.match_share[p];
    }
    if (pairs > 0 && matches < 10)
        out.warnings.emplace_back(
            "Fewer than ten links are expected: the weights rest on their starting values more "
            "than on the data.");
    if (const auto cut = std::count(fit.partition.cut.begin(), fit.partition.cut.end(), 1); cut > 0)
        out.warnings.push_back(fmt::format(
            "{} records are so much alike that not all ways of joining them were looked "
            "at, and the interval leaves out their doubt. Check in the recipe that "
            "each column is what it is taken for: names, dates and numbers of persons "
            "tell people apart, categories do not.",
            cut));
    if (!fit.copies.same.empty())
        out.warnings.push_back(
            fmt::format("{} rows repeat another row of their list in every field and were taken "
                        "for copies of it.",
                        fit.copies.same.size()));
}

}  // namespace

LinkReport make_report(const Fit& fit) {
    LinkReport out;
    out.candidate_pairs = fit.pairs.compared;
    out.patterns = fit.patterns;
    for (const CanonicalField& field : fit.canonical.fields) out.fields_used.push_back(field.key);
    out.keys_used = fit.keys_used;
    add_levels(fit, out);
    add_warnings(fit, out);
    out.incomparable_scripts = incomparable_scripts(fit.canonical);
    return out;
}

}  // namespace dalil::linking
