// How well one key finds the other spelling of a name: for each slice of the token pairs, the share
// of true pairs with the same romanised form, with the same skeleton and with skeletons one edit
// apart, and the share of pairs of different names with the same skeleton. The figures of
// docs/methods/names.md come from here.
//
// usage: bench_names_scripts [DIR with *.SPLIT.tsv] [SPLIT, default dev] [SLICE whose misses are
// printed]
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dalil/names/name.hpp"
#include "dalil/similarity/levenshtein.hpp"

namespace {

using dalil::NameToken;

struct Pair {
    NameToken left, right;
    std::string lemma;
};

std::vector<std::string> split_tabs(const std::string& line) {
    std::vector<std::string> out(1);
    for (const char c : line) {
        if (c == '\t')
            out.emplace_back();
        else
            out.back().push_back(c);
    }
    return out;
}

std::vector<Pair> read_pairs(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    std::vector<Pair> out;
    while (std::getline(in, line)) {
        const auto cells = split_tabs(line);
        if (cells.size() < 5) continue;
        out.push_back({dalil::name_token(cells[0]), dalil::name_token(cells[2]), cells[4]});
    }
    return out;
}

/// Share of all left-right pairs of different lemmas that have the same skeleton, counted exactly.
double chance_of_equal(const std::vector<Pair>& pairs) {
    using Counts = std::map<std::string, double>;
    Counts left, right, left_lemma, right_lemma;
    std::map<std::string, Counts> left_by_lemma, right_by_lemma;
    const auto unit = [](const NameToken& token, const std::string& lemma,
                         std::set<std::string>& seen) {
        return seen.insert(token.folded + "\t" + lemma).second;
    };
    std::set<std::string> seen_left, seen_right;
    for (const Pair& pair : pairs) {
        if (unit(pair.left, pair.lemma, seen_left)) {
            ++left[pair.left.skeleton];
            ++left_lemma[pair.lemma];
            ++left_by_lemma[pair.lemma][pair.left.skeleton];
        }
        if (unit(pair.right, pair.lemma, seen_right)) {
            ++right[pair.right.skeleton];
            ++right_lemma[pair.lemma];
            ++right_by_lemma[pair.lemma][pair.right.skeleton];
        }
    }
    const auto shared = [](const Counts& a, const Counts& b) {
        double sum = 0;
        for (const auto& [key, n] : a) {
            const auto found = b.find(key);
            if (found != b.end()) sum += n * found->second;
        }
        return sum;
    };
    double equal = shared(left, right);
    double all = static_cast<double>(seen_left.size()) * static_cast<double>(seen_right.size());
    for (const auto& [lemma, counts] : left_by_lemma) {
        equal -= shared(counts, right_by_lemma[lemma]);
        all -= left_lemma[lemma] * right_lemma[lemma];
    }
    return all > 0 ? equal / all : 0;
}

void print_slice(const std::string& slice, const std::vector<Pair>& pairs, bool misses) {
    std::size_t latin = 0, skeleton = 0, near = 0;
    for (const Pair& pair : pairs) {
        latin += pair.left.latin == pair.right.latin;
        const std::size_t edits = dalil::levenshtein(pair.left.skeleton, pair.right.skeleton, 1);
        skeleton += edits == 0;
        near += edits <= 1;
        if (misses && edits > 0) {
            fmt::print("  {} {} [{}]  {} {} [{}]\n", pair.left.folded, pair.left.latin,
                       pair.left.skeleton, pair.right.folded, pair.right.latin,
                       pair.right.skeleton);
        }
    }
    const auto share = [&](std::size_t n) {
        return static_cast<double>(n) / static_cast<double>(pairs.size());
    };
    fmt::print("| {:<24} | {:>6} | {:.3f} | {:.3f} | {:.3f} | {:.5f} |\n", slice, pairs.size(),
               share(latin), share(skeleton), share(near), chance_of_equal(pairs));
}

struct Reach {
    std::size_t pairs = 0, reached = 0, near = 0;

    std::string row() const {
        const auto share = [&](std::size_t n) {
            return pairs == 0 ? 0.0 : static_cast<double>(n) / static_cast<double>(pairs);
        };
        return fmt::format("{:>6} | {:.3f} | {:.3f}", pairs, share(reached), share(near));
    }
};

std::vector<std::string> skeletons_of(const std::string& full) {
    const auto parts = dalil::split_full_name(full, dalil::NameOrder::Unknown);
    std::vector<std::string> out;
    for (const std::string& part : {parts.given, parts.father, parts.family, parts.middle}) {
        for (const NameToken& token : dalil::name_tokens(part)) out.push_back(token.skeleton);
    }
    return out;
}

void count_reach(std::vector<std::string> a, std::vector<std::string> b, Reach& reach) {
    if (a.size() > b.size()) std::swap(a, b);
    std::size_t equal = 0, near = 0;
    std::vector<bool> used(b.size());
    for (const std::string& skeleton : a) {
        std::size_t best = b.size(), least = 2;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t edits = dalil::levenshtein(skeleton, b[j], 1);
            if (used[j] || edits >= least) continue;
            least = edits;
            best = j;
        }
        if (best == b.size()) continue;
        used[best] = true;
        ++near;
        equal += least == 0;
    }
    ++reach.pairs;
    reach.reached += equal > 0;
    reach.near += near == a.size();
}

/// Names with the words in another order ("swap") are left out: nothing in a bare name tells its
/// order.
void print_full_names(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    std::map<std::string, std::pair<Reach, Reach>> by_scripts;
    while (std::getline(in, line)) {
        const auto cells = split_tabs(line);
        if (cells.size() < 7 || cells[6] == "swap") continue;
        std::string left(dalil::script_name(dalil::dominant_script(cells[1])));
        std::string right(dalil::script_name(dalil::dominant_script(cells[3])));
        if (right < left) std::swap(left, right);
        auto& [same, other] = by_scripts[left + " ~ " + right];
        count_reach(skeletons_of(cells[1]), skeletons_of(cells[3]), cells[5] == "1" ? same : other);
    }
    fmt::print("\n| {:<24} |  pairs | reach | near  | others | reach | near  |\n", "full names");
    fmt::print("|--------------------------|-------:|------:|------:|-------:|------:|------:|\n");
    for (const auto& [scripts, reach] : by_scripts) {
        fmt::print("| {:<24} | {} | {} |\n", scripts, reach.first.row(), reach.second.row());
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path kit = argc > 1 ? argv[1] : "../shared/data/names";
    const std::filesystem::path folder = kit / "tokens";
    const std::string split = argc > 2 ? argv[2] : "dev", ending = "." + split + ".tsv";
    const std::string shown = argc > 3 ? argv[3] : "";
    if (!std::filesystem::is_directory(folder)) {
        fmt::print("no token pairs at {}\n", folder.string());
        return 0;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().filename().string().ends_with(ending)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    fmt::print("| slice                    |  pairs | latin | equal | near  | random  |\n");
    fmt::print("|--------------------------|-------:|------:|------:|------:|--------:|\n");
    const auto from = std::chrono::steady_clock::now();
    std::size_t tokens = 0;
    for (const auto& path : files) {
        const std::string name = path.filename().string();
        const std::string slice = name.substr(0, name.size() - ending.size());
        const auto pairs = read_pairs(path);
        tokens += 2 * pairs.size();
        if (!pairs.empty()) print_slice(slice, pairs, slice == shown);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - from;
    fmt::print("{} tokens, {:.2f} s\n", tokens, seconds.count());
    print_full_names(kit / "fullnames" / (split + "10k.pairs.tsv"));
    return 0;
}
