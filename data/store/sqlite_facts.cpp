// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_facts.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "data/store/wkb.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 9> kinds{"area",       "target",      "figure",   "household", "base",
                                                "help_point", "case_record", "decision", "inspection"};

/// Binds the columns of a row from left to right.
class RowWriter {
  public:
    explicit RowWriter(SQLite::Statement& statement) : statement_(statement) {}

    RowWriter& operator<<(std::int64_t value) { return statement_.bind(++index_, value), *this; }
    RowWriter& operator<<(double value) { return statement_.bind(++index_, value), *this; }
    /// Not copied: the text must live until `write`, as a record's does and a temporary's need not.
    RowWriter& operator<<(const std::string& value) { return statement_.bindNoCopy(++index_, value), *this; }
    RowWriter& operator<<(std::string&& value) { return statement_.bind(++index_, value), *this; }
    RowWriter& operator<<(std::string_view value) {
        return statement_.bind(++index_, std::string(value)), *this;
    }
    RowWriter& operator<<(const AreaCode& code) { return *this << code.view(); }
    RowWriter& operator<<(Day day) { return *this << std::int64_t{day.since_epoch}; }
    template <class Value>
    RowWriter& operator<<(const std::optional<Value>& value) {
        return value ? *this << *value : null();
    }
    RowWriter& operator<<(const std::optional<SourcePosition>& p) {
        if (!p) return null().null().null().null().null();
        return *this << *p;
    }
    RowWriter& operator<<(const SourcePosition& p) {
        return *this << p.given.lon << p.given.lat << to_string(p.datum) << p.wgs84.lon << p.wgs84.lat;
    }
    RowWriter& operator<<(const std::optional<Leap>& leap) {
        if (!leap) return null().null().null();
        return *this << leap->metres << leap->seconds << leap->other;
    }
    RowWriter& null() { return statement_.bind(++index_), *this; }
    RowWriter& blob(const std::string& bytes) {
        statement_.bind(++index_, bytes.data(), static_cast<int>(bytes.size()));
        return *this;
    }
    void write() {
        statement_.exec();
        statement_.reset();
    }

  private:
    SQLite::Statement& statement_;
    int index_ = 0;
};

/// Takes the columns of a row from left to right.
class RowReader {
  public:
    explicit RowReader(SQLite::Statement& row) : row_(row) {}

    std::int64_t integer() { return row_.getColumn(index_++).getInt64(); }
    double real() { return row_.getColumn(index_++).getDouble(); }
    std::string text() { return row_.getColumn(index_++).getString(); }
    Day day() { return Day{static_cast<std::int32_t>(integer())}; }
    bool is_null() { return row_.getColumn(index_).isNull(); }
    std::optional<double> optional_real() { return is_null() ? skip<double>(1) : std::optional(real()); }
    std::optional<std::int64_t> optional_integer() {
        return is_null() ? skip<std::int64_t>(1) : std::optional(integer());
    }
    std::optional<Day> optional_day() { return is_null() ? skip<Day>(1) : std::optional(day()); }
    AreaCode code() {
        const std::string stored = text();
        return stored.empty() ? AreaCode{} : AreaCode::parse(stored).value();
    }
    SourcePosition position() {
        SourcePosition p;
        p.given.lon = real();
        p.given.lat = real();
        p.datum = parse_datum(text()).value();
        p.wgs84.lon = real();
        p.wgs84.lat = real();
        return p;
    }
    std::optional<Leap> optional_leap() {
        if (is_null()) return skip<Leap>(3);
        Leap leap;
        leap.metres = real();
        leap.seconds = real();
        leap.other = text();
        return leap;
    }
    std::optional<SourcePosition> optional_position() {
        return is_null() ? skip<SourcePosition>(5) : std::optional(position());
    }
    Boundary boundary() {
        const auto column = row_.getColumn(index_++);
        if (column.isNull()) return {};
        return boundary_from_wkb(
                   {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())})
            .value();
    }

  private:
    template <class Value>
    std::optional<Value> skip(int columns) {
        index_ += columns;
        return std::nullopt;
    }

    SQLite::Statement& row_;
    int index_ = 0;
};

std::string lines_of(const std::vector<std::string>& list) {
    return fmt::format("{}", fmt::join(list, "\n"));
}

std::vector<std::string> list_of(const std::string& lines) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at < lines.size();) {
        const auto end = std::min(lines.find('\n', at), lines.size());
        list.push_back(lines.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

std::string lines_of(const std::vector<std::pair<std::string, double>>& scores) {
    std::vector<std::string> lines;
    for (const auto& [item, points] : scores) lines.push_back(fmt::format("{}\t{}", item, points));
    return lines_of(lines);
}

std::vector<std::pair<std::string, double>> scores_of(const std::string& lines) {
    std::vector<std::pair<std::string, double>> scores;
    for (const std::string& line : list_of(lines)) {
        const auto tab = line.find('\t');
        double points = 0;
        std::from_chars(line.data() + tab + 1, line.data() + line.size(), points);
        scores.emplace_back(line.substr(0, tab), points);
    }
    return scores;
}

struct InsertFact {
    SqliteConnection& connection;
    std::int64_t line;

    RowWriter row(std::string_view statement) const {
        RowWriter writer(connection.statement(statement));
        writer << line;
        return writer;
    }
    void operator()(const AreaFact& fact) const {
        const Area& area = fact.area;
        auto writer = row("insert_area");
        writer << fact.edition << static_cast<std::int64_t>(area.fid) << area.code << area.name
               << to_string(area.level) << area.parent;
        if (area.boundary.empty())
            writer.null();
        else
            writer.blob(to_wkb(area.boundary));
        writer.write();
    }
    void operator()(const HouseholdRecord& r) const {
        (row("insert_household") << r.id << r.name << r.address << r.declared << r.position
                                 << r.registered_on)
            .write();
    }
    void operator()(const DecisionRecord& r) const {
        (row("insert_decision") << r.id << r.household << r.campaign << r.to << r.decided_on << r.reason
                                << lines_of(r.inspections) << std::int64_t{r.imported} << to_string(r.subject)
                                << r.area << r.position << r.score_sheet)
            .write();
    }
    void operator()(const BaseRecord& r) const {
        (row("insert_base") << r.id << r.name << r.level << r.declared << r.position << r.recognised_on
                            << r.women_employed << r.women_trained << std::int64_t{r.withdrawn})
            .write();
    }
    void operator()(const CaseRecord& r) const {
        (row("insert_case_record") << r.id << r.campaign << r.area << r.opened_on << r.kind << r.persons
                                   << r.unit_value_fen)
            .write();
    }
    void operator()(const HelpPointRecord& r) const {
        (row("insert_help_point") << r.id << r.name << r.kind << r.declared << r.position << r.opened_on
                                  << r.closed_on << r.capacity << std::int64_t{r.withdrawn})
            .write();
    }
    void operator()(const TargetRecord& r) const {
        (row("insert_target") << r.campaign << r.indicator << r.area << std::int64_t{r.year.value_or(0)}
                              << r.value << r.approved_on << r.approved_by << r.reason
                              << std::int64_t{r.withdrawn})
            .write();
    }
    void operator()(const FigureRecord& r) const {
        (row("insert_figure") << r.campaign << r.indicator << r.area << r.period.first << r.period.last
                              << r.value << r.unit_value_fen << r.reported_on)
            .write();
    }
    void operator()(const InspectionFact& fact) const {
        const InspectionRecord& r = fact.record;
        (row("insert_inspection") << r.id << r.household << r.campaign << r.observed_at.ms << r.position
                                  << r.accuracy_m << to_string(r.source) << r.declared << r.outcome
                                  << lines_of(r.scores) << r.note << lines_of(r.photos) << fact.finding.area
                                  << fact.finding.area_name << fact.finding.distance_m
                                  << std::int64_t{fact.finding.flags.bits()} << fact.finding.leap)
            .write();
    }
};

// Braced lists are evaluated from left to right: the order of the columns.
AreaFact read_area(RowReader& row) {
    AreaFact fact;
    fact.edition = row.day();
    fact.area.fid = static_cast<std::uint64_t>(row.integer());
    fact.area.code = row.code();
    fact.area.name = row.text();
    fact.area.level = parse_area_level(row.text()).value();
    fact.area.parent = row.code();
    fact.area.boundary = row.boundary();
    return fact;
}

HouseholdRecord read_household(RowReader& row) {
    return {row.text(), row.text(), row.text(), row.code(), row.optional_position(), row.day()};
}

DecisionRecord read_decision(RowReader& row) {
    return {row.text(),
            row.text(),
            row.text(),
            row.text(),
            row.day(),
            row.text(),
            list_of(row.text()),
            row.integer() != 0,
            parse_subject(row.text()).value(),
            row.code(),
            row.optional_position(),
            row.text()};
}

BaseRecord read_base(RowReader& row) {
    return {row.text(), row.text(),    row.text(),    row.code(),        row.optional_position(),
            row.day(),  row.integer(), row.integer(), row.integer() != 0};
}

CaseRecord read_case(RowReader& row) {
    return {row.text(), row.text(), row.code(), row.day(), row.text(), row.integer(), row.integer()};
}

HelpPointRecord read_help_point(RowReader& row) {
    return {row.text(), row.text(),         row.text(),    row.code(),        row.optional_position(),
            row.day(),  row.optional_day(), row.integer(), row.integer() != 0};
}

TargetRecord read_target(RowReader& row) {
    TargetRecord target;
    target.campaign = row.text();
    target.indicator = row.text();
    target.area = row.code();
    if (const auto year = row.integer(); year != 0) target.year = static_cast<int>(year);
    target.value = row.integer();
    target.approved_on = row.day();
    target.approved_by = row.text();
    target.reason = row.text();
    target.withdrawn = row.integer() != 0;
    return target;
}

FigureRecord read_figure(RowReader& row) {
    return {row.text(), row.text(), row.code(), {row.day(), row.day()}, row.integer(), row.optional_integer(),
            row.day()};
}

InspectionFact read_inspection(RowReader& row) {
    InspectionFact fact;
    fact.record = {row.text(),
                   row.text(),
                   row.text(),
                   Instant{row.integer()},
                   row.position(),
                   row.optional_real(),
                   parse_position_source(row.text()).value(),
                   row.code(),
                   row.text(),
                   scores_of(row.text()),
                   row.text(),
                   list_of(row.text())};
    fact.finding = {row.code(), row.text(), row.optional_real(),
                    Flags(static_cast<std::uint32_t>(row.integer())), row.optional_leap()};
    return fact;
}

Fact read_fact(std::string_view kind, RowReader& row) {
    if (kind == "area") return read_area(row);
    if (kind == "household") return read_household(row);
    if (kind == "decision") return read_decision(row);
    if (kind == "base") return read_base(row);
    if (kind == "case_record") return read_case(row);
    if (kind == "help_point") return read_help_point(row);
    if (kind == "target") return read_target(row);
    if (kind == "inspection") return read_inspection(row);
    if (kind == "figure") return read_figure(row);
    throw std::logic_error("no such kind of fact: " + std::string(kind));
}

}  // namespace

std::string_view kind_of(const Fact& fact) {
    struct Kind {
        std::string_view operator()(const AreaFact&) const { return "area"; }
        std::string_view operator()(const HouseholdRecord&) const { return "household"; }
        std::string_view operator()(const DecisionRecord&) const { return "decision"; }
        std::string_view operator()(const BaseRecord&) const { return "base"; }
        std::string_view operator()(const HelpPointRecord&) const { return "help_point"; }
        std::string_view operator()(const CaseRecord&) const { return "case_record"; }
        std::string_view operator()(const TargetRecord&) const { return "target"; }
        std::string_view operator()(const InspectionFact&) const { return "inspection"; }
        std::string_view operator()(const FigureRecord&) const { return "figure"; }
    };
    return std::visit(Kind{}, fact);
}

std::span<const std::string_view> fact_kinds() { return kinds; }

void insert_fact(SqliteConnection& connection, std::int64_t line, const Fact& fact) {
    std::visit(InsertFact{connection, line}, fact);
}

RecordedFact fact_of_row(std::string_view kind, SQLite::Statement& statement) {
    RowReader row(statement);
    RecordedFact recorded;
    recorded.seq = row.integer();
    recorded.line = row.integer();
    recorded.fact = read_fact(kind, row);
    recorded.recorded_at = Instant{row.integer()};
    recorded.account = row.text();
    recorded.batch = row.text();
    return recorded;
}

}  // namespace courtyard
