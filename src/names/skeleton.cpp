#include "names/skeleton.hpp"

#include <array>

namespace dalil::names {
namespace {

struct Cluster {
    std::string_view letters;
    char sound;
};

// Longest first. A sound of 0 is silent.
constexpr std::array<Cluster, 22> kClusters = {{
    {"shch", 'c'}, {"tsch", 'c'}, {"sch", 'c'}, {"tch", 'c'}, {"dzh", 'c'}, {"sh", 'c'},
    {"ch", 'c'},   {"zh", 'c'},   {"dj", 'c'},  {"tj", 'c'},  {"ts", 's'},  {"tz", 's'},
    {"kh", 0},     {"gh", 'k'},   {"ph", 'p'},  {"th", 't'},  {"ng", 'n'},  {"ck", 'k'},
    {"dz", 's'},   {"lj", 'l'},   {"nj", 'n'},  {"wh", 'v'},
}};

constexpr std::array<char, 26> kSounds = {
    0,   'p', 'k', 't', 0,   'p', 'k', 0,   0,    // a-i
    'c', 'k', 'l', 'm', 'n', 0,   'p', 'k', 'r',  // j-r
    's', 't', 0,   'v', 'v', 0,   0,   's',       // s-z
};

}  // namespace

std::string skeleton_of(std::string_view latin) {
    std::string out;
    for (std::size_t at = 0; at < latin.size();) {
        char sound = kSounds[static_cast<std::size_t>(latin[at] - 'a')];
        std::size_t length = 1;
        for (const Cluster& cluster : kClusters) {
            if (latin.substr(at, cluster.letters.size()) == cluster.letters) {
                sound = cluster.sound;
                length = cluster.letters.size();
                break;
            }
        }
        const bool doubled = length == 1 && at > 0 && latin[at] == latin[at - 1];
        if (sound != 0 && !doubled) out.push_back(sound);
        at += length;
    }
    if (out.empty() && !latin.empty()) out.push_back(latin.front());
    return out;
}

}  // namespace dalil::names
