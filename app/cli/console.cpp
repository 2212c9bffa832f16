#include "cli/console.hpp"

#include <unistd.h>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dalil::cli {

namespace {

using Clock = std::chrono::steady_clock;

class NoOutput final : public Progress {
    void begin(std::string_view, std::uint64_t) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
};

/// Redraws one line four times a second, so that a stage that reports nothing still shows that time
/// passes.
class ProgressLine final : public Progress {
  public:
    ProgressLine() : ticker_([this](const std::stop_token& stop) { tick(stop); }) {}
    ~ProgressLine() override {
        ticker_.request_stop();
        ticker_.join();
        wipe();
    }

    void begin(std::string_view stage, std::uint64_t total) override {
        const std::lock_guard lock(mutex_);
        stage_ = stage;
        total_ = total;
        done_ = 0;
        start_ = Clock::now();
        active_ = true;
        draw();
    }

    void advance(std::uint64_t units) override { done_ += units; }

    void end() override {
        const std::lock_guard lock(mutex_);
        active_ = false;
        wipe();
    }

  private:
    void tick(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
            const std::lock_guard lock(mutex_);
            if (active_) draw();
        }
    }

    void draw() {
        std::string line = stage_;
        const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
        const double done = static_cast<double>(done_.load());
        if (total_ > 0) {
            line +=
                fmt::format("  {:3.0f} %", 100 * std::min(1.0, done / static_cast<double>(total_)));
        }
        if (total_ == 0 && seconds > 1) line += fmt::format("  {:.0f} s", seconds);
        if (seconds > 1 && done > 0) {
            if (done >= 10 * seconds) line += fmt::format("  {}/s", thousands(done / seconds));
            if (total_ > 0 && done < static_cast<double>(total_)) {
                line +=
                    fmt::format("  {:.0f} s left",
                                std::ceil(seconds * (static_cast<double>(total_) - done) / done));
            }
        }
        std::fprintf(stderr, "\r\033[K%s", line.c_str());
        std::fflush(stderr);
        shown_ = true;
    }

    void wipe() {
        if (shown_) {
            std::fprintf(stderr, "\r\033[K");
            std::fflush(stderr);
        }
        shown_ = false;
    }

    std::mutex mutex_;
    std::string stage_;
    std::uint64_t total_ = 0;
    std::atomic<std::uint64_t> done_{0};
    Clock::time_point start_{};
    bool active_ = false;
    bool shown_ = false;
    std::jthread ticker_;  // last: starts when everything above is there
};

}  // namespace

std::unique_ptr<Progress> make_progress(const Common& common) {
    if (common.quiet || ::isatty(STDERR_FILENO) == 0) return std::make_unique<NoOutput>();
    return std::make_unique<ProgressLine>();
}

int exit_code(Fault fault) {
    switch (fault) {
        case Fault::Usage:
            return 2;
        case Fault::Input:
            return 3;
        case Fault::Case:
            return 4;
        case Fault::Refused:
            return 5;
        case Fault::Outside:
            break;
    }
    return 3;
}

int report_error(const Error& error, bool json) {
    if (json) {
        const nlohmann::ordered_json out = {{"error",
                                             {{"code", error.code},
                                              {"message", error.message},
                                              {"hint", error.hint},
                                              {"context", error.context}}}};
        print(out.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    }
    std::string text = "dalil: " + error.message;
    for (const std::string& context : error.context) text += "\n  " + context;
    if (!error.hint.empty()) text += "\n  Next: " + error.hint;
    std::fprintf(stderr, "%s\n", text.c_str());
    return exit_code(error.fault);
}

std::string thousands(double number) {
    if (!std::isfinite(number)) return "unknown";
    std::string digits = fmt::format("{:.0f}", std::round(std::fabs(number)));
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return (number < -0.5 ? "-" : "") + digits;
}

std::string with_interval(double median, double low, double high) {
    return fmt::format("{} ({} to {})", thousands(median), thousands(low), thousands(high));
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

}  // namespace dalil::cli
