// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/photo_opening.h"

#include "data/read/row_words.h"

namespace courtyard {

Result<std::unique_ptr<PhotoTable>> open_photos(Store& store, const std::filesystem::path& file,
                                                LoadOptions& options) {
    if (!options.rows.fixed.contains("campaign"))
        return fail(
            ErrorCode::invalid_input, "column.missing",
            {"请说明照片属于哪个专项：campaign=专项编号（命令行 --set campaign=专项编号）",
             "say which campaign the photos belong to: campaign=ID (--set campaign=ID on the command line)"},
            "campaign");
    if (!options.datum) options.datum = Datum::wgs84;
    const std::string& outcome = options.rows.fixed.emplace("outcome", "checked").first->second;
    // Told before a thousand photos are read; the rows are checked again.
    if (const auto word = status_word(outcome))
        if (const auto known = campaign_status(options.rows.fixed.at("campaign"), *word, "outcome"); !known)
            return tl::unexpected(known.error());
    return PhotoTable::open(
        file, options.photos, options.open, [&](const std::string& sha256) { return store.blob(sha256); },
        options.by.account, options.progress);
}

}  // namespace courtyard
