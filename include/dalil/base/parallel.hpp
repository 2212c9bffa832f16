// base/parallel.hpp: loops over all cores whose results do not depend on how many there are.
//
// Work is cut into chunks by `n` and `grain` alone. Write results by index, or collect one value
// per chunk and fold them in order:
//
//     parallel_for(context, n, 1024, [&](std::size_t begin, std::size_t end) { ... });
//     double sum = parallel_reduce(context, n, 4096, 0.0, chunk_sum, std::plus<>());
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "dalil/base/context.hpp"

namespace dalil {

/// Calls body(begin, end) once for each chunk of [0, n). Chunks are [k*grain, (k+1)*grain). Checks
/// for a stop request between chunks; exceptions of the body reach the caller.
void parallel_for(const Context& context, std::size_t n, std::size_t grain,
                  const std::function<void(std::size_t begin, std::size_t end)>& body);

/// Folds chunk(begin, end) over all chunks, in the order of the chunks, so that sums of
/// floating-point numbers are the same for any number of threads.
template <class T, class Chunk, class Fold>
T parallel_reduce(const Context& context, std::size_t n, std::size_t grain, T initial, Chunk chunk,
                  Fold fold) {
    const std::size_t chunks = grain == 0 ? 0 : (n + grain - 1) / grain;
    std::vector<T> parts(chunks, initial);
    parallel_for(context, n, grain, [&](std::size_t begin, std::size_t end) {
        parts[begin / grain] = chunk(begin, end);
    });
    T total = std::move(initial);
    for (T& part : parts) total = fold(std::move(total), std::move(part));
    return total;
}

}  // namespace dalil
