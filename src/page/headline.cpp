#include <fmt/format.h>

#include <algorithm>

#include "dalil/page/report_view.hpp"
#include "dalil/plot/numerals.hpp"
#include "page/words.hpp"

namespace dalil::page {

namespace {

std::string documented_part(const ReportView& view) {
    const std::string people = count_of(view.people.median, "person", "people");
    const bool one = people == "1 person";
    return fmt::format("{}{} {} documented", view.upper_bound ? "At most " : "", people,
                       one ? "is" : "are");
}

std::string unlisted_part(const ReportView& view) {
    const EstimateView& estimate = view.estimate;
    if (!estimate.total) {
        return estimate.reasons.empty()
                   ? ""
                   : "; how many were never listed cannot be said from these lists";
    }
    const double unlisted = std::max(estimate.total->median - estimate_base(view).median, 0.0);
    const std::string number = plot::format_about(unlisted);
    if (number == "0") {
        return estimate.lower_bound ? "" : "; few, if any, were never listed";
    }
    const std::string scope =
        view.estimate_scope.empty() ? "" : "from " + view.estimate_scope + ", ";
    return fmt::format("; {}{} {} more {} never listed", scope,
                       estimate.lower_bound ? "at least" : "about", number,
                       number == "1" ? "was" : "were");
}

}  // namespace

std::string headline(const ReportView& view) {
    if (view.records == 0) return "No records of people were found";
    return documented_part(view) + unlisted_part(view);
}

}  // namespace dalil::page
