#include "dalil/plot/markup.hpp"

#include <gtest/gtest.h>

#include "dalil/base/result.hpp"
#include "tests/plot/well_formed.hpp"

namespace dalil::plot {
namespace {

TEST(Markup, EscapesTextAndAttributes) {
    Markup out;
    out.element("p", {{"title", "\"><script>"}}, "<b>&'\"");
    const std::string html = out.take();
    EXPECT_EQ(html, "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;&quot;</p>");
    const auto elements = XmlReader::read(html);
    ASSERT_EQ(elements.size(), 1u);
    EXPECT_EQ(elements[0].text, "<b>&'\"");
}

TEST(Markup, ShowsWhatHidesOrReordersText) {
    EXPECT_EQ(safe_text("a\u202Eb"), "a⟦202E⟧b");
    EXPECT_EQ(safe_text("a\u2066b\u2069"), "a⟦2066⟧b⟦2069⟧");
    EXPECT_EQ(safe_text("\uFEFFa\u200B"), "⟦FEFF⟧a⟦200B⟧");
    EXPECT_EQ(safe_text(std::string("a\0b\x01\x7F", 5)), "a⟦0000⟧b⟦0001⟧⟦007F⟧");
    EXPECT_EQ(safe_text("\U000E0041"), "⟦E0041⟧");
    EXPECT_EQ(safe_text("می\u200Cخواهم"), "می\u200Cخواهم")
        << "a non-joiner is part of Persian spelling";
}

TEST(Markup, ReplacesIllFormedBytes) {
    EXPECT_EQ(safe_text("a\xFF"
                        "b"),
              "a\uFFFDb");
    EXPECT_EQ(safe_text("\xE2\x80"), "\uFFFD");
    EXPECT_EQ(safe_text("\xC0\xAF"), "\uFFFD\uFFFD") << "an overlong slash is no slash";
    EXPECT_EQ(safe_text("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate is no character";
    EXPECT_EQ(safe_text("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(Markup, EveryByteSequenceOfLengthTwoStaysWellFormed) {
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const std::string bytes = {static_cast<char>(first), static_cast<char>(second)};
            Markup out;
            out.element("p", {{"title", bytes}}, bytes);
            ASSERT_NO_THROW(XmlReader::read(out.take())) << first << " " << second;
        }
    }
}

TEST(Markup, KeepsEveryScript) {
    for (const char* text :
         {"Нұрлан Әбдіғали", "نۇرگۈل تۇرسۇن", "努尔兰·阿布都哈力", "Ñandú", "𐰴𐰕"}) {
        EXPECT_EQ(safe_text(text), text);
    }
}

TEST(Markup, RefusesElementsThatDoNotNest) {
    Markup out;
    out.open("a");
    out.open("b");
    EXPECT_THROW(out.close("a"), InternalError);
    EXPECT_THROW(out.take(), InternalError);
}

TEST(Markup, WritesShortCoordinates) {
    EXPECT_EQ(format_coordinate(12.5), "12.5");
    EXPECT_EQ(format_coordinate(12), "12");
    EXPECT_EQ(format_coordinate(-0.001), "0");
    EXPECT_EQ(format_coordinate(0.0 / 0.0), "0");
    EXPECT_EQ(format_coordinate(100.004), "100");
}

}  // namespace
}  // namespace dalil::plot
