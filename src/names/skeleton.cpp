#include "names/skeleton.hpp"

#include <cstddef>

namespace dalil::names {
namespace {

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

struct Cluster {
    std::string_view letters, sounds;
};

// Longest first at one place. Classes: p (b p f), t (d t), k (g k q), s (all sibilants), l (l r),
// m, n, v.
constexpr Cluster kClusters[] = {
    {"shch", "s"}, {"tsch", "s"}, {"tzh", "ts"}, {"sch", "s"},  {"tch", "s"},  {"tsh", "s"},
    {"dzh", "s"},  {"dge", "s"},  {"tsz", "s"},  {"ngh", "nk"}, {"ngg", "nk"}, {"sh", "s"},
    {"ch", "s"},   {"zh", "s"},   {"dj", "s"},   {"ts", "s"},   {"tz", "s"},   {"cz", "s"},
    {"sz", "s"},   {"cs", "s"},   {"kh", ""},    {"gh", "k"},   {"ph", "p"},   {"th", "t"},
    {"ck", "k"},   {"dz", "s"},   {"wh", "v"},
};

class Reader {
  public:
    Reader(std::string_view latin, Spelling spelling) : latin_(latin), spelling_(spelling) {}

    std::string read() {
        if (at_abdul()) read_abdul();
        while (at_ < latin_.size()) step();
        if (out_.empty() && !latin_.empty()) out_.push_back(latin_.front());
        return std::move(out_);
    }

  private:
    char letter(std::ptrdiff_t offset) const {
        const auto place = static_cast<std::ptrdiff_t>(at_) + offset;
        return place < 0 || place >= static_cast<std::ptrdiff_t>(latin_.size())
                   ? ' '
                   : latin_[static_cast<std::size_t>(place)];
    }
    bool vowel(std::ptrdiff_t offset) const { return is_vowel(letter(offset)); }
    bool rest_is(std::string_view text) const { return latin_.substr(at_) == text; }

    void emit(char sound) {
        if (joined_ && spelling_ != Spelling::Unvowelled && !out_.empty() && out_.back() == sound)
            return;
        if (sound == 'p' && !out_.empty() && out_.back() == 'n') out_.back() = 'm';
        out_.push_back(sound);
        joined_ = true;
    }

    /// "Abdul" and "Abdu" before a consonant are the same.
    bool at_abdul() const {
        return latin_.size() > 6 && latin_.starts_with("abd") && is_vowel(latin_[3]) &&
               latin_[4] == 'l' && !is_vowel(latin_[5]);
    }
    void read_abdul() {
        emit('p');
        emit('t');
        at_ = 5;
    }

    void step() {
        if (vowel(0)) {
            read_u();
            joined_ = false;
            ++at_;
            return;
        }
        for (const Cluster& cluster : kClusters) {
            if (!latin_.substr(at_).starts_with(cluster.letters)) continue;
            for (const char sound : cluster.sounds) emit(sound);
            joined_ = joined_ && !cluster.sounds.empty();
            at_ += cluster.letters.size();
            return;
        }
        single();
        ++at_;
    }

    void single() {
        switch (letter(0)) {
            case 'b':
            case 'p':
                emit('p');
                break;
            case 'f':
                emit(spelling_ == Spelling::Pinyin && ends_surname() ? 'v' : 'p');
                break;
            case 'd':
            case 't':
                emit('t');
                break;
            case 'g':
                read_g();
                break;
            case 'k':
                emit('k');
                break;
            case 'q':
                emit(spelling_ == Spelling::Pinyin ? 's' : 'k');
                break;
            case 'c':
                read_c();
                break;
            case 's':
            case 'z':
                emit('s');
                break;
            case 'j':
                read_j();
                break;
            case 'x':
                read_x();
                break;
            case 'l':
            case 'r':
                emit('l');
                break;
            case 'm':
                emit('m');
                break;
            case 'n':
                emit('n');
                break;
            case 'v':
                read_v();
                break;
            case 'w':
                read_w();
                break;
            default:
                joined_ = false;
                break;
        }
    }

    /// 耶夫, 诺夫, 科夫: "-fu" for Russian -v.
    bool ends_surname() const {
        return rest_is("fu") && at_ >= 4 && (letter(-1) == 'o' || letter(-1) == 'e');
    }

    /// ng is one sound at the end and before consonants; everywhere in pinyin.
    void read_g() {
        const bool after_n = at_ > 0 && letter(-1) == 'n';
        if (!after_n || (vowel(1) && spelling_ != Spelling::Pinyin)) emit('k');
    }

    void read_c() {
        const bool soft = letter(1) == 'e' || letter(1) == 'i' || letter(1) == 'y';
        // Serbian and Croatian -vić without its accent.
        const bool end_of_vic = rest_is("c") && letter(-1) == 'i' && letter(-2) == 'v';
        emit(spelling_ == Spelling::Pinyin || soft || end_of_vic ? 's' : 'k');
    }

    /// j is a glide in Slavic and Germanic spelling, in places where Turkic and English words do
    /// not have it.
    void read_j() {
        const std::string_view rest = latin_.substr(at_);
        const bool glide =
            (at_ > 0 && vowel(-1) && !vowel(1) && letter(1) != 'm') || rest == "jev" ||
            rest == "jeva" || rest == "jski" || rest == "jic" ||
            (at_ > 0 && letter(-1) == 'i' && (!rest.starts_with("jan") || rest == "jana")) ||
            (at_ == 0 && rest.starts_with("joha"));
        if (spelling_ != Spelling::Latin || !glide) emit('s');
    }

    /// kh in Uyghur and Kazakh Latin, ks in European names, a sibilant in pinyin.
    void read_x() {
        if (spelling_ == Spelling::Pinyin) {
            emit('s');
            return;
        }
        const bool alex = letter(-1) == 'e' && letter(-2) == 'l' && letter(-3) == 'a';
        const bool maxi = letter(-1) == 'a' && letter(-2) == 'm' && letter(1) == 'i';
        if (at_ > 0 && (alex || maxi || letter(1) == ' ')) {
            emit('k');
            emit('s');
        }
    }

    /// Silent after a vowel and before a consonant, where it wavers between v, w and u (Davlet,
    /// Dawlet, Daulet).
    void read_v() {
        const bool wavers = at_ > 0 && vowel(-1) && letter(1) != ' ' && !vowel(1);
        if (!wavers) emit('v');
    }

    void read_w() {
        if (spelling_ == Spelling::Pinyin && letter(1) == 'u') return;
        if (vowel(1) || (at_ == 0 && spelling_ == Spelling::Unvowelled)) emit('v');
    }

    /// A glide before another vowel (Quat, Edward and Eduard), but not in gue, qui, nor inside
    /// pinyin syllables.
    void read_u() {
        if (letter(0) != 'u' || spelling_ == Spelling::Pinyin || !vowel(1) || letter(1) == 'u')
            return;
        const bool mute = at_ > 0 && (letter(-1) == 'g' || letter(-1) == 'q') &&
                          (letter(1) == 'e' || letter(1) == 'i' || letter(1) == 'y');
        if (!mute) emit('v');
    }

    std::string_view latin_;
    Spelling spelling_;
    std::string out_;
    std::size_t at_ = 0;
    bool joined_ =
        false;  ///< no vowel since the last sound: a sound of the same class is not repeated
};

/// A surname without its Russian ending, or all of it. Turkic surnames are a forefather's name with
/// the ending, and lists in other scripts leave it out (Маметов, Маметова, 买买提).
std::string_view without_surname_ending(std::string_view latin, Spelling spelling) {
    constexpr std::size_t kShortestStem = 3;
    constexpr std::string_view kEndings[] = {"ova", "eva", "off", "ov", "ev"};
    constexpr std::string_view kPinyinEndings[] = {"yefu", "ofu", "kefu", "yewa", "owa", "kewa"};
    constexpr std::string_view kUnvowelledEndings[] = {"uva", "uv"};
    const auto strip = [&](const auto& endings, std::size_t kept) {
        for (const std::string_view ending : endings) {
            if (latin.size() >= kShortestStem + ending.size() && latin.ends_with(ending)) {
                return latin.substr(0, latin.size() - ending.size() + kept);
            }
        }
        return latin;
    };
    // The k of -kefu may belong to the stem or to an ending -kov: the stem keeps it.
    if (spelling == Spelling::Pinyin) return strip(kPinyinEndings, 1);
    if (spelling == Spelling::Unvowelled) return strip(kUnvowelledEndings, 0);
    return strip(kEndings, 0);
}

}  // namespace

std::string skeleton_of(std::string_view latin, Spelling spelling) {
    constexpr std::size_t kLeastSounds = 2;  // a stem of one sound says less than the whole
    const std::string_view stem = without_surname_ending(latin, spelling);
    std::string sounds = Reader(stem, spelling).read();
    return sounds.size() >= kLeastSounds || stem.size() == latin.size()
               ? sounds
               : Reader(latin, spelling).read();
}

}  // namespace dalil::names
