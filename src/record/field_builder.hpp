// Fields while they are being filled, list after list.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dalil/record/record_set.hpp"
#include "tsl/robin_map.h"

namespace dalil {

/// One field: gives each distinct value a code.
class FieldBuilder {
  public:
    FieldBuilder(std::string key, Meaning meaning, ValueKind kind, std::uint32_t records);

    std::uint32_t code(const std::string& value);  ///< 0 for an empty value
    std::uint32_t code(const PartialDate& date);
    void set(std::uint32_t record, std::uint32_t code) { field_.codes[record] = code; }
    std::uint32_t at(std::uint32_t record) const { return field_.codes[record]; }
    const std::string& value(std::uint32_t code) const { return field_.values[code]; }
    const std::vector<std::string>& values() const { return field_.values; }
    const std::string& key() const { return field_.key; }
    Meaning meaning() const { return field_.meaning; }
    /// Replaces every code c by `to[c]`.
    void replace_codes(const std::vector<std::uint32_t>& to);
    ValueKind kind() const { return field_.kind; }
    const PartialDate& date(std::uint32_t code) const { return field_.dates[code]; }
    /// Values in order, so that codes do not depend on the order of rows; unused ones are dropped.
    Field finish();

  private:
    Field field_;
    tsl::robin_map<std::string, std::uint32_t> known_;
};

/// All fields of a run, by key.
class FieldSet {
  public:
    explicit FieldSet(std::uint32_t records) : records_(records) {}
    FieldBuilder& get(const std::string& key, Meaning meaning);
    FieldBuilder* find(const std::string& key);
    template <class Body>
    void for_each(Body body) {
        for (auto& [order, field] : fields_) body(*field);
    }
    /// Finished fields, by meaning, then key.
    std::vector<Field> finish();

  private:
    std::uint32_t records_;
    std::map<std::pair<Meaning, std::string>, std::unique_ptr<FieldBuilder>> fields_;
    std::map<std::string, FieldBuilder*> by_key_;
};

/// How values of a meaning are compared.
ValueKind kind_of(Meaning meaning);

}  // namespace dalil
