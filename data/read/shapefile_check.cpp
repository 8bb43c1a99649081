// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/shapefile_check.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "data/read/held_file.h"

namespace courtyard {
namespace {

constexpr std::size_t head_bytes = 100;
constexpr std::uint64_t index_entry_bytes = 8;

struct Part {
    std::uint64_t bytes = 0;
    std::array<unsigned char, head_bytes> head{};
};

std::optional<Part> part_of(std::filesystem::path path, const char* ending) {
    path.replace_extension(ending);
    const auto size = size_of_file(path);
    if (!size) return std::nullopt;
    Part part;
    part.bytes = *size;
    // What a short file lacks stays 0.
    if (part.bytes > 0 && std::fread(part.head.data(), 1, head_bytes, open_for_reading(path).get()) == 0)
        return std::nullopt;
    return part;
}

std::uint64_t big_endian(const Part& part, std::size_t at) {
    return std::uint64_t{part.head[at]} << 24 | std::uint64_t{part.head[at + 1]} << 16 |
           std::uint64_t{part.head[at + 2]} << 8 | part.head[at + 3];
}

std::uint64_t little_endian(const Part& part, std::size_t at, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | part.head[at + i];
    return value;
}

tl::unexpected<Error> broken(std::string_view part, const std::string& zh, const std::string& en) {
    return fail(ErrorCode::invalid_input, "file.broken",
                {fmt::format("Shapefile 的 .{} 有误：{}", part, zh),
                 fmt::format("the .{} of the shapefile is wrong: {}", part, en)},
                std::string(part));
}

/// The length in its head, in words of two bytes, against the length of the file.
Result<void> check_length(const Part& part, std::string_view name) {
    const std::uint64_t said = big_endian(part, 24) * 2;
    if (part.bytes >= head_bytes && said == part.bytes) return {};
    return broken(name, fmt::format("文件头说 {} 字节，实有 {} 字节", said, part.bytes),
                  fmt::format("its head says {} bytes, it has {}", said, part.bytes));
}

/// The rows that the head of a DBF promises, when the file holds just them.
Result<std::uint64_t> rows_of_table(const Part& dbf) {
    const std::uint64_t rows = little_endian(dbf, 4, 4);
    const std::uint64_t head = little_endian(dbf, 8, 2);
    const std::uint64_t row = little_endian(dbf, 10, 2);
    const std::uint64_t end = head + rows * row;
    // Behind the rows stands a mark, and some writers pad.
    if (dbf.bytes > 32 && head > 32 && row > 0 && end <= dbf.bytes && dbf.bytes - end <= row) return rows;
    return broken("dbf", fmt::format("文件头说 {} 行、每行 {} 字节，实有 {} 字节", rows, row, dbf.bytes),
                  fmt::format("its head says {} rows of {} bytes, it has {} bytes", rows, row, dbf.bytes));
}

}  // namespace

Result<void> check_shapefile(const std::filesystem::path& path) {
    const auto shp = part_of(path, ".shp");
    if (!shp) return broken("shp", "没有这个文件", "it is missing");
    if (const auto whole = check_length(*shp, "shp"); !whole) return whole;
    const auto dbf = part_of(path, ".dbf");
    const auto rows = dbf ? rows_of_table(*dbf) : Result<std::uint64_t>(0);
    if (!rows) return tl::unexpected(rows.error());
    const auto shx = part_of(path, ".shx");
    if (!shx) return {};
    if (const auto whole = check_length(*shx, "shx"); !whole) return whole;
    const std::uint64_t shapes = (shx->bytes - head_bytes) / index_entry_bytes;
    if (!dbf || shapes == *rows) return {};
    return broken("dbf", fmt::format("它有 {} 行，图形有 {} 个", *rows, shapes),
                  fmt::format("it has {} rows for {} shapes", *rows, shapes));
}

}  // namespace courtyard
