// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "geo/result.h"

namespace courtyard {

/// The certificate that new connections are shown; it can be exchanged while others go on with the old one.
///
/// TLS 1.2 and later, no renegotiation. OpenSSL 3 calls a close without a goodbye an error, which Asio 1.74
/// does not know; for HTTP, which has its own ends, it is an end, and is told as one.
///
/// Threads   safe to call concurrently
class TlsDesk {
  public:
    using Context = boost::asio::ssl::context;

    /// Reads chain and key (PEM).
    /// Errors   unavailable: server.certificate; what was there before stays
    Result<void> load(const std::filesystem::path& certificate, const std::filesystem::path& key);
    /// Null: plain HTTP.
    std::shared_ptr<Context> context() const;

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<Context> context_;
};

}  // namespace courtyard
