#include "io/number_format.hpp"

#include <algorithm>
#include <vector>

namespace dalil::io {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// The first section of a format code as tokens: runs of one letter, literals, brackets.
struct Token {
    enum Kind { Letters, Literal, Elapsed, Other } kind;
    char letter = 0;
    std::string text;
};

std::vector<Token> tokens_of(std::string_view code) {
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < code.size() && code[i] != ';';) {
        const char c = lower(code[i]);
        if (c == '"') {
            const std::size_t close = std::min(code.find('"', i + 1), code.size());
            tokens.push_back({Token::Literal, 0, std::string(code.substr(i + 1, close - i - 1))});
            i = close + 1;
        } else if (c == '\\') {
            tokens.push_back({Token::Literal, 0, std::string(code.substr(i + 1, 1))});
            i += 2;
        } else if (c == '_' || c == '*') {  // a space as wide as the next character; a fill
            i += 2;
        } else if (c == '[') {
            const std::size_t close = std::min(code.find(']', i), code.size());
            const char inner = i + 1 < code.size() ? lower(code[i + 1]) : ' ';
            const std::string_view content = code.substr(i + 1, close - i - 1);
            const bool one_letter =
                content.find_first_not_of(content.empty() ? ' ' : content[0]) == content.npos;
            if (one_letter && (inner == 'h' || inner == 'm' || inner == 's')) {
                tokens.push_back({Token::Elapsed, inner, {}});
            }
            i = close + 1;
        } else if (c >= 'a' && c <= 'z') {
            std::size_t end = i;
            while (end < code.size() && lower(code[end]) == c) ++end;
            tokens.push_back({Token::Letters, c, std::string(code.substr(i, end - i))});
            i = end;
        } else {
            tokens.push_back({Token::Other, c, std::string(1, code[i])});
            ++i;
        }
    }
    return tokens;
}

bool is_scientific(const std::vector<Token>& tokens, std::size_t i) {
    return tokens[i].letter == 'e' && i + 1 < tokens.size() &&
           (tokens[i + 1].letter == '+' || tokens[i + 1].letter == '-');
}

/// "m" is minutes beside hours or seconds, else months.
bool is_minutes(const std::vector<Token>& tokens, std::size_t i) {
    const auto is_time_letter = [&](const Token& token, char letter) {
        return (token.kind == Token::Letters || token.kind == Token::Elapsed) &&
               token.letter == letter;
    };
    if (tokens[i].text.size() > 2) return false;
    for (std::size_t k = i; k-- > 0;) {
        if (tokens[k].kind != Token::Letters && tokens[k].kind != Token::Elapsed) continue;
        if (is_time_letter(tokens[k], 'h')) return true;
        break;
    }
    for (std::size_t k = i + 1; k < tokens.size(); ++k) {
        if (tokens[k].kind != Token::Letters && tokens[k].kind != Token::Elapsed) continue;
        return is_time_letter(tokens[k], 's');
    }
    return false;
}

void note_letters(const std::vector<Token>& tokens, std::size_t i, NumberFormat& format) {
    switch (tokens[i].letter) {
        case 'y':
        case 'b':
            format.year = true;
            break;  // b: Buddhist years
        case 'e':
            format.year = format.year || !is_scientific(tokens, i);
            break;  // years of an era
        case 'd':
            format.day = true;
            break;
        case 'h':
        case 's':
            format.time = true;
            break;
        case 'm':
            (is_minutes(tokens, i) ? format.time : format.month) = true;
            break;
        default:
            break;
    }
}

/// "000-00-0000" and the like: at least two zeros, literals, and nothing that calculates.
std::string zeros_of(const std::vector<Token>& tokens) {
    std::string zeros;
    for (const Token& token : tokens) {
        if (token.kind == Token::Literal) {
            if (token.text.find('0') != std::string::npos) return {};
            zeros += token.text;
        } else if (token.kind == Token::Other &&
                   std::string_view("0-() /+:#").find(token.letter) != std::string_view::npos) {
            if (token.letter != '#') zeros += token.text;
        } else {
            return {};
        }
    }
    return std::count(zeros.begin(), zeros.end(), '0') >= 2 ? zeros : std::string();
}

std::string lowered(std::string_view code) {
    std::string text(code);
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

}  // namespace

NumberFormat parse_number_format(std::string_view code) {
    NumberFormat format;
    const std::string plain = lowered(code.substr(0, code.find(';')));
    if (plain.find("general") != std::string::npos || plain == "@" || plain == "standard")
        return format;
    const std::vector<Token> tokens = tokens_of(code);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Token::Elapsed) format.elapsed = true;
        if (tokens[i].kind == Token::Letters) note_letters(tokens, i, format);
    }
    if (!format.is_date()) format.zeros = zeros_of(tokens);
    return format;
}

NumberFormat builtin_number_format(std::uint32_t id) {
    switch (id) {
        case 14:
            return parse_number_format("mm-dd-yy");
        case 15:
            return parse_number_format("d-mmm-yy");
        case 16:
            return parse_number_format("d-mmm");
        case 17:
            return parse_number_format("mmm-yy");
        case 18:
            return parse_number_format("h:mm AM/PM");
        case 19:
            return parse_number_format("h:mm:ss AM/PM");
        case 20:
            return parse_number_format("h:mm");
        case 21:
            return parse_number_format("h:mm:ss");
        case 22:
            return parse_number_format("m/d/yy h:mm");
        case 45:
            return parse_number_format("mm:ss");
        case 46:
            return parse_number_format("[h]:mm:ss");
        case 47:
            return parse_number_format("mmss.0");
        default:
            break;
    }
    NumberFormat format;
    format.by_value = (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return format;
}

std::string zero_filled(std::string_view digits, const NumberFormat& format) {
    const std::string& zeros = format.zeros;
    std::string reversed;
    std::size_t left = digits.size();
    const std::size_t first_zero = zeros.find('0');
    for (std::size_t i = zeros.size(); i-- > 0;) {
        if (zeros[i] != '0') {
            reversed.push_back(zeros[i]);
            continue;
        }
        reversed.push_back(left > 0 ? digits[--left] : '0');
        while (i == first_zero && left > 0) reversed.push_back(digits[--left]);
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

}  // namespace dalil::io
