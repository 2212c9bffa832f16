// link/rows.hpp: the codes of all fields of a record side by side: one cache line where columns
// would touch ten.
#pragma once

#include <cstdint>
#include <vector>

#include "link/canonical.hpp"

namespace dalil::linking {

class Rows {
  public:
    explicit Rows(const Canonical& canonical)
        : width_(canonical.fields.size()), codes_(width_ * canonical.n) {
        for (std::size_t f = 0; f < width_; ++f)
            for (std::uint32_t r = 0; r < canonical.n; ++r)
                codes_[r * width_ + f] = canonical.fields[f].codes[r];
    }
    /// One code per field.
    const std::uint32_t* of(std::uint32_t record) const { return codes_.data() + record * width_; }
    std::size_t width() const { return width_; }

  private:
    std::size_t width_;
    std::vector<std::uint32_t> codes_;
};

}  // namespace dalil::linking
