// Writes the example reports into a folder: render_examples FOLDER. For looking at them, and for
// tools/check_report.py.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/page/example_views.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: render_examples FOLDER\n", stderr);
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    for (const auto& [name, view] : dalil::page::example_views()) {
        std::ofstream(folder / (name + ".html"), std::ios::binary)
            << dalil::page::render_report(view);
    }
    return 0;
}
