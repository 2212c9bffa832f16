// io/xlsx_text.hpp: text of a string item: plain, or in runs of differing look; readings that are
// printed above East Asian text (phonetic runs) are no part of it.
#pragma once

#include <string>
#include <string_view>

namespace dalil::io {

/// Undoes the "_x000D_" by which workbooks write characters that XML does not allow.
std::string without_escapes(std::string_view text);

class XlsxText {
  public:
    void begin() {
        text_.clear();
        phonetic_ = 0;
        inside_ = false;
    }
    void start(std::string_view name) {
        if (name == "rPh") ++phonetic_;
        if (name == "t") inside_ = phonetic_ == 0;
    }
    void end(std::string_view name) {
        if (name == "rPh" && phonetic_ > 0) --phonetic_;
        if (name == "t") inside_ = false;
    }
    void add(std::string_view piece) {
        if (inside_) text_ += piece;
    }
    /// The text so far, without escapes.
    std::string take() const;

  private:
    std::string text_;
    int phonetic_ = 0;
    bool inside_ = false;
};

}  // namespace dalil::io
