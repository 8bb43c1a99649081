// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/json_fault.h"

#include <fmt/format.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <set>
#include <vector>

#include "data/read/plain_text.h"

namespace courtyard {
namespace {

constexpr std::size_t deepest_told = 16;
constexpr std::size_t longest_name_told = 64;

std::string escaped(std::string_view name) {
    std::string segment;
    for (const char c : leading(name, longest_name_told)) {
        if (c == '~')
            segment += "~0";
        else if (c == '/')
            segment += "~1";
        else
            segment += c;
    }
    return segment;
}

/// Follows the reader: at any moment, the path to the value that is being read.
class Trail : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Trail> {
  public:
    bool Default() { return value(); }
    bool Key(const char* name, rapidjson::SizeType length, bool /*copy*/) {
        steps_.back().name.assign(name, length);
        return true;
    }
    bool StartObject() { return open(false); }
    bool StartArray() { return open(true); }
    bool EndObject(rapidjson::SizeType /*members*/) { return close(); }
    bool EndArray(rapidjson::SizeType /*elements*/) { return close(); }

    std::string pointer() const {
        std::string path;
        for (std::size_t i = 0; i < std::min(steps_.size(), deepest_told); ++i) {
            const Step& step = steps_[i];
            if (!step.is_array && step.name.empty()) break;
            path += '/' + (step.is_array ? fmt::format("{}", step.index) : escaped(step.name));
        }
        return steps_.size() > deepest_told ? path + "/…" : path;
    }

  private:
    struct Step {
        bool is_array = false;
        std::size_t index = 0;
        std::string name;
    };

    bool value() {
        if (!steps_.empty() && steps_.back().is_array) ++steps_.back().index;
        return true;
    }
    bool open(bool is_array) {
        steps_.push_back({is_array, 0, {}});
        return true;
    }
    bool close() {
        steps_.pop_back();
        return value();
    }

    std::vector<Step> steps_;
};

std::optional<std::string> repeated_beneath(simdjson::dom::element value, const std::string& path) {
    simdjson::dom::object object;
    simdjson::dom::array array;
    if (!value.get(object)) {
        std::set<std::string_view> seen;
        for (const auto field : object) {
            const std::string here = path + '/' + escaped(field.key);
            if (!seen.insert(field.key).second) return here;
            if (auto deeper = repeated_beneath(field.value, here)) return deeper;
        }
    } else if (!value.get(array)) {
        std::size_t index = 0;
        for (const auto element : array)
            if (auto deeper = repeated_beneath(element, fmt::format("{}/{}", path, index++))) return deeper;
    }
    return std::nullopt;
}

}  // namespace

std::string pointer_to_fault(std::string_view text) {
    Trail trail;
    rapidjson::Reader reader;
    rapidjson::MemoryStream stream(text.data(), text.size());
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
    const auto read = reader.Parse<flags>(stream, trail);
    return read.IsError() ? trail.pointer() : std::string();
}

std::optional<std::string> pointer_to_repeated_member(simdjson::dom::element root) {
    return repeated_beneath(root, {});
}

}  // namespace courtyard
