// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/held_comparison.h"

#include <fmt/format.h>

#include <utility>

#include "data/read/edition_report.h"

namespace courtyard {
namespace {

/// Begins the report's changes. A list of records that are all new must have every column that is required.
Result<void> begin_changes(const LoadOptions& options, LoadReport& report, std::size_t held,
                           std::vector<RowChange> missing) {
    if (held == 0) {
        const auto whole = map_columns(options.kind, report.header, options.rows.renamed, options.rows.fixed,
                                       geometry_of(options.kind, report.format));
        if (!whole) return tl::unexpected(whole.error());
    }
    report.changes.emplace(options.rows_told);
    for (RowChange& change : missing) report.changes->add(std::move(change));
    return {};
}

}  // namespace

Result<void> HeldComparison::compare(Store& store, Rows<Area>& rows, const LoadOptions& options,
                                     LoadReport& report, const Refuse& refuse) {
    const Geometry geometry = geometry_of(options.kind, report.format);
    editions_.emplace(store);
    auto& changes = changes_.emplace<AreaChanges>(*editions_, options.edition, geometry);
    changes.complete(rows, refuse);
    if (!changes.stands() && options.rest == Rest::kept) rest_ = changes.rest(rows);
    report.missing_stay = changes.stands() || options.rest == Rest::kept;
    return begin_changes(options, report, changes.held(), changes.missing(rows));
}

template <class Place>
Result<void> HeldComparison::compare(Store& store, Rows<Place>& rows, const LoadOptions& options,
                                     LoadReport& report, const Refuse& refuse) {
    const Geometry geometry = geometry_of(options.kind, report.format);
    auto exported = options.exported ? options.exported(options.kind) : std::vector<ExportedPlace>();
    auto& changes = changes_.emplace<PlaceChanges<Place>>(std::move(exported), geometry);
    if (auto done = changes.complete(store, rows, report.warnings, refuse); !done) return done;
    return begin_changes(options, report, changes.held(), changes.missing(rows));
}

template Result<void> HeldComparison::compare(Store&, Rows<BaseRecord>&, const LoadOptions&, LoadReport&,
                                              const Refuse&);
template Result<void> HeldComparison::compare(Store&, Rows<HelpPointRecord>&, const LoadOptions&, LoadReport&,
                                              const Refuse&);

std::vector<Text> HeldComparison::notes(const Rows<Area>& rows, Day edition) const {
    if (rest_.empty()) return edition_notes(*editions_, edition, rows.accepted);
    std::vector<Area> whole = rest_;
    whole.insert(whole.end(), rows.accepted.begin(), rows.accepted.end());
    std::vector<Text> told = edition_notes(*editions_, edition, whole);
    told.push_back({fmt::format("文件中没有的 {} 个区划沿用原版本", rest_.size()),
                    fmt::format("{} areas that are not in the file go on as they are", rest_.size())});
    return told;
}

}  // namespace courtyard
