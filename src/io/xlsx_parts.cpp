#include "io/xlsx_parts.hpp"

#include <map>

#include "io/xlsx_text.hpp"
#include "io/xml_stream.hpp"

namespace dalil::io {

namespace {

struct Relation {
    std::string type;    ///< last word of the type's address: "worksheet", "styles"
    std::string target;  ///< name of the part
};

/// Name of a part that `target` means, seen from the folder of another part.
std::string resolve(std::string_view folder, std::string_view target) {
    if (!target.empty() && target.front() == '/') return std::string(target.substr(1));
    std::string base(folder);
    while (target.substr(0, 3) == "../") {
        target.remove_prefix(3);
        const std::size_t slash = base.find_last_of('/', base.empty() ? 0 : base.size() - 2);
        base.erase(slash == std::string::npos ? 0 : slash + 1);
    }
    if (target.substr(0, 2) == "./") target.remove_prefix(2);
    return base + std::string(target);
}

class Relations : public XmlHandler {
  public:
    explicit Relations(std::string folder) : folder_(std::move(folder)) {}
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship") return;
        const std::string_view type = attributes.get("Type");
        by_id[std::string(attributes.get("Id"))] = {
            std::string(type.substr(type.find_last_of('/') + 1)),
            resolve(folder_, attributes.get("Target"))};
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::string target_of(std::string_view type) const {
        for (const auto& [id, relation] : by_id) {
            if (relation.type == type) return relation.target;
        }
        return {};
    }
    std::map<std::string, Relation, std::less<>> by_id;

  private:
    std::string folder_;
};

class WorkbookPart : public XmlHandler {
  public:
    struct Entry {
        std::string name, id;
        bool hidden;
    };
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") {
            epoch = attributes.flag("date1904") ? Epoch::Of1904 : Epoch::Of1900;
        } else if (name == "sheet") {
            const std::string_view state = attributes.get("state");
            sheets.push_back({std::string(attributes.get("name")),
                              std::string(attributes.get("id")),
                              state == "hidden" || state == "veryHidden"});
        }
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<Entry> sheets;
    Epoch epoch = Epoch::Of1900;
};

class StringsPart : public XmlHandler {
  public:
    explicit StringsPart(SharedStrings& strings) : strings_(strings) {}
    void start(std::string_view name, const XmlAttributes&) override {
        if (name == "si") text_.begin();
        text_.start(name);
    }
    void end(std::string_view name) override {
        text_.end(name);
        if (name == "si") strings_.add(text_.take());
    }
    void text(std::string_view piece) override { text_.add(piece); }

  private:
    SharedStrings& strings_;
    XlsxText text_;
};

class StylesPart : public XmlHandler {
  public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt" && !in_differences_) {
            codes_[attributes.number("numFmtId", 0)] = attributes.get("formatCode");
        } else if (name == "dxfs") {
            in_differences_ = true;
        } else if (name == "fonts" || name == "fills" || name == "cellXfs") {
            section_ = name;
        } else if (section_ == "fonts" && name == "font") {
            struck_.push_back(false);
        } else if (section_ == "fonts" && name == "strike" && !struck_.empty()) {
            struck_.back() = attributes.find("val") == nullptr || attributes.flag("val");
        } else if (section_ == "fills" && name == "fill") {
            filled_.push_back(false);
        } else if (section_ == "fills" && name == "patternFill" && !filled_.empty()) {
            const std::string_view pattern = attributes.get("patternType");
            filled_.back() = !pattern.empty() && pattern != "none" && pattern != "gray125";
        } else if (section_ == "cellXfs" && name == "xf") {
            styles.push_back(style_of(attributes));
        }
    }
    void end(std::string_view name) override {
        if (name == section_) section_.clear();
        if (name == "dxfs") in_differences_ = false;
    }
    void text(std::string_view) override {}

    std::vector<CellStyle> styles;

  private:
    CellStyle style_of(const XmlAttributes& attributes) const {
        const auto looked_up = [](const std::vector<bool>& flags, std::uint32_t i) {
            return i < flags.size() && flags[i];
        };
        CellStyle style;
        const std::uint32_t id = attributes.number("numFmtId", 0);
        const auto code = codes_.find(id);
        style.format =
            code == codes_.end() ? builtin_number_format(id) : parse_number_format(code->second);
        style.coloured = looked_up(filled_, attributes.number("fillId", 0));
        style.struck_out = looked_up(struck_, attributes.number("fontId", 0));
        return style;
    }

    std::map<std::uint32_t, std::string> codes_;
    std::vector<bool> filled_, struck_;
    std::string section_;
    bool in_differences_ = false;
};

std::string folder_of(std::string_view part) {
    return std::string(part.substr(0, part.find_last_of('/') + 1));
}

std::string relations_of(std::string_view part) {
    const std::string folder = folder_of(part);
    return folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
}

Result<Relations> read_relations(Archive& archive, std::string_view of, const Context& context) {
    Relations relations(folder_of(of));
    const std::string part = relations_of(of);
    if (!archive.has(part)) return relations;
    if (auto read = parse_part(archive, part, context, relations); !read)
        return fail(std::move(read.error()));
    return relations;
}

Result<void> read_strings(Archive& archive, const std::string& part, const Context& context,
                          SharedStrings& strings) {
    if (part.empty() || !archive.has(part)) return {};
    StringsPart handler(strings);
    return parse_part(archive, part, context, handler);
}

Result<void> read_styles(Archive& archive, const std::string& part, const Context& context,
                         std::vector<CellStyle>& styles) {
    if (part.empty() || !archive.has(part)) return {};
    StylesPart handler;
    auto read = parse_part(archive, part, context, handler);
    styles = std::move(handler.styles);
    return read;
}

}  // namespace

void SharedStrings::add(std::string_view text) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
}

std::string_view SharedStrings::at(std::uint64_t index) const {
    const std::uint64_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
}

Result<XlsxWorkbook> read_xlsx_workbook(Archive& archive, const Context& context) {
    auto root = read_relations(archive, "", context);
    if (!root) return fail(std::move(root.error()));
    std::string part = root->target_of("officeDocument");
    if (part.empty() || !archive.has(part)) part = archive.find("", "workbook.xml");
    WorkbookPart workbook_part;
    if (auto read = parse_part(archive, part, context, workbook_part); !read)
        return fail(std::move(read.error()));
    auto relations = read_relations(archive, part, context);
    if (!relations) return fail(std::move(relations.error()));
    XlsxWorkbook workbook;
    workbook.epoch = workbook_part.epoch;
    for (WorkbookPart::Entry& entry : workbook_part.sheets) {
        const auto relation = relations->by_id.find(entry.id);
        XlsxSheet sheet{std::move(entry.name), {}, entry.hidden, true};
        if (relation != relations->by_id.end()) {
            sheet.part = relation->second.target;
            sheet.is_grid = relation->second.type == "worksheet";
        }
        workbook.sheets.push_back(std::move(sheet));
    }
    if (auto read = read_styles(archive, relations->target_of("styles"), context, workbook.styles);
        !read) {
        return fail(std::move(read.error()));
    }
    if (auto read =
            read_strings(archive, relations->target_of("sharedStrings"), context, workbook.strings);
        !read) {
        return fail(std::move(read.error()));
    }
    return workbook;
}

}  // namespace dalil::io
