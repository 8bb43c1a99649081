// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/geocode_file.h"

#include <fmt/format.h>

#include <random>

#include "tests/data/given_file.h"
#include "tests/geo/grid_county.h"
#include "tests/geo/named_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

/// A county, a file, and what geocoding writes.
struct Bureau {
    explicit Bureau(AreaTree tree) : county(std::move(tree)) {}

    GeocodeJob job(const std::filesystem::path& file, const std::string& out) const {
        GeocodeJob job;
        job.file = file;
        job.out = given.path(out);
        job.places = &places;
        return job;
    }
    /// The output's text.
    std::string csv(std::string_view text, unsigned threads = 1) {
        auto one = job(given.file("in.csv", text), "out.csv");
        one.threads = threads;
        const auto done = geocode_file(one);
        if (!done) return done.error().name;
        summary = *done;
        return read(one.out);
    }
    static std::string read(const std::filesystem::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    GivenFiles given;
    AreaTree county;
    VillageIndex index{county};
    Gazetteer names = Gazetteer::of(county).value();
    Places places{county, index, names};
    GeocodeSummary summary;
};

std::string lon_lat(LonLat p) { return fmt::format("{},{}", p.lon, p.lat); }
std::string code_of(char letter) { return village_code(letter).str(); }

TEST(GeocodeFile, AddsFiveColumnsToEveryRowAndKeepsTheRestAsItIs) {
    Bureau bureau(grid("AAB\nAAB\nCCB"));
    const auto a = position_at(0.5_km, 2.5_km);
    const auto outside = position_at(3.25_km, 1.5_km);
    EXPECT_EQ(bureau.csv(fmt::format("id,lon,lat,note\n"
                                     "1,{},\"a, \"\"b\"\"\"\n"
                                     "2,{},\n",
                                     lon_lat(a), lon_lat(outside))),
              fmt::format("id,lon,lat,note,area,method,flags,nearest_area,distance_m\n"
                          "1,{},\"a, \"\"b\"\"\",{},position,,,\n"
                          "2,{},,,nothing,outside_every_village,{},250.0\n",
                          lon_lat(a), code_of('A'), lon_lat(outside), code_of('B')));
    EXPECT_EQ(bureau.summary.rows, 2U);
    EXPECT_EQ(bureau.summary.methods.at("position"), 1U);
    EXPECT_EQ(bureau.summary.flags.at("outside_every_village"), 1U);
}

TEST(GeocodeFile, UsesCodesWhereThereIsNoPositionAndFlagsWhatDisagrees) {
    Bureau bureau(grid("AB"));
    const auto in_b = lon_lat(position_at(1.5_km, 0.5_km));
    const auto text = bureau.csv(fmt::format("村代码;经度;纬度\n{0};;\n{0};{1}\n999;;\n;;\n", code_of('A'),
                                             std::string(in_b).replace(in_b.find(','), 1, ";")));
    EXPECT_EQ(text.substr(0, text.find('\n')), "村代码;经度;纬度;area;method;flags;nearest_area;distance_m");
    EXPECT_NE(text.find(fmt::format("{0};;;{0};code;no_position;;\n", code_of('A'))), std::string::npos)
        << text;
    EXPECT_NE(text.find(fmt::format("{};position;outside_declared_village|datum_suspect;;\n", code_of('B'))),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("999;;;;nothing;unknown_area|no_position;;\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\n;;;;nothing;no_position;;\n"), std::string::npos) << text;
}

TEST(GeocodeFile, NamesWhatIsWrongWithARowAndGoesOn) {
    Bureau bureau(grid("AB"));
    const auto a = lon_lat(position_at(0.5_km, 0.5_km));
    const auto text = bureau.csv(
        "id,lon,lat\n1,nan,34\n2,inf,1e300\n3,0,0\n4,34.7,113.6\n5,x,34\n6,113,\n7,1,2,3\n8,\"a\"b,1,2\n9," +
        a + "\n");
    const std::vector<std::pair<std::string, std::string>> expected{
        {"1,", "coordinate."}, {"2,", "coordinate."},        {"3,", "coordinate.null_island"},
        {"4,", "coordinate."}, {"5,", "coordinate.invalid"}, {"6,", "coordinate.missing"}};
    for (const auto& [row, flag] : expected) {
        const auto line = text.substr(text.find("\n" + row) + 1);
        EXPECT_NE(line.substr(0, line.find('\n')).find(flag), std::string::npos) << row;
    }
    EXPECT_NE(text.find("\"7,1,2,3\",,,,nothing,csv.values,,\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\"8,\"\"a\"\"b,1,2\",,,,nothing,csv.quote,,\n"), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with("9," + a + "," + code_of('A') + ",position,,,\n")) << text;
    ASSERT_EQ(bureau.summary.broken.size(), 2U);
    EXPECT_EQ(bureau.summary.broken[0].row, 8U);
    EXPECT_EQ(bureau.summary.broken[1].row, 9U);
}

TEST(GeocodeFile, PlacesByAddressWithItsConfidenceAndCandidates) {
    Bureau bureau(named_tree());
    EXPECT_EQ(bureau.csv("户号,地址\n1,清溪县白沙镇大王庄村3组12号\n2,清溪县新集村\n3,\n4,某地\n"),
              "户号,地址,area,method,flags,nearest_area,distance_m,confidence,candidates\n"
              "1,清溪县白沙镇大王庄村3组12号,490121101203,address:full_path,no_position,,,0.98,\n"
              "2,清溪县新集村,490121,address:upper_area,no_position|unclear_address|address.ambiguous,,,0.90,"
              "490121202203|490121203201\n"
              "3,,,nothing,no_position,,,,\n"
              "4,某地,,nothing,no_position|unclear_address|address.no_area_named,,,0.00,\n");
}

TEST(GeocodeFile, AnswersFromANationalListWithoutAnyBoundary) {
    Bureau bureau{AreaTree()};
    bureau.names = named_county();
    EXPECT_EQ(bureau.csv("地址,代码\n清溪县白沙镇大王庄村3组12号,\n清溪县新集村,\n,490121101202\n"),
              "地址,代码,area,method,flags,nearest_area,distance_m,confidence,candidates\n"
              "清溪县白沙镇大王庄村3组12号,,490121101203,address:full_path,no_position,,,0.98,\n"
              "清溪县新集村,,490121,address:upper_area,no_position|unclear_address|address.ambiguous,,,0.90,"
              "490121202203|490121203201\n"
              ",490121101202,490121101202,code,no_position,,,1.00,\n");
}

TEST(GeocodeFile, KeepsAColumnThatHasOneOfItsNames) {
    Bureau bureau(grid("A"));
    const auto text = bureau.csv("area,lon,lat,flags\n,113,34,x\n");
    EXPECT_EQ(text.substr(0, text.find('\n')),
              "area,lon,lat,flags,geocoded_area,method,geocoded_flags,nearest_area,distance_m");
}

TEST(GeocodeFile, ReadsOtherDatums) {
    Bureau bureau(grid("AB"));
    const auto in_a = position_at(0.9_km, 0.5_km);
    auto job = bureau.job(
        bureau.given.file("in.csv", "lon,lat\n" + lon_lat(from_wgs84(in_a, Datum::gcj02)) + "\n"), "out.csv");
    job.datum = Datum::gcj02;
    ASSERT_TRUE(geocode_file(job));
    EXPECT_NE(Bureau::read(job.out).find(code_of('A') + ",position"), std::string::npos);
}

/// Rows stay in order whatever the threads do, and say what the index says of each position alone.
TEST(GeocodeFile, AnswersLikeTheIndexOnAnyNumberOfThreads) {
    Bureau bureau(wiggly_county({.columns = 12, .rows = 9, .seed = 3}));
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> lon(112.98, 113.26);
    std::uniform_real_distribution<double> lat(33.98, 34.2);
    std::string text = "id,lon,lat,note\n";
    std::vector<LonLat> positions;
    for (int i = 0; i < 50'000; ++i) {
        const LonLat p{lon(random), lat(random)};
        positions.push_back(p);
        text += fmt::format("{},{},\"note,\n{}\"\n", i, lon_lat(p), i);
    }
    const auto alone = bureau.csv(text, 1);
    EXPECT_EQ(bureau.csv(text, 4), alone);
    EXPECT_EQ(bureau.summary.rows, positions.size());
    std::size_t at = alone.find('\n') + 1;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto village = bureau.index.find(positions[i]).village;
        const auto code = village == no_area ? std::string() : bureau.county[village].code.str();
        const auto expected = fmt::format("{},{},\"note,\n{}\",{},", i, lon_lat(positions[i]), i, code);
        ASSERT_EQ(alone.compare(at, expected.size(), expected), 0) << i;
        at = alone.find('\n', alone.find('\n', at) + 1) + 1;
    }
    EXPECT_EQ(at, alone.size());
}

TEST(GeocodeFile, WritesAndReadsWhatPlannersUse) {
    Bureau bureau(grid("AB"));
    const auto in =
        bureau.given.file("in.csv", "户号,lon,lat\nH1," + lon_lat(position_at(0.5_km, 0.5_km)) + "\nH2,,\n");
    for (const std::string name : {"out.gpkg", "out.geojson", "out.shp.zip"}) {
        const auto done = geocode_file(bureau.job(in, name));
        ASSERT_TRUE(done) << name << " " << done.error().detail.en;
        EXPECT_EQ(done->rows, 2U);
        const auto back = geocode_file(bureau.job(bureau.given.path(name), "back.csv"));
        ASSERT_TRUE(back) << name << " " << back.error().detail.en;
        EXPECT_EQ(back->methods.at("position"), 1U) << name;
        const auto text = Bureau::read(bureau.given.path("back.csv"));
        EXPECT_NE(text.find("H1"), std::string::npos);
        EXPECT_NE(text.find(code_of('A')), std::string::npos);
    }
}

TEST(GeocodeFile, LeavesNoHalfFileAndRefusesWhatItCannotDo) {
    Bureau bureau(grid("AB"));
    EXPECT_EQ(bureau.csv("id,name\n1,x\n"), "geocode.no_columns");
    EXPECT_EQ(bureau.csv("id,lon,lat\n1,113,34\n" + std::string(3'000'000, 'x')), "csv.row_too_long");
    EXPECT_FALSE(std::filesystem::exists(bureau.given.path("out.csv")));
    EXPECT_FALSE(std::filesystem::exists(bureau.given.path("out.csv.unfinished")));
    const auto in = bureau.given.file("in.csv", "lon,lat\n113,34\n");
    EXPECT_EQ(geocode_file(bureau.job(in, "in.csv")).error().name, "geocode.same_file");
    EXPECT_EQ(geocode_file(bureau.job(in, "out.docx")).error().name, "export.format");
    EXPECT_EQ(geocode_file(bureau.job(bureau.given.path("absent.csv"), "out.csv")).error().name,
              "file.missing");
    Bureau empty{AreaTree()};
    EXPECT_NE(empty.csv("lon,lat\n113,34\n").find(",nothing,outside_every_village,"), std::string::npos);
}

}  // namespace
}  // namespace courtyard
