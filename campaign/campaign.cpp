// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/campaign.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <stdexcept>

#include "campaign/catalogue_text.h"

namespace courtyard {
namespace {

struct FieldError {
    std::string field;
    std::string reason;
};

std::string required_text(const toml::table& table, std::string_view key) {
    const auto text = table[key].value<std::string>();
    if (!text || text->empty()) throw FieldError{std::string(key), "a text is required"};
    return *text;
}

Text required_name(const toml::table& table, std::string_view key) {
    const toml::table* names = table[key].as_table();
    if (names == nullptr) throw FieldError{std::string(key), "{ zh = \"...\", en = \"...\" } is required"};
    return {required_text(*names, "zh"), required_text(*names, "en")};
}

Day required_day(const toml::table& table, std::string_view key) {
    const auto date = table[key].value<toml::date>();
    if (!date) throw FieldError{std::string(key), "a date is required"};
    return Day::of(date->year, date->month, date->day);
}

CountedRecord counted_record(const toml::table& table) {
    const std::string text = required_text(table, "record");
    for (const auto record : {CountedRecord::courtyards, CountedRecord::bases, CountedRecord::help_points})
        if (text == to_string(record)) return record;
    throw FieldError{"record", "is courtyards, bases or help-points, not " + text};
}

Counting counting_of(const toml::table& status) {
    if (const auto counts = status["completed"].value<bool>()) return *counts ? Counting::yes : Counting::no;
    if (status["completed"].value<std::string>() == "keep") return Counting::keep;
    throw FieldError{"status.completed", "is true, false or \"keep\""};
}

std::vector<Status> statuses_of(const toml::table& table) {
    const toml::array* list = table["status"].as_array();
    if (list == nullptr || list->empty() || list->size() > 200)
        throw FieldError{"status", "1 to 200 are required"};
    std::vector<Status> statuses;
    for (const auto& node : *list) {
        const toml::table* entry = node.as_table();
        if (entry == nullptr) throw FieldError{"status", "is a list of tables"};
        statuses.push_back(
            {required_text(*entry, "id"), required_name(*entry, "name"), counting_of(*entry), {}});
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const toml::array* next = (*(*list)[i].as_table())["next"].as_array();
        if (next == nullptr) throw FieldError{"status.next", "a list is required for " + statuses[i].id};
        for (const auto& node : *next) {
            const auto id = node.value<std::string>();
            const auto found = std::ranges::find_if(statuses, [&](const Status& s) { return id == s.id; });
            if (found == statuses.end())
                throw FieldError{"status.next",
                                 "of " + statuses[i].id + " names no status: " + id.value_or("?")};
            statuses[i].next.push_back(static_cast<std::uint8_t>(found - statuses.begin()));
        }
    }
    return statuses;
}

Campaign campaign_of(const toml::table& table) {
    Campaign campaign;
    campaign.id = required_text(table, "id");
    campaign.name = required_name(table, "name");
    campaign.start = required_day(table, "start");
    campaign.end = required_day(table, "end");
    if (campaign.end < campaign.start) throw FieldError{"end", "lies before start"};
    campaign.record = counted_record(table);
    campaign.pace_tolerance = table["pace_tolerance"].value_or(2.0);
    const toml::table* indicator = table["indicator"].as_table();
    if (indicator == nullptr) throw FieldError{"indicator", "a table is required"};
    campaign.indicator = {required_text(*indicator, "id"), required_name(*indicator, "name"),
                          required_name(*indicator, "unit")};
    campaign.statuses = statuses_of(table);
    return campaign;
}

}  // namespace

std::string_view to_string(CountedRecord record) {
    switch (record) {
        case CountedRecord::courtyards:
            return "courtyards";
        case CountedRecord::bases:
            return "bases";
        case CountedRecord::help_points:
            return "help-points";
    }
    return "courtyards";
}

std::optional<std::uint8_t> Campaign::status(std::string_view wanted) const {
    for (std::size_t i = 0; i < statuses.size(); ++i)
        if (statuses[i].id == wanted) return static_cast<std::uint8_t>(i);
    return std::nullopt;
}

bool Campaign::legal(std::uint8_t from, std::uint8_t to) const {
    return std::ranges::find(statuses[from].next, to) != statuses[from].next.end();
}

std::vector<int> Campaign::years() const {
    std::vector<int> list;
    for (int year = start.year(); year <= end.year(); ++year) list.push_back(year);
    return list;
}

Result<Campaign> parse_campaign(std::string_view text) {
    try {
        return campaign_of(toml::parse(text));
    } catch (const toml::parse_error& error) {
        const auto where = fmt::format("line {}: {}", error.source().begin.line, error.description());
        return fail(ErrorCode::invalid_input, "campaign.toml", {"活动定义不是正确的 TOML：" + where, where});
    } catch (const FieldError& error) {
        return fail(ErrorCode::invalid_input,
                    error.field == "status.next" ? "campaign.status" : "campaign.field",
                    {fmt::format("活动定义的 {} 有误：{}", error.field, error.reason),
                     fmt::format("campaign definition: {} {}", error.field, error.reason)},
                    error.field);
    }
}

const std::vector<Campaign>& catalogue() {
    static const std::vector<Campaign> campaigns = [] {
        std::vector<Campaign> list;
        for (const EmbeddedText& definition : catalogue_texts()) {
            auto campaign = parse_campaign(definition.text);
            if (!campaign)
                throw std::runtime_error(std::string(definition.name) + ": " + campaign.error().detail.en);
            list.push_back(std::move(*campaign));
        }
        return list;
    }();
    return campaigns;
}

const Campaign* find_campaign(std::string_view id) {
    const auto found = std::ranges::find_if(catalogue(), [&](const Campaign& c) { return c.id == id; });
    return found == catalogue().end() ? nullptr : &*found;
}

}  // namespace courtyard
