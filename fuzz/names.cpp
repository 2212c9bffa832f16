// Names from any bytes: nothing fails, every form is valid UTF-8, folding is settled after one
// time, and a skeleton is only letters.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dalil/names/name.hpp"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void require_letters(const std::string& text) {
    require(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string folded = dalil::fold(text);
    require(dalil::is_valid_utf8(folded));
    require(dalil::fold(folded) == folded);
    require(dalil::is_valid_utf8(dalil::fold_words(text)));
    require(dalil::is_valid_utf8(dalil::strip_marks(text)));
    require(dalil::is_valid_utf8(dalil::to_latin(text)));
    require(dalil::is_valid_utf8(dalil::show_controls(text)));
    dalil::is_placeholder_name(text);
    for (const dalil::NameToken& token : dalil::name_tokens(text)) {
        require_letters(token.latin);
        require_letters(token.skeleton);
        require(token.latin.empty() == token.skeleton.empty());
    }
    const auto order = static_cast<dalil::NameOrder>(data[0] % 4);
    const dalil::NameParts parts = dalil::split_full_name(text, order);
    for (const std::string* part :
         {&parts.given, &parts.middle, &parts.family, &parts.father, &parts.suffix, &parts.alias}) {
        require(dalil::is_valid_utf8(*part));
    }
    return 0;
}
