// io/xml_stream.hpp: XML as a stream of elements, under limits. Document types and entities of a
// file's own are refused: office files have none, and attacks are made of them.
#pragma once

#include <optional>
#include <string_view>

#include "dalil/base/context.hpp"
#include "dalil/base/result.hpp"
#include "io/archive.hpp"

namespace dalil::io {

/// Name and value pairs of one element. A name given without a prefix is found under any.
class XmlAttributes {
  public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    /// The value; nullptr if the element has no such attribute.
    const char* find(std::string_view name) const;
    std::string_view get(std::string_view name) const;
    /// True for "1" and "true".
    bool flag(std::string_view name) const;
    /// A whole number, or `otherwise`.
    std::uint32_t number(std::string_view name, std::uint32_t otherwise) const;

  private:
    const char** pairs_;
};

/// Receives elements in document order; names come without their prefix.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;

    /// Set by a handler that cannot go on; the parse ends with it.
    std::optional<Error> failure;
};

/// Errors: "xml-entities", "xml-too-deep", "file-damaged", those of Archive::stream and of the
/// handler.
Result<void> parse_part(Archive& archive, std::string_view name, const Context& context,
                        XmlHandler& handler);
/// The same for a document in memory.
Result<void> parse_xml(std::string_view document, const Context& context, XmlHandler& handler);

}  // namespace dalil::io
