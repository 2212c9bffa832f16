// base/result.hpp: how the library says that something outside it went wrong.
//
// Three channels, never mixed:
//   trouble in the data   -> Issue (issue.hpp), a value that travels with the result
//   the outside failed    -> Result<T>, with an Error that a person can act on
//   our own bug           -> ENSURE, caught only at the edges of the program
//
//     Result<Table> read_table(const std::string& path);
//     auto table = read_table(path);
//     if (!table) return fail(std::move(table.error()));
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tl/expected.hpp"

namespace dalil {

/// What kind of failure this is; decides the exit code of the program.
enum class Fault {
    Usage,    ///< wrong arguments (exit 2)
    Input,    ///< an input file could not be used (exit 3)
    Case,     ///< the case file is damaged or locked (exit 4)
    Refused,  ///< the rules forbid an answer (exit 5)
    Outside,  ///< disk full, no permission, no memory (exit 3)
};

/// A failure of the outside world, in words for the person who has to deal with it.
/// Never holds content of a record: only addresses (file, sheet, row, column).
struct Error {
    Fault fault = Fault::Outside;
    std::string code;                  ///< stable, for programs: "xlsx-encrypted"
    std::string message;               ///< what happened and where
    std::string hint;                  ///< what to do next; may be empty
    std::vector<std::string> context;  ///< outer circumstances, innermost first
};

template <class T>
using Result = tl::expected<T, Error>;

/// Builds the failed state of any Result<T>.
inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

inline tl::unexpected<Error> fail(Fault fault, std::string code, std::string message,
                                  std::string hint = {}) {
    return fail(Error{fault, std::move(code), std::move(message), std::move(hint), {}});
}

/// A broken promise of our own code. Thrown by ENSURE only.
class InternalError : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

/// Thrown when a person asked to stop (Ctrl-C). It unwinds through parallel loops, which is why it
/// is an exception; it is caught only at the edges.
class Cancelled : public std::exception {
  public:
    const char* what() const noexcept override { return "stopped on request"; }
};

[[noreturn]] void ensure_failed(const char* condition, const char* why, const char* file, int line);

}  // namespace dalil

/// Checks what our own code promised; on in every build. Never for input from people.
#define ENSURE(condition, why) \
    ((condition) ? (void)0 : ::dalil::ensure_failed(#condition, why, __FILE__, __LINE__))
