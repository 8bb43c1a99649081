// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/report_template.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "campaign/definition.h"
#include "campaign/report_text.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 11> measures{
    "completed",        "completed_year", "target_plan", "target_year", "share_plan", "share_year",
    "share_registered", "registered",     "value",       "persons",     "each"};
constexpr std::array<std::string_view, 5> words{"area", "year", "half", "from", "to"};

/// What is wrong with a sentence; its place is known by who reads the table.
struct Unreadable {
    Text reason;
};

[[noreturn]] void unknown(std::string_view what_zh, std::string_view what_en, std::string_view text) {
    throw Unreadable{
        {fmt::format("没有{}“{}”", what_zh, text), fmt::format("there is no {} \"{}\"", what_en, text)}};
}

template <class List>
std::size_t place_in(const List& list, std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find(list, text) - list.begin());
}

/// Cuts off what stands before `separator`, or everything.
std::string_view cut(std::string_view& rest, char separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto front = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return front;
}

ReportSpan span_of(std::string_view text) {
    if (text == "to") return {};
    if (text == "period") return {ReportSpan::Kind::period, 0};
    unsigned month = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), month);
    if (error != std::errc() || end != text.data() + text.size() || month < 1 || month > 12)
        unknown("时段", "span", text);
    return {ReportSpan::Kind::month, month};
}

/// `CAMPAIGN.INDICATOR.MEASURE@SPAN:UNIT`; the unit may begin with 余 or 万余.
ReportFigure figure_of(std::string_view text) {
    ReportFigure figure;
    std::string_view where = cut(text, ':');
    std::string_view unit = text;
    if (unit.starts_with("万余")) {
        figure.rounding = ReportRounding::ten_thousands;
        unit.remove_prefix(std::string_view("万余").size());
    } else if (unit.starts_with("余")) {
        figure.rounding = ReportRounding::some;
        unit.remove_prefix(std::string_view("余").size());
    }
    figure.unit = unit;
    std::string_view named = cut(where, '@');
    const auto campaign = cut(named, '.');
    const auto indicator = cut(named, '.');
    figure.campaign = find_campaign(campaign);
    if (figure.campaign == nullptr) unknown("活动", "campaign", campaign);
    figure.indicator = figure.campaign->find_indicator(indicator);
    if (figure.indicator == nullptr) unknown("指标", "indicator", indicator);
    const std::size_t measure = place_in(measures, named);
    if (measure == measures.size()) unknown("数字", "measure", named);
    figure.measure = static_cast<ReportMeasure>(measure);
    figure.span = span_of(where);
    return figure;
}

/// Reads pieces up to one of `ends`, which stays.
ReportPieces pieces_of(std::string_view& rest, std::string_view ends) {
    ReportPieces pieces;
    std::string plain;
    const auto flush = [&] {
        if (!plain.empty()) pieces.emplace_back(std::exchange(plain, {}));
    };
    while (!rest.empty() && ends.find(rest.front()) == std::string_view::npos) {
        const char first = rest.front();
        if (first == '{') {
            rest.remove_prefix(1);
            if (rest.find('}') == std::string_view::npos)
                throw Unreadable{{"“{”没有“}”", "a { without its }"}};
            const std::string_view inner = cut(rest, '}');
            flush();
            const std::size_t word = place_in(words, inner);
            if (word < words.size())
                pieces.emplace_back(static_cast<ReportWord>(word));
            else
                pieces.emplace_back(figure_of(inner));
        } else if (first == '[') {
            flush();
            ReportList list;
            do {
                rest.remove_prefix(1);
                list.items.push_back(pieces_of(rest, "|]"));
            } while (!rest.empty() && rest.front() == '|');
            if (rest.empty()) throw Unreadable{{"“[”没有“]”", "a [ without its ]"}};
            rest.remove_prefix(1);
            pieces.emplace_back(std::move(list));
        } else if (first == ']' || first == '}') {
            throw Unreadable{{"“]”或“}”没有开头", "a ] or } without its beginning"}};
        } else {
            plain += first;
            rest.remove_prefix(1);
        }
    }
    flush();
    return pieces;
}

ReportPieces pieces_at(const DefinitionTable& table, std::string_view key) {
    const std::string text = table.text(key);
    std::string_view rest = text;
    try {
        return pieces_of(rest, "");
    } catch (const Unreadable& wrong) {
        table.refuse(key, wrong.reason, "report.placeholder");
    }
}

ReportSentence sentence_of(const DefinitionTable& table) {
    table.only({"id", "zh", "en", "without"});
    ReportSentence sentence;
    sentence.id = table.text("id");
    sentence.zh = pieces_at(table, "zh");
    sentence.en = pieces_at(table, "en");
    if (table.node("without") != nullptr) sentence.without = table.name("without");
    return sentence;
}

template <class Visit>
void each_table(const DefinitionTable& table, std::string_view key, Visit visit) {
    const toml::array* list = table.list(key);
    if (list == nullptr || list->empty())
        table.refuse(key, {"至少需要一项", "at least one is required"}, "report.field");
    for (std::size_t i = 0; i < list->size(); ++i) {
        const toml::table* one = (*list)[i].as_table();
        const std::string place = fmt::format("{}[{}]", table.place(key), i);
        if (one == nullptr) table.refuse(key, {"需要表格", "a table is required"}, "report.field");
        visit(DefinitionTable(*one, place));
    }
}

}  // namespace

std::string_view to_string(ReportMeasure measure) { return measures[static_cast<std::size_t>(measure)]; }

bool is_share(ReportMeasure measure, const Indicator& indicator) {
    switch (measure) {
        case ReportMeasure::share_plan:
        case ReportMeasure::share_year:
        case ReportMeasure::share_registered:
            return true;
        case ReportMeasure::value:
            return indicator.is_derived();
        default:
            return false;
    }
}

std::string ReportSpan::str() const {
    switch (kind) {
        case Kind::to:
            return "to";
        case Kind::period:
            return "period";
        case Kind::month:
            return fmt::format("{:02}", month);
    }
    return "to";
}

std::string ReportFigure::id() const {
    return fmt::format("{}.{}.{}@{}", campaign->id, indicator->id, to_string(measure), span.str());
}

Result<ReportTemplate> parse_report_template(std::string_view text) {
    try {
        const toml::table root = toml::parse(text);
        const DefinitionTable table(root, "");
        table.only({"id", "title", "section"});
        ReportTemplate report;
        report.id = table.text("id");
        if (table.node("title") == nullptr || table.node("title")->as_table() == nullptr)
            table.refuse("title", {"需要 { zh, en }", "{ zh, en } is required"}, "report.field");
        const DefinitionTable title(*table.node("title")->as_table(), "title");
        title.only({"zh", "en"});
        report.title_zh = pieces_at(title, "zh");
        report.title_en = pieces_at(title, "en");
        each_table(table, "section", [&](const DefinitionTable& part) {
            part.only({"heading", "sentence"});
            ReportSection section{part.name("heading"), {}};
            each_table(part, "sentence",
                       [&](const DefinitionTable& one) { section.sentences.push_back(sentence_of(one)); });
            report.sections.push_back(std::move(section));
        });
        return report;
    } catch (const toml::parse_error& error) {
        return fail(ErrorCode::invalid_input, "report.toml",
                    {fmt::format("第 {} 行：{}", error.source().begin.line, error.description()),
                     fmt::format("line {}: {}", error.source().begin.line, error.description())});
    } catch (const DefinitionError& error) {
        const std::string name =
            error.name.starts_with("campaign.") ? "report" + error.name.substr(8) : error.name;
        return fail(ErrorCode::invalid_input, name,
                    {fmt::format("第 {} 行，{}：{}", error.line, error.place, error.reason.zh),
                     fmt::format("line {}, {}: {}", error.line, error.place, error.reason.en)},
                    error.place);
    }
}

const ReportTemplate& half_year_report() {
    static const ReportTemplate report = [] {
        auto parsed = parse_report_template(report_texts().front().text);
        if (!parsed) throw std::logic_error("campaign/report: " + parsed.error().detail.en);
        return std::move(*parsed);
    }();
    return report;
}

}  // namespace courtyard
