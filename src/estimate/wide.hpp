// estimate/wide.hpp: functions compiled twice, for the plain machine and for one with wide vectors.
//
// The same additions and multiplications either way and nothing fused, so both give the same bits.
// Sanitizers cannot instrument the choice, which is made before they start.
#pragma once

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__clang__)
#define DALIL_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define DALIL_WIDE
#endif
