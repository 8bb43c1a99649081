// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace courtyard {

/// Reads a database from end to end beside those who use it, on a thread of low priority; ends early with
/// this object.
class DamageSearch {
  public:
    /// @param tell   called once, on that thread, with what is wrong; never when nothing is
    DamageSearch(const std::filesystem::path& file, std::function<void(std::string)> tell);
    DamageSearch(const DamageSearch&) = delete;
    DamageSearch& operator=(const DamageSearch&) = delete;
    ~DamageSearch();

  private:
    void run(const std::filesystem::path& file, const std::function<void(std::string)>& tell);

    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace courtyard
