// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"

namespace courtyard {

/// Writes values one after the other, small numbers in few bytes.
class PackWriter {
  public:
    explicit PackWriter(std::string& out) : out_(out) {}

    PackWriter& number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) out_.push_back(static_cast<char>(value | 0x80U));
        out_.push_back(static_cast<char>(value));
        return *this;
    }
    PackWriter& whole(std::int64_t value) {
        return number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    PackWriter& real(double value) {
        out_.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    PackWriter& text(std::string_view value) {
        number(value.size());
        out_.append(value);
        return *this;
    }
    /// Values as they lie in memory, for readers of the same build.
    template <class Value>
    PackWriter& column(std::span<const Value> values) {
        static_assert(std::is_trivially_copyable_v<Value>);
        return text({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
    }
    PackWriter& day(Day value) { return whole(value.since_epoch); }

  private:
    std::string& out_;
};

/// Reads them again in the same order. Beyond the end everything is zero and `is_sound` says false.
class PackReader {
  public:
    explicit PackReader(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return value;
        }
        sound_ = false;
        return 0;
    }
    std::int64_t whole() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
    }
    double real() {
        double value = 0;
        const auto bytes = take(sizeof value);
        if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    std::string_view text() { return take(number()); }
    Day day() { return Day{static_cast<std::int32_t>(whole())}; }
    AreaCode code() {
        const auto stored = text();
        return stored.empty() ? AreaCode{} : AreaCode::parse(stored).value_or(AreaCode{});
    }
    template <class Value>
    std::vector<Value> column() {
        static_assert(std::is_trivially_copyable_v<Value>);
        const auto bytes = text();
        if (bytes.size() % sizeof(Value) != 0) sound_ = false;
        std::vector<Value> values(bytes.size() / sizeof(Value));
        // Bytes lie anywhere; their copy lies where a value must.
        if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(Value));
        return values;
    }
    std::string_view rest() const { return rest_; }
    bool is_sound() const { return sound_; }

  private:
    std::string_view take(std::uint64_t size) {
        if (size > rest_.size()) {
            sound_ = false;
            rest_ = {};
            return {};
        }
        const auto bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }

    std::string_view rest_;
    bool sound_ = true;
};

}  // namespace courtyard
