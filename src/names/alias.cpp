#include "names/alias.hpp"

#include <algorithm>
#include <iterator>

#include "dalil/text/unicode.hpp"
#include "names/word_lists.hpp"

namespace dalil::names {
namespace {

struct Quotes {
    std::string_view open, close;
};
constexpr Quotes kQuotes[] = {{"\"", "\""}, {"“", "”"}, {"“", "\""},  {"„", "“"},   {"«", "»"},
                              {"(", ")"},   {"[", "]"}, {"「", "」"}, {"『", "』"}, {" '", "' "}};

/// Moves what stands in quotes or brackets to `alias`.
void take_quoted(std::string& text, std::string& alias) {
    text.push_back(' ');  // so that a closing apostrophe at the end is followed by a space
    for (const auto& [open, close] : kQuotes) {
        for (;;) {
            const std::size_t from = text.find(open);
            if (from == std::string::npos) break;
            const std::size_t inside = from + open.size(), end = text.find(close, inside);
            if (end == std::string::npos) break;
            append_word(alias, fold(std::string_view(text).substr(inside, end - inside)));
            text.replace(from, end + close.size() - from, 1, ' ');
        }
    }
    text = fold(text);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
}

bool has_alias_word(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (word == "or" || is_alias_word(word)) return true;
        at = end + 1;
    }
    return false;
}

/// Moves what follows "aka", "alias" or "or" to `alias`.
void take_also_known(std::string& text, std::string& alias) {
    Tokens tokens = split_spaces(text);
    if (tokens.size() > 3 &&
        tokens[1] == "or") {  // "Chancy or Chancey Chamblee": one family name for both
        append_word(alias, tokens[2]);
        tokens.erase(tokens.begin() + 1, tokens.begin() + 3);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool or_between = tokens[i] == "or" && i > 0 && i + 1 < tokens.size();
        if (!or_between && !is_alias_word(tokens[i])) continue;
        for (std::size_t rest = i + 1; rest < tokens.size(); ++rest) {
            if (!is_alias_word(tokens[rest]) && tokens[rest] != "or")
                append_word(alias, tokens[rest]);
        }
        tokens.resize(i);
        break;
    }
    text = joined(tokens);
}

}  // namespace

void append_word(std::string& text, std::string_view word) {
    if (word.empty()) return;
    if (!text.empty()) text.push_back(' ');
    text.append(word);
}

std::string joined(Tokens::const_iterator from, Tokens::const_iterator end) {
    std::string out;
    for (; from != end; ++from) append_word(out, *from);
    return out;
}

std::string joined(const Tokens& tokens) {
    return joined(tokens.begin(), tokens.end());
}

Tokens split_spaces(std::string_view text) {
    Tokens out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) out.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string take_aliases(std::string text, std::string& alias) {
    const bool quoted = std::any_of(
        std::begin(kQuotes), std::end(kQuotes),
        [&](const Quotes& quotes) { return text.find(quotes.open) != std::string::npos; });
    if (quoted) take_quoted(text, alias);
    replace_all(text, "a/k/a", " aka ");
    replace_all(text, "/", " or ");
    replace_all(text, ";", " aka ");
    if (has_alias_word(text)) take_also_known(text, alias);
    return text;
}

}  // namespace dalil::names
