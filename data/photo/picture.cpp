// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/picture.h"

#include <fmt/format.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string_view>

namespace courtyard {
namespace {

constexpr int thumbnail_quality = 80;

struct TurboFree {
    void operator()(unsigned char* bytes) const noexcept { tjFree(bytes); }
};
struct TurboEnd {
    void operator()(void* handle) const noexcept { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, TurboEnd>;
using TurboBytes = std::unique_ptr<unsigned char, TurboFree>;

Turbo owned(tjhandle handle) {
    if (handle == nullptr) throw std::bad_alloc();
    return Turbo(handle);
}

const unsigned char* begin_of(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

tl::unexpected<Error> damaged(std::string_view why) {
    return fail(ErrorCode::invalid_input, "image.broken",
                {fmt::format("照片损坏：{}；请重新拍摄或重新导出", why),
                 fmt::format("the photo is damaged: {}; take or export it again", why)},
                "photo");
}

/// What cameras of large makers do themselves: bytes between segments, odd version numbers.
bool harmless(std::string_view warning) {
    return warning.find("extraneous bytes") != std::string_view::npos ||
           warning.find("JFIF") != std::string_view::npos || warning.find("Adobe") != std::string_view::npos;
}

/// Runs one of the library's functions, first so that it stops at a warning: a hole in the middle of a
/// picture is a warning to the library and a damaged photo to us.
template <class Action>
Result<void> careful(const Turbo& turbo, Action action) {
    constexpr int bounded = TJFLAG_LIMITSCANS;
    if (action(bounded | TJFLAG_STOPONWARNING) == 0) return {};
    if (!harmless(tjGetErrorStr2(turbo.get()))) return damaged(tjGetErrorStr2(turbo.get()));
    if (action(bounded) == 0 || harmless(tjGetErrorStr2(turbo.get()))) return {};
    return damaged(tjGetErrorStr2(turbo.get()));
}

/// The smallest size a decoder offers that is not below `side`, else the whole size.
tjscalingfactor scale_for(std::uint32_t longest, std::uint32_t side) {
    int count = 0;
    const tjscalingfactor* offered = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 1};
    const auto scaled = [longest](tjscalingfactor f) { return TJSCALED(static_cast<int>(longest), f); };
    for (int i = 0; i < count; ++i)
        if (scaled(offered[i]) >= static_cast<int>(side) && scaled(offered[i]) < scaled(best))
            best = offered[i];
    return best;
}

int turn_of(std::uint8_t orientation) {
    constexpr std::array turns{TJXOP_NONE,      TJXOP_HFLIP, TJXOP_ROT180,     TJXOP_VFLIP,
                               TJXOP_TRANSPOSE, TJXOP_ROT90, TJXOP_TRANSVERSE, TJXOP_ROT270};
    return turns.at(orientation - 1U);
}

}  // namespace

Result<Picture> decoded_small(std::span<const std::byte> jpeg, std::uint32_t side) {
    const Turbo turbo = owned(tjInitDecompress());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(turbo.get(), begin_of(jpeg), jpeg.size(), &width, &height, &subsampling,
                            &colours) != 0 &&
        (width <= 0 || height <= 0 || !harmless(tjGetErrorStr2(turbo.get()))))
        return damaged(tjGetErrorStr2(turbo.get()));
    const auto scale = scale_for(static_cast<std::uint32_t>(std::max(width, height)), side);
    const int scaled_width = TJSCALED(width, scale);
    const int scaled_height = TJSCALED(height, scale);
    Picture picture{static_cast<std::uint32_t>(scaled_width), static_cast<std::uint32_t>(scaled_height), {}};
    picture.rgb.resize(std::size_t{3} * picture.width * picture.height);
    const auto decoded = careful(turbo, [&](int flags) {
        return tjDecompress2(turbo.get(), begin_of(jpeg), jpeg.size(), picture.rgb.data(), scaled_width, 0,
                             scaled_height, TJPF_RGB, flags);
    });
    if (!decoded) return tl::unexpected(decoded.error());
    const std::uint32_t longest = std::max(picture.width, picture.height);
    if (longest <= side) return picture;
    return shrunk(picture, std::max(1U, picture.width * side / longest),
                  std::max(1U, picture.height * side / longest));
}

Picture upright(const Picture& lying, std::uint8_t orientation) {
    if (orientation <= 1) return lying;
    const bool sideways = orientation >= 5;
    Picture turned{sideways ? lying.height : lying.width, sideways ? lying.width : lying.height, {}};
    turned.rgb.resize(lying.rgb.size());
    std::size_t to = 0;
    for (std::uint32_t y = 0; y < turned.height; ++y) {
        for (std::uint32_t x = 0; x < turned.width; ++x) {
            std::uint32_t from_x = sideways ? y : x;
            std::uint32_t from_y = sideways ? x : y;
            // EXIF: which side of the picture the first column and the first row are.
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
                from_x = lying.width - 1 - from_x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
                from_y = lying.height - 1 - from_y;
            const std::size_t from = 3 * (std::size_t{from_y} * lying.width + from_x);
            for (std::size_t c = 0; c < 3; ++c) turned.rgb[to++] = lying.rgb[from + c];
        }
    }
    return turned;
}

Picture shrunk(const Picture& picture, std::uint32_t width, std::uint32_t height) {
    Picture small{width, height, {}};
    small.rgb.reserve(std::size_t{3} * width * height);
    const auto edge = [](std::uint32_t i, std::uint32_t from, std::uint32_t to) {
        return static_cast<std::uint32_t>(std::uint64_t{i} * from / to);
    };
    for (std::uint32_t y = 0; y < height; ++y) {
        const std::uint32_t top = edge(y, picture.height, height);
        const std::uint32_t bottom = std::max(top + 1, edge(y + 1, picture.height, height));
        for (std::uint32_t x = 0; x < width; ++x) {
            const std::uint32_t left = edge(x, picture.width, width);
            const std::uint32_t right = std::max(left + 1, edge(x + 1, picture.width, width));
            std::array<std::uint64_t, 3> sum{};
            for (std::uint32_t v = top; v < bottom; ++v)
                for (std::uint32_t u = left; u < right; ++u)
                    for (std::size_t c = 0; c < 3; ++c)
                        sum[c] += picture.rgb[3 * (std::size_t{v} * picture.width + u) + c];
            const std::uint64_t cells = std::uint64_t{bottom - top} * (right - left);
            for (const std::uint64_t part : sum)
                small.rgb.push_back(static_cast<std::uint8_t>((part + cells / 2) / cells));
        }
    }
    return small;
}

std::uint64_t difference_hash(const Picture& picture) {
    constexpr std::uint32_t cells = 8;
    std::uint64_t hash = 0;
    const auto brightness = [&](std::uint32_t column, std::uint32_t row) {
        const auto from = [](std::uint32_t i, std::uint32_t all, std::uint32_t parts) {
            return static_cast<std::uint32_t>(std::uint64_t{i} * all / parts);
        };
        const std::uint32_t left = std::min(from(column, picture.width, cells + 1), picture.width - 1);
        const std::uint32_t top = std::min(from(row, picture.height, cells), picture.height - 1);
        const std::uint32_t right = std::max(left + 1, from(column + 1, picture.width, cells + 1));
        const std::uint32_t bottom = std::max(top + 1, from(row + 1, picture.height, cells));
        std::uint64_t sum = 0;
        for (std::uint32_t y = top; y < bottom; ++y)
            for (std::uint32_t x = left; x < right; ++x) {
                const std::uint8_t* pixel = &picture.rgb[3 * (std::size_t{y} * picture.width + x)];
                sum += 77U * pixel[0] + 150U * pixel[1] + 29U * pixel[2];
            }
        return sum / (std::uint64_t{right - left} * (bottom - top));
    };
    for (std::uint32_t row = 0; row < cells; ++row)
        for (std::uint32_t column = 0; column < cells; ++column)
            if (brightness(column, row) > brightness(column + 1, row))
                // Each quarter of the hash holds cells of every row: skies alone make none of them equal.
                hash |= std::uint64_t{1} << (column % 4 * 16 + row * 2 + column / 4);
    return hash;
}

std::string compressed(const Picture& picture) {
    const Turbo turbo = owned(tjInitCompress());
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const int failed = tjCompress2(turbo.get(), picture.rgb.data(), static_cast<int>(picture.width), 0,
                                   static_cast<int>(picture.height), TJPF_RGB, &bytes, &size, TJSAMP_420,
                                   thumbnail_quality, 0);
    const TurboBytes owned_bytes(bytes);
    if (failed != 0) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(bytes), size};
}

Result<std::string> rewritten(std::span<const std::byte> jpeg, std::uint8_t orientation) {
    const Turbo turbo = owned(tjInitTransform());
    tjtransform transform{};
    transform.op = turn_of(orientation);
    transform.options = TJXOPT_COPYNONE | TJXOPT_TRIM;
    std::string copy;
    const auto done = careful(turbo, [&](int flags) {
        unsigned char* bytes = nullptr;
        unsigned long size = 0;
        const int failed =
            tjTransform(turbo.get(), begin_of(jpeg), jpeg.size(), 1, &bytes, &size, &transform, flags);
        const TurboBytes owned_bytes(bytes);
        if (bytes != nullptr) copy.assign(reinterpret_cast<const char*>(bytes), size);
        return failed;
    });
    if (!done) return tl::unexpected(done.error());
    if (!copy.starts_with("\xFF\xD8")) return damaged("no picture came out");
    return copy;
}

}  // namespace courtyard
