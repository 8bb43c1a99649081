// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <thread>

#include "bench/geo/geos_peer.h"
#include "bench/geo/postgis_tables.h"
#include "bench/geo/race.h"
#include "bench/geo/sample_county.h"

namespace courtyard {
namespace {

class Ours : public Peer {
  public:
    explicit Ours(const AreaTree& county) : index_(county) {}
    void find(std::span<const LonLat> positions, std::span<Located> found) const override {
        index_.find(positions, found);
    }

  private:
    VillageIndex index_;
};

/// Half of the positions on a thread of its own. Keeps a reference.
class OnTwoThreads : public Peer {
  public:
    explicit OnTwoThreads(const Peer& peer) : peer_(peer) {}
    void find(std::span<const LonLat> positions, std::span<Located> found) const override {
        const auto half = positions.size() / 2;
        std::jthread first([&] { peer_.find(positions.first(half), found.first(half)); });
        peer_.find(positions.subspan(half), found.subspan(half));
    }

  private:
    const Peer& peer_;
};

constexpr std::string_view yardstick = "GEOS prepared + STRtree";

bool named(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// Ours comes first and always: the others' answers are held against it.
std::vector<Contender> contenders_of(const AreaTree& county, const std::vector<std::string>& peers) {
    std::vector<Contender> contenders;
    build(contenders.emplace_back(Contender{.name = "Courtyard"}),
          [&] { return std::make_unique<Ours>(county); });
    if (named(peers, "ours")) {
        const auto& ours = contenders.front();
        contenders.push_back({.name = "Courtyard, 2 threads",
                              .clock = Clock::wall,
                              .peer = std::make_unique<OnTwoThreads>(*ours.peer),
                              .build_s = ours.build_s,
                              .memory_mb = ours.memory_mb});
    }
    if (named(peers, "geos")) {
        build(contenders.emplace_back(Contender{.name = std::string(yardstick)}),
              [&] { return std::make_unique<GeosPeer>(county); });
    }
    if (named(peers, "s2")) {
        build(contenders.emplace_back(Contender{.name = "S2", .answers = Answers::may_differ}),
              [&] { return s2_peer(county); });
    }
    return contenders;
}

std::string speed(const Lap& lap, double yardstick_per_second) {
    const auto ratio =
        yardstick_per_second > 0 ? fmt::format("{:.1f}", lap.per_second / yardstick_per_second) : "-";
    return fmt::format("{:>6.2f} | {:>6} | {:>8}", lap.per_second / 1e6, ratio, lap.sample);
}

void print(const SampleSize& size, const AreaTree& county, const std::vector<Contender>& contenders) {
    const auto geos = std::ranges::find(contenders, yardstick, &Contender::name);
    const auto geos_per_second = [&](std::size_t lap) {
        return geos == contenders.end() ? 0 : geos->laps[lap].per_second;
    };
    fmt::print("\n{}: {} villages of 264 vertices, {} points, in random order and village by village\n\n",
               size.name, county.size(), size.positions);
    fmt::print(
        "| engine                  | build s |   MB | random M/s | x GEOS | timed | by village M/s | x GEOS "
        "| "
        "timed | answers not ours |\n");
    fmt::print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const auto& contender : contenders) {
        const auto& laps = contender.laps;
        fmt::print("| {:<23} | {:>7.2f} | {:>4.0f} | {} | {} | {} |\n", contender.name, contender.build_s,
                   contender.memory_mb, speed(laps[0], geos_per_second(0)),
                   speed(laps[1], geos_per_second(1)), std::max(laps[0].differing, laps[1].differing));
    }
    std::fflush(stdout);
}

std::vector<Located> answers(const Peer& peer, std::span<const LonLat> positions) {
    std::vector<Located> located(positions.size());
    peer.find(positions, located);
    return located;
}

/// Returns how many engines that must answer as we do did not.
std::ptrdiff_t run(const SampleSize& size, const std::vector<std::string>& peers) {
    const auto county = sample_county(size);
    auto positions = random_positions(county, size.positions);
    auto contenders = contenders_of(county, peers);
    const auto& ours = *contenders.front().peer;
    auto located = answers(ours, positions);
    race(contenders, positions, located);
    positions = in_village_order(positions, located, county.size());
    located = answers(ours, positions);
    race(contenders, positions, located);
    print(size, county, contenders);
    return std::ranges::count_if(contenders, [](const Contender& contender) {
        return contender.answers == Answers::equal &&
               std::ranges::any_of(contender.laps, [](const Lap& lap) { return lap.differing > 0; });
    });
}

void write_tables(const SampleSize& size, const std::filesystem::path& folder) {
    const auto county = sample_county(size);
    const auto positions = random_positions(county, size.positions);
    write_postgis_tables(county, positions, answers(Ours(county), positions), folder);
}

}  // namespace
}  // namespace courtyard

int main(int argc, char** argv) {
    using namespace courtyard;
    CLI::App app("Point-in-village engines side by side; ends with 1 when GEOS answers otherwise than ours.");
    std::vector<std::string> sizes{"S", "M"};
    std::vector<std::string> peers{"ours", "geos", "s2"};
    std::string folder;
    app.add_option("size", sizes, "S, M, L: 500, 5,000, 50,000 villages")
        ->check(CLI::IsMember({"S", "M", "L"}));
    app.add_option("--peers", peers, "ours: on two threads too; on one it always runs")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"ours", "geos", "s2"}));
    app.add_option("--write-csv", folder, "only write the tables of bench/geo/postgis.sh, for one size");
    CLI11_PARSE(app, argc, argv);
    if (!folder.empty()) {
        write_tables(sample_size(sizes[0]), folder);
        return 0;
    }
    std::ptrdiff_t wrong = 0;
    for (const auto& size : sizes) wrong += run(sample_size(size), peers);
    if (wrong > 0) fmt::print(stderr, "answers differ where they must be equal\n");
    return wrong > 0 ? 1 : 0;
}
