// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/audit_office.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <exception>

#include "data/store/durable_file.h"
#include "data/store/hex_array.h"

namespace courtyard {
namespace {

constexpr std::size_t pruned_at_once = 2'000;
constexpr std::int64_t month_ms = std::int64_t{31} * 24 * 3'600'000;

/// In small writes; what is used again meanwhile stays.
Result<void> forget_unused_names(Store& store) {
    const UnusedNames unused = store.unused_audit_names();
    for (std::size_t at = 0; at < unused.ids.size(); at += pruned_at_once) {
        const auto end = std::min(at + pruned_at_once, unused.ids.size());
        const UnusedNames slice{unused.until,
                                {unused.ids.begin() + static_cast<std::ptrdiff_t>(at),
                                 unused.ids.begin() + static_cast<std::ptrdiff_t>(end)}};
        const auto written = store
                                 .write([&](Transaction& transaction) -> Result<void> {
                                     transaction.forget_audit_names(slice);
                                     return {};
                                 })
                                 .get();
        if (!written) return tl::unexpected(written.error());
    }
    return {};
}

std::filesystem::path next_to(const std::filesystem::path& key) { return key.string() + ".new"; }

/// When the old key has handed over to the one that waits beside it, that one takes its place. @return   the
/// hand-over
Result<std::optional<AuditHandover>> finish_handover(const std::filesystem::path& key,
                                                     const std::filesystem::path& anchors) {
    if (!std::filesystem::exists(next_to(key)) || !std::filesystem::exists(key)) return std::nullopt;
    const auto old = AuditKey::open(key);
    const auto next = AuditKey::open(next_to(key));
    const auto known = read_anchors(anchors);
    if (!old) return tl::unexpected(old.error());
    if (!next) return tl::unexpected(next.error());
    if (!known) return tl::unexpected(known.error());
    for (const AuditHandover& one : known->handovers) {
        if (one.old_key != old->public_key() || one.new_key != next->public_key()) continue;
        replace_durably(next_to(key), key);
        return one;
    }
    return std::nullopt;
}

Result<void> tell_of_rotation(Store& store, const AuditKey& next, const std::string& account) {
    const auto told = store
                          .write([&](Transaction& transaction) -> Result<void> {
                              transaction.note({.verb = "audit.key",
                                                .account = account,
                                                .detail = "handed over to " + hex_of(next.public_key())});
                              return {};
                          })
                          .get();
    return told ? Result<void>{} : tl::unexpected(told.error());
}

}  // namespace

Result<AuditHandover> rotate_audit_key(Store& store, const std::filesystem::path& key,
                                       const std::filesystem::path& anchors, const std::string& account,
                                       Instant now) {
    const auto begun = finish_handover(key, anchors);
    if (!begun) return tl::unexpected(begun.error());
    if (*begun) return **begun;
    const auto old = AuditKey::open(key);
    if (!old) return tl::unexpected(old.error());
    const auto next = AuditKey::open(next_to(key));
    if (!next) return tl::unexpected(next.error());
    if (auto told = tell_of_rotation(store, *next, account); !told) return tl::unexpected(told.error());
    const AuditHead head = store.audit_head().value_or(AuditHead{});
    const AuditHandover handover = old->hand_over(*next, head.seq, now);
    Result<void> done = append_seal(anchors, old->seal(head, now));
    if (done) done = append_handover(anchors, handover);
    if (done) done = append_seal(anchors, next->seal(head, now));
    if (!done) return tl::unexpected(done.error());
    replace_durably(next_to(key), key);
    return handover;
}

AuditVerdict verify_audit_of(const Store& store, const AuditAnchors& anchors,
                             const std::optional<AuditPublicKey>& key) {
    const auto go_along = [&] {
        const AuditSource source{
            store.audit_start(), [&](std::int64_t after, std::size_t at_most) {
                return store.audit(
                    {.order = AuditQuery::Order::oldest_first, .after = after, .at_most = at_most});
            }};
        return std::pair(source.start ? source.start->seq : 0, verify_audit(source, anchors, key));
    };
    auto [start, verdict] = go_along();
    // The oldest part may have been removed while we looked.
    const auto now = store.audit_start();
    if (verdict.fault && (now ? now->seq : 0) != start) verdict = go_along().second;
    return verdict;
}

AuditOffice::AuditOffice(Store& store, AuditTerms terms, AuditKey key)
    : store_(store), terms_(std::move(terms)), key_(std::move(key)) {
    if (const auto known = read_anchors(terms_.anchors); known && !known->seals.empty())
        sealed_ = known->seals.back();
}

Result<std::unique_ptr<AuditOffice>> AuditOffice::open(Store& store, const AuditTerms& terms) {
    if (auto finished = finish_handover(terms.key, terms.anchors); !finished)
        return tl::unexpected(finished.error());
    auto key = AuditKey::open(terms.key);
    if (!key) return tl::unexpected(key.error());
    return std::unique_ptr<AuditOffice>(new AuditOffice(store, terms, std::move(*key)));
}

AuditOffice::~AuditOffice() { end(); }

void AuditOffice::begin() {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void AuditOffice::end() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    if (auto sealed = seal(Instant::now()); !sealed)
        spdlog::error("{} {}", sealed.error().detail.en, sealed.error().subject);
}

void AuditOffice::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            if (auto sealed = seal(Instant::now()); !sealed)
                spdlog::error("{} {}", sealed.error().detail.en, sealed.error().subject);
            if (auto pruned = prune(Instant::now()); !pruned)
                spdlog::warn("old entries of the audit were not removed: {}", pruned.error().detail.en);
        } catch (const std::exception& error) {
            spdlog::error("the audit was not sealed: {}", error.what());
        }
        std::unique_lock lock(waiting_);
        wake_.wait_for(lock, stop, terms_.pause, [] { return false; });
    }
}

Result<bool> AuditOffice::seal(Instant now) {
    const std::lock_guard one_at_a_time(sealing_);
    const auto head = store_.audit_head();
    const auto last = last_seal();
    if (!head || (last && last->seq == head->seq && last->hash == head->hash)) return false;
    const AuditSeal seal = key_.seal(*head, now);
    if (auto written = append_seal(terms_.anchors, seal); !written) return tl::unexpected(written.error());
    const std::lock_guard lock(mutex_);
    sealed_ = seal;
    return true;
}

Result<std::int64_t> AuditOffice::prune(Instant now) {
    const Instant oldest{now.ms - terms_.months * month_ms};
    const auto head = store_.audit_head();
    std::int64_t gone = 0;
    for (;;) {
        auto old = store_.audit(
            {.until = oldest, .order = AuditQuery::Order::oldest_first, .at_most = pruned_at_once});
        // What is written of the removing itself is not removed.
        std::erase_if(old, [&](const AuditEntry& entry) { return entry.seq > head->seq; });
        if (old.empty()) break;
        const AuditSeal until = key_.seal({old.back().seq, old.back().hash}, now);
        const auto written = store_
                                 .write([&](Transaction& transaction) -> Result<void> {
                                     const std::int64_t removed = transaction.prune_audit(until);
                                     transaction.note({.verb = "audit.prune", .rows = removed});
                                     gone += removed;
                                     return {};
                                 })
                                 .get();
        if (!written) return tl::unexpected(written.error());
    }
    if (gone > 0)
        if (auto forgotten = forget_unused_names(store_); !forgotten)
            return tl::unexpected(forgotten.error());
    return gone;
}

Result<AuditVerdict> AuditOffice::verify() const {
    const auto anchors = read_anchors(terms_.anchors);
    if (!anchors) return tl::unexpected(anchors.error());
    return verify_audit_of(store_, *anchors, key_.public_key());
}

AuditOffice::DownloadPlace AuditOffice::place_for_download() {
    return DownloadPlace(downloading_, std::try_to_lock);
}

std::optional<AuditSeal> AuditOffice::last_seal() const {
    const std::lock_guard lock(mutex_);
    return sealed_;
}

}  // namespace courtyard
