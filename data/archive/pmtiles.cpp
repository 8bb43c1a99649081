// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/archive/pmtiles.h"

#include <sodium.h>

#include <array>
#include <cassert>
#include <cmath>
#include <fstream>
#include <map>

#include "data/archive/file_in_making.h"
#include "data/archive/pmtiles_directory.h"

namespace courtyard {
namespace {

constexpr std::size_t header_bytes = 127;
/// A reader's first request takes so much: header and root directory must lie within.
constexpr std::size_t first_request = 16'384;
constexpr std::uint8_t gzip_compression = 2;
constexpr std::uint8_t mvt_type = 1;

/// Numbers of the header, little end first.
class Header {
  public:
    Header() { bytes_ = "PMTiles\x03"; }
    Header& put(std::uint64_t value) { return put_bytes(value, 8); }
    Header& put_byte(std::uint8_t value) { return put_bytes(value, 1); }
    Header& put_place(LonLat place) {
        put_bytes(static_cast<std::uint32_t>(std::lround(place.lon * 1e7)), 4);
        return put_bytes(static_cast<std::uint32_t>(std::lround(place.lat * 1e7)), 4);
    }
    const std::string& bytes() const {
        assert(bytes_.size() == header_bytes);
        return bytes_;
    }

  private:
    Header& put_bytes(std::uint64_t value, unsigned count) {
        for (unsigned i = 0; i < count; ++i) bytes_ += static_cast<char>((value >> (8 * i)) & 0xFF);
        return *this;
    }
    std::string bytes_;
};

using ContentHash = std::array<unsigned char, 16>;

ContentHash hash_of(std::string_view bytes) {
    ContentHash hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    return hash;
}

class PmTiles final : public TileArchive {
  public:
    PmTiles(const std::filesystem::path& file, TilesetFacts facts, Gzip gzip)
        : file_(file), data_(file.string() + ".data"), facts_(std::move(facts)), gzip_(std::move(gzip)) {
        stream_.exceptions(std::ios::badbit | std::ios::failbit);
        stream_.open(data_.path(), std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
    }

    void add(TileAddress tile, std::string_view gzipped) override {
        const std::uint64_t number = hilbert_number(tile);
        assert(entries_.empty() || number > last_);
        const auto [found, fresh] = contents_.try_emplace(
            hash_of(gzipped), Content{length_, static_cast<std::uint32_t>(gzipped.size())});
        if (fresh) {
            stream_.write(gzipped.data(), static_cast<std::streamsize>(gzipped.size()));
            length_ += gzipped.size();
        }
        const bool continues =
            !entries_.empty() && number == last_ + 1 && entries_.back().offset == found->second.offset;
        if (continues)
            ++entries_.back().run;
        else
            entries_.push_back({number, found->second.offset, found->second.length, 1});
        last_ = number;
        ++tiles_;
    }

    ArchiveSummary finish() override {
        const PackedDirectory directory = pack_directory(entries_, gzip_, first_request - header_bytes);
        const std::string metadata = gzip_(facts_.metadata);
        std::ofstream out;
        out.exceptions(std::ios::badbit | std::ios::failbit);
        out.open(file_.path(), std::ios::binary | std::ios::trunc);
        out << header(directory, metadata.size()) << directory.root << metadata << directory.leaves;
        stream_.seekg(0);
        if (length_ > 0) out << stream_.rdbuf();
        out.close();
        const auto bytes = std::filesystem::file_size(file_.path());
        file_.put_in_place();
        return {tiles_, contents_.size(), bytes};
    }

  private:
    struct Content {
        std::uint64_t offset = 0;
        std::uint32_t length = 0;
    };

    std::string header(const PackedDirectory& directory, std::size_t metadata_bytes) const {
        const std::uint64_t metadata_at = header_bytes + directory.root.size();
        const std::uint64_t leaves_at = metadata_at + metadata_bytes;
        const Bounds& b = facts_.bounds;
        Header header;
        header.put(header_bytes).put(directory.root.size());
        header.put(metadata_at).put(metadata_bytes);
        header.put(leaves_at).put(directory.leaves.size());
        header.put(leaves_at + directory.leaves.size()).put(length_);
        header.put(tiles_).put(entries_.size()).put(contents_.size());
        header.put_byte(1).put_byte(gzip_compression).put_byte(gzip_compression).put_byte(mvt_type);
        header.put_byte(static_cast<std::uint8_t>(facts_.minzoom));
        header.put_byte(static_cast<std::uint8_t>(facts_.maxzoom));
        header.put_place({b.west, b.south}).put_place({b.east, b.north});
        header.put_byte(static_cast<std::uint8_t>((facts_.minzoom + facts_.maxzoom) / 2));
        header.put_place({(b.west + b.east) / 2, (b.south + b.north) / 2});
        return header.bytes();
    }

    FileInMaking file_;
    FileInMaking data_;
    TilesetFacts facts_;
    Gzip gzip_;
    std::fstream stream_;
    std::map<ContentHash, Content> contents_;
    std::vector<DirectoryEntry> entries_;
    std::uint64_t length_ = 0;
    std::uint64_t last_ = 0;
    std::uint64_t tiles_ = 0;
};

}  // namespace

std::unique_ptr<TileArchive> create_pmtiles(const std::filesystem::path& file, TilesetFacts facts,
                                            Gzip gzip) {
    return std::make_unique<PmTiles>(file, std::move(facts), std::move(gzip));
}

}  // namespace courtyard
