// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "data/read/plain_text.h"

namespace courtyard {
namespace {

constexpr std::array<std::pair<RecordKind, std::string_view>, 11> kind_names{{
    {RecordKind::areas, "areas"},
    {RecordKind::households, "households"},
    {RecordKind::bases, "bases"},
    {RecordKind::help_points, "help-points"},
    {RecordKind::children, "children"},
    {RecordKind::targets, "targets"},
    {RecordKind::decisions, "decisions"},
    {RecordKind::inspections, "inspections"},
    {RecordKind::cases, "cases"},
    {RecordKind::relief, "relief"},
    {RecordKind::figures, "figures"},
}};

const FieldSpec* find_field(std::span<const FieldSpec> fields, std::string_view name) {
    const std::string plain = plain_header(name);
    for (const FieldSpec& field : fields) {
        if (plain_header(field.name) == plain) return &field;
    }
    return nullptr;
}

const FieldSpec* known_by(std::span<const FieldSpec> fields, const std::string& header) {
    for (const FieldSpec& field : fields) {
        if (std::find(field.headers.begin(), field.headers.end(), header) != field.headers.end())
            return &field;
    }
    return nullptr;
}

/// The field of a header as it stands, or of what stands outside or inside its brackets: `户号 (id)`.
const FieldSpec* recognise(std::span<const FieldSpec> fields, std::string_view column) {
    const std::string header = plain_header(column);
    if (const FieldSpec* field = known_by(fields, header)) return field;
    const auto open = header.find('(');
    const auto close = header.find(')', open);
    if (open == std::string::npos || close == std::string::npos) return nullptr;
    const std::string outside = header.substr(0, open) + header.substr(close + 1);
    if (const FieldSpec* field = known_by(fields, outside)) return field;
    return known_by(fields, header.substr(open + 1, close - open - 1));
}

tl::unexpected<Error> unknown(std::string_view what, std::string zh, std::string en) {
    return fail(ErrorCode::invalid_input, "column.unknown", {std::move(zh), std::move(en)},
                std::string(what));
}

tl::unexpected<Error> unknown_field(std::string_view name, std::span<const FieldSpec> fields) {
    std::string known;
    for (const FieldSpec& field : fields) known += (known.empty() ? "" : ", ") + std::string(field.name);
    return unknown(name, fmt::format("没有字段“{}”；有：{}", name, known),
                   fmt::format("there is no field \"{}\"; the fields are {}", name, known));
}

/// Builds one ColumnMap: first what the user said, then what the headers say.
class Mapper {
  public:
    Mapper(std::span<const FieldSpec> fields, std::span<const std::string> columns)
        : fields_(fields), columns_(columns) {
        taken_.resize(columns.size());
    }

    Result<void> fix(const std::map<std::string, std::string>& fixed) {
        for (const auto& [name, value] : fixed) {
            const FieldSpec* field = find_field(fields_, name);
            if (field == nullptr) return unknown_field(name, fields_);
            map_.fixed.emplace(field->name, value);
        }
        return {};
    }

    Result<void> rename(const std::map<std::string, std::string>& renamed) {
        for (const auto& [column, name] : renamed) {
            const FieldSpec* field = find_field(fields_, name);
            if (field == nullptr) return unknown_field(name, fields_);
            const auto number = column_number(column);
            if (!number) {
                return unknown(column, fmt::format("文件里没有“{}”这一列", column),
                               fmt::format("the file has no column \"{}\"", column));
            }
            taken_[*number] = true;
            if (auto claimed = claim(*field, *number); !claimed) return claimed;
            said_.push_back(field->name);
            map_.by_map.emplace(field->name);
        }
        return {};
    }

    Result<void> recognise_headers() {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (taken_[i]) continue;
            const FieldSpec* field = recognise(fields_, columns_[i]);
            const bool settled =
                field != nullptr && (map_.fixed.contains(field->name) ||
                                     std::find(said_.begin(), said_.end(), field->name) != said_.end());
            if (field == nullptr || settled) {
                map_.ignored.push_back(columns_[i]);
            } else if (auto claimed = claim(*field, i); !claimed) {
                return claimed;
            }
        }
        return {};
    }

    ColumnAdvice advise(const std::map<std::string, std::string>& renamed,
                        const std::map<std::string, std::string>& fixed, Geometry geometry) {
        ColumnAdvice advice;
        for (const auto& one : fixed) [[maybe_unused]] const auto passed_over = fix({one});
        for (const auto& one : renamed) [[maybe_unused]] const auto passed_over = rename({one});
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const FieldSpec* field = taken_[i] ? nullptr : recognise(fields_, columns_[i]);
            if (taken_[i]) continue;
            if (field == nullptr)
                map_.ignored.push_back(columns_[i]);
            else if (map_.fixed.contains(field->name) || map_.by_map.contains(field->name) ||
                     !claim(*field, i))
                advice.contested.push_back(columns_[i]);
        }
        for (const FieldSpec& field : fields_)
            if (lacks(field, geometry))
                advice.missing.push_back(
                    {std::string(field.name), {field.headers.begin(), field.headers.end()}});
        advice.map = std::move(map_);
        return advice;
    }

    Result<ColumnMap> finish(Geometry geometry) {
        for (const FieldSpec& field : fields_) {
            if (!lacks(field, geometry)) continue;
            std::string headers;
            for (const std::string_view header : field.headers)
                headers += fmt::format("{}{}", headers.empty() ? "" : ", ", header);
            return fail(
                ErrorCode::invalid_input, "column.missing",
                {fmt::format("缺少“{}”列；可用的表头：{}", field.name, headers),
                 fmt::format("no column for \"{}\"; these headers would do: {}", field.name, headers)},
                std::string(field.name));
        }
        return std::move(map_);
    }

  private:
    bool lacks(const FieldSpec& field, Geometry geometry) const {
        const bool position = field.name == "lon" || field.name == "lat";
        if (!field.required || (position && geometry != Geometry::none)) return false;
        return !map_.column_of.contains(field.name) && !map_.fixed.contains(field.name);
    }

    std::optional<std::size_t> column_number(std::string_view column) const {
        const std::string plain = plain_header(column);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i] == column) return i;
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (plain_header(columns_[i]) == plain) return i;
        }
        return std::nullopt;
    }

    Result<void> claim(const FieldSpec& field, std::size_t number) {
        const auto [at, fresh] = map_.column_of.emplace(field.name, number);
        if (fresh || at->second == number) return {};
        const std::string& first = columns_[at->second];
        const std::string& second = columns_[number];
        return fail(ErrorCode::invalid_input, "column.doubly_claimed",
                    {fmt::format("“{}”和“{}”两列都像是“{}”；请用 --map 指明一列", first, second, field.name),
                     fmt::format("columns \"{}\" and \"{}\" both look like \"{}\"; say which with --map",
                                 first, second, field.name)},
                    std::string(field.name));
    }

    std::span<const FieldSpec> fields_;
    std::span<const std::string> columns_;
    std::vector<bool> taken_;
    std::vector<std::string_view> said_;
    ColumnMap map_;
};

}  // namespace

ColumnAdvice advise_columns(RecordKind kind, std::span<const std::string> columns,
                            const std::map<std::string, std::string>& renamed,
                            const std::map<std::string, std::string>& fixed, Geometry geometry) {
    return Mapper(fields_of(kind), columns).advise(renamed, fixed, geometry);
}

std::string_view to_string(RecordKind kind) {
    for (const auto& [known, name] : kind_names) {
        if (known == kind) return name;
    }
    return {};
}

Result<RecordKind> parse_record_kind(std::string_view text) {
    for (const auto& [kind, name] : kind_names) {
        if (name == text) return kind;
    }
    if (text == "help_points") return RecordKind::help_points;
    return fail(
        ErrorCode::invalid_input, "kind.unknown",
        {fmt::format("不认识的数据种类“{}”；可用：areas、households、bases、help-"
                     "points、children、targets、decisions、"
                     "inspections、cases、relief",
                     text),
         fmt::format("unknown kind \"{}\"; use areas, households, bases, help-points, children, targets, "
                     "decisions, inspections, cases or relief",
                     text)},
        "kind");
}

std::string_view ColumnMap::value(std::string_view field, std::span<const std::string> values) const {
    if (const auto given = fixed.find(field); given != fixed.end()) return without_blanks(given->second);
    const auto column = column_of.find(field);
    if (column == column_of.end() || column->second >= values.size()) return {};
    return without_blanks(values[column->second]);
}

Result<ColumnMap> map_columns(RecordKind kind, std::span<const std::string> columns,
                              const std::map<std::string, std::string>& renamed,
                              const std::map<std::string, std::string>& fixed, Geometry geometry) {
    return map_columns(fields_of(kind), columns, renamed, fixed, geometry);
}

Result<ColumnMap> map_columns(std::span<const FieldSpec> fields, std::span<const std::string> columns,
                              const std::map<std::string, std::string>& renamed,
                              const std::map<std::string, std::string>& fixed, Geometry geometry) {
    Mapper mapper(fields, columns);
    auto done = mapper.fix(fixed);
    if (done) done = mapper.rename(renamed);
    if (done) done = mapper.recognise_headers();
    if (!done) return tl::unexpected(done.error());
    return mapper.finish(geometry);
}

}  // namespace courtyard
