#include "record/content_meaning.hpp"

#include <algorithm>
#include <optional>

#include "record/column_looks.hpp"
#include "record/redundant.hpp"

namespace dalil {
namespace {

constexpr double kSomeNames = 0.15;  ///< share of frequent given names that tells a column of them
constexpr double kSparse = 0.3;      ///< share of filled cells below which a column is an addition
constexpr double kYearsOfBirths = 15;  ///< births spread over more years than events mostly do

class Reader {
  public:
    Reader(const ListRecords& view, std::vector<ColumnGuess>& columns)
        : view_(view), columns_(columns) {
        for (std::uint32_t c = 0; c < columns.size(); ++c) {
            open_.push_back(!columns[c].header.known() && columns[c].profile.filled > 0);
            looks_.push_back(open_.back() ? look_at(view, c) : ColumnLooks{});
        }
    }

    void run() {
        take_what_is_plain();
        find_birth_and_events();
        find_parts_of_dates();
        find_ages();
        find_streets();
        find_codes();
        find_names();
        find_places();
        for (std::uint32_t c = 0; c < size(); ++c)
            if (open_[c]) take(c, rest(c));
    }

  private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(columns_.size()); }
    const ColumnProfile& profile(std::uint32_t c) const { return columns_[c].profile; }
    double fill(std::uint32_t c) const {
        return view_.size() == 0 ? 0 : double(profile(c).filled) / view_.size();
    }
    void take(std::uint32_t c, Meaning meaning) {
        columns_[c].meaning = meaning;
        columns_[c].certain = false;
        columns_[c].from_content = true;
        open_[c] = false;
    }
    std::optional<std::uint32_t> first(Meaning meaning) const {
        for (std::uint32_t c = 0; c < size(); ++c)
            if (columns_[c].meaning == meaning && !open_[c]) return c;
        return std::nullopt;
    }

    void take_what_is_plain() {
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (!open_[c]) continue;
            const ColumnProfile& p = profile(c);
            if (p.url >= 0.5)
                take(c, Meaning::Ignore);
            else if (p.email >= 0.5)
                take(c, Meaning::Email);
            else if (p.resident_id >= 0.5)
                take(c, Meaning::Identifier);
            else if (p.sex >= 0.9 && p.distinct <= 12 && p.distinct > 1)
                take(c, Meaning::Sex);
            else if (p.numbers_rows && p.filled >= 10 && p.any_date < 0.6)
                take(c, Meaning::RowId);
            else if (p.phone >= 0.7 && p.any_date < 0.6)
                take(c, Meaning::Phone);
        }
    }

    bool is_date(std::uint32_t c) const {
        const ColumnProfile& p = profile(c);
        return open_[c] && p.any_date >= 0.6 && p.year < 0.5 && looks_[c].year_middle > 0;
    }

    /// Births begin earlier than events and spread over more years.
    void find_birth_and_events() {
        std::optional<std::uint32_t> earliest;
        double latest = 0;
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (!is_date(c)) continue;
            latest = std::max(latest, looks_[c].year_middle);
            if (!earliest || looks_[c].year_low < looks_[*earliest].year_low - 1) earliest = c;
        }
        if (!earliest) return;
        const bool birth = spread(*earliest) >= kYearsOfBirths ||
                           looks_[*earliest].year_middle + kYearsOfBirths <= latest;
        for (std::uint32_t c = 0; c < size(); ++c)
            if (is_date(c))
                take(c, birth && c == *earliest && !first(Meaning::BirthDate) ? Meaning::BirthDate
                                                                              : Meaning::EventDate);
    }
    double spread(std::uint32_t c) const { return looks_[c].year_high - looks_[c].year_low; }

    /// A month has up to twelve values and a day up to thirty-one, slips of the hand aside.
    bool is_month(std::uint32_t c) const {
        const ColumnProfile& p = profile(c);
        return open_[c] && p.month >= 0.95 && p.distinct >= 8 && p.distinct <= 40;
    }
    bool is_day(std::uint32_t c) const {
        const ColumnProfile& p = profile(c);
        return open_[c] && p.day >= 0.95 && p.month < 0.7 && p.distinct >= 20 && p.distinct <= 90;
    }

    void find_parts_of_dates() {
        for (std::uint32_t y = 0; y < size(); ++y) {
            if (!open_[y] || profile(y).year < 0.9) continue;
            const bool birth = spread(y) >= kYearsOfBirths && !first(Meaning::BirthDate) &&
                               !first(Meaning::BirthYear);
            take(y, birth ? Meaning::BirthYear : Meaning::EventYear);
            for (std::uint32_t c = y > 2 ? y - 2 : 0; c < size() && c <= y + 2; ++c) {
                if (is_month(c))
                    take(c, birth ? Meaning::BirthMonth : Meaning::EventMonth);
                else if (is_day(c))
                    take(c, birth ? Meaning::BirthDay : Meaning::EventDay);
            }
        }
    }

    void find_ages() {
        for (std::uint32_t c = 0; c < size(); ++c) {
            const ColumnProfile& p = profile(c);
            if (!open_[c] || p.age < 0.9 || p.whole < 0.7 || p.distinct < 20) continue;
            if (looks_[c].largest > 115) continue;
            auto birth = first(Meaning::BirthDate);
            if (!birth) birth = first(Meaning::BirthYear);
            const bool fits = birth ? ages_fit(view_, c, *birth) : p.mean_length > 1.5;
            if (fits && !first(Meaning::Age)) take(c, Meaning::Age);
        }
    }

    void find_streets() {
        for (std::uint32_t c = 0; c < size(); ++c)
            if (open_[c] && looks_[c].street >= 0.3) take(c, Meaning::Street);
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (columns_[c].meaning != Meaning::Street || open_[c]) continue;
            if (c > 0 && open_[c - 1] && profile(c - 1).whole >= 0.5)
                take(c - 1, Meaning::HouseNumber);
            if (c + 1 < size() && open_[c + 1] && fill(c + 1) < kSparse &&
                profile(c + 1).letters < 0.5)
                take(c + 1, Meaning::HouseNumber);
        }
    }

    bool near_a_street(std::uint32_t c) const {
        for (std::uint32_t other = c > 5 ? c - 5 : 0; other < c; ++other)
            if (columns_[other].meaning == Meaning::Street && !open_[other]) return true;
        return false;
    }

    /// Short numbers of one length are postcodes; long ones that few people share are numbers of
    /// persons.
    void find_codes() {
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (!open_[c]) continue;
            const ColumnProfile& p = profile(c);
            const ColumnLooks& look = looks_[c];
            const bool one_length = look.usual_length >= 0.8;
            const bool many = p.distinct >= 20 || near_a_street(c);
            if (one_length && look.digits >= 4 && look.digits <= 6 && many)
                take(c, Meaning::Postcode);
            else if (look.mixed_code >= 0.8 && many)
                take(c, Meaning::Postcode);
            else if (one_length && look.digits >= 7 && p.distinct_share() >= 0.3)
                take(c, Meaning::Identifier);
        }
    }

    bool may_be_name(std::uint32_t c) const {
        const ColumnProfile& p = profile(c);
        const bool many = p.distinct >= 30 || p.distinct_share() >= 0.5 ||
                          (p.distinct >= 8 && looks_[c].given >= 0.5);
        return open_[c] && p.letters >= 0.75 && p.mean_words <= 5 && p.mean_length <= 45 && many &&
               looks_[c].occupation < 0.2 && looks_[c].initial < 0.5;
    }
    bool may_be_part(std::uint32_t c) const {
        return may_be_name(c) && profile(c).mean_words < 1.7;
    }

    /// The column of given names: most frequent ones among its values; else the one that tells the
    /// sex; else the first of two that stand together.
    std::optional<std::uint32_t> given_column() const {
        std::optional<std::uint32_t> best;
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (!may_be_part(c) || looks_[c].given < kSomeNames ||
                looks_[c].given < looks_[c].family)
                continue;
            const auto weight = [&](std::uint32_t k) { return looks_[k].given * fill(k); };
            if (!best || weight(c) > 1.2 * weight(*best)) best = c;
        }
        if (best) return best;
        const auto sex = first(Meaning::Sex);
        double most = 0.15;
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (!sex || !may_be_part(c)) continue;
            const double tells = tells_sex(view_, c, *sex);
            if (tells > most) {
                best = c;
                most = tells;
            }
        }
        if (best) return best;
        for (std::uint32_t c = 0; c + 1 < size(); ++c)
            if (may_be_part(c) && may_be_part(c + 1)) return c;
        return std::nullopt;
    }

    /// The family name stands near the given name, mostly behind it.
    std::optional<std::uint32_t> family_column(std::uint32_t given) const {
        std::optional<std::uint32_t> best;
        double most = 0;
        for (std::uint32_t c = 0; c < size(); ++c) {
            const std::uint32_t apart = c > given ? c - given : given - c;
            if (c == given || apart > 3 || !open_[c] || !may_be_name(c)) continue;
            if (profile(c).mean_words > 2.3 || fill(c) < kSparse * fill(given)) continue;
            if (looks_[c].given >= kSomeNames && looks_[c].given > looks_[c].family) continue;
            const double points = looks_[c].family + 1.0 / apart + (c > given ? 0.2 : 0);
            if (points > most) {
                best = c;
                most = points;
            }
        }
        return best;
    }

    void find_names() {
        const auto given = given_column();
        if (given) {
            take(*given, Meaning::GivenName);
            const auto family = family_column(*given);
            if (family) take(*family, Meaning::FamilyName);
            find_further_parts(*given, family.value_or(*given));
            if (family) find_whole_names(*given, *family);
            if (family) return;
        }
        find_one_whole_name();
    }

    void find_further_parts(std::uint32_t given, std::uint32_t family) {
        const std::uint32_t low = std::min(given, family), high = std::max(given, family);
        for (std::uint32_t c = low > 1 ? low - 1 : 0; c < size() && c <= high + 1; ++c) {
            if (!open_[c]) continue;
            const bool letters = profile(c).letters >= 0.75 && profile(c).mean_words < 1.7;
            const bool given_like =
                looks_[c].given >= kSomeNames && looks_[c].given > looks_[c].family;
            if (looks_[c].initial >= 0.8 && profile(c).distinct >= 6)
                take(c, Meaning::MiddleName);
            else if (letters && given_like)
                take(c, Meaning::MiddleName);
            else if (letters && fill(c) < kSparse && looks_[c].family >= kSomeNames)
                take(c, Meaning::FamilyName);
        }
    }

    /// Columns that repeat both parts of the name.
    void find_whole_names(std::uint32_t given, std::uint32_t family) {
        for (std::uint32_t c = 0; c < size(); ++c) {
            if (!open_[c] || profile(c).letters < 0.5 || profile(c).mean_words < 1.5) continue;
            if (share_held(view_, c, given) >= 0.6 && share_held(view_, c, family) >= 0.6)
                take(c, Meaning::FullName);
        }
    }

    void find_one_whole_name() {
        std::optional<std::uint32_t> best;
        for (std::uint32_t c = 0; c < size(); ++c) {
            const ColumnProfile& p = profile(c);
            const bool likely = p.capitalised_words >= 0.7 || looks_[c].given >= kSomeNames;
            if (!may_be_name(c) || p.distinct_share() < 0.3 || !likely) continue;
            if (!best || looks_[c].given > looks_[*best].given + 0.1) best = c;
        }
        if (best) take(*best, Meaning::FullName);
    }

    bool is_word_of_places(std::uint32_t c) const {
        const ColumnProfile& p = profile(c);
        return open_[c] && p.letters >= 0.7 && p.mean_words <= 3 && p.distinct >= 13 &&
               looks_[c].occupation < 0.15;
    }
    bool is_address(std::uint32_t c) const {
        const Meaning m = columns_[c].meaning;
        return !open_[c] && (m == Meaning::Street || m == Meaning::HouseNumber ||
                             m == Meaning::Postcode || m == Meaning::Place);
    }

    /// Words that many share: where there is an address, those that stand in one run with it; else
    /// all. The finest first.
    void find_places() {
        std::vector<std::uint32_t> places;
        const bool address = first(Meaning::Street) || first(Meaning::Postcode);
        for (bool more = true; more;) {
            more = false;
            for (std::uint32_t c = 0; c < size(); ++c) {
                const bool beside =
                    (c > 0 && is_address(c - 1)) || (c + 1 < size() && is_address(c + 1));
                if (!is_word_of_places(c) || (address && !beside)) continue;
                places.push_back(c);
                take(c, Meaning::Place);
                more = true;
            }
        }
        std::sort(places.begin(), places.end());
        std::stable_sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
            return profile(a).distinct > profile(b).distinct;
        });
        constexpr Meaning kLevels[] = {Meaning::City, Meaning::District, Meaning::Province};
        for (std::size_t k = 0; k < places.size(); ++k)
            take(places[k], k < std::size(kLevels) ? kLevels[k] : Meaning::Place);
    }

    Meaning rest(std::uint32_t c) const {
        const ColumnProfile& p = profile(c);
        if (looks_[c].occupation >= 0.15) return Meaning::Occupation;
        if (p.whole + p.decimal >= 0.8) return Meaning::Number;
        if (p.mean_length > 60 || (p.mean_words > 6 && p.distinct_share() > 0.3))
            return Meaning::Text;
        return p.distinct <= 30 || p.distinct_share() < 0.5 ? Meaning::Category : Meaning::Text;
    }

    const ListRecords& view_;
    std::vector<ColumnGuess>& columns_;
    std::vector<bool> open_;
    std::vector<ColumnLooks> looks_;
};

}  // namespace

void read_by_content(const ListRecords& view, std::vector<ColumnGuess>& columns) {
    Reader(view, columns).run();
}

}  // namespace dalil
