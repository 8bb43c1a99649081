// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <numeric>

#include "data/read/edition_report.h"
#include "data/read/file_hash.h"
#include "data/read/photo_keeping.h"
#include "data/read/row_reading.h"
#include "data/store/failpoint.h"
#include "data/store/intake.h"
#include "geo/geocode.h"

namespace courtyard {
namespace {

/// Carries one file from rows to the store; the report grows on the way.
class Loader {
  public:
    /// @param photos   of the table, when it is one of photos
    Loader(Store& store, ChildStore& children, const Places& known, LoadOptions& options,
           const PhotoTable* photos)
        : store_(store), children_(children), known_(known), options_(options), photos_(photos) {
        if (photos_ != nullptr) keeping_.emplace(store, *options.photos.blobs, *photos_);
    }

    Result<LoadReport> load(Table& table) {
        report_.header = table.columns();
        report_.kind = options_.kind;
        report_.content_hash = options_.rows.file_hash;
        report_.format = table.format();
        report_.encoding = table.encoding();
        switch (options_.kind) {
            case RecordKind::areas:
                return run(read_areas(table, options_.rows));
            case RecordKind::households:
                return run(read_households(table, options_.rows));
            case RecordKind::bases:
                return run(read_bases(table, options_.rows));
            case RecordKind::help_points:
                return run(read_help_points(table, options_.rows));
            case RecordKind::children:
                return run(read_children(table, options_.rows));
            case RecordKind::targets:
                return run(read_targets(table, options_.rows));
            case RecordKind::decisions:
                return run(read_decisions(table, options_.rows));
            case RecordKind::inspections:
                return run(with_photos(read_inspections(table, options_.rows)));
        }
        return fail(ErrorCode::unsupported, "kind.unknown",
                    {"不能导入这类数据", "this kind cannot be loaded"});
    }

    /// After everything, whatever came of it.
    void finish() {
        if (keeping_) keeping_->finish();
    }

  private:
    /// Each point names the photo that it was made of.
    Result<Rows<InspectionRecord>> with_photos(Result<Rows<InspectionRecord>> rows) {
        if (photos_ == nullptr || !rows) return rows;
        for (std::size_t i = 0; i < rows->accepted.size(); ++i)
            rows->accepted[i].photos = {photos_->sha256_of_row(rows->numbers[i])};
        rows->notes.insert(rows->notes.end(), photos_->notes().begin(), photos_->notes().end());
        report_.photo_rows = photos_->sources();
        report_.warnings = photos_->doubts();
        return rows;
    }

    static std::optional<SourcePosition>* position_of(HouseholdRow& row) { return &row.household.position; }
    static std::optional<SourcePosition>* position_of(BaseRecord& record) { return &record.position; }
    static std::optional<SourcePosition>* position_of(HelpPointRecord& record) { return &record.position; }
    static std::string address_of(const HouseholdRow& row) { return row.household.address; }
    template <class Record>
    static std::string address_of(const Record&) {
        return {};
    }
    static const AreaCode& declared_of(const HouseholdRow& row) { return row.household.declared; }
    template <class Record>
    static const AreaCode& declared_of(const Record& record) {
        return record.declared;
    }
    template <class Record>
    static SourcePosition* given_position(Record& record) {
        if constexpr (std::is_same_v<Record, InspectionRecord>) {
            return &record.position;
        } else {
            auto* position = position_of(record);
            return *position ? &**position : nullptr;
        }
    }
    template <class Record>
    static constexpr bool has_place =
        std::is_same_v<Record, HouseholdRow> || std::is_same_v<Record, BaseRecord> ||
        std::is_same_v<Record, HelpPointRecord> || std::is_same_v<Record, InspectionRecord>;

    template <class Record>
    Result<LoadReport> run(Result<Rows<Record>> rows) {
        if (!rows) return tl::unexpected(rows.error());
        report_.rows = rows->rows;
        report_.table = RowTable(options_.rows_told);
        for (const Rejection& refused : rows->rejections) report_.table.add_refused(refused.row);
        report_.columns = rows->columns;
        report_.rejections = std::move(rows->rejections);
        report_.notes = std::move(rows->notes);
        report_.declared = options_.datum;
        report_.datum = options_.datum.value_or(Datum::wgs84);
        if constexpr (has_place<Record>) {
            if (auto settled = settle_datum(*rows); !settled) return tl::unexpected(settled.error());
            for (std::size_t i = 0; i < rows->accepted.size(); ++i)
                warn_of_place(rows->accepted[i], rows->numbers[i]);
        }
        if constexpr (std::is_same_v<Record, Area>) {
            order_parents_first(*rows);
            for (Text& note : edition_notes(store_, options_.edition, rows->accepted))
                report_.notes.push_back(std::move(note));
        }
        if constexpr (std::is_same_v<Record, DecisionRecord>) order_by_day(*rows);
        Result<void> done;
        if constexpr (std::is_same_v<Record, ChildCountRecord>)
            done = write_children(*rows);
        else
            done = write(*rows);
        if (!done) return tl::unexpected(done.error());
        report_.accepted = rows->accepted.size() - refused_by_store_;
        std::ranges::stable_sort(report_.rejections, {}, &Rejection::row);
        return std::move(report_);
    }

    template <class Record>
    static std::vector<Witness> witnesses_of(Rows<Record>& rows) {
        std::vector<Witness> witnesses = rows.misplaced;
        for (std::size_t i = 0; i < rows.accepted.size(); ++i)
            if (const SourcePosition* p = given_position(rows.accepted[i]))
                witnesses.push_back({p->given, declared_of(rows.accepted[i]), {}, rows.numbers[i]});
        return witnesses;
    }

    template <class Record>
    Result<void> settle_datum(Rows<Record>& rows) {
        auto choice = choose_datum(options_.datum, witnesses_of(rows), known_.areas, known_.villages);
        if (!choice) return tl::unexpected(choice.error());
        report_.datum = choice->datum;
        report_.evidence = std::move(choice->evidence);
        report_.notes.insert(report_.notes.end(), choice->notes.begin(), choice->notes.end());
        suspected_ = std::move(choice->suspected);
        if (!options_.datum) read_positions(rows);
        return {};
    }

    /// Reads the positions of a file whose datum is known only now; what is none in that datum is refused.
    template <class Record>
    void read_positions(Rows<Record>& rows) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < rows.accepted.size(); ++i) {
            if (SourcePosition* p = given_position(rows.accepted[i])) {
                const auto wgs84 = checked_to_wgs84(p->given, report_.datum);
                if (!wgs84) {
                    report_.rejections.push_back(
                        rejection_of(wgs84.error(), rows.numbers[i], report_.columns, report_.header));
                    report_.table.add_refused(rows.numbers[i]);
                    continue;
                }
                *p = {p->given, report_.datum, *wgs84};
            }
            if (kept != i) rows.accepted[kept] = std::move(rows.accepted[i]);
            rows.numbers[kept++] = rows.numbers[i];
        }
        rows.accepted.resize(kept);
        rows.numbers.resize(kept);
    }

    template <class Record>
    void warn_of_place(Record& record, std::size_t number) {
        const SourcePosition* p = given_position(record);
        const Placement placed = geocode(
            {p ? std::optional(p->wgs84) : std::nullopt, declared_of(record), address_of(record)}, known_);
        Flags flags = placed.flags;
        const AreaCode area = placed.area == no_area ? AreaCode{} : known_.areas[placed.area].code;
        const ClaimCheck check(known_.areas, known_.villages);
        for (const Reading& other : suspected_)
            if (p && tells_for({p->given, declared_of(record), {}, number}, other, {report_.datum}, check))
                flags.add(Flag::datum_suspect);
        places_.push_back({area, flags});
        for (const Flag flag : flags.list()) {
            if (flag == Flag::no_position) continue;
            report_.warnings.push_back(
                {number,
                 {},
                 std::string(to_string(flag)),
                 {fmt::format("疑点：{}", to_string(flag)), fmt::format("flag: {}", to_string(flag))}});
        }
    }

    template <class Record, class Less>
    static void reorder(Rows<Record>& rows, Less less) {
        std::vector<std::size_t> order(rows.accepted.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(
            order, [&](std::size_t a, std::size_t b) { return less(rows.accepted[a], rows.accepted[b]); });
        Rows<Record> ordered;
        for (const std::size_t i : order) {
            ordered.accepted.push_back(std::move(rows.accepted[i]));
            ordered.numbers.push_back(rows.numbers[i]);
        }
        rows.accepted = std::move(ordered.accepted);
        rows.numbers = std::move(ordered.numbers);
    }
    static void order_parents_first(Rows<Area>& rows) {
        reorder(rows, [](const Area& a, const Area& b) { return a.level < b.level; });
    }
    static void order_by_day(Rows<DecisionRecord>& rows) {
        reorder(rows,
                [](const DecisionRecord& a, const DecisionRecord& b) { return a.decided_on < b.decided_on; });
    }

    template <class Record>
    RowFate fate_of(Transaction& transaction, Rows<Record>& rows, std::size_t i) {
        RowFate fate;
        fate.row = rows.numbers[i];
        if constexpr (std::is_same_v<Record, Area>)
            fate.meeting = meeting_of(transaction, options_.edition, rows.accepted[i]);
        else
            fate.meeting = meeting_of(transaction, rows.accepted[i]);
        if constexpr (has_place<Record>) {
            fate.place = places_[i];
            if (const SourcePosition* p = given_position(rows.accepted[i])) fate.position = p->wgs84;
        }
        return fate;
    }

    bool keep_nothing() const {
        return options_.mode == LoadMode::dry_run ||
               (options_.mode == LoadMode::all_or_nothing && !report_.rejections.empty());
    }

    /// A short file is one unit of work; a long one goes in slices, so that others write in between.
    template <class Record>
    Result<void> write(Rows<Record>& rows) {
        if constexpr (std::is_same_v<Record, InspectionRecord>)
            if (keeping_ && !keep_nothing())
                if (auto kept = keeping_->keep(rows.accepted); !kept) return kept;
        const auto written = rows.accepted.size() <= slice_rows ? write_at_once(rows) : write_in_slices(rows);
        report_.stored = written.has_value();
        if (written) report_.revision = *written;
        if (!written && written.error().name != "load.taken_back") return tl::unexpected(written.error());
        return {};
    }

    static tl::unexpected<Error> taken_back() {
        return fail(ErrorCode::conflict, "load.taken_back", {"未写入任何数据", "nothing was stored"});
    }

    /// One row: what it meets, whether it is stored, and its line in the table.
    template <class Record>
    void take(Transaction& transaction, Rows<Record>& rows, std::size_t i) {
        RowFate fate = fate_of(transaction, rows, i);
        const auto stored = store_row(transaction, rows.accepted[i]);
        fate.row_class = class_of(fate.meeting, stored, fate.place.flags);
        report_.table.add(std::move(fate));
        refuse_or_count(stored, rows.numbers[i]);
    }

    /// Every row, then the batch; rolled back when a row was refused or it is a dry run.
    template <class Record>
    Result<Revision> write_at_once(Rows<Record>& rows) {
        return store_
            .write([&](Transaction& transaction) -> Result<void> {
                for (std::size_t i = 0; i < rows.accepted.size(); ++i) take(transaction, rows, i);
                tell_progress(rows.accepted.size(), rows.accepted.size());
                return keep_nothing() ? taken_back() : seal(transaction, rows.accepted.size());
            })
            .get();
    }

    /// Slices that nobody sees, and one small change that reveals them. When others meanwhile wrote what
    /// these rows should have been judged by, the import is taken back and judged anew.
    template <class Record>
    Result<Revision> write_in_slices(Rows<Record>& rows) {
        const LoadReport before = report_;
        for (int tries = 1;; ++tries) {
            overtaken_.clear();
            auto done = stage_and_reveal(rows);
            if (done || done.error().name != "load.overtaken") return done;
            if (tries == most_tries) {
                name_overtaken(rows);
                return taken_back();
            }
            report_ = before;
            refused_by_store_ = 0;
            if (keeping_) keeping_->forget_claims();
        }
    }

    template <class Record>
    Result<Revision> stage_and_reveal(Rows<Record>& rows) {
        std::size_t most_facts = 0;
        for (const Record& record : rows.accepted) most_facts += facts_of(record);
        StagedId import = 0;
        Revision since = 0;
        const auto opened = store_
                                .write([&](Transaction& transaction) -> Result<void> {
                                    import = transaction.open_import(most_facts, options_.by);
                                    return {};
                                })
                                .get();
        if (!opened) return opened;
        since = *opened;
        auto done = stage(rows, import);
        if (done && keep_nothing()) done = taken_back();
        if (done) done = list_receipts(import);
        if (done) {
            store_.prepare_import(import);
            done = reveal(rows, import, since);
        }
        if (!done) drop(import);
        return done;
    }

    /// A slice ends when it has worked for as long as others may have to wait for it.
    template <class Record>
    Result<Revision> stage(Rows<Record>& rows, StagedId import) {
        Result<Revision> done = 0;
        for (std::size_t next = 0; done && next < rows.accepted.size();) {
            done = store_
                       .write([&](Transaction& transaction) -> Result<void> {
                           transaction.enter_import(import);
                           const auto end = std::chrono::steady_clock::now() + slice_time;
                           const std::size_t last = std::min(next + slice_rows, rows.accepted.size());
                           while (next < last) {
                               take(transaction, rows, next);
                               if (++next % 16 == 0 && std::chrono::steady_clock::now() > end) break;
                           }
                           return {};
                       })
                       .get();
            tell_progress(next, rows.accepted.size());
        }
        return done;
    }

    template <class Record>
    Result<Revision> reveal(Rows<Record>& rows, StagedId import, Revision since) {
        return store_
            .write([&](Transaction& transaction) -> Result<void> {
                overtaken_ = transaction.overtaken(import, since);
                if (!overtaken_.empty())
                    return fail(ErrorCode::conflict, "load.overtaken",
                                {"导入期间有人写入了同样的记录", "others wrote the same records meanwhile"});
                transaction.reveal_import(import);
                return seal(transaction, rows.accepted.size());
            })
            .get();
    }

    Result<Revision> list_receipts(StagedId import) {
        bool more = true;
        Result<Revision> done = 0;
        while (done && more)
            done = store_
                       .write([&](Transaction& transaction) -> Result<void> {
                           more = transaction.list_receipts(import, slice_rows);
                           return {};
                       })
                       .get();
        return done;
    }

    /// What cannot be taken back now lies invisible until the next start takes it back.
    void drop(StagedId import) {
        bool more = true;
        while (more && store_
                           .write([&](Transaction& transaction) -> Result<void> {
                               more = transaction.drop_import(import, slice_rows);
                               return {};
                           })
                           .get()) {
        }
    }

    template <class Record>
    void name_overtaken(const Rows<Record>& rows) {
        for (std::size_t i = 0; i < rows.accepted.size(); ++i)
            if (std::ranges::any_of(overtaken_,
                                    [&](const Overtaken& one) { return is_of(rows.accepted[i], one); }))
                report_.rejections.push_back(
                    {rows.numbers[i],
                     "id",
                     "row.overtaken",
                     {"导入期间有人写入了同一记录；请重新上传",
                      "somebody wrote the same record while the file was read; send the file again"}});
        refused_by_store_ = rows.accepted.size();
    }
    static bool is_of(const HouseholdRow& row, const Overtaken& one) {
        return std::ranges::any_of(row.decisions, [&](const DecisionRecord& d) { return d.id == one.id; });
    }
    static bool is_of(const InspectionRecord& r, const Overtaken& one) { return r.id == one.id; }
    static bool is_of(const DecisionRecord& r, const Overtaken& one) { return r.id == one.id; }
    template <class Record>
    static bool is_of(const Record&, const Overtaken&) {
        return false;
    }

    static std::size_t facts_of(const HouseholdRow& row) { return 1 + row.decisions.size(); }
    template <class Record>
    static std::size_t facts_of(const Record&) {
        return 1;
    }

    void tell_progress(std::size_t done, std::size_t total) {
        if (options_.progress) options_.progress(done, total);
    }

    /// The rows of its photos and the import's own row, with its report; the same id twice at once is stored
    /// once.
    Result<void> seal(Transaction& transaction, std::size_t read) {
        if (keeping_) keeping_->save(transaction);
        if (!options_.batch) return {};
        if (transaction.batch(options_.batch->id))
            return fail(ErrorCode::conflict, "id.conflict",
                        {"这个导入编号已用过", "this import id has been used"}, "id");
        save_batch(transaction, read);
        return {};
    }

    void save_batch(Transaction& transaction, std::size_t read) {
        report_.accepted = read - refused_by_store_;
        report_.revision = transaction.last();
        Batch batch = *options_.batch;
        batch.report = options_.batch_report(report_);
        transaction.save_batch(batch);
    }

    /// Counts of children go to their own file, past the feed.
    Result<void> write_children(const Rows<ChildCountRecord>& rows) {
        std::vector<ChildCountRecord> placed;
        for (std::size_t i = 0; i < rows.accepted.size(); ++i) {
            if (known_.areas.find(rows.accepted[i].area) == no_area)
                refuse_or_count(unknown_area(rows.accepted[i].area), rows.numbers[i]);
            else
                placed.push_back(rows.accepted[i]);
        }
        if (keep_nothing()) return {};
        const auto fresh = children_.append(placed, options_.by.account, "load");
        if (!fresh) return tl::unexpected(fresh.error());
        report_.unchanged = placed.size() - *fresh;
        report_.stored = true;
        return {};
    }

    void refuse_or_count(const Result<Stored>& stored, std::size_t number) {
        if (!stored) {
            const Error& error = stored.error();
            report_.rejections.push_back({number, error.subject, error.name, error.detail});
            ++refused_by_store_;
        } else if (*stored == Stored::known) {
            ++report_.unchanged;
        }
    }

    static tl::unexpected<Error> unknown_area(AreaCode code) {
        return fail(ErrorCode::invalid_input, "area.unknown",
                    {fmt::format("没有代码为 {} 的区划", code.view()),
                     fmt::format("there is no area {}", code.view())},
                    "area");
    }

    Result<Stored> store_row(Transaction& t, const Area& area) {
        return store_area(t, options_.edition, area, options_.by);
    }
    Result<Stored> store_row(Transaction& t, const BaseRecord& r) { return store_base(t, r, options_.by); }
    Result<Stored> store_row(Transaction& t, const HelpPointRecord& r) {
        return store_help_point(t, r, options_.by);
    }
    Result<Stored> store_row(Transaction& t, const DecisionRecord& r) {
        return store_decision(t, r, options_.by);
    }
    Result<Stored> store_row(Transaction& t, const TargetRecord& target) {
        if (known_.areas.find(target.area) == no_area) return unknown_area(target.area);
        const Campaign* campaign = find_campaign(target.campaign);
        if (campaign == nullptr || campaign->indicator.id != target.indicator)
            return fail(ErrorCode::invalid_input, "indicator.unknown",
                        {fmt::format("没有指标 {}/{}", target.campaign, target.indicator),
                         fmt::format("there is no indicator {}/{}", target.campaign, target.indicator)},
                        "indicator");
        return store_target(t, target, options_.by);
    }
    Result<Stored> store_row(Transaction& t, const HouseholdRow& row) {
        const auto stored = store_household(t, row.household, options_.by);
        if (!stored) return stored;
        for (const DecisionRecord& decision : row.decisions)
            if (const auto step = store_decision(t, decision, options_.by); !step) return step;
        return stored;
    }
    Result<Stored> store_row(Transaction& t, const InspectionRecord& record) {
        const auto stored = store_inspection(
            t, {record, finding_of(record, t.household(record.household), known_)}, options_.by);
        if (!stored) return tl::unexpected(stored.error());
        if (keeping_) keeping_->claim(*stored, options_.by.account);
        return stored->stored;
    }

    static constexpr std::size_t slice_rows = 2'000;
    static constexpr auto slice_time = std::chrono::milliseconds(12);
    static constexpr int most_tries = 3;

    Store& store_;
    ChildStore& children_;
    const Places& known_;
    LoadOptions& options_;
    const PhotoTable* photos_;
    std::optional<PhotoKeeping> keeping_;
    LoadReport report_;
    std::size_t refused_by_store_ = 0;
    std::vector<RowPlace> places_;  ///< of each accepted row
    std::vector<Overtaken> overtaken_;
    std::vector<Reading> suspected_;
};

/// Of photos more is known than a table of strangers says: their positions are in WGS 84, whoever takes one
/// has checked, and only the campaign is asked for.
Result<std::unique_ptr<PhotoTable>> open_photos(Store& store, const std::filesystem::path& file,
                                                LoadOptions& options) {
    if (!options.rows.fixed.contains("campaign"))
        return fail(
            ErrorCode::invalid_input, "column.missing",
            {"请说明照片属于哪个专项：campaign=专项编号（命令行 --set campaign=专项编号）",
             "say which campaign the photos belong to: campaign=ID (--set campaign=ID on the command line)"},
            "campaign");
    if (!options.datum) options.datum = Datum::wgs84;
    options.rows.fixed.emplace("outcome", "checked");
    return PhotoTable::open(
        file, options.photos, options.open, [&](const std::string& sha256) { return store.blob(sha256); },
        options.by.account, options.progress);
}

}  // namespace

Result<LoadReport> load_file(Store& store, ChildStore& children, const Places& known,
                             const std::filesystem::path& file, LoadOptions options) {
    if (options.kind == RecordKind::areas)
        if (auto day = check_edition_day(options.edition); !day) return tl::unexpected(day.error());
    failpoint("file_received");
    const bool folder = std::filesystem::is_directory(file);
    auto table = folder ? Result<std::unique_ptr<Table>>(tl::unexpected(photos_only(file.string())))
                        : options.open(file, options.table);
    std::unique_ptr<PhotoTable> photos;
    if (!table && table.error().name == "file.photos" && options.kind == RecordKind::inspections &&
        options.photos.blobs != nullptr) {
        auto opened = open_photos(store, file, options);
        if (!opened) return tl::unexpected(opened.error());
        photos = std::move(*opened);
    } else if (!table) {
        return tl::unexpected(table.error());
    }
    options.rows.datum = options.datum;
    options.rows.file_hash = folder ? photos->content_hash() : sha256_of_file(file);
    Loader loader(store, children, known, options, photos.get());
    auto report = loader.load(photos ? *photos : **table);
    loader.finish();
    return report;
}

}  // namespace courtyard
