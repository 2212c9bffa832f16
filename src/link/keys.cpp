#include "link/keys.hpp"

#include <algorithm>
#include <functional>

#include "dalil/base/hash.hpp"
#include "dalil/base/parallel.hpp"

namespace dalil::linking {
namespace {

using Emit = std::function<void(std::uint64_t)>;
using ValueKeyMaker = std::function<void(std::uint32_t code, const Emit&)>;

ValueKeys make_table(std::size_t values, const ValueKeyMaker& make) {
    ValueKeys out;
    out.offsets.assign(values + 1, 0);
    for (std::uint32_t v = 1; v < values; ++v) {
        out.offsets[v] = static_cast<std::uint32_t>(out.hashes.size());
        make(v, [&](std::uint64_t hash) { out.hashes.push_back(hash); });
        const auto begin = out.hashes.begin() + out.offsets[v];
        std::sort(begin, out.hashes.end());
        out.hashes.erase(std::unique(begin, out.hashes.end()), out.hashes.end());
    }
    out.offsets[values] = static_cast<std::uint32_t>(out.hashes.size());
    return out;
}

std::uint64_t tagged(std::string_view text, std::uint64_t tag) {
    return hash64(text, tag);
}

void deletions(std::string_view word, std::uint64_t tag, const Emit& emit) {
    emit(tagged(word, tag));
    if (word.size() < 4 || word.size() > 24) return;
    std::string shorter;
    for (std::size_t i = 0; i < word.size(); ++i) {
        shorter.assign(word);
        shorter.erase(i, 1);
        emit(tagged(shorter, tag));
    }
}

struct Variant {
    std::string name;
    ValueKeyMaker make;
};

std::vector<Variant> name_variants(const TextForms& forms) {
    const auto each_word = [&forms](auto&& use) {
        return [&forms, use](std::uint32_t v, const Emit& emit) {
            for (const std::uint32_t w : forms.values[v].words)
                if (forms.words[w].latin.size() > 1) use(forms.words[w], emit);
        };
    };
    return {
        {"word", each_word([](const WordForm& w, const Emit& emit) { emit(tagged(w.latin, 1)); })},
        {"skeleton", each_word([](const WordForm& w, const Emit& emit) {
             if (w.skeleton != 0) emit(mix64(w.skeleton, 2));
         })},
        {"first letters", each_word([](const WordForm& w, const Emit& emit) {
             emit(tagged(std::string_view(w.latin).substr(0, 3), 3));
         })},
        {"letter left out",
         each_word([](const WordForm& w, const Emit& emit) { deletions(w.latin, 4, emit); })},
    };
}

std::vector<Variant> text_variants(const TextForms& forms) {
    return {
        {"exact",
         [&forms](std::uint32_t v, const Emit& emit) { emit(tagged(forms.values[v].joined, 11)); }},
        {"word",
         [&forms](std::uint32_t v, const Emit& emit) {
             if (forms.values[v].words.size() > 12) return;
             for (const std::uint32_t w : forms.values[v].words)
                 if (forms.words[w].latin.size() > 2) emit(tagged(forms.words[w].latin, 12));
         }},
        {"first letters",
         [&forms](std::uint32_t v, const Emit& emit) {
             emit(tagged(std::string_view(forms.values[v].joined).substr(0, 4), 13));
         }},
        {"letter left out",
         [&forms](std::uint32_t v, const Emit& emit) {
             deletions(forms.values[v].joined, 14, emit);
         }},
    };
}

std::vector<Variant> identifier_variants(const TextForms& forms) {
    return {
        {"exact",
         [&forms](std::uint32_t v, const Emit& emit) { emit(tagged(forms.values[v].joined, 21)); }},
        {"first half",
         [&forms](std::uint32_t v, const Emit& emit) {
             const std::string& text = forms.values[v].joined;
             if (text.size() >= 4)
                 emit(tagged(std::string_view(text).substr(0, (text.size() + 1) / 2), 22));
         }},
        {"letter left out",
         [&forms](std::uint32_t v, const Emit& emit) {
             deletions(forms.values[v].joined, 23, emit);
         }},
    };
}

std::uint64_t date_hash(int year, int month, int day, std::uint64_t tag) {
    return mix64(tag, static_cast<std::uint64_t>(year) << 16U |
                          static_cast<std::uint64_t>(month) << 8U |
                          static_cast<std::uint64_t>(day));
}

void masked_digits(const DateForm::Reading& r, const Emit& emit) {
    const int number = r.year * 10'000 + r.month * 100 + r.day;
    for (int power = 1, k = 0; k < 8; power *= 10, ++k)
        emit(mix64(40 + static_cast<std::uint64_t>(k),
                   static_cast<std::uint64_t>(number - number / power % 10 * power)));
}

std::vector<Variant> date_variants(const std::vector<DateForm>& dates) {
    const auto each_day = [&dates](auto&& use) {
        return [&dates, use](std::uint32_t v, const Emit& emit) {
            for (const DateForm::Reading& r : dates[v].readings)
                if (r.day != 0) use(r, emit);
        };
    };
    return {
        {"exact", each_day([](const DateForm::Reading& r, const Emit& emit) {
             emit(date_hash(r.year, r.month, r.day, 31));
         })},
        {"year and month",
         [&dates](std::uint32_t v, const Emit& emit) {
             for (const DateForm::Reading& r : dates[v].readings)
                 if (r.month != 0) emit(date_hash(r.year, r.month, 0, 32));
         }},
        {"year and day", each_day([](const DateForm::Reading& r, const Emit& emit) {
             emit(date_hash(r.year, 0, r.day, 33));
         })},
        {"month and day", each_day([](const DateForm::Reading& r, const Emit& emit) {
             emit(date_hash(0, std::min(r.month, r.day), std::max(r.month, r.day), 34));
         })},
        {"year",
         [&dates](std::uint32_t v, const Emit& emit) {
             for (const DateForm::Reading& r : dates[v].readings)
                 for (int y = r.year; y <= std::min<int>(r.year_last, r.year + 2); ++y)
                     emit(date_hash(y, 0, 0, 35));
         }},
        {"digit left out",
         each_day([](const DateForm::Reading& r, const Emit& emit) { masked_digits(r, emit); })},
    };
}

std::vector<Variant> variants_of(const Comparator& comparator) {
    switch (comparator.kind()) {
        case ValueKind::Name:
            return name_variants(comparator.text());
        case ValueKind::Date:
            return date_variants(comparator.dates());
        case ValueKind::Identifier:
            return identifier_variants(comparator.text());
        case ValueKind::Category:
        case ValueKind::Number: {
            auto all = text_variants(comparator.text());
            return {all.front()};
        }
        case ValueKind::Place:
        case ValueKind::Text:
            break;
    }
    return text_variants(comparator.text());
}

/// Variants coarse enough to be combined with another field, by position among the variants of the
/// kind.
std::vector<std::size_t> coarse_variants(ValueKind kind) {
    switch (kind) {
        case ValueKind::Name:
            return {1, 2};  // skeleton, first letters
        case ValueKind::Date:
            return {1, 3, 4};  // year and month, month and day, year
        case ValueKind::Identifier:
            return {1};
        case ValueKind::Place:
            return {0, 2};
        default:
            return {0};
    }
}

/// Probability that two random records share a key of the table.
double collision(const CanonicalField& field, const ValueKeys& keys) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> counts;
    for (std::size_t v = 1; v < field.values.size(); ++v)
        for (std::uint32_t k = keys.offsets[v]; k < keys.offsets[v + 1]; ++k)
            counts.emplace_back(keys.hashes[k], field.counts[v]);
    std::sort(counts.begin(), counts.end());
    double sum = 0;
    for (std::size_t i = 0; i < counts.size();) {
        double records = 0;
        std::size_t j = i;
        for (; j < counts.size() && counts[j].first == counts[i].first; ++j)
            records += counts[j].second;
        sum += records * records;
        i = j;
    }
    const double n = static_cast<double>(field.codes.size());
    return sum / (n * n);
}

struct Coarse {
    std::uint32_t field;
    std::size_t variant;
    std::string name;
    const ValueKeys* keys;
    double collision;
};

std::vector<std::vector<Variant>> make_tables(const Canonical& canonical,
                                              const std::vector<Comparator>& comparators,
                                              KeySet& out, const Context& context) {
    std::vector<std::vector<Variant>> variants;
    std::vector<std::pair<std::size_t, std::size_t>> tables;
    for (std::size_t f = 0; f < comparators.size(); ++f) {
        variants.push_back(variants_of(comparators[f]));
        out.tables.emplace_back(variants[f].size());
        for (std::size_t v = 0; v < variants[f].size(); ++v) tables.emplace_back(f, v);
    }
    parallel_for(context, tables.size(), 1, [&](std::size_t t, std::size_t) {
        const auto [f, v] = tables[t];
        out.tables[f][v] = make_table(canonical.fields[f].values.size(), variants[f][v].make);
    });
    return variants;
}

/// Whether two tables, each with one key for each value, put the same values together.
bool same_groups(const ValueKeys& a, const ValueKeys& b) {
    if (a.offsets != b.offsets) return false;
    for (std::size_t v = 0; v + 1 < a.offsets.size(); ++v)
        if (a.offsets[v + 1] - a.offsets[v] > 1) return false;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> keys;
    for (std::size_t k = 0; k < a.hashes.size(); ++k) keys.emplace_back(a.hashes[k], b.hashes[k]);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<std::uint64_t> others;
    for (std::size_t k = 0; k < keys.size(); ++k) {
        if (k > 0 && keys[k].first == keys[k - 1].first) return false;
        others.push_back(keys[k].second);
    }
    std::sort(others.begin(), others.end());
    return std::adjacent_find(others.begin(), others.end()) == others.end();
}

}  // namespace

KeySet make_keys(const Canonical& canonical, const std::vector<Comparator>& comparators,
                 double largest_mean_block, const Context& context) {
    KeySet out;
    const auto variants = make_tables(canonical, comparators, out, context);
    // Names of all roles share one key space, so that swapped names still meet.
    KeyKind names[4];
    std::vector<Coarse> coarse;
    for (std::uint32_t f = 0; f < comparators.size(); ++f) {
        const CanonicalField& field = canonical.fields[f];
        for (std::size_t v = 0; v < variants[f].size(); ++v) {
            const KeyKind::Part part{f, &out.tables[f][v]};
            if (field.is_name) {
                names[v].name = "name: " + variants[f][v].name;
                names[v].any.push_back(part);
            } else {
                out.kinds.push_back({field.key + ": " + variants[f][v].name, {part}, {}, false});
            }
        }
        for (const std::size_t v : coarse_variants(field.kind)) {
            if (v >= out.tables[f].size()) continue;
            const bool known = std::any_of(coarse.begin(), coarse.end(), [&](const Coarse& c) {
                return c.field == f && same_groups(*c.keys, out.tables[f][v]);
            });
            if (known) continue;
            coarse.push_back({f, v, field.key + ": " + variants[f][v].name, &out.tables[f][v],
                              collision(field, out.tables[f][v])});
        }
    }
    for (KeyKind& kind : names)
        if (!kind.any.empty()) out.kinds.push_back(std::move(kind));
    for (std::size_t i = 0; i < coarse.size(); ++i)
        for (std::size_t j = i + 1; j < coarse.size(); ++j) {
            const Coarse &a = coarse[i], &b = coarse[j];
            if (a.field == b.field) continue;
            if (a.collision * b.collision * canonical.n > largest_mean_block) continue;
            const bool both_names =
                canonical.fields[a.field].is_name && canonical.fields[b.field].is_name;
            out.kinds.push_back({a.name + " + " + b.name,
                                 {},
                                 {{a.field, a.keys}, {b.field, b.keys}},
                                 both_names && a.variant == b.variant});
        }
    return out;
}

void keys_of_record(const KeyKind& kind, const Canonical& canonical, std::uint32_t record,
                    std::vector<std::uint64_t>& out) {
    for (const KeyKind::Part& part : kind.any) {
        const std::uint32_t code = canonical.fields[part.field].codes[record];
        if (code == 0) continue;
        for (std::uint32_t k = part.keys->offsets[code]; k < part.keys->offsets[code + 1]; ++k)
            out.push_back(part.keys->hashes[k]);
    }
    if (kind.together.size() != 2) return;
    const KeyKind::Part &a = kind.together[0], &b = kind.together[1];
    const std::uint32_t x = canonical.fields[a.field].codes[record];
    const std::uint32_t y = canonical.fields[b.field].codes[record];
    if (x == 0 || y == 0) return;
    for (std::uint32_t i = a.keys->offsets[x]; i < a.keys->offsets[x + 1]; ++i)
        for (std::uint32_t j = b.keys->offsets[y]; j < b.keys->offsets[y + 1]; ++j)
            out.push_back(mix64(0, a.keys->hashes[i] + b.keys->hashes[j]));
}

}  // namespace dalil::linking
