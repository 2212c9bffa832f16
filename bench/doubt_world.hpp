// bench/doubt_world.hpp: invented people on four lists, misspelt more or less, for the study of
// what doubt in the linkage does to the estimate (bench/linkage_doubt.cpp and its small version in
// the tests).
//
//     const doubt::World world = doubt::invent({.people = 2000, .errors = 0.05, .seed = 7});
//     study::type_lists(world.lists, context);   world.table   // patterns under the true links
//
// People: given and family name from 400 and 800 names of Zipf frequencies, sex, birth date (year
// normal about 1975, deviation 15), one of 30 places (Zipf). Three groups of visibility: 80 % with
// chances (.10 .05 .15 .20), 10 % with (.5 .4 .6 .4), 10 % with (.8 .9 .6 .7). A record repeats
// inside its list with probability .03. Errors per record and field with e = `errors`: a typo in a
// name with e, its second spelling with 2e, year off by one with e, day and month swapped with e/2,
// day missing with 4e, place missing with 2e, place replaced by a neighbour with e.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dalil/estimate/capture_table.hpp"
#include "dalil/synth/synth.hpp"

namespace dalil::doubt {

struct Design {
    std::uint32_t people = 2000;
    double errors = 0.05;
    std::uint32_t seed = 1;
};

struct World {
    std::vector<SynthList> lists;
    CaptureTable table;  ///< of the true links
};

inline constexpr std::size_t kLists = 4;

/// One stream per world; the same numbers on every machine.
class Stream {
  public:
    explicit Stream(std::uint32_t seed) : engine_(seed) {}

    double uniform() { return (static_cast<double>(engine_()) + 0.5) / 4294967296.0; }
    bool with(double probability) { return uniform() < probability; }
    std::size_t below(std::size_t n) {
        return static_cast<std::size_t>(uniform() * static_cast<double>(n));
    }
    double normal() {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

  private:
    std::mt19937 engine_;
};

/// Ranks 0 to n - 1 with chances that fall as 1 / (rank + 1).
class Zipf {
  public:
    explicit Zipf(std::size_t n) {
        for (std::size_t k = 0; k < n; ++k)
            sums_.push_back((sums_.empty() ? 0 : sums_.back()) + 1 / static_cast<double>(k + 1));
    }
    std::size_t draw(Stream& stream) const {
        const double at = stream.uniform() * sums_.back();
        return static_cast<std::size_t>(std::lower_bound(sums_.begin(), sums_.end(), at) -
                                        sums_.begin());
    }

  private:
    std::vector<double> sums_;
};

/// A name made of syllables: every number gives another one.
inline std::string syllables(std::size_t number, std::string_view ending) {
    static constexpr std::array<std::string_view, 10> kFirst{"Ba", "Dil", "Gu",  "Ra", "Shi",
                                                             "Mu", "Ta",  "Kha", "Ay", "Zu"};
    static constexpr std::array<std::string_view, 10> kThen{"mat", "lan", "zor", "rek", "sim",
                                                            "nur", "bek", "dal", "yet", "hul"};
    std::string name(kFirst[number % 10]);
    name += kThen[number / 10 % 10];
    if (number >= 100) name += kThen[(number / 100 * 3 + number) % 10];
    return name + std::string(ending);
}

/// The other spelling that a name has: one per name.
inline std::string second_spelling(const std::string& name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kChanges{
        {{"Kha", "Ha"},
         {"Shi", "Schi"},
         {"Gu", "Ghu"},
         {"yet", "iet"},
         {"zor", "sor"},
         {"Mu", "Mo"},
         {"bek", "bak"},
         {"Ay", "Ai"},
         {"nur", "noor"}}};
    for (const auto& [from, to] : kChanges) {
        const auto at = name.find(from);
        if (at == std::string::npos) continue;
        return name.substr(0, at) + std::string(to) + name.substr(at + from.size());
    }
    const auto at = name.find('a');
    return at == std::string::npos ? name + "e" : name.substr(0, at) + "e" + name.substr(at + 1);
}

/// One edit: a letter put in, left out, replaced, or swapped with the next.
inline std::string with_typo(std::string name, Stream& stream) {
    const std::size_t kind = stream.below(4);
    const std::size_t at = stream.below(name.size());
    const char letter = static_cast<char>('a' + stream.below(26));
    if (kind == 0) return name.insert(at, 1, letter);
    if (kind == 1) return name.size() > 2 ? name.erase(at, 1) : name;
    if (kind == 2) {
        name[at] = letter;
        return name;
    }
    const std::size_t first = std::min(at, name.size() - 2);
    std::swap(name[first], name[first + 1]);
    return name;
}

struct Person {
    std::string given, family;
    bool woman = false;
    int year = 0, month = 1, day = 1;
    std::size_t place = 0;
    std::size_t group = 0;  ///< of visibility
};

class Inventor {
  public:
    explicit Inventor(const Design& design) : design_(design), stream_(design.seed) {}

    World run() {
        for (std::uint32_t i = 0; i < design_.people; ++i) people_.push_back(person());
        std::vector<std::uint64_t> pattern(people_.size(), 0);
        std::vector<std::vector<std::uint32_t>> members(kLists);
        for (std::uint32_t i = 0; i < people_.size(); ++i) {
            for (std::size_t j = 0; j < kLists; ++j) {
                if (!stream_.with(kChances[people_[i].group][j])) continue;
                pattern[i] |= std::uint64_t{1} << j;
                members[j].push_back(i);
                if (stream_.with(kRepeats)) members[j].push_back(i);
            }
        }
        World world;
        world.table = table_of(pattern);
        for (std::size_t j = 0; j < kLists; ++j) world.lists.push_back(list(j, members[j]));
        return world;
    }

  private:
    static constexpr double kRepeats = 0.03;
    static constexpr std::array<std::array<double, kLists>, 3> kChances{
        {{.10, .05, .15, .20}, {.5, .4, .6, .4}, {.8, .9, .6, .7}}};
    static constexpr std::size_t kPlaces = 30;

    Person person() {
        Person p;
        p.given = syllables(given_.draw(stream_), "");
        p.family = syllables(family_.draw(stream_), "ov");
        p.woman = stream_.with(0.5);
        p.year = static_cast<int>(std::lround(1975 + 15 * stream_.normal()));
        p.month = static_cast<int>(1 + stream_.below(12));
        p.day = static_cast<int>(1 + stream_.below(28));
        p.place = place_.draw(stream_);
        const double u = stream_.uniform();
        p.group = u < 0.8 ? 0 : u < 0.9 ? 1 : 2;
        return p;
    }

    std::string name(const std::string& right) {
        const bool other = stream_.with(2 * design_.errors);
        std::string written = other ? second_spelling(right) : right;
        if (stream_.with(design_.errors)) written = with_typo(written, stream_);
        return written;
    }

    std::string birth(const Person& p) {
        const double e = design_.errors;
        int year = p.year, month = p.month, day = p.day;
        if (stream_.with(e)) year += stream_.with(0.5) ? 1 : -1;
        if (stream_.with(e / 2) && day <= 12) std::swap(month, day);
        if (stream_.with(4 * e)) return fmt::format("{:04}-{:02}", year, month);
        return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    }

    std::string place(const Person& p) {
        const bool missing = stream_.with(2 * design_.errors);
        const std::size_t where = stream_.with(design_.errors) ? (p.place + 1) % kPlaces : p.place;
        return missing ? "" : syllables(where * 7 + 3, "abad");
    }

    SynthList list(std::size_t number, const std::vector<std::uint32_t>& members) {
        static constexpr std::array<std::string_view, kLists> kNames{"north", "south", "east",
                                                                     "west"};
        SynthList out;
        out.name = kNames[number];
        out.rows.push_back({"given name", "family name", "sex", "date of birth", "place"});
        for (const std::uint32_t i : members) {
            const Person& p = people_[i];
            std::string given = name(p.given), family = name(p.family);
            std::string born = birth(p);
            out.rows.push_back({std::move(given), std::move(family), p.woman ? "f" : "m",
                                std::move(born), place(p)});
            out.truth.push_back({out.rows.size() - 1, i});
        }
        return out;
    }

    static CaptureTable table_of(const std::vector<std::uint64_t>& patterns) {
        std::map<std::uint64_t, std::uint64_t> counts;
        for (const std::uint64_t pattern : patterns)
            if (pattern != 0) ++counts[pattern];
        CaptureTable table;
        table.lists = {"north", "south", "east", "west"};
        for (const auto& [pattern, count] : counts) table.cells.push_back({pattern, count, false});
        return table;
    }

    Design design_;
    Stream stream_;
    Zipf given_{400}, family_{800}, place_{kPlaces};
    std::vector<Person> people_;
};

inline World invent(const Design& design) {
    return Inventor(design).run();
}

}  // namespace dalil::doubt
