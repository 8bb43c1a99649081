// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/photo_archive.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>
#include <system_error>

#include "data/photo/jpeg_outline.h"
#include "data/read/file_hash.h"
#include "data/read/file_kind.h"
#include "data/read/text_encoding.h"
#include "data/store/durable_file.h"
#include "geo/lower_case.h"
#include "geo/want_of_room.h"

namespace courtyard {
namespace {

Error too_large(const FoundFile& file, std::size_t most) {
    return {ErrorCode::too_large,
            "photo.too_large",
            {fmt::format("文件有 {} 字节，上限 {} MiB", file.bytes, most >> 20U),
             fmt::format("it has {} bytes, at most {} MiB are taken", file.bytes, most >> 20U)},
            {}};
}

/// Why a file that does not begin as a JPEG is none: an image of another kind, a damaged photo, or no picture
/// at all.
Error not_a_photo(std::string_view head, bool named_as_photo) {
    const auto outline = outline_jpeg(std::as_bytes(std::span(head)));
    if (!outline && (named_as_photo || outline.error().name == "image.unsupported")) return outline.error();
    return {ErrorCode::unsupported,
            "photo.not_a_photo",
            {"不是照片；照片包里只放 JPEG 照片和 GPX 轨迹，请删去它",
             "it is no photo; a zip of photos holds JPEG photos and GPX tracks: take it out"},
            {}};
}

/// A name as it may stand in a report and on a terminal.
std::string shown(const std::string& name) {
    constexpr std::size_t most = 512;
    const bool readable = is_utf8(name);
    std::string text;
    for (const char c : name.substr(0, most)) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x20 || byte == 0x7F || (!readable && byte > 0x7F) ? '?' : c;
    }
    while (!is_utf8(text)) text.pop_back();
    return text;
}

FoundFile judged(const ArchiveEntry& entry) {
    FoundFile file{shown(entry.name), FoundKind::other, entry.bytes, std::nullopt};
    std::size_t most = most_photo_bytes;
    if (begins_as_jpeg(entry.head)) {
        file.kind = FoundKind::photo;
    } else if (entry.ending == "gpx" || xml_root_of(entry.head) == "gpx") {
        file.kind = FoundKind::track;
        most = most_track_bytes;
    } else {
        file.refusal = not_a_photo(entry.head, entry.ending == "jpg" || entry.ending == "jpeg");
    }
    if (!file.refusal && file.bytes > most) file.refusal = too_large(file, most);
    return file;
}

class Forwarder final : public EntryTaker {
  public:
    Forwarder(const std::map<std::string, FoundFile>& files, FoundFiles& taker)
        : files_(files), taker_(taker) {}

    Result<bool> wants(const std::string& name) override {
        const auto file = files_.find(name);
        if (file == files_.end()) return false;
        if (auto found = taker_.found(file->second); !found) return tl::unexpected(found.error());
        return !file->second.refusal;
    }
    Result<void> take(std::string_view piece) override { return taker_.piece(piece); }

  private:
    const std::map<std::string, FoundFile>& files_;
    FoundFiles& taker_;
};

/// A file of a folder as an entry of an archive: its name in the folder, its size, its first bytes.
ArchiveEntry entry_of(const std::filesystem::path& folder, const std::filesystem::path& file) {
    ArchiveEntry entry{
        file.lexically_relative(folder).generic_string(), {}, std::filesystem::file_size(file), {}};
    entry.ending = lower_case(file.extension().string());
    if (!entry.ending.empty()) entry.ending.erase(0, 1);
    entry.head.resize(std::min<std::uint64_t>(entry.bytes, 1'024));
    std::ifstream in(file, std::ios::binary);
    in.read(entry.head.data(), static_cast<std::streamsize>(entry.head.size()));
    return entry;
}

Result<void> hand_over(const std::filesystem::path& file, FoundFiles& taker) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> block(1U << 16U);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
        if (auto taken = taker.piece({block.data(), static_cast<std::size_t>(in.gcount())}); !taken)
            return taken;
    if (in.bad()) throw std::system_error(errno, std::generic_category(), file.string());
    return {};
}

}  // namespace

Result<void> read_photo_archive(const std::filesystem::path& archive, const ArchiveLimits& limits,
                                FoundFiles& taker) {
    const auto entries = list_archive(archive, limits);
    if (!entries) return tl::unexpected(entries.error());
    std::map<std::string, FoundFile> files;
    for (const ArchiveEntry& entry : *entries)
        if (!is_litter(entry.name)) files.emplace(entry.name, judged(entry));
    Forwarder forwarder(files, taker);
    return read_archive(archive, forwarder);
}

Result<void> read_photo_folder(const std::filesystem::path& folder, FoundFiles& taker) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && !entry.is_symlink()) files.push_back(entry.path());
    std::ranges::sort(files);
    for (const std::filesystem::path& path : files) {
        const ArchiveEntry entry = entry_of(folder, path);
        if (is_litter(entry.name)) continue;
        const FoundFile file = judged(entry);
        if (auto found = taker.found(file); !found) return found;
        if (file.refusal) continue;
        if (auto given = hand_over(path, taker); !given) return given;
    }
    return {};
}

Result<void> UnpackedFiles::found(const FoundFile& file) {
    UnpackedFile unpacked{file, {}, {}};
    out_.reset();
    if (!file.refusal) {
        unpacked.file = folder_ / fmt::format("{}", files_.size());
        out_.emplace(unpacked.file, O_WRONLY | O_CREAT | O_EXCL);
    }
    files_.push_back(std::move(unpacked));
    return {};
}

Result<void> UnpackedFiles::piece(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(out_->get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && is_want_of_room(errno))
            return fail(
                ErrorCode::unavailable, "store.full",
                {"磁盘已满，没有导入任何数据；腾出空间后用同一编号重发",
                 "the disk is full, nothing was imported; free some space and send again with the same id"});
        if (written < 0) throw std::system_error(errno, std::generic_category(), files_.back().file.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

std::vector<UnpackedFile> UnpackedFiles::finished() {
    out_.reset();
    for (UnpackedFile& one : files_)
        if (!one.file.empty()) one.sha256 = sha256_of_file(one.file);
    return std::move(files_);
}

}  // namespace courtyard
