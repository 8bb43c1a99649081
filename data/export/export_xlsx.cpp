// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"
#include "data/export/template.h"

namespace courtyard {

namespace {

constexpr lxw_row_t most_rows = 1'048'576;
constexpr std::size_t widest_cell = 32'767;  ///< in units of UTF-16
/// Beyond it a double does not hold every whole number.
constexpr std::int64_t exact_whole = std::int64_t{1} << 53;

struct BookFree {
    void operator()(lxw_workbook* book) const noexcept { lxw_workbook_free(book); }
};
using Book = std::unique_ptr<lxw_workbook, BookFree>;

void check(lxw_error error) {
    if (error != LXW_NO_ERROR)
        throw std::runtime_error(std::string("cannot write the workbook: ") + lxw_strerror(error));
}

/// About how wide a text is shown, in digits: a Chinese character takes two.
double shown_width(std::string_view text) {
    double width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) width += 1;
        if (byte >= 0xC0) width += byte >= 0xE0 ? 2 : 1;
    }
    return width;
}

/// Numbers are numbers and days are days; rows go to disk as they come.
class XlsxSink : public ExportSink {
  public:
    XlsxSink(const ExportJob& job, ExportPlace place, const std::filesystem::path& file)
        : job_(job),
          place_(std::move(place)),
          position_(position_columns(job, place_)),
          fit_(Encoding::utf8, widest_cell, WidthIn::utf16) {
        std::string folder = file.parent_path().string();
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = folder.data();
        options.use_zip64 = LXW_TRUE;
        book_.reset(workbook_new_opt(file.c_str(), &options));
        if (!book_) throw std::runtime_error("cannot begin the workbook");
        describe();
        heading_ = workbook_add_format(book_.get());
        format_set_bold(heading_);
        format_set_bottom(heading_, LXW_BORDER_THIN);
        day_ = workbook_add_format(book_.get());
        format_set_num_format(day_, "yyyy-mm-dd");
        for (const ExportField& field : job.fields)
            headings_.push_back(field.title.zh + " (" + field.name + ")");
        if (position_) {
            for (const ExportField* field : {&position_->x, &position_->y})
                headings_.push_back(field->title.zh + " (" + field->name + ")");
        }
        for (const std::string& heading : headings_) widths_.push_back(shown_width(heading) + 2);
        begin_sheet();
        if (job.geometry == ExportGeometry::boundary) lose({}, "geometry", "geometry", "boundary");
    }

    void add(const ExportRow& row) override {
        if (row_ == most_rows) begin_sheet();
        for (std::size_t i = 0; i < row.values.size(); ++i) set(row, i);
        if (const auto* at = std::get_if<LonLat>(&row.geometry); at != nullptr && position_) {
            const LonLat moved = place_.moved(*at);
            set_number(job_.fields.size(), moved.lon);
            set_number(job_.fields.size() + 1, moved.lat);
        }
        ++row_;
    }

    void close() override {
        for (lxw_worksheet* sheet : sheets_) {
            for (std::size_t i = 0; i < widths_.size(); ++i) {
                const auto column = static_cast<lxw_col_t>(i);
                check(
                    worksheet_set_column(sheet, column, column, std::clamp(widths_[i], 8.0, 48.0), nullptr));
            }
        }
        write_dictionary();
        check(workbook_close(book_.release()));
    }

  private:
    void describe() {
        const ExportOrigin& origin = job_.origin;
        std::string title = origin.title.zh.empty() ? job_.layer : origin.title.zh + " " + origin.title.en;
        std::string told =
            fmt::format("{}，修订号 {}。{} / {}, revision {}. {}", to_string(origin.day), origin.revision,
                        origin.source.zh, to_string(origin.day), origin.revision, origin.source.en);
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.comments = told.data();
        // Of nothing it would be now.
        properties.created = std::max<time_t>(1, time_t{86'400} * origin.day.since_epoch);
        check(workbook_set_properties(book_.get(), &properties));
    }

    /// Sheets' names hold at most 31 characters and none of []:*?/\.
    void begin_sheet() {
        std::string name = job_.layer.substr(0, 24);
        std::ranges::replace_if(
            name, [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; },
            '_');
        if (!sheets_.empty()) name += fmt::format("_{}", sheets_.size() + 1);
        lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), name.c_str());
        if (sheet == nullptr) throw std::runtime_error("cannot add a sheet to the workbook");
        sheets_.push_back(sheet);
        for (std::size_t i = 0; i < headings_.size(); ++i)
            check(
                worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), headings_[i].c_str(), heading_));
        worksheet_freeze_panes(sheet, 1, 0);
        row_ = 1;
    }

    void set(const ExportRow& row, std::size_t i) {
        const ExportValue& value = row.values[i];
        if (const auto* text = std::get_if<std::string>(&value)) {
            const FittedText fitted = fit_.fit(*text);
            if (!fitted.whole()) lose(row, job_.fields[i].name, fitted, *text);
            if (!fitted.text.empty()) set_text(i, fitted.whole() ? *text : std::string(fitted.text));
        } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            if (*whole > -exact_whole && *whole < exact_whole)
                set_number(i, static_cast<double>(*whole));
            else
                set_text(i, std::to_string(*whole));
        } else if (const auto* real = std::get_if<double>(&value)) {
            if (std::isfinite(*real)) set_number(i, *real);
        } else if (const auto* day = std::get_if<Day>(&value)) {
            set_day(i, *day);
        }
    }

    void widen(std::size_t column, double width) { widths_[column] = std::max(widths_[column], width + 2); }

    /// A text stays one, whatever it begins with: nothing that was entered becomes a formula.
    void set_text(std::size_t column, const std::string& text) {
        widen(column, shown_width(text));
        check(worksheet_write_string(sheets_.back(), row_, static_cast<lxw_col_t>(column), text.c_str(),
                                     nullptr));
    }

    void set_number(std::size_t column, double number) {
        widen(column, std::min(12.0, static_cast<double>(fmt::formatted_size("{}", number))));
        check(worksheet_write_number(sheets_.back(), row_, static_cast<lxw_col_t>(column), number, nullptr));
    }

    /// A workbook's calendar begins in 1900.
    void set_day(std::size_t column, Day day) {
        if (day < Day::of(1900, 3, 1)) return set_text(column, to_string(day));
        widen(column, 10);
        lxw_datetime date{};
        date.year = day.year();
        date.month = static_cast<int>(day.month());
        date.day = static_cast<int>(day.day_of_month());
        check(worksheet_write_datetime(sheets_.back(), row_, static_cast<lxw_col_t>(column), &date, day_));
    }

    void write_dictionary() {
        lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), dictionary_sheet().data());
        if (sheet == nullptr) throw std::runtime_error("cannot add a sheet to the workbook");
        lxw_row_t row = 0;
        const auto write = [&](std::initializer_list<std::string_view> cells, lxw_format* format) {
            lxw_col_t column = 0;
            for (const std::string_view cell : cells)
                check(worksheet_write_string(sheet, row, column++, std::string(cell).c_str(), format));
            ++row;
        };
        check(worksheet_set_column(sheet, 0, 2, 24, nullptr));
        check(worksheet_set_column(sheet, 3, 4, 48, nullptr));
        write({"字段 field", "中文", "English", "说明", "meaning"}, heading_);
        for (const ExportField& field : job_.fields)
            write({field.name, field.title.zh, field.title.en, field.meaning.zh, field.meaning.en}, nullptr);
        worksheet_freeze_panes(sheet, 1, 0);
    }

    const ExportJob& job_;
    ExportPlace place_;
    std::optional<PositionColumns> position_;
    TextFit fit_;
    std::vector<std::string> headings_;
    std::vector<double> widths_;
    Book book_;
    std::vector<lxw_worksheet*> sheets_;
    lxw_format* heading_ = nullptr;
    lxw_format* day_ = nullptr;
    lxw_row_t row_ = 0;
};

}  // namespace

std::unique_ptr<ExportSink> xlsx_sink(const ExportJob& job, ExportPlace place,
                                      const std::filesystem::path& file) {
    return std::make_unique<XlsxSink>(job, std::move(place), file);
}

}  // namespace courtyard
