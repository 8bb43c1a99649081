// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_store.h"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <mutex>
#include <system_error>

#include "data/store/damage_search.h"
#include "data/store/page_copy.h"
#include "data/store/page_source.h"
#include "data/store/sqlite_accounts.h"
#include "data/store/sqlite_audit.h"
#include "data/store/sqlite_doubts.h"
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_identity.h"
#include "data/store/sqlite_photos.h"
#include "data/store/sqlite_receipts.h"
#include "data/store/sqlite_rechecks.h"
#include "data/store/sqlite_reports.h"
#include "data/store/sqlite_review.h"
#include "data/store/sqlite_transaction.h"
#include "data/store/sqlite_writer.h"
#include "data/store/store_refusal.h"

namespace courtyard {
namespace {

/// Reads over three connections of their own: a long reading of facts, or of the audit, keeps nobody waiting
/// who asks for one record.
class SqliteStore final : public Store, public PageSource {
  public:
    SqliteStore(const std::filesystem::path& file, const EvidenceLimits& limits)
        : file_(file),
          limits_(limits),
          writer_(file, limits),
          facts_(file, Access::read_only),
          reader_(file, Access::read_only),
          audit_(file, Access::read_only) {}

    void write(Work work, Done done) override { writer_.write(std::move(work), std::move(done)); }
    void on_commit(Publish publish) override { writer_.on_commit(std::move(publish)); }
    void on_broken(std::function<void(const Error&)> tell) override {
        writer_.on_broken(std::move(tell));
        // Whoever takes the file as it was left learns it when it was not.
        if (writer_.is_unread())
            reading_all_.emplace(file_, [this](std::string why) { writer_.distrust(why); });
    }
    void on_prepare(std::function<void(StagedId)> prepare) override { prepare_ = std::move(prepare); }
    void prepare_import(StagedId id) override {
        if (prepare_) prepare_(id);
    }
    Revision revision() const override { return writer_.revision(); }

    Result<void> copy_pages(const std::filesystem::path& to, const std::function<void()>& pinned,
                            const Progress& progress) override {
        PinnedDatabase database(file_);
        const auto now = Store::write([&](Transaction&) -> Result<void> {
                             database.pin();
                             pinned();
                             return {};
                         }).get();
        if (!now) return tl::unexpected(now.error());
        database.copy(to, progress);
        return {};
    }
    Result<LogPosition> follow(LogFollower* follower) override {
        LogPosition position;
        const auto now = Store::write([&](Transaction&) -> Result<void> {
                             position = writer_.follow(follower);
                             return {};
                         }).get();
        if (!now) return tl::unexpected(now.error());
        return position;
    }
    std::filesystem::path log_file() const override { return file_.string() + "-wal"; }

    void read_facts(Revision after, Revision until,
                    const std::function<void(RecordedFact&&)>& visit) const override {
        const std::lock_guard lock(reading_facts_);
        // One transaction: what a checkpoint or an undo changes meanwhile is not seen by half.
        SQLite::Transaction view(facts_.database());
        const auto stretches = stretches_between(facts_, after, until);
        std::vector<std::optional<ImportOfStretch>> imports;
        for (const Stretch& stretch : stretches) imports.push_back(standing_import(facts_, stretch, until));
        for (const std::string_view kind : fact_kinds()) {
            for (std::size_t i = 0; i < stretches.size(); ++i) {
                SQLite::Statement& rows =
                    facts_.statement(fmt::format("{}_{}", imports[i] ? "import" : "facts", kind));
                rows.bind(":first", stretches[i].first_line);
                rows.bind(":last", stretches[i].end_line - 1);
                if (imports[i]) {
                    rows.bind(":shift", stretches[i].first_seq - stretches[i].first_line);
                    rows.bind(":recorded_at", imports[i]->recorded_at.ms);
                    rows.bindNoCopy(":account", imports[i]->account);
                    rows.bindNoCopy(":batch", imports[i]->batch);
                } else {
                    rows.bind(":until", until);
                }
                while (rows.executeStep()) visit(fact_of_row(kind, rows));
                rows.reset();
            }
        }
    }

    std::string identity(Revision until) const override {
        const std::lock_guard lock(reading_);
        return identity_of_feed(reader_, until);
    }

    std::optional<HouseholdRecord> household(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        auto fact = first_fact("household", bound(reader_.statement("household_by_id"), id));
        if (!fact) return std::nullopt;
        return std::get<HouseholdRecord>(std::move(fact->fact));
    }

    std::vector<RecordedFact> history_of(const std::string& household) const override {
        const std::lock_guard lock(reading_);
        std::vector<RecordedFact> history;
        const auto append = [&](std::string_view kind, SQLite::Statement& rows) {
            while (rows.executeStep()) history.push_back(fact_of_row(kind, rows));
            rows.reset();
        };
        append("household", bound(reader_.statement("versions_of_household"), household));
        append("decision", bound(reader_.statement("decisions_about"), household, "household"));
        append("inspection", bound(reader_.statement("inspections_of_household"), household));
        return history;
    }

    std::vector<RecordedFact> history_of(Subject subject, const std::string& id) const override {
        if (subject == Subject::household) return history_of(id);
        const std::lock_guard lock(reading_);
        std::vector<RecordedFact> history;
        const auto append = [&](std::string_view kind, SQLite::Statement& rows) {
            while (rows.executeStep()) history.push_back(fact_of_row(kind, rows));
            rows.reset();
        };
        if (subject == Subject::base)
            append("base", bound(reader_.statement("versions_of_base"), id));
        else
            append("case_record", bound(reader_.statement("versions_of_case_record"), id));
        append("decision", bound(reader_.statement("decisions_about"), id, std::string(to_string(subject))));
        return history;
    }

    std::vector<BaseRecord> base_known(const std::string& id, Revision until) const override {
        const std::lock_guard lock(reading_);
        SQLite::Statement& versions = bound(reader_.statement("base_known"), id);
        versions.bind(":until", until);
        return standing_levels(versions);
    }

    std::optional<HelpPointRecord> help_point_known(const std::string& id, Revision until) const override {
        const std::lock_guard lock(reading_);
        SQLite::Statement& versions = bound(reader_.statement("help_point_known"), id);
        versions.bind(":until", until);
        auto newest = first_fact("help_point", versions);
        if (!newest || std::get<HelpPointRecord>(newest->fact).withdrawn) return std::nullopt;
        return std::get<HelpPointRecord>(std::move(newest->fact));
    }

    std::optional<Recheck> recheck(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return stored_recheck(reader_, id);
    }

    std::vector<Recheck> rechecks() const override {
        const std::lock_guard lock(reading_);
        return stored_rechecks(reader_);
    }

    std::vector<RecordedFact> decisions_known(const std::string& household, Revision until) const override {
        const std::lock_guard lock(reading_);
        std::vector<RecordedFact> decisions;
        SQLite::Statement& rows = bound(reader_.statement("decisions_known"), household);
        rows.bind(":until", until);
        while (rows.executeStep()) decisions.push_back(fact_of_row("decision", rows));
        rows.reset();
        return decisions;
    }

    std::optional<RecordedFact> inspection(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return first_fact("inspection", bound(reader_.statement("inspection_by_id"), id));
    }

    std::optional<StoredBatch> batch(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return stored_batch(reader_, id);
    }

    std::optional<UndoneBatch> undone(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return undone_batch(reader_, id);
    }

    std::optional<Blob> blob(const std::string& sha256) const override {
        const std::lock_guard lock(reading_);
        return stored_blob(reader_, sha256);
    }

    std::vector<Blob> photos_of(const std::string& inspection, const std::string& account) const override {
        const std::lock_guard lock(reading_);
        return stored_photos(reader_, inspection, account);
    }

    std::vector<PhotoClaim> claims_of(const std::string& sha256) const override {
        const std::lock_guard lock(reading_);
        return stored_claims(reader_, sha256);
    }

    std::vector<PhotoUse> uses_of(const Blob& blob) const override {
        const std::lock_guard lock(reading_);
        return PhotoUses(reader_).of(blob);
    }

    std::vector<BatchSummary> batches(const std::string& account, std::size_t at_most) const override {
        const std::lock_guard lock(reading_);
        return batch_summaries(reader_, account, at_most);
    }

    std::vector<HeldUpload> held(std::span<const ContentHash> hashes) const override {
        const std::lock_guard lock(reading_);
        return held_uploads(reader_, hashes);
    }

    std::vector<Resolution> resolutions_of(const std::string& household) const override {
        const std::lock_guard lock(reading_);
        return courtyard::resolutions_of(reader_, household);
    }

    std::vector<HouseholdRecord> contested_households() const override {
        const std::lock_guard lock(reading_);
        return courtyard::contested_households(reader_);
    }

    const EvidenceLimits& evidence_limits() const override { return limits_; }

    std::vector<Doubt> doubts(const DoubtQuery& query) const override {
        const std::lock_guard lock(reading_);
        return stored_doubts(reader_, query);
    }

    std::vector<Doubt> doubts_of(const std::string& inspection) const override {
        const std::lock_guard lock(reading_);
        return doubts_of_inspection(reader_, inspection);
    }

    std::vector<DoubtCount> doubt_counts(const std::string& campaign) const override {
        const std::lock_guard lock(reading_);
        return courtyard::doubt_counts(reader_, campaign);
    }

    std::vector<DoubtResolution> resolutions_of_flags(std::int64_t line) const override {
        const std::lock_guard lock(reading_);
        return resolutions_of_line(reader_, line);
    }

    std::optional<PublishedReport> report(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return stored_report(reader_, id);
    }

    std::vector<PublishedReport> reports() const override {
        const std::lock_guard lock(reading_);
        return stored_reports(reader_);
    }

    std::int64_t undone_imports_since(Revision revision) const override {
        const std::lock_guard lock(reading_);
        return courtyard::undone_imports_since(reader_, revision);
    }

    std::vector<Account> accounts() const override {
        const std::lock_guard lock(reading_);
        return stored_accounts(reader_);
    }

    std::vector<Credential> credentials() const override {
        const std::lock_guard lock(reading_);
        return stored_credentials(reader_);
    }

    std::vector<AuditEntry> audit(const AuditQuery& query) const override {
        const std::lock_guard lock(reading_audit_);
        return stored_audit(audit_, query);
    }

    std::optional<AuditHead> audit_head() const override {
        const std::lock_guard lock(reading_audit_);
        return stored_audit_head(audit_);
    }

    std::optional<AuditSeal> audit_start() const override {
        const std::lock_guard lock(reading_audit_);
        return stored_audit_start(audit_);
    }

    UnusedNames unused_audit_names() const override {
        const std::lock_guard lock(reading_audit_);
        return courtyard::unused_audit_names(audit_);
    }

  private:
    const std::filesystem::path file_;
    const EvidenceLimits limits_;
    SqliteWriter writer_;
    std::function<void(StagedId)> prepare_;
    mutable std::mutex reading_facts_;
    mutable SqliteConnection facts_;
    mutable std::mutex reading_;
    mutable SqliteConnection reader_;
    mutable std::mutex reading_audit_;
    mutable SqliteConnection audit_;
    std::optional<DamageSearch> reading_all_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& folder,
                                                 const EvidenceLimits& limits) {
    const auto file = folder / "courtyard.db";
    try {
        return std::make_unique<SqliteStore>(file, limits);
    } catch (const SQLite::Exception& error) {
        return tl::unexpected(refusal_to_open(error.what(), file));
    } catch (const std::system_error& error) {
        const std::string why = error.what();
        return fail(ErrorCode::unavailable, "store.failed",
                    {"数据库的文件写不下去：" + why, "the database's files cannot be written: " + why},
                    file.string());
    }
}

}  // namespace courtyard
