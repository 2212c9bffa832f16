#include "record/record_issues.hpp"

namespace dalil {
namespace {
constexpr std::size_t kAddressesOneByOne = 20;
}

void RecordIssues::add(const std::string& code, Severity severity, const CellAddress& where,
                       const std::string& text) {
    Kind& kind = kinds_[code];
    if (kind.first.size() < kAddressesOneByOne) {
        kind.first.push_back({code, severity, where, text, 1});
        return;
    }
    if (kind.rest.code.empty()) {
        kind.rest = {code, severity, {where.source, where.sheet, 0, 0}, text, 0};
    }
    ++kind.rest.count;
}

void RecordIssues::flush_into(std::vector<Issue>& issues) {
    for (auto& [code, kind] : kinds_) {
        for (Issue& issue : kind.first) issues.push_back(std::move(issue));
        if (kind.rest.count > 0 && !kind.rest.code.empty()) {
            kind.rest.text += " (further cells of this kind)";
            issues.push_back(std::move(kind.rest));
        }
    }
    kinds_.clear();
}

}  // namespace dalil
