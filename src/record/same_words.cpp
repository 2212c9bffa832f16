#include "record/same_words.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "dalil/text/unicode.hpp"

namespace dalil {
namespace {

constexpr std::size_t kLongestList = 40;  // distinct words; beyond that it is no closed list
constexpr double kClearMajority = 0.75;   // of the words that begin with a letter

struct Word {
    std::uint32_t code = 0;
    std::vector<std::uint64_t> count;  ///< per list
    std::vector<std::string> alternatives;
    std::uint64_t total() const { return std::accumulate(count.begin(), count.end(), 0ULL); }
};

/// "hispanic/latino" -> {"hispanic", "latino"}.
std::vector<std::string> alternatives_of(const std::string& value) {
    std::vector<std::string> out;
    std::string part;
    for (const char c : value + "/") {
        if (c != '/' && c != ',' && c != '(' && c != ')') {
            part += c;
            continue;
        }
        std::string word = fold_words(part);
        if (!word.empty()) out.push_back(std::move(word));
        part.clear();
    }
    return out;
}

bool is_letter(const std::string& value) {
    return to_utf32(value).size() == 1;
}

class Unifier {
  public:
    Unifier(FieldBuilder& field, const std::vector<Source>& sources) : field_(field) {
        const auto& values = field.values();
        std::vector<std::vector<std::uint64_t>> counts(
            values.size(), std::vector<std::uint64_t>(sources.size(), 0));
        std::uint32_t record = 0;
        for (std::size_t s = 0; s < sources.size(); ++s)
            for (std::uint32_t i = 0; i < sources[s].records; ++i, ++record)
                ++counts[field.at(record)][s];
        for (std::uint32_t code = 1; code < values.size(); ++code) {
            Word word;
            word.code = code;
            word.count = counts[code];
            word.alternatives = alternatives_of(values[code]);
            if (word.total() > 0) words_.push_back(std::move(word));
        }
        // The order in which values were met must not matter.
        std::sort(words_.begin(), words_.end(), [&values](const Word& a, const Word& b) {
            return std::make_pair(b.total(), values[a.code]) <
                   std::make_pair(a.total(), values[b.code]);
        });
        class_.resize(words_.size());
        std::iota(class_.begin(), class_.end(), 0U);
    }

    /// True if anything was united.
    bool run() {
        if (words_.size() < 2 || words_.size() > kLongestList) return false;
        bool any = unite_alternatives();
        any = unite_letters() || any;
        if (any) apply();
        return any;
    }

  private:
    const std::string& text(std::size_t w) const { return field_.value(words_[w].code); }

    bool share_a_list(std::uint32_t a, std::uint32_t b) const {
        for (std::size_t s = 0; s < words_.front().count.size(); ++s) {
            bool in_a = false, in_b = false;
            for (std::size_t w = 0; w < words_.size(); ++w) {
                in_a = in_a || (class_[w] == a && words_[w].count[s] > 0);
                in_b = in_b || (class_[w] == b && words_[w].count[s] > 0);
            }
            if (in_a && in_b) return true;
        }
        return false;
    }

    bool unite(std::size_t x, std::size_t y) {
        const std::uint32_t a = std::min(class_[x], class_[y]), b = std::max(class_[x], class_[y]);
        if (a == b || share_a_list(a, b)) return false;
        std::replace(class_.begin(), class_.end(), b, a);
        return true;
    }

    bool unite_alternatives() {
        bool any = false;
        for (std::size_t x = 0; x < words_.size(); ++x)
            for (std::size_t y = x + 1; y < words_.size(); ++y) {
                if (is_letter(text(x)) || is_letter(text(y))) continue;
                const auto& a = words_[x].alternatives;
                const auto& b = words_[y].alternatives;
                if (std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end())
                    any = unite(x, y) || any;
            }
        return any;
    }

    /// A letter stands for the class of words that begin with it, if one class has most of them.
    bool unite_letters() {
        bool any = false;
        for (std::size_t letter = 0; letter < words_.size(); ++letter) {
            if (!is_letter(text(letter))) continue;
            std::map<std::uint32_t, std::uint64_t> weight;
            std::map<std::uint32_t, std::size_t> member;
            std::uint64_t total = 0;
            for (std::size_t w = 0; w < words_.size(); ++w) {
                const bool begins =
                    !is_letter(text(w)) && to_utf32(text(w))[0] == to_utf32(text(letter))[0];
                if (!begins || share_a_list(class_[letter], class_[w])) continue;
                weight[class_[w]] += words_[w].total();
                member.try_emplace(class_[w], w);
                total += words_[w].total();
            }
            for (const auto& [which, count] : weight)
                if (static_cast<double>(count) >= kClearMajority * static_cast<double>(total))
                    any = unite(letter, member[which]) || any;
        }
        return any;
    }

    /// Each class takes its most frequent word of more than one letter.
    void apply() {
        std::vector<std::uint32_t> to(field_.values().size());
        std::iota(to.begin(), to.end(), 0U);
        for (std::size_t w = 0; w < words_.size(); ++w) {
            std::size_t best = w;
            for (std::size_t other = words_.size(); other-- > 0;)
                if (class_[other] == class_[w] &&
                    (is_letter(text(best)) || !is_letter(text(other))))
                    best = other;
            to[words_[w].code] = words_[best].code;
        }
        field_.replace_codes(to);
    }

    FieldBuilder& field_;
    std::vector<Word> words_;
    std::vector<std::uint32_t> class_;
};

}  // namespace

void unite_same_words(FieldSet& fields, const std::vector<Source>& sources,
                      std::vector<Issue>& issues) {
    if (sources.size() < 2) return;
    fields.for_each([&](FieldBuilder& field) {
        if (field.kind() != ValueKind::Category || field.meaning() == Meaning::Sex) return;
        if (field.values().size() > 4 * kLongestList) return;
        if (Unifier(field, sources).run())
            issues.push_back(
                {"words-united",
                 Severity::Note,
                 {},
                 "words that lists write differently were taken as the same in field " +
                     field.key(),
                 1});
    });
}

}  // namespace dalil
