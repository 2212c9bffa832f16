#include "cli/stop.hpp"

#include <pthread.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <thread>

namespace dalil::cli {

namespace {
constexpr int kStopped = 130;
constexpr auto kPatience = std::chrono::milliseconds(800);
}  // namespace

std::stop_token watch_for_stop() {
    // All threads inherit the blocked mask; one thread waits for the signals, where any call is
    // safe.
    static std::stop_source source;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals] {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) return;
        source.request_stop();
        std::this_thread::sleep_for(kPatience);
        ::_exit(kStopped);
    }).detach();
    return source.get_token();
}

}  // namespace dalil::cli
