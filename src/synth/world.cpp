#include "synth/world.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "dalil/base/random.hpp"
#include "dalil/text/date.hpp"

namespace dalil::synth {

namespace {

constexpr std::uint64_t kFamilyStream = 1, kSweepStream = 2;
constexpr int kFirstYear = 2016;
/// Share of arrests by year, from 2016.
constexpr std::array<double, 4> kYearShares{0.10, 0.45, 0.33, 0.12};
/// Share of families of which one member is on the rolls.
constexpr double kAlone = 0.55;
constexpr double kHardToListShare = 0.10, kHardToListVisibility = 0.4;

/// Cumulated weights of ranks: weight of rank r is 1 / (r + shift)^power.
class ZipfTable {
  public:
    ZipfTable(std::size_t n, double power, double shift) {
        double sum = 0;
        for (std::size_t r = 0; r < n; ++r) {
            sum += 1 / std::pow(static_cast<double>(r) + shift, power);
            cumulated_.push_back(sum);
        }
    }
    std::uint16_t draw(Rng& rng) const {
        const double at = rng.uniform() * cumulated_.back();
        const auto found = std::upper_bound(cumulated_.begin(), cumulated_.end(), at);
        return static_cast<std::uint16_t>(std::min<std::ptrdiff_t>(
            found - cumulated_.begin(), static_cast<std::ptrdiff_t>(cumulated_.size()) - 1));
    }

  private:
    std::vector<double> cumulated_;
};

struct Frequencies {
    explicit Frequencies(double namesakes)
        : men(male_names().size(), 0.8 * namesakes, 4),
          women(female_names().size(), 0.8 * namesakes, 4),
          surnames(male_names().size(), 0.6 * namesakes, 6) {}
    ZipfTable men, women, surnames;
    ZipfTable settlements{villages().size(), 0.5, 3};
};

bool chance(Rng& rng, double p) {
    return rng.uniform() < p;
}

GivenName draw_given(Rng& rng, Sex sex, const Frequencies& names) {
    GivenName name;
    name.index = (sex == Sex::Male ? names.men : names.women).draw(rng);
    const Spellings& base = (sex == Sex::Male ? male_names() : female_names())[name.index];
    const double dice = rng.uniform();
    if (sex == Sex::Female) {
        if (dice < 0.2 && !base.uyghur.ends_with("gül")) name.ending = Ending::Gul;
    } else if (!base.uyghur.ends_with("jan") && !base.uyghur.ends_with("bek")) {
        if (dice < 0.25) name.ending = dice < 0.15 ? Ending::Jan : Ending::Bek;
    }
    return name;
}

std::int32_t draw_day_of(Rng& rng, int year) {
    return days_from_civil(year, 1, 1) + static_cast<std::int32_t>(rng.below(365));
}

std::int32_t draw_event(Rng& rng) {
    double dice = rng.uniform();
    int year = kFirstYear;
    for (const double share : kYearShares) {
        if (dice < share || year == kFirstYear + 3) break;
        dice -= share;
        ++year;
    }
    return draw_day_of(rng, year);
}

/// The day on which a village was swept.
std::int32_t sweep_day(std::uint64_t seed, const Person& person) {
    Rng rng(seed, kSweepStream, person.village, person.district);
    return draw_event(rng);
}

Status draw_status(Rng& rng) {
    const double dice = rng.uniform();
    if (dice < 0.45) return Status::Detained;
    if (dice < 0.70) return Status::Sentenced;
    return dice < 0.97 ? Status::Released : Status::Died;
}

enum class Kin : std::uint8_t { Brother, Son, Wife, Daughter, Sister, Cousin };

Kin draw_kin(Rng& rng) {
    const double dice = rng.uniform();
    if (dice < 0.30) return Kin::Brother;
    if (dice < 0.60) return Kin::Son;
    if (dice < 0.74) return Kin::Wife;
    if (dice < 0.84) return Kin::Daughter;
    return dice < 0.90 ? Kin::Sister : Kin::Cousin;
}

class FamilyMaker {
  public:
    FamilyMaker(std::uint64_t seed, double relatives, const Frequencies& names)
        : seed_(seed), alone_(1 - (1 - kAlone) * relatives), names_(names) {}

    /// Appends the members of one family.
    void add(std::uint32_t family, std::vector<Person>& people) const {
        Rng rng(seed_, kFamilyStream, family);
        const Person head = make_head(rng, family);
        const bool taken_together = chance(rng, 0.35);
        people.push_back(head);
        for (std::size_t extra = draw_extra(rng); extra > 0; --extra) {
            Person member = make_kin(rng, head);
            if (taken_together) member.event = head.event;
            people.push_back(member);
        }
    }

  private:
    std::size_t draw_extra(Rng& rng) const {
        double dice = rng.uniform();
        if (dice < alone_) return 0;
        // The sizes of families with relatives keep their proportions.
        dice = kAlone + (dice - alone_) * (1 - kAlone) / (1 - alone_);
        if (dice < 0.80) return 1;
        if (dice < 0.93) return 2;
        return 3 + static_cast<std::size_t>(rng.below(3));
    }

    Person make_head(Rng& rng, std::uint32_t family) const {
        Person head;
        head.family = family;
        head.sex = chance(rng, 0.82) ? Sex::Male : Sex::Female;
        head.given = draw_given(rng, head.sex, names_);
        head.father = draw_given(rng, Sex::Male, names_);
        head.surname = {names_.surnames.draw(rng), chance(rng, 0.6)};
        head.born = draw_day_of(rng, 1940 + static_cast<int>(rng.below(30) + rng.below(29)));
        head.village = names_.settlements.draw(rng);
        head.district = static_cast<std::uint16_t>(rng.below(districts().size()));
        set_fate(rng, head);
        return head;
    }

    void set_fate(Rng& rng, Person& person) const {
        person.event = draw_event(rng);
        if (chance(rng, 0.10)) person.event = sweep_day(seed_, person);
        person.status = draw_status(rng);
        const double hard = chance(rng, kHardToListShare) ? kHardToListVisibility : 1.0;
        person.visibility = static_cast<float>(hard * (0.75 + 0.5 * rng.uniform()));
    }

    Person make_kin(Rng& rng, const Person& head) const {
        Person member = head;
        const Kin kin = draw_kin(rng);
        const bool woman = kin == Kin::Wife || kin == Kin::Daughter || kin == Kin::Sister;
        member.sex = woman ? Sex::Female : Sex::Male;
        member.given = draw_given(rng, member.sex, names_);
        relate(rng, kin, head, member);
        set_fate(rng, member);
        return member;
    }

    void relate(Rng& rng, Kin kin, const Person& head, Person& member) const {
        const auto years = [&](int from, int span) {
            return static_cast<std::int32_t>(
                (from + static_cast<int>(rng.below(static_cast<std::uint64_t>(span)))) * 365 +
                static_cast<int>(rng.below(365)));
        };
        switch (kin) {
            case Kin::Brother:
            case Kin::Sister:
                member.born = head.born + years(-8, 16);
                if (chance(rng, 0.06)) member.born = head.born;  // twins
                if (member.sex == head.sex && member.given == head.given) {
                    member.given.index = static_cast<std::uint16_t>((head.given.index + 1) % 40);
                }
                break;
            case Kin::Son:
            case Kin::Daughter:
                member.born = std::min(head.born + years(20, 16), days_from_civil(2001, 12, 31));
                if (head.sex == Sex::Male) member.father = head.given;
                if (kin == Kin::Son && head.sex == Sex::Male && chance(rng, 0.05)) {
                    member.given = head.given;  // father and son of one name
                }
                break;
            case Kin::Wife:
                member.born = head.born + years(-5, 8);
                member.father = draw_given(rng, Sex::Male, names_);
                member.surname = {names_.surnames.draw(rng), chance(rng, 0.6)};
                break;
            case Kin::Cousin:
                member.born = head.born + years(-10, 20);
                member.father = draw_given(rng, Sex::Male, names_);
                if (head.sex == Sex::Male && chance(rng, 0.10)) member.given = head.given;
                break;
        }
    }

    std::uint64_t seed_;
    double alone_;  ///< share of families with one member
    const Frequencies& names_;
};

}  // namespace

std::vector<Person> invent_people(std::uint64_t people, std::uint64_t seed,
                                  const SynthDifficulty& difficulty, const Context& context) {
    const Frequencies names(difficulty.namesakes);
    const FamilyMaker maker(seed, difficulty.relatives, names);
    std::vector<Person> out;
    out.reserve(people + 8);
    for (std::uint32_t family = 0; out.size() < people; ++family) {
        if (family % 1024 == 0) context.check_stop();
        maker.add(family, out);
    }
    out.resize(people);
    for (std::size_t i = 0; i < out.size(); ++i) out[i].id = static_cast<std::uint32_t>(i + 1);
    return out;
}

}  // namespace dalil::synth
