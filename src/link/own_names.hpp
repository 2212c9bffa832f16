// link/own_names.hpp: a person's own surname in the name of a relative ("Maria Kovac, mother" of
// Ivan Kovac) is the same evidence twice.
//
// Two people who share a surname would look alike in their relatives too, and where many do, the
// weights would be learned from families. The words of a relative that are the person's own family
// name, or its other gender or a misspelling of it, are left out; what remains is compared.
#pragma once

#include "link/canonical.hpp"

namespace dalil::linking {

void drop_own_names(Canonical& canonical);

}  // namespace dalil::linking
