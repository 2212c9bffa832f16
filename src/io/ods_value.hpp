// io/ods_value.hpp: the value of one cell of an OpenDocument sheet, from its attributes and shown
// text.
#pragma once

#include <string>
#include <string_view>

#include "dalil/table/table.hpp"
#include "io/xml_stream.hpp"

namespace dalil::io {

struct OdsValue {
    std::string type;    ///< "float", "date", "string", ...
    std::string stored;  ///< the value attribute that belongs to the type
    bool formula = false;
    bool error = false;

    static OdsValue of(const XmlAttributes& attributes);
    /// The cell, given the text that the program showed when it saved the file.
    CellValue cell(const std::string& shown) const;
};

}  // namespace dalil::io
