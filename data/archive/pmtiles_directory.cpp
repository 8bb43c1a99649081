// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/archive/pmtiles_directory.h"

#include <algorithm>

namespace courtyard {
namespace {

constexpr std::size_t smallest_leaf = 4096;

void put_varint(std::string& bytes, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) bytes += static_cast<char>((value & 0x7F) | 0x80);
    bytes += static_cast<char>(value);
}

PackedDirectory with_leaves(std::span<const DirectoryEntry> entries, const Gzip& gzip, std::size_t leaf) {
    PackedDirectory packed;
    std::vector<DirectoryEntry> root;
    for (std::size_t at = 0; at < entries.size(); at += leaf) {
        const auto part = entries.subspan(at, std::min(leaf, entries.size() - at));
        const std::string bytes = gzip(directory_bytes(part));
        root.push_back(
            {part.front().first, packed.leaves.size(), static_cast<std::uint32_t>(bytes.size()), 0});
        packed.leaves += bytes;
    }
    packed.root = gzip(directory_bytes(root));
    return packed;
}

}  // namespace

std::string directory_bytes(std::span<const DirectoryEntry> entries) {
    std::string bytes;
    put_varint(bytes, entries.size());
    std::uint64_t before = 0;
    for (const DirectoryEntry& entry : entries) {
        put_varint(bytes, entry.first - before);
        before = entry.first;
    }
    for (const DirectoryEntry& entry : entries) put_varint(bytes, entry.run);
    for (const DirectoryEntry& entry : entries) put_varint(bytes, entry.length);
    const DirectoryEntry* previous = nullptr;
    for (const DirectoryEntry& entry : entries) {
        const bool adjoins = previous != nullptr && entry.offset == previous->offset + previous->length;
        put_varint(bytes, adjoins ? 0 : entry.offset + 1);
        previous = &entry;
    }
    return bytes;
}

PackedDirectory pack_directory(std::span<const DirectoryEntry> entries, const Gzip& gzip,
                               std::size_t longest_root) {
    PackedDirectory packed{gzip(directory_bytes(entries)), {}};
    for (std::size_t leaf = smallest_leaf; packed.root.size() > longest_root; leaf *= 2)
        packed = with_leaves(entries, gzip, leaf);
    return packed;
}

}  // namespace courtyard
