// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <libexif/exif-data.h>
#include <turbojpeg.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "data/sample/sample_file.h"
#include "data/sample/sample_writers.h"
#include "data/sample/value_noise.h"

namespace courtyard {

namespace {

constexpr int width = 480;
constexpr int height = 360;
constexpr int horizon = 210;

struct Colour {
    int red;
    int green;
    int blue;
};

Colour blend(Colour a, Colour b, double part) {
    const auto mixed = [part](int from, int to) { return from + static_cast<int>((to - from) * part); };
    return {mixed(a.red, b.red), mixed(a.green, b.green), mixed(a.blue, b.blue)};
}

/// A house under a sky, with a wall, a door and a tree: enough to tell one photo from another.
Colour colour_at(int x, int y, int house, bool tree) {
    const int roof = 150 + std::abs(x - house) / 3;
    if (tree && (x - house - 130) * (x - house - 130) + (y - 165) * (y - 165) < 38 * 38) return {72, 118, 66};
    if (tree && std::abs(x - house - 130) < 5 && y > 165 && y < 250) return {96, 72, 50};
    if (std::abs(x - house) < 14 && y > 205 && y < 250) return {120, 52, 40};
    if (std::abs(x - house) < 80 && y > 180 && y < 250) return {232, 224, 206};
    if (std::abs(x - house) < 95 && y > roof && y <= 182) return {142, 70, 56};
    if (y < horizon) return blend({120, 170, 214}, {222, 234, 240}, static_cast<double>(y) / horizon);
    return blend({150, 168, 112}, {104, 124, 84}, static_cast<double>(y - horizon) / (height - horizon));
}

std::vector<unsigned char> drawn(RandomStream& random) {
    const int house = random.between(150, 300);
    const bool tree = random.chance(0.6);
    // Clouds, beds and shadows: no two yards have the same light.
    const ValueNoise light(static_cast<std::uint64_t>(random.between(0, 1'000'000'000)));
    constexpr double patch = 70;
    std::vector<unsigned char> pixels;
    pixels.reserve(std::size_t{width} * height * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const Colour colour = colour_at(x, y, house, tree);
            const double shade = 0.78 + 0.22 * light.at(x / patch, y / patch);
            for (const int part : {colour.red, colour.green, colour.blue}) {
                pixels.push_back(static_cast<unsigned char>(part * shade));
            }
        }
    }
    return pixels;
}

struct TurboFree {
    void operator()(unsigned char* bytes) const noexcept { tjFree(bytes); }
};
struct PlainFree {
    void operator()(unsigned char* bytes) const noexcept { std::free(bytes); }
};
struct ExifFree {
    void operator()(ExifData* data) const noexcept { exif_data_unref(data); }
    void operator()(ExifEntry* entry) const noexcept { exif_entry_unref(entry); }
    void operator()(ExifMem* memory) const noexcept { exif_mem_unref(memory); }
};
struct TurboEnd {
    void operator()(void* handle) const noexcept { tjDestroy(handle); }
};

std::string compressed(const std::vector<unsigned char>& pixels) {
    const std::unique_ptr<void, TurboEnd> handle(tjInitCompress());
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(handle.get(), pixels.data(), width, 0, height, TJPF_RGB, &bytes, &size,
                                   TJSAMP_420, 82, TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, TurboFree> owned(bytes);
    if (failed != 0) throw std::runtime_error(tjGetErrorStr2(handle.get()));
    return {reinterpret_cast<const char*>(bytes), size};
}

/// Adds a tag that libexif has no default for.
void add_tag(ExifData& data, ExifIfd directory, unsigned tag, ExifFormat format, const std::string& value,
             unsigned long components) {
    const std::unique_ptr<ExifMem, ExifFree> memory(exif_mem_new_default());
    const std::unique_ptr<ExifEntry, ExifFree> entry(exif_entry_new_mem(memory.get()));
    auto* copy =
        static_cast<unsigned char*>(exif_mem_alloc(memory.get(), static_cast<ExifLong>(value.size())));
    std::memcpy(copy, value.data(), value.size());
    entry->data = copy;
    entry->size = static_cast<unsigned>(value.size());
    entry->tag = static_cast<ExifTag>(tag);
    entry->components = components;
    entry->format = format;
    exif_content_add_entry(data.ifd[directory], entry.get());
}

void add_text(ExifData& data, ExifIfd directory, unsigned tag, std::string value) {
    value.push_back('\0');
    add_tag(data, directory, tag, EXIF_FORMAT_ASCII, value, value.size());
}

/// Degrees, minutes and seconds to a ten-thousandth.
void add_angle(ExifData& data, unsigned tag, double degrees) {
    const auto parts = static_cast<ExifLong>(std::llround(std::fabs(degrees) * 3600 * 10'000));
    const std::array<ExifRational, 3> angle{
        {{parts / 36'000'000, 1}, {parts / 600'000 % 60, 1}, {parts % 600'000, 10'000}}};
    std::string bytes(24, '\0');
    for (std::size_t i = 0; i < angle.size(); ++i) {
        exif_set_rational(reinterpret_cast<unsigned char*>(&bytes[i * 8]), EXIF_BYTE_ORDER_INTEL, angle[i]);
    }
    add_tag(data, EXIF_IFD_GPS, tag, EXIF_FORMAT_RATIONAL, bytes, 3);
}

std::string exif_of(const SampleInspection& inspection) {
    const std::unique_ptr<ExifData, ExifFree> data(exif_data_new());
    exif_data_set_byte_order(data.get(), EXIF_BYTE_ORDER_INTEL);
    // EXIF has local time, with colons in the date.
    std::string time = local_time(inspection.observed_at).substr(0, 19);
    for (const std::size_t i : {4U, 7U}) time[i] = ':';
    time[10] = ' ';
    add_text(*data, EXIF_IFD_0, EXIF_TAG_IMAGE_DESCRIPTION, inspection.household);
    add_text(*data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, time);
    add_text(*data, EXIF_IFD_GPS, EXIF_TAG_GPS_LATITUDE_REF, "N");
    add_angle(*data, EXIF_TAG_GPS_LATITUDE, inspection.position.lat);
    add_text(*data, EXIF_IFD_GPS, EXIF_TAG_GPS_LONGITUDE_REF, "E");
    add_angle(*data, EXIF_TAG_GPS_LONGITUDE, inspection.position.lon);
    unsigned char* bytes = nullptr;
    unsigned size = 0;
    exif_data_save_data(data.get(), &bytes, &size);
    const std::unique_ptr<unsigned char, PlainFree> owned(bytes);
    return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

void write_photos(const std::vector<SampleInspection>& inspections, std::uint64_t seed,
                  const std::filesystem::path& folder) {
    RandomStream random(mix(seed, 121));
    const std::size_t count = std::min<std::size_t>(6, inspections.size());
    for (std::size_t i = 0; i < count; ++i) {
        const SampleInspection& inspection =
            inspections[i * inspections.size() / count + 3 % inspections.size()];
        const std::string image = compressed(drawn(random));
        const std::string exif = exif_of(inspection);
        const std::size_t length = exif.size() + 2;
        const std::array<char, 4> marker{'\xFF', '\xE1', static_cast<char>(length >> 8),
                                         static_cast<char>(length & 0xFF)};
        // The EXIF segment comes right after the two bytes that open a JPEG.
        SampleFile file(folder / fmt::format("{}.jpg", inspection.household));
        file.add("{}", image.substr(0, 2));
        file.add("{}{}", std::string_view(marker.data(), marker.size()), exif);
        file.add("{}", std::string_view(image).substr(2));
        file.close();
    }
}

}  // namespace courtyard
