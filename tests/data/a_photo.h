// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <turbojpeg.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace courtyard {

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// A JPEG whose brightness at (x, y), both 0 to 1, is `light`.
inline std::string drawn_photo(int width, int height, const std::function<double(double, double)>& light,
                               int quality = 85) {
    std::vector<unsigned char> pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double value = light((x + 0.5) / width, (y + 0.5) / height);
            for (const double part : {0.9, 1.0, 0.8})
                pixels.push_back(static_cast<unsigned char>(value * part * 255));
        }
    const std::unique_ptr<void, decltype([](void* handle) { tjDestroy(handle); })> turbo(tjInitCompress());
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(turbo.get(), pixels.data(), width, 0, height, TJPF_RGB, &bytes, &size,
                                   TJSAMP_420, quality, 0);
    const std::unique_ptr<unsigned char, decltype([](unsigned char* b) { tjFree(b); })> owned(bytes);
    if (failed != 0) throw std::runtime_error(tjGetErrorStr2(turbo.get()));
    return {reinterpret_cast<const char*>(bytes), size};
}

/// Bright at the upper left, dark at the lower right, with a dark door right of the middle.
inline double courtyard_light(double x, double y) {
    if (x > 0.55 && x < 0.7 && y > 0.4) return 0.1;
    return 0.95 - 0.4 * x - 0.4 * y;
}

/// A yard of its own light: patches of shadow, no two seeds alike.
inline std::function<double(double, double)> yard_light(unsigned seed) {
    return [seed](double x, double y) {
        const auto corner = [seed](int u, int v) {
            std::uint32_t mixed =
                (unsigned(u) * 73'856'093U) ^ (unsigned(v) * 19'349'663U) ^ (seed * 83'492'791U);
            mixed = (mixed ^ mixed >> 13U) * 1'274'126'177U;
            return static_cast<double>((mixed ^ mixed >> 16U) & 0xFFFFU) / 65'535;
        };
        const int u = static_cast<int>(x * 7);
        const int v = static_cast<int>(y * 6);
        const double across = x * 7 - u;
        const double down = y * 6 - v;
        const double above = corner(u, v) * (1 - across) + corner(u + 1, v) * across;
        const double below = corner(u, v + 1) * (1 - across) + corner(u + 1, v + 1) * across;
        return 0.1 + 0.8 * (above * (1 - down) + below * down);
    };
}

/// A JPEG with a segment right after its first two bytes.
inline std::string with_segment(std::string_view jpeg, unsigned marker, std::string_view payload) {
    const std::size_t length = payload.size() + 2;
    std::string bytes(jpeg.substr(0, 2));
    bytes += {'\xFF', static_cast<char>(marker), static_cast<char>(length >> 8U),
              static_cast<char>(length & 0xFFU)};
    return bytes.append(payload).append(jpeg.substr(2));
}

/// An EXIF structure written entry by entry, so that it can be wrong in any way.
class GivenExif {
  public:
    struct Ratio {
        std::uint32_t above;
        std::uint32_t below;
    };
    enum Directory : std::uint8_t { image, exif, gps };

    GivenExif& word(Directory in, unsigned tag, std::string text) {
        text.push_back('\0');
        return entry(in, tag, 2, static_cast<std::uint32_t>(text.size()), text);
    }
    GivenExif& number(Directory in, unsigned tag, unsigned value) {
        return entry(in, tag, 3, 1, little(value, 2) + little(0, 2));
    }
    GivenExif& ratios(Directory in, unsigned tag, const std::vector<Ratio>& values) {
        std::string bytes;
        for (const Ratio& value : values) bytes += little(value.above, 4) + little(value.below, 4);
        return entry(in, tag, 5, static_cast<std::uint32_t>(values.size()), bytes);
    }
    GivenExif& raw(Directory in, unsigned tag, unsigned format, std::uint32_t count, std::string bytes) {
        return entry(in, tag, format, count, std::move(bytes));
    }
    /// Degrees to a ten-millionth of a minute's sixtieth, north and east.
    GivenExif& position(double lat, double lon) {
        return angle(1, 2, lat < 0 ? "S" : "N", lat).angle(3, 4, lon < 0 ? "W" : "E", lon);
    }
    GivenExif& taken_at(const std::string& local, const std::string& offset = "+08:00") {
        word(exif, 0x9003, local);
        return offset.empty() ? *this : word(exif, 0x9011, offset);
    }
    /// The first directory is followed by one at this offset: 8 makes a loop.
    GivenExif& next_directory(std::uint32_t offset) {
        next_ = offset;
        return *this;
    }

    /// The payload of an APP1 segment.
    std::string segment() const {
        std::vector<Entry> first = directories_[image];
        const std::uint32_t at_exif = 8 + size_of(first.size() + 2, image);
        const std::uint32_t at_gps = at_exif + size_of(directories_[exif].size(), exif);
        first.push_back({0x8769, 4, 1, little(at_exif, 4)});
        first.push_back({0x8825, 4, 1, little(at_gps, 4)});
        using namespace std::string_literals;
        return "Exif\0\0II*\0"s + little(8, 4) + written(first, 8, next_) +
               written(directories_[exif], at_exif, 0) + written(directories_[gps], at_gps, 0);
    }
    std::string in(std::string_view jpeg) const { return with_segment(jpeg, 0xE1, segment()); }

  private:
    struct Entry {
        unsigned tag;
        unsigned format;
        std::uint32_t count;
        std::string bytes;
    };

    static std::string little(std::uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text.push_back(static_cast<char>(value >> (8U * unsigned(i)) & 0xFFU));
        return text;
    }
    GivenExif& entry(Directory in, unsigned tag, unsigned format, std::uint32_t count, std::string bytes) {
        directories_[in].push_back({tag, format, count, std::move(bytes)});
        return *this;
    }
    GivenExif& angle(unsigned ref, unsigned tag, const std::string& side, double degrees) {
        const double size = degrees < 0 ? -degrees : degrees;
        const auto whole = static_cast<std::uint32_t>(size);
        const double minutes = (size - whole) * 60;
        const auto whole_minutes = static_cast<std::uint32_t>(minutes);
        const auto seconds = static_cast<std::uint32_t>((minutes - whole_minutes) * 60 * 1e6 + 0.5);
        word(gps, ref, side);
        return ratios(gps, tag, {{whole, 1}, {whole_minutes, 1}, {seconds, 1'000'000}});
    }
    std::uint32_t size_of(std::size_t entries, Directory in) const {
        std::size_t size = 2 + 12 * entries + 4;
        for (const Entry& one : directories_[in]) size += one.bytes.size() > 4 ? one.bytes.size() : 0;
        return static_cast<std::uint32_t>(size);
    }
    static std::string written(const std::vector<Entry>& entries, std::uint32_t at, std::uint32_t next) {
        std::string head = little(static_cast<std::uint32_t>(entries.size()), 2);
        std::string values;
        const auto behind = static_cast<std::uint32_t>(at + 2 + 12 * entries.size() + 4);
        for (const Entry& one : entries) {
            head += little(one.tag, 2) + little(one.format, 2) + little(one.count, 4);
            if (one.bytes.size() <= 4) {
                head += one.bytes + std::string(4 - one.bytes.size(), '\0');
            } else {
                head += little(behind + static_cast<std::uint32_t>(values.size()), 4);
                values += one.bytes;
            }
        }
        return head + little(next, 4) + values;
    }

    std::vector<Entry> directories_[3];
    std::uint32_t next_ = 0;
};

}  // namespace courtyard
