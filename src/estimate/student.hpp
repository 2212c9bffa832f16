// estimate/student.hpp: Student's t distribution, of any real number of degrees of freedom.
#pragma once

namespace dalil {

/// P(T <= t), df > 0; the normal distribution for infinite df.
double student_cdf(double t, double df);

/// Inverse of student_cdf for 0 < p < 1, to about 1e-10 relative.
double student_quantile(double p, double df);

}  // namespace dalil
