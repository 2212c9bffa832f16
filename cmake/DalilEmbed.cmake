# dalil_embed(TARGET SYMBOL FILE): compiles a text file into a target as
# `extern const std::string_view SYMBOL` (SYMBOL with its namespace: dalil::page::kReportStyle).
# An edit of the file reruns the configuration; the source is rewritten only when it differs.
function(dalil_embed target symbol file)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    return()  # a module without sources
  endif()
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  string(REGEX MATCH "^(.+)::([A-Za-z0-9_]+)$" _ ${symbol})
  set(namespace ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  set(source ${CMAKE_BINARY_DIR}/generated/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"#include <string_view>
namespace @namespace@ {
extern const std::string_view @name@;
const std::string_view @name@ = R\"~embedded~(@text@)~embedded~\";
}  // namespace @namespace@
")
  target_sources(${target} PRIVATE ${source})
endfunction()
