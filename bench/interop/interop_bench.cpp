// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What GIS clients wait for: GeoJSON of 5,000 villages, beside ogr2ogr on the same rows; pages of features
// out of two million households.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <random>

#include "api/layer_fields.h"
#include "api/ogc/feature_text.h"
#include "api/ogc/items_query.h"
#include "bench/geo/sample_county.h"
#include "data/export/geojson_text.h"
#include "data/scratch_folder.h"
#include "tests/tiles/sample_areas.h"

namespace courtyard {
namespace {

const Day day = Day::of(2026, 6, 30);

/// 5,000 villages of 264 vertices.
const AreaTree& villages() {
    static const AreaTree tree = sample_county(sample_size("M"));
    return tree;
}

const Moment& moment() {
    static const Moment made = [] {
        auto edition = std::make_shared<EditionPicture>();
        edition->areas = {std::shared_ptr<void>(), &villages()};
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->editions.push_back(edition);
        Bounds bounds;
        for (const AreaIndex root : villages().roots()) bounds.add(villages()[root].bounds);
        const PointLayer households =
            sample::courtyards().rebuilt_with(sample::households(bounds, 2'000'000, 1));
        for ([[maybe_unused]] const PointKind kind : point_kinds)
            snapshot->layers.push_back({households, std::make_shared<TileRevisions>()});
        return Moment{day, snapshot, edition.get()};
    }();
    return made;
}

LayerView view_of(const LayerName& layer, LayerQuery query = {}) {
    static ScopedLayers scoped;
    return LayerView::of(layer, std::move(query), moment(), scoped, {});
}

const LayerName village_layer{AreaLevel::village};
const LayerName courtyard_layer{PointKind::courtyards};

/// The API's answer, into memory.
void villages_as_text(benchmark::State& state) {
    const LayerView view = view_of(village_layer);
    const auto rows = view.all();
    const OgcCrs crs = default_crs();
    std::size_t bytes = 0;
    for (auto _ : state) {
        const FeatureText text(view, village_layer, crs, FeatureText::Form::geojson);
        const std::string answer = text.collection(rows, rows.size(), {});
        bytes = answer.size();
        benchmark::DoNotOptimize(answer.data());
    }
    state.counters["features"] = static_cast<double>(rows.size());
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}

ExportJob village_job(const LayerView& view, const std::vector<RowRef>& rows, std::size_t& at,
                      ExportFormat format) {
    ExportJob job;
    job.layer = "villages";
    job.geometry = view.geometry();
    job.fields = view.fields();
    job.format = format;
    job.crs = {4326};
    job.next = [&](ExportRow& row) {
        if (at == rows.size()) return false;
        row = view.row(rows[at++]);
        return true;
    };
    return job;
}

/// The export, into a file.
void villages_as_export(benchmark::State& state) {
    const ScratchFolder scratch;
    const LayerView view = view_of(village_layer);
    const auto rows = view.all();
    for (auto _ : state) {
        std::size_t at = 0;
        const auto done =
            write_export(village_job(view, rows, at, ExportFormat::geojson), scratch.path() / "v.geojson");
        if (!done) state.SkipWithError("the export failed");
    }
    state.counters["MB"] =
        static_cast<double>(std::filesystem::file_size(scratch.path() / "v.geojson")) / 1e6;
}

/// The same rows from a FlatGeobuf, which it reads quickest, by `ogr2ogr`, as many decimals.
void villages_by_ogr2ogr(benchmark::State& state) {
    const ScratchFolder scratch;
    const LayerView view = view_of(village_layer);
    const auto rows = view.all();
    std::size_t at = 0;
    const auto source = scratch.path() / "villages.fgb";
    if (!write_export(village_job(view, rows, at, ExportFormat::flatgeobuf), source))
        return state.SkipWithError("no FlatGeobuf to begin with");
    const auto out = scratch.path() / "o.geojson";
    const std::string command =
        fmt::format("ogr2ogr -f GeoJSON -lco RFC7946=YES -lco COORDINATE_PRECISION=9 {} {} villages",
                    out.string(), source.string());
    for (auto _ : state) {
        std::filesystem::remove(out);
        if (std::system(command.c_str()) != 0) return state.SkipWithError("ogr2ogr failed");
    }
    state.counters["MB"] = static_cast<double>(std::filesystem::file_size(out)) / 1e6;
}

/// Squares with about so many households each, anywhere where there are some.
std::vector<Bounds> boxes_of(std::uint64_t wanted, std::size_t count) {
    const LayerView all = view_of(courtyard_layer);
    const std::uint64_t households = all.count();
    std::mt19937_64 random(11);
    std::vector<Bounds> boxes;
    while (boxes.size() < count) {
        const LonLat middle = all.label(all.from_number(random() % households, 1).front());
        double least = 0;
        double most = 2;
        for (int step = 0; step < 20; ++step) {
            const double half = (least + most) / 2;
            const Bounds box{middle.lon - half, middle.lat - half, middle.lon + half, middle.lat + half};
            (view_of(courtyard_layer, {no_area, {box}}).count() < wanted ? least : most) = half;
        }
        boxes.push_back({middle.lon - most, middle.lat - most, middle.lon + most, middle.lat + most});
    }
    return boxes;
}

/// By the processor's clock: what others do on the machine does not count.
double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double percentile(std::vector<double>& figures, std::size_t hundredths) {
    std::ranges::sort(figures);
    return figures[(figures.size() - 1) * hundredths / 100];
}

/// `items?bbox=...&limit=10000`, from the question to the text.
void page_of_a_box(benchmark::State& state) {
    const auto boxes = boxes_of(1'000, 400);
    std::vector<double> took_ms;
    std::vector<double> worked_ms;
    std::uint64_t features = 0;
    std::size_t next = 0;
    for (auto _ : state) {
        const auto began = std::chrono::steady_clock::now();
        const double began_ms = processor_ms();
        ItemsQuery query;
        query.layer = courtyard_layer;
        query.limit = 10'000;
        query.crs = default_crs();
        const LayerView view = view_of(courtyard_layer, {no_area, {boxes[next++ % boxes.size()]}});
        const ItemsPage page = ItemsPage::of(view, query);
        const FeatureText text(view, query.layer, query.crs, FeatureText::Form::geojson);
        const std::string answer = text.collection(page.rows, page.matched, {});
        benchmark::DoNotOptimize(answer.data());
        features += page.rows.size();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        state.SetIterationTime(took.count());
        took_ms.push_back(took.count() * 1000);
        worked_ms.push_back(processor_ms() - began_ms);
    }
    state.counters["features"] = static_cast<double>(features) / static_cast<double>(took_ms.size());
    state.counters["p50_ms"] = percentile(took_ms, 50);
    state.counters["p99_ms"] = percentile(took_ms, 99);
    state.counters["p50_cpu_ms"] = percentile(worked_ms, 50);
    state.counters["p99_cpu_ms"] = percentile(worked_ms, 99);
}

/// A page in the middle of all of them, with its exact `numberMatched`.
void page_of_everything(benchmark::State& state) {
    ItemsQuery query;
    query.layer = courtyard_layer;
    query.limit = 1'000;
    query.offset = 1'000'000;
    query.crs = default_crs();
    for (auto _ : state) {
        const LayerView view = view_of(courtyard_layer);
        const ItemsPage page = ItemsPage::of(view, query);
        const FeatureText text(view, query.layer, query.crs, FeatureText::Form::geojson);
        benchmark::DoNotOptimize(text.collection(page.rows, page.matched, {}).data());
    }
}

/// Every household is looked at.
void page_of_a_status(benchmark::State& state) {
    ItemsQuery query;
    query.layer = courtyard_layer;
    query.limit = 1'000;
    const auto fields = fields_of(courtyard_layer);
    const auto field =
        static_cast<std::size_t>(std::ranges::find(fields, "status", &ExportField::name) - fields.begin());
    for (auto _ : state) {
        const LayerView view =
            view_of(courtyard_layer, {no_area, {}, nullptr, nullptr, {}, {{field, std::string("accepted")}}});
        benchmark::DoNotOptimize(ItemsPage::of(view, query).matched);
    }
}

void one_by_its_id(benchmark::State& state) {
    const LayerView view = view_of(courtyard_layer);
    std::vector<std::string> ids;
    std::mt19937_64 random(5);
    for (int i = 0; i < 1'000; ++i)
        ids.emplace_back(view.id(view.from_number(random() % 2'000'000, 1).front()));
    benchmark::DoNotOptimize(view.find(ids.front()));
    std::size_t next = 0;
    for (auto _ : state) benchmark::DoNotOptimize(view.find(ids[next++ % ids.size()]));
}

BENCHMARK(villages_as_text)->Unit(benchmark::kMillisecond);
BENCHMARK(villages_as_export)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(villages_by_ogr2ogr)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(2);
BENCHMARK(page_of_a_box)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(2000);
BENCHMARK(page_of_everything)->Unit(benchmark::kMillisecond);
BENCHMARK(page_of_a_status)->Unit(benchmark::kMillisecond);
BENCHMARK(one_by_its_id)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace courtyard

BENCHMARK_MAIN();
