// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_photos.h"

#include <bit>

namespace courtyard {
namespace {

/// Candidates by likeness that one question looks at.
constexpr int most_candidates = 4096;

void bind_or_null(SQLite::Statement& statement, int index, const std::optional<Instant>& instant) {
    if (instant) statement.bind(index, instant->ms);
}

std::optional<Instant> instant_at(SQLite::Statement& row, int column) {
    if (row.getColumn(column).isNull()) return std::nullopt;
    return Instant{row.getColumn(column).getInt64()};
}

Blob blob_of_row(SQLite::Statement& row) {
    Blob blob;
    blob.sha256 = row.getColumn(0).getString();
    blob.bytes = static_cast<std::uint64_t>(row.getColumn(1).getInt64());
    blob.account = row.getColumn(2).getString();
    blob.recorded_at = Instant{row.getColumn(3).getInt64()};
    blob.width = row.getColumn(4).getUInt();
    blob.height = row.getColumn(5).getUInt();
    blob.orientation = static_cast<std::uint8_t>(row.getColumn(6).getInt());
    if (!row.getColumn(7).isNull())
        blob.camera.position = LonLat{row.getColumn(7).getDouble(), row.getColumn(8).getDouble()};
    if (!row.getColumn(9).isNull()) blob.camera.accuracy_m = row.getColumn(9).getDouble();
    blob.camera.datum = row.getColumn(10).getString();
    blob.camera.position_doubtful = row.getColumn(11).getInt() != 0;
    blob.camera.taken_at = instant_at(row, 12);
    blob.camera.taken_at_has_offset = row.getColumn(13).getInt() != 0;
    blob.camera.fixed_at = instant_at(row, 14);
    blob.camera.time_doubtful = row.getColumn(15).getInt() != 0;
    blob.camera.make = row.getColumn(16).getString();
    blob.camera.model = row.getColumn(17).getString();
    blob.likeness = std::bit_cast<std::uint64_t>(row.getColumn(18).getInt64());
    blob.thumbnail_sha256 = row.getColumn(19).getString();
    return blob;
}

std::vector<Blob> all_blobs(SQLite::Statement& rows) {
    std::vector<Blob> blobs;
    while (rows.executeStep()) blobs.push_back(blob_of_row(rows));
    rows.reset();
    return blobs;
}

}  // namespace

std::optional<Blob> stored_blob(SqliteConnection& connection, const std::string& sha256) {
    auto found = all_blobs(bound(connection.statement("blob_by_sha256"), sha256));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<Blob> stored_photos(SqliteConnection& connection, const std::string& inspection,
                                const std::string& account) {
    return all_blobs(bound(connection.statement("photos_of_inspection"), inspection, account));
}

std::vector<PhotoClaim> stored_claims(SqliteConnection& connection, const std::string& sha256) {
    SQLite::Statement& rows = bound(connection.statement("claims_of_blob"), sha256);
    std::vector<PhotoClaim> claims;
    while (rows.executeStep())
        claims.push_back(
            {rows.getColumn(0), rows.getColumn(1), rows.getColumn(2), Instant{rows.getColumn(3).getInt64()}});
    rows.reset();
    return claims;
}

std::vector<PhotoUse> PhotoUses::of(const Blob& blob) {
    std::vector<PhotoUse> uses = of_one(blob.sha256);
    for (const std::string& sha256 : alike(blob.likeness)) {
        if (sha256 == blob.sha256) continue;
        const auto& others = of_one(sha256);
        uses.insert(uses.end(), others.begin(), others.end());
    }
    return uses;
}

const std::vector<PhotoUse>& PhotoUses::of_one(const std::string& sha256) {
    const auto [known, fresh] = uses_.try_emplace(sha256);
    if (!fresh) return known->second;
    SQLite::Statement& rows = bound(connection_.statement("uses_of_blob"), sha256);
    while (rows.executeStep())
        known->second.push_back({rows.getColumn(0), rows.getColumn(1), rows.getColumn(2),
                                 std::bit_cast<std::uint64_t>(rows.getColumn(3).getInt64())});
    rows.reset();
    return known->second;
}

const std::vector<std::string>& PhotoUses::alike(std::uint64_t likeness) {
    const auto [known, fresh] = alike_.try_emplace(likeness);
    if (!fresh) return known->second;
    SQLite::Statement& rows = connection_.statement("blobs_alike");
    for (int quarter = 0; quarter < 4; ++quarter)
        rows.bind(1 + quarter, static_cast<int>(likeness >> (16U * unsigned(quarter)) & 0xFFFFU));
    rows.bind(5, most_candidates);
    while (rows.executeStep()) known->second.push_back(rows.getColumn(0));
    rows.reset();
    return known->second;
}

void insert_blob(SqliteConnection& connection, const Blob& blob) {
    SQLite::Statement& insert = connection.statement("insert_blob");
    const CameraNote& camera = blob.camera;
    bound(insert, blob.sha256, static_cast<std::int64_t>(blob.bytes), blob.account, blob.recorded_at.ms,
          blob.width, blob.height, int{blob.orientation});
    if (camera.position) {
        insert.bind(8, camera.position->lon);
        insert.bind(9, camera.position->lat);
    }
    if (camera.accuracy_m) insert.bind(10, *camera.accuracy_m);
    insert.bind(11, camera.datum);
    insert.bind(12, int{camera.position_doubtful});
    bind_or_null(insert, 13, camera.taken_at);
    insert.bind(14, int{camera.taken_at_has_offset});
    bind_or_null(insert, 15, camera.fixed_at);
    insert.bind(16, int{camera.time_doubtful});
    insert.bind(17, camera.make);
    insert.bind(18, camera.model);
    insert.bind(19, std::bit_cast<std::int64_t>(blob.likeness));
    insert.bind(20, blob.thumbnail_sha256);
    insert.exec();
    insert.reset();
}

bool insert_photo(SqliteConnection& connection, const PhotoClaim& claim) {
    SQLite::Statement& insert = connection.statement("insert_photo");
    const int added = bound(insert, claim.inspection, claim.account, claim.sha256, Instant::now().ms).exec();
    insert.reset();
    if (added > 0) return true;
    // It came again: what was acknowledged now is kept as long from now.
    SQLite::Statement& touch = bound(connection.statement("touch_photo"), Instant::now().ms, claim.inspection,
                                     claim.account, claim.sha256);
    touch.exec();
    touch.reset();
    return false;
}

OrphanSweep delete_orphan_blobs(SqliteConnection& connection, Instant before, std::int64_t from,
                                std::size_t at_most) {
    OrphanSweep sweep;
    SQLite::Statement& undo = bound(connection.statement("last_undo_before"), before.ms);
    undo.executeStep();
    const std::int64_t undone = undo.getColumn(0).getInt64();
    undo.reset();
    SQLite::Statement& rows = bound(connection.statement("orphan_blobs"), before.ms, from,
                                    static_cast<std::int64_t>(at_most), undone);
    std::size_t seen = 0;
    for (; rows.executeStep(); ++seen) {
        sweep.next = rows.getColumn(0).getInt64() + 1;
        if (rows.getColumn(2).getInt() != 0) sweep.forgotten.push_back(rows.getColumn(1));
    }
    rows.reset();
    if (seen < at_most) sweep.next.reset();
    for (const std::string& sha256 : sweep.forgotten)
        for (const char* name : {"delete_photos_of_blob", "delete_blob"}) {
            SQLite::Statement& remove = bound(connection.statement(name), sha256);
            remove.exec();
            remove.reset();
        }
    return sweep;
}

}  // namespace courtyard
