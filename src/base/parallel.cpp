#include "dalil/base/parallel.hpp"

#include <thread>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "dalil/base/result.hpp"

namespace dalil {

void parallel_for(const Context& context, std::size_t n, std::size_t grain,
                  const std::function<void(std::size_t, std::size_t)>& body) {
    if (n == 0) return;
    ENSURE(grain > 0, "a parallel loop needs a grain");
    const std::size_t chunks = (n + grain - 1) / grain;
    const auto run_chunk = [&](std::size_t chunk) {
        context.check_stop();
        body(chunk * grain, std::min(n, (chunk + 1) * grain));
    };
    const unsigned threads =
        context.threads != 0 ? context.threads : std::max(1U, std::thread::hardware_concurrency());
    if (threads == 1 || chunks == 1) {
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) run_chunk(chunk);
        return;
    }
    tbb::task_arena arena(static_cast<int>(threads));
    arena.execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, chunks, 1),
            [&](const tbb::blocked_range<std::size_t>& range) {
                for (std::size_t chunk = range.begin(); chunk != range.end(); ++chunk)
                    run_chunk(chunk);
            },
            tbb::simple_partitioner());
    });
}

}  // namespace dalil
