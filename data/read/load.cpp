// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/load.h"

#include <algorithm>

#include "data/read/child_storing.h"
#include "data/read/edition_report.h"
#include "data/read/file_hash.h"
#include "data/read/held_comparison.h"
#include "data/read/import_writing.h"
#include "data/read/photo_keeping.h"
#include "data/read/photo_opening.h"
#include "data/read/row_order.h"
#include "data/read/row_placing.h"
#include "data/read/row_reading.h"
#include "data/read/row_storing.h"
#include "data/read/row_words.h"
#include "data/store/failpoint.h"

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
            case RecordKind::cases:
                return run(read_cases(table, options_.rows));
            case RecordKind::relief:
                return run(read_relief(table, options_.rows));
            case RecordKind::figures:
                return run(read_figures(table, options_.rows));
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
        for (const Rejection& doubt : photos_->doubts()) report_.warnings.add(doubt);
        return rows;
    }

    template <class Record>
    Result<LoadReport> run(Result<Rows<Record>> rows) {
        if (!rows) return tl::unexpected(rows.error());
        report_.rows = rows->rows;
        report_.table = RowTable(options_.rows_told);
        report_.table.add_refused(rows->rejections);
        report_.columns = rows->columns;
        report_.rejections = std::move(rows->rejections);
        report_.notes = std::move(rows->notes);
        report_.declared = options_.datum;
        report_.datum = options_.datum.value_or(Datum::wgs84);
        if constexpr (has_place<Record>) {
            refuse_unknown_areas(*rows);
            if (auto settled = settle_datum(*rows); !settled) return tl::unexpected(settled.error());
        }
        if constexpr (has_changes<Record>)
            if (auto compared = compare_with_held(*rows); !compared) return tl::unexpected(compared.error());
        if constexpr (has_place<Record>)
            for (std::size_t i = 0; i < rows->accepted.size(); ++i)
                place(rows->accepted[i], rows->numbers[i]);
        if constexpr (std::is_same_v<Record, Area>) {
            order_parents_first(*rows);
            for (Text& note : comparison_.notes(*rows, options_.edition))
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
        return std::move(report_);
    }

    template <class Record>
    Result<void> compare_with_held(Rows<Record>& rows) {
        return comparison_.compare(store_, rows, options_, report_, refusing());
    }

    template <class Record>
    Result<void> settle_datum(Rows<Record>& rows) {
        auto choice = choose_datum(options_.datum, witnesses_of(rows), known_.areas, known_.villages);
        if (!choice) return tl::unexpected(choice.error());
        report_.datum = choice->datum;
        report_.evidence = std::move(choice->evidence);
        report_.notes.insert(report_.notes.end(), choice->notes.begin(), choice->notes.end());
        suspected_ = std::move(choice->suspected);
        if (!options_.datum) read_positions(rows, report_.datum, refusing());
        return {};
    }

    /// A code that no edition has is a slip: the list comes after the boundaries, or says no code. Without
    /// any boundaries there is nothing to hold it against.
    template <class Record>
    void refuse_unknown_areas(Rows<Record>& rows) {
        if (known_.areas.empty()) return;
        const auto judge = [&](const Record& record) -> std::optional<Error> {
            const AreaCode& code = declared_of(record);
            const bool known = code.empty() || known_.areas.find(code) != no_area ||
                               (options_.area_known && options_.area_known(code));
            return known ? std::nullopt : std::optional(unknown_area(code).value());
        };
        refuse_rows(rows, judge, refusing());
    }

    Refuse refusing() {
        return [this](std::size_t number, const Error& why) {
            refuse_row(why, number);
            report_.table.add_refused(number);
        };
    }

    template <class Record>
    void place(Record& record, std::size_t number) {
        places_.push_back(place_of(given_position(record), declared_of(record), address_of(record), number,
                                   known_, report_.datum, suspected_));
        for (Rejection& doubt : doubts_of(places_.back(), number)) report_.warnings.add(std::move(doubt));
    }

    template <class Record>
    RowFate fate_of(Transaction& transaction, Record& record, std::size_t i, std::size_t number) {
        RowFate fate;
        fate.row = number;
        if constexpr (std::is_same_v<Record, Area>)
            fate.meeting = meeting_of(transaction, options_.edition, record);
        else
            fate.meeting = meeting_of(transaction, record);
        if constexpr (has_place<Record>) {
            fate.place = places_[i];
            if (const SourcePosition* p = given_position(record)) fate.position = p->wgs84;
        }
        return fate;
    }

    bool overtaken() const {
        return !options_.agreed_mark.empty() && report_.changes &&
               report_.changes->mark() != options_.agreed_mark;
    }
    bool keep_nothing() const {
        return options_.mode == LoadMode::dry_run || overtaken() || rest_refused_ ||
               (options_.mode == LoadMode::all_or_nothing && !report_.rejections.empty());
    }

    template <class Record>
    Result<void> write(Rows<Record>& rows) {
        if constexpr (std::is_same_v<Record, InspectionRecord>)
            if (keeping_ && !keep_nothing())
                if (auto kept = keeping_->keep(rows.accepted); !kept) return kept;
        const LoadReport before = report_;
        ImportWork work;
        work.rows = rest().size() + rows.accepted.size();
        work.most_facts = rest().size();
        for (const Area& area : rest()) work.bytes += ground_bytes_of(area);
        for (const Record& record : rows.accepted) {
            work.most_facts += facts_of(record);
            work.bytes += ground_bytes_of(record);
        }
        work.by = options_.by;
        work.take = [&](Transaction& transaction, std::size_t i) {
            if (i < rest().size())
                take_rest(transaction, rest()[i]);
            else
                take(transaction, rows, i - rest().size());
        };
        work.keeps_nothing = [&] { return keep_nothing(); };
        work.seal = [&](Transaction& transaction) { return seal(transaction, rows.accepted.size()); };
        work.start_again = [&] {
            report_ = before;
            refused_by_store_ = 0;
            rest_refused_ = false;
            if (keeping_) keeping_->forget_claims();
        };
        work.progress = [&](std::size_t done) { tell_progress(done, work.rows); };
        const auto written = write_import(store_, work);
        if (!written) return tl::unexpected(written.error());
        report_.stored = written->stored;
        report_.overtaken = options_.mode != LoadMode::dry_run && overtaken();
        if (report_.overtaken)
            report_.notes.push_back(
                {"预演之后有人改动了同样的记录，未写入任何数据；请重新核对下面的变化",
                 "somebody changed the same records since the dry run, nothing was stored: "
                 "look at the changes again"});
        if constexpr (std::is_same_v<Record, InspectionRecord>)
            if (written->stored) settle_doubts_behind(store_);
        if (written->stored) report_.revision = written->revision;
        if (!written->overtaken.empty()) name_overtaken(rows, written->overtaken);
        return {};
    }

    /// One row: what it meets, whether it is stored, and its line in the table.
    template <class Record>
    void take(Transaction& transaction, Rows<Record>& rows, std::size_t i) {
        if constexpr (has_changes<Record> && has_place<Record>) {
            const auto& changes = comparison_.changes<Record>();
            auto row = changes.again(transaction, rows, i);
            if (!row) {
                report_.table.add_refused(rows.numbers[i]);
                refuse_or_count(tl::unexpected(row.error()), rows.numbers[i]);
                return;
            }
            RowChange change = changes.change(i, *row);
            change.row = rows.numbers[i];
            take_record(transaction, row->record, i, rows.numbers[i], std::move(change));
        } else if constexpr (has_changes<Record>) {
            const auto& changes = comparison_.changes<Area>();
            if (!changes.still_holds(transaction, rows.accepted[i].code)) {
                report_.table.add_refused(rows.numbers[i]);
                refuse_or_count(tl::unexpected(row_overtaken(key_of(rows.accepted[i]))), rows.numbers[i]);
                return;
            }
            take_record(transaction, rows.accepted[i], i, rows.numbers[i], changes.change(rows.numbers[i]));
        } else {
            take_record(transaction, rows.accepted[i], i, rows.numbers[i], std::nullopt);
        }
    }

    template <class Record>
    void take_record(Transaction& transaction, Record& record, std::size_t i, std::size_t number,
                     std::optional<RowChange> change) {
        RowFate fate = fate_of(transaction, record, i, number);
        const auto stored = store_row(transaction, record, storing());
        fate.row_class = class_of(fate.meeting, stored, fate.place.flags);
        report_.table.add(std::move(fate));
        if (stored && change) report_.changes->add(std::move(*change));
        refuse_or_count(stored, number);
    }

    const std::vector<Area>& rest() const { return comparison_.rest(); }
    /// An area that is not in the file and goes on in the new edition, which would not be whole without it.
    void take_rest(Transaction& transaction, const Area& area) {
        if (!comparison_.changes<Area>().still_holds(transaction, area.code))
            refuse_rest(area, row_overtaken(key_of(area)));
        else if (const auto stored = store_row(transaction, area, storing()); !stored)
            refuse_rest(area, stored.error());
    }
    void refuse_rest(const Area& area, const Error& why) {
        report_.rejections.add({0, area.code.str(), why.name, why.detail});
        rest_refused_ = true;
    }

    RowStoring storing() {
        return {known_,
                options_.edition,
                options_.by,
                keeping_ ? &*keeping_ : nullptr,
                store_.evidence_limits(),
                arrival(),
                options_.kind};
    }

    Arrival arrival() const {
        const bool told = report_.columns.column_of.contains("accuracy_m");
        return {Arrival::Way::file, told ? Arrival::Accuracy::told : Arrival::Accuracy::untold};
    }

    template <class Record>
    void name_overtaken(const Rows<Record>& rows, const std::vector<Overtaken>& overtaken) {
        OvertakenIds ids;
        for (const Overtaken& one : overtaken)
            if (one.kind != "undo") ids.insert(one.id);
        for (const Area& area : rest())
            if (is_among(ids, area)) refuse_rest(area, row_overtaken(key_of(area)));
        for (std::size_t i = 0; i < rows.accepted.size(); ++i)
            if (is_among(ids, rows.accepted[i]))
                refuse_row(row_overtaken(key_of(rows.accepted[i])), rows.numbers[i]);
        refused_by_store_ = rows.accepted.size();
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
        const auto fresh = store_child_counts(store_, children_, placed, options_.by);
        if (!fresh) return tl::unexpected(fresh.error());
        report_.unchanged = placed.size() - *fresh;
        report_.stored = true;
        return {};
    }

    void refuse_row(const Error& why, std::size_t number) {
        report_.rejections.add(rejection_of(why, number, report_.columns, report_.header));
    }
    void refuse_or_count(const Result<Stored>& stored, std::size_t number) {
        if (!stored) {
            refuse_row(stored.error(), number);
            ++refused_by_store_;
        } else if (*stored == Stored::known) {
            ++report_.unchanged;
        }
    }

    Store& store_;
    ChildStore& children_;
    const Places& known_;
    LoadOptions& options_;
    const PhotoTable* photos_;
    std::optional<PhotoKeeping> keeping_;
    LoadReport report_;
    std::size_t refused_by_store_ = 0;
    bool rest_refused_ = false;
    HeldComparison comparison_;
    std::vector<RowPlace> places_;  ///< of each accepted row
    std::vector<DatumReading> suspected_;
};

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
    options.rows.refused_told = std::max(ToldRows::most_told, options.rows_told);
    const bool changes = options.kind == RecordKind::areas || options.kind == RecordKind::bases ||
                         options.kind == RecordKind::help_points;
    options.rows.wanted = changes ? Wanted::changes : Wanted::whole_records;
    options.rows.file_hash = folder ? photos->content_hash() : sha256_of_file(file);
    Loader loader(store, children, known, options, photos.get());
    auto report = loader.load(photos ? *photos : **table);
    loader.finish();
    return report;
}

}  // namespace courtyard
