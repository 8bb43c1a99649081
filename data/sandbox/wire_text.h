// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace courtyard::wire {

static_assert(std::endian::native == std::endian::little,
              "both ends are one machine, and that is little-endian");

/// Appends numbers and texts to a payload.
class Writer {
  public:
    explicit Writer(std::string& to) : to_(to) {}

    template <class Number>
    void number(Number value) {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        to_.append(bytes, sizeof value);
    }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        to_.append(value);
    }

  private:
    std::string& to_;
};

/// Takes them out again. After the first thing that is not there, everything is zero and `ok` false.
class Reader {
  public:
    explicit Reader(std::string_view from) : from_(from) {}

    template <class Number>
    Number number() {
        Number value{};
        if (from_.size() < sizeof value) {
            ok_ = false;
            from_ = {};
            return value;
        }
        std::memcpy(&value, from_.data(), sizeof value);
        from_.remove_prefix(sizeof value);
        return value;
    }
    /// UTF-8 of at most `most` bytes.
    std::string_view text(std::size_t most) {
        const std::string_view value = bytes(most);
        if (is_text(value)) return value;
        ok_ = false;
        return {};
    }
    /// Any bytes, at most `most`.
    std::string_view bytes(std::size_t most) {
        const auto size = number<std::uint32_t>();
        if (size > most || size > from_.size()) {
            ok_ = false;
            from_ = {};
            return {};
        }
        const std::string_view value = from_.substr(0, size);
        from_.remove_prefix(size);
        return value;
    }
    /// A count of things that take at least `each` bytes: no more than the payload has room for.
    std::size_t count(std::size_t each) {
        const auto value = number<std::uint32_t>();
        if (value <= from_.size() / each) return value;
        ok_ = false;
        from_ = {};
        return 0;
    }

    void refuse() { ok_ = false; }
    bool ok() const { return ok_; }
    bool finished() const { return ok_ && from_.empty(); }
    std::size_t left() const { return from_.size(); }

  private:
    static bool is_text(std::string_view value);

    std::string_view from_;
    bool ok_ = true;
};

}  // namespace courtyard::wire
