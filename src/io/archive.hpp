// io/archive.hpp: the parts of a zipped office file, unpacked block by block under limits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "dalil/io/reader.hpp"

namespace dalil::io {

/// Reads from bytes that must outlive it. Names are compared without case and with forward slashes.
class Archive {
  public:
    /// Errors: "file-truncated", "file-damaged", "password-protected", "zip-bomb".
    static Result<Archive> open(std::string_view bytes, const Limits& limits);
    ~Archive();
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;

    bool has(std::string_view name) const;
    /// Some name that starts and ends so; empty if there is none.
    std::string find(std::string_view prefix, std::string_view suffix) const;
    /// Hands a part over in blocks. The sink's error ends it.
    using Sink = std::function<Result<void>(std::string_view block)>;
    Result<void> stream(std::string_view name, const Context& context, const Sink& sink);
    /// A small part as a whole; cut at `most` bytes.
    Result<std::string> read(std::string_view name, const Context& context, std::size_t most);

  private:
    struct State;
    explicit Archive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace dalil::io
