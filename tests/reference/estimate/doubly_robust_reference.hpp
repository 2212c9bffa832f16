// The doubly robust estimate of two lists, person by person, from the textbook: dense features,
// gradient ascent, no sharing of work.
#pragma once

#include <vector>

namespace dalil::reference {

struct ListedPerson {
    std::vector<double> features;
    bool first = false, second = false;
    unsigned fold = 0;
};

struct RobustReference {
    double doubly_robust = 0, plug_in = 0, variance = 0;
};

/// Factor on the listed people, learned by ridge regression on the other folds.
RobustReference doubly_robust(const std::vector<ListedPerson>& people, unsigned folds,
                              double penalty, double margin);

}  // namespace dalil::reference
