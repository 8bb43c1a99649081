// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/daily_sweep.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>

namespace courtyard {

DailySweep::DailySweep(Store& store, BlobStore& blobs)
    : store_(store), blobs_(blobs), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void DailySweep::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            const auto gone = sweep_photos(store_, blobs_, Instant::now());
            if (!gone)
                spdlog::warn("photos without an inspection point were not removed: {}",
                             gone.error().detail.en);
            if (gone && *gone > 0) spdlog::info("{} photos without an inspection point were removed", *gone);
        } catch (const std::exception& error) {
            spdlog::error("photos without an inspection point were not removed: {}", error.what());
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, std::chrono::hours(24), [] { return false; });
    }
}

}  // namespace courtyard
