// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/geo/race.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>

namespace courtyard {
namespace {

constexpr double round_s = 3;
constexpr double shortest_s = 0.1;
constexpr std::size_t rounds = 3;
constexpr std::size_t trial = 20'000;

double seconds(Clock clock) {
    timespec now{};
    clock_gettime(clock == Clock::processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Without what malloc keeps back of memory that was freed.
double resident_mb() {
    malloc_trim(0);
    std::ifstream statm("/proc/self/statm");
    double all_pages = 0;
    double resident_pages = 0;
    statm >> all_pages >> resident_pages;
    return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// Again and again until the clock has something to say.
double rate(const Contender& contender, std::span<const LonLat> positions, std::span<Located> found) {
    const auto start = seconds(contender.clock);
    double passed_s = 0;
    double answered = 0;
    while (passed_s < shortest_s) {
        contender.peer->find(positions, found);
        answered += static_cast<double>(positions.size());
        passed_s = seconds(contender.clock) - start;
    }
    return answered / passed_s;
}

std::size_t sample_of(const Contender& contender, std::span<const LonLat> positions,
                      std::span<Located> found) {
    const auto count = std::min(trial, positions.size());
    const auto per_second = rate(contender, positions.first(count), found.first(count));
    return std::min(positions.size(), std::max(count, static_cast<std::size_t>(per_second * round_s)));
}

std::size_t differing(std::span<const Located> found, std::span<const Located> ours) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (found[i].village != ours[i].village) ++count;
    }
    return count;
}

}  // namespace

void build(Contender& contender, const std::function<std::unique_ptr<Peer>()>& engine) {
    const auto memory_before = resident_mb();
    const auto start = seconds(Clock::processor);
    contender.peer = engine();
    contender.build_s = seconds(Clock::processor) - start;
    contender.memory_mb = resident_mb() - memory_before;
}

void race(std::vector<Contender>& contenders, std::span<const LonLat> positions,
          std::span<const Located> ours) {
    std::vector<Located> found(positions.size());
    std::vector<std::vector<double>> rates(contenders.size());
    for (auto& contender : contenders) {
        contender.laps.push_back({.sample = sample_of(contender, positions, found)});
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < contenders.size(); ++i) {
            const auto sample = contenders[i].laps.back().sample;
            rates[i].push_back(rate(contenders[i], positions.first(sample), std::span(found).first(sample)));
        }
    }
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        std::ranges::sort(rates[i]);
        contenders[i].peer->find(positions, found);
        contenders[i].laps.back().per_second = rates[i][rounds / 2];
        contenders[i].laps.back().differing = differing(found, ours);
    }
}

}  // namespace courtyard
