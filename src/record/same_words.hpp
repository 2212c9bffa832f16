// Closed lists of words that lists write in their own way: "W" here, "White" there,
// "Hispanic/Latino" in a third.
#pragma once

#include <vector>

#include "dalil/record/record_set.hpp"
#include "record/field_builder.hpp"

namespace dalil {

/// Finds which words of different lists mean the same, from the words themselves and how often each
/// stands: codes of one letter are matched to the words they begin, alternatives ("a/b") to each
/// other. Two words of one list are never taken as one. Each field changed is reported.
void unite_same_words(FieldSet& fields, const std::vector<Source>& sources,
                      std::vector<Issue>& issues);

}  // namespace dalil
