#include "io/issue_log.hpp"

#include <iterator>

namespace dalil::io {

void IssueLog::add(std::string_view code, Severity severity, std::uint32_t row,
                   std::uint32_t column, std::string_view text) {
    auto it = tallies_.find(code);
    if (it == tallies_.end()) it = tallies_.emplace(std::string(code), Tally{}).first;
    Tally& tally = it->second;
    if (tally.seen++ < kListedPerCode) {
        listed_.push_back({it->first, severity, {{}, sheet_, row, column}, std::string(text), 1});
    } else if (tally.rest == 0) {
        tally.rest = listed_.size();
        listed_.push_back(
            {it->first, severity, {{}, sheet_, 0, 0}, std::string(text) + " (more cases)", 1});
    } else {
        ++listed_[tally.rest].count;
    }
}

void IssueLog::move_into(Table& table) {
    for (Issue& issue : table.issues) issue.where.sheet = sheet_;
    table.issues.insert(table.issues.end(), std::make_move_iterator(listed_.begin()),
                        std::make_move_iterator(listed_.end()));
    listed_.clear();
    tallies_.clear();
}

}  // namespace dalil::io
