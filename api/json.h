// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/area_code.h"
#include "geo/day.h"
#include "geo/position.h"

namespace courtyard {

/// Writes JSON in the order of the calls. Doubles are the shortest text that reads back the same; what is not
/// finite is null.
///
///     Json json;
///     json.object().member("code", area.code).member("share", share).end();
class Json {
  public:
    Json& object() { return writer_.StartObject(), *this; }
    Json& end() { return writer_.EndObject(), *this; }
    Json& array() { return writer_.StartArray(), *this; }
    Json& end_array() { return writer_.EndArray(), *this; }
    Json& key(std::string_view name) {
        writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
        return *this;
    }

    Json& value(std::string_view text) {
        writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
        return *this;
    }
    Json& value(const std::string& text) { return value(std::string_view(text)); }
    Json& value(const char* text) { return value(std::string_view(text)); }
    Json& value(bool truth) { return writer_.Bool(truth), *this; }
    Json& value(std::int64_t number) { return writer_.Int64(number), *this; }
    Json& value(std::uint64_t number) { return writer_.Uint64(number), *this; }
    Json& value(int number) { return value(std::int64_t{number}); }
    Json& value(double number);
    Json& value(const AreaCode& code) { return value(code.view()); }
    Json& value(Day day) { return value(to_string(day)); }
    Json& value(const Text& text) { return object().member("zh", text.zh).member("en", text.en).end(); }
    Json& value(const Bounds& bounds);
    Json& value(LonLat position) { return array().value(position.lon).value(position.lat).end_array(); }
    Json& null() { return writer_.Null(), *this; }
    template <class Value>
    Json& value(const std::optional<Value>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    template <class Value>
    Json& member(std::string_view name, const Value& member_value) {
        return key(name).value(member_value);
    }
    /// A member that is an array of values.
    template <class Values>
    Json& list(std::string_view name, const Values& values) {
        key(name).array();
        for (const auto& one : values) value(one);
        return end_array();
    }
    /// Text that is JSON already.
    Json& raw(std::string_view json) {
        writer_.RawValue(json.data(), json.size(), rapidjson::kObjectType);
        return *this;
    }

    std::string text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

  private:
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace courtyard
