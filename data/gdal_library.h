// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace courtyard {

/// Makes GDAL ready, once per process: only the drivers of the house stay registered, no plug-ins, no
/// network.
void prepare_gdal();

/// While it lives, GDAL's messages of this thread are kept here instead of being printed.
class GdalMessages {
  public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    /// The first failure since the last `forget`; empty when there was none.
    const std::string& failure() const { return failure_; }
    void forget() { failure_.clear(); }

  private:
    friend struct GdalMessageSink;
    std::string failure_;
};

}  // namespace courtyard
