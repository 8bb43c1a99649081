// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "data/store/audit_anchors.h"
#include "data/store/audit_chain.h"
#include "data/store/audit_seal.h"
#include "data/store/store.h"

namespace courtyard {

/// Where the audit is sealed, and for how long it is kept.
struct AuditTerms {
    std::filesystem::path key;      ///< of the seals
    std::filesystem::path anchors;  ///< the second place, to which each seal is appended
    int months = 12;                ///< entries older than this are removed
    std::chrono::milliseconds pause = std::chrono::hours(1);  ///< from one seal to the next
};

/// Keeps the audit: seals its newest entry once an hour, at the start and at the end, in a second place;
/// removes what is older than it must be; holds the chain against its seals.
///
/// Threads   safe to call concurrently
class AuditOffice {
  public:
    /// Errors   those of `AuditKey::open`
    static Result<std::unique_ptr<AuditOffice>> open(Store& store, const AuditTerms& terms);
    ~AuditOffice();

    /// Seals and tidies from now on, on a thread of its own.
    void begin();
    /// The last seal. What was written since `begin` is under it.
    void end();

    /// @return   whether there was something new to seal
    /// Errors   unavailable: audit.anchors
    Result<bool> seal(Instant now);
    /// Removes what is older than the months that it is kept, in small writes. @return   how many went
    Result<std::int64_t> prune(Instant now);
    /// Errors   invalid_input: audit.seal
    Result<AuditVerdict> verify() const;
    /// Held by whoever is making a file of the audit.
    using DownloadPlace = std::unique_lock<std::mutex>;
    /// The right to make a file of the audit, which keeps a worker and the disk busy: one at a time.
    ///
    /// @return   without the lock when somebody else has it
    /// Threads   not by one that has it already
    DownloadPlace place_for_download();
    /// The last seal that was written; a seal being written is not waited for.
    std::optional<AuditSeal> last_seal() const;

  private:
    AuditOffice(Store& store, AuditTerms terms, AuditKey key);
    void run(const std::stop_token& stop);

    Store& store_;
    const AuditTerms terms_;
    const AuditKey key_;
    std::mutex sealing_;        ///< one seal after the other; held while disks are waited for
    mutable std::mutex mutex_;  ///< for what is remembered alone: who asks for it waits for no disk
    std::optional<AuditSeal> sealed_;
    std::mutex downloading_;
    std::mutex waiting_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

/// Goes along the chain of a store.
AuditVerdict verify_audit_of(const Store& store, const AuditAnchors& anchors,
                             const std::optional<AuditPublicKey>& key);

/// Exchanges the key of the seals: the audit tells of it, the old key seals that and hands over to a new one,
/// which takes its file's place and seals from then on. The old one is gone for good; what it sealed still
/// counts.
///
/// Ended anywhere it is done whole the next time, or by the next start of the server.
///
/// @param account   who does it
/// Errors   those of `AuditKey::open`; unavailable: audit.anchors; invalid_input: audit.seal
Result<AuditHandover> rotate_audit_key(Store& store, const std::filesystem::path& key,
                                       const std::filesystem::path& anchors, const std::string& account,
                                       Instant now);

}  // namespace courtyard
