// Issues of one list, collected so that a report stays readable: the first addresses of each kind
// one by one, then one line that stands for the rest.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dalil/base/issue.hpp"

namespace dalil {

class RecordIssues {
  public:
    /// Adds one oddity. `text` says what kind it is and never repeats the cell.
    void add(const std::string& code, Severity severity, const CellAddress& where,
             const std::string& text);
    /// Appends what was collected, ordered by code, and empties the log.
    void flush_into(std::vector<Issue>& issues);

  private:
    struct Kind {
        std::vector<Issue> first;
        Issue rest;
    };
    std::map<std::string, Kind> kinds_;
};

}  // namespace dalil
