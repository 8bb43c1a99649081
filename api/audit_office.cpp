// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/audit_office.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <exception>

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

}  // namespace

AuditVerdict verify_audit_of(const Store& store, std::span<const AuditSeal> seals,
                             const std::optional<std::array<unsigned char, 32>>& key) {
    const auto go_along = [&] {
        const AuditSource source{
            store.audit_start(), [&](std::int64_t after, std::size_t at_most) {
                return store.audit(
                    {.order = AuditQuery::Order::oldest_first, .after = after, .at_most = at_most});
            }};
        return std::pair(source.start ? source.start->seq : 0, verify_audit(source, seals, key));
    };
    auto [start, verdict] = go_along();
    // The oldest part may have been removed while we looked.
    const auto now = store.audit_start();
    if (verdict.fault && (now ? now->seq : 0) != start) verdict = go_along().second;
    return verdict;
}

AuditOffice::AuditOffice(Store& store, AuditTerms terms, AuditKey key)
    : store_(store), terms_(std::move(terms)), key_(std::move(key)) {
    if (const auto seals = read_seals(terms_.anchors); seals && !seals->empty()) sealed_ = seals->back();
}

Result<std::unique_ptr<AuditOffice>> AuditOffice::open(Store& store, const AuditTerms& terms) {
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
        wake_.wait_for(lock, stop, std::chrono::hours(1), [] { return false; });
    }
}

Result<bool> AuditOffice::seal(Instant now) {
    const std::lock_guard lock(mutex_);
    const auto head = store_.audit_head();
    if (!head || (sealed_ && sealed_->seq == head->seq && sealed_->hash == head->hash)) return false;
    const AuditSeal seal = key_.seal(*head, now);
    if (auto written = append_seal(terms_.anchors, seal); !written) return tl::unexpected(written.error());
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
    const auto seals = read_seals(terms_.anchors);
    if (!seals) return tl::unexpected(seals.error());
    return verify_audit_of(store_, *seals, key_.public_key());
}

std::optional<AuditSeal> AuditOffice::last_seal() const {
    const std::lock_guard lock(mutex_);
    return sealed_;
}

}  // namespace courtyard
