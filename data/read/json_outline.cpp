// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/json_outline.h"

#include <fmt/format.h>

#include "data/read/held_file.h"

namespace courtyard {
namespace {

constexpr std::size_t most_bytes = std::size_t{32} << 20;
constexpr std::size_t piece = std::size_t{1} << 18;

/// Follows brackets and strings; knows when it stands in the array `features` of the outermost object.
class Walker {
  public:
    void take(char c, std::uint64_t offset) {
        if (in_string_) {
            keep(c);
            take_in_string(c);
        } else if (c == '"') {
            keep(c);
            in_string_ = true;
            if (depth_ == 1 && !after_colon_) key_.clear();
        } else if (c == '{' || c == '[') {
            open(c, offset);
        } else if (c == '}' || c == ']') {
            close(c, offset);
        } else if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
            keep(c);
            if (depth_ == 1 && c == ':') after_colon_ = true;
            if (depth_ == 1 && c == ',') after_colon_ = false;
        }
    }

    bool too_large(std::uint64_t offset) const {
        return outline_.skeleton.size() > most_bytes || (in_object_ && offset - begin_ > most_bytes);
    }
    JsonOutline finish() { return std::move(outline_); }

  private:
    void keep(char c) {
        if (!in_object_) outline_.skeleton.push_back(c);
    }

    void take_in_string(char c) {
        if (escaped_) {
            escaped_ = false;
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c == '"') {
            in_string_ = false;
        } else if (depth_ == 1 && !after_colon_) {
            key_.push_back(c);
        }
    }

    void open(char c, std::uint64_t offset) {
        if (in_features_ && depth_ == 2 && c == '{') {
            begin_ = offset;
            in_object_ = true;
            outline_.skeleton += "{}";
        } else if (depth_ == 1 && c == '[' && after_colon_ && key_ == "features") {
            in_features_ = true;
        }
        keep(c);
        ++depth_;
    }

    void close(char c, std::uint64_t offset) {
        --depth_;
        keep(c);
        if (in_object_ && depth_ == 2) {
            in_object_ = false;
            outline_.objects.push_back({begin_, offset + 1 - begin_});
        } else if (in_features_ && depth_ == 1) {
            in_features_ = false;
        }
    }

    JsonOutline outline_;
    std::string key_;
    std::uint64_t begin_ = 0;
    std::int64_t depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
    bool after_colon_ = false;
    bool in_features_ = false;
    bool in_object_ = false;
};

}  // namespace

Result<JsonOutline> outline_features(const std::filesystem::path& path) {
    const OpenFile file = open_for_reading(path);
    std::vector<char> buffer(piece);
    Walker walker;
    std::uint64_t offset = 0;
    while (true) {
        const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get());
        if (got == 0) return walker.finish();
        const bool marked = offset == 0 && std::string_view(buffer.data(), got).starts_with("\xEF\xBB\xBF");
        for (std::size_t i = marked ? 3 : 0; i < got; ++i) walker.take(buffer[i], offset + i);
        offset += got;
        if (!walker.too_large(offset)) continue;
        return fail(ErrorCode::too_large, "file.too_large",
                    {fmt::format("一个要素，或要素以外的部分，超过 {} MiB", most_bytes >> 20),
                     fmt::format("one feature, or what is no feature, is over {} MiB", most_bytes >> 20)});
    }
}

}  // namespace courtyard
