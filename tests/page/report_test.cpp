#include "dalil/page/report_view.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/page/example_views.hpp"
#include "tests/plot/labels.hpp"
#include "tests/plot/well_formed.hpp"

namespace dalil::page {
namespace {

using plot::XmlElement;
using plot::XmlReader;

std::size_t count_of_name(const std::vector<XmlElement>& elements, const std::string& name) {
    return static_cast<std::size_t>(std::count_if(
        elements.begin(), elements.end(), [&](const XmlElement& e) { return e.name == name; }));
}

bool has(const std::string& html, const std::string& text) {
    return html.find(text) != std::string::npos;
}

class ReportPage : public testing::TestWithParam<std::string> {
  protected:
    static const ReportView& view() {
        static const auto views = example_views();
        return std::find_if(views.begin(), views.end(),
                            [](const auto& one) { return one.first == GetParam(); })
            ->second;
    }
};

TEST_P(ReportPage, IsWellFormedAndRunsAndLoadsNothing) {
    const std::string html = render_report(view());
    std::vector<XmlElement> elements;
    ASSERT_NO_THROW(elements = XmlReader::read(html));
    EXPECT_EQ(plot::id_faults(elements), std::set<std::string>{});
    for (const XmlElement& element : elements) {
        for (const char* name :
             {"script", "link", "img", "iframe", "object", "embed", "base", "form"}) {
            EXPECT_NE(element.name, name);
        }
        for (const auto& [key, value] : element.attributes) {
            EXPECT_FALSE(key.starts_with("on")) << key;
            EXPECT_NE(key, "src");
            EXPECT_TRUE(key != "href" || value.starts_with("#")) << value;
        }
    }
    EXPECT_FALSE(has(html, "@import"));
    EXPECT_TRUE(has(html, "default-src &#39;none&#39;"));
}

TEST_P(ReportPage, GivesEveryFigureAnAlternativeAndSoundLabels) {
    const std::string html = render_report(view());
    const std::vector<XmlElement> elements = XmlReader::read(html);
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (elements[i].name != "svg") continue;
        EXPECT_EQ(elements[i].attributes.at("role"), "img");
        ASSERT_LT(i + 2, elements.size());
        EXPECT_EQ(elements[i + 1].name, "title");
        EXPECT_EQ(elements[i + 2].name, "desc");
        EXPECT_GT(elements[i + 2].text.size(), 10u);
    }
    for (std::size_t at = 0; (at = html.find("<svg", at)) != std::string::npos;) {
        const std::size_t end = html.find("</svg>", at) + 6;
        EXPECT_EQ(plot::label_faults(html.substr(at, end - at)), "");
        at = end;
    }
}

TEST_P(ReportPage, FillsEveryRowOfItsTables) {
    const std::vector<XmlElement> elements = XmlReader::read(render_report(view()));
    std::size_t heads = 0, cells = 0;
    for (const XmlElement& element : elements) {
        if (element.name == "table") heads = 0, cells = 0;
        const bool head = element.name == "th" && element.attributes.at("scope") == "col";
        if (head) ++heads;
        if (element.name == "tr" && heads > 0) {
            EXPECT_EQ(cells % heads, 0u);
        }
        if (!head && (element.name == "th" || element.name == "td")) ++cells;
    }
}

/// The example with everything beside its estimate.
ReportView scrutinised() {
    for (auto& [name, view] : example_views()) {
        if (name == "two_humps") return view;
    }
    return {};
}

TEST(Scrutiny, ShowsCurveRefitsOddsPriorsModelsAndChains) {
    const std::string html = render_report(scrutinised());
    for (const char* id : {"shape-figure", "rests-on", "factor-figure", "trace-figure"})
        EXPECT_TRUE(has(html, std::string("id=\"") + id + "\"")) << id;
    EXPECT_TRUE(has(html, "A hump at 8,100 (6,600 to 9,900) with 66"));
    EXPECT_TRUE(has(html, "from 7,930 to 6,100")) << "the refit that moves the figure most";
    EXPECT_FALSE(has(html, "Some have no estimate at all")) << "each row has one";
    EXPECT_TRUE(has(html, "Were there 3.6 times as many on no list as assumed"));
    EXPECT_TRUE(has(html, "It cannot be half"));
    EXPECT_TRUE(has(html, "[12,34]"));
    EXPECT_TRUE(has(html, "2 hold nobody, 1 one person and 0 two"));
    EXPECT_TRUE(has(html, "A good fit does not show that the number is right"));
}

TEST(Scrutiny, SaysWhatHalvesTheFigureWhereThatIsPossible) {
    ReportView view = scrutinised();
    view.scrutiny.halves = 0.13;
    const std::string html = render_report(view);
    EXPECT_TRUE(has(html, "At 0.13 times as many it would be half"));
    EXPECT_FALSE(has(html, "It cannot be half"));
}

TEST(Scrutiny, SaysIfAChangeLeavesNoEstimate) {
    ReportView view = scrutinised();
    view.scrutiny.refits[0].totals = {{}, {}};
    EXPECT_TRUE(has(render_report(view), "Some have no estimate at all"));
}

TEST(Scrutiny, OfOneHumpHasNoTableOfModes) {
    ReportView view = scrutinised();
    EXPECT_TRUE(has(render_report(view), "Answers that the lists fit"));
    EXPECT_TRUE(has(render_report(view), "Time at 8,1"));
    view.scrutiny.modes.resize(1);
    view.scrutiny.density.humps.resize(1);
    EXPECT_FALSE(has(render_report(view), "Answers that the lists fit"));
    EXPECT_FALSE(has(render_report(view), "Time at"));
    EXPECT_TRUE(has(render_report(view), "One hump around 8,"));
}

TEST(Scrutiny, LeavesOutWhatIsNotThere) {
    ReportView view = scrutinised();
    view.scrutiny = {};
    const std::string html = render_report(view);
    for (const char* id : {"shape", "rests-on", "untestable", "trace-figure"})
        EXPECT_FALSE(has(html, std::string("id=\"") + id + "\"")) << id;
}

TEST_P(ReportPage, IsTheSameEveryTime) {
    EXPECT_EQ(render_report(view()), render_report(view()));
}

TEST_P(ReportPage, SpeaksPlainly) {
    std::string words = render_report(view());
    for (const char* jargon :
         {"credible", "posterior", "p-value", "confidence interval", "nan", "unlimited)"}) {
        EXPECT_FALSE(has(words, jargon)) << jargon;
    }
}

INSTANTIATE_TEST_SUITE_P(Examples, ReportPage,
                         testing::Values("normal", "two_humps", "refused", "upper_bound",
                                         "lower_bound", "one_list", "empty", "huge", "hostile"),
                         [](const auto& example) { return example.param; });

TEST(Report, LetsNoInputBreakOut) {
    const std::string html = render_report(hostile_view());
    EXPECT_FALSE(has(html, "<script"));
    EXPECT_FALSE(has(html, "<b onclick"));
    EXPECT_FALSE(has(html, "\u202E"));
    EXPECT_FALSE(has(html, "\x01"));
    EXPECT_TRUE(has(html, "&lt;script&gt;"));
    EXPECT_TRUE(has(html, "⟦202E⟧"));
}

TEST(Report, IsolatesWhatPeopleNamed) {
    const std::string html = render_report(upper_bound_view());
    for (const ListView& list : upper_bound_view().lists) {
        EXPECT_TRUE(has(html, "<bdi>" + list.name + "</bdi>")) << list.name;
    }
}

TEST(Report, AnswersFirst) {
    const std::string html = render_report(normal_view());
    EXPECT_EQ(headline(normal_view()),
              "4,812 people are documented; about 3,100 more were never listed");
    EXPECT_LT(html.find("<h1>"), html.find("What came in"));
    EXPECT_TRUE(has(html, "between 4,790 and 4,841 (95\u202F%)"));
    EXPECT_TRUE(has(html, "between 7,120 and 9,040 (95\u202F%)"));
    EXPECT_TRUE(has(html, "invented data"));
    EXPECT_FALSE(has(render_report(refused_view()), "nvented data"));
}

TEST(Report, NeverEstimatesWhatWasRefused) {
    const ReportView view = refused_view();
    const std::string html = render_report(view);
    EXPECT_EQ(
        headline(view),
        "2,958 people are documented; how many were never listed cannot be said from these lists");
    for (const std::string& reason : view.estimate.reasons)
        EXPECT_TRUE(has(html, reason)) << reason;
    EXPECT_FALSE(has(html, "were affected in all"));
    EXPECT_FALSE(has(html, "class=\"tag est\""));
}

TEST(Report, CallsAnUpperBoundByItsName) {
    const ReportView view = upper_bound_view();
    EXPECT_TRUE(headline(view).starts_with("At most 4,812 people are documented"));
    EXPECT_TRUE(has(render_report(view), view.upper_bound_why));
}

TEST(Report, CallsALowerBoundByItsName) {
    EXPECT_EQ(headline(lower_bound_view()),
              "4,812 people are documented; at least 1,100 more were never listed");
}

TEST(Report, SpeaksOfOnePersonInTheSingular) {
    EXPECT_TRUE(headline(one_list_view()).starts_with("1 person is documented"));
}

TEST(Report, SaysSoWhenThereIsNothing) {
    EXPECT_EQ(headline(empty_view()), "No records of people were found");
    EXPECT_EQ(headline({}), "No records of people were found");
    const std::string html = render_report({});
    EXPECT_EQ(count_of_name(XmlReader::read(html), "svg"), 0u);
}

TEST(Report, PutsEveryFigureIntoATableToo) {
    const std::vector<XmlElement> elements = XmlReader::read(render_report(normal_view()));
    std::string figure;
    std::set<std::string> without;
    for (const XmlElement& element : elements) {
        if (element.name == "figure") {
            figure = element.attributes.at("id");
            if (figure != "answer")
                without.insert(figure);  // its three numbers stand in the sentence above it
        }
        if (element.name == "table") without.erase(figure);
    }
    EXPECT_EQ(without, std::set<std::string>{});
}

}  // namespace
}  // namespace dalil::page
