#include "synth/slips.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "dalil/text/unicode.hpp"

namespace dalil::synth {

namespace {

struct Swap {
    std::string_view from, to;
};

constexpr std::array<Swap, 13> kEnglish{{{"zh", "j"},
                                         {"Zh", "J"},
                                         {"kh", "h"},
                                         {"ai", "ay"},
                                         {"ei", "ey"},
                                         {"ya", "ia"},
                                         {"ev", "yev"},
                                         {"q", "k"},
                                         {"K", "Q"},
                                         {"gul", "gul'"},
                                         {"y", "i"},
                                         {"w", "u"},
                                         {"u", "ou"}}};
constexpr std::array<Swap, 6> kRussian{
    {{"ж", "дж"}, {"Ж", "Дж"}, {"ы", "и"}, {"ль", "л"}, {"ия", "иа"}, {"у", "ю"}}};
constexpr std::array<Swap, 5> kKazakh{
    {{"уи", "ұй"}, {"и", "ый"}, {"һ", "х"}, {"ия", "йа"}, {"ау", "ав"}}};
constexpr std::array<Swap, 6> kUyghur{
    {{"ې", "ى"}, {"ۈ", "ۇ"}, {"ۆ", "و"}, {"ھ", "خ"}, {"ئو", "ئۇ"}, {"ڭ", "نگ"}}};
constexpr std::array<Swap, 5> kPinyin{
    {{"re", "ri"}, {"ti", "di"}, {"ge", "ke"}, {"Ai", "Yi"}, {"hai", "ha"}}};
constexpr std::array<Swap, 18> kKazakhLetters{{{"ә", "а"},
                                               {"Ә", "А"},
                                               {"ғ", "г"},
                                               {"Ғ", "Г"},
                                               {"қ", "к"},
                                               {"Қ", "К"},
                                               {"ң", "н"},
                                               {"Ң", "Н"},
                                               {"ө", "о"},
                                               {"Ө", "О"},
                                               {"ұ", "у"},
                                               {"Ұ", "У"},
                                               {"ү", "у"},
                                               {"Ү", "У"},
                                               {"һ", "х"},
                                               {"Һ", "Х"},
                                               {"і", "и"},
                                               {"І", "И"}}};

std::span<const Swap> swaps_of(Orthography orthography) {
    switch (orthography) {
        case Orthography::English:
            return kEnglish;
        case Orthography::Russian:
            return kRussian;
        case Orthography::Kazakh:
            return kKazakh;
        case Orthography::Uyghur:
            return kUyghur;
        case Orthography::Pinyin:
            return kPinyin;
        case Orthography::Han:
            break;
    }
    return {};
}

std::u32string_view letters_of(Orthography orthography) {
    switch (orthography) {
        case Orthography::English:
        case Orthography::Pinyin:
            return U"aeiounrstlmkdbghyz";
        case Orthography::Russian:
            return U"аеиоунрстлмкдбгйзш";
        case Orthography::Kazakh:
            return U"аәеіоұнрстлмқкдбғйз";
        case Orthography::Uyghur:
            return U"اەىوۇنرستلمكقدبغيز";
        case Orthography::Han:
            break;
    }
    return {};
}

std::string change_character(std::u32string text, Rng& rng) {
    const std::size_t start = rng.below(text.size());
    for (std::size_t k = 0; k < text.size(); ++k) {
        char32_t& at = text[(start + k) % text.size()];
        const char32_t other = han_variant(at);
        if (other == 0) continue;
        at = other;
        break;
    }
    return to_utf8(text);
}

}  // namespace

std::string slip(const std::string& word, Orthography orthography, Rng& rng) {
    std::u32string text = to_utf32(word);
    if (text.size() < 2) return word;
    if (orthography == Orthography::Han) return change_character(std::move(text), rng);
    const std::size_t at = 1 + rng.below(text.size() - 1);
    const double kind = rng.uniform();
    const std::u32string_view letters = letters_of(orthography);
    if (kind < 0.30) {
        text.erase(at, 1);
    } else if (kind < 0.45) {
        text.insert(at, 1, text[at]);
    } else if (kind < 0.70 && at + 1 < text.size()) {
        std::swap(text[at], text[at + 1]);
    } else {
        text[at] = letters[rng.below(letters.size())];
    }
    return to_utf8(text);
}

std::string variant(const std::string& word, Orthography orthography, Rng& rng) {
    if (orthography == Orthography::Han) return change_character(to_utf32(word), rng);
    std::vector<const Swap*> possible;
    for (const Swap& swap : swaps_of(orthography))
        if (word.find(swap.from) != std::string::npos) possible.push_back(&swap);
    if (possible.empty()) return word;
    const Swap& chosen = *possible[rng.below(possible.size())];
    std::string out = word;
    return out.replace(out.find(chosen.from), chosen.from.size(), chosen.to);
}

std::string without_kazakh_letters(const std::string& word) {
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        const std::string_view rest = std::string_view(word).substr(i);
        const Swap* match = nullptr;
        for (const Swap& swap : kKazakhLetters)
            if (rest.starts_with(swap.from)) match = &swap;
        out += match != nullptr ? match->to : rest.substr(0, 1);
        i += match != nullptr ? match->from.size() : 1;
    }
    return out;
}

}  // namespace dalil::synth
