#include "link/forms.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "dalil/base/hash.hpp"
#include "dalil/names/name.hpp"
#include "dalil/text/unicode.hpp"

namespace dalil::linking {
namespace {

struct Word {
    std::string latin;
    std::string skeleton;
    bool initial = false;
};

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Words of a folded value in Latin letters and digits; values in plain ASCII need no
/// transliteration.
std::vector<Word> plain_words(std::string_view value) {
    std::vector<Word> out;
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) out.push_back({word, {}, word.size() == 1});
        word.clear();
    };
    for (const char c : value) {
        if (is_plain(c))
            word += c;
        else if (c != '\'')
            flush();
    }
    flush();
    return out;
}

bool is_ascii(std::string_view value) {
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::vector<Word> name_words(std::string_view value) {
    std::vector<Word> out;
    for (NameToken& token : name_tokens(value)) {
        if (token.latin.empty()) token.latin = token.folded;
        if (!token.latin.empty())
            out.push_back({std::move(token.latin), std::move(token.skeleton), token.initial});
    }
    return out;
}

std::vector<Word> words_of(const CanonicalField& field, std::string_view value) {
    if (field.kind == ValueKind::Name) return name_words(value);
    return plain_words(is_ascii(value) ? std::string(value) : to_latin(value));
}

/// Skeletons of one or two sounds are shared by chance.
std::uint64_t skeleton_hash(const std::string& skeleton) {
    return skeleton.size() < 2 ? 0 : hash64(skeleton) | 1U;
}

std::uint64_t nickname_bits(std::string_view latin) {
    std::uint64_t bits = 0;
    for (const std::string& form : nickname_forms(latin))
        bits |= std::uint64_t{1} << (hash64(form, 5) % 64U);
    return bits == 0 ? 0 : bits | std::uint64_t{1} << (hash64(latin, 5) % 64U);
}

void set_bit(std::array<std::uint64_t, 3>& bits, std::uint64_t hash) {
    const std::uint64_t bit = hash % (64 * bits.size());
    bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

TextSketch sketch_of(const TextForms& forms, const TextForm& value) {
    TextSketch out;
    out.mask = value.mask;
    bool sounds = false;
    for (const std::uint32_t w : value.words) {
        const WordForm& word = forms.words[w];
        if (out.first_mask == 0) {
            out.first_mask = word.mask;
            out.nicknames = word.nicknames;
        }
        const std::string_view latin = word.latin;
        const std::size_t end = std::min<std::size_t>(3, latin.size());
        set_bit(out.ends, hash64(latin.substr(0, end), 1));
        set_bit(out.ends, hash64(latin.substr(latin.size() - end), 2));
        sounds = sounds || word.skeleton != 0;
        out.skeleton = mix64(out.skeleton, word.skeleton != 0 ? word.skeleton : hash64(latin));
    }
    if (!sounds) out.skeleton = 0;
    return out;
}

}  // namespace

std::uint64_t letter_mask(std::string_view text) {
    std::uint64_t mask = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        unsigned bit = 36U + byte % 28U;
        if (c >= 'a' && c <= 'z') bit = static_cast<unsigned>(c - 'a');
        if (c >= '0' && c <= '9') bit = 26U + static_cast<unsigned>(c - '0');
        mask |= std::uint64_t{1} << bit;
    }
    return mask;
}

TextForms make_text_forms(const CanonicalField& field) {
    TextForms out;
    out.values.resize(field.values.size());
    std::unordered_map<std::string, std::uint32_t> index;
    std::vector<std::uint64_t> records_with;
    for (std::size_t v = 1; v < field.values.size(); ++v) {
        TextForm& form = out.values[v];
        for (Word& word : words_of(field, field.values[v])) {
            form.joined += word.latin;
            const auto [at, fresh] =
                index.try_emplace(word.latin, static_cast<std::uint32_t>(out.words.size()));
            if (fresh) {
                out.words.push_back({word.latin, letter_mask(word.latin),
                                     skeleton_hash(word.skeleton),
                                     field.kind == ValueKind::Name ? nickname_bits(word.latin) : 0,
                                     0, word.initial});
                records_with.push_back(0);
            }
            const std::uint32_t id = at->second;
            if (std::find(form.words.begin(), form.words.end(), id) == form.words.end()) {
                form.words.push_back(id);
                records_with[id] += field.counts[v];
            }
        }
        if (form.joined.empty()) form.joined = field.values[v];
        form.mask = letter_mask(form.joined);
    }
    for (const TextForm& form : out.values) {
        out.sketches.push_back(sketch_of(out, form));
        TextSketch& sketch = out.sketches.back();
        // Numbers are alike in other ways than words are.
        const bool number = field.kind == ValueKind::Identifier;
        sketch.several = number || form.words.size() != 1;
        if (!number && !form.words.empty())
            sketch.first_letter = out.words[form.words.front()].latin.front();
    }
    const double filled = std::max<double>(field.filled, 1);
    for (std::size_t w = 0; w < out.words.size(); ++w)
        out.words[w].log_share = static_cast<float>(
            std::log(std::max<double>(static_cast<double>(records_with[w]), 1) / filled));
    return out;
}

std::vector<DateForm> make_date_forms(const CanonicalField& field) {
    std::vector<DateForm> out(field.values.size());
    for (std::size_t v = 1; v < field.values.size(); ++v) {
        const PartialDate& date = field.dates[v];
        out[v].to_the_day = !date.readings.empty();
        for (const DateReading& reading : date.readings) {
            out[v].readings.push_back({reading.first_day(), reading.last_day(), reading.year_first,
                                       reading.year_last, reading.month, reading.day});
            if (reading.day == 0 || !reading.has_year()) out[v].to_the_day = false;
        }
        if (!out[v].readings.empty()) out[v].first = out[v].readings.front();
    }
    return out;
}

Day day_of(const DateForm::Reading& reading) {
    Day out{reading.first_day, 0};
    int rest = reading.year * 10'000 + reading.month * 100 + reading.day;
    for (unsigned place = 0; place < 8; ++place, rest /= 10)
        out.digits |= static_cast<std::uint32_t>(rest % 10) << (4 * place);
    return out;
}

std::vector<Day> make_days(const std::vector<DateForm>& dates) {
    std::vector<Day> out(dates.size());
    for (std::size_t v = 1; v < dates.size(); ++v) {
        const DateForm::Reading& r = dates[v].first;
        if (dates[v].to_the_day && dates[v].readings.size() == 1 && r.year >= 0 && r.year <= 9999)
            out[v] = day_of(r);
    }
    return out;
}

}  // namespace dalil::linking
