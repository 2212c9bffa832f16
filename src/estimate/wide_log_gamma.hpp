// estimate/wide_log_gamma.hpp: log Gamma with digits to spare.
//
// With a billion people log Gamma is near 2e10, and the logarithms of posteriors are small
// differences of such numbers; in double precision they would be off by 1e-5.
#pragma once

namespace dalil {

/// log Gamma(x), x > 0, to about 1e-14 absolute or the precision of long double.
long double wide_log_gamma(long double x);

}  // namespace dalil
