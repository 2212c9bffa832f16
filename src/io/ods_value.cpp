#include "io/ods_value.hpp"

#include <charconv>

#include <fmt/format.h>

#include "io/number_text.hpp"

namespace dalil::io {

namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits.push_back(c);
    }
    return digits;
}

/// True if the shown text is the number with zeros in front, as identifiers are formatted.
bool has_leading_zeros(std::string_view shown, std::string_view number) {
    if (shown.find_first_not_of("0123456789-/ ()") != std::string_view::npos) return false;
    const std::string digits = digits_of(shown);
    return digits.size() > number.size() &&
           digits.compare(digits.size() - number.size(), number.size(), number) == 0 &&
           digits.find_first_not_of('0') >= digits.size() - number.size();
}

std::string without_midnight(std::string_view date) {
    const std::size_t midnight = date.find("T00:00:00");
    return std::string(date.substr(0, midnight));
}

/// "PT12H30M15.5S" -> "12:30:15"; what is no duration comes back as it is.
std::string clock_of(std::string_view duration) {
    if (duration.substr(0, 2) != "PT") return std::string(duration);
    unsigned hours = 0, minutes = 0, seconds = 0;
    const char* at = duration.data() + 2;
    const char* end = duration.data() + duration.size();
    while (at < end) {
        unsigned number = 0;
        const auto [stop, error] = std::from_chars(at, end, number);
        if (error != std::errc() || stop == end) return std::string(duration);
        at = stop;
        if (*at == '.' || *at == ',') {
            while (at < end && *at != 'S') ++at;
            seconds = number;
            break;
        }
        switch (*at++) {
            case 'H':
                hours = number;
                break;
            case 'M':
                minutes = number;
                break;
            case 'S':
                seconds = number;
                break;
            default:
                return std::string(duration);
        }
    }
    return fmt::format("{:02}:{:02}:{:02}", hours, minutes, seconds);
}

}  // namespace

OdsValue OdsValue::of(const XmlAttributes& attributes) {
    OdsValue value;
    value.type = attributes.get("office:value-type");
    value.formula = attributes.find("table:formula") != nullptr;
    value.error = attributes.get("calcext:value-type") == "error";
    if (value.type == "date") {
        value.stored = attributes.get("office:date-value");
    } else if (value.type == "time") {
        value.stored = attributes.get("office:time-value");
    } else if (value.type == "boolean") {
        value.stored = attributes.get("office:boolean-value");
    } else if (value.type == "string") {
        value.stored = attributes.get("office:string-value");
    } else {
        value.stored = attributes.get("office:value");
    }
    return value;
}

CellValue OdsValue::cell(const std::string& shown) const {
    CellValue cell;
    cell.formula = formula;
    cell.type = CellType::Text;
    cell.text = shown;
    if (error) {
        cell.type = CellType::Error;
        return cell;
    }
    if (type == "string" || stored.empty()) {
        if (shown.empty()) cell.text = stored;
        return cell;
    }
    if (type == "date") {
        cell.type = CellType::Date;
        cell.text = without_midnight(stored);
    } else if (type == "time") {
        cell.type = CellType::Time;
        cell.text = clock_of(stored);
    } else if (type == "boolean") {
        cell.type = CellType::Boolean;
        cell.text = stored == "true" ? "TRUE" : "FALSE";
    } else {
        cell.type = CellType::Number;
        const std::string number = number_text(stored);
        cell.text = has_leading_zeros(shown, number) ? shown : number;
    }
    if (cell.text != stored) cell.raw = stored;
    return cell;
}

}  // namespace dalil::io
