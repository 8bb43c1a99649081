// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/wire_photo.h"

#include <cmath>

#include "data/sandbox/wire.h"
#include "data/sandbox/wire_text.h"

namespace courtyard::wire {
namespace {

constexpr std::size_t most_photo_word = 4'096;
constexpr std::size_t most_refusal = 16'384;

void put(Writer& out, const std::optional<Instant>& instant) {
    out.number(static_cast<std::uint8_t>(instant ? 1 : 0));
    out.number(instant ? instant->ms : std::int64_t{0});
}

bool take_flag(Reader& in) {
    const auto value = in.number<std::uint8_t>();
    if (value > 1) in.refuse();
    return value == 1;
}

std::optional<Instant> take_instant(Reader& in) {
    const bool there = take_flag(in);
    const auto ms = in.number<std::int64_t>();
    // Years 1 to 9999: what can be written as a date.
    if (ms < -62'135'596'800'000 || ms > 253'402'300'799'999) in.refuse();
    return there ? std::optional(Instant{ms}) : std::nullopt;
}

bool is_jpeg(std::string_view bytes) {
    return bytes.size() > 4 && bytes.starts_with("\xFF\xD8\xFF") && bytes.ends_with("\xFF\xD9");
}

/// EXIF may hold any bytes; only text goes on.
std::string text_only(const std::string& bytes) {
    std::string kept;
    for (const char c : bytes)
        if (static_cast<unsigned char>(c) < 0x80 && kept.size() < most_photo_word) kept.push_back(c);
    return kept;
}

}  // namespace

std::string written(const PhotoReading& reading) {
    std::string payload;
    Writer out(payload);
    out.number(reading.width);
    out.number(reading.height);
    out.number(reading.orientation);
    const CameraNote& camera = reading.camera;
    out.number(static_cast<std::uint8_t>(camera.position ? 1 : 0));
    out.number(camera.position ? camera.position->lon : 0.0);
    out.number(camera.position ? camera.position->lat : 0.0);
    out.number(static_cast<std::uint8_t>(camera.accuracy_m ? 1 : 0));
    out.number(camera.accuracy_m.value_or(0));
    out.text(text_only(camera.datum));
    put(out, camera.taken_at);
    out.number(static_cast<std::uint8_t>(camera.taken_at_has_offset ? 1 : 0));
    put(out, camera.fixed_at);
    out.text(text_only(camera.make));
    out.text(text_only(camera.model));
    out.number(static_cast<std::uint8_t>(camera.position_doubtful ? 1 : 0));
    out.number(static_cast<std::uint8_t>(camera.time_doubtful ? 1 : 0));
    out.number(reading.likeness);
    out.text(reading.published);
    out.text(reading.thumbnail);
    return payload;
}

std::optional<PhotoReading> read_photo_reading(std::string_view payload) {
    Reader in(payload);
    PhotoReading reading;
    reading.width = in.number<std::uint32_t>();
    reading.height = in.number<std::uint32_t>();
    reading.orientation = in.number<std::uint8_t>();
    if (reading.width == 0 || reading.width > 65'535 || reading.height == 0 || reading.height > 65'535 ||
        reading.orientation < 1 || reading.orientation > 8)
        in.refuse();
    CameraNote& camera = reading.camera;
    const bool has_position = take_flag(in);
    const auto lon = in.number<double>();
    const auto lat = in.number<double>();
    if (has_position) {
        if (!checked_position(lon, lat)) in.refuse();
        camera.position = LonLat{lon, lat};
    }
    const bool has_accuracy = take_flag(in);
    const auto accuracy = in.number<double>();
    if (!std::isfinite(accuracy) || accuracy < 0) in.refuse();
    if (has_accuracy) camera.accuracy_m = accuracy;
    camera.datum = in.text(most_photo_word);
    camera.taken_at = take_instant(in);
    camera.taken_at_has_offset = take_flag(in);
    camera.fixed_at = take_instant(in);
    camera.make = in.text(most_photo_word);
    camera.model = in.text(most_photo_word);
    camera.position_doubtful = take_flag(in);
    camera.time_doubtful = take_flag(in);
    reading.likeness = in.number<std::uint64_t>();
    reading.published = in.bytes(most_payload);
    reading.thumbnail = in.bytes(most_payload);
    if (!in.finished() || !is_jpeg(reading.published) || !is_jpeg(reading.thumbnail)) return std::nullopt;
    return reading;
}

std::string written(const FoundFile& file) {
    std::string payload;
    Writer out(payload);
    out.text(file.name);
    out.number(file.kind);
    out.number(file.bytes);
    out.text(file.refusal ? written(*file.refusal) : std::string());
    return payload;
}

std::optional<FoundFile> read_found_file(std::string_view payload) {
    Reader in(payload);
    FoundFile file;
    file.name = in.text(most_photo_word);
    const auto kind = in.number<std::uint8_t>();
    file.kind = static_cast<FoundKind>(kind);
    file.bytes = in.number<std::uint64_t>();
    const std::string_view refusal = in.bytes(most_refusal);
    if (!refusal.empty()) file.refusal = read_error(refusal);
    const bool wrong = file.name.empty() || kind > static_cast<std::uint8_t>(FoundKind::other) ||
                       (!refusal.empty() && !file.refusal) ||
                       (file.kind == FoundKind::other && !file.refusal);
    if (!in.finished() || wrong) return std::nullopt;
    return file;
}

}  // namespace courtyard::wire
