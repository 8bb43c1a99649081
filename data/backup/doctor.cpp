// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/doctor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "data/backup/doctor_questions.h"
#include "data/backup/sealed_file.h"
#include "data/read/file_hash.h"
#include "data/store/audit_anchors.h"
#include "data/store/audit_chain.h"
#include "data/store/audit_seal.h"
#include "data/store/blob_store.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_audit.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {
namespace {

using Health = Examination::Health;

/// The migrations that this program knows.
int newest_schema() {
    return static_cast<int>(std::ranges::count_if(sql_texts(), [](const EmbeddedText& file) {
        const auto name = file.name.substr(file.name.rfind('/') + 1);
        return name.size() > 4 &&
               std::ranges::all_of(name.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; });
    }));
}

void examine_pages(DoctorReport& report, SqliteConnection& connection, std::string_view file, Depth depth) {
    const char* const check = depth == Depth::deep ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)";
    Examination pages{fmt::format("{}.pages", file), Health::sound, 0, {"数据页完好", "its pages are sound"}};
    SQLite::Statement verdicts(connection.database(), check);
    while (verdicts.executeStep()) {
        const std::string said = verdicts.getColumn(0);
        if (said == "ok") continue;
        pages.health = Health::bad;
        ++pages.count;
        pages.said = {"有损坏：" + said, "damaged: " + said};
    }
    report.examinations.push_back(std::move(pages));
    Examination keys{
        fmt::format("{}.references", file), Health::sound, 0, {"引用完好", "its references are sound"}};
    SQLite::Statement broken(connection.database(), "PRAGMA foreign_key_check");
    while (broken.executeStep()) {
        keys.health = Health::bad;
        ++keys.count;
        const std::string table = broken.getColumn(0);
        keys.said = {"表 " + table + " 引用了不存在的行",
                     "table " + table + " refers to rows that are not there"};
    }
    report.examinations.push_back(std::move(keys));
}

void ask(DoctorReport& report, SqliteConnection& connection) {
    for (const DoctorQuestion& question : doctor_questions()) {
        SQLite::Statement& row = connection.statement(question.statement);
        row.executeStep();
        const std::int64_t count = row.getColumn(0).getInt64();
        row.reset();
        report.examinations.push_back({std::string(question.name),
                                       count == 0 ? Health::sound : question.when_found, count,
                                       count == 0 ? question.nothing : question.found});
    }
}

void examine_photos(DoctorReport& report, const std::filesystem::path& data, Depth depth,
                    const BackupProgress& progress) {
    const BlobStore blobs(data);
    const auto photos = known_photos(data / "courtyard.db");
    std::unordered_set<std::string> known;
    Examination lost{"photos.lost", Health::sound, 0, {"每张照片都有文件", "every photo has its file"}};
    Examination bent{
        "photos.damaged", Health::sound, 0, {"照片内容与散列相符", "photos are what their hashes say"}};
    for (std::size_t i = 0; i < photos.size(); ++i) {
        const auto& [sha256, bytes] = photos[i];
        known.insert(sha256);
        const auto file = blobs.path_of(sha256);
        std::error_code absent;
        const auto size = std::filesystem::file_size(file, absent);
        if (absent) {
            lost.health = Health::bad;
            ++lost.count;
            lost.said = {"有记录却没有文件，例如 " + sha256, "rows without a file, such as " + sha256};
        } else if (size != bytes || (depth == Depth::deep && sha256_of_file(file) != sha256)) {
            bent.health = Health::bad;
            ++bent.count;
            bent.said = {"文件与记录不符，例如 " + sha256,
                         "files that are not what they were, such as " + sha256};
        }
        progress("photos", i + 1, photos.size());
    }
    Examination unknown{
        "photos.unclaimed", Health::sound, 0, {"没有无主的照片文件", "no photo file is without a row"}};
    std::error_code absent;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data / "blobs", absent)) {
        if (!entry.is_regular_file() || known.contains(entry.path().filename().string())) continue;
        unknown.health = Health::noted;
        ++unknown.count;
        unknown.said = {"照片文件没有记录：发送者没有得到回执，30 天后自动清除",
                        "photo files without a row: their senders were not answered; they go after 30 days"};
    }
    report.examinations.push_back(std::move(lost));
    report.examinations.push_back(std::move(bent));
    report.examinations.push_back(std::move(unknown));
}

/// The chain holds in itself, and with its seals.
Result<void> examine_audit(DoctorReport& report, SqliteConnection& connection, const AuditPlaces& seals) {
    std::optional<std::array<unsigned char, 32>> key;
    if (std::filesystem::exists(seals.key)) {
        const auto sealing = AuditKey::open(seals.key);
        if (!sealing) return tl::unexpected(sealing.error());
        key = sealing->public_key();
    }
    const auto anchors = read_anchors(seals.anchors);
    if (!anchors) return tl::unexpected(anchors.error());
    const AuditSource source{stored_audit_start(connection), [&](std::int64_t after, std::size_t at_most) {
                                 AuditQuery query;
                                 query.order = AuditQuery::Order::oldest_first;
                                 query.after = after;
                                 query.at_most = at_most;
                                 return stored_audit(connection, query);
                             }};
    const AuditVerdict verdict = verify_audit(source, *anchors, key);
    Examination audit{"audit", Health::sound, 0, {"审计链完整", "the audit is whole"}};
    if (verdict.fault) {
        audit.health = Health::bad;
        audit.count = verdict.fault->seq;
        audit.said = verdict.fault->detail;
    }
    report.examinations.push_back(std::move(audit));
    Examination sealed{"audit.seals",
                       Health::sound,
                       static_cast<std::int64_t>(verdict.seals),
                       {"审计链与封存相符", "the audit was held against its seals"}};
    if (!verdict.fault && verdict.seals == 0) {
        sealed.health = Health::noted;
        sealed.said = {fmt::format("{} 里没有封存：末尾被截去的话看不出来（--anchors 指明封存文件）",
                                   seals.anchors.string()),
                       fmt::format("there is no seal in {}: a tail that was cut cannot be seen (--anchors "
                                   "names the file)",
                                   seals.anchors.string())};
    }
    if (!verdict.fault) report.examinations.push_back(std::move(sealed));
    return {};
}

std::string difference(const std::vector<TableSum>& here, const std::vector<TableSum>& there) {
    for (const TableSum& sum : there)
        if (std::ranges::find(here, sum) == here.end()) return sum.table;
    return here.size() == there.size() ? std::string() : std::string("?");
}

void compare(DoctorReport& report, const BackupManifest& against) {
    Examination same{"backup.same",
                     Health::sound,
                     0,
                     {"与备份清单的行数与内容一致", "rows and contents are those of the backup"}};
    if (against.revision != report.revision) {
        same.health = Health::noted;
        same.said = {fmt::format("备份的修订号是 {}，这里是 {}，不作比较", against.revision, report.revision),
                     fmt::format("the backup is of revision {}, this is {}: not compared", against.revision,
                                 report.revision)};
    } else {
        std::string other = difference(report.tables, against.tables);
        if (other.empty()) other = difference(report.child_tables, against.child_tables);
        if (!other.empty()) {
            same.health = Health::bad;
            same.count = 1;
            same.said = {"表 " + other + " 与备份不同", "table " + other + " is not as in the backup"};
        }
    }
    report.examinations.push_back(std::move(same));
}

}  // namespace

AuditPlaces AuditPlaces::in(const std::filesystem::path& data) {
    return {data / "audit-anchors.log", data / "audit.key"};
}

bool DoctorReport::is_sound() const {
    return std::ranges::none_of(examinations,
                                [](const Examination& one) { return one.health == Health::bad; });
}

Result<DoctorReport> examine_data(const std::filesystem::path& data, Depth depth, const AuditPlaces& seals,
                                  const std::optional<BackupManifest>& against,
                                  const BackupProgress& progress) {
    DoctorReport report;
    for (const char* name : {"courtyard.db", "children.db"}) {
        if (!std::filesystem::exists(data / name))
            return fail(ErrorCode::not_found, "backup.no_data",
                        {fmt::format("{} 里没有 {}", data.string(), name),
                         fmt::format("there is no {} in {}", name, data.string())},
                        data.string());
        progress("pages", report.examinations.empty() ? 0 : 1, 2);
        try {
            SqliteConnection connection(data / name, Access::read_only);
            examine_pages(report, connection, name, depth);
        } catch (const SQLite::Exception& error) {
            const std::string why = error.what();
            report.examinations.push_back({fmt::format("{}.pages", name),
                                           Health::bad,
                                           1,
                                           {"打不开：" + why, "cannot be read: " + why}});
        }
    }
    progress("pages", 2, 2);
    if (!report.is_sound()) return report;
    const auto database = data / "courtyard.db";
    report.schema = schema_of(database);
    SqliteConnection connection(database, Access::read_only);
    if (report.schema < newest_schema()) {
        report.examinations.push_back(
            {"schema",
             Health::noted,
             report.schema,
             {"旧版本的数据：下次启动时升级，之后再检查其余各项",
              "data of an older version: the next start brings it up; the rest is examined then"}});
        return report;
    }
    report.revision = revision_of(database);
    ask(report, connection);
    if (auto examined = examine_audit(report, connection, seals); !examined)
        return tl::unexpected(examined.error());
    examine_photos(report, data, depth, progress);
    if (depth == Depth::deep || against) {
        const auto count = [&](std::size_t done, std::size_t total) { progress("sums", done, total); };
        report.tables = table_sums(database, count);
        report.child_tables = table_sums(data / "children.db");
    }
    if (against) compare(report, *against);
    return report;
}

Result<BackupManifest> manifest_of(const std::filesystem::path& file, const BackupKey& key,
                                   const BackupProgress& progress) {
    auto sealed = SealedReader::open(file, backup_magic, key);
    if (!sealed) return tl::unexpected(sealed.error());
    constexpr std::size_t most = std::size_t{4} << 20;
    const std::uint64_t all = std::filesystem::file_size(file);
    for (;;) {
        const auto label = sealed->next_part();
        if (!label) return tl::unexpected(label.error());
        if (label->empty())
            return fail(
                ErrorCode::invalid_input, "backup.damaged",
                {fmt::format("{} 被截断", file.string()), fmt::format("{} was cut short", file.string())},
                file.string());
        if (*label == "manifest") {
            const auto text = sealed->read_all(most);
            if (!text) return tl::unexpected(text.error());
            return BackupManifest::parse(*text);
        }
        for (;;) {
            const auto bytes = sealed->read();
            if (!bytes) return tl::unexpected(bytes.error());
            if (bytes->empty()) break;
            progress("list", sealed->bytes_read(), all);
        }
    }
}

}  // namespace courtyard
