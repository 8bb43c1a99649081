// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/text_encoding.h"

#include <fmt/format.h>
#include <iconv.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr std::size_t piece = std::size_t{1} << 18;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// How many bytes at the end belong to a character that the next piece completes.
std::size_t unfinished_tail(std::string_view bytes) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80) return 0;
        if (byte >= 0xC0) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? back : 0;
        }
    }
    return 0;
}

tl::unexpected<Error> not_text(std::string zh, std::string en) {
    return fail(ErrorCode::invalid_input, "file.encoding", {std::move(zh), std::move(en)});
}

enum class Decoded { all, needs_more, wrong };

/// Decodes what it can of `bytes` into `text` and cuts it off `bytes`.
Decoded decode(iconv_t converter, std::string& bytes, std::string& text) {
    char* in = bytes.data();
    std::size_t left = bytes.size();
    std::array<char, 4096> out{};
    Decoded state = Decoded::all;
    while (left > 0 && state == Decoded::all) {
        char* to = out.data();
        std::size_t room = out.size();
        const std::size_t done = iconv(converter, &in, &left, &to, &room);
        if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
            state = errno == EINVAL ? Decoded::needs_more : Decoded::wrong;
        }
        text.append(out.data(), out.size() - room);
    }
    bytes.erase(0, bytes.size() - left);
    return state;
}

iconv_t gb18030_converter() {
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == reinterpret_cast<iconv_t>(-1)) {
        throw std::runtime_error("iconv has no GB18030 (package libc6 with gconv modules)");
    }
    return converter;
}

bool whole_file_is_utf8(std::FILE* file, std::string& buffer) {
    std::size_t kept = 0;
    while (true) {
        buffer.resize(kept + piece);
        const std::size_t got = std::fread(buffer.data() + kept, 1, piece, file);
        buffer.resize(kept + got);
        const std::size_t tail = got == 0 ? 0 : unfinished_tail(buffer);
        if (!simdjson::validate_utf8(buffer.data(), buffer.size() - tail)) return false;
        if (got == 0) return true;
        buffer.erase(0, buffer.size() - tail);
        kept = tail;
    }
}

bool whole_file_is_gb18030(std::FILE* file) {
    const iconv_t converter = gb18030_converter();
    const std::unique_ptr<void, decltype([](void* c) { iconv_close(c); })> owner(converter);
    std::string bytes;
    std::string text;
    std::vector<char> buffer(piece);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file)) {
        bytes.append(buffer.data(), got);
        text.clear();
        if (decode(converter, bytes, text) == Decoded::wrong) return false;
    }
    return bytes.empty();
}

bool has_nul(std::FILE* file) {
    std::vector<char> buffer(piece);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file)) {
        if (std::memchr(buffer.data(), 0, got) != nullptr) return true;
    }
    return false;
}

}  // namespace

std::string_view to_string(TextEncoding encoding) {
    return encoding == TextEncoding::utf8 ? "UTF-8" : "GB18030";
}

Result<TextEncoding> parse_text_encoding(std::string_view text) {
    const std::string word = lower_case(text);
    if (word == "utf-8" || word == "utf8") return TextEncoding::utf8;
    if (word == "gb18030" || word == "gbk" || word == "gb2312") return TextEncoding::gb18030;
    return fail(ErrorCode::invalid_input, "encoding.unknown",
                {fmt::format("不支持编码“{}”；可用：utf-8、gb18030", text),
                 fmt::format("no encoding \"{}\"; use utf-8 or gb18030", text)},
                "encoding");
}

Result<TextEncoding> checked_encoding(const std::filesystem::path& path, TextEncoding said) {
    const auto found = detect_encoding(path);
    if (!found || *found == said) return found;
    const OpenFile file = open_for_reading(path);
    // UTF-8 that is not only ASCII may pass for GB18030; the other way round it was ruled out already.
    if (said == TextEncoding::gb18030 && !has_byte_order_mark(path) && whole_file_is_gb18030(file.get()))
        return said;
    return fail(ErrorCode::invalid_input, "file.encoding",
                {fmt::format("文件不是 {} 编码", to_string(said)),
                 fmt::format("the file is not in {}", to_string(said))},
                "encoding");
}

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

std::optional<std::string> from_gb18030(std::string_view bytes) {
    thread_local const std::unique_ptr<void, decltype([](void* c) { iconv_close(c); })> converter(
        gb18030_converter());
    iconv(converter.get(), nullptr, nullptr, nullptr, nullptr);
    std::string rest(bytes);
    std::string text;
    if (decode(converter.get(), rest, text) != Decoded::all) return std::nullopt;
    return text;
}

Result<TextEncoding> detect_encoding(const std::filesystem::path& path) {
    const OpenFile file = open_for_reading(path);
    std::string buffer(2, '\0');
    buffer.resize(std::fread(buffer.data(), 1, 2, file.get()));
    if (buffer == "\xFF\xFE" || buffer == "\xFE\xFF") {
        return not_text("文件是 UTF-16 编码，请另存为“CSV UTF-8”后再上传",
                        "the file is in UTF-16; save it as \"CSV UTF-8\" and send it again");
    }
    std::rewind(file.get());
    if (has_nul(file.get())) {
        return not_text("文件含有空字节（NUL），不是文本文件",
                        "the file holds NUL bytes: it is not a text file");
    }
    std::rewind(file.get());
    if (whole_file_is_utf8(file.get(), buffer)) return TextEncoding::utf8;
    std::rewind(file.get());
    if (whole_file_is_gb18030(file.get())) return TextEncoding::gb18030;
    return not_text(
        "文件既不是 UTF-8 也不是 GB18030（GBK）编码，请另存为“CSV UTF-8”后再上传",
        "the file is neither UTF-8 nor GB18030 (GBK); save it as \"CSV UTF-8\" and send it again");
}

bool has_byte_order_mark(const std::filesystem::path& path) {
    const OpenFile file = open_for_reading(path);
    std::array<char, 3> head{};
    return std::fread(head.data(), 1, head.size(), file.get()) == head.size() &&
           std::string_view(head.data(), head.size()) == byte_order_mark;
}

void TextFile::CloseConverter::operator()(void* converter) const { iconv_close(converter); }

TextFile::TextFile(const std::filesystem::path& path, TextEncoding encoding) : file_(open_for_reading(path)) {
    if (encoding == TextEncoding::gb18030) {
        converter_.reset(gb18030_converter());
        return;
    }
    std::array<char, 3> head{};
    const std::size_t got = std::fread(head.data(), 1, head.size(), file_.get());
    if (std::string_view(head.data(), got) != byte_order_mark) std::rewind(file_.get());
}

std::size_t TextFile::read(std::span<char> into) {
    if (!converter_) return read_raw(into);
    if (served_ == decoded_.size()) decode_more();
    const std::size_t count = std::min(into.size(), decoded_.size() - served_);
    std::copy_n(decoded_.data() + served_, count, into.data());
    served_ += count;
    return count;
}

std::size_t TextFile::read_raw(std::span<char> into) {
    const std::size_t got = std::fread(into.data(), 1, into.size(), file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) {
        throw std::system_error(errno, std::generic_category(), "read");
    }
    return got;
}

void TextFile::decode_more() {
    decoded_.clear();
    served_ = 0;
    std::vector<char> buffer(piece);
    while (decoded_.empty()) {
        const std::size_t got = read_raw(buffer);
        if (got == 0) return;
        pending_.append(buffer.data(), got);
        if (decode(converter_.get(), pending_, decoded_) == Decoded::wrong) {
            throw std::runtime_error("the file changed while it was read");
        }
    }
}

}  // namespace courtyard
