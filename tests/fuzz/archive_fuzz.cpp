// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Zips: what is listed is within its limits, and unpacks to what was counted.
#include "data/read/archive.h"
#include "data/read/file_kind.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile file("input.zip");
    const auto& path = file.with(text_of(data, size));
    ArchiveLimits limits;
    limits.entries = 50;
    limits.unpacked_bytes = std::size_t{4} << 20;
    limits.photo_bytes = std::size_t{4} << 20;
    (void)sniff_file(path, limits);
    const auto entries = list_archive(path, limits);
    if (!entries) return 0;
    std::uint64_t total = 0;
    std::map<std::string, std::string> names;
    for (const ArchiveEntry& entry : *entries) {
        total += entry.bytes;
        require(entry.name.find("..") == std::string::npos || entry.name.find("../") == std::string::npos,
                "a safe name");
        require(entry.name.front() != '/', "a relative name");
        names.emplace(entry.name, std::to_string(names.size()));
    }
    require(total <= limits.unpacked_bytes + limits.photo_bytes, "within the limits");
    const ScratchFolder folder;
    if (!unpack(path, folder.path(), names)) return 0;
    std::uint64_t unpacked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        unpacked += entry.file_size();
    require(unpacked <= total, "what was counted is what is written");
    return 0;
}
