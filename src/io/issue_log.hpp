// io/issue_log.hpp: issues of one table while it is read: the first of each kind with their
// addresses, then one line that counts the rest, so that a file with a million faults stays
// readable.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/table/table.hpp"

namespace dalil::io {

class IssueLog {
  public:
    static constexpr std::uint64_t kListedPerCode = 20;

    explicit IssueLog(std::string sheet = {}) : sheet_(std::move(sheet)) {}

    /// `text` must not hold content of a cell.
    void add(std::string_view code, Severity severity, std::uint32_t row, std::uint32_t column,
             std::string_view text);
    /// Moves everything into the table, behind the issues it already has.
    void move_into(Table& table);

  private:
    std::string sheet_;
    std::vector<Issue> listed_;
    struct Tally {
        std::uint64_t seen = 0;
        std::size_t rest =
            0;  ///< index of the issue that counts what is not listed; 0 if there is none
    };
    std::map<std::string, Tally, std::less<>> tallies_;
};

}  // namespace dalil::io
