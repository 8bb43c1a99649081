// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/photo_keeping.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace courtyard {
namespace {

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    in.exceptions(std::ios::badbit);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Result<void> PhotoKeeping::keep(std::span<const InspectionRecord> points) {
    keeping_ = blobs_.while_keeping();
    std::vector<BlobStore::Kept> files;
    for (const InspectionRecord& point : points)
        for (const std::string& sha256 : point.photos)
            if (!store_.blob(sha256)) {
                files.push_back({photos_.photo(sha256).file, sha256});
                moved_.push_back(sha256);
            }
    if (auto kept = blobs_.keep(files); !kept) return kept;
    for (const std::string& sha256 : moved_)
        if (const auto& thumbnail = photos_.photo(sha256).thumbnail; !thumbnail.empty())
            blobs_.keep_copy(sha256, content_of(thumbnail));
    return {};
}

void PhotoKeeping::claim(const StoredInspection& point, const std::string& account) {
    // What another account had brought before stays that account's.
    if (point.fact.account != account) return;
    const InspectionRecord& record = std::get<InspectionFact>(point.fact.fact).record;
    for (const std::string& sha256 : record.photos) claims_.push_back({record.id, account, sha256});
}

void PhotoKeeping::save(Transaction& transaction) const {
    for (const PhotoClaim& claim : claims_) {
        if (!transaction.blob(claim.sha256)) transaction.save_blob(photos_.photo(claim.sha256).blob);
        transaction.save_photo(claim);
    }
}

void PhotoKeeping::finish() {
    if (keeping_.owns_lock()) keeping_.unlock();
    if (moved_.empty()) return;
    std::erase_if(moved_, [&](const std::string& sha256) { return store_.blob(sha256).has_value(); });
    if (moved_.empty()) return;
    // Asked again while nobody keeps anything: the same photo may just have come from somebody else.
    blobs_.remove([&] {
        std::erase_if(moved_, [&](const std::string& sha256) { return store_.blob(sha256).has_value(); });
        return moved_;
    });
    moved_.clear();
}

}  // namespace courtyard
