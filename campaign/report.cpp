// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

using Kind = ReportValue::Kind;

std::string_view half_of(const ReportQuestion& question, ReportLanguage language) {
    const bool one_year = question.from.year() == question.to.year() && question.from.day_of_month() == 1 &&
                          question.to == question.to.last_of_month();
    const unsigned first = question.from.month();
    const unsigned last = question.to.month();
    const bool zh = language == ReportLanguage::zh;
    if (one_year && first == 1 && last == 6) return zh ? "上半年" : "first half";
    if (one_year && first == 7 && last == 12) return zh ? "下半年" : "second half";
    if (one_year && first == 1 && last == 12) return zh ? "全年" : "whole year";
    return zh ? "阶段" : "period";
}

class Writing {
  public:
    Writing(const ReportQuestion& question, const ReportSource& source, ReportLanguage language)
        : question_(question), source_(source), language_(language) {}

    /// What is written, and whether anything in it has data (or nothing needs any).
    struct Written {
        std::string text;
        bool has_figures = false;
        bool has_data = false;
    };
    Written write(const ReportPieces& pieces) {
        Written written;
        for (const ReportPiece& piece : pieces)
            std::visit([&](const auto& one) { add(one, written); }, piece);
        return written;
    }
    std::vector<ReportPart> parts;

  private:
    void add(const std::string& text, Written& written) { written.text += text; }
    void add(ReportWord word, Written& written) {
        switch (word) {
            case ReportWord::area:
                written.text += source_.area_name;
                break;
            case ReportWord::year:
                written.text += fmt::format("{}", question_.to.year());
                break;
            case ReportWord::half:
                written.text += half_of(question_, language_);
                break;
            case ReportWord::from:
                written.text += to_string(question_.from);
                break;
            case ReportWord::to:
                written.text += to_string(question_.to);
                break;
        }
    }
    void add(const ReportFigure& figure, Written& written) {
        const ReportValue value = known_value(figure);
        written.has_figures = true;
        // A sentence that is there only because something is withheld would tell that there is something.
        written.has_data =
            written.has_data || value.kind == Kind::number || value.kind == Kind::nothing_to_divide;
        written.text += courtyard::written(figure, value, language_);
    }
    void add(const ReportList& list, Written& written) {
        std::string joined;
        const std::string_view between = language_ == ReportLanguage::zh ? "、" : ", ";
        for (const ReportPieces& item : list.items) {
            const Written one = write(item);
            written.has_figures = written.has_figures || one.has_figures;
            if (!one.has_data) continue;
            written.has_data = true;
            if (!joined.empty()) joined += between;
            joined += one.text;
        }
        written.text += joined;
    }
    ReportValue known_value(const ReportFigure& figure) {
        const std::string id = figure.id();
        const auto known =
            std::ranges::find(parts, id, [](const ReportPart& part) { return part.figure.id(); });
        if (known != parts.end()) return known->value;
        parts.push_back({figure, value_of(figure, question_, source_)});
        return parts.back().value;
    }

    const ReportQuestion& question_;
    const ReportSource& source_;
    ReportLanguage language_;
};

std::string joined(const Report& report, std::string_view title_mark, std::string_view heading_mark) {
    std::string text = fmt::format("{}{}\n", title_mark, report.title);
    for (const Report::Section& section : report.sections) {
        text += fmt::format("\n{}{}\n", heading_mark, section.heading);
        if (!heading_mark.empty()) text += "\n";
        for (const std::string& sentence : section.sentences) text += sentence + "\n";
    }
    return text;
}

}  // namespace

Report write_report(const ReportTemplate& report, const ReportQuestion& question, const ReportSource& source,
                    ReportLanguage language) {
    const bool zh = language == ReportLanguage::zh;
    Writing writing(question, source, language);
    Report made;
    made.title = writing.write(zh ? report.title_zh : report.title_en).text;
    for (const ReportSection& section : report.sections) {
        Report::Section told{zh ? section.heading.zh : section.heading.en, {}};
        for (const ReportSentence& sentence : section.sentences) {
            const auto [text, has_figures, has_data] = writing.write(zh ? sentence.zh : sentence.en);
            const std::string& without = zh ? sentence.without.zh : sentence.without.en;
            if (has_data || !has_figures)
                told.sentences.push_back(text);
            else if (!without.empty())
                told.sentences.push_back(without);
        }
        if (!told.sentences.empty()) made.sections.push_back(std::move(told));
    }
    made.parts = std::move(writing.parts);
    return made;
}

std::string Report::text() const { return joined(*this, "", ""); }

std::string Report::markdown() const { return joined(*this, "# ", "## "); }

}  // namespace courtyard
