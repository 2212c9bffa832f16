#include "link/canonical.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "dalil/base/hash.hpp"
#include "dalil/base/result.hpp"
#include "link/own_names.hpp"

namespace dalil::linking {
namespace {

bool never_compared(Meaning meaning) {
    return meaning == Meaning::Ignore || meaning == Meaning::RowId;
}

FieldRole role_of(Meaning meaning) {
    switch (meaning) {
        case Meaning::Identifier:
        case Meaning::GivenName:
        case Meaning::MiddleName:
        case Meaning::Alias:
        case Meaning::BirthDate:
        case Meaning::BirthYear:
        case Meaning::BirthMonth:
        case Meaning::BirthDay:
        case Meaning::Age:
        case Meaning::Email:
            return FieldRole::Individual;
        default:
            return FieldRole::Shared;
    }
}

bool is_name_meaning(Meaning meaning) {
    return meaning == Meaning::FullName || meaning == Meaning::GivenName ||
           meaning == Meaning::MiddleName || meaning == Meaning::FamilyName ||
           meaning == Meaning::FatherName || meaning == Meaning::Alias;
}

std::vector<std::uint32_t> order_of(std::size_t n, const auto& less) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), less);
    return order;
}

void order_sources(const RecordSet& records, Canonical& out, std::vector<std::uint16_t>& rank) {
    const auto order = order_of(records.sources.size(), [&](std::uint32_t a, std::uint32_t b) {
        return records.sources[a].name < records.sources[b].name;
    });
    rank.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Source& source = records.sources[order[i]];
        rank[order[i]] = static_cast<std::uint16_t>(i);
        out.source_names.push_back(source.name);
        out.source_has_no_duplicates.push_back(source.duplicates == ListRecipe::Duplicates::None);
    }
}

/// An age gives a range of days that depends on the day it was told. Two such ranges say no more
/// than their years do; keeping the days would count the date of the telling as evidence about the
/// birth.
std::string comparable_text(const Field& field, std::uint32_t code) {
    if (field.kind != ValueKind::Date || code >= field.dates.size()) return field.values[code];
    const PartialDate& date = field.dates[code];
    if (!date.derived || date.readings.empty()) return field.values[code];
    const DateReading& reading = date.readings.front();
    return fmt::format("{:04}/{:04} derived", reading.year_first, reading.year_last);
}

/// Where a field stands among the others. Keys such as "category:weapon" hold a header's words, and
/// a header in another language must not change results: such fields are ordered by their values.
std::tuple<bool, std::string, std::uint64_t, std::string> place_of(const Field& field) {
    const std::size_t colon = field.key.find(':');
    if (colon == std::string::npos) return {false, field.key, 0, {}};
    std::uint64_t content = 0;
    for (const std::string& value : field.values) content += hash64(value);
    return {true, field.key.substr(0, colon), content, field.key};
}

CanonicalField canonical_field(const Field& field, const Canonical& base) {
    CanonicalField out;
    out.key = field.key;
    out.meaning = field.meaning;
    out.kind = field.kind;
    out.role = role_of(field.meaning);
    out.is_name = is_name_meaning(field.meaning);
    std::vector<std::string> texts(field.values.size());
    for (std::uint32_t code = 1; code < texts.size(); ++code)
        texts[code] = comparable_text(field, code);
    const auto order = order_of(texts.size(), [&](std::uint32_t a, std::uint32_t b) {
        if ((a == 0) != (b == 0)) return a == 0;
        return texts[a] < texts[b];
    });
    std::vector<std::uint32_t> new_code(texts.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        const std::uint32_t code = order[i];
        if (i == 0 || texts[code] != out.values.back() || out.values.size() == 1) {
            out.values.push_back(texts[code]);
            if (field.kind == ValueKind::Date)
                out.dates.push_back(code < field.dates.size() ? field.dates[code] : PartialDate{});
        }
        new_code[code] = static_cast<std::uint32_t>(out.values.size() - 1);
    }
    if (out.values.empty()) out.values.emplace_back();
    out.codes.resize(base.n);
    for (std::uint32_t r = 0; r < base.n; ++r) {
        const std::uint32_t code = field.codes[base.original[r]];
        const bool unreadable = field.kind == ValueKind::Date && code != 0 &&
                                (code >= field.dates.size() || field.dates[code].readings.empty());
        out.codes[r] = unreadable ? 0 : new_code[code];
    }
    count_values(out);
    return out;
}

/// Whether a pair of records can ever agree or disagree on the field.
bool says_something(const CanonicalField& field, const Canonical& base) {
    if (field.filled < 2) return false;
    const std::uint32_t most = *std::max_element(field.counts.begin() + 1, field.counts.end());
    if (most == field.filled) return false;
    // On one list only, and nobody stands twice on that list: no pair of one person has it twice.
    std::vector<std::uint32_t> per_source(base.sources(), 0);
    for (std::uint32_t r = 0; r < base.n; ++r)
        if (field.codes[r] != 0) ++per_source[base.source[r]];
    std::uint32_t with = 0, only = 0;
    for (std::uint32_t s = 0; s < per_source.size(); ++s)
        if (per_source[s] != 0) {
            ++with;
            only = s;
        }
    return with > 1 || !base.source_has_no_duplicates[only];
}

/// Expected information of a random pair: how often both have it times how rarely two people agree.
double informativeness(const CanonicalField& field, std::uint32_t n) {
    double agree = 0;
    for (std::size_t v = 1; v < field.counts.size(); ++v) {
        const double f = static_cast<double>(field.counts[v]) / field.filled;
        agree += f * f;
    }
    const double both = static_cast<double>(field.filled) / n;
    return -both * both * std::log(std::max(agree, 1e-12));
}

void keep_most_informative(Canonical& out) {
    if (out.fields.size() <= kMaxFields) return;
    const auto order = order_of(out.fields.size(), [&](std::uint32_t a, std::uint32_t b) {
        return informativeness(out.fields[a], out.n) > informativeness(out.fields[b], out.n);
    });
    std::vector<std::uint32_t> kept(order.begin(), order.begin() + kMaxFields);
    std::sort(kept.begin(), kept.end());
    std::vector<CanonicalField> fields;
    for (const std::uint32_t f : kept) fields.push_back(std::move(out.fields[f]));
    out.fields = std::move(fields);
}

/// A date that repeats another date of its record ("registered" on the day of birth) is the same
/// evidence twice. Where that is more than coincidence, the repetition is taken for missing; the
/// birth date is the one that stays.
void drop_repeated_dates(Canonical& out) {
    constexpr double kCoincidence = 0.02;
    for (CanonicalField& field : out.fields)
        for (const CanonicalField& other : out.fields) {
            if (&field == &other || field.kind != ValueKind::Date ||
                other.kind != ValueKind::Date || field.role == FieldRole::Individual)
                continue;
            if (other.role != FieldRole::Individual && &other > &field) continue;
            const auto repeats = [&](std::uint32_t r) {
                return field.codes[r] != 0 && other.codes[r] != 0 &&
                       field.values[field.codes[r]] == other.values[other.codes[r]];
            };
            std::uint32_t both = 0, same = 0;
            for (std::uint32_t r = 0; r < out.n; ++r) {
                both += field.codes[r] != 0 && other.codes[r] != 0;
                same += repeats(r);
            }
            if (same < 3 || same < kCoincidence * both) continue;
            for (std::uint32_t r = 0; r < out.n; ++r)
                if (repeats(r)) field.codes[r] = 0;
            count_values(field);
        }
}

/// Given and family names get one dictionary, so that a name is known in whichever column it
/// stands.
void share_dictionary(CanonicalField& a, CanonicalField& b) {
    std::vector<std::string> all;
    std::set_union(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                   std::back_inserter(all));
    for (CanonicalField* field : {&a, &b}) {
        std::vector<std::uint32_t> code(field->values.size());
        for (std::size_t v = 0; v < code.size(); ++v)
            code[v] = static_cast<std::uint32_t>(
                std::lower_bound(all.begin(), all.end(), field->values[v]) - all.begin());
        for (std::uint32_t& c : field->codes) c = code[c];
        field->values = all;
        count_values(*field);
    }
}

void share_name_dictionary(Canonical& out) {
    CanonicalField *given = nullptr, *family = nullptr;
    for (CanonicalField& field : out.fields) {
        if (field.kind != ValueKind::Name) continue;
        if (field.meaning == Meaning::GivenName && given == nullptr) given = &field;
        if (field.meaning == Meaning::FamilyName && family == nullptr) family = &field;
    }
    if (given != nullptr && family != nullptr) share_dictionary(*given, *family);
}

}  // namespace

void count_values(CanonicalField& field) {
    field.counts.assign(field.values.size(), 0);
    for (const std::uint32_t code : field.codes) ++field.counts[code];
    field.filled = static_cast<std::uint32_t>(field.codes.size()) - field.counts[0];
}

Canonical make_canonical(const RecordSet& records) {
    Canonical out;
    out.n = records.size();
    ENSURE(records.content_keys.size() == out.n, "every record has a content key");
    std::vector<std::uint16_t> rank;
    order_sources(records, out, rank);
    out.original = order_of(out.n, [&](std::uint32_t a, std::uint32_t b) {
        return records.content_keys[a] < records.content_keys[b];
    });
    out.canonical.resize(out.n);
    for (std::uint32_t r = 0; r < out.n; ++r) {
        out.canonical[out.original[r]] = r;
        out.keys.push_back(records.content_keys[out.original[r]]);
        out.source.push_back(rank[records.records[out.original[r]].source]);
    }
    std::vector<std::tuple<bool, std::string, std::uint64_t, std::string>> place;
    for (const Field& field : records.fields) place.push_back(place_of(field));
    const auto by_key = order_of(records.fields.size(), [&](std::uint32_t a, std::uint32_t b) {
        return place[a] < place[b];
    });
    for (const std::uint32_t f : by_key) {
        if (never_compared(records.fields[f].meaning)) continue;
        CanonicalField field = canonical_field(records.fields[f], out);
        if (says_something(field, out))
            out.fields.push_back(std::move(field));
        else if (field.filled > 0)
            out.constant.push_back(std::move(field));
    }
    drop_repeated_dates(out);
    drop_own_names(out);
    std::erase_if(out.fields, [&](const CanonicalField& f) { return !says_something(f, out); });
    keep_most_informative(out);
    share_name_dictionary(out);
    return out;
}

}  // namespace dalil::linking
