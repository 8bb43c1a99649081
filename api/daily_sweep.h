// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "data/photo/photo_intake.h"

namespace courtyard {

/// Removes photos that nobody claimed in time, at start-up and once a day, on a thread of its own.
class DailySweep {
  public:
    DailySweep(Store& store, BlobStore& blobs);

  private:
    void run(const std::stop_token& stop);

    Store& store_;
    BlobStore& blobs_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace courtyard
