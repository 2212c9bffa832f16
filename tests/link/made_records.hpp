// tests/link/made_records.hpp: small RecordSets by hand, without files.
//
//     MadeRecords made({{"given_name", Meaning::GivenName, ValueKind::Name}, ...}, {"a", "b"});
//     made.add("a", {"aygul", "tursun", "1980-02-03"});
//     RecordSet records = made.build();
#pragma once

#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "dalil/base/hash.hpp"
#include "dalil/base/random.hpp"
#include "dalil/record/record_set.hpp"

namespace dalil::testing {

struct MadeField {
    std::string key;
    Meaning meaning;
    ValueKind kind;
};

class MadeRecords {
  public:
    MadeRecords(std::vector<MadeField> fields, std::vector<std::string> sources)
        : fields_(std::move(fields)), sources_(std::move(sources)) {}

    void add(std::size_t source, std::vector<std::string> cells) {
        cells.resize(fields_.size());
        rows_.push_back({source, std::move(cells)});
    }
    std::size_t size() const { return rows_.size(); }

    /// Rows in the given order; without one, as added.
    RecordSet build(const std::vector<std::uint32_t>& order = {}) const {
        std::vector<std::uint32_t> rows = order;
        if (rows.empty()) {
            rows.resize(rows_.size());
            std::iota(rows.begin(), rows.end(), 0U);
        }
        RecordSet out;
        for (const std::string& name : sources_) {
            Source source;
            source.name = name;
            out.sources.push_back(source);
        }
        for (const MadeField& f : fields_) {
            Field field;
            field.key = f.key;
            field.meaning = f.meaning;
            field.kind = f.kind;
            field.values = {""};
            if (f.kind == ValueKind::Date) field.dates.resize(1);
            out.fields.push_back(field);
        }
        std::vector<std::map<std::string, std::uint32_t>> codes(fields_.size());
        std::map<std::uint64_t, std::uint64_t> seen;
        for (const std::uint32_t r : rows) {
            const auto& [source, cells] = rows_[r];
            out.records.push_back({static_cast<std::uint32_t>(source), r, r + 1});
            ++out.sources[source].records;
            std::uint64_t content = hash64(sources_[source]);
            for (std::size_t f = 0; f < cells.size(); ++f) {
                content = mix64(content, hash64(cells[f]));
                out.fields[f].codes.push_back(code(out.fields[f], codes[f], cells[f]));
            }
            out.content_keys.push_back(mix64(content, seen[content]++));
        }
        return out;
    }

  private:
    static std::uint32_t code(Field& field, std::map<std::string, std::uint32_t>& codes,
                              const std::string& value) {
        if (value.empty()) return 0;
        const auto [at, fresh] =
            codes.try_emplace(value, static_cast<std::uint32_t>(field.values.size()));
        if (fresh) {
            field.values.push_back(value);
            if (field.kind == ValueKind::Date)
                field.dates.push_back(from_edtf(value).value_or(PartialDate{}));
        }
        return at->second;
    }

    struct MadeRow {
        std::size_t source;
        std::vector<std::string> cells;
    };
    std::vector<MadeField> fields_;
    std::vector<std::string> sources_;
    std::vector<MadeRow> rows_;
};

inline std::string made_word(Rng& rng, int syllables) {
    static const char* const kSyllables[] = {"ba", "ke", "li", "mo", "nur", "sa", "ta",  "gul",
                                             "ay", "er", "di", "zo", "ram", "yu", "shi", "pa"};
    std::string out;
    for (int i = 0; i < syllables; ++i) out += kSyllables[rng.below(16)];
    return out;
}

inline std::string made_date(Rng& rng) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(1940 + rng.below(60)),
                  static_cast<int>(1 + rng.below(12)), static_cast<int>(1 + rng.below(28)));
    return text;
}

inline std::vector<MadeField> person_fields() {
    return {{"birth_date", Meaning::BirthDate, ValueKind::Date},
            {"city", Meaning::City, ValueKind::Place},
            {"family_name", Meaning::FamilyName, ValueKind::Name},
            {"given_name", Meaning::GivenName, ValueKind::Name},
            {"sex", Meaning::Sex, ValueKind::Category}};
}

/// `people` people, two lists; every second person is on both, with a slip now and then. Entities
/// in `entity`.
inline MadeRecords made_people(std::uint64_t seed, std::uint32_t people,
                               std::vector<std::uint32_t>& entity) {
    Rng rng(seed, 77);
    std::vector<std::string> given, family, cities;
    for (int i = 0; i < 60; ++i) given.push_back(made_word(rng, 2));
    for (int i = 0; i < 150; ++i) family.push_back(made_word(rng, 3));
    for (int i = 0; i < 30; ++i) cities.push_back(made_word(rng, 2) + "abad");
    MadeRecords made(person_fields(), {"first", "second"});
    entity.clear();
    for (std::uint32_t p = 0; p < people; ++p) {
        std::vector<std::string> cells{made_date(rng), cities[rng.below(30)],
                                       family[rng.below(150)], given[rng.below(60)],
                                       rng.below(2) ? "f" : "m"};
        made.add(0, cells);
        entity.push_back(p);
        if (p % 2 != 0) continue;
        if (rng.below(4) == 0) cells[2].erase(cells[2].size() - 1);
        if (rng.below(5) == 0) cells[1].clear();
        if (rng.below(6) == 0) cells[0].clear();
        made.add(1, cells);
        entity.push_back(p);
    }
    return made;
}

}  // namespace dalil::testing
