#include "dalil/link/saved_model.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "link/crossed.hpp"
#include "link/stored_weights.hpp"

namespace dalil {
namespace linking {
namespace {

/// Calls use(name, table) for every stored table of a field.
template <class Field, class Use>
void for_each_table(Field& field, Use use) {
    use(std::string("m"), field.m);
    use(std::string("chance"), field.chance);
    use(std::string("u"), field.chance_share);
    use(std::string("theta"), field.theta);
    for (int k = 0; k < kRelatedClasses; ++k)
        use(fmt::format("related_{}", k + 1), field.related[static_cast<std::size_t>(k)]);
}

SavedModel::Field saved_field(const Fit& fit, std::size_t f) {
    SavedModel::Field out;
    out.key = fit.canonical.fields[f].key;
    for (const LevelInfo& level : fit.comparators[f].levels()) out.levels.emplace_back(level.name);
    const FieldModel& field = fit.model.fields[f];
    for_each_table(field, [&](std::string name, const LevelTable& table) {
        out.numbers.emplace_back(std::move(name),
                                 std::vector<double>(table.begin(), table.begin() + field.levels));
    });
    out.numbers.emplace_back("alpha", std::vector<double>{field.alpha});
    return out;
}

bool same_levels(const SavedModel::Field& saved, const Comparator& comparator) {
    const auto& levels = comparator.levels();
    return std::equal(
        saved.levels.begin(), saved.levels.end(), levels.begin(), levels.end(),
        [](const std::string& name, const LevelInfo& level) { return name == level.name; });
}

/// Every table is there, and the numbers are such that logarithms exist.
bool is_whole(const SavedModel::Field& saved) {
    FieldModel expected;
    std::size_t found = 0, wanted = 1;
    for_each_table(expected, [&](const std::string& name, LevelTable&) {
        ++wanted;
        for (const auto& [stored, numbers] : saved.numbers)
            found += stored == name && numbers.size() == saved.levels.size();
    });
    for (const auto& [stored, numbers] : saved.numbers) {
        found += stored == "alpha" && numbers.size() == 1;
        const bool needs_logarithm = stored == "m" || stored == "chance";
        for (const double x : numbers)
            if (!(x >= 0) || !(x < 1e300) || (needs_logarithm && x == 0)) return false;
    }
    return found == wanted;
}

FieldModel restored_field(const SavedModel::Field& saved, const CanonicalField& values,
                          const Comparator& comparator) {
    FieldModel out;
    out.levels = static_cast<std::uint8_t>(comparator.levels().size());
    for (std::uint8_t l = 0; l < out.levels; ++l) out.group[l] = comparator.levels()[l].group;
    out.role = values.role;
    out.is_name = values.is_name;
    out.is_birth = values.meaning == Meaning::BirthDate;
    out.is_number = values.meaning == Meaning::Identifier;
    for_each_table(out, [&](const std::string& name, LevelTable& table) {
        for (const auto& [stored, numbers] : saved.numbers)
            if (stored == name) std::copy(numbers.begin(), numbers.end(), table.begin());
    });
    for (const auto& [stored, numbers] : saved.numbers)
        if (stored == "alpha") out.alpha = numbers.front();
    update_logs(out);
    return out;
}

}  // namespace

bool fits(const SavedModel& saved, const Fit& fit, bool new_lists) {
    if (saved.fields.size() != fit.canonical.fields.size() ||
        saved.related_share.size() != kRelatedClasses)
        return false;
    for (std::size_t f = 0; f < saved.fields.size(); ++f)
        if (saved.fields[f].key != fit.canonical.fields[f].key ||
            !same_levels(saved.fields[f], fit.comparators[f]) || !is_whole(saved.fields[f]))
            return false;
    for (const std::string& name : fit.canonical.source_names)
        if (!new_lists && std::none_of(saved.list_pairs.begin(), saved.list_pairs.end(),
                                       [&](const auto& pair) { return pair.a == name; }))
            return false;
    return true;
}

void take_weights(const SavedModel& saved, Fit& fit) {
    Model& model = fit.model;
    model = {};
    count_pairs(model, fit.canonical);
    for (std::size_t f = 0; f < saved.fields.size(); ++f)
        model.fields.push_back(
            restored_field(saved.fields[f], fit.canonical.fields[f], fit.comparators[f]));
    std::copy(saved.related_share.begin(), saved.related_share.end(), model.related_share.begin());
    std::map<std::string, std::uint32_t> number;
    for (std::uint32_t s = 0; s < fit.canonical.sources(); ++s)
        number[fit.canonical.source_names[s]] = s;
    for (const SavedModel::ListPair& pair : saved.list_pairs) {
        const auto a = number.find(pair.a), b = number.find(pair.b);
        if (a != number.end() && b != number.end())
            model.match_share[model.list_pair(a->second, b->second)] = pair.match_share;
    }
}

void take_exchanged_names(const std::vector<std::uint32_t>& records, Fit& fit) {
    fit.uncrossed.assign(fit.canonical.n, 0);
    const auto names = name_columns(fit.canonical);
    if (!names || records.empty()) return;
    CanonicalField &given = fit.canonical.fields[names->given],
                   &family = fit.canonical.fields[names->family];
    for (const std::uint32_t record : records) {
        if (record >= fit.canonical.n) continue;
        const std::uint32_t r = fit.canonical.canonical[record];
        fit.uncrossed[r] = 1;
        std::swap(given.codes[r], family.codes[r]);
    }
    count_values(given);
    count_values(family);
    for (std::size_t f = 0; f < fit.comparators.size(); ++f)
        fit.comparators[f].set_shares(fit.canonical.fields[f]);
}

}  // namespace linking

SavedModel save_model(const Linkage& linkage) {
    SavedModel out;
    if (!linkage.model) return out;
    const linking::Fit& fit = *linkage.model->fit;
    for (std::size_t f = 0; f < fit.canonical.fields.size(); ++f)
        out.fields.push_back(linking::saved_field(fit, f));
    const linking::Model& model = fit.model;
    for (std::uint32_t s = 0; s < model.sources; ++s)
        for (std::uint32_t t = s; t < model.sources; ++t) {
            const std::uint32_t at = model.list_pair(s, t);
            out.list_pairs.push_back({fit.canonical.source_names[s], fit.canonical.source_names[t],
                                      model.match_share[at], model.pair_count[at]});
        }
    out.related_share.assign(model.related_share.begin(), model.related_share.end());
    for (std::uint32_t r = 0; r < fit.uncrossed.size(); ++r)
        if (fit.uncrossed[r] != 0) out.uncrossed.push_back(fit.canonical.original[r]);
    std::sort(out.uncrossed.begin(), out.uncrossed.end());
    return out;
}

std::shared_ptr<const LinkModel> restore_model(const RecordSet& records, const SavedModel& saved,
                                               const LinkOptions& options) {
    auto fit = std::make_unique<linking::Fit>();
    linking::prepare(*fit, records, options);
    if (!linking::fits(saved, *fit, false)) return nullptr;
    linking::take_exchanged_names(saved.uncrossed, *fit);
    linking::take_weights(saved, *fit);
    return std::make_shared<const LinkModel>(std::move(fit));
}

}  // namespace dalil
