#include "io/xlsx_text.hpp"

#include <charconv>

#include "dalil/text/unicode.hpp"

namespace dalil::io {

std::string without_escapes(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        unsigned code = 0;
        const bool framed =
            text.size() - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';
        if (framed) {
            const auto [end, error] =
                std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16);
            if (error == std::errc() && end == text.data() + i + 6 && code != 0 &&
                (code < 0xD800 || code > 0xDFFF)) {
                const auto character = static_cast<char32_t>(code);
                plain += to_utf8({&character, 1});
                i += 7;
                continue;
            }
        }
        plain.push_back(text[i++]);
    }
    return plain;
}

std::string XlsxText::take() const {
    return text_.find("_x") == std::string::npos ? text_ : without_escapes(text_);
}

}  // namespace dalil::io
