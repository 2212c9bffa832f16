#include "record/field_builder.hpp"

#include <algorithm>
#include <numeric>

namespace dalil {

ValueKind kind_of(Meaning meaning) {
    switch (meaning) {
        case Meaning::FullName:
        case Meaning::GivenName:
        case Meaning::MiddleName:
        case Meaning::FamilyName:
        case Meaning::FatherName:
        case Meaning::Alias:
        case Meaning::Relative:
            return ValueKind::Name;
        case Meaning::BirthDate:
        case Meaning::BirthYear:
        case Meaning::BirthMonth:
        case Meaning::BirthDay:
        case Meaning::DeathDate:
        case Meaning::EventDate:
        case Meaning::EventYear:
        case Meaning::EventMonth:
        case Meaning::EventDay:
            return ValueKind::Date;
        case Meaning::Country:
        case Meaning::Province:
        case Meaning::District:
        case Meaning::City:
        case Meaning::Street:
        case Meaning::Place:
        case Meaning::BirthPlace:
            return ValueKind::Place;
        case Meaning::Identifier:
        case Meaning::HouseNumber:
        case Meaning::Postcode:
        case Meaning::Email:
        case Meaning::Phone:
            return ValueKind::Identifier;
        case Meaning::Sex:
        case Meaning::Ethnicity:
        case Meaning::Nationality:
        case Meaning::Religion:
        case Meaning::Category:
            return ValueKind::Category;
        case Meaning::Age:
        case Meaning::Number:
            return ValueKind::Number;
        case Meaning::Ignore:
        case Meaning::RowId:
        case Meaning::Occupation:
        case Meaning::Text:
            return ValueKind::Text;
    }
    return ValueKind::Text;
}

FieldBuilder::FieldBuilder(std::string key, Meaning meaning, ValueKind kind,
                           std::uint32_t records) {
    field_.key = std::move(key);
    field_.meaning = meaning;
    field_.kind = kind;
    field_.values.emplace_back();
    if (kind == ValueKind::Date) field_.dates.emplace_back();
    field_.codes.assign(records, 0);
}

std::uint32_t FieldBuilder::code(const std::string& value) {
    if (value.empty()) return 0;
    const auto [it, added] =
        known_.try_emplace(value, static_cast<std::uint32_t>(field_.values.size()));
    if (added) {
        field_.values.push_back(value);
        if (field_.kind == ValueKind::Date) field_.dates.emplace_back();
    }
    return it->second;
}

std::uint32_t FieldBuilder::code(const PartialDate& date) {
    const std::size_t before = field_.values.size();
    const std::uint32_t code = this->code(date.edtf);
    PartialDate& stored = field_.dates[code];
    const bool added = field_.values.size() > before;
    // The same date written down somewhere and computed elsewhere counts as written.
    if (added)
        stored = date;
    else
        stored.derived = stored.derived && date.derived;
    return code;
}

void FieldBuilder::replace_codes(const std::vector<std::uint32_t>& to) {
    for (std::uint32_t& code : field_.codes) code = to[code];
}

Field FieldBuilder::finish() {
    std::vector<bool> used(field_.values.size(), false);
    for (const std::uint32_t code : field_.codes) used[code] = true;
    std::vector<std::uint32_t> order;
    for (std::uint32_t code = 1; code < used.size(); ++code)
        if (used[code]) order.push_back(code);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
        return field_.values[a] < field_.values[b];
    });
    std::vector<std::uint32_t> moved(field_.values.size(), 0);
    std::vector<std::string> values(1);
    std::vector<PartialDate> dates(field_.kind == ValueKind::Date ? 1 : 0);
    values.reserve(order.size() + 1);
    for (const std::uint32_t code : order) {
        moved[code] = static_cast<std::uint32_t>(values.size());
        values.push_back(std::move(field_.values[code]));
        if (field_.kind == ValueKind::Date) dates.push_back(std::move(field_.dates[code]));
    }
    for (std::uint32_t& code : field_.codes) code = moved[code];
    field_.values = std::move(values);
    field_.dates = std::move(dates);
    return std::move(field_);
}

FieldBuilder& FieldSet::get(const std::string& key, Meaning meaning) {
    if (const auto it = by_key_.find(key); it != by_key_.end()) return *it->second;
    auto builder = std::make_unique<FieldBuilder>(key, meaning, kind_of(meaning), records_);
    FieldBuilder& out = *builder;
    fields_.emplace(std::make_pair(meaning, key), std::move(builder));
    by_key_.emplace(key, &out);
    return out;
}

FieldBuilder* FieldSet::find(const std::string& key) {
    const auto it = by_key_.find(key);
    return it == by_key_.end() ? nullptr : it->second;
}

std::vector<Field> FieldSet::finish() {
    std::vector<Field> out;
    for (auto& [order, builder] : fields_) {
        Field field = builder->finish();
        if (field.values.size() > 1) out.push_back(std::move(field));
    }
    by_key_.clear();
    fields_.clear();
    return out;
}

}  // namespace dalil
