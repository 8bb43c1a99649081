// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/photo_reading.h"

#include <gmock/gmock.h>

#include <bit>
#include <fstream>
#include <sstream>

#include "data/photo/picture.h"
#include "tests/data/a_photo.h"
#include "tests/data/given_file.h"

namespace courtyard {
namespace {

using testing::AnyOf;
using testing::Eq;
using testing::HasSubstr;
using testing::Not;

std::string plain() { return drawn_photo(480, 360, courtyard_light); }

PhotoReading sound(const std::string& jpeg) {
    auto reading = read_photo(bytes_of(jpeg));
    EXPECT_TRUE(reading.has_value()) << (reading ? "" : reading.error().detail.en);
    return reading ? std::move(*reading) : PhotoReading{};
}

std::string refusal(std::string_view bytes) {
    const auto reading = read_photo(bytes_of(bytes));
    return reading ? "read" : reading.error().name;
}

/// The markers of a JPEG up to its picture.
std::vector<unsigned> markers(const std::string& jpeg) {
    std::vector<unsigned> found;
    for (std::size_t at = 2; at + 4 <= jpeg.size();) {
        const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(jpeg[at + i]); };
        found.push_back(byte(1));
        if (byte(1) == 0xDA) break;
        at += 2U + (byte(2) << 8U | byte(3));
    }
    return found;
}

TEST(PhotoReading, SaysWhereAndWhenAsTheCameraWroteIt) {
    const auto photo = sound(GivenExif()
                                 .word(GivenExif::image, 0x010F, "Maker")
                                 .word(GivenExif::image, 0x0110, "Model 4")
                                 .taken_at("2024:05:06 09:30:00", "+08:00")
                                 .position(30.25, 119.5)
                                 .word(GivenExif::gps, 0x12, "WGS-84")
                                 .ratios(GivenExif::gps, 0x1F, {{45, 10}})
                                 .word(GivenExif::gps, 0x1D, "2024:05:06")
                                 .ratios(GivenExif::gps, 0x07, {{1, 1}, {29, 1}, {575, 10}})
                                 .in(plain()));
    EXPECT_EQ(photo.width, 480U);
    EXPECT_EQ(photo.height, 360U);
    ASSERT_TRUE(photo.camera.position);
    EXPECT_NEAR(photo.camera.position->lat, 30.25, 1e-9);
    EXPECT_NEAR(photo.camera.position->lon, 119.5, 1e-9);
    EXPECT_EQ(photo.camera.accuracy_m, 4.5);
    EXPECT_EQ(photo.camera.datum, "WGS-84");
    EXPECT_EQ(to_string(photo.camera.taken_at.value()), "2024-05-06T01:30:00.000Z");
    EXPECT_TRUE(photo.camera.taken_at_has_offset);
    EXPECT_EQ(to_string(photo.camera.fixed_at.value()), "2024-05-06T01:29:57.500Z");
    EXPECT_EQ(photo.camera.model, "Model 4");
    EXPECT_FALSE(photo.camera.position_doubtful);
    EXPECT_FALSE(photo.camera.time_doubtful);
}

TEST(PhotoReading, ReadsACameraClockWithoutAnOffsetAsChinaTime) {
    const auto photo = sound(GivenExif().taken_at("2024:05:06 09:30:00", "").in(plain()));
    EXPECT_EQ(to_string(photo.camera.taken_at.value()), "2024-05-06T01:30:00.000Z");
    EXPECT_FALSE(photo.camera.taken_at_has_offset);
}

TEST(PhotoReading, KeepsSouthAndWestBelowZero) {
    const auto photo = sound(GivenExif().position(-12.5, -45.75).in(plain()));
    EXPECT_NEAR(photo.camera.position.value().lat, -12.5, 1e-9);
    EXPECT_NEAR(photo.camera.position.value().lon, -45.75, 1e-9);
}

TEST(PhotoReading, DoubtsAPositionThatCannotBe) {
    const auto with_latitude = [](std::vector<GivenExif::Ratio> latitude, const std::string& side) {
        return sound(GivenExif()
                         .word(GivenExif::gps, 1, side)
                         .ratios(GivenExif::gps, 2, latitude)
                         .word(GivenExif::gps, 3, "E")
                         .ratios(GivenExif::gps, 4, {{119, 1}, {0, 1}, {0, 1}})
                         .in(plain()))
            .camera;
    };
    EXPECT_TRUE(with_latitude({{30, 1}, {0, 1}, {0, 1}}, "N").position);
    EXPECT_NEAR(with_latitude({{30, 1}, {306, 10}, {0, 0}}, "N").position.value().lat, 30.51, 1e-9);
    for (const CameraNote& doubt :
         {with_latitude({{0, 0}, {0, 1}, {0, 1}}, "N"), with_latitude({{30, 1}, {0, 1}, {7, 0}}, "N"),
          with_latitude({{30, 0}, {0, 1}, {0, 1}}, "N"), with_latitude({{95, 1}, {0, 1}, {0, 1}}, "N"),
          with_latitude({{30, 1}, {61, 1}, {0, 1}}, "N"), with_latitude({{30, 1}, {0, 1}, {0, 1}}, "Q"),
          with_latitude({{30, 1}, {0, 1}}, "N"),
          with_latitude({{0xFFFFFFFF, 1}, {0xFFFFFFFF, 1}, {0, 1}}, "N")}) {
        EXPECT_FALSE(doubt.position);
        EXPECT_TRUE(doubt.position_doubtful);
    }
    const auto no_fix = sound(GivenExif().position(0, 0).in(plain())).camera;
    EXPECT_TRUE(no_fix.position_doubtful);
}

TEST(PhotoReading, DoubtsATimeThatCannotBe) {
    for (const char* time : {"2024:13:06 09:30:00", "2024:02:30 09:30:00", "2024:05:06 29:30:00",
                             "yesterday 1", "9999:05:06 09:30:00"}) {
        const auto camera = sound(GivenExif().taken_at(time).in(plain())).camera;
        EXPECT_FALSE(camera.taken_at) << time;
        EXPECT_TRUE(camera.time_doubtful) << time;
    }
    EXPECT_FALSE(sound(GivenExif().taken_at("0000:00:00 00:00:00").in(plain())).camera.time_doubtful);
}

TEST(PhotoReading, OutlivesExifOfAnyShape) {
    const std::string jpeg = plain();
    const std::string good = GivenExif().position(30, 119).taken_at("2024:05:06 09:30:00").segment();
    EXPECT_EQ(sound(GivenExif().next_directory(8).position(30, 119).in(jpeg)).width, 480U);
    EXPECT_EQ(
        sound(GivenExif().raw(GivenExif::image, 0x8769, 4, 1, std::string("\x08\0\0\0", 4)).in(jpeg)).width,
        480U);
    EXPECT_EQ(sound(GivenExif()
                        .raw(GivenExif::image, 0x927C, 7, 0xFFFFFFF0, "makernote")
                        .raw(GivenExif::gps, 2, 5, 0x40000000, "short of it")
                        .in(jpeg))
                  .width,
              480U);
    for (std::size_t kept = 0; kept < good.size(); ++kept)
        EXPECT_EQ(sound(with_segment(jpeg, 0xE1, good.substr(0, kept))).width, 480U);
    for (std::size_t at = 6; at < good.size(); ++at) {
        std::string bent = good;
        bent[at] = static_cast<char>(~bent[at]);
        EXPECT_EQ(sound(with_segment(jpeg, 0xE1, bent)).width, 480U);
    }
}

TEST(PhotoReading, PublishesThePictureAlone) {
    std::string jpeg =
        GivenExif().word(GivenExif::image, 0x013B, "Zhang San").position(30.25, 119.5).in(plain());
    jpeg = with_segment(jpeg, 0xE1, "http://ns.adobe.com/xap/1.0/ <x:xmpmeta>Zhang San</x:xmpmeta>");
    jpeg = with_segment(jpeg, 0xED, "Photoshop 3.0 Zhang San");
    jpeg = with_segment(jpeg, 0xFE, "Zhang San was here");
    jpeg = with_segment(jpeg, 0xE2, "ICC_PROFILE Zhang San");
    jpeg += "<html><script>alert(1)</script>Zhang San";
    const auto photo = sound(jpeg);
    for (const std::string& copy : {photo.published, photo.thumbnail}) {
        EXPECT_THAT(copy, Not(HasSubstr("Zhang San")));
        EXPECT_THAT(copy, Not(HasSubstr("Exif")));
        EXPECT_THAT(copy, Not(HasSubstr("script")));
        EXPECT_TRUE(copy.ends_with("\xFF\xD9"));
        for (const unsigned marker : markers(copy))
            EXPECT_THAT(marker, AnyOf(0xE0U, 0xDBU, 0xC0U, 0xC2U, 0xC4U, 0xDAU, 0xDDU));
    }
    // Nothing is lost by compressing again.
    EXPECT_EQ(photo.published, sound(photo.published).published);
    EXPECT_EQ(photo.likeness, sound(photo.published).likeness);
}

TEST(PhotoReading, StandsEveryPictureUpright) {
    for (unsigned orientation = 1; orientation <= 8; ++orientation) {
        // 320 x 160 is whole blocks: nothing is trimmed.
        const auto photo = sound(GivenExif()
                                     .number(GivenExif::image, 0x0112, orientation)
                                     .in(drawn_photo(320, 160, courtyard_light)));
        EXPECT_EQ(photo.width, orientation < 5 ? 320U : 160U) << orientation;
        const auto shown = decoded_small(bytes_of(photo.published), 320);
        const auto thumb = decoded_small(bytes_of(photo.thumbnail), 320);
        ASSERT_TRUE(shown && thumb);
        EXPECT_EQ(shown->width, photo.width);
        EXPECT_EQ(thumb->width, photo.width);
        // Turned by the coefficients or by the pixels: the same picture.
        EXPECT_LE(std::popcount(difference_hash(*shown) ^ difference_hash(*thumb)), 1) << orientation;
        EXPECT_LE(std::popcount(difference_hash(*shown) ^ photo.likeness), 1) << orientation;
    }
    const auto upright_one = sound(drawn_photo(320, 160, courtyard_light));
    const auto sideways = sound(
        GivenExif().number(GivenExif::image, 0x0112, 6).in(drawn_photo(160, 320, [](double x, double y) {
            return courtyard_light(1 - y, x);
        })));
    EXPECT_LE(std::popcount(upright_one.likeness ^ sideways.likeness), 1);
}

TEST(PhotoReading, MakesThumbnailsOfAtMost320Pixels) {
    const auto sizes = [](int width, int height) {
        const auto thumb =
            decoded_small(bytes_of(sound(drawn_photo(width, height, courtyard_light)).thumbnail), 5'000);
        return thumb ? std::pair(thumb->width, thumb->height) : std::pair(0U, 0U);
    };
    EXPECT_EQ(sizes(1600, 1200), std::pair(320U, 240U));
    EXPECT_EQ(sizes(90, 2000), std::pair(14U, 320U));
    EXPECT_EQ(sizes(40, 30), std::pair(40U, 30U));
    EXPECT_EQ(sizes(1, 1), std::pair(1U, 1U));
}

TEST(PhotoReading, KnowsAPhotoThatWasCompressedAgainAndTellsOthersApart) {
    const auto once = sound(drawn_photo(1600, 1200, courtyard_light, 90)).likeness;
    const auto again = sound(drawn_photo(800, 600, courtyard_light, 60)).likeness;
    const auto mirrored =
        sound(drawn_photo(1600, 1200, [](double x, double y) { return courtyard_light(1 - x, y); })).likeness;
    EXPECT_LE(std::popcount(once ^ again), 2);
    EXPECT_GT(std::popcount(once ^ mirrored), 20);
}

TEST(PhotoReading, RefusesWhatIsDamaged) {
    const std::string jpeg = GivenExif().position(30, 119).in(plain());
    EXPECT_EQ(refusal(""), "image.broken");
    EXPECT_EQ(refusal("hello"), "image.broken");
    EXPECT_EQ(refusal(std::string_view(jpeg).substr(0, 2)), "image.broken");
    for (std::size_t kept = 0; kept < jpeg.size(); kept += 61)
        EXPECT_EQ(refusal(std::string_view(jpeg).substr(0, kept)), "image.broken") << kept;
    // Cut in the middle of the picture and closed again.
    EXPECT_EQ(refusal(jpeg.substr(0, jpeg.size() * 2 / 3) + "\xFF\xD9"), "image.broken");
}

TEST(PhotoReading, TakesBytesBetweenSegmentsAsPhonesWriteThem) {
    std::string jpeg = plain();
    jpeg.insert(jpeg.size() - 2, std::string(4, '\0'));
    EXPECT_EQ(sound(jpeg).width, 480U);
}

TEST(PhotoReading, RefusesDimensionsThatNoCameraHas) {
    std::string jpeg = drawn_photo(16, 16, courtyard_light);
    const std::size_t frame = jpeg.find("\xFF\xC0");
    ASSERT_NE(frame, std::string::npos);
    jpeg.replace(frame + 5, 4, "\xFF\xFF\xFF\xFF");
    EXPECT_EQ(refusal(jpeg), "image.too_large_dimensions");
    jpeg.replace(frame + 5, 4, std::string(4, '\0'));
    EXPECT_EQ(refusal(jpeg), "image.broken");
}

TEST(PhotoReading, NamesFormatsThatItDoesNotTake) {
    using namespace std::string_literals;
    EXPECT_EQ(refusal("\x89PNG\r\n\x1A\n rest"), "image.unsupported");
    EXPECT_EQ(refusal("\0\0\0\x18"s + "ftypheic\0\0\0\0mif1heic"s), "image.unsupported");
    EXPECT_EQ(refusal("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
              "image.unsupported");
    EXPECT_EQ(refusal("RIFF\x10\0\0\0WEBPVP8 "s), "image.unsupported");
    EXPECT_EQ(refusal("GIF89a"), "image.unsupported");
    EXPECT_EQ(refusal("<html><body>hello</body></html>"), "image.broken");
}

/// One line of ground_truth.csv: no field of the six that are read here holds a comma.
struct KnownPhoto {
    std::string path;
    std::string status;
    std::string lat;
    std::string lon;
};

std::vector<KnownPhoto> known_photos(const std::filesystem::path& folder) {
    std::vector<KnownPhoto> list;
    std::ifstream in(folder / "ground_truth.csv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        KnownPhoto photo;
        for (std::string* field : {&photo.path, &photo.status, &photo.lat, &photo.lon})
            std::getline(fields, *field, ',');
        list.push_back(photo);
    }
    return list;
}

TEST(PhotoReading, AgreesWithTheTruthAboutRealPhotos) {
    const auto folder = real_data();
    if (!folder) GTEST_SKIP() << "no real data: set COURTYARD_REALDATA";
    int with_position = 0;
    int without = 0;
    for (const KnownPhoto& known : known_photos(*folder / "photos")) {
        std::ifstream in(*folder / "photos" / known.path, std::ios::binary);
        const std::string jpeg{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        ASSERT_FALSE(jpeg.empty()) << known.path;
        const auto reading = read_photo(bytes_of(jpeg));
        if (known.status == "gps") {
            ASSERT_TRUE(reading.has_value()) << known.path << ": " << reading.error().detail.en;
            ASSERT_TRUE(reading->camera.position) << known.path;
            EXPECT_NEAR(reading->camera.position->lat, std::stod(known.lat), 1e-6) << known.path;
            EXPECT_NEAR(reading->camera.position->lon, std::stod(known.lon), 1e-6) << known.path;
            ++with_position;
        } else {
            // Files made to break readers: refused by name, or read without a position.
            EXPECT_TRUE(reading ? !reading->camera.position : reading.error().name.starts_with("image."))
                << known.path << (reading ? "" : reading.error().name);
            ++without;
        }
        EXPECT_TRUE(!reading || reading->published.find("Exif") == std::string::npos) << known.path;
    }
    EXPECT_EQ(with_position, 7);
    EXPECT_EQ(without, 25);
}

}  // namespace
}  // namespace courtyard
