// cli/main.cpp: the one binary. Parses, calls one command, turns every outcome into an exit code.

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <cstdio>
#include <new>

#include <fmt/format.h>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/stop.hpp"
#include "dalil/base/version.hpp"

namespace {

using namespace dalil;
using namespace dalil::cli;

/// Content of records must not end up in core dumps or in files that others can read.
void keep_to_ourselves() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::umask(0077);
}

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

int dispatch(const Arguments& arguments, const Call& call) {
    return std::visit(Overloaded{
                          [](const PrintArgs& a) {
                              print(a.text);
                              return 0;
                          },
                          [](const WrongArgs& a) {
                              return report_error({Fault::Usage, "usage", a.message, a.hint, {}},
                                                  a.json);
                          },
                          [&](const RunArgs& a) { return run_command(a, call); },
                          [&](const InitArgs& a) { return init_command(a, call); },
                          [&](const ImportArgs& a) { return import_command(a, call); },
                          [&](const LinkArgs& a) { return link_command(a, call); },
                          [&](const CountArgs& a) { return count_command(a, call); },
                          [&](const EstimateArgs& a) { return estimate_command(a, call); },
                          [&](const ShowArgs& a) { return show_command(a, call); },
                          [&](const ReviewArgs& a) { return review_command(a, call); },
                          [&](const DecideArgs& a) { return decide_command(a, call); },
                          [&](const SynthArgs& a) { return synth_command(a, call); },
                          [&](const ExportArgs& a) { return export_command(a, call); },
                          [&](const CheckArgs& a) { return check_command(a, call); },
                      },
                      arguments.command);
}

int guarded(const Arguments& arguments) {
    const bool json = arguments.common.json;
    try {
        Context context;
        context.seed = arguments.common.seed;
        context.threads = arguments.common.threads;
        context.stop = watch_for_stop();
        const auto progress = make_progress(arguments.common);
        context.progress = progress.get();
        return dispatch(arguments, {arguments.common, arguments.typed, context});
    } catch (const Cancelled&) {
        std::fprintf(stderr, "\ndalil: stopped; nothing was changed\n");
        return 130;
    } catch (const std::bad_alloc&) {
        return report_error({Fault::Outside,
                             "out-of-memory",
                             "the machine has not enough memory for these lists",
                             "close other programs, or split the lists",
                             {}},
                            json);
    } catch (const std::exception& error) {
        // Messages of our own checks hold no content of records.
        std::fprintf(stderr,
                     "dalil: a fault of the program: %s\n  Next: report this line with the version "
                     "(%s); it holds no data\n",
                     error.what(), std::string(kVersion).c_str());
        return 70;
    }
}

}  // namespace

int main(int argc, char** argv) {
    keep_to_ourselves();
    return guarded(parse_arguments(argc, argv));
}
