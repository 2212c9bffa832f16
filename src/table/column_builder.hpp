// table/column_builder.hpp: one column while it is being read; gives equal cells one code.
#pragma once

#include <cstdint>
#include <vector>

#include "dalil/table/table.hpp"

namespace dalil::table {

/// A dictionary with open addressing over the values themselves: a slot holds a code, and 0, the
/// code of the empty cell, marks a free slot. No key is stored twice.
class ColumnBuilder {
  public:
    explicit ColumnBuilder(std::uint32_t number);

    /// Sets the cell of a stored row. Returns false if the row already had one.
    bool set(std::uint32_t row, const CellView& cell);

    std::uint64_t slots() const { return column_.codes.size(); }
    std::uint64_t dictionary_bytes() const { return dictionary_bytes_; }
    Column take() { return std::move(column_); }

  private:
    std::uint32_t code_of(const CellView& cell);
    void grow();

    Column column_;
    std::vector<std::uint32_t> slots_;
    std::vector<std::uint64_t> hashes_;  ///< of each value, parallel to column_.values
    std::uint64_t dictionary_bytes_ = 0;
};

}  // namespace dalil::table
