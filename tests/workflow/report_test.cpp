#include "dalil/workflow/report.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "dalil/workflow/analysis.hpp"

namespace dalil {
namespace {

// Invented names that occur in no other text.
const std::vector<std::string> kGiven = {"Zhuldyzai",  "Bekmuratqyz", "Orynbek",
                                         "Tursynqali", "Marqaqol",    "Sapargul"};
const std::vector<std::string> kFamily = {"Qarabatyrov", "Ospantaev", "Zhylqybekov", "Maldybaeva",
                                          "Terisqanov"};

CellValue text_cell(std::string text) {
    return {std::move(text), "", CellType::Text, false};
}

/// Every list holds another part of sixty people: who is on it hangs on the person's number only.
Table make_list(const std::string& name, int step) {
    TableBuilder builder;
    std::uint32_t row = 1;
    const std::vector<std::string> heads = {"given name", "family name", "date of birth",
                                            "date of arrest", "city"};
    for (std::uint32_t c = 0; c < heads.size(); ++c) {
        builder.add(row, c + 1, text_cell(heads[c]));
    }
    for (int person = 0; person < 60; ++person) {
        if (person % step == 1) continue;
        ++row;
        const auto p = static_cast<std::size_t>(person);
        const std::string& given = kGiven[p % kGiven.size()];
        const std::string& family = kFamily[p / kGiven.size() % kFamily.size()];
        const int day = person % 10;
        builder.add(row, 1, text_cell(given));
        builder.add(row, 2, text_cell(family));
        builder.add(
            row, 3,
            text_cell(fmt::format("19{:02}-0{}-1{}", 50 + person / 2, 1 + person % 9, day)));
        builder.add(row, 4, text_cell(fmt::format("201{}-05-1{}", 6 + person % 3, day)));
        builder.add(row, 5, text_cell(person % 2 == 0 ? "Northtown" : "Southtown"));
    }
    Table table = builder.finish();
    table.source = name;
    table.file = name + ".csv";
    return table;
}

class ReportOfRun : public testing::Test {
  protected:
    void run(const std::vector<std::string>& by) {
        std::vector<Table> tables;
        tables.push_back(make_list("appeals", 3));
        tables.push_back(make_list("register", 4));
        tables.push_back(make_list("news", 5));
        lists_ = prepare_lists(std::move(tables), {"appeals", "register", "news"}, std::nullopt, {},
                               context_);
        inputs_.options.by = by;
        auto analysis = analyse(lists_, inputs_.options, context_);
        ASSERT_TRUE(analysis) << analysis.error().message;
        analysis_ = std::move(*analysis);
        inputs_.lists = &lists_;
        inputs_.analysis = &analysis_;
        inputs_.inputs = {{"appeals", "appeals.csv", "00ff", ImportOutcome::Added, 41, 41, 0, 0}};
        inputs_.command = "dalil run ../volume7/appeals.csv";
        view_ = make_report_view(inputs_, context_);
    }

    Context context_;
    Lists lists_;
    Analysis analysis_;
    ReportInputs inputs_;
    page::ReportView view_;
};

TEST_F(ReportOfRun, ShowsTheFiguresOfTheRun) {
    run({});
    EXPECT_EQ(view_.records, lists_.records.size());
    EXPECT_EQ(view_.people.median, analysis_.linkage.people.median);
    ASSERT_EQ(view_.lists.size(), 3u);
    std::uint64_t records = 0;
    for (const page::ListView& list : view_.lists) {
        records += list.records;
        EXPECT_LE(list.people, list.records);
        EXPECT_EQ(list.period, "2016–2018");
    }
    EXPECT_EQ(records, view_.records);
    ASSERT_FALSE(view_.breakdowns.empty());
    EXPECT_TRUE(view_.breakdowns.front().is_time);
    const StratumEstimate& estimate =
        analysis_.estimates.strata[analysis_.estimates.headline].estimate;
    EXPECT_EQ(view_.estimate.total.has_value(), !estimate.refused);
    EXPECT_EQ(view_.estimate.reasons.size(), estimate.reasons.size());
}

TEST_F(ReportOfRun, NamesNobodyAndNoFolder) {
    run({"city"});
    const std::string html = page::render_report(view_);
    for (const auto* names : {&kGiven, &kFamily}) {
        for (std::string name : *names) {
            EXPECT_EQ(html.find(name), std::string::npos) << name;
            name[0] = static_cast<char>(name[0] - 'A' + 'a');
            EXPECT_EQ(html.find(name), std::string::npos) << name;
        }
    }
    EXPECT_EQ(html.find("1950-01"), std::string::npos) << "a birth date";
    EXPECT_EQ(html.find("volume7"), std::string::npos) << "folders tell whose machine it was";
    EXPECT_NE(html.find("northtown"), std::string::npos) << "groups that were asked for are shown";
}

TEST_F(ReportOfRun, NeverCountsByWhatWouldNamePeople) {
    run({"family_name"});
    const std::string html = page::render_report(view_);
    for (std::string name : kFamily) {
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
        EXPECT_EQ(html.find(name), std::string::npos) << name;
    }
}

TEST_F(ReportOfRun, IsTheSameForOneThreadAndTwo) {
    run({"city"});
    const std::string html = page::render_report(view_);
    context_.threads = 1;
    run({"city"});
    EXPECT_EQ(page::render_report(view_), html);
}

TEST(ReportWords, KnowEveryMethod) {
    for (const std::string& method : method_names()) {
        EXPECT_NE(method_title(method), method);
        EXPECT_FALSE(method_assumption(method).empty()) << method;
    }
    EXPECT_EQ(field_title("given_name"), "given name");
    EXPECT_EQ(field_title("category:weapon"), "weapon");
    EXPECT_EQ(issue_phrase("no-such-code"), "");
    EXPECT_NE(issue_phrase("date-ambiguous"), "");
}

}  // namespace
}  // namespace dalil
