#include "synth/difficulty.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace dalil::synth {

namespace {

constexpr double kMostChance = 0.95;

void multiply(std::initializer_list<double*> chances, double factor) {
    for (double* chance : chances) *chance = std::min(kMostChance, *chance * factor);
}

void make_harder(ListPlan& plan, const SynthDifficulty& difficulty) {
    Trouble& t = plan.trouble;
    multiply({&t.typo, &t.variant, &t.parts_swapped, &t.birth_first_january, &t.age_off,
              &t.day_month_swapped, &t.year_off, &t.other_village, &t.event_off},
             difficulty.errors);
    multiply({&t.no_name, &t.no_father, &t.no_sex, &t.no_birth, &t.birth_year_only,
              &t.birth_month_only, &t.no_village, &t.no_event, &t.event_month_only},
             difficulty.missing);
    multiply({&plan.reach.base}, difficulty.reach);
    multiply({&plan.reach.twice}, difficulty.copies);
    plan.reach.more_than_twice = difficulty.copies > 1;
}

bool says(Cell cell, SynthColumn column) {
    switch (column) {
        case SynthColumn::Father:
            return cell == Cell::Father;
        case SynthColumn::Sex:
            return cell == Cell::Sex;
        case SynthColumn::Birth:
            return cell == Cell::Birth || cell == Cell::BirthYear || cell == Cell::Age;
        case SynthColumn::Place:
            return cell == Cell::District || cell == Cell::Village;
        case SynthColumn::Event:
            return cell == Cell::Event;
        case SynthColumn::Status:
            return cell == Cell::Status;
    }
    return false;
}

void leave_out(ListPlan& plan, SynthColumn column) {
    std::erase_if(plan.columns, [&](const ColumnPlan& c) { return says(c.cell, column); });
    // Full names hold the father's name too.
    if (column == SynthColumn::Father) plan.trouble.no_father = 1;
}

}  // namespace

Result<void> check_difficulty(const SynthOptions& options) {
    for (const unsigned list : options.which)
        if (list >= kMostSynthLists || std::ranges::count(options.which, list) > 1)
            return fail(Fault::Usage, "synth-lists",
                        "the lists to be made must be different ones of those that exist");
    const SynthDifficulty& d = options.difficulty;
    for (const double factor : {d.errors, d.missing, d.reach, d.copies, d.relatives, d.namesakes})
        if (!std::isfinite(factor) || factor < 0)
            return fail(Fault::Usage, "synth-difficulty",
                        "a factor of the difficulty is negative or no number");
    if (d.relatives > 2)
        return fail(Fault::Usage, "synth-difficulty", "the factor on relatives is at most 2");
    return {};
}

std::vector<ListPlan> plans_of(const SynthOptions& options) {
    std::vector<ListPlan> plans;
    if (options.which.empty()) {
        plans = list_plans(options.lists);
    } else {
        const auto all = list_plans(kMostSynthLists);
        for (const unsigned list : options.which) plans.push_back(all[list]);
    }
    for (ListPlan& plan : plans) {
        make_harder(plan, options.difficulty);
        for (const SynthColumn column : options.without) leave_out(plan, column);
    }
    return plans;
}

}  // namespace dalil::synth
