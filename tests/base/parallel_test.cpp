#include "dalil/base/parallel.hpp"

#include <atomic>
#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

#include "dalil/base/result.hpp"

namespace dalil {
namespace {

Context with_threads(unsigned threads) {
    Context context;
    context.threads = threads;
    return context;
}

TEST(ParallelFor, VisitsEveryIndexOnce) {
    for (const unsigned threads : {1U, 2U, 5U}) {
        std::vector<std::atomic<int>> visits(10007);
        parallel_for(with_threads(threads), visits.size(), 64,
                     [&](std::size_t begin, std::size_t end) {
                         for (std::size_t i = begin; i < end; ++i) ++visits[i];
                     });
        for (const auto& v : visits) EXPECT_EQ(v, 1);
    }
}

TEST(ParallelReduce, GivesTheSameBitsForAnyNumberOfThreads) {
    const auto sum = [](unsigned threads) {
        return parallel_reduce(
            with_threads(threads), 100000, 777, 0.0,
            [](std::size_t begin, std::size_t end) {
                double part = 0;
                for (std::size_t i = begin; i < end; ++i)
                    part += std::sin(static_cast<double>(i)) * 1e-3;
                return part;
            },
            [](double a, double b) { return a + b; });
    };
    EXPECT_EQ(sum(1), sum(2));
    EXPECT_EQ(sum(1), sum(7));
}

TEST(ParallelFor, StopsWhenAsked) {
    std::stop_source source;
    Context context = with_threads(2);
    context.stop = source.get_token();
    std::atomic<int> chunks = 0;
    EXPECT_THROW(parallel_for(context, 1000, 1,
                              [&](std::size_t, std::size_t) {
                                  if (++chunks == 10) source.request_stop();
                              }),
                 Cancelled);
    EXPECT_LT(chunks, 1000);
}

TEST(ParallelFor, PassesOnWhatTheBodyThrows) {
    EXPECT_THROW(parallel_for(with_threads(2), 100, 1,
                              [](std::size_t begin, std::size_t) {
                                  ENSURE(begin != 50, "fifty is not allowed");
                              }),
                 InternalError);
}

}  // namespace
}  // namespace dalil
