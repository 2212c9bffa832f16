#include "page/blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dalil/base/result.hpp"

namespace dalil::page {

using plot::Attributes;

void user_value(Markup& out, std::string_view text) {
    out.element("bdi", {}, text);
}

void user_values(Markup& out, const std::vector<std::string>& values, std::size_t most) {
    const std::size_t shown = values.size() <= most + 1 ? values.size() : most;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) out.text(i + 1 == values.size() ? " and " : ", ");
        user_value(out, values[i].empty() ? "not known" : values[i]);
    }
    if (shown < values.size()) out.text(fmt::format(" and {} more", values.size() - shown));
}

void command(Markup& out, std::string_view text) {
    const auto code = out.scope("code", {{"dir", "ltr"}});
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        if (word.starts_with('-') && word.size() < 20)
            out.element("span", {{"class", "word"}}, word);
        else
            out.text(word);
        if (space < text.size()) out.text(" ");
        text.remove_prefix(std::min(space + 1, text.size()));
    }
}

void heading(Markup& out, std::string_view id, std::string_view text) {
    out.element("h2", {{"id", id}}, text);
}

void paragraph(Markup& out, std::string_view text, std::string_view css_class) {
    if (text.empty()) return;
    out.element("p", css_class.empty() ? Attributes{} : Attributes{{"class", css_class}}, text);
}

void notice(Markup& out, std::string_view start, std::string_view text) {
    const auto box = out.scope("div", {{"class", "notice"}, {"role", "note"}});
    const auto words = out.scope("p");
    out.element("b", {}, start);
    if (!text.empty()) out.text(" ");
    out.text(text);
}

HtmlTable::HtmlTable(Markup& out, std::string_view caption, std::vector<Head> heads, bool stacks)
    : out_(out), heads_(std::move(heads)) {
    // The roles stay when the style sheet turns a table into cards and browsers forget what it was.
    Attributes attributes = {{"role", "table"}};
    if (stacks) attributes.emplace_back("class", "stacks");
    out_.open("table", attributes);
    out_.element("caption", {{"class", "hidden"}}, caption);
    {
        const auto head = out_.scope("thead", {{"role", "rowgroup"}});
        const auto line = out_.scope("tr", {{"role", "row"}});
        for (const Head& column : heads_) {
            Attributes cell = {{"scope", "col"}, {"role", "columnheader"}};
            if (column.number) cell.emplace_back("class", "n");
            out_.element("th", cell, column.title);
        }
    }
    out_.open("tbody", {{"role", "rowgroup"}});
}

HtmlTable::~HtmlTable() {
    close_row();
    out_.close("tbody");
    out_.close("table");
}

void HtmlTable::close_row() {
    if (in_row_) out_.close("tr");
    in_row_ = false;
}

void HtmlTable::row(bool strong) {
    close_row();
    Attributes attributes = {{"role", "row"}};
    if (strong) attributes.emplace_back("class", "strong");
    out_.open("tr", attributes);
    in_row_ = true;
    at_ = 0;
}

void HtmlTable::open_cell(std::string_view css_class, bool empty) {
    ENSURE(in_row_ && at_ < heads_.size(), "a row has as many cells as the table has heads");
    const bool first = at_ == 0;
    Attributes attributes = {{"role", first ? "rowheader" : "cell"}};
    if (first) attributes.emplace_back("scope", "row");
    attributes.emplace_back("class",
                            empty ? std::string(css_class) + " empty" : std::string(css_class));
    if (!first) attributes.emplace_back("data-label", heads_[at_].title);
    out_.open(first ? "th" : "td", attributes);
    out_.open("div");
}

void HtmlTable::close_cell() {
    out_.close("div");
    out_.close(at_ == 0 ? "th" : "td");
    ++at_;
}

void HtmlTable::text(std::string_view words, bool short_words) {
    open_cell(short_words ? "short" : "long", words.empty());
    out_.text(words);
    close_cell();
}

void HtmlTable::number(std::string_view words) {
    open_cell("n", words.empty());
    out_.text(words);
    close_cell();
}

void HtmlTable::user(std::string_view value, const std::vector<std::string>& small) {
    open_cell("long", value.empty() && small.empty());
    user_value(out_, value);
    if (!small.empty()) {
        const auto note = out_.scope("span", {{"class", "small"}});
        for (std::size_t i = 0; i < small.size(); ++i) {
            if (i > 0) out_.text(" · ");
            user_value(out_, small[i]);
        }
    }
    close_cell();
}

void HtmlTable::cell(const std::function<void(Markup&)>& write) {
    open_cell("long", false);
    write(out_);
    close_cell();
}

void figure(Markup& out, const FigureText& text,
            const std::function<std::string(const plot::Frame&)>& draw,
            const std::function<void(Markup&)>& caption) {
    const auto whole = out.scope("figure", {{"id", text.id}});
    for (const auto& [css_class, width] :
         {std::pair{"wide", plot::kWide}, {"narrow", plot::kNarrow}}) {
        const auto size = out.scope("div", {{"class", css_class}});
        out.trusted(draw({width, text.id + "-" + css_class, text.title, text.description}));
    }
    const auto below = out.scope("figcaption");
    caption(out);
}

void colour_key(Markup& out, std::string_view colour, std::string_view meaning) {
    const auto both = out.scope("span", {{"class", "keys"}});
    out.element("span", {{"class", fmt::format("key k-{}", colour)}, {"aria-hidden", "true"}}, "");
    out.text(meaning);
}

void disclosure(Markup& out, std::string_view summary, std::string_view css_class,
                const std::function<void(Markup&)>& content) {
    const auto whole = out.scope("details", {{"class", css_class}});
    out.element("summary", {}, summary);
    content(out);
}

}  // namespace dalil::page
