// tests/page/example_views.hpp: views that show the report at its best and at its worst. All
// invented.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dalil/page/report_view.hpp"

namespace dalil::page {

ReportView normal_view();
ReportView refused_view();  ///< three lists that hardly meet
ReportView
upper_bound_view();  ///< names in several scripts, right-to-left lists, some not comparable
ReportView lower_bound_view();
ReportView one_list_view();
ReportView empty_view();
ReportView huge_view();     ///< 40 lists, 500 combinations, 90 years, 60 places
ReportView hostile_view();  ///< every string tries to break out

std::vector<std::pair<std::string, ReportView>> example_views();

}  // namespace dalil::page
