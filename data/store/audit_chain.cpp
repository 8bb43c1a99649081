// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/audit_chain.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "data/store/audit_seal.h"
#include "data/store/content_hash.h"

namespace courtyard {
namespace {

constexpr std::size_t read_at_once = 2'000;
constexpr std::size_t tokens_remembered = 100'000;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const std::optional<AuditName>& name) {
    return name ? name->kind + ' ' + to_hex(name->token) : std::string("-");
}

/// A line for each part. None of them can hold a line break: they are numbers, codes, hex and words of ours.
std::string text_of(const AuditEntry& entry) {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n", entry.seq, entry.at.ms, entry.verb,
                       entry.detail, entry.area, entry.rows, entry.revision, text_of(entry.account),
                       text_of(entry.subject), text_of(entry.address));
}

/// Walks the chain and stops at the first thing that is wrong.
class Walk {
  public:
    Walk(const AuditSource& source, const AuditAnchors& anchors, const std::optional<AuditPublicKey>& key)
        : source_(source), seals_(anchors.seals), keys_(anchors.handovers, key) {
        std::ranges::stable_sort(seals_, {}, &AuditSeal::seq);
    }

    AuditVerdict verdict() && {
        if (begin() && along()) end();
        return std::move(verdict_);
    }

  private:
    bool wrong(AuditFault::Kind kind, std::int64_t seq, Text detail) {
        verdict_.fault = AuditFault{kind, seq, std::move(detail)};
        return false;
    }

    bool is_ours(const AuditSeal& seal) const { return keys_.may_seal(seal); }

    bool begin() {
        if (!source_.start) return true;
        if (!is_ours(*source_.start))
            return wrong(AuditFault::Kind::bad_start, source_.start->seq + 1,
                         {"链的开头不是由本系统密钥签过的清理点",
                          "the chain does not begin at a place that our key has sealed"});
        last_ = {source_.start->seq, source_.start->hash};
        return true;
    }

    bool along() {
        for (;;) {
            const std::vector<AuditEntry> slice = source_.entries(last_.seq, read_at_once);
            if (slice.empty()) return true;
            for (std::size_t i = 0; i < slice.size(); ++i)
                if (!is_next(slice, i) || !names_hold(slice[i]) || !seals_hold(slice[i])) return false;
        }
    }

    bool is_next(const std::vector<AuditEntry>& slice, std::size_t i) {
        const AuditEntry& entry = slice[i];
        if (entry.seq != last_.seq + 1)
            return wrong(AuditFault::Kind::deleted, last_.seq + 1,
                         {fmt::format("第 {} 至 {} 条不见了", last_.seq + 1, entry.seq - 1),
                          fmt::format("entries {} to {} are missing", last_.seq + 1, entry.seq - 1)});
        if (hash_after(last_.hash, entry) != entry.hash) return judge_mismatch(slice, i);
        last_ = {entry.seq, entry.hash};
        ++verdict_.entries;
        return true;
    }

    /// Whether a later entry is the one that was written here, or this one was changed.
    bool judge_mismatch(const std::vector<AuditEntry>& slice, std::size_t i) {
        const std::int64_t seq = slice[i].seq;
        for (std::size_t k = i + 1; k < slice.size(); ++k) {
            AuditEntry moved = slice[k];
            moved.seq = seq;
            const AuditHash hash = hash_after(last_.hash, moved);
            if (hash == slice[i].hash || hash == slice[k].hash)
                return wrong(AuditFault::Kind::reordered, seq,
                             {fmt::format("第 {} 条的位置上是别的条目，原来的在第 {} 条", seq, slice[k].seq),
                              fmt::format("another entry stands in the place of {}, which is at {}", seq,
                                          slice[k].seq)});
        }
        return wrong(AuditFault::Kind::edited, seq,
                     {fmt::format("第 {} 条被改过", seq), fmt::format("entry {} was changed", seq)});
    }

    bool names_hold(const AuditEntry& entry) {
        if (entry.verb == "name.shred" && entry.subject) shredded_.insert(entry.subject->token);
        for (const auto* name : {&entry.account, &entry.subject, &entry.address}) {
            if (!*name) continue;
            if (!(*name)->name) {
                nameless_.emplace((*name)->token, entry.seq);
                continue;
            }
            if (checked_.contains((*name)->token)) continue;
            if (token_of((*name)->key, (*name)->kind, *(*name)->name) != (*name)->token)
                return wrong(AuditFault::Kind::renamed, entry.seq,
                             {fmt::format("第 {} 条中的名称不是当时写下的", entry.seq),
                              fmt::format("a name in entry {} is not the one that was written", entry.seq)});
            if (checked_.size() >= tokens_remembered) checked_.clear();
            checked_.insert((*name)->token);
        }
        return true;
    }

    bool seals_hold(const AuditEntry& entry) {
        for (; next_seal_ < seals_.size() && seals_[next_seal_].seq <= entry.seq; ++next_seal_) {
            const AuditSeal& seal = seals_[next_seal_];
            if (!is_ours(seal)) continue;        // told at the end, when the chain itself holds
            if (seal.seq < entry.seq) continue;  // of what was removed in the meantime
            ++verdict_.seals;
            if (seal.hash != entry.hash)
                return wrong(
                    AuditFault::Kind::rewritten, last_sealed_ + 1,
                    {fmt::format("第 {} 至 {} 条与封存的不符：整段被重写过", last_sealed_ + 1, seal.seq),
                     fmt::format("entries {} to {} are not those that were sealed: they were "
                                 "written anew",
                                 last_sealed_ + 1, seal.seq)});
            last_sealed_ = seal.seq;
        }
        return true;
    }

    bool end() {
        if (last_.seq > 0) verdict_.head = last_;
        for (const auto& [token, seq] : nameless_)
            if (!shredded_.contains(token))
                return wrong(AuditFault::Kind::renamed, seq,
                             {fmt::format("第 {} 条中的名称被销毁，而没有销毁的记录", seq),
                              fmt::format("a name in entry {} was destroyed, and no entry says so", seq)});
        for (const AuditSeal& seal : seals_)
            if (!is_ours(seal))
                return wrong(AuditFault::Kind::bad_seal, seal.seq,
                             {fmt::format("第 {} 条的封存签名不对", seal.seq),
                              fmt::format("the seal of entry {} does not bear our signature", seal.seq)});
        if (const auto& foreign = keys_.foreign())
            return wrong(
                AuditFault::Kind::bad_seal, foreign->seq,
                {fmt::format("第 {} 条处的密钥交接不是由新旧两把密钥签的", foreign->seq),
                 fmt::format("the hand-over of the key at entry {} is not signed by ours", foreign->seq)});
        if (!seals_.empty() && seals_.back().seq > last_.seq)
            return wrong(AuditFault::Kind::tail_cut, last_.seq + 1,
                         {fmt::format("第 {} 至 {} 条曾经封存，现在没有了", last_.seq + 1, seals_.back().seq),
                          fmt::format("entries {} to {} were sealed once and are gone", last_.seq + 1,
                                      seals_.back().seq)});
        return true;
    }

    const AuditSource& source_;
    std::vector<AuditSeal> seals_;
    SealingKeys keys_;
    AuditVerdict verdict_;
    AuditHead last_;
    std::size_t next_seal_ = 0;
    std::int64_t last_sealed_ = 0;
    std::set<AuditToken> checked_;
    std::map<AuditToken, std::int64_t> nameless_;
    std::set<AuditToken> shredded_;
};

}  // namespace

AuditToken token_of(std::string_view key, std::string_view kind, std::string_view name) {
    std::string text(kind);
    text += '\0';
    text += name;
    AuditToken token{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    crypto_auth_hmacsha256_final(&state, token.data());
    return token;
}

AuditHash hash_after(const AuditHash& before, const AuditEntry& entry) {
    const std::string text = text_of(entry);
    AuditHash hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, before.data(), before.size());
    crypto_hash_sha256_update(&state, bytes_of(text), text.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

std::string_view to_string(AuditFault::Kind kind) {
    switch (kind) {
        case AuditFault::Kind::edited:
            return "edited";
        case AuditFault::Kind::deleted:
            return "deleted";
        case AuditFault::Kind::reordered:
            return "reordered";
        case AuditFault::Kind::renamed:
            return "renamed";
        case AuditFault::Kind::rewritten:
            return "rewritten";
        case AuditFault::Kind::tail_cut:
            return "tail_cut";
        case AuditFault::Kind::bad_start:
            return "bad_start";
        case AuditFault::Kind::bad_seal:
            return "bad_seal";
    }
    return "edited";
}

SealingKeys::SealingKeys(std::span<const AuditHandover> handovers,
                         const std::optional<AuditPublicKey>& trusted)
    : any_(!trusted) {
    if (!trusted) return;
    constexpr auto for_good = std::numeric_limits<std::int64_t>::max();
    std::vector<bool> used(handovers.size());
    const auto next = [&](auto fits) -> const AuditHandover* {
        for (std::size_t i = 0; i < handovers.size(); ++i) {
            if (used[i] || !fits(handovers[i]) || !is_genuine(handovers[i])) continue;
            used[i] = true;
            return &handovers[i];
        }
        return nullptr;
    };
    // What a predecessor that was stolen signs for others later leads nowhere: from it we only go further
    // back.
    for (AuditPublicKey key = *trusted;;) {
        const auto* before = next([&](const AuditHandover& one) { return one.new_key == key; });
        if (before == nullptr) break;
        key = before->old_key;
        last_.try_emplace(key, before->seq);
    }
    AuditPublicKey newest = *trusted;
    while (const auto* after = next([&](const AuditHandover& one) { return one.old_key == newest; })) {
        last_.insert_or_assign(newest, after->seq);
        newest = after->new_key;
    }
    last_.insert_or_assign(newest, for_good);
    for (std::size_t i = 0; i < handovers.size() && !foreign_; ++i)
        if (!used[i]) foreign_ = handovers[i];
}

bool SealingKeys::may_seal(const AuditSeal& seal) const {
    if (!is_genuine(seal)) return false;
    const auto known = last_.find(seal.key);
    return any_ || (known != last_.end() && seal.seq <= known->second);
}

AuditVerdict verify_audit(const AuditSource& source, const AuditAnchors& anchors,
                          const std::optional<AuditPublicKey>& key) {
    return Walk(source, anchors, key).verdict();
}

}  // namespace courtyard
