// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/multipart.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace courtyard {
namespace {

constexpr std::size_t block_bytes = 1 << 16;
constexpr std::size_t longest_part_head = 8'192;

tl::unexpected<Error> broken() {
    return fail(ErrorCode::invalid_input, "multipart.broken",
                {"表单不完整或分隔符有误", "the form is cut off or its boundary is wrong"}, "body");
}

/// The value of a parameter of `Content-Disposition`: `name="file"`.
std::string parameter(std::string_view head, std::string_view name) {
    const std::string mark = std::string("; ") + std::string(name) + "=\"";
    const auto at = head.find(mark);
    if (at == std::string_view::npos) return {};
    const auto from = at + mark.size();
    return std::string(head.substr(from, std::min(head.find('"', from), head.size()) - from));
}

/// Position of `text` in a file from `from` on, or nothing.
std::optional<std::uint64_t> find_in(std::ifstream& in, std::uint64_t from, std::string_view text) {
    std::string window;
    in.clear();
    in.seekg(static_cast<std::streamoff>(from));
    std::vector<char> block(block_bytes);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
        window.append(block.data(), static_cast<std::size_t>(in.gcount()));
        if (const auto at = window.find(text); at != std::string::npos) return from + at;
        const std::size_t kept = std::min(window.size(), text.size() - 1);
        from += window.size() - kept;
        window.erase(0, window.size() - kept);
    }
    return std::nullopt;
}

void copy(std::ifstream& in, std::uint64_t from, std::uint64_t until, const std::filesystem::path& target) {
    std::ofstream out;
    out.exceptions(std::ios::badbit | std::ios::failbit);
    out.open(target, std::ios::binary);
    std::vector<char> block(block_bytes);
    in.clear();
    in.seekg(static_cast<std::streamoff>(from));
    while (from < until) {
        const auto wanted = std::min<std::uint64_t>(block.size(), until - from);
        in.read(block.data(), static_cast<std::streamsize>(wanted));
        out.write(block.data(), in.gcount());
        if (in.gcount() == 0) return;
        from += static_cast<std::uint64_t>(in.gcount());
    }
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    if (!content_type.starts_with("multipart/form-data")) return std::nullopt;
    constexpr std::string_view mark = "boundary=";
    const auto at = content_type.find(mark);
    if (at == std::string_view::npos) return std::string();
    auto value = content_type.substr(at + mark.size());
    value = value.substr(0, value.find(';'));
    if (value.starts_with('"')) value = value.substr(1, value.find('"', 1) - 1);
    return std::string(value);
}

Result<std::string> keep_file_of_form(const std::filesystem::path& form, const std::string& boundary) {
    if (boundary.empty() || boundary.size() > 70) return broken();
    std::ifstream in(form, std::ios::binary);
    const std::string delimiter = "\r\n--" + boundary;
    std::uint64_t part = 2 + boundary.size();
    if (const auto first = find_in(in, 0, "--" + boundary); first != 0U) return broken();
    for (;;) {
        const auto head_end = find_in(in, part, "\r\n\r\n");
        if (!head_end || *head_end - part > longest_part_head) break;
        std::string head(*head_end - part, '\0');
        in.clear();
        in.seekg(static_cast<std::streamoff>(part));
        in.read(head.data(), static_cast<std::streamsize>(head.size()));
        const auto end = find_in(in, *head_end + 4, delimiter);
        if (!end) return broken();
        if (parameter(head, "name") == "file") {
            const auto alone = std::filesystem::path(form).concat(".file");
            copy(in, *head_end + 4, *end, alone);
            std::filesystem::rename(alone, form);
            return parameter(head, "filename");
        }
        part = *end + delimiter.size();
    }
    return fail(ErrorCode::invalid_input, "multipart.field",
                {"表单里没有名为 file 的文件", "the form has no field called file"}, "file");
}

}  // namespace courtyard
