#include "tests/page/example_views.hpp"

#include <fmt/format.h>
#include <cmath>

#include <limits>

namespace dalil::page {

namespace {

StratumView stratum(std::string label, std::uint64_t records, Span people,
                    std::optional<Span> total, std::vector<std::string> reasons = {},
                    bool lower_bound = false) {
    StratumView view;
    view.label = std::move(label);
    view.records = records;
    view.people = people;
    view.estimate.total = total;
    view.estimate.reasons = std::move(reasons);
    view.estimate.lower_bound = lower_bound;
    return view;
}

void add_run(ReportView& view) {
    view.version = "0.1.0";
    view.icu_version = "72.1";
    view.effort = "standard";
    view.seed = 1;
    view.command = "dalil run appeals.xlsx register.csv -o out --config dalil.toml --seed 1";
    view.steps = {{"Decide the doubtful pairs that move the count most. Each decision is signed "
                   "and can be taken back.",
                   "dalil review out/case.dalil --next"},
                  {"Look at the columns whose meaning was guessed, correct dalil.toml if needed, "
                   "and run again.",
                   "dalil run appeals.xlsx register.csv -o out --config out/dalil.toml"},
                  {"Hand the linked list to a colleague for a second look.",
                   "dalil export out/case.dalil -o linked"}};
    view.method_texts = {{"How records became people",
                          {"Two records are compared field by field. Each agreement and each "
                           "difference is worth a weight: how much "
                           "more often it is seen in two records of one person than in records of "
                           "two people. Rare values weigh more. "
                           "A name alone never joins two records.",
                           "Records join a person on the evidence of all records of that person "
                           "together, not one by one."}},
                         {"How those on no list were estimated",
                          {"If lists found people independently, the share of one list that "
                           "another list also found says how much each "
                           "of them misses. Lists are rarely independent, so several methods that "
                           "relax this in different ways stand "
                           "side by side.",
                           "All of them assume that nobody entered or left the group while it was "
                           "listed, that links are right up to "
                           "the doubt shown, and that everybody had some chance of being listed. "
                           "Where nobody could be listed, no "
                           "method sees it."}}};
    view.inputs = {{"appeals.xlsx", 482113,
                    "9f3c1de2aa0b5f7c11d90e3ad4bb4e0c7a5d2f8e9b1c3d4e5f60718293a4b5c6"},
                   {"register.csv", 91822,
                    "02aa77e10c9d8b7a6f5e4d3c2b1a09f8e7d6c5b4a3928170f6e5d4c3b2a19080"}};
}

void add_weights(LinkageView& linkage) {
    linkage.weights = {{"given name", "exact", 0.86, 0.0041, 7.7},
                       {"given name", "same sound", 0.09, 0.006, 3.9},
                       {"given name", "different", 0.05, 0.9899, -4.3},
                       {"birth date", "exact", 0.71, 0.00009, 12.9},
                       {"birth date", "same year", 0.2, 0.018, 3.5},
                       {"birth date", "different", 0.06, 0.95, -4.0},
                       {"sex", "same", 0.98, 0.52, 0.9},
                       {"sex", "different", 0.02, 0.48, -4.6}};
}

}  // namespace

ReportView normal_view() {
    ReportView view;
    add_run(view);
    view.invented = true;
    view.records = 7840;
    view.people = {4812, 4790, 4841};
    view.people_on_several = 1456;
    view.estimate.total = Span{7931, 7123, 9041};
    view.estimate.method = "Log-linear models";
    view.estimate.linkage_share = 0.18;
    view.lists = {{"Families’ appeals",
                   "appeals.xlsx",
                   "Sheet2",
                   "Cyrillic",
                   "",
                   false,
                   3102,
                   2578,
                   "2016–2019",
                   {"41 dates can be read two ways", "6 totals rows left out"}},
                  {"Ministry register",
                   "register.csv",
                   "",
                   "Cyrillic",
                   "windows-1251",
                   false,
                   1912,
                   1808,
                   "2017–2019",
                   {"only a birth year in 388 records"}},
                  {"Local bulletins",
                   "bulletins.ods",
                   "公告",
                   "Han",
                   "",
                   false,
                   1644,
                   1394,
                   "2014–2018",
                   {"77 names could be split in two ways"}},
                  {"News tracker",
                   "tracker.tsv",
                   "",
                   "Latin",
                   "UTF-8",
                   false,
                   1182,
                   700,
                   "2014–2019",
                   {"12 rows without a name, kept"}}};
    view.not_lists = {{"appeals:Notes", "appeals.xlsx", "Notes", 23, true}};
    view.issues = {{"date-ambiguous",
                    "Dates that can be read two ways; both readings are kept",
                    Severity::Warning,
                    41,
                    {"appeals:Sheet2!F18", "appeals:Sheet2!F77", "appeals:Sheet2!F102",
                     "appeals:Sheet2!F240", "appeals:Sheet2!F391", "appeals:Sheet2!F392"}},
                   {"totals-row",
                    "Rows that sum up others; left out of the count",
                    Severity::Note,
                    6,
                    {"appeals:Sheet2!3120"}},
                   {"name-missing",
                    "Rows without a name; kept, and never joined to anybody",
                    Severity::Warning,
                    12,
                    {"tracker!14", "tracker!99"}}};
    view.uncertain_columns = {{"appeals", "H", "Туған жері / место", "birth place"},
                              {"bulletins", "C", "", "age"}};
    view.overlap_lists = {"Families’ appeals", "Ministry register", "Local bulletins",
                          "News tracker"};
    view.overlaps = {
        {{0}, {1412, 1398, 1431}}, {{1}, {903, 894, 911}},    {{2}, {640, 634, 655}},
        {{3}, {401, 398, 405}},    {{0, 1}, {512, 498, 519}}, {{0, 2}, {318, 311, 325}},
        {{1, 2}, {206, 199, 212}}, {{0, 3}, {149, 147, 152}}, {{0, 1, 2}, {121, 118, 126}},
        {{2, 3}, {84, 80, 85}},    {{0, 1, 3}, {41, 40, 44}}, {{0, 1, 2, 3}, {25, 25, 27}}};
    BreakdownView years;
    years.title = "People by year of the event";
    years.is_time = true;
    years.estimated = true;
    years.strata = {
        stratum("2014", 240, {180, 178, 184}, std::nullopt,
                {"Only 3 people stand on two lists; at least 7 are needed"}),
        stratum("2015", 330, {240, 236, 246}, Span{412, 330, 560}),
        stratum("2016", 990, {610, 604, 619}, Span{1012, 880, 1210}),
        stratum("2017", 2710, {1698, 1689, 1712}, Span{2820, 2420, 3270}),
        stratum("2018", 2300, {1415, 1406, 1430}, Span{2310, 1980, 2680}),
        stratum("2019", 1090, {648, 640, 655}, Span{1070, 905, 1260}),
        stratum("", 180, {88, 80, 92}, std::nullopt, {"People without a year were not estimated"})};
    view.breakdowns.push_back(years);
    view.methods = {{"chao_lower_bound", "Lower bound (Chao)", Span{6420, 6090, 6790}, true, false,
                     "Holds even if people differ in how easily they are listed"},
                    {"chapman", "Two lists at a time (Chapman)", Span{7210, 6600, 7900}, false,
                     false, "The two lists found people independently"},
                    {"independence", "All lists independent", Span{7480, 6980, 8460}, false, false,
                     "Every list found people independently of the others"},
                    {"loglinear", "Log-linear models, 14 averaged", Span{7931, 7123, 9041}, false,
                     true, "Pairs of lists may depend on each other; not all of them together"},
                    {"petersen", "Two lists at a time (Petersen)", std::nullopt, false, false,
                     "Not used: one pair of lists shares nobody"}};
    LinkageView& linkage = view.linkage;
    linkage.pairs_compared = 1204331;
    linkage.draws = 200;
    linkage.doubtful = 214;
    linkage.histogram = {31, 24, 19, 14, 9, 8, 6, 5, 6, 4, 5, 6, 5, 7, 6, 8, 9, 11, 14, 17};
    linkage.missed_link_share = 0.012;
    linkage.fields = {"names", "birth date", "sex", "place"};
    linkage.pairs = {{"appeals!118",
                      "bulletins!77",
                      "appeals.xlsx, Sheet2, row 121",
                      "bulletins.ods, 公告, row 79",
                      0.58,
                      0.42,
                      {{"birth date", "same year", 3.5},
                       {"given name", "same sound", 3.9},
                       {"place", "different", -2.1}}},
                     {"tracker!9",
                      "register!404",
                      "tracker.tsv, row 10",
                      "register.csv, row 405",
                      0.46,
                      0.39,
                      {{"family name", "one edit", 5.2}, {"birth date", "one year apart", -0.9}}}};
    add_weights(linkage);
    return view;
}

ReportView refused_view() {
    ReportView view = normal_view();
    view.invented = false;
    view.title = "Three lists, spring";
    view.estimate = {};
    view.estimate.reasons = {
        "Only 3 people stand on two lists; at least 7 are needed before any method can say "
        "something",
        "One list shares nobody with the others"};
    view.people_on_several = 3;
    view.lists.pop_back();
    view.overlap_lists.pop_back();
    view.overlaps = {{{0}, {1412, 1412, 1412}},
                     {{1}, {903, 903, 903}},
                     {{2}, {640, 640, 640}},
                     {{0, 1}, {3, 3, 5}}};
    view.people = {2958, 2956, 2958};
    view.methods.clear();
    view.breakdowns.front().estimated = false;
    for (StratumView& one : view.breakdowns.front().strata) one.estimate = {};
    view.linkage.doubtful = 0;
    view.linkage.histogram.clear();
    view.linkage.pairs.clear();
    view.linkage.missed_link_share = 0;
    return view;
}

ReportView upper_bound_view() {
    ReportView view = normal_view();
    view.title = "قائمة المفقودين 2017 (النسخة الثانية)";
    view.upper_bound = true;
    view.upper_bound_why =
        "Names in Arabic script and names in Han script cannot be compared reliably yet, so a "
        "person who stands on "
        "lists in both is counted twice";
    view.estimate = {};
    view.estimate.reasons = {"Lists that cannot be compared cannot show how they overlap"};
    view.lists = {{"نۇرگۈل تىزىملىكى",
                   "تىزىملىك.xlsx",
                   "ورقة ١",
                   "Arabic",
                   "",
                   false,
                   912,
                   900,
                   "2017–2018",
                   {}},
                  {"قائمة الأسر (2)",
                   "families.csv",
                   "",
                   "Arabic",
                   "windows-1256",
                   false,
                   411,
                   401,
                   "",
                   {"8 numbers written in Arabic digits"}},
                  {"新疆受害者名单：第三批公开的拘留通知",
                   "名单.xlsx",
                   "第一页",
                   "Han",
                   "",
                   false,
                   2201,
                   2178,
                   "2014–2019",
                   {}},
                  {"Ұсталғандар тізімі — қаңтар",
                   "tizim.csv",
                   "",
                   "Cyrillic",
                   "windows-1251",
                   false,
                   300,
                   288,
                   "2018",
                   {}}};
    view.overlap_lists.clear();
    for (const ListView& list : view.lists) view.overlap_lists.push_back(list.name);
    BreakdownView places;
    places.title = "People by place";
    places.strata = {stratum("ئۈرۈمچى", 412, {300, 290, 310}, std::nullopt),
                     stratum("喀什地区", 380, {288, 280, 295}, std::nullopt),
                     stratum("Алматы облысы", 120, {99, 96, 101}, std::nullopt),
                     stratum("Hotan", 88, {80, 79, 84}, std::nullopt),
                     stratum("", 31, {20, 18, 22}, std::nullopt)};
    view.breakdowns = {places};
    view.methods.clear();
    view.linkage.pairs.front() = {"نۇرگۈل تىزىملىكى!118",
                                  "新疆受害者名单：第三批公开的拘留通知!77",
                                  "تىزىملىك.xlsx, ورقة ١, row 121",
                                  "名单.xlsx, 第一页, row 79",
                                  0.5,
                                  0.5,
                                  {}};
    return view;
}

ReportView lower_bound_view() {
    ReportView view = normal_view();
    view.estimate.total = Span{5890, 5610, std::numeric_limits<double>::infinity()};
    view.estimate.lower_bound = true;
    view.estimate.method = "Lower bound (Chao)";
    view.estimate.warnings = {"Only two lists: nothing can tell whether they depend on each other"};
    view.methods = {view.methods.front(),
                    {"chapman", "Two lists (Chapman)",
                     Span{14000, 5600, std::numeric_limits<double>::infinity()}, false, false,
                     "The two lists found people independently"},
                    {"independence", "All lists independent", Span{91000, 6100, 480000}, false,
                     true, "Independence"}};
    for (StratumView& one : view.breakdowns.front().strata) one.estimate.lower_bound = true;
    return view;
}

ReportView one_list_view() {
    ReportView view;
    add_run(view);
    view.records = 23;
    view.people = {1, 1, 1};
    view.lists = {{"list", "list.csv", "", "Latin", "UTF-8", false, 23, 1, "", {}}};
    view.overlap_lists = {"list"};
    view.overlaps = {{{0}, {1, 1, 1}}};
    view.estimate.reasons = {
        "There is one list only; nothing can be said about people who are on none"};
    view.linkage.pairs_compared = 253;
    view.linkage.draws = 200;
    return view;
}

ReportView empty_view() {
    ReportView view;
    view.version = "0.1.0";
    view.not_lists = {{"notes", "notes.xlsx", "Sheet1", 4, false}};
    return view;
}

ReportView huge_view() {
    ReportView view = normal_view();
    view.records = 12345678;
    view.people = {4200123, 4150456, 4260789};
    view.people_on_several = 1999999;
    view.estimate.total = Span{9100000, 7200000, 14800000};
    view.lists.clear();
    view.overlap_lists.clear();
    for (int i = 1; i <= 40; ++i) {
        const std::string name = i % 7 == 0 ? fmt::format(
                                                  "the_regional_office_archive_of_letters_received_"
                                                  "between_2014_and_2019_part_{}",
                                                  i)
                                            : fmt::format("List {}", i);
        view.lists.push_back({name,
                              fmt::format("list{}.csv", i),
                              "",
                              i % 2 ? "Latin" : "Cyrillic",
                              "UTF-8",
                              i == 3,
                              static_cast<std::uint64_t>(300000 / i),
                              static_cast<std::uint64_t>(280000 / i),
                              "1931–2019",
                              {"12 dates can be read two ways"}});
        view.overlap_lists.push_back(name);
    }
    view.overlaps.clear();
    for (std::uint32_t i = 0; i < 500; ++i) {
        std::vector<std::uint32_t> lists = {i % 40};
        if (i >= 40) lists.push_back((i * 7 + 3) % 40);
        if (i >= 80) lists.push_back((i * 11 + 17) % 40);
        const double people = 1200000.0 / (i + 1);
        view.overlaps.push_back({lists, {people, people * 0.97, people * 1.04}});
    }
    BreakdownView years = view.breakdowns.front();
    years.title = "People by year of birth";
    years.strata.clear();
    for (int year = 1925; year < 2015; ++year) {
        if (year % 13 == 0) continue;
        const double people = 500.0 * (1 + (year * 37) % 100);
        years.strata.push_back(stratum(
            fmt::format("{}", year), static_cast<std::uint64_t>(people * 2),
            {people, people * 0.98, people * 1.03}, Span{people * 2, people * 1.4, people * 3.1}));
    }
    BreakdownView places;
    places.title = "People by place";
    places.estimated = true;
    for (int i = 0; i < 60; ++i) {
        places.strata.push_back(stratum(
            i % 9 == 4
                ? fmt::format("A place with a very long official name, number {}, and a suffix", i)
                : fmt::format("Place {}", i),
            9000, {4000.0 + i * 50, 3900.0 + i * 50, 4100.0 + i * 50},
            i % 5 == 0 ? std::nullopt : std::optional<Span>(Span{9000.0 + i, 7000, 13000}),
            i % 5 == 0 ? std::vector<std::string>{"Too few people stand on two lists"}
                       : std::vector<std::string>{}));
    }
    view.breakdowns = {years, places};
    view.linkage.pairs_compared = 312000000;
    view.linkage.doubtful = 1000;
    view.linkage.doubtful_is_minimum = true;
    while (view.linkage.pairs.size() < 20) view.linkage.pairs.push_back(view.linkage.pairs.front());
    return view;
}

/// Two humps far apart, and everything else that can stand beside an estimate.
ScrutinyView two_humps() {
    ScrutinyView scrutiny;
    scrutiny.method = "Latent classes, hard to find";
    for (int i = 0; i < 120; ++i) {
        const double at = i / 119.0;
        const double hump = std::exp(-60 * (at - 0.2) * (at - 0.2)) +
                            0.6 * std::exp(-80 * (at - 0.75) * (at - 0.75));
        scrutiny.density.points.push_back({6000 * std::exp(1.5 * at), hump});
    }
    scrutiny.density.value = {8100, 6600, 21000};
    scrutiny.density.humps = {{{8050, 6600, 9900}, 0.66}, {{18500, 15000, 23000}, 0.34}};
    scrutiny.modes = {{{8050, 6600, 9900}, 0.66, 0.02}, {{18500, 15000, 23000}, 0.34, 0.02}};
    for (int c = 0; c < 4; ++c) {
        ChainView chain;
        chain.draws = 1710;
        chain.mode_shares = {0.6 + 0.03 * c, 0.4 - 0.03 * c};
        chain.least_exchange = 0.31;
        chain.most_exchange = 0.44;
        for (int i = 0; i < 200; ++i) chain.trace.push_back(i % 50 < 30 ? 8000 + i : 18000 + i);
        scrutiny.chains.push_back(std::move(chain));
    }
    scrutiny.rhat = 1.004;
    scrutiny.ess = 2203;
    scrutiny.predictive_p = 0.57;
    scrutiny.best_links = 7950;
    scrutiny.refit_methods = {"Log-linear models", "Decomposable graphs"};
    scrutiny.refit_all = {Span{7930, 7120, 9040}, Span{7800, 7000, 8900}};
    scrutiny.refits = {
        {"Without", {"appeals"}, {Span{6100, 5700, 6600}, Span{6000, 5500, 6500}}},
        {"As one list:", {"appeals", "ministry register"}, {Span{8000, 7000, 9000}, {}}},
        {"Without the one person on",
         {"appeals", "news", "bulletins"},
         {Span{8100, 7000, 9100}, {}}}};
    for (const double factor : {1.0 / 3, 0.5, 1.0, 2.0, 3.0}) {
        scrutiny.factors.points.push_back(
            {factor, {4812 + 3100 * factor, 4812 + 2300 * factor, 4812 + 4200 * factor}});
    }
    scrutiny.factors.reference = 4812;
    scrutiny.factors.reference_label = "4,812 documented";
    scrutiny.doubles = 3.6;
    scrutiny.alternatives = {
        {"Decomposable graphs", "weight of one person in all", Span{7800, 7000, 8900}},
        {"Decomposable graphs", "weight 1 on each cell", std::nullopt}};
    scrutiny.models = {{"[123,14]", 0, {7930, 7120, 9040}}, {"[12,34]", 2.2, {6500, 6200, 6900}}};
    scrutiny.empty_cells = 2;
    scrutiny.cells_of_one = 1;
    return scrutiny;
}

ReportView hostile_view() {
    const std::string evil =
        "\"><script>alert('x')</script>&amp;\xE2\x80\xAE"
        "evil\x01\xFF<b onclick='x'>\xF0\x9F";
    ReportView view = upper_bound_view();
    const auto spoil = [&](std::string& text) { text = evil + text; };
    view.language = "en";
    spoil(view.title);
    spoil(view.date);
    spoil(view.upper_bound_why);
    for (std::string& text : view.estimate.reasons) spoil(text);
    for (ListView& list : view.lists) {
        for (std::string* text :
             {&list.name, &list.file, &list.sheet, &list.script, &list.encoding, &list.period}) {
            spoil(*text);
        }
        list.odd = {evil};
    }
    for (NotAListView& sheet : view.not_lists) spoil(sheet.name);
    for (IssueView& issue : view.issues) {
        spoil(issue.code);
        spoil(issue.phrase);
        for (std::string& text : issue.addresses) spoil(text);
    }
    for (UncertainColumnView& column : view.uncertain_columns) {
        for (std::string* text : {&column.list, &column.column, &column.header, &column.meaning})
            spoil(*text);
    }
    for (std::string& text : view.overlap_lists) spoil(text);
    for (BreakdownView& breakdown : view.breakdowns) {
        spoil(breakdown.title);
        spoil(breakdown.note);
        for (StratumView& one : breakdown.strata) spoil(one.label);
    }
    view.methods = {{evil, evil, Span{9000, 8000, 10000}, false, true, evil}};
    view.scrutiny = two_humps();
    for (std::string* text : {&view.scrutiny.method, &view.scrutiny.factors.reference_label,
                              &view.scrutiny.refits[0].change, &view.scrutiny.refits[1].lists[0],
                              &view.scrutiny.refit_methods[0], &view.scrutiny.models[0].name,
                              &view.scrutiny.alternatives[0].change})
        spoil(*text);
    for (PairView& pair : view.linkage.pairs) {
        for (std::string* text : {&pair.a, &pair.b, &pair.place_a, &pair.place_b}) spoil(*text);
        pair.evidence = {{evil, evil, 1}, {evil, evil, -1}};
    }
    for (WeightView& weight : view.linkage.weights) {
        spoil(weight.field);
        spoil(weight.level);
    }
    view.linkage.fields = {evil};
    view.linkage.warnings = {evil};
    for (StepView& step : view.steps) {
        spoil(step.text);
        spoil(step.command);
    }
    for (MethodText& text : view.method_texts) {
        spoil(text.title);
        for (std::string& words : text.paragraphs) spoil(words);
    }
    for (DigestView& input : view.inputs) {
        spoil(input.file);
        spoil(input.sha256);
    }
    spoil(view.version);
    spoil(view.command);
    return view;
}

std::vector<std::pair<std::string, ReportView>> example_views() {
    ReportView scrutinised = normal_view();
    scrutinised.scrutiny = two_humps();
    return {{"normal", normal_view()},
            {"two_humps", std::move(scrutinised)},
            {"refused", refused_view()},
            {"upper_bound", upper_bound_view()},
            {"lower_bound", lower_bound_view()},
            {"one_list", one_list_view()},
            {"empty", empty_view()},
            {"huge", huge_view()},
            {"hostile", hostile_view()}};
}

}  // namespace dalil::page
