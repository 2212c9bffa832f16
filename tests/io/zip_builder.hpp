// tests/io/zip_builder.hpp: zip archives and one-sheet workbooks in memory, stored without packing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dalil {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

/// CRC-32 of zip files.
inline std::uint32_t crc32_of(std::string_view bytes) {
    static const std::array<std::uint32_t, 256> table = [] {
        std::array<std::uint32_t, 256> values{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t crc = i;
            for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xEDB88320U & (0U - (crc & 1U)));
            values[i] = crc;
        }
        return values;
    }();
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes)
        crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xFF];
    return ~crc;
}

inline std::string make_zip(const ZipParts& parts) {
    const auto number = [](std::uint64_t value, int bytes) {
        std::string out;
        for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
        return out;
    };
    std::string out, directory;
    for (const auto& [name, content] : parts) {
        const std::string common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
                                   number(crc32_of(content), 4) + number(content.size(), 4) +
                                   number(content.size(), 4) + number(name.size(), 2) +
                                   number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + common + number(0, 8) + number(0, 2) +
                     number(out.size(), 4) + name;
        out += "PK\x03\x04" + common + name + content;
    }
    const std::size_t start = out.size();
    return out + directory + "PK\x05\x06" + number(0, 4) + number(parts.size(), 2) +
           number(parts.size(), 2) + number(directory.size(), 4) + number(start, 4) + number(0, 2);
}

/// A workbook whose only sheet has this XML inside <worksheet>.
inline std::string make_xlsx(const std::string& inner) {
    const std::string relations =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return make_zip(
        {{"_rels/.rels", "<Relationships><Relationship Id=\"r1\" Type=\"" + relations +
                             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
         {"xl/workbook.xml",
          "<workbook xmlns:r=\"" + relations +
              "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"r1\" Type=\"" + relations +
              "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
         {"xl/worksheets/sheet1.xml", "<worksheet>" + inner + "</worksheet>"}});
}

}  // namespace dalil
