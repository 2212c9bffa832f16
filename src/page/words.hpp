// page/words.hpp: the few turns of phrase that every section uses, so that numbers read the same
// everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/page/report_view.hpp"
#include "dalil/plot/frame.hpp"

namespace dalil::page {

/// "1 list", "4 lists".
std::string count_of(double count, std::string_view one, std::string_view many);
/// At the start of a sentence: "Four lists", "23 lists".
std::string sentence_count_of(double count, std::string_view one, std::string_view many);
/// "between 4,790 and 4,841 (95 %)", "at least 4,790 (95 %)" without an upper limit; empty if both
/// are equal.
std::string between(const plot::Span& span, double level, bool estimate);
/// "4,790 to 4,841" for table cells; "–" if both are equal.
std::string from_to(const plot::Span& span, bool estimate);
/// The documented people among whom the estimate counts: everybody, or those of its period.
const plot::Span& estimate_base(const ReportView& view);
/// "a", "a and b", "a, b and c".
std::string listing(const std::vector<std::string>& items);
/// Up to `most` items, then "and 12 more".
std::string short_listing(const std::vector<std::string>& items, std::size_t most);
/// With a capital and a full stop; empty stays empty.
std::string sentence(std::string_view text);
/// Whether both ends print the same.
bool is_exact(const plot::Span& span);

}  // namespace dalil::page
