// estimate/newton.hpp: the maximum of a smooth concave function.
#pragma once

#include <eigen3/Eigen/Dense>
#include <functional>

namespace dalil {

/// Value, gradient and information (minus the Hessian) of a concave function at one point.
struct Slope {
    double value = 0;
    Eigen::VectorXd gradient;
    Eigen::MatrixXd information;
};

struct Maximum {
    Eigen::VectorXd at;
    Slope slope;
    bool converged = false;
};

/// Newton steps with halving. `scale` is the size of the data (n): the function is about that many
/// units of log-likelihood, which sets the accuracy that double precision can give.
Maximum maximise(const std::function<void(const Eigen::VectorXd&, Slope&)>& function,
                 Eigen::VectorXd start, double scale);

}  // namespace dalil
