// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/geo/postgis_tables.h"

#include <fmt/format.h>

#include <bit>
#include <fstream>

namespace courtyard {
namespace {

static_assert(std::endian::native == std::endian::little, "the byte order mark below says so");

constexpr std::uint8_t little_endian = 1;
constexpr std::uint32_t with_srid = 0x20000000;
constexpr std::uint32_t point = 1 | with_srid;
constexpr std::uint32_t polygon = 3 | with_srid;
constexpr std::uint32_t wgs84 = 4326;

std::ofstream opened(const std::filesystem::path& file) {
    std::ofstream out;
    out.exceptions(std::ios::badbit | std::ios::failbit);
    out.open(file, std::ios::binary);
    return out;
}

template <class Value>
void append(std::string& hex, const Value& value) {
    constexpr char digits[] = "0123456789ABCDEF";
    for (const auto byte : std::bit_cast<std::array<std::uint8_t, sizeof(Value)>>(value)) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
}

std::string header(std::uint32_t type) {
    std::string hex;
    append(hex, little_endian);
    append(hex, type);
    append(hex, wgs84);
    return hex;
}

std::string hex_of(LonLat position) {
    auto hex = header(point);
    append(hex, position);
    return hex;
}

std::string hex_of(const Polygon& area) {
    auto hex = header(polygon);
    append(hex, static_cast<std::uint32_t>(area.rings.size()));
    for (const auto& ring : area.rings) {
        append(hex, static_cast<std::uint32_t>(ring.size()));
        for (const auto& position : ring) append(hex, position);
    }
    return hex;
}

}  // namespace

void write_postgis_tables(const AreaTree& county, std::span<const LonLat> positions,
                          std::span<const Located> located, const std::filesystem::path& folder) {
    auto villages = opened(folder / "villages.csv");
    for (AreaIndex index = 0; index < county.size(); ++index) {
        villages << fmt::format("{},{}\n", index, hex_of(county[index].boundary.polygons[0]));
    }
    villages.close();
    auto points = opened(folder / "positions.csv");
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto village = located[i].village;
        points << fmt::format("{},{},{}\n", i, hex_of(positions[i]),
                              village == no_area ? std::string() : std::to_string(village));
    }
    points.close();
}

}  // namespace courtyard
