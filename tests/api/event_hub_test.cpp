// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/event_hub.h"

#include <gtest/gtest.h>

#include <atomic>

#include <future>

namespace courtyard {
namespace {

AreaCode code(std::string_view text) { return AreaCode::parse(text).value(); }

Area area(std::string_view of, AreaLevel level, std::string_view parent) {
    Area made;
    made.code = code(of);
    made.level = level;
    if (!parent.empty()) made.parent = code(parent);
    return made;
}

/// Two townships; the village 410199101203 has the letters of the first and lies in the one that is named.
std::shared_ptr<const AreaTree> areas_with_203_in(std::string_view township) {
    std::vector<Area> areas{area("410199", AreaLevel::county, ""),
                            area("410199101", AreaLevel::township, "410199"),
                            area("410199102", AreaLevel::township, "410199"),
                            area("410199101201", AreaLevel::village, "410199101"),
                            area("410199101203", AreaLevel::village, township)};
    return std::make_shared<const AreaTree>(AreaTree::of(std::move(areas)).value());
}

/// The same areas each time: others would have come into force.
std::shared_ptr<const AreaTree> as_given() {
    static const auto areas = areas_with_203_in("410199101");
    return areas;
}

Change a_change(Revision revision, std::string_view village) {
    Change change;
    change.revision = revision;
    change.campaigns = {"beautiful-courtyard"};
    change.layers = {"courtyards"};
    change.areas = {code(village.substr(0, 6)), code(village.substr(0, 9)), code(village)};
    change.bounds.add(LonLat{113.2, 34.3});
    return change;
}

/// Waits until the queue has something and takes it.
std::string next(EventQueue& queue) {
    std::promise<void> ready;
    std::once_flag once;
    queue.on_ready([&] { std::call_once(once, [&] { ready.set_value(); }); });
    auto waiting = queue.drain();
    if (waiting && waiting->empty()) {
        ready.get_future().wait();
        waiting = queue.drain();
    }
    queue.on_ready({});
    return waiting.value_or("closed");
}

TEST(EventHub, TellsEveryWatcherInItsScope) {
    EventHub hub(as_given);
    const auto everything = hub.subscribe({}, std::nullopt);
    const auto here = hub.subscribe(code("410199101"), std::nullopt);
    const auto elsewhere = hub.subscribe(code("410199102"), std::nullopt);
    hub.changed(a_change(7, "410199101201"));
    EXPECT_NE(next(*everything).find("\"revision\":7"), std::string::npos);
    const std::string scoped = next(*here);
    EXPECT_NE(scoped.find("410199101201"), std::string::npos);
    EXPECT_EQ(scoped.find("\"410199\""), std::string::npos);
    EXPECT_EQ(elsewhere->drain(), "");
}

TEST(EventHub, AVillageThatMovedIsToldToWhomItMovedWhateverItsCode) {
    auto areas = areas_with_203_in("410199101");
    EventHub hub([&] { return areas; });
    areas = areas_with_203_in("410199102");
    const auto left = hub.subscribe(code("410199101"), std::nullopt);
    const auto reached = hub.subscribe(code("410199102"), std::nullopt);
    // A change that comes with the edition does not name anything yet.
    hub.changed(a_change(6, "410199101201"));
    for (const auto& queue : {left, reached})
        EXPECT_NE(next(*queue).find("id: 6\nevent: resync"), std::string::npos);
    Change change = a_change(7, "410199101201");
    change.areas.insert(change.areas.end(), {code("410199102"), code("410199101203")});
    hub.changed(change);
    const std::string to_left = next(*left);
    const std::string to_reached = next(*reached);
    EXPECT_NE(to_left.find("\"410199101201\""), std::string::npos);
    EXPECT_EQ(to_left.find("\"410199101203\""), std::string::npos) << to_left;
    EXPECT_NE(to_reached.find("\"410199101203\""), std::string::npos) << to_reached;
    EXPECT_EQ(to_reached.find("\"410199101201\""), std::string::npos);
    EXPECT_EQ(hub.subscribe(code("410199101201"), Revision{7})->drain(), "");
    const auto back = hub.subscribe(code("410199101203"), Revision{6});
    EXPECT_NE(next(*back).find("\"areas\":[\"410199101203\"]"), std::string::npos)
        << "what it missed, likewise";
    EXPECT_EQ(hub.subscribe(code("410199109"), Revision{6})->drain(), "") << "an area that is gone";
}

TEST(NextMidnight, IsThatOfTheCounty) {
    const auto of = [](std::string_view now) {
        return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(
                           next_midnight(Instant::parse(now).value()).time_since_epoch())
                           .count()};
    };
    EXPECT_EQ(to_string(of("2026-03-31T15:59:59.999Z")), "2026-03-31T16:00:00.000Z");
    EXPECT_EQ(to_string(of("2026-03-31T16:00:00Z")), "2026-04-01T16:00:00.000Z");
}

/// Days that end at once, of which one begins with other areas; counts how often it is asked.
struct ShortDays {
    std::shared_ptr<const AreaTree> before = areas_with_203_in("410199101");
    std::shared_ptr<const AreaTree> after = areas_with_203_in("410199102");
    std::atomic<bool> has_come{false};
    std::atomic<int> left_to_ask{0};
    std::promise<void> asked{};

    std::shared_ptr<const AreaTree> areas() {
        if (left_to_ask > 0 && --left_to_ask == 0) asked.set_value();
        return has_come ? after : before;
    }
    static std::chrono::system_clock::time_point next() {
        return std::chrono::system_clock::now() + std::chrono::milliseconds(1);
    }
};

TEST(EventHub, TheFirstDayOfAnEditionIsReadAnewByEverybody) {
    ShortDays days;
    EventHub hub([&] { return days.areas(); }, ShortDays::next);
    const auto left = hub.subscribe(code("410199101"), std::nullopt);
    const auto reached = hub.subscribe(code("410199102"), std::nullopt);
    const auto everything = hub.subscribe({}, std::nullopt);
    days.has_come = true;
    for (const auto& queue : {left, reached, everything})
        EXPECT_EQ(next(*queue), "event: resync\ndata: {}\n\n");
    Change change = a_change(7, "410199101203");
    change.areas = {code("410199102"), code("410199101203")};
    hub.changed(change);
    EXPECT_NE(next(*everything).find("\"revision\":7"), std::string::npos) << "and it goes on";
    EXPECT_EQ(left->drain(), "") << "of the areas that are in force now";
}

TEST(EventHub, ADayWithTheSameAreasTellsNothing) {
    ShortDays days;
    EventHub hub([&] { return days.areas(); }, ShortDays::next);
    const auto queue = hub.subscribe({}, std::nullopt);
    auto asked = days.asked.get_future();
    days.left_to_ask = 3;
    asked.wait();
    EXPECT_EQ(queue->drain(), "");
}

TEST(EventHub, WhoWasAwayWhenAnEditionCameReadsAnew) {
    ShortDays days;
    EventHub hub([&] { return days.areas(); }, ShortDays::next);
    const auto queue = hub.subscribe({}, std::nullopt);
    hub.changed(a_change(7, "410199101201"));
    EXPECT_NE(next(*queue).find("\"revision\":7"), std::string::npos);
    days.has_come = true;
    EXPECT_NE(next(*queue).find("resync"), std::string::npos);
    EXPECT_EQ(hub.subscribe({}, Revision{7})->drain(), "id: 7\nevent: resync\ndata: {}\n\n");
    hub.changed(a_change(8, "410199101201"));
    EXPECT_NE(next(*queue).find("\"revision\":8"), std::string::npos);
    EXPECT_NE(next(*hub.subscribe({}, Revision{7})).find("id: 8\nevent: resync"), std::string::npos);
    EXPECT_EQ(hub.subscribe({}, Revision{8})->drain(), "") << "it was there";
}

TEST(EventHub, ManyChangesMergeAndNothingIsLost) {
    EventHub hub(as_given);
    const auto queue = hub.subscribe({}, std::nullopt);
    for (int i = 1; i <= 50; ++i) hub.changed(a_change(i, "4101991012" + std::to_string(10 + i % 5)));
    std::string all;
    while (all.find("\"revision\":50") == std::string::npos) all += next(*queue);
    EXPECT_LT(std::count(all.begin(), all.end(), '{'), 50);
    for (int i = 0; i < 5; ++i) EXPECT_NE(all.find("4101991012" + std::to_string(10 + i)), std::string::npos);
}

TEST(EventHub, WhoComesBackHearsWhatItMissed) {
    EventHub hub(as_given);
    const auto first = hub.subscribe({}, std::nullopt);
    hub.changed(a_change(7, "410199101201"));
    next(*first);
    const auto again = hub.subscribe({}, Revision{6});
    EXPECT_NE(next(*again).find("\"revision\":7"), std::string::npos);
    EXPECT_EQ(hub.subscribe({}, Revision{7})->drain(), "");
}

TEST(EventHub, TooMuchToNameIsSaidAsResync) {
    EventHub hub(as_given);
    const auto queue = hub.subscribe({}, std::nullopt);
    Change change = a_change(7, "410199101201");
    change.everything = true;
    hub.changed(change);
    EXPECT_NE(next(*queue).find("event: resync"), std::string::npos);
}

TEST(EventHub, ClosingEndsEveryStream) {
    EventHub hub(as_given);
    const auto queue = hub.subscribe({}, std::nullopt);
    hub.close();
    EXPECT_EQ(queue->drain(), std::nullopt);
    EXPECT_EQ(hub.subscribe({}, std::nullopt)->drain(), std::nullopt);
}

TEST(EventHub, EndsAStreamWhoseSessionIsOver) {
    EventHub hub(as_given);
    std::atomic<bool> good{true};
    const auto queue = hub.subscribe({}, std::nullopt, "li", [&] { return good.load(); });
    hub.changed(a_change(7, "410199101201"));
    EXPECT_NE(next(*queue).find("\"revision\":7"), std::string::npos);
    good = false;
    hub.changed(a_change(8, "410199101201"));
    EXPECT_EQ(next(*queue), "closed");
}

TEST(EventHub, EndsTheStreamsOfAnAccountThatLostItsSession) {
    EventHub hub(as_given);
    const auto hers = hub.subscribe({}, std::nullopt, "li");
    const auto others = hub.subscribe({}, std::nullopt, "wang");
    hub.end_of("li");
    EXPECT_EQ(hers->drain(), std::nullopt);
    EXPECT_EQ(others->drain(), "");
}

}  // namespace
}  // namespace courtyard
