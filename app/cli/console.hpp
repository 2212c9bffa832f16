// cli/console.hpp: what the person at the terminal sees: progress, closing lines, errors.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "cli/arguments.hpp"
#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"

namespace dalil::cli {

/// A line on the terminal with stage, share, rate and time left; silent unless standard error is a
/// terminal. Appears only for work of more than a moment.
std::unique_ptr<Progress> make_progress(const Common& common);

/// Prints the error for people (standard error) or programs (standard output, with --json); returns
/// the exit code.
int report_error(const Error& error, bool json);
int exit_code(Fault fault);

/// "12,345".
std::string thousands(double number);
/// "1,204 (1,198 to 1,215)".
std::string with_interval(double median, double low, double high);

void print(std::string_view text);

}  // namespace dalil::cli
