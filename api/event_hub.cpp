// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/event_hub.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/json.h"

namespace courtyard {
namespace {

constexpr std::size_t remembered = 256;
constexpr std::chrono::milliseconds shortest_pause{500};
/// Beyond this many areas a message says "read all anew".
constexpr std::size_t most_areas = 500;

template <class Value>
void merge(std::vector<Value>& into, const std::vector<Value>& more) {
    into.insert(into.end(), more.begin(), more.end());
    std::ranges::sort(into);
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

void merge(Change& into, const Change& more) {
    into.revision = std::max(into.revision, more.revision);
    into.everything = into.everything || more.everything;
    into.bounds.add(more.bounds);
    merge(into.campaigns, more.campaigns);
    merge(into.areas, more.areas);
    merge(into.layers, more.layers);
}

/// What a watcher sees of the areas of today. Its scope stands in their tree, not in the letters of codes: a
/// village that moves to another township may keep its code.
class Sight {
  public:
    Sight(const AreaTree& areas, AreaCode scope)
        : areas_(areas), top_(areas.find(scope)), everything_(scope.empty()) {}
    bool everything() const { return everything_; }
    bool sees(AreaCode code) const {
        if (everything_) return true;
        const AreaIndex area = areas_.find(code);
        return top_ != no_area && area != no_area && areas_.covers(top_, area);
    }
    bool is_concerned(const Change& change) const {
        return everything_ || change.everything ||
               std::ranges::any_of(change.areas, [&](AreaCode code) { return sees(code); });
    }

  private:
    const AreaTree& areas_;
    AreaIndex top_;
    bool everything_;
};

constexpr const char* read_anew = "event: resync\ndata: {}\n\n";

std::string resync(Revision revision) { return fmt::format("id: {}\n{}", revision, read_anew); }

std::string message_of(const Change& change, const Sight& sight) {
    if (change.everything || change.areas.size() > most_areas) return resync(change.revision);
    Json json;
    json.object().member("revision", change.revision).key("campaigns").array();
    for (const auto& campaign : change.campaigns) json.value(campaign);
    json.end_array().key("areas").array();
    for (const AreaCode code : change.areas)
        if (sight.sees(code)) json.value(code);
    json.end_array().key("layers").array();
    for (const auto& layer : change.layers) json.value(layer);
    json.end_array();
    // The rectangle of a merged change may lie outside a narrower scope; such a watcher is not told it.
    if (sight.everything())
        json.member("bbox", change.bounds);
    else
        json.key("bbox").null();
    json.end();
    return fmt::format("id: {}\nevent: change\ndata: {}\n\n", change.revision, json.text());
}

}  // namespace

std::chrono::system_clock::time_point next_midnight(Instant now) {
    // Without an offset an instant is in the county's time.
    const Instant begins = Instant::parse(to_string(now.day() + 1) + "T00:00:00").value();
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(begins.ms));
}

EventHub::EventHub(std::function<std::shared_ptr<const AreaTree>()> areas, std::function<Deadline()> next_day)
    : areas_(std::move(areas)),
      next_day_(std::move(next_day)),
      in_force_(areas_()),
      thread_([this] { run(); }) {}

EventHub::~EventHub() {
    close();
    thread_.join();
}

void EventHub::changed(const Change& change) {
    {
        const std::lock_guard lock(mutex_);
        if (pending_)
            merge(*pending_, change);
        else
            pending_ = change;
    }
    wake_.notify_one();
}

std::shared_ptr<EventQueue> EventHub::subscribe(AreaCode scope, std::optional<Revision> after,
                                                std::string account, std::function<bool()> holds) {
    auto queue = std::make_shared<EventQueue>();
    const std::lock_guard lock(mutex_);
    if (closing_) {
        queue->close();
        return queue;
    }
    // Asked for here: what is told again is not judged by areas older than those it was told by.
    const auto areas = areas_();
    const Sight sight(*areas, scope);
    if (after && anew_after_ && *after <= *anew_after_) {
        // It may have been away when other areas came into force.
        queue->push(resync(recent_.back().revision));
    } else if (after && (!recent_.empty() && *after < recent_.back().revision)) {
        const bool known = *after >= recent_.front().revision || recent_.size() < remembered;
        if (!known) queue->push(resync(recent_.back().revision));
        for (const Change& change : recent_)
            if (known && change.revision > *after && sight.is_concerned(change))
                queue->push(message_of(change, sight));
    } else if (after && recent_.empty()) {
        // Started anew since: what happened before that cannot be told apart from nothing.
        queue->push(resync(*after));
    }
    watchers_.push_back({queue, scope, std::move(account), std::move(holds)});
    return queue;
}

void EventHub::end_of(const std::string& account) {
    const std::lock_guard lock(mutex_);
    for (const Watcher& watcher : watchers_)
        if (watcher.account == account) watcher.queue->close();
    std::erase_if(watchers_, [&](const Watcher& watcher) { return watcher.account == account; });
}

void EventHub::close() {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    for (const Watcher& watcher : watchers_) watcher.queue->close();
    watchers_.clear();
    wake_.notify_one();
}

void EventHub::drop_watchers() {
    std::erase_if(watchers_, [](const Watcher& watcher) {
        if (watcher.queue->abandoned()) return true;
        if (!watcher.holds || watcher.holds()) return false;
        watcher.queue->close();
        return true;
    });
}

void EventHub::tell(const Change& change) {
    for (const Watcher& watcher : watchers_) {
        const Sight sight(*in_force_, watcher.scope);
        if (sight.is_concerned(change)) watcher.queue->push(message_of(change, sight));
    }
    recent_.push_back(change);
    if (recent_.size() > remembered) recent_.pop_front();
}

void EventHub::tell_new_edition() {
    // No revision makes it, so the message has none and the stream's last one stays.
    for (const Watcher& watcher : watchers_) watcher.queue->push(read_anew);
    if (!recent_.empty()) anew_after_ = recent_.back().revision;
}

void EventHub::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait_until(lock, next_day_(), [&] { return closing_ || pending_; });
        if (closing_) return;
        auto areas = areas_();
        const bool are_others = areas != in_force_;
        in_force_ = std::move(areas);
        if (!pending_ && !are_others) continue;
        drop_watchers();
        if (auto change = std::exchange(pending_, std::nullopt)) {
            change->everything = change->everything || are_others;
            tell(*change);
        } else {
            tell_new_edition();
        }
        wake_.wait_for(lock, shortest_pause, [&] { return closing_; });
    }
}

}  // namespace courtyard
