#include "dalil/tally/coverage.hpp"

#include <gtest/gtest.h>

namespace dalil {
namespace {

/// Records of lists that were kept from one month to another, one record a month and list.
RecordSet records_over(const std::vector<std::pair<int, int>>& windows) {
    RecordSet records;
    Field event;
    event.key = "event_date";
    event.meaning = Meaning::EventDate;
    event.kind = ValueKind::Date;
    event.values = {""};
    event.dates = {PartialDate{}};
    for (std::uint32_t s = 0; s < windows.size(); ++s) {
        Source source;
        source.name = std::string(1, static_cast<char>('a' + s));
        for (int month = windows[s].first; month <= windows[s].second; ++month) {
            PartialDate date;
            const auto year = static_cast<std::int16_t>(month / 12);
            date.readings = {{year, year, static_cast<std::uint8_t>(month % 12 + 1), 1}};
            event.dates.push_back(date);
            event.values.push_back(std::to_string(event.values.size()));
            event.codes.push_back(static_cast<std::uint32_t>(event.values.size() - 1));
            records.records.push_back({s, 0, 0});
            ++source.records;
        }
        records.sources.push_back(source);
    }
    records.fields.push_back(event);
    return records;
}

constexpr int kMonth2010 = 2010 * 12;

TEST(Coverage, SaysNothingWhenAllListsCoverTheSameTime) {
    const Coverage cover =
        find_coverage(records_over({{kMonth2010, kMonth2010 + 59}, {kMonth2010, kMonth2010 + 59}}));
    EXPECT_TRUE(cover.same_for_all);
}

TEST(Coverage, CutsTimeWhereAListBeginsOrEnds) {
    const Coverage cover = find_coverage(records_over({{kMonth2010, kMonth2010 + 95},
                                                       {kMonth2010 + 24, kMonth2010 + 95},
                                                       {kMonth2010 + 24, kMonth2010 + 47}}));
    ASSERT_EQ(cover.periods.size(), 3U);
    EXPECT_FALSE(cover.same_for_all);
    EXPECT_EQ(cover.periods[0].name, "2010-01 to 2011-12");
    EXPECT_EQ(cover.periods[0].lists, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(cover.periods[1].name, "2012-01 to 2013-12");
    EXPECT_EQ(cover.periods[1].lists, (std::vector<std::uint32_t>{0, 1, 2}));
    EXPECT_EQ(cover.periods[2].lists, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(cover.fullest(), 1U);
}

TEST(Coverage, TakesAListWithoutDatesToCoverEverything) {
    RecordSet records =
        records_over({{kMonth2010, kMonth2010 + 59}, {kMonth2010, kMonth2010 + 59}});
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        if (records.records[r].source == 1) records.fields[0].codes[r] = 0;
    }
    const Coverage cover = find_coverage(records);
    EXPECT_FALSE(cover.windows[1].known());
    EXPECT_TRUE(cover.same_for_all);
}

TEST(Coverage, NamesThePeriodOfEveryDatedRecord) {
    RecordSet records =
        records_over({{kMonth2010, kMonth2010 + 95}, {kMonth2010 + 48, kMonth2010 + 95}});
    records.fields[0].codes[0] = 0;
    const Coverage cover = find_coverage(records);
    add_period_field(records, cover);
    const Field* period = records.field("period");
    ASSERT_NE(period, nullptr);
    EXPECT_EQ(period->codes[0], 0U);
    EXPECT_EQ(period->values[period->codes[1]], cover.periods.front().name);
    EXPECT_EQ(period->values[period->codes.back()], cover.periods.back().name);
}

TEST(RestrictLists, DropsPeopleSeenOnOtherListsOnly) {
    CaptureTable table;
    table.lists = {"a", "b", "c"};
    table.cells = {{0b001, 5, false},
                   {0b010, 7, false},
                   {0b011, 2, false},
                   {0b101, 1, false},
                   {0b100, 9, false}};
    const CaptureTable narrow = restrict_lists(table, {0, 2});
    EXPECT_EQ(narrow.lists, (std::vector<std::string>{"a", "c"}));
    ASSERT_EQ(narrow.cells.size(), 3U);
    EXPECT_EQ(narrow.people(), 5U + 2U + 1U + 9U);
    EXPECT_EQ(narrow.overlap(0, 1), 1U);
    EXPECT_EQ(narrow.size_of(0), 8U);
}

}  // namespace
}  // namespace dalil
