// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/held_file.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace courtyard {
namespace {

/// GDAL's interface asks for writable bytes; a file opened for reading never writes them.
void name_bytes(const std::filesystem::path& path, std::string_view bytes) {
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
    VSILFILE* file = VSIFileFromMemBuffer(path.c_str(), data, bytes.size(), FALSE);
    if (file == nullptr) throw std::runtime_error("cannot hold " + path.string());
    VSIFCloseL(file);
}

}  // namespace

HeldFile::HeldFile(std::string_view name, std::string_view bytes) {
    static std::atomic<unsigned> number{0};
    path_ = fmt::format("/vsimem/held-{}/{}", number++, name);
    name_bytes(path_, bytes);
}

HeldFile::~HeldFile() { VSIUnlink(path_.c_str()); }

bool is_held(const std::filesystem::path& path) { return path.native().starts_with("/vsimem/"); }

std::string_view held_bytes(const std::filesystem::path& path) {
    vsi_l_offset size = 0;
    const GByte* data = VSIGetMemFileBuffer(path.c_str(), &size, FALSE);
    if (data == nullptr) return {};
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

void hold_again(const std::filesystem::path& path, const std::filesystem::path& name) {
    name_bytes(name, held_bytes(path));
}

std::optional<std::uint64_t> size_of_file(const std::filesystem::path& path) {
    VSIStatBufL stat{};
    if (VSIStatL(path.c_str(), &stat) != 0) return std::nullopt;
    return static_cast<std::uint64_t>(stat.st_size);
}

OpenFile open_for_reading(const std::filesystem::path& path) {
    OpenFile file;
    if (is_held(path)) {
        static char nothing = 0;
        const std::string_view bytes = held_bytes(path);
        errno = ENOENT;
        if (!bytes.empty() || size_of_file(path))
            file.reset(
                fmemopen(bytes.empty() ? &nothing : const_cast<char*>(bytes.data()), bytes.size(), "rb"));
    } else {
        file.reset(std::fopen(path.c_str(), "rbe"));
    }
    if (!file) throw std::system_error(errno, std::generic_category(), path.string());
    return file;
}

}  // namespace courtyard
