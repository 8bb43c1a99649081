// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "api/http/message.h"
#include "geo/day.h"

namespace courtyard {

/// A file that was tried and waits for a person to say yes.
struct WaitingImport {
    std::string id;
    std::string account;
    std::string content_hash;
    Fields query;        ///< kind, mapping and whatever else it was tried with
    std::string report;  ///< of the dry run, as JSON
    std::string mark;    ///< of the changes that it told; empty: it told none
    Instant until;
    std::filesystem::path file;
};

/// The files of dry runs, kept for a day beside the spool.
///
/// One account's files hold at most 512 MiB, its oldest goes first; all together at most 2 GiB.
/// Threads   safe to call concurrently
class WaitingImports {
  public:
    explicit WaitingImports(const std::filesystem::path& spool) : folder_(spool / "waiting") {}

    /// Keeps a second name of `spooled`, and the outlines of what it would change; nothing when there is no
    /// room for it.
    std::optional<Instant> keep(WaitingImport waiting, const std::filesystem::path& spooled,
                                const std::string& outlines) const;
    /// It was tried again and would do something else by now; the file stays, and so does its day. Nothing
    /// is written of one that was forgotten meanwhile.
    void tell_anew(const WaitingImport& waiting, const std::string& outlines) const;
    /// The outlines that were kept with it, to be read at leisure: those told anew are another file.
    std::ifstream outlines(const std::string& id) const;
    /// Nothing when its day is over.
    std::optional<WaitingImport> find(const std::string& id) const;
    void forget(const std::string& id) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace courtyard
