#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "dalil/plot/density.hpp"
#include "dalil/plot/factor_curve.hpp"
#include "dalil/plot/forest.hpp"
#include "dalil/plot/groups.hpp"
#include "dalil/plot/histogram.hpp"
#include "dalil/plot/people_bar.hpp"
#include "dalil/plot/traces.hpp"
#include "dalil/plot/upset.hpp"
#include "tests/plot/labels.hpp"

namespace dalil::plot {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const std::string kEvil = "\"><script>x</script>\u202E&amp;\x01";

/// Draws wide and narrow, and holds every figure to the same rules.
void expect_sound(const std::function<std::string(const Frame&)>& draw, const std::string& what) {
    for (const double width : {kWide, kNarrow}) {
        const Frame frame{width, "f", "A title " + kEvil, "A description"};
        const std::string svg = draw(frame);
        EXPECT_EQ(svg, draw(frame)) << what << ": two drawings of one figure differ";
        std::vector<XmlElement> elements;
        ASSERT_NO_THROW(elements = XmlReader::read(svg)) << what;
        EXPECT_EQ(label_faults(svg), "") << what << " at " << width;
        EXPECT_TRUE(id_faults(elements).empty()) << what;
        EXPECT_EQ(elements[0].attributes.at("role"), "img");
        EXPECT_EQ(elements[0].attributes.at("aria-labelledby"), "f-title f-desc");
        EXPECT_EQ(elements[0].attributes.count("width"), 0u) << "a figure has no fixed size";
        EXPECT_EQ(elements[1].name, "title");
        EXPECT_EQ(svg.find("nan"), std::string::npos) << what;
        EXPECT_EQ(svg.find("inf"), std::string::npos) << what;
    }
}

TEST(PeopleBar, IsSoundForAnyNumbers) {
    for (const double people : {0.0, 1.0, 37.0, 4812.0, 4200123.0}) {
        for (const double factor : {1.0, 1.001, 1.3, 2.0, 80.0}) {
            for (const double high : {1.0, 1.4, kInfinity}) {
                const double total = people * factor;
                expect_sound(
                    [&](const Frame& frame) {
                        PeopleBar bar;
                        bar.documented = {people, people, people + 3};
                        bar.total = Span{total, total * 0.9, total * high};
                        bar.lower_bound = high == 1.4;
                        return people_bar(bar, frame);
                    },
                    "bar " + std::to_string(people) + " x " + std::to_string(factor));
            }
        }
        expect_sound(
            [&](const Frame& frame) {
                PeopleBar bar;
                bar.documented = {people, people, people};
                bar.upper_bound = true;
                bar.unknown_total = people > 1;
                return people_bar(bar, frame);
            },
            "upper bound");
    }
}

TEST(PeopleBar, SaysHowManyMore) {
    PeopleBar bar;
    bar.documented = {4812, 4790, 4841};
    bar.total = Span{7931, 7123, 9041};
    const std::string svg = people_bar(bar, {kWide, "f", "t", "d"});
    EXPECT_NE(svg.find("4,812 documented"), std::string::npos);
    EXPECT_NE(svg.find("about 3,100 on no list"), std::string::npos);
}

UpSet many_lists(std::size_t lists, std::size_t columns, double scale) {
    UpSet data;
    for (std::size_t i = 0; i < lists; ++i) {
        data.lists.push_back(
            {i % 3 == 1   ? "A list with a very long name, part " + std::to_string(i) + kEvil
             : i % 3 == 2 ? "قائمة الأسر الطويلة جدا رقم"
                          : "L" + std::to_string(i),
             scale * static_cast<double>(i + 1)});
    }
    for (std::size_t i = 0; i < columns; ++i) {
        const double people = std::round(scale / static_cast<double>(i + 1));
        data.columns.push_back(
            {{static_cast<std::uint32_t>(i % lists), static_cast<std::uint32_t>((i * 7) % lists)},
             {people, people * 0.9, people * 1.2}});
    }
    return data;
}

TEST(UpSetFigure, IsSoundFromOneListToSixtyFour) {
    for (const std::size_t lists : {1u, 2u, 3u, 5u, 12u, 40u, 64u}) {
        for (const std::size_t columns : {0u, 1u, 3u, 12u, 26u, 300u}) {
            for (const double scale : {1.0, 900.0, 2500000.0}) {
                if (columns > (1u << std::min<std::size_t>(lists, 10))) continue;
                const UpSet data = many_lists(lists, columns, scale);
                expect_sound([&](const Frame& frame) { return upset(data, frame); },
                             std::to_string(lists) + " lists, " + std::to_string(columns) +
                                 " columns of " + std::to_string(scale));
            }
        }
    }
    expect_sound([](const Frame& frame) { return upset({}, frame); }, "nothing");
}

TEST(UpSetFigure, SortsBySizeAndSumsUpTheRest) {
    UpSet data;
    data.lists = {{"a", 5}, {"b", 5}};
    data.columns = {{{1}, {3, 3, 3}}, {{0}, {9, 9, 9}}, {{1, 0}, {3, 3, 3}}};
    const auto columns = sorted_columns(data);
    EXPECT_EQ(columns[0].people.median, 9);
    EXPECT_EQ(columns[1].lists, (std::vector<std::uint32_t>{1}));
    EXPECT_EQ(columns[2].lists, (std::vector<std::uint32_t>{0, 1}));
    const std::string svg = upset(many_lists(12, 300, 5000), {kWide, "f", "t", "d"});
    EXPECT_NE(svg.find("others"), std::string::npos);
}

std::vector<Group> some_groups(int count, double scale, bool years) {
    std::vector<Group> groups;
    for (int i = 0; i < count; ++i) {
        const double people = std::round(scale * (1 + (i * 7) % 5));
        Group group;
        group.label = years   ? std::to_string(1990 + i + i / 9)
                      : i % 2 ? "Алматы облысы, ауданы белгісіз "
                              : "喀什";
        group.documented = {people, people * 0.95, people * 1.1};
        if (i % 3 != 0)
            group.total = Span{people * 2, people * 1.5, i % 4 == 1 ? kInfinity : people * 9};
        group.lower_bound = i % 5 == 1;
        group.refused = i % 3 == 0;
        groups.push_back(group);
    }
    return groups;
}

TEST(Groups, AreSoundForAnyNumberOfThem) {
    for (const int count : {0, 1, 2, 7, 30, 90, 140}) {
        for (const double scale : {0.0, 1.0, 640.0, 800000.0}) {
            const auto years = some_groups(count, scale, true),
                       places = some_groups(count, scale, false);
            const std::string what = std::to_string(count) + " groups of " + std::to_string(scale);
            expect_sound([&](const Frame& frame) { return columns_over_time(years, frame); },
                         "years: " + what);
            expect_sound([&](const Frame& frame) { return columns_over_time(places, frame); },
                         "no years: " + what);
            expect_sound([&](const Frame& frame) { return group_rows(places, frame); },
                         "rows: " + what);
        }
    }
}

TEST(Groups, LeaveAGapForAYearWithoutPeople) {
    const auto x_of = [](const std::vector<Group>& groups) {
        std::vector<double> places;
        for (const XmlElement& element :
             XmlReader::read(columns_over_time(groups, {kWide, "f", "t", "d"}))) {
            if (element.name == "text" && element.text.size() == 4 && element.text[0] == '2') {
                places.push_back(number_of(element, "x"));
            }
        }
        return places;
    };
    const auto places =
        x_of({{"2014", {5, 5, 5}, {}, false, false}, {"2017", {5, 5, 5}, {}, false, false}});
    EXPECT_EQ(places.size(), 4u) << "2015 and 2016 stand on the axis too";
}

TEST(ForestFigure, IsSoundWhateverTheAnswersAre) {
    for (const double scale : {1.0, 5000.0, 3000000.0}) {
        for (const double high : {1.0, 1.5, 40.0, 5000.0, kInfinity}) {
            Forest data;
            data.rows = {{"Lower bound", Span{scale, scale * 0.9, scale * 1.1}, true, false},
                         {"A method with quite a long title, 14 models averaged",
                          Span{scale * 2, scale, scale * high}, false, true},
                         {kEvil, Span{scale * 2, scale, scale * high}, false, false},
                         {"Refused", std::nullopt, false, false}};
            data.reference = scale * 0.8;
            data.reference_label = "documented";
            expect_sound([&](const Frame& frame) { return forest(data, frame); }, "forest");
            data.reference.reset();
            expect_sound([&](const Frame& frame) { return forest(data, frame); },
                         "forest without reference");
        }
    }
    expect_sound([](const Frame& frame) { return forest({}, frame); }, "nothing");
    expect_sound(
        [](const Frame& frame) { return forest({{{"none", {}, false, false}}, 0.0, "0"}, frame); },
        "all refused");
}

TEST(Histogram, IsSoundForEmptyAndUnevenBins) {
    for (const std::vector<std::uint64_t>& bins : std::vector<std::vector<std::uint64_t>>{
             {}, {0, 0, 0}, {1}, {0, 0, 900000}, std::vector<std::uint64_t>(100, 3)}) {
        expect_sound([&](const Frame& frame) { return probability_histogram(bins, frame); },
                     "histogram");
    }
}

Density curve_of(double low, double high, std::size_t humps) {
    Density data;
    for (int i = 0; i < 120; ++i) {
        const double at = i / 119.0;
        data.points.push_back(
            {low * std::pow(high / low, at), std::exp(-20 * (at - 0.4) * (at - 0.4))});
    }
    data.value = {low * std::pow(high / low, 0.4), low, high};
    for (std::size_t h = 0; h < humps; ++h) {
        const double place = (static_cast<double>(h) + 0.5) / static_cast<double>(humps);
        const double middle = low * std::pow(high / low, place);
        data.humps.push_back(
            {{middle, 0.9 * middle, 1.1 * middle}, 1.0 / static_cast<double>(humps)});
    }
    return data;
}

TEST(DensityFigure, IsSoundForAnyCurve) {
    for (const double low : {1.0, 37.0, 6000.0, 4e6}) {
        for (const double factor : {1.01, 1.5, 4.0, 60.0}) {
            for (const std::size_t humps : {std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
                const Density data = curve_of(low, low * factor, humps);
                expect_sound([&](const Frame& frame) { return density(data, frame); },
                             "density " + std::to_string(low) + " x " + std::to_string(factor));
            }
        }
    }
    expect_sound([](const Frame& frame) { return density({}, frame); }, "no curve");
}

TEST(DensityFigure, MarksHumpsOnlyIfThereAreSeveral) {
    const Frame frame{kWide, "f", "A title", "A description"};
    EXPECT_EQ(density(curve_of(6000, 30000, 1), frame).find("(100"), std::string::npos);
    EXPECT_NE(density(curve_of(6000, 30000, 2), frame).find("(50"), std::string::npos);
}

TEST(FactorCurve, IsSoundAndKeepsItsEndsApart) {
    for (const double documented : {1.0, 40.0, 3847.0, 5e6}) {
        for (const double unlisted : {0.3, 2.0, 900.0, 3e7}) {
            FactorCurve data;
            for (const double factor : {1.0 / 3, 0.5, 1.0, 2.0, 3.0}) {
                data.points.push_back(
                    {factor,
                     {documented + unlisted * factor, documented + 0.8 * unlisted * factor,
                      documented + 1.5 * unlisted * factor}});
            }
            data.reference = documented;
            data.reference_label = std::to_string(static_cast<long>(documented)) + " documented";
            expect_sound([&](const Frame& frame) { return factor_curve(data, frame); },
                         "factors " + std::to_string(documented));
        }
    }
}

TEST(Traces, AreSoundAndDrawOneStripPerChain) {
    const std::vector<std::vector<double>> chains = {{10, 12, 11}, {9, 400000, 8}, {10}, {}};
    expect_sound([&](const Frame& frame) { return traces(chains, frame); }, "traces");
    const std::string svg = traces(chains, {kWide, "f", "A title", "A description"});
    std::size_t strips = 0;
    for (std::size_t at = 0; (at = svg.find("<polyline", at)) != std::string::npos; ++at) ++strips;
    EXPECT_EQ(strips, 4U);
    expect_sound([](const Frame& frame) { return traces({{5, 5}, {5, 5}}, frame); }, "flat");
    expect_sound([](const Frame& frame) { return traces({}, frame); }, "none");
}

}  // namespace
}  // namespace dalil::plot
