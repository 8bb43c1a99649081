// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_text.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace courtyard {

namespace {

constexpr std::string_view missing_character = "〓";

class Converter {
  public:
    Converter() : handle_(iconv_open("GBK", "UTF-8")) {
        if (handle_ == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("iconv knows no GBK");
    }
    ~Converter() { iconv_close(handle_); }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    /// Bytes written, or nothing when a character is not in GBK.
    bool convert(std::string_view text, std::string& bytes) {
        bytes.resize(text.size() + 4);
        std::string source(text);
        char* from = source.data();
        std::size_t left = source.size();
        char* into = bytes.data();
        std::size_t room = bytes.size();
        iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        if (iconv(handle_, &from, &left, &into, &room) != 0) return false;
        bytes.resize(bytes.size() - room);
        return true;
    }

  private:
    iconv_t handle_;
};

std::string utf8_of(std::uint32_t c) {
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
    return {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
}

using CharacterSet = std::bitset<0x10000>;

/// Asked of iconv once, so that fitting is a look-up.
const CharacterSet& gbk_characters() {
    static const CharacterSet known = [] {
        CharacterSet found;
        Converter converter;
        std::string bytes;
        for (std::uint32_t c = 1; c < found.size(); ++c) {
            const bool surrogate = c >= 0xD800 && c < 0xE000;
            found[c] = !surrogate && converter.convert(utf8_of(c), bytes);
        }
        return found;
    }();
    return known;
}

struct Character {
    std::uint32_t code;
    std::size_t bytes;
};

/// The character at a position. Precondition: valid UTF-8.
Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::uint32_t first = byte(0);
    if (first < 0x80) return {first, 1};
    if (first < 0xE0) return {((first & 0x1F) << 6) | (byte(1) & 0x3F), 2};
    if (first < 0xF0) return {((first & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
    return {0x10000, 4};
}

}  // namespace

std::size_t TextFit::width_of(std::uint32_t code, std::size_t bytes) const {
    if (unit_ == WidthIn::utf16) return code < 0x10000 ? 1 : 2;
    if (encoding_ == Encoding::gbk) return code < 0x80 ? 1 : 2;
    return bytes;
}

FittedText TextFit::fit(std::string_view text) {
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    // A character has no more units of UTF-16 than bytes.
    if (text.size() <= widest_ && (ascii || encoding_ == Encoding::utf8)) return {text};
    FittedText fitted;
    buffer_.clear();
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character c = character_at(text, at);
        const bool gbk = encoding_ == Encoding::gbk;
        const std::size_t wide = width_of(c.code, c.bytes);
        if (width + wide > widest_) {
            fitted.cut = true;
            break;
        }
        const bool known = !gbk || (c.code < 0x10000 && gbk_characters()[c.code]);
        if (known)
            buffer_.append(text.substr(at, c.bytes));
        else
            buffer_.append(missing_character);
        if (!known) {
            const std::string character(text.substr(at, c.bytes));
            if (std::ranges::find(fitted.missing, character) == fitted.missing.end())
                fitted.missing.push_back(character);
        }
        width += wide;
        at += c.bytes;
    }
    fitted.text = buffer_;
    return fitted;
}

std::string to_gbk(std::string_view utf8) {
    thread_local Converter converter;
    std::string bytes;
    if (!converter.convert(utf8, bytes)) throw std::logic_error("text was not fitted to GBK");
    return bytes;
}

std::string defused(std::string_view text) {
    constexpr std::string_view starters = "=+-@\t\r";
    if (text.empty() || starters.find(text.front()) == std::string_view::npos) return std::string(text);
    double number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end) return std::string(text);
    return "'" + std::string(text);
}

void append_csv_cell(std::string& line, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

void append_xml(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_xml(out, text);
    return out;
}

}  // namespace courtyard
