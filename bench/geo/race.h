// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/geo/peer.h"

namespace courtyard {

/// What an engine's answers must be: ours, or something else close to a border.
enum class Answers { equal, may_differ };

/// By the processor's clock a busy machine does not spoil the ratio; several threads need the one on the
/// wall.
enum class Clock { processor, wall };

/// One engine over the positions in one order.
struct Lap {
    std::size_t sample = 0;     ///< positions timed, from the front: as many as fit into a round
    double per_second = 0;      ///< median of the rounds
    std::size_t differing = 0;  ///< answers that are not ours, among all positions
};

/// An engine in the race, and what was measured of it.
struct Contender {
    std::string name;
    Answers answers = Answers::equal;
    Clock clock = Clock::processor;
    std::unique_ptr<Peer> peer = {};
    double build_s = 0;    ///< processor time
    double memory_mb = 0;  ///< what the process has grown by
    std::vector<Lap> laps = {};
};

/// Builds the contender's engine and measures that.
void build(Contender& contender, const std::function<std::unique_ptr<Peer>()>& engine);

/// Three rounds of all contenders in turn, so that a slow minute of the machine meets each of them; then each
/// answers for every position. Adds one lap to each contender.
///
/// @param ours  our own answer for each position
void race(std::vector<Contender>& contenders, std::span<const LonLat> positions,
          std::span<const Located> ours);

}  // namespace courtyard
