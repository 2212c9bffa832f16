// plot/markup.hpp: writes SVG and HTML that is well-formed and escaped by construction.
//
//     Markup out;
//     {
//         auto row = out.scope("g", {{"class", "row"}, {"x", 12.5}});
//         out.element("text", {{"x", 0}}, name_as_somebody_typed_it);
//     }
//     std::string svg = out.take();
//
// Text and attribute values pass through `safe_text`; there is no way to write one unescaped.
// `trusted` is for constants of our own (the style sheet). Elements without content are written
// "<br/>", which HTML and XML both read.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace dalil::plot {

/// Escaped for text and attributes. Ill-formed UTF-8 becomes U+FFFD; characters that XML forbids,
/// controls and characters that reorder or hide text become visible: U+202E -> "⟦202E⟧".
std::string safe_text(std::string_view utf8);

/// A coordinate with at most two decimals and no trailing zeros: "12.5". Not finite: "0".
std::string format_coordinate(double value);

struct Attribute {
    std::string_view name;
    std::string value;

    Attribute(std::string_view n, std::string_view v) : name(n), value(v) {}
    Attribute(std::string_view n, const char* v) : name(n), value(v) {}
    Attribute(std::string_view n, const std::string& v) : name(n), value(v) {}
    Attribute(std::string_view n, double v) : name(n), value(format_coordinate(v)) {}
    template <std::integral T>
    Attribute(std::string_view n, T v) : name(n), value(std::to_string(v)) {}
};
using Attributes = std::vector<Attribute>;

class Markup {
  public:
    /// Closes its element at the end of the scope.
    class Scope {
      public:
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

      private:
        friend class Markup;
        Scope(Markup& out, std::string_view tag) : out_(out), tag_(tag) {}
        Markup& out_;
        std::string_view tag_;
    };

    void open(std::string_view tag, const Attributes& attributes = {});
    void close(std::string_view tag);
    [[nodiscard]] Scope scope(std::string_view tag, const Attributes& attributes = {});
    void element(std::string_view tag, const Attributes& attributes, std::string_view text);
    void empty(std::string_view tag, const Attributes& attributes = {});
    void text(std::string_view utf8);
    void trusted(std::string_view own_constant);
    /// A finished piece, already markup.
    void append(Markup piece);

    /// Everything written; all elements must be closed.
    std::string take();

  private:
    void start(std::string_view tag, const Attributes& attributes);

    std::string out_;
    std::vector<std::string_view> open_;
};

}  // namespace dalil::plot
