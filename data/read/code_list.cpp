// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/code_list.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <optional>

#include "data/read/csv_table.h"
#include "data/read/plain_text.h"
#include "data/scratch_folder.h"

namespace courtyard {
namespace {

constexpr std::uint64_t max_unpacked_bytes = std::uint64_t{2} << 30;

Error missing(const std::filesystem::path& path) {
    return {ErrorCode::not_found,
            "file.missing",
            {fmt::format("没有找到 {}", path.string()), fmt::format("{} is not there", path.string())},
            path.string()};
}

Error broken(const std::filesystem::path& path, archive* reader) {
    const char* said = archive_error_string(reader);
    const std::string reason = said == nullptr ? "" : said;
    return {ErrorCode::invalid_input,
            "file.broken",
            {fmt::format("{} 解压失败（{}）", path.string(), reason),
             fmt::format("{} cannot be unpacked ({})", path.string(), reason)},
            path.string()};
}

struct FreeReader {
    void operator()(archive* reader) const { archive_read_free(reader); }
};

/// The content of a `.gz` in a file of our own.
Result<void> unpack_gzip(const std::filesystem::path& from, const std::filesystem::path& to) {
    const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_raw(reader.get());
    archive_entry* entry = nullptr;
    constexpr std::size_t piece = 65'536;
    if (archive_read_open_filename(reader.get(), from.c_str(), piece) != ARCHIVE_OK ||
        archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK) {
        return tl::unexpected(broken(from, reader.get()));
    }
    std::ofstream out(to, std::ios::binary);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    std::uint64_t total = 0;
    std::array<char, piece> buffer{};
    while (true) {
        const auto size = archive_read_data(reader.get(), buffer.data(), buffer.size());
        if (size < 0) return tl::unexpected(broken(from, reader.get()));
        if (size == 0) return {};
        total += static_cast<std::uint64_t>(size);
        if (total > max_unpacked_bytes) {
            return fail(ErrorCode::too_large, "archive.too_big",
                        {"解压后超过 2 GiB", "unpacked, the file is larger than 2 GiB"}, from.string());
        }
        out.write(buffer.data(), size);
    }
}

using Headers = std::initializer_list<std::string_view>;

/// A CSV file by the names of its columns.
class List {
  public:
    static Result<List> open(const std::filesystem::path& path) {
        if (!std::filesystem::is_regular_file(path)) return tl::unexpected(missing(path));
        List list;
        list.path_ = path;
        auto readable = path;
        if (path.extension() == ".gz") {
            list.scratch_.emplace();
            readable = list.scratch_->path() / "list.csv";
            if (auto done = unpack_gzip(path, readable); !done) return tl::unexpected(done.error());
        }
        auto table = CsvTable::open(readable, {});
        if (!table) return tl::unexpected(table.error());
        list.table_ = std::move(*table);
        return list;
    }

    std::optional<std::size_t> column(Headers headers) const {
        const auto& columns = table_->columns();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto plain = plain_header(columns[i]);
            if (std::ranges::find(headers, plain) != headers.end()) return i;
        }
        return std::nullopt;
    }

    Result<std::size_t> required(Headers headers) const {
        if (const auto found = column(headers)) return *found;
        const auto names = fmt::format("{}", fmt::join(headers, ", "));
        return fail(ErrorCode::invalid_input, "column.missing",
                    {fmt::format("{} 缺少列：{}", path_.string(), names),
                     fmt::format("{} has no column {}", path_.string(), names)},
                    path_.string());
    }

    /// Hands every row to `take`; the first error ends the reading, with the row in its subject.
    Result<void> read(const std::function<Result<void>(const TableRow&)>& take) {
        TableRow row;
        while (true) {
            const auto more = table_->next(row);
            if (!more) return tl::unexpected(more.error());
            if (!*more) return {};
            auto taken = row.broken ? Result<void>(tl::unexpected(*row.broken)) : take(row);
            if (taken) continue;
            taken.error().subject = fmt::format("{}:{}", path_.filename().string(), row.number);
            return taken;
        }
    }

  private:
    std::filesystem::path path_;
    std::optional<ScratchFolder> scratch_;
    std::unique_ptr<Table> table_;
};

bool concerns(AreaCode code, AreaCode only) {
    return only.empty() || code.starts_with(only) || only.starts_with(code);
}

void add_names(Gazetteer::Builder& builder, AreaCode code, std::string_view names, NameKind kind) {
    while (!names.empty()) {
        constexpr std::array<std::string_view, 4> separators{"、", ";", "；", "|"};
        auto end = names.size();
        std::size_t width = 0;
        for (const auto separator : separators) {
            const auto found = names.find(separator);
            if (found >= end) continue;
            end = found;
            width = separator.size();
        }
        const auto name = without_blanks(names.substr(0, end));
        if (!name.empty()) builder.add_name(code, name, kind);
        names.remove_prefix(end + width);
    }
}

Result<void> add_file(Gazetteer::Builder& builder, const std::filesystem::path& path, AreaCode only) {
    auto list = List::open(path);
    if (!list) return tl::unexpected(list.error());
    const auto code_column = list->required({"code", "代码", "区划代码", "统计用区划代码"});
    if (!code_column) return tl::unexpected(code_column.error());
    const auto name_column = list->required({"name", "名称", "区划名称"});
    if (!name_column) return tl::unexpected(name_column.error());
    const auto level_column = list->column({"level", "级别"});
    const auto parent_column = list->column({"parent", "上级代码"});
    const auto alias_column = list->column({"alias", "别名"});
    const auto former_column = list->column({"formername", "曾用名"});
    return list->read([&](const TableRow& row) -> Result<void> {
        const auto value = [&](std::optional<std::size_t> column) {
            return column ? without_blanks(row.values[*column]) : std::string_view{};
        };
        const auto code = AreaCode::parse(value(*code_column));
        if (!code) return tl::unexpected(code.error());
        if (!concerns(*code, only)) return {};
        const auto said = value(level_column);
        const auto level = said.empty() ? level_by_length(*code) : parse_area_level(said);
        if (!level) return tl::unexpected(level.error());
        NamedArea area{*code, value(*name_column), *level, {}};
        if (const auto parent = value(parent_column); !parent.empty()) {
            const auto parsed = AreaCode::parse(parent);
            if (!parsed) return tl::unexpected(parsed.error());
            area.parent = *parsed;
        }
        builder.add(area);
        add_names(builder, *code, value(alias_column), NameKind::alias);
        add_names(builder, *code, value(former_column), NameKind::former);
        return {};
    });
}

}  // namespace

Result<void> add_code_list(Gazetteer::Builder& builder, const std::filesystem::path& path, AreaCode only) {
    if (!std::filesystem::is_directory(path)) return add_file(builder, path, only);
    bool any = false;
    for (const auto* name : {"provinces", "cities", "areas", "streets", "villages"}) {
        for (const auto* ending : {".csv", ".csv.gz"}) {
            const auto file = path / (std::string(name) + ending);
            if (!std::filesystem::exists(file)) continue;
            if (auto added = add_file(builder, file, only); !added) return added;
            any = true;
            break;
        }
    }
    if (!any) return tl::unexpected(missing(path / "villages.csv"));
    return {};
}

Result<std::vector<CodeChange>> read_code_changes(const std::filesystem::path& path) {
    auto list = List::open(path);
    if (!list) return tl::unexpected(list.error());
    const auto old_column = list->required({"oldcode", "old", "原代码"});
    if (!old_column) return tl::unexpected(old_column.error());
    const auto new_column = list->required({"newcode", "new", "新代码"});
    if (!new_column) return tl::unexpected(new_column.error());
    const auto from_column = list->required({"from", "启用日期", "变更日期"});
    if (!from_column) return tl::unexpected(from_column.error());
    std::vector<CodeChange> changes;
    auto read = list->read([&](const TableRow& row) -> Result<void> {
        const auto old_code = AreaCode::parse(row.values[*old_column]);
        if (!old_code) return tl::unexpected(old_code.error());
        const auto new_code = AreaCode::parse(row.values[*new_column]);
        if (!new_code) return tl::unexpected(new_code.error());
        const auto from = Day::parse(without_blanks(row.values[*from_column]));
        if (!from) return tl::unexpected(from.error());
        changes.push_back({*old_code, *new_code, *from});
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return changes;
}

Result<void> add_code_changes(Gazetteer::Builder& builder, const std::filesystem::path& path) {
    const auto changes = read_code_changes(path);
    if (!changes) return tl::unexpected(changes.error());
    for (const auto& change : *changes) builder.add_change(change);
    return {};
}

}  // namespace courtyard
