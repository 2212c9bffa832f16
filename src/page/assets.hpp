// page/assets.hpp: files of web/ that are compiled into the program (cmake/DalilEmbed.cmake).
#pragma once

#include <string_view>

namespace dalil::page {

extern const std::string_view kReportStyle;  ///< web/report.css

}  // namespace dalil::page
