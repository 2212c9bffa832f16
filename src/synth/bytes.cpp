#include "synth/bytes.hpp"

#include <iconv.h>

#include <array>

namespace dalil::synth {

namespace {

void append_cell(std::string& out, const std::string& cell, char delimiter) {
    const bool quote = cell.find(delimiter) != std::string::npos ||
                       cell.find_first_of("\"\r\n") != std::string::npos;
    if (!quote) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

/// Closes the converter however the function ends.
struct Converter {
    explicit Converter(const std::string& to) : handle(iconv_open(to.c_str(), "UTF-8")) {}
    ~Converter() {
        if (good()) iconv_close(handle);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    bool good() const { return handle != reinterpret_cast<iconv_t>(-1); }
    iconv_t handle;
};

}  // namespace

std::string delimited(const std::vector<Row>& rows, char delimiter) {
    std::string out;
    for (const Row& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c > 0) out += delimiter;
            append_cell(out, row[c], delimiter);
        }
        out += "\r\n";
    }
    return out;
}

Result<std::string> encoded(std::string_view utf8, const std::string& encoding) {
    if (encoding == "UTF-8") return std::string(utf8);
    const Converter converter(encoding);
    if (!converter.good()) {
        return fail(Fault::Outside, "synth-encoding", "this system cannot write " + encoding,
                    "install the locale data of the C library");
    }
    std::string out = encoding == "UTF-16LE" ? std::string("\xff\xfe") : std::string();
    std::string input(utf8);
    char* from = input.data();
    std::size_t left = input.size();
    std::array<char, 65536> buffer{};
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const std::size_t before = left;
        iconv(converter.handle, &from, &left, &to, &room);
        out.append(buffer.data(), buffer.size() - room);
        ENSURE(left < before, "a letter of a list that its encoding lacks");
    }
    return out;
}

}  // namespace dalil::synth
