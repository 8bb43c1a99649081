// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace courtyard {

/// Where each feature of a layer lies: from its fid to its Morton key.
///
/// Copies share their buckets; a change copies the buckets it touches (about a thousand entries each) and the
/// list of buckets. Threads: const, safe to call concurrently.
class FidIndex {
  public:
    struct Entry {
        std::uint64_t fid = 0;
        std::uint64_t key = 0;
    };
    /// A new key for a fid, or its removal (`key` empty).
    struct Edit {
        std::uint64_t fid = 0;
        std::optional<std::uint64_t> key;
    };

    /// Precondition: every fid once.
    static FidIndex of(std::vector<Entry> entries);
    /// Precondition: every fid once. Removing what is not there does nothing.
    FidIndex changed(std::span<const Edit> edits) const;

    std::optional<std::uint64_t> find(std::uint64_t fid) const;
    std::size_t size() const { return size_; }

  private:
    using Bucket = std::vector<Entry>;  ///< by fid

    std::size_t bucket_of(std::uint64_t fid) const;

    std::vector<std::shared_ptr<const Bucket>> buckets_;  ///< a power of two of them, or none
    std::size_t size_ = 0;
};

}  // namespace courtyard
