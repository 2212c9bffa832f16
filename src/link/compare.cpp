#include "link/compare.hpp"

#include <cmath>
#include <cstdlib>

#include "dalil/base/result.hpp"
#include "dalil/similarity/jaro.hpp"
#include "dalil/similarity/osa.hpp"

namespace dalil::linking {
namespace {

constexpr double kCloseIdentifier = 0.92;

/// The outer half of a postcode, the code of an area.
bool shares_beginning(std::string_view a, std::string_view b) {
    const std::size_t half = std::max(a.size(), b.size()) / 2;
    return half >= 2 && std::min(a.size(), b.size()) >= half &&
           a.substr(0, half) == b.substr(0, half);
}

}  // namespace

std::vector<LevelInfo> levels_of(ValueKind kind) {
    switch (kind) {
        case ValueKind::Name:
            return {{"exact", .76, 0, false},
                    {"one edit", .08, 0, false},
                    {"close", .05, 0, false},
                    {"shared word or initial", .06, 0, false},
                    {"different", .05, 0, true}};
        case ValueKind::Date:
            return {{"exact", .84, 0, false},      {"one slip", .06, 0, false},
                    {"two parts", .035, 0, false}, {"two digits or a few days", .01, 0, false},
                    {"same year", .015, 0, false}, {"within two years", .01, 0, false},
                    {"different", .03, 0, true},   {"compatible", .85, 1, false},
                    {"a year off", .08, 1, false}, {"three years off", .04, 1, false},
                    {"incompatible", .03, 1, true}};
        case ValueKind::Identifier:
            return {{"exact", .86, 0, false},
                    {"one edit", .06, 0, false},
                    {"close", .02, 0, false},
                    {"same beginning", .02, 0, false},
                    {"different", .04, 0, true}};
        case ValueKind::Place:
        case ValueKind::Text:
            return {{"exact", .65, 0, false},
                    {"close", .10, 0, false},
                    {"shared word", .10, 0, false},
                    {"different", .15, 0, true}};
        case ValueKind::Number:
            return {
                {"exact", .75, 0, false}, {"close", .10, 0, false}, {"different", .15, 0, true}};
        case ValueKind::Category:
            break;
    }
    return {{"exact", .85, 0, false}, {"different", .15, 0, true}};
}

Comparator::Comparator(const CanonicalField& field, std::uint8_t index)
    : kind_(field.kind),
      index_(index),
      beginnings_tell_(field.meaning == Meaning::Postcode || field.meaning == Meaning::Phone),
      levels_(levels_of(field.kind)) {
    ENSURE(levels_.size() <= kMaxLevels, "levels fit their table");
    set_shares(field);
    if (kind_ == ValueKind::Date)
        dates_ = make_date_forms(field);
    else
        text_ = make_text_forms(field);
    days_ = make_days(dates_);
    if (kind_ == ValueKind::Number)
        for (const std::string& value : field.values)
            numbers_.push_back(std::strtod(value.c_str(), nullptr));
    tabulate(field.codes.size());
}

/// A few hundred values are compared once and for all.
void Comparator::tabulate(std::size_t records) {
    const std::size_t n = text_.sketches.size();
    if (kind_ == ValueKind::Category || kind_ == ValueKind::Number || n < 2 || n * n > records)
        return;
    const auto last = static_cast<std::uint8_t>(levels_.size() - 1);
    table_.assign(n * n, last);
    for (std::uint32_t a = 1; a < n; ++a)
        for (std::uint32_t b = a + 1; b < n; ++b)
            if (may_agree(text_.sketches[a], text_.sketches[b]))
                table_[a * n + b] = table_[b * n + a] = computed(a, b).level;
}

void Comparator::set_shares(const CanonicalField& field) {
    const double filled = std::max<double>(field.filled, 1);
    log_share_.resize(field.values.size(), 0);
    inverse_share_.resize(field.values.size(), 1);
    for (std::size_t v = 1; v < field.values.size(); ++v) {
        const double share = std::max<double>(field.counts[v], 1) / filled;
        log_share_[v] = static_cast<float>(std::log(share));
        inverse_share_[v] = static_cast<float>(1 / share);
    }
}

Agreement Comparator::same(std::uint32_t code) const {
    // Two equal ages or two equal years are no more than compatible.
    if (kind_ == ValueKind::Date && !dates_[code].to_the_day) return {kCompatible, 0};
    return {0, -log_share_[code]};
}

Agreement Comparator::near(std::uint8_t level, std::uint32_t a, std::uint32_t b) const {
    // Mean of the two term frequencies' inverses.
    return {level, std::log(0.5F * (inverse_share_[a] + inverse_share_[b]))};
}

bool Comparator::glance(std::uint32_t a, std::uint32_t b, Agreement& out) const {
    if (kind_ == ValueKind::Date) {
        out = compare_dates(a, b);
        return true;
    }
    bool far = kind_ == ValueKind::Category;
    if (!table_.empty())
        far = table_[a * text_.sketches.size() + b] + 1U == levels_.size();
    else if (!far && kind_ != ValueKind::Number)
        far = !may_agree(text_.sketches[a], text_.sketches[b]);
    if (far) out = {static_cast<std::uint8_t>(levels_.size() - 1), 0};
    return far;
}

Agreement Comparator::remembered(std::uint32_t a, std::uint32_t b, AgreementCache& cache) const {
    const std::uint64_t low = a < b ? a : b, high = a < b ? b : a;
    const std::uint64_t key = std::uint64_t{index_} << 60U | low << 30U | high;
    AgreementCache::Slot& slot = cache.slot(key);
    if (slot.key != key) {
        slot.agreement =
            computed(static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high));
        slot.key = key;
    }
    return slot.agreement;
}

Agreement Comparator::computed(std::uint32_t a, std::uint32_t b) const {
    switch (kind_) {
        case ValueKind::Name:
            return compare_names(a, b);
        case ValueKind::Date:
            return compare_dates(a, b);
        case ValueKind::Identifier:
            return compare_identifiers(a, b);
        case ValueKind::Number:
            return compare_numbers(a, b);
        case ValueKind::Category:
            return {1, 0};
        case ValueKind::Place:
        case ValueKind::Text:
            break;
    }
    return compare_texts(a, b);
}

Agreement Comparator::compare_numbers(std::uint32_t a, std::uint32_t b) const {
    const double x = numbers_[a], y = numbers_[b];
    const double scale = std::max(std::abs(x), std::abs(y));
    return std::abs(x - y) <= std::max(1.0, 0.02 * scale) ? Agreement{1, 0} : Agreement{2, 0};
}

Agreement Comparator::compare_identifiers(std::uint32_t a, std::uint32_t b) const {
    const TextForm &x = text_.values[a], &y = text_.values[b];
    if (x.joined == y.joined) return near(1, a, b);
    const std::size_t shorter = std::min(x.joined.size(), y.joined.size());
    if (shorter >= 4 && osa(x.joined, y.joined, 1) <= 1) return near(1, a, b);
    // Two slips in a short number make another number; in an address for letters they are slips.
    if (shorter >= 6 && osa(x.joined, y.joined, 2) <= 2) return near(2, a, b);
    if (shorter >= 10 && jaro_winkler(x.joined, y.joined) >= kCloseIdentifier) return near(2, a, b);
    if (beginnings_tell_ && shares_beginning(x.joined, y.joined)) return {3, 0};
    return {4, 0};
}

}  // namespace dalil::linking
