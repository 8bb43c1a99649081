// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace courtyard {

/// Counts and times for /metrics, in the text format of Prometheus.
///
/// Threads   safe to call concurrently
class Metrics {
  public:
    Metrics();
    ~Metrics();

    /// One answered request of a route.
    void count(std::string_view route, unsigned status, double seconds);
    /// The same for those who count often: found once, counted without a look-up. Lives as long as these.
    class Meter {
      public:
        void count(double seconds);

      private:
        friend class Metrics;
        struct Counters;
        std::shared_ptr<Counters> counters_;
    };
    Meter meter(std::string_view route, unsigned status);
    /// One more of something that has no time.
    void tally(const std::string& name, const std::string& help,
               const std::map<std::string, std::string>& labels);
    /// A value of the moment.
    void gauge(const std::string& name, const std::string& help, double value);
    std::string text() const;

  private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace courtyard
