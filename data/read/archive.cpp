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

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::string ending_of(const std::string& name) {
    const auto slash = name.rfind('/');
    const auto dot = name.rfind('.');
    if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return {};
    return lower(name.substr(dot + 1));
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
    if (!seen.insert(lower(name)).second) {
        return refused(ErrorCode::invalid_input, "archive.duplicate_name",
                       fmt::format("压缩包里有两个“{}”", name),
                       fmt::format("the archive holds \"{}\" twice", name), name);
    }
    return {};
}

/// Unpacks one entry to nowhere: what its header says of its size is not to be believed.
Result<std::uint64_t> unpacked_size(archive* a, std::uint64_t before, std::uint64_t packed,
                                    const ArchiveLimits& limits, const std::string& name) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    std::uint64_t bytes = 0;
    int state = ARCHIVE_OK;
    while ((state = archive_read_data_block(a, &block, &size, &offset)) == ARCHIVE_OK) {
        bytes += size;
        const std::uint64_t total = before + bytes;
        const bool swollen = total > (1U << 20) && total > packed * limits.ratio;
        if (total <= limits.unpacked_bytes && !swollen) continue;
        return refused(ErrorCode::too_large, "archive.too_big",
                       fmt::format("压缩包解开后过大（上限 {} 字节，压缩比上限 {}:1）", limits.unpacked_bytes,
                                   limits.ratio),
                       fmt::format("unpacked, the archive is too big (limits: {} bytes, {}:1)",
                                   limits.unpacked_bytes, limits.ratio),
                       name);
    }
    if (state != ARCHIVE_EOF) return broken(a);
    return bytes;
}

}  // namespace

Result<std::vector<ArchiveEntry>> list_archive(const std::filesystem::path& path,
                                               const ArchiveLimits& limits) {
    const Utf8Locale utf8;
    auto reader = open_zip(path);
    if (!reader) return tl::unexpected(reader.error());
    const std::uint64_t packed = is_held(path) ? held_bytes(path).size() : std::filesystem::file_size(path);
    std::vector<ArchiveEntry> entries;
    std::set<std::string> seen;
    std::uint64_t total = 0;
    archive_entry* entry = nullptr;
    int state = ARCHIVE_OK;
    while ((state = archive_read_next_header(reader->get(), &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN) {
        const std::string name = name_of(entry);
        if (seen.size() >= limits.entries) {
            return refused(ErrorCode::too_large, "archive.too_big",
                           fmt::format("压缩包里的文件超过 {} 个", limits.entries),
                           fmt::format("more than {} entries in the archive", limits.entries), {});
        }
        if (const auto ok = check_entry(entry, name, seen); !ok) return tl::unexpected(ok.error());
        const auto bytes = unpacked_size(reader->get(), total, packed, limits, name);
        if (!bytes) return tl::unexpected(bytes.error());
        total += *bytes;
        if (name.back() != '/') entries.push_back({name, ending_of(name), *bytes});
    }
    if (state != ARCHIVE_EOF) return broken(reader->get());
    return entries;
}

Result<void> unpack(const std::filesystem::path& path, const std::filesystem::path& folder,
                    const std::map<std::string, std::string>& names) {
    const Utf8Locale utf8;
    auto reader = open_zip(path);
    if (!reader) return tl::unexpected(reader.error());
    archive_entry* entry = nullptr;
    int state = ARCHIVE_OK;
    while ((state = archive_read_next_header(reader->get(), &entry)) == ARCHIVE_OK || state == ARCHIVE_WARN) {
        const auto wanted = names.find(name_of(entry));
        if (wanted == names.end()) continue;
        // The folder may be in memory: GDAL's own files know both.
        const std::unique_ptr<VSILFILE, CloseVsi> out(VSIFOpenL((folder / wanted->second).c_str(), "wb"));
        bool written = out != nullptr;
        std::vector<char> buffer(piece);
        la_ssize_t got = 0;
        while ((got = archive_read_data(reader->get(), buffer.data(), buffer.size())) > 0) {
            const auto size = static_cast<std::size_t>(got);
            written = written && VSIFWriteL(buffer.data(), 1, size, out.get()) == size;
        }
        if (got < 0) return broken(reader->get());
        if (!written || VSIFFlushL(out.get()) != 0)
            throw std::runtime_error("cannot write to " + folder.string());
    }
    if (state != ARCHIVE_EOF) return broken(reader->get());
    return {};
}

}  // namespace courtyard
