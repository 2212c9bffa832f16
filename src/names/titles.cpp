// Names that are no names: titles and ranks alone.
#include <algorithm>

#include "dalil/names/name.hpp"
#include "dalil/text/unicode.hpp"
#include "names/word_lists.hpp"

namespace dalil {

bool is_only_titles(std::string_view name) {
    constexpr std::size_t kLongest = 60;  // bytes; a title is short
    if (name.empty() || name.size() > kLongest) return false;
    const std::vector<std::string> all = words(fold_words(name));
    return !all.empty() && std::all_of(all.begin(), all.end(), [](const std::string& word) {
        return names::is_title(word) || names::is_plain_rank(word) || names::is_ordinal(word) ||
               names::is_generation_suffix(word);
    });
}

}  // namespace dalil
