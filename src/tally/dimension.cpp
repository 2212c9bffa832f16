#include "tally/dimension.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dalil {

namespace {

/// Sorts the words of the records and gives each its rank; words[r] may repeat.
Dimension rank_words(std::string name, const std::vector<std::string>& words,
                     const std::vector<std::uint32_t>& word_of_record) {
    Dimension dimension{std::move(name), words, {}};
    dimension.values.emplace_back();
    std::sort(dimension.values.begin(), dimension.values.end());
    dimension.values.erase(std::unique(dimension.values.begin(), dimension.values.end()),
                           dimension.values.end());
    std::vector<std::uint32_t> rank(words.size());
    for (std::size_t w = 0; w < words.size(); ++w) {
        const auto place =
            std::lower_bound(dimension.values.begin(), dimension.values.end(), words[w]);
        rank[w] = static_cast<std::uint32_t>(place - dimension.values.begin());
    }
    dimension.ranks.reserve(word_of_record.size());
    for (const std::uint32_t word : word_of_record) dimension.ranks.push_back(rank[word]);
    return dimension;
}

/// The year of a date that has one certain year; else no value.
Dimension year_dimension(std::string name, const RecordSet& records, const Field* field) {
    if (field == nullptr)
        return rank_words(std::move(name), {""}, std::vector<std::uint32_t>(records.size(), 0));
    std::vector<std::string> words;
    for (const PartialDate& date : field->dates) {
        const bool known = !date.readings.empty() && date.readings.front().has_year();
        words.push_back(known ? fmt::format("{:04}", date.readings.front().year_first)
                              : std::string());
    }
    words.resize(std::max<std::size_t>(field->values.size(), 1));
    words[0].clear();
    return rank_words(std::move(name), words, field->codes);
}

Dimension source_dimension(const RecordSet& records) {
    std::vector<std::string> words;
    for (const Source& source : records.sources) words.push_back(source.name);
    std::vector<std::uint32_t> source_of;
    for (const RecordRef& record : records.records) source_of.push_back(record.source);
    return rank_words("source", words, source_of);
}

std::string known_names(const RecordSet& records) {
    std::vector<std::string> names{"event_year", "birth_year", "source"};
    for (const Field& field : records.fields) names.push_back(field.key);
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Result<Dimension> make_dimension(const RecordSet& records, const std::string& name) {
    // A field of that name comes first, so that nothing a list holds can be hidden.
    if (const Field* field = records.field(name))
        return rank_words(name, field->values, field->codes);
    if (name == "event_year")
        return year_dimension(name, records, records.field(Meaning::EventDate));
    if (name == "birth_year")
        return year_dimension(name, records, records.field(Meaning::BirthDate));
    if (name == "source") return source_dimension(records);
    return fail(Fault::Usage, "unknown-field",
                fmt::format("there is no field \"{}\" to count by", name),
                "fields that exist: " + known_names(records));
}

}  // namespace dalil
