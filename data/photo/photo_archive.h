// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/read/archive.h"
#include "data/store/file_handle.h"

namespace courtyard {

/// What a file among photos is to us.
enum class FoundKind : std::uint8_t {
    photo,  ///< begins as a JPEG does
    track,  ///< a GPX
    other,  ///< refused
};

/// A file among photos, before anybody looked into it.
struct FoundFile {
    std::string name;  ///< as the archive has it, `/` between folders
    FoundKind kind = FoundKind::other;
    std::uint64_t bytes = 0;
    std::optional<Error> refusal;  ///< why its content is not wanted: not a photo, too large
};

/// A photo is at most this large, by itself or in an archive.
constexpr std::size_t most_photo_bytes = std::size_t{12} << 20;
constexpr std::size_t most_track_bytes = std::size_t{64} << 20;

/// Takes the files of an archive one after the other: each is found first, then its content comes in pieces
/// unless it is refused.
class FoundFiles {
  public:
    virtual ~FoundFiles() = default;
    virtual Result<void> found(const FoundFile& file) = 0;
    virtual Result<void> piece(std::string_view bytes) = 0;
};

/// Reads a zip of photos in the order of the archive. What macOS and Windows leave beside files is passed
/// over.
///
/// Errors   those of `list_archive`, and of the taker
Result<void> read_photo_archive(const std::filesystem::path& archive, const ArchiveLimits& limits,
                                FoundFiles& taker);

/// The same of a folder and those in it, in the order of names. Links are not followed.
Result<void> read_photo_folder(const std::filesystem::path& folder, FoundFiles& taker);

/// Who opens a stranger's archive: this process (`read_photo_archive`), or a parsing worker.
using PhotoUnpacker =
    std::function<Result<void>(const std::filesystem::path&, const ArchiveLimits&, FoundFiles&)>;

/// A file out of an archive, on our disk.
struct UnpackedFile {
    FoundFile found;
    std::filesystem::path file;  ///< empty when it was refused
    std::string sha256;
};

/// Writes what is found into a folder, under numbers.
class UnpackedFiles final : public FoundFiles {
  public:
    explicit UnpackedFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    Result<void> found(const FoundFile& file) override;
    /// Errors   unavailable: store.full
    Result<void> piece(std::string_view bytes) override;

    /// Hashes them. Throws when they cannot be read again.
    std::vector<UnpackedFile> finished();

  private:
    std::filesystem::path folder_;
    std::vector<UnpackedFile> files_;
    std::optional<FileHandle> out_;
};

}  // namespace courtyard
