// tests/plot/well_formed.hpp: a small strict reader of XML, written apart from the writer it
// checks.
#pragma once

#include <cctype>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dalil::plot {

struct XmlElement {
    std::string name;
    std::map<std::string, std::string> attributes;  ///< entities resolved
    std::string text;                               ///< of the element itself, entities resolved
    std::string parent;
};

/// Throws std::runtime_error with the fault; returns all elements in document order.
class XmlReader {
  public:
    static std::vector<XmlElement> read(std::string_view xml) {
        XmlReader reader(xml);
        reader.document();
        return reader.elements_;
    }

  private:
    explicit XmlReader(std::string_view xml) : xml_(xml) {}

    [[noreturn]] void fault(const std::string& what) const {
        throw std::runtime_error(what +
                                 " near: " + std::string(xml_.substr(at_ > 40 ? at_ - 40 : 0, 80)));
    }

    void document() {
        if (xml_.starts_with("<!doctype html>")) at_ = 15;
        while (at_ < xml_.size()) {
            if (xml_[at_] == '<')
                tag();
            else
                text();
        }
        if (!open_.empty()) fault("unclosed " + elements_[open_.back()].name);
    }

    std::string entity() {
        for (const auto& [name, value] : std::map<std::string, std::string>{
                 {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}}) {
            if (xml_.substr(at_).starts_with(name)) {
                at_ += name.size();
                return value;
            }
        }
        fault("unknown entity");
    }

    std::string character() {
        const auto c = static_cast<unsigned char>(xml_[at_]);
        if (c == '&') return entity();
        if (c < 0x20 && c != '\n' && c != '\t') fault("control character");
        return {xml_[at_++]};
    }

    void text() {
        std::string value;
        const bool style = !open_.empty() && elements_[open_.back()].name == "style";
        while (at_ < xml_.size() && xml_[at_] != '<') value += character();
        if (style && value.find("url(") != std::string::npos) fault("style asks for a file");
        if (open_.empty()) {
            for (const char c : value) {
                if (!std::isspace(static_cast<unsigned char>(c))) fault("text outside");
            }
        } else {
            elements_[open_.back()].text += value;
        }
    }

    std::string name() {
        std::string value;
        while (at_ < xml_.size() && (std::isalnum(static_cast<unsigned char>(xml_[at_])) ||
                                     xml_[at_] == '-' || xml_[at_] == ':')) {
            value += xml_[at_++];
        }
        if (value.empty()) fault("name expected");
        return value;
    }

    void tag() {
        ++at_;
        if (xml_[at_] == '/') {
            ++at_;
            const std::string closing = name();
            if (open_.empty() || elements_[open_.back()].name != closing)
                fault("misplaced </" + closing);
            if (xml_[at_++] != '>') fault("> expected");
            open_.pop_back();
            return;
        }
        XmlElement element;
        element.name = name();
        if (!open_.empty()) element.parent = elements_[open_.back()].name;
        while (xml_[at_] == ' ') attribute(element);
        const bool empty = xml_[at_] == '/';
        if (empty) ++at_;
        if (xml_[at_++] != '>') fault("> expected");
        elements_.push_back(element);
        if (!empty) open_.push_back(elements_.size() - 1);
    }

    void attribute(XmlElement& element) {
        ++at_;
        const std::string key = name();
        if (xml_.substr(at_, 2) != "=\"") fault("=\" expected");
        at_ += 2;
        std::string value;
        while (at_ < xml_.size() && xml_[at_] != '"') {
            if (xml_[at_] == '<') fault("< in attribute");
            value += character();
        }
        ++at_;
        if (!element.attributes.emplace(key, value).second) fault("attribute twice");
    }

    std::string_view xml_;
    std::size_t at_ = 0;
    std::vector<XmlElement> elements_;
    std::vector<std::size_t> open_;
};

/// Ids that occur more than once, and references to ids that do not occur.
inline std::set<std::string> id_faults(const std::vector<XmlElement>& elements) {
    std::set<std::string> ids, faults;
    for (const XmlElement& element : elements) {
        const auto id = element.attributes.find("id");
        if (id != element.attributes.end() && !ids.insert(id->second).second)
            faults.insert(id->second);
    }
    for (const XmlElement& element : elements) {
        for (const auto& [key, value] : element.attributes) {
            if (key == "href" && value.starts_with("#") && !ids.contains(value.substr(1)))
                faults.insert(value);
            if (key == "fill" && value.starts_with("url(#") &&
                !ids.contains(value.substr(5, value.size() - 6))) {
                faults.insert(value);
            }
        }
    }
    return faults;
}

}  // namespace dalil::plot
