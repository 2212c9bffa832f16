// Fields that come from one column and are only cleaned. All work is done once per distinct value.
#include <algorithm>
#include <string>

#include "dalil/text/unicode.hpp"
#include "record/header.hpp"
#include "record/list_context.hpp"
#include "record/profile.hpp"

namespace dalil {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string without_spaces(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
}

/// 1.23E+17: a spreadsheet kept fifteen digits and lost the rest.
bool is_scientific(const std::string& folded) {
    const std::size_t e = folded.find('e');
    if (e == std::string::npos || e == 0 || e + 1 >= folded.size()) return false;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char c = folded[i];
        if (i == e || (i == e + 1 && c == '+')) continue;
        if (!is_digit(c) && !(c == '.' || c == ',')) return false;
        digits += i > e ? 1 : 0;
    }
    return digits > 0 && is_digit(folded[0]);
}

/// A number cell holds fifteen digits exactly; a longer one ends in zeros that were never written.
bool is_rounded_number(const CellValue& cell) {
    if (cell.type != CellType::Number) return false;
    const auto digits = std::count_if(cell.text.begin(), cell.text.end(), is_digit);
    return digits > 15;
}

bool is_whole_number(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// "34.0" -> "34", other numbers as written.
std::string number_text(const std::string& text) {
    std::string folded = fold(text);
    const std::size_t dot = folded.find('.');
    const bool zeros = dot != std::string::npos && dot > 0 && dot + 1 < folded.size() &&
                       folded.find_first_not_of('0', dot + 1) == std::string::npos;
    if (zeros) folded.resize(dot);
    return folded;
}

std::string digits_only(const std::string& text) {
    std::string out;
    for (const char c : fold(text))
        if (is_digit(c)) out += c;
    return out.size() >= 5 ? out : std::string();
}

/// Yes/no columns named "male" or "female".
std::string sex_of_flag(const std::string& folded, bool says_male) {
    const bool yes = folded == "1" || folded == "yes" || folded == "true" || folded == "y" ||
                     folded == "да" || folded == "1.0";
    const bool no = folded == "0" || folded == "no" || folded == "false" || folded == "n" ||
                    folded == "нет" || folded == "0.0";
    if (!yes && !no) return {};
    return yes == says_male ? "m" : "f";
}

class PlainColumn {
  public:
    PlainColumn(ListContext& list, std::uint32_t column)
        : list_(list),
          column_(column),
          recipe_(*list.column[column]),
          header_(read_header(recipe_.header)),
          missing_(list.view, column, kind_of(recipe_.meaning) == ValueKind::Name) {}

    void run() {
        iso_sex_ = recipe_.meaning == Meaning::Sex && holds_iso_sex();
        FieldBuilder& field = list_.fields.get(recipe_.key, recipe_.meaning);
        const auto& values = list_.view.table().columns[column_].values;
        std::vector<std::uint32_t> codes(values.size(), kUnseen);
        rounded_.assign(values.size(), false);
        odd_.assign(values.size(), false);
        codes[0] = 0;
        for (std::uint32_t r = 0; r < list_.view.size(); ++r) {
            const std::uint32_t cell = list_.view.code(r, column_);
            if (codes[cell] == kUnseen) codes[cell] = field.code(clean(values[cell], cell));
            if (rounded_[cell])
                list_.issue("identifier-rounded", Severity::Warning, r, column_,
                            "a spreadsheet rounded this number; it is kept but not compared");
            if (odd_[cell])
                list_.issue("sex-unreadable", Severity::Note, r, column_,
                            "the cell names no sex that is known; kept as written, not compared");
            if (codes[cell] != 0) field.set(list_.first_record + r, codes[cell]);
        }
    }

  private:
    static constexpr std::uint32_t kUnseen = 0xFFFFFFFF;

    std::string clean(const CellValue& cell, std::uint32_t code) {
        const std::string folded = fold(cell.text);
        if (missing_(folded)) return {};
        switch (recipe_.meaning) {
            case Meaning::Sex:
                return sex(folded, code);
            case Meaning::Identifier:
            case Meaning::HouseNumber:
            case Meaning::Postcode:
                return identifier(cell, folded, code);
            case Meaning::Phone:
                return digits_only(cell.text);
            case Meaning::Email:
                return without_spaces(folded);
            case Meaning::Country:
            case Meaning::Province:
            case Meaning::District:
            case Meaning::City:
            case Meaning::Street:
            case Meaning::Place:
            case Meaning::BirthPlace:
                return fold_words(cell.text);
            case Meaning::Number:
            case Meaning::Age:
                return number_text(cell.text);
            case Meaning::Text:
                return folded.size() > 2000 ? std::string() : folded;
            default:
                return folded;
        }
    }

    std::string sex(const std::string& folded, std::uint32_t code) {
        if (header_.says_male || header_.says_female)
            if (auto flag = sex_of_flag(folded, header_.says_male); !flag.empty()) return flag;
        const std::string_view known = sex_code(folded);
        if (!known.empty()) return std::string(known);
        const bool number = folded.size() <= 3 && is_digit(folded[0]);
        if (number && !iso_sex_) return folded;  // a code of the list's own
        const std::string_view iso = number ? iso_5218(folded) : std::string_view();
        odd_[code] = iso.empty() && !number;
        return std::string(iso);
    }

    /// Whether the column holds the codes of ISO 5218: some 2, and nothing but 0, 1, 2 and 9.
    bool holds_iso_sex() const {
        bool two = false;
        for (const std::uint32_t code : list_.view.codes(column_)) {
            if (code == 0) continue;
            const std::string& text = list_.view.value(column_, code).text;
            if (text.size() != 1 && !(text.size() == 3 && text.substr(1) == ".0")) return false;
            if (text[0] != '0' && text[0] != '1' && text[0] != '2' && text[0] != '9') return false;
            two = two || text[0] == '2';
        }
        return two;
    }

    static std::string_view iso_5218(const std::string& folded) {
        return folded[0] == '1' ? "m" : folded[0] == '2' ? "f" : "";
    }

    std::string identifier(const CellValue& cell, const std::string& folded, std::uint32_t code) {
        if (is_scientific(folded) || is_rounded_number(cell)) {
            rounded_[code] = recipe_.meaning == Meaning::Identifier;
            if (rounded_[code]) return {};
        }
        std::string text = folded;
        // "4011.0": a spreadsheet's fraction behind a whole number
        if (text.size() > 2 && text.substr(text.size() - 2) == ".0" &&
            is_whole_number(text.substr(0, text.size() - 2)))
            text.resize(text.size() - 2);
        text = without_spaces(fold_words(text));
        const bool only_zeros = text.find_first_not_of('0') == std::string::npos;
        return only_zeros && recipe_.meaning != Meaning::HouseNumber ? std::string() : text;
    }

    ListContext& list_;
    std::uint32_t column_;
    const ColumnRecipe& recipe_;
    HeaderReading header_;
    MissingWords missing_;
    bool iso_sex_ = false;
    std::vector<bool> rounded_, odd_;
};

bool is_plain(Meaning meaning) {
    switch (meaning) {
        case Meaning::Ignore:
        case Meaning::RowId:
        case Meaning::FullName:
        case Meaning::GivenName:
        case Meaning::MiddleName:
        case Meaning::FamilyName:
        case Meaning::FatherName:
        case Meaning::Alias:
        case Meaning::Age:
            return false;
        default:
            return kind_of(meaning) != ValueKind::Date;
    }
}

}  // namespace

void add_plain_fields(ListContext& list) {
    for (std::uint32_t c = 0; c < list.width(); ++c)
        if (list.column[c] && is_plain(list.column[c]->meaning) && !list.column[c]->key.empty())
            PlainColumn(list, c).run();
}

}  // namespace dalil
