// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include "data/read/held_file.h"
#include "data/read/text_encoding.h"
#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr std::size_t piece = 65'536;

struct Free {
    void operator()(archive* a) const { archive_read_free(a); }
};
using Reader = std::unique_ptr<archive, Free>;

struct CloseVsi {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

tl::unexpected<Error> refused(ErrorCode code, std::string name, std::string zh, std::string en,
                              std::string_view entry) {
    return fail(code, std::move(name), {std::move(zh), std::move(en)}, std::string(entry));
}

tl::unexpected<Error> broken(archive* a) {
    const char* why = archive_error_string(a);
    const std::string reason = why == nullptr ? "" : why;
    return refused(ErrorCode::invalid_input, "archive.broken", fmt::format("压缩包已损坏（{}）", reason),
                   fmt::format("the archive is broken ({})", reason), {});
}

Result<Reader> open_zip(const std::filesystem::path& path) {
    Reader reader(archive_read_new());
    archive_read_support_format_zip_seekable(reader.get());
    const std::string_view held = held_bytes(path);
    const int opened = is_held(path) ? archive_read_open_memory(reader.get(), held.data(), held.size())
                                     : archive_read_open_filename(reader.get(), path.c_str(), piece);
    if (opened != ARCHIVE_OK) return broken(reader.get());
    return reader;
}

/// libarchive reads names by the locale of the thread, and in the C locale loses those that are not ASCII.
class Utf8Locale {
  public:
    Utf8Locale() : own_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(own_)) {}
    ~Utf8Locale() {
        uselocale(before_);
        if (own_ != nullptr) freelocale(own_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

  private:
    locale_t own_;
    locale_t before_;
};

/// Names are UTF-8 when the archive says so, else whatever the packer's system used: in China often GBK.
std::string name_of(archive_entry* entry) {
    if (const char* utf8 = archive_entry_pathname_utf8(entry)) return utf8;
    const char* raw = archive_entry_pathname(entry);
    if (raw == nullptr) return {};
    if (auto text = is_utf8(raw) ? std::optional<std::string>(raw) : from_gb18030(raw)) return *text;
    return raw;
}

bool is_safe(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos) return false;
    if (name.find(':') != std::string_view::npos) return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") return false;
        begin = end + 1;
    }
    return true;
}

std::string ending_of(const std::string& name) {
    const auto slash = name.rfind('/');
    const auto dot = name.rfind('.');
    if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return {};
    return lower_case(name.substr(dot + 1));
}

Result<void> check_entry(archive_entry* entry, const std::string& name, std::set<std::string>& seen) {
    if (archive_entry_is_encrypted(entry) != 0) {
        return refused(ErrorCode::invalid_input, "archive.encrypted", "压缩包有密码，请去掉密码后再上传",
                       "the archive is encrypted; send it without a password", name);
    }
    const auto type = archive_entry_filetype(entry);
    const bool linked = type != AE_IFREG && type != AE_IFDIR && type != 0;
    if (linked || archive_entry_symlink(entry) != nullptr || !is_safe(name)) {
        return refused(ErrorCode::invalid_input, "archive.unsafe_name",
                       fmt::format("压缩包里的“{}”是链接，或路径指向包外", name),
                       fmt::format("\"{}\" in the archive is a link or leads out of it", name), name);
    }
    if (!seen.insert(lower_case(name)).second) {
        return refused(ErrorCode::invalid_input, "archive.duplicate_name",
                       fmt::format("压缩包里有两个“{}”", name),
                       fmt::format("the archive holds \"{}\" twice", name), name);
    }
    return {};
}

constexpr std::size_t head_bytes = 1'024;

/// What was unpacked so far, against what may be.
class Unpacked {
  public:
    Unpacked(const ArchiveLimits& limits, std::uint64_t packed) : limits_(limits), packed_(packed) {}

    bool add(std::uint64_t bytes, bool photo) {
        (photo ? photos_ : others_) += bytes;
        const std::uint64_t total = photos_ + others_;
        const bool swollen = total > (1U << 20) && total > packed_ * limits_.ratio;
        return !swollen && others_ <= limits_.unpacked_bytes && photos_ <= limits_.photo_bytes;
    }
    tl::unexpected<Error> too_big(const std::string& name) const {
        return refused(
            ErrorCode::too_large, "archive.too_big",
            fmt::format("压缩包解开后过大（上限 {} MiB，照片另计 {} MiB，压缩比上限 {}:1）；请分成几包",
                        limits_.unpacked_bytes >> 20U, limits_.photo_bytes >> 20U, limits_.ratio),
            fmt::format("unpacked, the archive is too big (limits: {} MiB, {} MiB of photos beside, {}:1); "
                        "send it in parts",
                        limits_.unpacked_bytes >> 20U, limits_.photo_bytes >> 20U, limits_.ratio),
            name);
    }

  private:
    const ArchiveLimits& limits_;
    std::uint64_t packed_;
    std::uint64_t photos_ = 0;
    std::uint64_t others_ = 0;
};

/// Unpacks one entry to nowhere: what its header says of its size is not to be believed.
Result<ArchiveEntry> measured(archive* a, std::string name, Unpacked& unpacked) {
    ArchiveEntry entry{std::move(name), {}, 0, {}};
    entry.ending = ending_of(entry.name);
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    int state = ARCHIVE_OK;
    while ((state = archive_read_data_block(a, &block, &size, &offset)) == ARCHIVE_OK) {
        entry.bytes += size;
        if (entry.head.size() < head_bytes)
            entry.head.append(static_cast<const char*>(block),
                              std::min(size, head_bytes - entry.head.size()));
        if (!unpacked.add(size, begins_as_jpeg(entry.head))) return unpacked.too_big(entry.name);
    }
    if (state != ARCHIVE_EOF) return broken(a);
    return entry;
}

/// Writes entries into files of our own names; the folder may be in memory: GDAL's own files know both.
class Unpacker final : public EntryTaker {
  public:
    Unpacker(const std::filesystem::path& folder, const std::map<std::string, std::string>& names)
        : folder_(folder), names_(names) {}

    Result<bool> wants(const std::string& name) override {
        finish();
        const auto wanted = names_.find(name);
        if (wanted == names_.end()) return false;
        out_.reset(VSIFOpenL((folder_ / wanted->second).c_str(), "wb"));
        if (!out_) refuse();
        return true;
    }
    Result<void> take(std::string_view bytes) override {
        if (VSIFWriteL(bytes.data(), 1, bytes.size(), out_.get()) != bytes.size()) refuse();
        return {};
    }
    void finish() {
        if (out_ && VSIFFlushL(out_.get()) != 0) refuse();
        out_.reset();
    }

  private:
    [[noreturn]] void refuse() const { throw std::runtime_error("cannot write to " + folder_.string()); }

    const std::filesystem::path& folder_;
    const std::map<std::string, std::string>& names_;
    std::unique_ptr<VSILFILE, CloseVsi> out_;
};

}  // namespace

Result<std::vector<ArchiveEntry>> list_archive(const std::filesystem::path& path,
                                               const ArchiveLimits& limits) {
    const Utf8Locale utf8;
    auto reader = open_zip(path);
    if (!reader) return tl::unexpected(reader.error());
    const std::uint64_t packed = is_held(path) ? held_bytes(path).size() : std::filesystem::file_size(path);
    std::vector<ArchiveEntry> entries;
    std::set<std::string> seen;
    Unpacked unpacked(limits, packed);
    archive_entry* entry = nullptr;
    int state = ARCHIVE_OK;
    while ((state = archive_read_next_header(reader->get(), &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN) {
        std::string name = name_of(entry);
        if (seen.size() >= limits.entries) {
            return refused(ErrorCode::too_large, "archive.too_big",
                           fmt::format("压缩包里的文件超过 {} 个", limits.entries),
                           fmt::format("more than {} entries in the archive", limits.entries), {});
        }
        if (const auto ok = check_entry(entry, name, seen); !ok) return tl::unexpected(ok.error());
        auto found = measured(reader->get(), std::move(name), unpacked);
        if (!found) return tl::unexpected(found.error());
        if (found->name.back() != '/') entries.push_back(std::move(*found));
    }
    if (state != ARCHIVE_EOF) return broken(reader->get());
    return entries;
}

bool begins_as_jpeg(std::string_view head) { return head.starts_with("\xFF\xD8\xFF"); }

Result<void> read_archive(const std::filesystem::path& path, EntryTaker& taker) {
    const Utf8Locale utf8;
    auto reader = open_zip(path);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<char> buffer(piece);
    archive_entry* entry = nullptr;
    int state = ARCHIVE_OK;
    while ((state = archive_read_next_header(reader->get(), &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN) {
        const auto wanted = taker.wants(name_of(entry));
        if (!wanted) return tl::unexpected(wanted.error());
        if (!*wanted) continue;
        la_ssize_t got = 0;
        while ((got = archive_read_data(reader->get(), buffer.data(), buffer.size())) > 0)
            if (auto taken = taker.take({buffer.data(), static_cast<std::size_t>(got)}); !taken) return taken;
        if (got < 0) return broken(reader->get());
    }
    if (state != ARCHIVE_EOF) return broken(reader->get());
    return {};
}

Result<void> unpack(const std::filesystem::path& path, const std::filesystem::path& folder,
                    const std::map<std::string, std::string>& names) {
    Unpacker unpacker(folder, names);
    auto done = read_archive(path, unpacker);
    if (done) unpacker.finish();
    return done;
}

}  // namespace courtyard
