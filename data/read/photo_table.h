// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/photo/photo_archive.h"
#include "data/photo/photo_intake.h"
#include "data/read/rows.h"
#include "data/read/table.h"
#include "data/read/track.h"
#include "data/scratch_folder.h"

namespace courtyard {

/// Who opens and reads the photos of an import, and where they go.
struct PhotoMeans {
    PhotoUnpacker unpack = read_photo_archive;  ///< of strangers: a parsing worker
    PhotoReader read = read_photo;              ///< likewise
    BlobStore* blobs = nullptr;                 ///< null: a zip of photos is refused
    std::filesystem::path spool;                ///< on the disk of the blobs
};

/// A zip or a folder of photos as a table of inspection points: one row for each photo.
///
/// A row's id is that of its photo's content (`photo_uuid`), its time that of the satellites or else of the
/// camera, its position that of the camera, else by a track in the same zip (`Tracks`). What is no photo, or
/// has no place or no time, is a broken row that says so under the file's name. The same photo under two
/// names is one row. Photos that the store holds are not read again.
class PhotoTable final : public Table {
  public:
    /// What a row was made of.
    struct Source {
        std::string file;
        std::string placed_by;  ///< `photo`, `track`; empty: refused
    };
    struct Photo {
        Blob blob;
        std::filesystem::path file;
        std::filesystem::path thumbnail;  ///< empty when the photo was held
    };

    /// @param tables     opens the tracks
    /// @param known      the photo with this hash, if it is held
    /// @param progress   called with photos read and photos in all, by one thread at a time
    /// Errors   those of the unpacker; too_large: archive.too_slow (over ten minutes); unavailable:
    ///          import.parser_unavailable, store.full
    static Result<std::unique_ptr<PhotoTable>> open(
        const std::filesystem::path& path, const PhotoMeans& means, const TableOpener& tables,
        const std::function<std::optional<Blob>(const std::string&)>& known, const std::string& account,
        const std::function<void(std::size_t, std::size_t)>& progress);

    const std::vector<std::string>& columns() const override;
    Result<bool> next(TableRow& row) override;
    std::string_view format() const override { return folder_ ? "Photos (folder)" : "Photos (zip)"; }
    std::optional<std::size_t> row_count() const override { return rows_.size(); }

    /// SHA-256 of all its photos, whatever their names.
    const std::string& content_hash() const { return content_hash_; }
    /// By row number, from 1.
    const std::vector<Source>& sources() const { return sources_; }
    /// Empty for a refused row.
    const std::string& sha256_of_row(std::size_t number) const { return sha256_of_row_[number - 1]; }
    const Photo& photo(const std::string& sha256) const { return photos_.at(sha256); }
    /// Which rows have their position from a track, and how.
    const std::vector<Rejection>& doubts() const { return doubts_; }
    const std::vector<Text>& notes() const { return notes_; }

  private:
    explicit PhotoTable(const std::filesystem::path& spool) : unpacked_(spool) {}

    Result<void> read_tracks(const std::vector<UnpackedFile>& files, const TableOpener& tables);
    void add_row(const UnpackedFile& file, const Result<const Photo*>& photo);
    void place_row(TableRow& row, Source& source, const CameraNote& camera);

    ScratchFolder unpacked_;
    bool folder_ = false;
    std::string content_hash_;
    std::vector<TableRow> rows_;
    std::size_t next_ = 0;
    std::vector<Source> sources_;
    std::vector<std::string> sha256_of_row_;
    std::map<std::string, Photo> photos_;
    std::map<std::string, std::string> first_name_;  ///< by hash
    Tracks tracks_;
    std::vector<Rejection> doubts_;
    std::vector<Text> notes_;
};

}  // namespace courtyard
