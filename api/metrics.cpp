// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace courtyard {

struct Metrics::Registry {
    prometheus::Registry all;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter().Name("courtyard_requests_total").Help("Requests answered").Register(all);
    prometheus::Family<prometheus::Histogram>& seconds =
        prometheus::BuildHistogram()
            .Name("courtyard_request_seconds")
            .Help("Time from the whole request to its answer")
            .Register(all);
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

struct Metrics::Meter::Counters {
    prometheus::Counter& requests;
    prometheus::Histogram& seconds;
};

void Metrics::Meter::count(double seconds) {
    counters_->requests.Increment();
    counters_->seconds.Observe(seconds);
}

Metrics::Meter Metrics::meter(std::string_view route, unsigned status) {
    const std::string name(route);
    Meter meter;
    meter.counters_ = std::make_shared<Meter::Counters>(Meter::Counters{
        registry_->requests.Add({{"route", name}, {"status", std::to_string(status)}}),
        registry_->seconds.Add({{"route", name}}, prometheus::Histogram::BucketBoundaries{
                                                      0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2, 10})});
    return meter;
}

void Metrics::count(std::string_view route, unsigned status, double seconds) {
    meter(route, status).count(seconds);
}

void Metrics::tally(const std::string& name, const std::string& help,
                    const std::map<std::string, std::string>& labels) {
    prometheus::BuildCounter().Name(name).Help(help).Register(registry_->all).Add(labels).Increment();
}

void Metrics::gauge(const std::string& name, const std::string& help, double value) {
    prometheus::BuildGauge().Name(name).Help(help).Register(registry_->all).Add({}).Set(value);
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_->all.Collect()); }

}  // namespace courtyard
