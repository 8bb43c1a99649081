// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/parsing_pool.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/data/a_photo.h"
#include "tests/data/sandbox/given_pool.h"

namespace courtyard {
namespace {

const std::string points = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"户号":"H1","名称":"东村","n":3},"geometry":{"type":"Point","coordinates":[118.1,32.2]}},
{"type":"Feature","properties":{"户号":"H2","名称":"","n":null},"geometry":{"type":"Point","coordinates":[118.3,32.4]}}]})";
const std::string villages = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"320100000001","name":"东村"},"geometry":{"type":"Polygon","coordinates":
[[[118,32],[118.2,32],[118.2,32.2],[118,32]]]}},
{"type":"Feature","properties":{"code":"320100000002","name":"西村"},"geometry":{"type":"MultiPolygon","coordinates":
[[[[117,32],[117.2,32],[117.2,32.2],[117,32]]],[[[116,32],[116.2,32],[116.2,32.2],[116,32]]]]}}]})";

const std::string gpx =
    R"(<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="32.1" lon="118.2">
<name>H1</name><desc>好</desc></wpt><wpt lat="32.3" lon="118.4"><name>H2</name></wpt></gpx>)";
const std::string kml = R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>东村</name>
<Point><coordinates>118.1,32.2</coordinates></Point></Placemark></Document></kml>)";

/// One file of each format of the house, and of each way in which text or reference system may differ.
std::vector<std::filesystem::path> every_format(const GivenFiles& given) {
    std::vector<std::filesystem::path> files;
    files.push_back(given.file("a.csv", "户号,名称\nH1,东村\nH2,\"西,村\"\n\"H3\n"));
    files.push_back(given.file("gbk.csv", "\xBB\xA7\xBA\xC5,b\nH1,\xB6\xAB\xB4\xE5\n"));
    files.push_back(given.file("a.geojson", points));
    files.push_back(given.file("areas.geojson", villages));
    files.push_back(given.file("one.json", R"({"type":"Point","coordinates":[118,32]})"));
    files.push_back(given.file("a.gpx", gpx));
    files.push_back(given.file("a.kml", kml));
    files.push_back(given.zip("a.kmz", {{"doc.kml", kml}, {"files/icon.png", "no picture"}}));
    files.push_back(given.translated("a.xlsx", points, "XLSX"));
    files.push_back(given.translated("a.gpkg", villages, "GPKG"));
    files.push_back(given.translated("metres.gpkg", points, "GPKG", {"-t_srs", "EPSG:4547"}));
    files.push_back(given.translated("mercator.gpkg", villages, "GPKG", {"-t_srs", "EPSG:3857"}));
    files.push_back(given.translated("a.fgb", villages, "FlatGeobuf"));
    files.push_back(given.translated("metres.fgb", points, "FlatGeobuf", {"-t_srs", "EPSG:4527"}));
    for (const std::string encoding : {"UTF-8", "GBK", "CP936", "BIG5"}) {
        const std::string stem = "s" + encoding;
        given.translated(stem + ".shp", villages, "ESRI Shapefile", {"-lco", "ENCODING=" + encoding});
        GivenFiles::Entries entries;
        GivenFiles::Entries without_cpg;
        for (const std::string ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
            entries.emplace_back("村界/" + stem + ending, given.bytes_of(stem + ending));
            if (ending != ".cpg") without_cpg.push_back(entries.back());
        }
        files.push_back(given.zip(stem + ".zip", entries));
        files.push_back(given.zip(stem + "-plain.zip", without_cpg));
    }
    const std::string shp = given.bytes_of("sUTF-8.shp");
    files.push_back(given.zip("no-shx.zip", {{"a.shp", shp}, {"a.dbf", given.bytes_of("sGBK.dbf")}}));
    files.push_back(given.file("alone.shp", shp));
    files.push_back(
        given.file("topology.json", R"({"type":"Topology","objects":{"a":{"type":"GeometryCollection",
"geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"code":"1"}}]}},
"arcs":[[[118,32],[119,32],[119,33],[118,32]]]})"));
    return files;
}

/// Bytes that are not what they are called, and files that are broken in each way we know.
std::vector<std::filesystem::path> hostile_files(const GivenFiles& given) {
    const std::string vrt =
        R"(<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource>
</OGRVRTLayer></OGRVRTDataSource>)";
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE gpx [<!ENTITY a \"aaaaaaaaaa\">";
    for (char c = 'b'; c < 'l'; ++c)
        bomb += fmt::format("<!ENTITY {} \"&{};&{};&{};&{};&{};&{};&{};&{};\">", c, c - 1, c - 1, c - 1,
                            c - 1, c - 1, c - 1, c - 1, c - 1);
    std::vector<std::filesystem::path> files;
    for (const std::string name : {"v.geojson", "v.gpx", "v.csv", "v.shp", "v.kml"})
        files.push_back(given.file(name, vrt));
    files.push_back(
        given.file("tiles.geojson", "<GDALTileIndexDataset><IndexDataset>/etc/passwd</IndexDataset>"));
    files.push_back(
        given.file("wfs.gpx", "<OGRWFSDataSource><URL>http://127.0.0.1:1/</URL></OGRWFSDataSource>"));
    files.push_back(given.file("a.geojson", "%PDF-1.7\n"));
    files.push_back(given.file("laughs.gpx", bomb + "]><gpx>&k;</gpx>"));
    files.push_back(
        given.file("xxe.kml", "<!DOCTYPE kml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><kml>&a;</kml>"));
    files.push_back(
        given.file("link.kml", R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link>
<href>http://127.0.0.1:1/a.kml</href></Link></NetworkLink><Placemark><Style><IconStyle><Icon>
<href>http://127.0.0.1:1/i.png</href></Icon></IconStyle></Style><Point><coordinates>118,32</coordinates></Point>
</Placemark></Document></kml>)"));
    files.push_back(given.zip("bomb.zip", {{"a.shp", std::string(std::size_t{210} << 20, '\0')}}));
    files.push_back(given.zip("up.zip", {{"../../a.shp", "x"}}));
    files.push_back(given.zip("twice.zip", {{"a.shp", "x"}, {"A.SHP", "x"}}));
    files.push_back(given.zip("nested.zip", {{"inner.zip", "PK\x03\x04"}}));
    GivenFiles::Entries many;
    for (int i = 0; i < 2'100; ++i) many.emplace_back(fmt::format("{}.shp", i), "x");
    files.push_back(given.zip("many.zip", many));
    const std::string gpkg = given.bytes_of(given.translated("sound.gpkg", villages, "GPKG").filename());
    files.push_back(given.file("half.gpkg", gpkg.substr(0, gpkg.size() / 2)));
    std::string torn = gpkg;
    for (std::size_t i = 8'192; i < torn.size(); i += 97) torn[i] = '\x5A';
    files.push_back(given.file("torn.gpkg", torn));
    files.push_back(given.file("utf16.csv", std::string_view("\xFF\xFE\x41\0", 4)));
    files.push_back(given.file("mixed.csv", "a,b\n\xE6\x9D\x91,\xB4\xE5\xFF\n"));
    files.push_back(given.file("empty.csv", ""));
    return files;
}

TEST(ParsingPool, AWorkerIsShutInBeforeItReads) {
    const auto pool = given_pool();
    EXPECT_EQ(pool->escapes(), std::vector<std::string>{});
    EXPECT_TRUE(pool->confinement().seccomp);
    EXPECT_TRUE(pool->confinement().limits);
}

TEST(ParsingPool, EachFormatOfTheHouseReadsAsInThisProcess) {
    const GivenFiles given;
    const auto pool = given_pool();
    for (const auto& file : every_format(given)) {
        const ReadTable here = read_all(open_table, file);
        EXPECT_EQ(here.refused, "") << file;
        EXPECT_FALSE(here.rows.empty()) << file;
        EXPECT_EQ(read_all(pool->opener(), file), here) << file;
    }
}

TEST(ParsingPool, ABadFileIsRefusedWithTheSameWord) {
    const GivenFiles given;
    const auto pool = given_pool();
    for (const auto& file : hostile_files(given)) {
        const ReadTable here = read_all(open_table, file);
        EXPECT_EQ(read_all(pool->opener(), file), here) << file;
        if (file.filename() != "link.kml") {
            EXPECT_NE(here.refused, "") << file;
        }
    }
}

TEST(ParsingPool, RealFilesReadAsInThisProcess) {
    const auto folder = real_data();
    if (!folder) GTEST_SKIP() << "COURTYARD_REALDATA is not there";
    const auto pool = given_pool();
    const GivenFiles given;
    std::size_t read = 0;
    for (const char* part : {"tracks", "geojson", "boundaries"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder / part)) {
            if (!entry.is_regular_file() || entry.file_size() > (std::size_t{64} << 20)) continue;
            if (entry.path().extension() == ".shp")
                continue;  // read with its siblings, which an upload has not
            EXPECT_EQ(read_all(pool->opener(), entry.path()), read_all(open_table, entry.path()))
                << entry.path();
            ++read;
        }
    }
    EXPECT_GT(read, 100U);
}

TEST(ParsingPool, APhotoReadsAsInThisProcess) {
    const auto pool = given_pool();
    const std::string jpeg = GivenExif()
                                 .taken_at("2024:05:06 09:30:00", "")
                                 .position(30.25, 119.5)
                                 .in(drawn_photo(480, 360, courtyard_light));
    const auto here = read_photo(bytes_of(jpeg));
    const auto there = pool->read_photo(bytes_of(jpeg));
    ASSERT_TRUE(here && there);
    EXPECT_EQ(there->camera.position, here->camera.position);
    EXPECT_EQ(there->camera.taken_at, here->camera.taken_at);
    EXPECT_EQ(there->likeness, here->likeness);
    EXPECT_EQ(there->published, here->published);
    EXPECT_EQ(there->thumbnail, here->thumbnail);
    const auto refused = pool->read_photo(bytes_of("<svg/>"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, read_photo(bytes_of("<svg/>")).error().name);
}

/// A CSV that takes many batches.
std::string long_table(std::size_t rows) {
    std::string text = "a,b\n";
    for (std::size_t i = 0; i < rows; ++i)
        text += fmt::format("{},a value that takes some room in a batch\n", i);
    return text;
}

/// Everything that an archive of photos is said to hold, as text.
class TakenDown final : public FoundFiles {
  public:
    Result<void> found(const FoundFile& file) override {
        text += fmt::format("\n{} {} {} {} ", file.name, static_cast<int>(file.kind), file.bytes,
                            file.refusal ? file.refusal->name : "");
        return {};
    }
    Result<void> piece(std::string_view bytes) override {
        text += bytes;
        return {};
    }
    std::string text;
};

TEST(ParsingPool, AnArchiveOfPhotosReadsAsInThisProcess) {
    const GivenFiles given;
    const auto pool = given_pool();
    const std::string photo = drawn_photo(640, 480, yard_light(1));
    const auto zip = given.zip("a.zip", {{"村/IMG_1.JPG", photo},
                                         {"walk.gpx", gpx},
                                         {"notes.txt", "hello"},
                                         {"__MACOSX/._x.jpg", "x"},
                                         {"IMG_2.jpg", drawn_photo(80, 60, yard_light(2))}});
    TakenDown here;
    ASSERT_TRUE(read_photo_archive(zip, {}, here));
    TakenDown there;
    const auto read = pool->read_photo_archive(zip, {}, there);
    ASSERT_TRUE(read) << read.error().detail.en;
    EXPECT_EQ(there.text, here.text);
    EXPECT_NE(here.text.find(photo), std::string::npos);
    EXPECT_EQ(here.text.find("MACOSX"), std::string::npos);

    const std::string bytes = given.bytes_of("a.zip");
    for (std::size_t end = 4; end < bytes.size(); end += bytes.size() / 7) {
        TakenDown cut;
        const auto refused = pool->read_photo_archive(given.file("cut.zip", bytes.substr(0, end)), {}, cut);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().name, "archive.broken");
    }
}

TEST(ParsingPool, AKilledWorkerIsAnErrorOfItsUploadAlone) {
    const GivenFiles given;
    const auto file = given.file("a.csv", long_table(200'000));
    for (const int signal : {SIGKILL, SIGSEGV, SIGABRT}) {
        const auto pool = given_pool();
        auto table = pool->open_table(file, {});
        ASSERT_TRUE(table);
        TableRow row;
        ASSERT_EQ((*table)->next(row), true);
        kill_workers(signal);
        Result<bool> more = true;
        while (more && *more) more = (*table)->next(row);
        ASSERT_FALSE(more) << "the rows that were on their way, then the failure";
        EXPECT_EQ(more.error().name, "import.parser_failed");
        EXPECT_EQ(more.error().code, ErrorCode::invalid_input);
        // The workers that waited died too; others are made.
        EXPECT_EQ(read_all(pool->opener(), file).rows.size(), 200'000U);
    }
}

TEST(ParsingPool, AKilledSpawnerIsStartedAnew) {
    const GivenFiles given;
    const auto pool = given_pool();
    for (const int spawner : spawners()) kill(spawner, SIGKILL);
    kill_workers(SIGKILL);
    const auto file = given.file("a.csv", "a\n1\n");
    EXPECT_EQ(read_all(pool->opener(), file).refused, "");
    EXPECT_EQ(read_all(pool->opener(), file).rows.size(), 1U);
}

TEST(ParsingPool, AFileThatTakesTooMuchMemoryIsRefused) {
    ParsingOptions options;
    options.limits = WorkerLimits{};
    options.limits.address_mib = 0;
    options.limits.data_mib = 96;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's shadow is no measure of memory";
#endif
    const GivenFiles given;
    const auto pool = given_pool(options);
    std::string features = R"({"type":"FeatureCollection","features":[{})";
    for (int i = 0; i < 6'000'000; ++i) features += ",{}";
    features += "]}";
    EXPECT_EQ(read_all(pool->opener(), given.file("a.geojson", features)).refused, "import.parser_failed");
    EXPECT_EQ(read_all(pool->opener(), given.file("a.csv", "a\n1\n")).rows.size(), 1U);
}

/// A KML that takes libkml seconds.
std::string slow_kml() {
    std::string text = R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Document>)";
    for (int i = 0; i < 300'000; ++i)
        text += "<Placemark><name>a</name><Point><coordinates>118,32</coordinates></Point></Placemark>";
    return text + "</Document></kml>";
}

TEST(ParsingPool, AFileThatTakesTooMuchTimeIsRefused) {
    const GivenFiles given;
    const auto file = given.file("a.kml", slow_kml());
    ParsingOptions short_of_cpu;
    short_of_cpu.limits.cpu_s = 1;
    const auto busy = given_pool(short_of_cpu);
    EXPECT_EQ(read_all(busy->opener(), file).refused, "import.parser_failed");
    ParsingOptions impatient;
    impatient.patience = std::chrono::milliseconds(400);
    const auto pool = given_pool(impatient);
    EXPECT_EQ(read_all(pool->opener(), file).refused, "import.parser_failed");
    EXPECT_EQ(read_all(pool->opener(), given.file("a.csv", "a\n1\n")).rows.size(), 1U);
}

TEST(ParsingPool, BeyondItsBoundAnUploadWaitsAndThenIsAskedToComeAgain) {
    ParsingOptions options;
    options.running = 1;
    options.turn = std::chrono::milliseconds(20);
    const GivenFiles given;
    const auto pool = given_pool(options);
    const auto file = given.file("a.csv", long_table(200'000));
    {
        const auto held = pool->open_table(file, {});
        ASSERT_TRUE(held);
        const auto second = pool->open_table(file, {});
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().name, "import.parser_unavailable");
        EXPECT_EQ(second.error().code, ErrorCode::unavailable);
    }
    EXPECT_EQ(read_all(pool->opener(), file).rows.size(), 200'000U);
}

std::size_t open_files() {
    const std::filesystem::directory_iterator list("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(list), end(list)));
}

TEST(ParsingPool, ServesManyAtOnceAndLeavesNothingBehind) {
    const GivenFiles given;
    const auto pool = given_pool();
    const auto file = given.file("a.geojson", points);
    const ReadTable here = read_all(open_table, file);
    const std::size_t before = open_files();
    std::vector<std::thread> threads;
    std::vector<ReadTable> there(8);
    for (ReadTable& one : there)
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) one = read_all(pool->opener(), file);
        });
    for (std::thread& thread : threads) thread.join();
    for (const ReadTable& one : there) EXPECT_EQ(one, here);
    EXPECT_EQ(open_files(), before);
}

TEST(ParsingPool, AProgramThatIsNotThereMakesNoPool) {
    ParsingOptions options;
    options.program = "/nowhere/courtyard";
    const auto pool = ParsingPool::start(options);
    ASSERT_FALSE(pool);
    EXPECT_EQ(pool.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace courtyard
