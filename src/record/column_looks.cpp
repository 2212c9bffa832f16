#include "record/column_looks.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "dalil/base/hash.hpp"
#include "dalil/text/date.hpp"
#include "dalil/text/number.hpp"
#include "dalil/text/unicode.hpp"
#include "record/missing.hpp"
#include "record/value_words.hpp"

namespace dalil {
namespace {

constexpr std::size_t kSample = 2000;
constexpr std::size_t kLongest = 80;  // bytes; longer text is no name, code or date

struct Weighted {
    std::string text;
    double count = 0;
};

std::vector<Weighted> sample_of(const ListRecords& view, std::uint32_t column) {
    std::vector<std::uint32_t> counts(view.table().columns[column].values.size(), 0);
    for (const std::uint32_t code : view.codes(column)) ++counts[code];
    const std::size_t step = counts.size() / kSample + 1;
    std::vector<Weighted> out;
    for (std::uint32_t code = 1; code < counts.size(); ++code) {
        const std::string& text = view.value(column, code).text;
        if (counts[code] == 0 || text.empty() || text.size() > kLongest) continue;
        if (step > 1 && hash64(text) % step != 0) continue;
        if (text.size() < 40 && is_missing_word(fold(text))) continue;
        out.push_back({text, static_cast<double>(counts[code])});
    }
    return out;
}

std::vector<std::string> latin_words(const std::string& text) {
    return words(fold(to_latin(fold(text))));
}

void measure_words(const Weighted& value, ColumnLooks& out) {
    const std::vector<std::string> all = latin_words(value.text);
    if (all.empty()) return;
    const auto add = [&](double& share, bool is) { share += is ? value.count : 0; };
    add(out.given, is_common_given_name(all.front()));
    add(out.family, is_common_family_name(all.back()));
    add(out.initial, all.size() == 1 && to_utf32(value.text).size() <= 2 &&
                         value.text.find_first_of("0123456789") == std::string::npos);
    add(out.street, all.size() >= 2 && (is_street_word(all.front()) ||
                                        std::any_of(all.begin() + 1, all.end(), is_street_word)));
    add(out.occupation, std::any_of(all.begin(), all.end(), is_occupation_word));
}

void measure_code(const Weighted& value, ColumnLooks& out) {
    std::size_t digits = 0, letters = 0, other = 0;
    for (const char c : value.text) {
        if (c >= '0' && c <= '9')
            ++digits;
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            ++letters;
        else if (c != ' ' && c != '-')
            ++other;
    }
    const bool mixed =
        other == 0 && digits >= 2 && letters >= 2 && digits + letters >= 5 && digits + letters <= 9;
    out.mixed_code += mixed ? value.count : 0;
}

/// Weighted quantile of pairs (value, weight), sorted in place.
double quantile(std::vector<std::pair<double, double>>& values, double p) {
    std::sort(values.begin(), values.end());
    double total = 0, seen = 0;
    for (const auto& [value, weight] : values) total += weight;
    for (const auto& [value, weight] : values)
        if ((seen += weight) >= p * total) return value;
    return 0;
}

void measure_numbers(const std::vector<Weighted>& sample, double total, ColumnLooks& out) {
    std::array<double, 20> lengths{};
    std::vector<std::pair<double, double>> numbers;
    for (const Weighted& value : sample) {
        const bool plain = value.text.find_first_not_of("0123456789") == std::string::npos;
        if (plain && value.text.size() < lengths.size()) lengths[value.text.size()] += value.count;
        const auto whole = parse_whole(value.text);
        if (whole && whole->first == whole->last)
            numbers.emplace_back(static_cast<double>(whole->first), value.count);
    }
    const auto usual = std::max_element(lengths.begin(), lengths.end());
    out.digits = static_cast<int>(usual - lengths.begin());
    out.usual_length = total > 0 ? *usual / total : 0;
    out.largest = quantile(numbers, 0.99);
}

void measure_years(const std::vector<Weighted>& sample, ColumnLooks& out) {
    DateHints hints;
    hints.latest_year = 2050;
    std::vector<std::pair<double, double>> years;
    for (const Weighted& value : sample) {
        if (value.text.size() < 4) continue;
        const DateParse parsed = parse_date(value.text, hints);
        if (parsed.date && parsed.date->readings.front().year_first != 0)
            years.emplace_back(parsed.date->readings.front().year_first, value.count);
    }
    out.year_low = quantile(years, 0.1);
    out.year_middle = quantile(years, 0.5);
    out.year_high = quantile(years, 0.9);
}

}  // namespace

ColumnLooks look_at(const ListRecords& view, std::uint32_t column) {
    const std::vector<Weighted> sample = sample_of(view, column);
    ColumnLooks out;
    double total = 0;
    for (const Weighted& value : sample) {
        total += value.count;
        measure_words(value, out);
        measure_code(value, out);
    }
    if (total == 0) return out;
    for (double* share :
         {&out.given, &out.family, &out.street, &out.occupation, &out.initial, &out.mixed_code})
        *share /= total;
    measure_numbers(sample, total, out);
    measure_years(sample, out);
    return out;
}

double tells_sex(const ListRecords& view, std::uint32_t column, std::uint32_t sex_column) {
    std::map<std::uint32_t, std::map<std::string_view, double>> seen;
    std::map<std::string_view, double> all;
    double total = 0;
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        const std::uint32_t value = view.code(r, column), sex = view.code(r, sex_column);
        if (value == 0 || sex == 0) continue;
        const std::string_view word = sex_code(fold(view.value(sex_column, sex).text));
        if (!word.empty()) ++seen[value][word];
    }
    double known = 0;
    for (const auto& [value, sexes] : seen) {
        double sum = 0, most = 0;
        for (const auto& [word, count] : sexes) {
            sum += count;
            most = std::max(most, count);
        }
        if (sum < 4) continue;  // rare values tell by accident
        for (const auto& [word, count] : sexes) all[word] += count;
        total += sum;
        known += most;
    }
    double base = 0;
    for (const auto& [word, count] : all) base = std::max(base, count);
    return total < 20 || base == total ? 0 : (known - base) / (total - base);
}

bool ages_fit(const ListRecords& view, std::uint32_t age, std::uint32_t birth) {
    DateHints hints;
    hints.latest_year = 2050;
    std::vector<std::int64_t> year_of(view.table().columns[birth].values.size(), -1);
    for (std::uint32_t code = 1; code < year_of.size(); ++code) {
        const DateParse parsed = parse_date(view.value(birth, code).text, hints);
        year_of[code] = parsed.date ? parsed.date->readings.front().year_first : 0;
    }
    std::map<std::int64_t, std::uint32_t> sums;
    std::uint32_t both = 0;
    for (std::uint32_t r = 0; r < view.size(); ++r) {
        const auto years = parse_whole(view.value(age, view.code(r, age)).text);
        const std::int64_t year = year_of[view.code(r, birth)];
        if (!years || year <= 0) continue;
        ++both;
        ++sums[years->first + year];
    }
    // A person of one age on one day is born in one of two years; events lie within a few.
    std::uint32_t best = 0;
    for (const auto& [sum, count] : sums) {
        std::uint32_t near = 0;
        for (std::int64_t d = 0; d < 8; ++d) {
            const auto at = sums.find(sum + d);
            near += at == sums.end() ? 0 : at->second;
        }
        best = std::max(best, near);
    }
    return both >= 10 && best * 5 >= both * 4;
}

}  // namespace dalil
