// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// A zip of photos as an import: each photo is an inspection point, stored once and with its picture.
#include <gmock/gmock.h>

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include <cstring>
#include <fstream>
#include <random>
#include <sstream>

#include "data/read/file_kind.h"
#include "data/read/load.h"
#include "data/read/named_id.h"
#include "data/store/data_directory.h"
#include "data/store/sqlite_store.h"
#include "geo/day.h"
#include "tests/data/a_photo.h"
#include "tests/data/given_file.h"
#include "tests/data/scratch.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class PhotoZip : public testing::Test {
  protected:
    PhotoZip()
        : county(grid("AAB\nAAB\nCCB")),
          villages(county),
          data(DataDirectory::open(scratch.folder()).value()),
          store(open_sqlite_store(data.folder()).value()),
          children(ChildStore::open(data.folder()).value()),
          blobs(data.folder()) {}

    /// The yard's picture, taken in village B.
    std::string photo(unsigned yard, const std::string& time = "2024:05:06 09:30:00") const {
        return exif(time).position(home.lat, home.lon).in(drawn_photo(160, 120, yard_light(yard)));
    }
    std::string without_position(unsigned yard, const std::string& time = "2024:05:06 09:30:00") const {
        return exif(time).in(drawn_photo(160, 120, yard_light(yard)));
    }
    static GivenExif exif(const std::string& time) {
        GivenExif given;
        return time.empty() ? given : given.taken_at(time);
    }
    /// A track from the home eastwards, 0.001 degrees a minute from 09:29 China time on.
    std::string track(double north_by = 0, int points = 3) const {
        std::string gpx =
            R"(<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>)";
        for (int i = 0; i < points; ++i)
            gpx += fmt::format(R"(<trkpt lat="{}" lon="{}"><time>2024-05-06T01:{:02}:00Z</time></trkpt>)",
                               home.lat + north_by, home.lon + 0.001 * i, 29 + i);
        return gpx + "</trkseg></trk></gpx>";
    }

    Result<LoadReport> import(const GivenFiles::Entries& entries, LoadMode mode = LoadMode::all_or_nothing,
                              const std::string& batch = "b1", const std::string& account = "field") {
        return load(given.zip("p.zip", entries), mode, batch, account);
    }
    Result<LoadReport> load(const std::filesystem::path& file, LoadMode mode = LoadMode::all_or_nothing,
                            const std::string& batch = "b1", const std::string& account = "field") {
        LoadOptions options;
        options.kind = RecordKind::inspections;
        options.mode = mode;
        options.datum = datum;
        options.rows.fixed = fixed;
        options.photos.blobs = &blobs;
        options.photos.spool = data.spool();
        options.by = {account, batch};
        options.batch = Batch{batch, "inspections", "", account, "p.zip", {}};
        options.batch_report = [](const LoadReport&) { return "{}"; };
        return load_file(*store, children, {county, villages, names}, file, options);
    }

    std::optional<InspectionRecord> point_of(const std::string& photo) const {
        const auto fact = store->inspection(photo_uuid(sha256_of(bytes_of(photo))));
        if (!fact) return std::nullopt;
        return std::get<InspectionFact>(fact->fact).record;
    }
    std::size_t files_in(const std::filesystem::path& folder) const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(data.folder() / folder))
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }
    void undo(const std::string& batch) {
        const auto done = store
                              ->write([&](Transaction& transaction) -> Result<void> {
                                  transaction.undo_batch(batch, {"field", {}});
                                  return {};
                              })
                              .get();
        ASSERT_TRUE(done);
    }
    static std::string noise(std::size_t bytes) {
        std::mt19937 random(20240506);
        std::string text(bytes, '\0');
        for (char& c : text) c = static_cast<char>(random() & 0xFFU);
        return text;
    }
    static std::vector<std::string> codes(const LoadReport& report) {
        std::vector<std::string> list;
        for (const Rejection& one : report.rejections.told()) list.push_back(one.column + " " + one.code);
        return list;
    }

    AreaTree county;
    VillageIndex villages;
    Gazetteer names;
    LonLat home = household_at(county, 'B', 0.5_km, 0.5_km);
    Scratch scratch;
    GivenFiles given;
    DataDirectory data;
    std::unique_ptr<Store> store;
    ChildStore children;
    BlobStore blobs;
    std::map<std::string, std::string> fixed{{"campaign", "beautiful-courtyard"}};
    std::optional<Datum> datum = Datum::wgs84;
};

TEST_F(PhotoZip, BecomesAPointForEachPhotoWithThePhotoAttached) {
    const std::string first = photo(1);
    const std::string second = photo(2, "2024:05:06 10:00:00");
    const auto report = import({{"东村/IMG_1.JPG", first}, {"IMG_2.jpg", second}});
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(report->format, "Photos (zip)");
    EXPECT_EQ(report->table.count(RowClass::fresh), 2U);
    const auto point = point_of(first);
    ASSERT_TRUE(point);
    EXPECT_EQ(point->observed_at, Instant::parse("2024-05-06T09:30:00+08:00").value());
    EXPECT_NEAR(point->position.wgs84.lon, home.lon, 1e-9);
    EXPECT_NEAR(point->position.wgs84.lat, home.lat, 1e-9);
    EXPECT_EQ(point->source, PositionSource::photo);
    EXPECT_EQ(point->outcome, "checked");
    EXPECT_THAT(point->photos, ElementsAre(sha256_of(bytes_of(first))));
    const auto held = store->photos_of(point->id, "field");
    ASSERT_THAT(held, SizeIs(1));
    EXPECT_EQ(std::filesystem::file_size(blobs.path_of(held[0].sha256)), first.size());
    EXPECT_TRUE(blobs.copy_of(held[0].sha256, held[0].thumbnail_sha256)) << "its thumbnail is there";
    EXPECT_EQ(files_in("spool"), 0U);
    EXPECT_EQ(report->photo_rows[0].file, "东村/IMG_1.JPG");
}

TEST_F(PhotoZip, TellsTheSameInADryRunAndStoresNothing) {
    const GivenFiles::Entries entries{{"a.jpg", photo(1)}, {"b.jpg", photo(2)}};
    const auto tried = import(entries, LoadMode::dry_run);
    ASSERT_TRUE(tried);
    EXPECT_EQ(files_in("blobs") + files_in("spool"), 0U);
    EXPECT_EQ(store->revision(), 0);
    const auto done = import(entries);
    ASSERT_TRUE(done);
    EXPECT_EQ(tried->rows, done->rows);
    EXPECT_EQ(tried->accepted, done->accepted);
    ASSERT_EQ(tried->table.rows().size(), done->table.rows().size());
    for (std::size_t i = 0; i < done->table.rows().size(); ++i) {
        EXPECT_EQ(tried->table.rows()[i].row_class, done->table.rows()[i].row_class);
        EXPECT_EQ(tried->table.rows()[i].meeting.id, done->table.rows()[i].meeting.id);
    }
}

TEST_F(PhotoZip, NeverDoublesAPhotoThatComesAgain) {
    ASSERT_TRUE(import({{"a.jpg", photo(1)}, {"b.jpg", photo(2)}}));
    const Revision before = store->revision();
    const auto overlapping =
        import({{"other name.jpg", photo(2)}, {"c.jpg", photo(3)}}, LoadMode::all_or_nothing, "b2");
    ASSERT_TRUE(overlapping);
    EXPECT_EQ(overlapping->table.count(RowClass::unchanged), 1U);
    EXPECT_EQ(overlapping->table.count(RowClass::fresh), 1U);
    EXPECT_EQ(store->revision(), before + 1);
    EXPECT_EQ(files_in("blobs"), 3U);
}

TEST_F(PhotoZip, CountsAPhotoWithTwoNamesOnce) {
    const auto report = import({{"a.jpg", photo(1)}, {"copy of a.jpg", photo(1)}});
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(report->rows, 1U);
    ASSERT_THAT(report->notes, SizeIs(1));
    EXPECT_THAT(report->notes[0].en, HasSubstr("copy of a.jpg is the same photo as a.jpg"));
}

TEST_F(PhotoZip, LeavesAPointOfAnotherAccountToIt) {
    ASSERT_TRUE(import({{"a.jpg", photo(1)}}));
    const auto again = import({{"a.jpg", photo(1)}}, LoadMode::all_or_nothing, "b2", "other");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->table.count(RowClass::unchanged), 1U);
    EXPECT_THAT(store->photos_of(point_of(photo(1))->id, "other"), IsEmpty());
    EXPECT_THAT(store->photos_of(point_of(photo(1))->id, "field"), SizeIs(1));
}

TEST_F(PhotoZip, RefusesByNameWhatIsNoPhotoOrHasNoPlaceOrNoTime) {
    const auto report = import(
        {{"placed.jpg", photo(1)},
         {"nowhere.jpg", without_position(2)},
         {"never.jpg", photo(3, "")},
         {"zero.jpg", exif("2024:05:06 09:30:00").position(0, 0).in(drawn_photo(80, 60, yard_light(4)))},
         {"cut.jpg", photo(5).substr(0, 2'000)},
         {"notes.txt", "hello"},
         {"phone.heic", std::string("\0\0\0\x18", 4) + "ftypheic" + std::string(40, '\0')},
         {"screen.png", "\x89PNG\r\n\x1a\n"},
         {"huge.jpg", photo(6) + noise(most_photo_bytes)},
         {".DS_Store", "litter"},
         {"__MACOSX/._placed.jpg", "litter"},
         {"Thumbs.db", "litter"}});
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_FALSE(report->stored);
    EXPECT_EQ(report->rows, 9U);
    EXPECT_THAT(codes(*report), ElementsAre("nowhere.jpg photo.no_position", "never.jpg photo.no_time",
                                            "zero.jpg photo.position_doubtful", "cut.jpg image.broken",
                                            "notes.txt photo.not_a_photo", "phone.heic image.unsupported",
                                            "screen.png image.unsupported", "huge.jpg photo.too_large"));
    for (const Rejection& one : report->rejections.told()) {
        EXPECT_THAT(one.detail.zh, HasSubstr(one.column + "："));
        EXPECT_EQ(report->photo_rows[one.row - 1].file, one.column);
    }
    EXPECT_EQ(store->revision(), 0);
    EXPECT_EQ(files_in("blobs"), 0U);

    const auto valid =
        import({{"placed.jpg", photo(1)}, {"nowhere.jpg", without_position(2)}}, LoadMode::valid_rows);
    ASSERT_TRUE(valid);
    EXPECT_TRUE(valid->stored);
    EXPECT_EQ(valid->table.count(RowClass::refused), 1U);
    EXPECT_EQ(files_in("blobs"), 1U);
}

TEST_F(PhotoZip, PlacesAPhotoByItsTimeOnATrackOfTheSameZip) {
    const std::string between = without_position(1, "2024:05:06 09:29:30");
    const auto report = import({{"walk.gpx", track()}, {"a.jpg", between}, {"b.jpg", photo(2)}});
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored) << testing::PrintToString(codes(*report));
    EXPECT_EQ(report->rows, 2U);
    const auto point = point_of(between);
    ASSERT_TRUE(point);
    EXPECT_NEAR(point->position.wgs84.lon, home.lon + 0.0005, 1e-9);
    EXPECT_NEAR(point->position.wgs84.lat, home.lat, 1e-9);
    EXPECT_EQ(point->source, PositionSource::gps);
    EXPECT_EQ(report->photo_rows[0].placed_by, "track");
    EXPECT_EQ(report->photo_rows[1].placed_by, "photo");
    ASSERT_FALSE(report->warnings.empty());
    EXPECT_EQ(report->warnings[0].code, "photo.placed_by_track");
    EXPECT_THAT(report->warnings[0].detail.en, HasSubstr("walk.gpx (between points 60 s apart)"));
}

TEST_F(PhotoZip, PlacesNothingBeyondATrackOrInALongGap) {
    const auto refused = [&](const std::string& gpx, const std::string& time) {
        const auto report =
            import({{"walk.gpx", gpx}, {"a.jpg", without_position(1, time)}}, LoadMode::dry_run);
        return report ? testing::PrintToString(codes(*report)) : report.error().name;
    };
    const std::string none = R"({ "a.jpg photo.no_position" })";
    EXPECT_EQ(refused(track(), "2024:05:06 09:31:30"), none) << "after its end";
    EXPECT_EQ(refused(track(), "2024:05:06 09:28:59"), none) << "before its beginning";
    EXPECT_EQ(refused(track(), "2024:05:06 09:31:00"), "{}") << "at its last point";
    std::string gap = track();
    gap.replace(gap.find("01:31:00Z"), 9, "01:32:01Z");
    EXPECT_EQ(refused(gap, "2024:05:06 09:30:30"), none) << "121 s between two points";
    gap.replace(gap.find("01:32:01Z"), 9, "01:32:00Z");
    EXPECT_EQ(refused(gap, "2024:05:06 09:30:30"), "{}") << "120 s";
    EXPECT_EQ(refused("<gpx><trk>", "2024:05:06 09:30:30"),
              R"({ "walk.gpx file.broken", "a.jpg photo.no_position" })");
}

TEST_F(PhotoZip, DoesNotChooseBetweenTwoPeoplesTracks) {
    const std::string lost = without_position(1, "2024:05:06 09:30:20");
    const auto near =
        import({{"1.gpx", track()}, {"2.gpx", track(0.0001)}, {"a.jpg", lost}}, LoadMode::dry_run);
    ASSERT_TRUE(near);
    EXPECT_THAT(codes(*near), IsEmpty()) << "two loggers of one person";
    const auto apart =
        import({{"1.gpx", track()}, {"2.gpx", track(0.002)}, {"a.jpg", lost}}, LoadMode::dry_run);
    ASSERT_TRUE(apart);
    EXPECT_THAT(codes(*apart), ElementsAre("a.jpg photo.no_position"));
    EXPECT_THAT(apart->rejections[0].detail.en, HasSubstr("222 m apart"));
}

TEST_F(PhotoZip, ReadsTwentyTracksAndNoMore) {
    GivenFiles::Entries entries{{"a.jpg", photo(1)}};
    for (int i = 0; i < 21; ++i) entries.emplace_back(fmt::format("{:02}.gpx", i), track());
    const auto report = import(entries, LoadMode::dry_run);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_THAT(codes(*report), ElementsAre("20.gpx track.too_many"));
}

TEST_F(PhotoZip, LeavesNoFileWhenTheStoreRefusesARow) {
    ASSERT_TRUE(import({{"a.jpg", photo(1)}}));
    fixed["outcome"] = "accepted";
    const auto refused = import({{"a.jpg", photo(1)}, {"b.jpg", photo(2)}}, LoadMode::all_or_nothing, "b2");
    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->stored);
    EXPECT_EQ(refused->table.count(RowClass::conflicting), 1U);
    EXPECT_EQ(files_in("blobs"), 1U);
    EXPECT_FALSE(store->blob(sha256_of(bytes_of(photo(2)))));
}

TEST_F(PhotoZip, IsUndoneAndItsPhotosGoThirtyDaysLater) {
    ASSERT_TRUE(import({{"a.jpg", photo(1)}}));
    const auto now = Instant::now();
    ASSERT_EQ(sweep_photos(*store, blobs, Instant{now.ms + 400 * day_ms}).value(), 0U)
        << "a point holds its photo";
    undo("b1");
    EXPECT_FALSE(point_of(photo(1)));
    EXPECT_EQ(sweep_photos(*store, blobs, Instant{now.ms + (orphan_days - 1) * day_ms}).value(), 0U);
    EXPECT_EQ(files_in("blobs"), 1U);
    EXPECT_EQ(sweep_photos(*store, blobs, Instant{now.ms + (orphan_days + 1) * day_ms}).value(), 1U);
    EXPECT_EQ(files_in("blobs"), 0U);
    const auto again = import({{"a.jpg", photo(1)}}, LoadMode::all_or_nothing, "b2");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->table.count(RowClass::fresh), 1U);
    EXPECT_EQ(store->photos_of(point_of(photo(1))->id, "field").size(), 1U);
}

TEST_F(PhotoZip, KeepsThePhotosOfAnOldImportUntilItsUndoIsOldToo) {
    const auto next_moment = [] {
        const auto now = Instant::now();
        while (Instant::now().ms <= now.ms) {
        }
        return Instant::now();
    };
    const auto forgotten = [&](Instant before) {
        std::size_t count = 0;
        const auto back = store
                              ->write([&](Transaction& transaction) -> Result<void> {
                                  count = transaction.forget_orphan_blobs(before, 0, 10).forgotten.size();
                                  return fail(ErrorCode::conflict, "test.back", {});
                              })
                              .get();
        EXPECT_FALSE(back);
        return count;
    };
    ASSERT_TRUE(import({{"a.jpg", photo(1)}}));
    const Instant between = next_moment();
    undo("b1");
    EXPECT_EQ(forgotten(between), 0U) << "the photo is older than the bound, its undo is not";
    EXPECT_EQ(forgotten(next_moment()), 1U);
}

TEST_F(PhotoZip, ThatIsTakenBackLeavesNoNamesOfPhotos) {
    const std::string hash(64, 'a');
    StagedId import = 0;
    InspectionRecord record;
    record.id = named_uuid({}, "p");
    record.campaign = "beautiful-courtyard";
    record.position = {home, Datum::wgs84, home};
    record.outcome = "checked";
    record.photos = {hash};
    const auto write = [&](const Store::Work& work) { ASSERT_TRUE(store->write(work).get()); };
    write([&](Transaction& t) -> Result<void> {
        import = t.open_import(1, {"field", "b1"});
        return {};
    });
    write([&](Transaction& t) -> Result<void> {
        t.enter_import(import);
        t.append(InspectionFact{record, {}}, {"field", "b1"});
        return {};
    });
    SQLite::Database file((data.folder() / "courtyard.db").string());
    EXPECT_EQ(file.execAndGet("SELECT count(*) FROM photo_named").getInt(), 1);
    write([&](Transaction& t) -> Result<void> {
        while (t.drop_import(import, 100)) {
        }
        return {};
    });
    EXPECT_EQ(file.execAndGet("SELECT count(*) FROM photo_named").getInt(), 0);
}

TEST_F(PhotoZip, IsForInspectionPointsAndNeedsACampaign) {
    const auto zip = given.zip("p.zip", {{"a.jpg", photo(1)}});
    EXPECT_EQ(refusal_of(zip), "file.photos");
    fixed.clear();
    const auto report = load(zip);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().name, "column.missing");
    EXPECT_EQ(report.error().subject, "campaign");
    fixed["campaign"] = "beautiful-gardens";
    EXPECT_EQ(load(zip).error().name, "campaign.unknown");
}

TEST_F(PhotoZip, IsToldByWhatIsInIt) {
    EXPECT_EQ(refusal_of(given.zip("a.zip", {{"readme.txt", "x"}})), "file.format");
    EXPECT_EQ(refusal_of(given.zip("b.zip", {{"__MACOSX/._a.jpg", photo(1)}})), "file.format");
    EXPECT_EQ(refusal_of(given.zip("c.dat", {{"IMG_0001", photo(1)}})), "file.photos") << "whatever its name";
    EXPECT_EQ(refusal_of(given.zip("d.jpg", {{"a.jpg", photo(1)}})), "file.format_mismatch");
    EXPECT_EQ(sniff_file(given.zip("e.zip", {{"a.jpg", photo(1)}, {"v.shp", "x"}}), {}).value(),
              FileKind::shapefile_zip);
    EXPECT_EQ(sniff_file(given.zip("f.zip", {{"a.jpg", photo(1)}, {"doc.kml", "x"}}), {}).value(),
              FileKind::kmz);
}

TEST_F(PhotoZip, ReadsExifPositionsAsWgs84WhenNobodySaysADatum) {
    datum.reset();
    const auto report = import({{"a.jpg", photo(1)}});
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_EQ(report->datum, Datum::wgs84);
    EXPECT_TRUE(report->stored);
}

TEST_F(PhotoZip, MayBeAFolderOfTheOperator) {
    std::filesystem::create_directories(given.path("folder/sub"));
    given.file("folder/sub/b.jpg", photo(2));
    given.file("folder/a.jpg", photo(1));
    std::filesystem::create_symlink("/etc/passwd", given.path("folder/c.jpg"));
    const auto report = load(given.path("folder"));
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(report->rows, 2U);
    EXPECT_EQ(report->photo_rows[0].file, "a.jpg");
    EXPECT_TRUE(std::filesystem::exists(given.path("folder/a.jpg"))) << "the operator's files stay";
    EXPECT_EQ(files_in("blobs"), 2U);
}

/// What a worker may answer for a photo, and what that makes of the import.
TEST_F(PhotoZip, RefusesThePhotoThatBreaksItsReaderAndNoOther) {
    LoadOptions options;
    options.kind = RecordKind::inspections;
    options.mode = LoadMode::valid_rows;
    options.rows.fixed = fixed;
    options.photos.blobs = &blobs;
    options.photos.spool = data.spool();
    const std::string bad = photo(2);
    Error said{ErrorCode::invalid_input, "import.parser_failed", {"x", "x"}, {}};
    options.photos.read = [&](std::span<const std::byte> jpeg) -> Result<PhotoReading> {
        if (jpeg.size() == bad.size() && std::memcmp(jpeg.data(), bad.data(), bad.size()) == 0)
            return tl::unexpected(said);
        return read_photo(jpeg);
    };
    const auto zip = given.zip("p.zip", {{"a.jpg", photo(1)}, {"b.jpg", bad}, {"c.jpg", photo(3)}});
    const auto report = load_file(*store, children, {county, villages, names}, zip, options);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_THAT(codes(*report), ElementsAre("b.jpg import.parser_failed"));
    EXPECT_EQ(report->accepted, 2U);

    said.code = ErrorCode::unavailable;
    said.name = "import.parser_unavailable";
    options.photos.read = [&](std::span<const std::byte>) -> Result<PhotoReading> {
        return tl::unexpected(said);
    };
    const auto other = given.zip("q.zip", {{"d.jpg", photo(4)}});
    const auto later = load_file(*store, children, {county, villages, names}, other, options);
    ASSERT_FALSE(later) << "no worker is our own fault, and worth another try";
    EXPECT_EQ(later.error().name, "import.parser_unavailable");
}

TEST_F(PhotoZip, PlacesRealPhotosWhereTheyWereTaken) {
    const auto folder = real_data();
    if (!folder) GTEST_SKIP() << "no real data: set COURTYARD_REALDATA";
    std::ifstream truth(*folder / "photos" / "ground_truth.csv");
    std::string line;
    std::getline(truth, line);
    GivenFiles::Entries entries;
    std::map<std::string, std::pair<double, double>> known;  // by file: latitude, longitude
    while (std::getline(truth, line)) {
        std::istringstream fields(line);
        std::string path, status, lat, lon;
        for (std::string* field : {&path, &status, &lat, &lon}) std::getline(fields, *field, ',');
        std::ifstream in(*folder / "photos" / path, std::ios::binary);
        entries.emplace_back(
            path, std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
        if (status == "gps") known[path] = {std::stod(lat), std::stod(lon)};
    }
    const auto report = import(entries, LoadMode::valid_rows);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_EQ(report->rows, entries.size());
    std::size_t placed = 0;
    for (const RowFate& fate : report->table.rows()) {
        if (!fate.position) continue;
        const auto truth_of = known.find(report->photo_rows[fate.row - 1].file);
        ASSERT_NE(truth_of, known.end()) << report->photo_rows[fate.row - 1].file;
        EXPECT_NEAR(fate.position->lat, truth_of->second.first, 1e-6) << truth_of->first;
        EXPECT_NEAR(fate.position->lon, truth_of->second.second, 1e-6) << truth_of->first;
        ++placed;
    }
    // One of the seven says 0, 0.
    EXPECT_EQ(placed, 6U);
    EXPECT_EQ(report->accepted, 6U);
    EXPECT_EQ(report->rejections.count(), entries.size() - 6);
}

}  // namespace
}  // namespace courtyard
