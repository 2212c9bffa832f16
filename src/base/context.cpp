#include "dalil/base/context.hpp"

#include "dalil/base/result.hpp"

namespace dalil {

namespace {
class NoProgress final : public Progress {
    void begin(std::string_view, std::uint64_t) override {}
    void advance(std::uint64_t) override {}
    void end() override {}
};
}  // namespace

Progress& no_progress() {
    static NoProgress instance;
    return instance;
}

void Context::check_stop() const {
    if (stop.stop_requested()) throw Cancelled();
}

}  // namespace dalil
