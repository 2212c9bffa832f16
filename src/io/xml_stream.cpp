#include "io/xml_stream.hpp"

#include <expat.h>
#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>

#include <fmt/format.h>

namespace dalil::io {

namespace {

constexpr int kMaxDepth = 256;
/// Expat rescans a token that is not complete with each block, so a giant one would cost quadratic
/// time.
constexpr XML_Index kMaxTokenBytes = 8 << 20;
constexpr std::size_t kBlockBytes = 1 << 18;

std::string_view without_prefix(const char* name) {
    const char* colon = std::strchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

Error xml_error(std::string code, std::string message) {
    return {Fault::Input,
            std::move(code),
            std::move(message),
            "open the file in a spreadsheet program, save it again, and give the new file",
            {}};
}

class Parser {
  public:
    explicit Parser(XmlHandler& handler) : handler_(handler), expat_(XML_ParserCreate(nullptr)) {
        ENSURE(expat_ != nullptr, "expat makes a parser");
        XML_SetUserData(expat_.get(), this);
        XML_SetElementHandler(expat_.get(), on_start, on_end);
        XML_SetCharacterDataHandler(expat_.get(), on_text);
        XML_SetStartDoctypeDeclHandler(expat_.get(), on_doctype);
    }

    Result<void> feed(std::string_view block, bool last) {
        const XML_Status status =
            XML_Parse(expat_.get(), block.data(), static_cast<int>(block.size()), last ? 1 : 0);
        fed_ += static_cast<XML_Index>(block.size());
        if (handler_.failure) return fail(std::move(*handler_.failure));
        if (status != XML_STATUS_OK) {
            return fail(xml_error("file-damaged",
                                  fmt::format("the file is damaged: {} at byte {} of a part",
                                              XML_ErrorString(XML_GetErrorCode(expat_.get())),
                                              XML_GetCurrentByteIndex(expat_.get()))));
        }
        if (!last && fed_ - XML_GetCurrentByteIndex(expat_.get()) > kMaxTokenBytes) {
            return fail(xml_error("file-damaged",
                                  "a part of the file has a name or attribute of many megabytes"));
        }
        return {};
    }

  private:
    static Parser& of(void* self) { return *static_cast<Parser*>(self); }

    void give_up(Error error) {
        if (!handler_.failure) handler_.failure = std::move(error);
        XML_StopParser(expat_.get(), XML_FALSE);
    }

    static void on_start(void* self, const char* name, const char** attributes) {
        Parser& parser = of(self);
        if (++parser.depth_ > kMaxDepth) {
            parser.give_up(
                xml_error("xml-too-deep", "the elements of the file are nested too deep"));
            return;
        }
        parser.handler_.start(without_prefix(name), XmlAttributes(attributes));
        if (parser.handler_.failure) XML_StopParser(parser.expat_.get(), XML_FALSE);
    }
    static void on_end(void* self, const char* name) {
        Parser& parser = of(self);
        --parser.depth_;
        if (parser.handler_.failure) return;
        parser.handler_.end(without_prefix(name));
        if (parser.handler_.failure) XML_StopParser(parser.expat_.get(), XML_FALSE);
    }
    static void on_text(void* self, const char* text, int length) {
        Parser& parser = of(self);
        if (!parser.handler_.failure)
            parser.handler_.text({text, static_cast<std::size_t>(length)});
    }
    static void on_doctype(void* self, const char*, const char*, const char*, int) {
        of(self).give_up(xml_error("xml-entities",
                                   "the file declares a document type or entities of its own, "
                                   "which office programs never write"));
    }

    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    XmlHandler& handler_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> expat_;
    int depth_ = 0;
    XML_Index fed_ = 0;
};

}  // namespace

const char* XmlAttributes::find(std::string_view name) const {
    const bool with_prefix = name.find(':') != std::string_view::npos;
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
        if (with_prefix ? *pair == name : without_prefix(*pair) == name) return pair[1];
    }
    return nullptr;
}

std::string_view XmlAttributes::get(std::string_view name) const {
    const char* value = find(name);
    return value == nullptr ? std::string_view() : value;
}

bool XmlAttributes::flag(std::string_view name) const {
    const std::string_view value = get(name);
    return value == "1" || value == "true";
}

std::uint32_t XmlAttributes::number(std::string_view name, std::uint32_t otherwise) const {
    const std::string_view value = get(name);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc() && end == value.data() + value.size() && !value.empty() ? number
                                                                                        : otherwise;
}

Result<void> parse_part(Archive& archive, std::string_view name, const Context& context,
                        XmlHandler& handler) {
    Parser parser(handler);
    auto streamed = archive.stream(
        name, context, [&](std::string_view block) { return parser.feed(block, false); });
    if (!streamed) return streamed;
    return parser.feed({}, true);
}

Result<void> parse_xml(std::string_view document, const Context& context, XmlHandler& handler) {
    Parser parser(handler);
    while (!document.empty()) {
        context.check_stop();
        const std::string_view block = document.substr(0, kBlockBytes);
        if (auto fed = parser.feed(block, false); !fed) return fed;
        document.remove_prefix(block.size());
    }
    return parser.feed({}, true);
}

}  // namespace dalil::io
