#include "cli/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "cli/console.hpp"
#include "dalil/text/unicode.hpp"
#include "dalil/workflow/report.hpp"

namespace dalil::cli {

namespace {

/// A bar left (against) or right (for) of a middle line; one block is one unit of log2.
std::string bar(double weight) {
    constexpr int kHalf = 12;
    const int length = std::min(kHalf, static_cast<int>(std::lround(std::fabs(weight))));
    const std::string blocks(static_cast<std::size_t>(length), '#');
    return weight < 0 ? fmt::format("{:>12}|{:12}", blocks, "")
                      : fmt::format("{:12}|{:<12}", "", blocks);
}

/// Lead bytes of Hebrew, Arabic, Syriac, Thaana and N'Ko, of their presentation forms, and a few
/// others to whom an isolate does no harm.
bool may_run_right_to_left(std::string_view utf8) {
    return std::any_of(utf8.begin(), utf8.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0xD6 && byte <= 0xE0) || byte == 0xEF || byte >= 0xF0;
    });
}

/// What columns are about, coarsely: a full name stands beside its parts, an age beside a birth
/// date.
constexpr std::string_view kTopics[] = {"name",   "birth",  "sex",   "event",       "place",
                                        "number", "family", "other", "not compared"};

std::string_view topic_of(const std::string& meaning) {
    static const std::map<std::string_view, std::string_view> kTopicOf = {
        {"full_name", "name"},
        {"given_name", "name"},
        {"middle_name", "name"},
        {"family_name", "name"},
        {"father_name", "name"},
        {"alias", "name"},
        {"sex", "sex"},
        {"birth_date", "birth"},
        {"birth_year", "birth"},
        {"birth_month", "birth"},
        {"birth_day", "birth"},
        {"age", "birth"},
        {"birth_place", "birth"},
        {"event_date", "event"},
        {"event_year", "event"},
        {"event_month", "event"},
        {"event_day", "event"},
        {"death_date", "event"},
        {"country", "place"},
        {"province", "place"},
        {"district", "place"},
        {"city", "place"},
        {"street", "place"},
        {"house_number", "place"},
        {"postcode", "place"},
        {"place", "place"},
        {"identifier", "number"},
        {"email", "number"},
        {"phone", "number"},
        {"relative", "family"},
        {"ignore", "not compared"},
        {"row_id", "not compared"},
        {"", "not compared"}};
    const auto at = kTopicOf.find(meaning);
    return at == kTopicOf.end() ? "other" : at->second;
}

/// The values of one record about a topic, one a line; a dash if there are none.
void print_values(std::string_view side, const ShownRecord& record, std::string_view topic) {
    bool any = false;
    for (const ShownValue& value : record.values) {
        if (topic_of(value.meaning) != topic) continue;
        any = true;
        print(fmt::format("    {}  {}: {}   [{}]\n", side, isolated(value.header),
                          isolated(value.value), isolated(value.cell)));
    }
    if (!any) print(fmt::format("    {}  -\n", side));
}

bool tells_about(const ShownRecord& record, std::string_view topic) {
    return std::any_of(record.values.begin(), record.values.end(),
                       [&](const ShownValue& value) { return topic_of(value.meaning) == topic; });
}

std::string_view level_words(const FieldEvidence& field) {
    return field.crossed ? " (given and family name crosswise)" : "";
}

}  // namespace

std::string isolated(std::string_view value) {
    std::string text = show_controls(value);
    if (!may_run_right_to_left(text)) return text;
    return "\u2068" + text + "\u2069";  // first strong isolate ... pop
}

std::string quoted(const std::string& word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-' || c == '/' ||
               (static_cast<unsigned char>(c) & 0x80U) != 0;
    });
    if (plain) return word;
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

void print_record(const ShownRecord& record) {
    print(fmt::format("\n{}   {}   person {} ({:.0f} %)\n", isolated(record.record),
                      isolated(record.place), record.person, 100 * record.probability));
    for (const ShownValue& value : record.values)
        print(fmt::format("  {}: {}\n", isolated(value.header), isolated(value.value)));
}

void print_side_by_side(const ShownRecord& a, const ShownRecord& b) {
    for (const std::string_view topic : kTopics) {
        if (!tells_about(a, topic) && !tells_about(b, topic)) continue;
        print(fmt::format("  {}\n", topic));
        print_values("A", a, topic);
        print_values("B", b, topic);
    }
}

void print_weights(const PairExplanation& why) {
    std::string missing;
    for (const FieldEvidence& f : why.fields) {
        if (f.level == "missing") {
            missing += (missing.empty() ? "" : ", ") + isolated(field_title(f.field));
            continue;
        }
        print(fmt::format("  {:>+6.1f} {}  {}: {}{}\n", f.weight, bar(f.weight),
                          isolated(field_title(f.field)), f.level, level_words(f)));
    }
    if (!missing.empty()) print(fmt::format("  not on both: {}\n", missing));
    print(fmt::format("  {:>+6.1f} {}  before looking: how often two records are one person\n",
                      why.prior_weight, bar(why.prior_weight)));
    if (why.related_weight < -0.05) {
        print(fmt::format("  {:>+6.1f} {}  relatives or namesakes would look alike too\n",
                          why.related_weight, bar(why.related_weight)));
    }
    print(fmt::format("  {:>+6.1f} {}  together\n", why.total_weight, bar(why.total_weight)));
    if (!why.flip.empty()) print(fmt::format("  {}\n", why.flip));
}

void print_weights_in_short(const PairExplanation& why) {
    std::vector<const FieldEvidence*> fields;
    for (const FieldEvidence& f : why.fields) {
        if (std::fabs(f.weight) >= 0.05) fields.push_back(&f);
    }
    std::stable_sort(fields.begin(), fields.end(), [](const auto* x, const auto* y) {
        return std::fabs(x->weight) > std::fabs(y->weight);
    });
    for (const bool in_favour : {true, false}) {
        std::string line;
        for (const FieldEvidence* f : fields) {
            if ((f->weight > 0) != in_favour) continue;
            line += fmt::format("{}{} {} {:+.1f}", line.empty() ? "" : ", ",
                                isolated(field_title(f->field)), f->level, f->weight);
        }
        if (!line.empty()) print(fmt::format("  {}: {}\n", in_favour ? "for" : "against", line));
    }
    print(
        fmt::format("  before looking {:+.1f}, relatives or namesakes {:+.1f}, together {:+.1f}\n",
                    why.prior_weight, why.related_weight, why.total_weight));
    if (!why.flip.empty()) print(fmt::format("  {}\n", why.flip));
}

}  // namespace dalil::cli
