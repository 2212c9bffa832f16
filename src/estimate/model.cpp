#include "estimate/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <set>

#include "dalil/base/result.hpp"

namespace dalil {

namespace {

void sort_terms(std::vector<std::uint64_t>& terms) {
    std::sort(terms.begin(), terms.end(), [](std::uint64_t a, std::uint64_t b) {
        return std::pair(std::popcount(a), a) < std::pair(std::popcount(b), b);
    });
}

std::vector<int> members(std::uint64_t set) {
    std::vector<int> lists;
    for (; set != 0; set &= set - 1) lists.push_back(std::countr_zero(set) + 1);
    return lists;
}

/// Adds all downward closed families over sets[at..] to `models`; `family` is a bit set of sets of
/// lists.
void extend(const std::vector<std::uint64_t>& sets, std::size_t at, std::uint32_t family,
            std::size_t lists, std::vector<Model>& models) {
    if (at == sets.size()) {
        Model model = main_effects(lists);
        for (const std::uint64_t set : sets) {
            if (family >> set & 1) model.terms.push_back(set);
        }
        models.push_back(std::move(model));
        return;
    }
    extend(sets, at + 1, family, lists, models);
    const std::uint64_t set = sets[at];
    for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
        const std::uint64_t face = set & ~(rest & (~rest + 1));
        if (std::popcount(face) > 1 && (family >> face & 1) == 0) return;
    }
    extend(sets, at + 1, family | std::uint32_t{1} << set, lists, models);
}

}  // namespace

Model main_effects(std::size_t lists) {
    Model model{lists, {}};
    for (std::size_t j = 0; j < lists; ++j) model.terms.push_back(std::uint64_t{1} << j);
    return model;
}

Model closed_model(std::size_t lists, const std::vector<std::uint64_t>& generators) {
    std::set<std::uint64_t> terms;
    for (const std::uint64_t main : main_effects(lists).terms) terms.insert(main);
    for (const std::uint64_t generator : generators) {
        ENSURE(std::popcount(generator) <= 16, "an effect of a few lists");
        for (std::uint64_t subset = generator; subset != 0; subset = (subset - 1) & generator) {
            terms.insert(subset);
        }
    }
    Model model{lists, {terms.begin(), terms.end()}};
    sort_terms(model.terms);
    return model;
}

std::vector<Model> all_models(std::size_t lists) {
    ENSURE(lists >= 1 && lists <= 5, "models are enumerated up to five lists");
    std::vector<std::uint64_t> sets;
    for (std::uint64_t set = 1; set + 1 < std::uint64_t{1} << lists; ++set) {
        if (std::popcount(set) > 1) sets.push_back(set);
    }
    sort_terms(sets);
    std::vector<Model> models;
    extend(sets, 0, 0, lists, models);
    return models;
}

std::string model_name(const Model& model) {
    std::vector<std::uint64_t> largest;
    for (const std::uint64_t term : model.terms) {
        const bool inside = std::any_of(
            model.terms.begin(), model.terms.end(),
            [&](std::uint64_t other) { return other != term && (other & term) == term; });
        if (!inside) largest.push_back(term);
    }
    std::sort(largest.begin(), largest.end(), [](std::uint64_t a, std::uint64_t b) {
        if (std::popcount(a) != std::popcount(b)) return std::popcount(a) > std::popcount(b);
        return members(a) < members(b);
    });
    std::string name = "[";
    for (const std::uint64_t term : largest) {
        if (name.size() > 1) name += ',';
        name += fmt::format("{}", fmt::join(members(term), model.lists > 9 ? "." : ""));
    }
    return name + "]";
}

std::optional<Model> parse_model(std::string_view name, std::size_t lists) {
    if (name.size() < 3 || name.front() != '[' || name.back() != ']') return std::nullopt;
    name = name.substr(1, name.size() - 2);
    std::vector<std::uint64_t> generators;
    const std::uint64_t everything =
        lists >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << lists) - 1;
    while (true) {
        const std::string_view part = name.substr(0, name.find(','));
        std::uint64_t set = 0;
        for (std::size_t i = 0; i < part.size();) {
            // Up to nine lists each digit is a list; beyond, numbers stand between dots.
            const std::size_t length = lists > 9 ? std::min(part.find('.', i), part.size()) - i : 1;
            unsigned list = 0;
            const auto read = std::from_chars(part.data() + i, part.data() + i + length, list);
            if (read.ec != std::errc{} || read.ptr != part.data() + i + length) return std::nullopt;
            if (list < 1 || list > lists) return std::nullopt;
            set |= std::uint64_t{1} << (list - 1);
            i += length + (lists > 9 ? 1 : 0);
        }
        if (set == 0 || set == everything || std::popcount(set) > 16) return std::nullopt;
        generators.push_back(set);
        if (part.size() == name.size()) break;
        name.remove_prefix(part.size() + 1);
    }
    return closed_model(lists, generators);
}

}  // namespace dalil
