// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/fid_index.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace courtyard {
namespace {

constexpr std::size_t usual_bucket = 1024;

}  // namespace

std::size_t FidIndex::bucket_of(std::uint64_t fid) const {
    // Fibonacci hashing: the upper half of the product is well mixed even for fids that count up.
    return static_cast<std::size_t>((fid * 0x9e3779b97f4a7c15ULL) >> 32U) & (buckets_.size() - 1);
}

FidIndex FidIndex::of(std::vector<Entry> entries) {
    FidIndex index;
    index.size_ = entries.size();
    index.buckets_.resize(std::bit_ceil(entries.size() / usual_bucket + 1));
    std::vector<Bucket> buckets(index.buckets_.size());
    for (const Entry entry : entries) {
        buckets[index.bucket_of(entry.fid)].push_back(entry);
    }
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        std::ranges::sort(buckets[i], {}, &Entry::fid);
        index.buckets_[i] = std::make_shared<const Bucket>(std::move(buckets[i]));
    }
    return index;
}

FidIndex FidIndex::changed(std::span<const Edit> edits) const {
    if (buckets_.empty()) {
        return of({}).changed(edits);
    }
    FidIndex next = *this;
    std::vector<Edit> sorted(edits.begin(), edits.end());
    std::ranges::sort(sorted, {},
                      [this](const Edit& edit) { return std::pair(bucket_of(edit.fid), edit.fid); });
    for (auto edit = sorted.begin(); edit != sorted.end();) {
        const std::size_t number = bucket_of(edit->fid);
        const Bucket& before = *buckets_[number];
        auto after = std::make_shared<Bucket>();
        after->reserve(before.size() + 1);
        auto old = before.begin();
        for (; edit != sorted.end() && bucket_of(edit->fid) == number; ++edit) {
            const auto kept_until = std::lower_bound(
                old, before.end(), edit->fid, [](const Entry& e, std::uint64_t fid) { return e.fid < fid; });
            after->insert(after->end(), old, kept_until);
            old = kept_until != before.end() && kept_until->fid == edit->fid ? kept_until + 1 : kept_until;
            if (edit->key) {
                after->push_back({edit->fid, *edit->key});
            }
        }
        after->insert(after->end(), old, before.end());
        next.size_ += after->size();
        next.size_ -= before.size();
        next.buckets_[number] = std::move(after);
    }
    if (next.size_ <= next.buckets_.size() * usual_bucket * 2) {
        return next;
    }
    std::vector<Entry> all;
    all.reserve(next.size_);
    for (const auto& bucket : next.buckets_) {
        all.insert(all.end(), bucket->begin(), bucket->end());
    }
    return of(std::move(all));
}

std::optional<std::uint64_t> FidIndex::find(std::uint64_t fid) const {
    if (buckets_.empty()) {
        return std::nullopt;
    }
    const Bucket& bucket = *buckets_[bucket_of(fid)];
    const auto found = std::ranges::lower_bound(bucket, fid, {}, &Entry::fid);
    return found != bucket.end() && found->fid == fid ? std::optional(found->key) : std::nullopt;
}

}  // namespace courtyard
