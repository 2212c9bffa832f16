#include "tests/reference/estimate/doubly_robust_reference.hpp"

#include <algorithm>
#include <cmath>

namespace dalil::reference {

namespace {

double chance(const std::vector<double>& at, const std::vector<double>& x) {
    double sum = at[0];
    for (std::size_t i = 0; i < x.size(); ++i) sum += at[i + 1] * x[i];
    return 1 / (1 + std::exp(-sum));
}

/// Ridge logistic regression of being on both lists among the people of one of them outside
/// `held_out`, one coordinate at a time.
std::vector<double> fit(const std::vector<ListedPerson>& people, unsigned held_out, double penalty,
                        bool ListedPerson::* among) {
    std::vector<double> at(people.front().features.size() + 1, 0.0);
    for (int sweep = 0; sweep < 3000; ++sweep) {
        double largest = 0;
        for (std::size_t i = 0; i < at.size(); ++i) {
            double score = i == 0 ? 0 : -penalty * at[i], information = i == 0 ? 0 : penalty;
            if (i == 0) {  // a twentieth of a person on either side
                const double p = 1 / (1 + std::exp(-at[0]));
                score += 0.05 - 0.1 * p;
                information += 0.1 * p * (1 - p);
            }
            for (const ListedPerson& person : people) {
                if (person.fold == held_out || !(person.*among)) continue;
                const double p = chance(at, person.features);
                const double x = i == 0 ? 1 : person.features[i - 1];
                score += x * ((person.first && person.second ? 1 : 0) - p);
                information += x * x * p * (1 - p);
            }
            at[i] += score / information;
            largest = std::max(largest, std::abs(score / information));
        }
        if (largest < 1e-12) break;
    }
    return at;
}

}  // namespace

RobustReference doubly_robust(const std::vector<ListedPerson>& people, unsigned folds,
                              double penalty, double margin) {
    std::vector<double> values;
    RobustReference out;
    const auto n = static_cast<double>(people.size());
    for (unsigned fold = 0; fold < folds; ++fold) {
        const auto one = fit(people, fold, penalty, &ListedPerson::second);
        const auto two = fit(people, fold, penalty, &ListedPerson::first);
        for (const ListedPerson& person : people) {
            if (person.fold != fold) continue;
            const double r1 = chance(one, person.features), r2 = chance(two, person.features);
            const double either = 1 - (1 - r1) * (1 - r2);
            const double q12 = std::max(margin, r1 * r2 / either);
            const double q1 = std::max(q12, r1 / either), q2 = std::max(q12 / q1, r2 / either);
            const double y1 = person.first ? 1 : 0, y2 = person.second ? 1 : 0;
            values.push_back(q1 * q2 / q12 * (y1 / q1 + y2 / q2 - y1 * y2 / q12));
            out.plug_in += q1 * q2 / q12 / n;
        }
    }
    for (const double value : values) out.doubly_robust += value / n;
    for (const double value : values)
        out.variance += (value - out.doubly_robust) * (value - out.doubly_robust) / n;
    return out;
}

}  // namespace dalil::reference
