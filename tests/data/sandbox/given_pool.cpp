// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/data/sandbox/given_pool.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ostream>

#include "data/store/wkb.h"

namespace courtyard {
namespace {

std::string text_of(const TableRow& row) {
    if (row.broken) return fmt::format("{} broken {} {}", row.number, row.broken->name, row.broken->subject);
    std::string geometry;
    if (const auto* position = std::get_if<LonLat>(&row.geometry))
        geometry = fmt::format("{} {}", position->lon, position->lat);
    if (const auto* boundary = std::get_if<Boundary>(&row.geometry))
        for (const char byte : to_wkb(*boundary))
            geometry += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return fmt::format("{} [{}] {}", row.number, fmt::join(row.values, "|"), geometry);
}

}  // namespace

ReadTable read_all(const TableOpener& open, const std::filesystem::path& path, const TableOptions& options) {
    ReadTable read;
    auto table = open(path, options);
    if (!table) {
        read.refused = table.error().name;
        return read;
    }
    read.format = (*table)->format();
    read.encoding = (*table)->encoding();
    read.columns = (*table)->columns();
    TableRow row;
    while (true) {
        const auto more = (*table)->next(row);
        if (!more) read.refused = more.error().name;
        if (!more || !*more) return read;
        read.rows.push_back(text_of(row));
    }
}

void PrintTo(const ReadTable& read, std::ostream* out) {
    *out << fmt::format("refused '{}' {} {} columns [{}], {} rows\n", read.refused, read.format,
                        read.encoding, fmt::join(read.columns, "|"), read.rows.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(read.rows.size(), 5); ++i)
        *out << read.rows[i].substr(0, 300) << '\n';
}

}  // namespace courtyard
