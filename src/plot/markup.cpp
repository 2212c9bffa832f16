#include "dalil/plot/markup.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <utility>

#include "dalil/base/result.hpp"
#include "plot/code_points.hpp"

namespace dalil::plot {

std::string safe_text(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size() + utf8.size() / 8);
    for (std::size_t at = 0; at < utf8.size();) {
        const CodePoint next = code_point_at(utf8, at);
        if (must_be_shown(next.value)) {
            out += fmt::format("⟦{:04X}⟧", static_cast<std::uint32_t>(next.value));
        } else {
            switch (next.value) {
                case '&':
                    out += "&amp;";
                    break;
                case '<':
                    out += "&lt;";
                    break;
                case '>':
                    out += "&gt;";
                    break;
                case '"':
                    out += "&quot;";
                    break;
                case '\'':
                    out += "&#39;";
                    break;
                case '\r':
                    out += ' ';
                    break;
                default:
                    if (next.well_formed)
                        out += utf8.substr(at, next.length);
                    else
                        out += "\uFFFD";
            }
        }
        at += next.length;
    }
    return out;
}

std::string format_coordinate(double value) {
    if (!std::isfinite(value)) return "0";
    std::string text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

Markup::Scope::~Scope() {
    // Never throws: during unwinding an inner element may still be open, and then nobody reads the
    // output.
    if (!out_.open_.empty() && out_.open_.back() == tag_) out_.close(tag_);
}

void Markup::start(std::string_view tag, const Attributes& attributes) {
    out_ += '<';
    out_ += tag;
    for (const Attribute& attribute : attributes) {
        out_ += ' ';
        out_ += attribute.name;
        out_ += "=\"";
        out_ += safe_text(attribute.value);
        out_ += '"';
    }
}

void Markup::open(std::string_view tag, const Attributes& attributes) {
    start(tag, attributes);
    out_ += '>';
    open_.push_back(tag);
}

void Markup::close(std::string_view tag) {
    ENSURE(!open_.empty() && open_.back() == tag, "elements close in the order they were opened");
    open_.pop_back();
    out_ += "</";
    out_ += tag;
    out_ += '>';
}

Markup::Scope Markup::scope(std::string_view tag, const Attributes& attributes) {
    open(tag, attributes);
    return {*this, tag};
}

void Markup::element(std::string_view tag, const Attributes& attributes, std::string_view text) {
    open(tag, attributes);
    out_ += safe_text(text);
    close(tag);
}

void Markup::empty(std::string_view tag, const Attributes& attributes) {
    start(tag, attributes);
    out_ += "/>";
}

void Markup::text(std::string_view utf8) {
    out_ += safe_text(utf8);
}

void Markup::trusted(std::string_view own_constant) {
    out_ += own_constant;
}

void Markup::append(Markup piece) {
    out_ += piece.take();
}

std::string Markup::take() {
    ENSURE(open_.empty(), "every element is closed");
    return std::exchange(out_, {});
}

}  // namespace dalil::plot
