// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/jpeg_outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace courtyard {
namespace {

constexpr std::uint64_t most_pixels = 100'000'000;
constexpr std::uint64_t most_coefficients = 160'000'000;
constexpr std::size_t most_segments = 4096;

tl::unexpected<Error> broken(std::string_view zh, std::string_view en) {
    return fail(ErrorCode::invalid_input, "image.broken",
                {fmt::format("照片损坏或不完整：{}；请重新拍摄或重新导出", zh),
                 fmt::format("the photo is damaged or incomplete: {}; take or export it again", en)},
                "photo");
}

tl::unexpected<Error> unsupported(std::string_view what) {
    return fail(ErrorCode::unsupported, "image.unsupported",
                {fmt::format("不支持 {}，请用 JPEG", what), fmt::format("{} is not taken, send JPEG", what)},
                "photo");
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What the bytes are when they are no JPEG.
tl::unexpected<Error> no_jpeg(std::string_view text) {
    using namespace std::string_view_literals;
    if (text.starts_with("\x89PNG")) return unsupported("PNG");
    if (text.starts_with("GIF8")) return unsupported("GIF");
    if (text.starts_with("RIFF") && text.substr(0, 12).ends_with("WEBP")) return unsupported("WebP");
    if (text.size() > 12 && text.substr(4, 4) == "ftyp") return unsupported("HEIC/AVIF/MP4");
    if (text.starts_with("II*") || text.starts_with("MM\0*"sv)) return unsupported("TIFF/RAW");
    const std::string_view head = text.substr(0, 1024);
    if (head.find("<svg") != std::string_view::npos) return unsupported("SVG");
    return broken("不是 JPEG", "it is no JPEG");
}

/// Reads big-endian numbers off the front; `short_of` says when there was too little.
class Cursor {
  public:
    explicit Cursor(std::span<const std::byte> bytes) : bytes_(bytes) {}
    bool has(std::size_t count) const { return bytes_.size() - at_ >= count; }
    unsigned byte(std::size_t ahead = 0) const { return std::to_integer<unsigned>(bytes_[at_ + ahead]); }
    unsigned word(std::size_t ahead = 0) const { return byte(ahead) << 8U | byte(ahead + 1); }
    void skip(std::size_t count) { at_ += count; }
    std::size_t at() const { return at_; }
    std::span<const std::byte> next(std::size_t count) const { return bytes_.subspan(at_, count); }

    /// To the next marker that ends entropy-coded bytes; false at the end of everything.
    bool skip_entropy() {
        while (has(2)) {
            const auto rest = bytes_.subspan(at_);
            const auto found = std::ranges::find(rest, std::byte{0xFF});
            at_ += static_cast<std::size_t>(found - rest.begin());
            if (!has(2)) return false;
            const unsigned marker = byte(1);
            if (marker != 0 && marker != 0xFF && (marker < 0xD0 || marker > 0xD7)) return true;
            at_ += marker == 0xFF ? 1 : 2;
        }
        return false;
    }

  private:
    std::span<const std::byte> bytes_;
    std::size_t at_ = 0;
};

bool is_frame(unsigned marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// A frame header: precision, height, width, and each component's sampling.
Result<void> read_frame(unsigned marker, const Cursor& segment, std::size_t length, JpegOutline& outline) {
    if (outline.components != 0) return broken("有两个帧头", "it has two frame headers");
    // Baseline, extended and progressive, Huffman-coded: what cameras write.
    if (marker > 0xC2) return unsupported("arithmetic or lossless JPEG");
    if (length < 6) return broken("帧头过短", "the frame header is too short");
    if (segment.byte() != 8) return unsupported("12-bit JPEG");
    outline.height = segment.word(1);
    outline.width = segment.word(3);
    outline.components = segment.byte(5);
    if (outline.components != 1 && outline.components != 3) return unsupported("CMYK JPEG");
    if (length < 6 + std::size_t{3} * outline.components)
        return broken("帧头过短", "the frame header is too short");
    if (outline.width == 0 || outline.height == 0) return broken("宽或高为 0", "its width or height is 0");
    const std::uint64_t pixels = std::uint64_t{outline.width} * outline.height;
    unsigned most_h = 1;
    unsigned most_v = 1;
    unsigned samples = 0;
    for (std::size_t c = 0; c < outline.components; ++c) {
        const unsigned sampling = segment.byte(7 + 3 * c);
        const unsigned h = sampling >> 4U;
        const unsigned v = sampling & 0xFU;
        if (h < 1 || h > 4 || v < 1 || v > 4) return broken("采样因子不合法", "its sampling is impossible");
        most_h = std::max(most_h, h);
        most_v = std::max(most_v, v);
        samples += h * v;
    }
    outline.coefficients = pixels * samples / (most_h * most_v);
    if (pixels > most_pixels || outline.coefficients > most_coefficients)
        return fail(ErrorCode::invalid_input, "image.too_large_dimensions",
                    {fmt::format("照片为 {} × {} 像素，上限为 1 亿像素；请用较小的尺寸拍摄", outline.width,
                                 outline.height),
                     fmt::format("the photo has {} x {} pixels, the limit is 100 megapixels; take it smaller",
                                 outline.width, outline.height)},
                    "photo");
    return {};
}

}  // namespace

Result<JpegOutline> outline_jpeg(std::span<const std::byte> bytes) {
    Cursor cursor(bytes);
    if (!cursor.has(4) || cursor.word() != 0xFFD8) return no_jpeg(text_of(bytes));
    cursor.skip(2);
    JpegOutline outline;
    bool scanned = false;
    for (std::size_t segments = 0; segments < most_segments; ++segments) {
        // Writers may leave a few stray bytes or fill bytes before a marker, as decoders allow.
        if (!cursor.skip_entropy()) return broken("没有结尾", "it ends before its end");
        const unsigned marker = cursor.byte(1);
        cursor.skip(2);
        if (marker == 0xD9) {
            if (!scanned) return broken("没有图像内容", "it holds no picture");
            outline.image = bytes.first(cursor.at());
            return outline;
        }
        if (marker == 0x01 || marker == 0xD8) continue;
        const std::size_t length = cursor.has(2) ? cursor.word() : 0;
        if (length < 2 || !cursor.has(length)) return broken("段长度不合法", "a segment's length is wrong");
        cursor.skip(2);
        const auto payload = cursor.next(length - 2);
        using namespace std::string_view_literals;
        if (marker == 0xE1 && outline.exif.empty() && text_of(payload).starts_with("Exif\0\0"sv))
            outline.exif = payload;
        if (is_frame(marker))
            if (auto read = read_frame(marker, cursor, payload.size(), outline); !read)
                return tl::unexpected(read.error());
        if (marker == 0xDA) {
            if (outline.components == 0) return broken("没有帧头", "it has no frame header");
            scanned = true;
        }
        cursor.skip(payload.size());
    }
    return broken("段过多", "it has too many segments");
}

}  // namespace courtyard
