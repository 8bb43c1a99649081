// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/camera_note.h"

#include <fmt/format.h>
#include <libexif/exif-data.h>

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string_view>

namespace courtyard {
namespace {

constexpr std::size_t longest_word = 64;
constexpr double largest_accuracy_m = 1e6;

struct ExifFree {
    void operator()(ExifData* data) const noexcept { exif_data_unref(data); }
};

/// One directory of the EXIF structure.
class Directory {
  public:
    Directory(const ExifData& data, ExifIfd which)
        : content_(data.ifd[which]), order_(exif_data_get_byte_order(const_cast<ExifData*>(&data))) {}

    bool has(unsigned tag) const { return entry(tag) != nullptr; }

    /// Printable ASCII and UTF-8 up to the first NUL, at most 64 bytes, without spaces at its end.
    std::string word(unsigned tag) const {
        const ExifEntry* found = entry(tag);
        if (found == nullptr || found->format != EXIF_FORMAT_ASCII) return {};
        std::string_view text(reinterpret_cast<const char*>(found->data),
                              std::min<std::size_t>(found->size, longest_word));
        text = text.substr(0, text.find('\0'));
        while (text.ends_with(' ')) text.remove_suffix(1);
        std::string plain;
        for (const char c : text)
            if (c >= ' ' && c <= '~') plain.push_back(c);
        return plain;
    }

    std::optional<unsigned> number(unsigned tag) const {
        const ExifEntry* found = entry(tag);
        if (found == nullptr || found->format != EXIF_FORMAT_SHORT || found->size < 2) return std::nullopt;
        return exif_get_short(found->data, order_);
    }

    /// Rationals; nothing when there are fewer, or one is divided by 0. The 0/0 of a part that was not
    /// measured is not a number, and fails every comparison.
    template <std::size_t count>
    std::optional<std::array<double, count>> numbers(unsigned tag) const {
        const ExifEntry* found = entry(tag);
        if (found == nullptr || found->size < count * 8) return std::nullopt;
        std::array<double, count> values{};
        for (std::size_t i = 0; i < count; ++i) {
            const unsigned char* at = found->data + i * 8;
            double above = 0;
            double below = 0;
            if (found->format == EXIF_FORMAT_RATIONAL) {
                const ExifRational ratio = exif_get_rational(at, order_);
                above = ratio.numerator;
                below = ratio.denominator;
            } else if (found->format == EXIF_FORMAT_SRATIONAL) {
                const ExifSRational ratio = exif_get_srational(at, order_);
                above = ratio.numerator;
                below = ratio.denominator;
            }
            if (below == 0 && above != 0) return std::nullopt;
            values[i] = below == 0 ? std::numeric_limits<double>::quiet_NaN() : above / below;
        }
        return values;
    }

  private:
    const ExifEntry* entry(unsigned tag) const {
        const ExifEntry* found =
            content_ == nullptr ? nullptr : exif_content_get_entry(content_, static_cast<ExifTag>(tag));
        return found == nullptr || found->data == nullptr ? nullptr : found;
    }

    ExifContent* content_;
    ExifByteOrder order_;
};

/// Degrees, minutes, seconds with a hemisphere: `positive` or `negative`.
std::optional<double> angle(const Directory& gps, unsigned tag, unsigned hemisphere_tag, char positive,
                            char negative, double most) {
    const auto parts = gps.numbers<3>(tag);
    const std::string hemisphere = gps.word(hemisphere_tag);
    if (!parts || hemisphere.empty() || (hemisphere[0] != positive && hemisphere[0] != negative))
        return std::nullopt;
    const auto [degrees, minutes, given_seconds] = *parts;
    // Writers of decimal minutes leave the seconds at 0/0.
    const double seconds = std::isnan(given_seconds) ? 0 : given_seconds;
    const bool in_range = degrees >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
    const double value = degrees + minutes / 60 + seconds / 3600;
    if (!in_range || value > most) return std::nullopt;
    return hemisphere[0] == positive ? value : -value;
}

void read_position(const Directory& gps, CameraNote& note) {
    note.datum = gps.word(EXIF_TAG_GPS_MAP_DATUM);
    if (!gps.has(EXIF_TAG_GPS_LATITUDE) && !gps.has(EXIF_TAG_GPS_LONGITUDE)) return;
    const auto lat = angle(gps, EXIF_TAG_GPS_LATITUDE, EXIF_TAG_GPS_LATITUDE_REF, 'N', 'S', 90);
    const auto lon = angle(gps, EXIF_TAG_GPS_LONGITUDE, EXIF_TAG_GPS_LONGITUDE_REF, 'E', 'W', 180);
    if (lat && lon) note.position = LonLat{*lon, *lat};
    // Phones without a fix write exactly 0, 0.
    note.position_doubtful = !note.position || (*lon == 0 && *lat == 0);
    if (const auto error = gps.numbers<1>(EXIF_TAG_GPS_H_POSITIONING_ERROR))
        if ((*error)[0] >= 0 && (*error)[0] <= largest_accuracy_m) note.accuracy_m = (*error)[0];
}

/// `2023:06:30` as RFC 3339 has it; nothing when it is no such thing.
std::optional<std::string> day_text(std::string_view exif) {
    if (exif.size() != 10 || (exif[4] != ':' && exif[4] != '-') || exif[7] != exif[4]) return std::nullopt;
    return fmt::format("{}-{}-{}", exif.substr(0, 4), exif.substr(5, 2), exif.substr(8, 2));
}

std::optional<Instant> plausible(const Result<Instant>& instant) {
    if (!instant || instant->day() < Day::of(1990, 1, 1) || instant->day() > Day::of(2100, 1, 1))
        return std::nullopt;
    return *instant;
}

void read_taken_at(const Directory& exif, CameraNote& note) {
    const std::string text = exif.word(EXIF_TAG_DATE_TIME_ORIGINAL);
    if (text.find_first_of("123456789") == std::string::npos) return;  // a clock that was never set
    note.time_doubtful = true;
    const auto day = day_text(std::string_view(text).substr(0, 10));
    if (!day || text.size() != 19 || text[10] != ' ') return;
    const std::string offset = exif.word(EXIF_TAG_OFFSET_TIME_ORIGINAL);
    const std::string local = fmt::format("{}T{}", *day, text.substr(11));
    if (offset.size() == 6 && (offset[0] == '+' || offset[0] == '-')) {
        note.taken_at = plausible(Instant::parse(local + offset));
        note.taken_at_has_offset = note.taken_at.has_value();
    }
    if (!note.taken_at) note.taken_at = plausible(Instant::parse(local));
    note.time_doubtful = !note.taken_at;
}

void read_fixed_at(const Directory& gps, CameraNote& note) {
    const auto day = day_text(gps.word(EXIF_TAG_GPS_DATE_STAMP));
    const auto time = gps.numbers<3>(EXIF_TAG_GPS_TIME_STAMP);
    if (!day || !time) return;
    const auto [hour, minute, second] = *time;
    if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 61)) return;
    const auto midnight = plausible(Instant::parse(*day + "T00:00:00Z"));
    if (!midnight) return;
    note.fixed_at = Instant{midnight->ms + std::llround((hour * 3600 + minute * 60 + second) * 1000)};
}

}  // namespace

ExifFindings read_exif(std::span<const std::byte> segment) {
    ExifFindings findings;
    const std::unique_ptr<ExifData, ExifFree> data(exif_data_new());
    if (!data || segment.empty()) return findings;
    // Values as they stand in the file: nothing "corrected" to the letter of the specification.
    exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(data.get(), reinterpret_cast<const unsigned char*>(segment.data()),
                        static_cast<unsigned>(segment.size()));
    const Directory image(*data, EXIF_IFD_0);
    const Directory exif(*data, EXIF_IFD_EXIF);
    const Directory gps(*data, EXIF_IFD_GPS);
    const unsigned orientation = image.number(EXIF_TAG_ORIENTATION).value_or(1);
    if (orientation >= 1 && orientation <= 8) findings.orientation = static_cast<std::uint8_t>(orientation);
    findings.camera.make = image.word(EXIF_TAG_MAKE);
    findings.camera.model = image.word(EXIF_TAG_MODEL);
    read_position(gps, findings.camera);
    read_taken_at(exif, findings.camera);
    read_fixed_at(gps, findings.camera);
    return findings;
}

}  // namespace courtyard
