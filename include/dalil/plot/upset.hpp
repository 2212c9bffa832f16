// plot/upset.hpp: who stands on which list (Lex et al. 2014): one column per set of lists, largest
// first.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dalil/plot/frame.hpp"

namespace dalil::plot {

struct UpSet {
    struct List {
        std::string name;
        double people = 0;
    };
    struct Column {
        std::vector<std::uint32_t> lists;  ///< positions in `lists`: on exactly these
        Span people;
    };
    std::vector<List> lists;
    std::vector<Column> columns;  ///< any order
};

/// Columns in the order in which they are drawn: most people first, then fewer lists, then earlier
/// lists.
std::vector<UpSet::Column> sorted_columns(const UpSet& data);

/// Draws up to 25 columns, fewer where they do not fit; what is left is summed up in a last one.
std::string upset(const UpSet& data, const Frame& frame);

}  // namespace dalil::plot
