// synth/sighting.hpp: what one list got to know of one person, with its errors, and how it writes
// that down.
#pragma once

#include <string>
#include <vector>

#include "dalil/base/random.hpp"
#include "synth/list_plan.hpp"
#include "synth/world.hpp"

namespace dalil::synth {

/// A day of which parts may be unknown (0).
struct KnownDay {
    int year = 0, month = 0, day = 0;
    bool about = false;
};

struct Sighting {
    bool named = true, sex_known = true;
    Sex sex = Sex::Male;
    std::string given, family, father;  ///< as written; father may be empty
    bool parts_swapped = false;
    KnownDay birth, event;
    int age = -1;  ///< at the arrest; -1 unknown
    std::string village, district;
    Status status = Status::Detained;
    std::string relative, document;
};

Sighting observe(const Person& person, const ListPlan& plan, Rng& rng);

/// The cells of one row; `number` is the running number of the list.
Row write_row(const Sighting& sighting, const ListPlan& plan, std::uint64_t number);

}  // namespace dalil::synth
