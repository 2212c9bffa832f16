// base/context.hpp: what every long computation is given: seed, threads, progress, and a way to
// stop.
//
// Algorithms never print and never touch files; they report through Progress and stop when asked.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string_view>

namespace dalil {

/// Receives progress. advance() may be called from any thread; begin/end from one.
class Progress {
  public:
    virtual ~Progress() = default;
    /// Starts a stage. `total` units of work are expected; 0 when unknown.
    virtual void begin(std::string_view stage, std::uint64_t total) = 0;
    virtual void advance(std::uint64_t units) = 0;
    virtual void end() = 0;
};

/// Drops everything. The default where nobody looks.
Progress& no_progress();

/// Passed by reference to every long call. Results depend on `seed` only.
struct Context {
    std::uint64_t seed = 1;
    unsigned threads = 0;  ///< 0: all cores
    Progress* progress = &no_progress();
    std::stop_token stop;

    /// Throws Cancelled if a stop was requested. Call it at least every few milliseconds of work.
    void check_stop() const;
};

/// One stage of progress for the life of the object.
class Stage {
  public:
    Stage(const Context& context, std::string_view name, std::uint64_t total = 0)
        : progress_(*context.progress) {
        progress_.begin(name, total);
    }
    ~Stage() { progress_.end(); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    void advance(std::uint64_t units = 1) { progress_.advance(units); }

  private:
    Progress& progress_;
};

}  // namespace dalil
