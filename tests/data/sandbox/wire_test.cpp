// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/wire.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "data/sandbox/wire_photo.h"

namespace courtyard {
namespace {

using wire::RowReader;

TableRow row_of(std::size_t number, std::vector<std::string> values) {
    TableRow row;
    row.number = number;
    row.values = std::move(values);
    return row;
}

/// A village with a hole, a point, a plain row and a broken one.
std::string some_rows() {
    std::string payload;
    TableRow village = row_of(1, {"320100000001", "东村"});
    const Ring shell{{118, 32}, {119, 32}, {119, 33}, {118, 32}};
    village.geometry = Boundary{{Polygon{{shell, shell}}, Polygon{{shell}}}};
    wire::append_row(payload, village);
    TableRow point = row_of(2, {"", "=1+1"});
    point.geometry = LonLat{118.123456789012345, -0.1};
    wire::append_row(payload, point);
    wire::append_row(payload, row_of(3, {"a", ""}));
    TableRow broken = row_of(4, {});
    broken.broken = Error{ErrorCode::invalid_input, "csv.quote", {"引号", "quote"}, "a"};
    wire::append_row(payload, broken);
    return payload;
}

std::pair<std::size_t, RowReader::Got> taken(std::string payload) {
    RowReader reader(std::move(payload), 2);
    TableRow row;
    std::size_t rows = 0;
    while (true) {
        const auto got = reader.next(row);
        if (got != RowReader::Got::row) return {rows, got};
        ++rows;
    }
}

TEST(Wire, ARowComesOutAsItWentIn) {
    RowReader reader(some_rows(), 2);
    TableRow row;
    ASSERT_EQ(reader.next(row), RowReader::Got::row);
    EXPECT_EQ(row.number, 1U);
    EXPECT_EQ(row.values, (std::vector<std::string>{"320100000001", "东村"}));
    const auto* village = std::get_if<Boundary>(&row.geometry);
    ASSERT_NE(village, nullptr);
    ASSERT_EQ(village->polygons.size(), 2U);
    EXPECT_EQ(village->polygons[0].rings.size(), 2U);
    EXPECT_EQ(village->polygons[1].rings[0][2], (LonLat{119, 33}));
    ASSERT_EQ(reader.next(row), RowReader::Got::row);
    EXPECT_EQ(std::get<LonLat>(row.geometry), (LonLat{118.123456789012345, -0.1}));
    EXPECT_EQ(row.values[1], "=1+1");
    ASSERT_EQ(reader.next(row), RowReader::Got::row);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(row.geometry));
    ASSERT_EQ(reader.next(row), RowReader::Got::row);
    ASSERT_TRUE(row.broken);
    EXPECT_EQ(row.broken->name, "csv.quote");
    EXPECT_EQ(row.broken->detail.zh, "引号");
    EXPECT_EQ(reader.next(row), RowReader::Got::nothing);
}

TEST(Wire, APositionThatIsNotFiniteMakesABrokenRow) {
    std::string payload;
    TableRow row = row_of(7, {"a", "b"});
    row.geometry = LonLat{std::numeric_limits<double>::quiet_NaN(), 1};
    wire::append_row(payload, row);
    RowReader reader(payload, 2);
    ASSERT_EQ(reader.next(row), RowReader::Got::row);
    ASSERT_TRUE(row.broken);
    EXPECT_EQ(row.broken->name, "coordinate.not_finite");
}

TEST(Wire, ANotFinitePositionFromAWorkerIsAViolation) {
    std::string payload;
    TableRow row = row_of(7, {"a", "b"});
    row.geometry = LonLat{1, 2};
    wire::append_row(payload, row);
    const double infinite = std::numeric_limits<double>::infinity();
    std::memcpy(payload.data() + payload.size() - sizeof infinite, &infinite, sizeof infinite);
    EXPECT_EQ(taken(payload).second, RowReader::Got::violation);
}

TEST(Wire, AnAnswerCutAnywhereIsAViolationOrFewerRows) {
    const std::string whole = some_rows();
    std::size_t sound = 0;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto [rows, got] = taken(whole.substr(0, length));
        EXPECT_LT(rows, 4U);
        if (got == RowReader::Got::nothing) ++sound;
    }
    EXPECT_EQ(sound, 4U) << "only the four places between rows are ends";
}

TEST(Wire, BytesThatAreNotUtf8AreAViolation) {
    std::string payload;
    wire::append_row(payload, row_of(1, {"\xD6\xD0", ""}));
    EXPECT_EQ(taken(payload).second, RowReader::Got::violation);
}

TEST(Wire, AnAnnouncedCountBeyondTheMessageAllocatesNothing) {
    std::string header = wire::written(wire::TableHeader{{"a"}, "CSV", "UTF-8", 3});
    ASSERT_TRUE(wire::read_header(header));
    header.replace(0, 4, "\xFF\xFF\xFF\xFF", 4);
    EXPECT_FALSE(wire::read_header(header));
    EXPECT_FALSE(wire::read_head(std::string_view("\xFF\xFF\xFF\xFF\x04", 5)));
    EXPECT_FALSE(wire::read_head(std::string_view("\x00\x00\x00\x00\x63", 5)));
}

TEST(Wire, NoFileMaySayThatTheServerIsUnavailable) {
    EXPECT_TRUE(wire::read_error(wire::written(Error{ErrorCode::too_large, "file.too_many_rows", {}, {}})));
    EXPECT_FALSE(wire::read_error(wire::written(Error{ErrorCode::unavailable, "busy", {}, {}})));
    EXPECT_FALSE(wire::read_error(wire::written(Error{ErrorCode::not_found, "<b>", {}, {}})));
}

TEST(Wire, LongTextsOfAnErrorAreCutBetweenCharacters) {
    std::string long_text;
    for (int i = 0; i < 3000; ++i) long_text += "村";
    const auto error = wire::read_error(
        wire::written(Error{ErrorCode::invalid_input, "a.b", {long_text, "\xFFok"}, long_text}));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->detail.zh.size(), 4095U);
    EXPECT_EQ(error->detail.en, "ok");
}

TEST(Wire, ARequestComesOutAsItWentIn) {
    wire::Request request;
    request.options.given_name = "村.csv";
    request.options.layer = "villages";
    request.options.max_rows = 12;
    const auto read = wire::read_request(wire::written(request));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->options.given_name, "村.csv");
    EXPECT_EQ(read->options.layer, "villages");
    EXPECT_EQ(read->options.max_rows, 12U);
    EXPECT_FALSE(wire::read_request(wire::written(request).substr(1)));
}

TEST(Wire, APhotoIsTwoJpegsOrNothing) {
    PhotoReading reading;
    reading.width = reading.height = 8;
    reading.camera.position = LonLat{118, 32};
    reading.camera.make =
        "\xFF"
        "Canon";
    reading.published = "\xFF\xD8\xFF\xE0 picture \xFF\xD9";
    reading.thumbnail = reading.published;
    const auto read = wire::read_photo_reading(wire::written(reading));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->camera.position, reading.camera.position);
    EXPECT_EQ(read->camera.make, "Canon");
    EXPECT_EQ(read->published, reading.published);
    reading.published = "<script>";
    EXPECT_FALSE(wire::read_photo_reading(wire::written(reading)));
}

TEST(Wire, AFileOfAnArchiveIsAPhotoATrackOrRefused) {
    FoundFile file{"村/IMG_1.jpg", FoundKind::photo, 1'234, std::nullopt};
    auto read = wire::read_found_file(wire::written(file));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->name, file.name);
    EXPECT_EQ(read->bytes, 1'234U);
    file.kind = FoundKind::other;
    EXPECT_FALSE(wire::read_found_file(wire::written(file))) << "without a reason";
    file.refusal = Error{ErrorCode::unsupported, "photo.not_a_photo", {"不是", "none"}, {}};
    read = wire::read_found_file(wire::written(file));
    ASSERT_TRUE(read && read->refusal);
    EXPECT_EQ(read->refusal->name, "photo.not_a_photo");
    file.name.clear();
    EXPECT_FALSE(wire::read_found_file(wire::written(file)));
}

TEST(Wire, FlippedBytesAreReadWithoutHarm) {
    std::mt19937 random(20260722);
    const std::string rows = some_rows();
    const std::string header = wire::written(wire::TableHeader{{"a", "村"}, "CSV", "UTF-8", 3});
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = rows;
        std::string head = header;
        for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
            head[random() % head.size()] = static_cast<char>(random());
        }
        EXPECT_LE(taken(bytes).first, bytes.size() / 9);
        const auto read = wire::read_header(head);
        if (read) {
            EXPECT_LE(read->columns.size(), head.size() / 4);
        }
        wire::read_error(bytes);
        wire::read_request(bytes);
        wire::read_photo_reading(bytes);
        wire::read_found_file(bytes);
    }
}

}  // namespace
}  // namespace courtyard
