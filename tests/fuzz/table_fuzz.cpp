// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Files that we read ourselves, from the first byte to a record: CSV, GeoJSON, and the sniffing of all the
// others. The first byte of the input says what kind of record is looked for.
#include "data/read/csv_table.h"
#include "data/read/file_kind.h"
#include "data/read/geojson_table.h"
#include "data/read/rows.h"
#include "data/read/text_encoding.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

namespace {

Result<std::unique_ptr<Table>> opened(const std::filesystem::path& path) {
    const auto kind = sniff_file(path, {});
    if (!kind) return tl::unexpected(kind.error());
    (void)check_ending(*kind, "list.csv");
    if (*kind == FileKind::csv) return CsvTable::open(path, {});
    if (*kind == FileKind::geojson) return open_geojson_table(path, {});
    return fail(ErrorCode::unsupported, "file.format", {});
}

template <class Record>
void look_at(const Result<Rows<Record>>& rows) {
    if (!rows) {
        require(is_utf8(rows.error().detail.zh) && is_utf8(rows.error().detail.en), "an error is UTF-8");
        return;
    }
    require(rows->accepted.size() == rows->numbers.size(), "each record has its row");
    require(rows->accepted.size() + rows->rejections.count() == rows->rows, "each row has an answer");
    for (const Rejection& r : rows->rejections.told())
        require(is_utf8(r.detail.zh) && is_utf8(r.detail.en) && is_utf8(r.column), "a rejection is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static InputFile file("input");
    if (size == 0) return 0;
    auto table = opened(file.with(text_of(data + 1, size - 1)));
    if (!table) {
        require(is_utf8(table.error().detail.zh) && is_utf8(table.error().detail.en), "an error is UTF-8");
        return 0;
    }
    RowOptions options;
    options.file_hash = std::string(64, 'a');
    switch (data[0] % 8) {
        case 0:
            look_at(read_areas(**table, options));
            break;
        case 1:
            look_at(read_households(**table, options));
            break;
        case 2:
            look_at(read_bases(**table, options));
            break;
        case 3:
            look_at(read_help_points(**table, options));
            break;
        case 4:
            look_at(read_children(**table, options));
            break;
        case 5:
            look_at(read_targets(**table, options));
            break;
        case 6:
            look_at(read_decisions(**table, options));
            break;
        default:
            look_at(read_inspections(**table, options));
    }
    return 0;
}
