// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/wkb.h"

#include <bit>
#include <cstring>

namespace courtyard {
namespace {

static_assert(std::endian::native == std::endian::little, "WKB is written in the machine's order");

constexpr std::uint32_t polygon_type = 3;
constexpr std::uint32_t multipolygon_type = 6;

template <class Number>
void put(std::string& out, Number value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

void put_head(std::string& out, std::uint32_t type, std::size_t count) {
    put(out, std::uint8_t{1});
    put(out, type);
    put(out, static_cast<std::uint32_t>(count));
}

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    template <class Number>
    Number take() {
        Number value{};
        if (bytes_.size() < sizeof value) {
            sound_ = false;
            return value;
        }
        std::memcpy(&value, bytes_.data(), sizeof value);
        bytes_.remove_prefix(sizeof value);
        return value;
    }

    /// A count of things that take at least `smallest` bytes each; 0 when so many cannot be there.
    std::uint32_t count(std::size_t smallest) {
        const auto number = take<std::uint32_t>();
        if (number > bytes_.size() / smallest) sound_ = false;
        return sound_ ? number : 0;
    }

    std::uint32_t head(std::uint32_t type, std::size_t smallest) {
        if (take<std::uint8_t>() != 1 || take<std::uint32_t>() != type) sound_ = false;
        return count(smallest);
    }

    bool sound() const { return sound_; }
    bool at_end() const { return bytes_.empty(); }

  private:
    std::string_view bytes_;
    bool sound_ = true;
};

}  // namespace

std::string to_wkb(const Boundary& boundary) {
    std::string out;
    put_head(out, multipolygon_type, boundary.polygons.size());
    for (const Polygon& polygon : boundary.polygons) {
        put_head(out, polygon_type, polygon.rings.size());
        for (const Ring& ring : polygon.rings) {
            put(out, static_cast<std::uint32_t>(ring.size()));
            for (const LonLat p : ring) {
                put(out, p.lon);
                put(out, p.lat);
            }
        }
    }
    return out;
}

Result<Boundary> boundary_from_wkb(std::string_view bytes) {
    Reader reader(bytes);
    Boundary boundary;
    boundary.polygons.resize(reader.head(multipolygon_type, 9));
    for (Polygon& polygon : boundary.polygons) {
        polygon.rings.resize(reader.head(polygon_type, 4));
        for (Ring& ring : polygon.rings) {
            ring.resize(reader.count(2 * sizeof(double)));
            for (LonLat& p : ring) {
                p.lon = reader.take<double>();
                p.lat = reader.take<double>();
            }
        }
    }
    if (reader.sound() && reader.at_end()) return boundary;
    return fail(ErrorCode::invalid_input, "boundary.wkb",
                {"边界的二进制已损坏", "the boundary's bytes are damaged"});
}

}  // namespace courtyard
