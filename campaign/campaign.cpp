// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/campaign.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "campaign/catalogue_text.h"

namespace courtyard {
namespace {

/// Room for all that may ever come: pointers into the catalogue stay.
constexpr std::size_t most_campaigns = 200;

struct Catalogue {
    std::vector<Campaign> campaigns;
    std::map<std::string, std::string> added;  ///< text of each definition that was added, by id

    Catalogue() {
        campaigns.reserve(most_campaigns);
        for (const EmbeddedText& definition : catalogue_texts()) {
            auto campaign = parse_campaign(definition.text);
            if (!campaign)
                throw std::runtime_error(std::string(definition.name) + ": " + campaign.error().detail.en);
            campaigns.push_back(std::move(*campaign));
        }
    }
};

Catalogue& whole_catalogue() {
    static Catalogue catalogue;
    return catalogue;
}

tl::unexpected<Error> told_of_file(std::string_view file, const Error& error) {
    return fail(error.code, error.name,
                {fmt::format("{}：{}", file, error.detail.zh), fmt::format("{}: {}", file, error.detail.en)},
                fmt::format("{}: {}", file, error.subject));
}

/// Whether two campaigns would draw and book the same records.
bool counts_the_same(const Campaign& a, const Campaign& b) {
    const bool drawn = a.record == CountedRecord::courtyards || a.record == CountedRecord::bases ||
                       a.record == CountedRecord::help_points;
    return a.record == b.record && drawn;
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
        case CountedRecord::figures:
            return "figures";
        case CountedRecord::cases:
            return "cases";
        case CountedRecord::relief:
            return "relief";
    }
    return "courtyards";
}

std::string_view to_string(Demand demand) {
    switch (demand) {
        case Demand::reason:
            return "reason";
        case Demand::inspection:
            return "inspection";
        case Demand::score:
            return "score";
    }
    return "reason";
}

std::span<const std::string_view> weights_of(CountedRecord record) {
    static constexpr std::array<std::string_view, 2> of_bases{"women_employed", "women_trained"};
    static constexpr std::array<std::string_view, 1> of_relief{"persons"};
    if (record == CountedRecord::bases) return of_bases;
    if (record == CountedRecord::relief) return of_relief;
    return {};
}

const Indicator* Campaign::find_indicator(std::string_view wanted) const {
    const auto found = std::ranges::find(indicators, wanted, &Indicator::id);
    return found == indicators.end() ? nullptr : &*found;
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

Day Campaign::due_on(Day month_end) const { return month_end + returns->due_day; }

const std::vector<Campaign>& catalogue() { return whole_catalogue().campaigns; }

const Campaign* find_campaign(std::string_view id) {
    const auto found = std::ranges::find_if(catalogue(), [&](const Campaign& c) { return c.id == id; });
    return found == catalogue().end() ? nullptr : &*found;
}

Result<void> extend_catalogue(std::span<const EmbeddedText> definitions) {
    Catalogue& whole = whole_catalogue();
    std::vector<Campaign> fresh;
    std::vector<std::string_view> texts;
    for (const EmbeddedText& definition : definitions) {
        auto campaign = parse_campaign(definition.text);
        if (!campaign) return told_of_file(definition.name, campaign.error());
        const auto known = whole.added.find(campaign->id);
        if (known != whole.added.end() && known->second == definition.text) continue;
        const auto clashes = [&](const Campaign& other) {
            return other.id == campaign->id || counts_the_same(other, *campaign);
        };
        for (const auto* list : {&whole.campaigns, &fresh})
            if (const auto other = std::ranges::find_if(*list, clashes); other != list->end())
                return told_of_file(
                    definition.name,
                    Error{ErrorCode::invalid_input, "campaign.duplicate",
                          other->id == campaign->id
                              ? Text{fmt::format("编号“{}”已经有了", other->id),
                                     fmt::format("the id \"{}\" is taken", other->id)}
                              : Text{fmt::format("{} 由活动“{}”计数", to_string(other->record), other->id),
                                     fmt::format("{} are counted by the campaign \"{}\"",
                                                 to_string(other->record), other->id)},
                          other->id == campaign->id ? "id" : "record"});
        fresh.push_back(std::move(*campaign));
        texts.push_back(definition.text);
    }
    if (whole.campaigns.size() + fresh.size() > most_campaigns)
        return fail(ErrorCode::invalid_input, "campaign.too_many",
                    {fmt::format("活动最多 {} 个", most_campaigns),
                     fmt::format("there may be {} campaigns at most", most_campaigns)});
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        whole.added.emplace(fresh[i].id, texts[i]);
        whole.campaigns.push_back(std::move(fresh[i]));
    }
    return {};
}

}  // namespace courtyard
