#include "dalil/text/encoding.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>
#include <algorithm>
#include <memory>

#include "dalil/text/unicode.hpp"
#include "text/encoding_letters.hpp"

namespace dalil {

namespace {

constexpr std::size_t kSampleBytes = 1 << 18;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Mark {
    std::string_view bytes;
    const char* name;
};
using namespace std::string_view_literals;
constexpr Mark kMarks[] = {{"\xEF\xBB\xBF"sv, "UTF-8"},    {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                           {"\0\0\xFE\xFF"sv, "UTF-32BE"}, {"\xFF\xFE"sv, "UTF-16LE"},
                           {"\xFE\xFF"sv, "UTF-16BE"},     {"\x84\x31\x95\x33"sv, "GB18030"}};

/// Length of a well-formed UTF-8 character at the start of `bytes`; 0 if there is none.
std::size_t character_length(std::string_view bytes) {
    int32_t i = 0;
    UChar32 c = 0;
    const auto length = static_cast<int32_t>(std::min<std::size_t>(bytes.size(), 4));
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    U8_NEXT(data, i, length, c);
    return c < 0 ? 0 : static_cast<std::size_t>(i);
}

struct Utf8Count {
    std::size_t good = 0;  ///< characters of two bytes or more
    std::size_t bad = 0;   ///< bytes that belong to no character
};

Utf8Count count_utf8(std::string_view bytes) {
    Utf8Count count;
    for (std::size_t i = 0; i < bytes.size();) {
        if (static_cast<unsigned char>(bytes[i]) < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = character_length(bytes.substr(i));
        ++(length > 0 ? count.good : count.bad);
        i += std::max<std::size_t>(length, 1);
    }
    return count;
}

/// ASCII characters of UTF-16 have a NUL beside them, always on the same side.
const char* utf16_without_mark(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, kSampleBytes & ~std::size_t{1});
    std::size_t even = 0, odd = 0, ends_little = 0, ends_big = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        even += sample[i] == 0;
        odd += sample[i + 1] == 0;
        ends_little +=
            (sample[i] == '\n' || sample[i] == '\r' || sample[i] == ',') && sample[i + 1] == 0;
        ends_big += sample[i] == 0 &&
                    (sample[i + 1] == '\n' || sample[i + 1] == '\r' || sample[i + 1] == ',');
    }
    const std::size_t units = sample.size() / 2;
    if (units < 2) return nullptr;
    if (odd * 20 >= units && even * 20 < odd && ends_little > 0) return "UTF-16LE";
    if (even * 20 >= units && odd * 20 < even && ends_big > 0) return "UTF-16BE";
    return nullptr;
}

/// The lines that are not ASCII, up to the size of a sample.
std::string lines_above_ascii(std::string_view bytes, bool only_bad_utf8) {
    std::string sample;
    while (!bytes.empty() && sample.size() < kSampleBytes) {
        const std::size_t end = std::min(bytes.find('\n'), kSampleBytes);
        const std::string_view line = bytes.substr(0, end == bytes.npos ? end : end + 1);
        const Utf8Count count = count_utf8(line);
        if (only_bad_utf8 ? count.bad > count.good : count.good + count.bad > 0) sample += line;
        bytes.remove_prefix(line.size());
    }
    return sample;
}

std::string eight_bit_name(std::string_view sample) {
    std::string name = text::likeliest_encoding(sample);
    const bool has_c1 = std::any_of(sample.begin(), sample.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 && byte < 0xA0;
    });
    if (name == "windows-1252" && !has_c1) name = "ISO-8859-1";
    return name;
}

bool is_single_byte(const std::string& name) {
    return name != "GB18030" && name.compare(0, 4, "UTF-") != 0;
}

void decode_single_byte(std::string_view bytes, const std::string& name, Decoded& out) {
    const text::UpperHalf upper = text::upper_half(name == "ISO-8859-1" ? "windows-1252" : name);
    std::array<std::string, 128> written;
    for (std::size_t i = 0; i < 128; ++i) {
        written[i] = upper[i] == 0 ? std::string(kReplacement) : to_utf8({&upper[i], 1});
    }
    out.utf8.reserve(out.utf8.size() + bytes.size() + bytes.size() / 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out.utf8.push_back(c);
        } else {
            out.replaced += upper[byte - 0x80] == 0;
            out.utf8 += written[byte - 0x80];
        }
    }
}

std::size_t count_replacements(std::string_view utf8) {
    std::size_t count = 0;
    for (std::size_t i = utf8.find(kReplacement); i != utf8.npos;
         i = utf8.find(kReplacement, i + 3))
        ++count;
    return count;
}

/// Any encoding that ICU knows, in blocks.
void decode_by_converter(std::string_view bytes, const std::string& name, Decoded& out) {
    UErrorCode error = U_ZERO_ERROR;
    const auto close = [](UConverter* c) { ucnv_close(c); };
    const std::unique_ptr<UConverter, decltype(close)> from(ucnv_open(name.c_str(), &error), close);
    const std::unique_ptr<UConverter, decltype(close)> to(ucnv_open("UTF-8", &error), close);
    ENSURE(U_SUCCESS(error) != 0, "ICU has the encodings that are guessed");
    UChar pivot[1024];
    UChar *pivot_source = pivot, *pivot_target = pivot;
    const char* source = bytes.data();
    const char* source_end = source + bytes.size();
    char block[1 << 14];
    UBool reset = 1;
    do {
        char* target = block;
        error = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, block + sizeof block, &source, source_end,
                       pivot, &pivot_source, &pivot_target, pivot + std::size(pivot), reset, 1,
                       &error);
        reset = 0;
        out.utf8.append(block, static_cast<std::size_t>(target - block));
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    out.replaced += count_replacements(out.utf8);
}

void decode_bytes(std::string_view bytes, const std::string& name, Decoded& out) {
    if (is_single_byte(name)) {
        decode_single_byte(bytes, name, out);
    } else {
        decode_by_converter(bytes, name, out);
    }
}

/// Keeps good characters and puts U+FFFD for each byte that is none.
void mend_utf8(std::string_view line, Decoded& out) {
    for (std::size_t i = 0; i < line.size();) {
        const std::size_t length = character_length(line.substr(i));
        if (length == 0) {
            out.utf8 += kReplacement;
            ++out.replaced;
            ++i;
        } else {
            out.utf8 += line.substr(i, length);
            i += length;
        }
    }
}

/// UTF-8 into which lines of another encoding were pasted, or whose characters were cut.
void decode_mixed(std::string_view bytes, Decoded& out) {
    const std::string other = eight_bit_name(lines_above_ascii(bytes, true));
    out.utf8.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view line = bytes.substr(0, end == bytes.npos ? end : end + 1);
        const Utf8Count count = count_utf8(line);
        if (count.bad > count.good) {
            decode_bytes(line, other, out);
            out.other_encoding = other;
            ++out.other_lines;
        } else {
            mend_utf8(line, out);
        }
        bytes.remove_prefix(line.size());
    }
}

}  // namespace

EncodingGuess guess_encoding(std::string_view bytes) {
    for (const Mark& mark : kMarks) {
        if (bytes.substr(0, mark.bytes.size()) != mark.bytes) continue;
        EncodingGuess guess{mark.name, true, mark.bytes.size(), false};
        guess.mixed = guess.name == "UTF-8" && !is_valid_utf8(bytes.substr(mark.bytes.size()));
        return guess;
    }
    if (const char* name = utf16_without_mark(bytes)) return {name, false, 0, false};
    if (is_valid_utf8(bytes)) return {"UTF-8", true, 0, false};
    const Utf8Count count = count_utf8(bytes);
    if (count.good >= 4 * count.bad) return {"UTF-8", false, 0, true};
    return {eight_bit_name(lines_above_ascii(bytes, false)), false, 0, false};
}

Decoded decode_text(std::string_view bytes, const EncodingGuess& guess) {
    Decoded out;
    out.encoding = guess.name;
    out.certain = guess.certain;
    const std::string_view body = bytes.substr(guess.mark_bytes);
    if (guess.mixed) {
        decode_mixed(body, out);
    } else if (guess.name == "UTF-8") {
        out.utf8 = body;
    } else {
        decode_bytes(body, guess.name, out);
    }
    return out;
}

Decoded decode_text(std::string_view bytes) {
    return decode_text(bytes, guess_encoding(bytes));
}

}  // namespace dalil
