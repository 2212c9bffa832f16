// page/blocks.hpp: the pieces that every page is made of: tables, figures, notices, values as
// people gave them.
//
// Why writer functions and not templates: a template engine escapes by default but can be told not
// to, takes a second description of the same data, and fails at run time. Here an unescaped value
// or an unclosed element cannot be written, and the compiler checks the rest.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/plot/frame.hpp"
#include "dalil/plot/markup.hpp"

namespace dalil::page {

using plot::Markup;

/// A value that somebody gave (name of a list, header, label): isolated, so that its direction
/// stays its own.
void user_value(Markup& out, std::string_view text);
/// The same, several, with commas between.
void user_values(Markup& out, const std::vector<std::string>& values, std::size_t most);

/// A command to type; an option is never broken from its dashes.
void command(Markup& out, std::string_view text);

/// A section's heading with its anchor.
void heading(Markup& out, std::string_view id, std::string_view text);
void paragraph(Markup& out, std::string_view text, std::string_view css_class = {});
/// A boxed remark: a bold start, then sentences.
void notice(Markup& out, std::string_view start, std::string_view text);

/// Writes one table, cell by cell; closes it at the end of its life.
class HtmlTable {
  public:
    struct Head {
        std::string title;
        bool number = false;
    };
    /// `caption` is read out by screen readers; `stacks`: rows become cards on phones.
    HtmlTable(Markup& out, std::string_view caption, std::vector<Head> heads, bool stacks = false);
    ~HtmlTable();
    HtmlTable(const HtmlTable&) = delete;
    HtmlTable& operator=(const HtmlTable&) = delete;

    void row(bool strong = false);
    /// Words of ours; `short_words` are never broken ("2014–2019").
    void text(std::string_view words, bool short_words = false);
    void number(std::string_view words);
    /// A given value, and in small below it others; each keeps its own direction.
    void user(std::string_view value, const std::vector<std::string>& small = {});
    /// A cell with content of its own.
    void cell(const std::function<void(Markup&)>& write);

  private:
    void open_cell(std::string_view css_class, bool empty);
    void close_cell();
    void close_row();

    Markup& out_;
    std::vector<Head> heads_;
    std::size_t at_ = 0;
    bool in_row_ = false;
};

/// One figure, drawn for wide and for narrow screens, with what stands below it.
struct FigureText {
    std::string id, title, description;
};
void figure(Markup& out, const FigureText& text,
            const std::function<std::string(const plot::Frame&)>& draw,
            const std::function<void(Markup&)>& caption);
/// A colour of the figure with its meaning, for captions: "doc", "est" or "neutral".
void colour_key(Markup& out, std::string_view colour, std::string_view meaning);

/// A part that opens on demand. Twins of figures (`twin`) are not printed; everything else is.
void disclosure(Markup& out, std::string_view summary, std::string_view css_class,
                const std::function<void(Markup&)>& content);

}  // namespace dalil::page
