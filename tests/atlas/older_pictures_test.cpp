// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/older_pictures.h"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

namespace courtyard {
namespace {

using Outcome = Result<OlderPictures::Picture>;

/// Pictures of which the first is drawn when the test says so.
struct Gate {
    std::promise<void> begun;
    std::promise<void> open;
    int drawn = 0;

    OlderPictures::Draw draw() {
        return [this](Revision revision, const std::function<bool()>&) {
            if (drawn++ == 0) {
                begun.set_value();
                open.get_future().wait();
            }
            auto picture = std::make_shared<Snapshot>();
            picture->revision = revision;
            return picture;
        };
    }
};

std::size_t a_hundred_bytes(const Snapshot&) { return 100; }

/// Asks and keeps what comes.
std::future<Outcome> asked(OlderPictures& pictures, Revision revision) {
    auto answer = std::make_shared<std::promise<Outcome>>();
    auto future = answer->get_future();
    pictures.ask(revision, [answer](const Outcome& outcome) { answer->set_value(outcome); });
    return future;
}

/// Drawn at once, and counted.
OlderPictures::Draw quick(int& drawn) {
    return [&drawn](Revision revision, const std::function<bool()>&) {
        auto picture = std::make_shared<Snapshot>();
        picture->revision = revision;
        ++drawn;
        return picture;
    };
}

TEST(OlderPictures, AreDrawnOnceForAllWhoAskMeanwhile) {
    Gate gate;
    OlderPictures pictures(gate.draw(), a_hundred_bytes, {});
    std::vector<std::future<Outcome>> answers;
    answers.push_back(asked(pictures, 7));
    gate.begun.get_future().wait();
    for (int i = 0; i < 20; ++i) answers.push_back(asked(pictures, 7));
    gate.open.set_value();
    const auto first = answers.front().get();
    ASSERT_TRUE(first);
    EXPECT_EQ((*first)->revision, 7);
    for (std::size_t i = 1; i < answers.size(); ++i) EXPECT_EQ(*answers[i].get(), *first);
    EXPECT_EQ(gate.drawn, 1);
}

TEST(OlderPictures, QueueOneMoreRevisionAndRefuseTheRestAtOnce) {
    Gate gate;
    OlderPictures pictures(gate.draw(), a_hundred_bytes, {});
    auto first = asked(pictures, 1);
    gate.begun.get_future().wait();
    auto second = asked(pictures, 2);
    for (Revision revision = 3; revision < 1'003; ++revision) {
        const auto refused = asked(pictures, revision).get();
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().name, "revision.busy");
        EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    }
    gate.open.set_value();
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(second.get());
    EXPECT_EQ(gate.drawn, 2);
}

TEST(OlderPictures, LetOnlySoManyWait) {
    Gate gate;
    OlderPictures pictures(gate.draw(), a_hundred_bytes, {.askers = 3});
    std::vector<std::future<Outcome>> waiting;
    waiting.push_back(asked(pictures, 1));
    gate.begun.get_future().wait();
    waiting.push_back(asked(pictures, 1));
    waiting.push_back(asked(pictures, 1));
    EXPECT_EQ(asked(pictures, 1).get().error().name, "revision.busy");
    gate.open.set_value();
    for (auto& one : waiting) EXPECT_TRUE(one.get());
}

TEST(OlderPictures, KeepTheLastOnesByNumber) {
    int drawn = 0;
    OlderPictures pictures(quick(drawn), a_hundred_bytes, {.pictures = 2});
    for (const Revision revision : {1, 2, 1, 3, 1}) ASSERT_TRUE(pictures.wait_for(revision));
    EXPECT_EQ(drawn, 3) << "revision 1 was used again before 3 came and stays";
    EXPECT_FALSE(pictures.kept(2));
    EXPECT_TRUE(pictures.kept(3));
    EXPECT_EQ(pictures.figures().pictures, 2U);
}

TEST(OlderPictures, KeepNoMoreThanFitIntoTheirMemory) {
    int drawn = 0;
    OlderPictures pictures(quick(drawn), a_hundred_bytes, {.pictures = 10, .bytes = 250});
    for (const Revision revision : {1, 2, 3}) ASSERT_TRUE(pictures.wait_for(revision));
    EXPECT_EQ(pictures.figures().pictures, 2U);
    EXPECT_EQ(pictures.figures().bytes, 200U);
    OlderPictures none(quick(drawn), a_hundred_bytes, {.bytes = 99});
    ASSERT_TRUE(none.wait_for(1)) << "what is too large to be kept is answered all the same";
    EXPECT_EQ(none.figures().pictures, 0U);
}

TEST(OlderPictures, TellWhyOneCouldNotBeDrawnAndTryItAgain) {
    int asked_for = 0;
    OlderPictures pictures(
        [&](Revision, const std::function<bool()>&) -> OlderPictures::Picture {
            if (++asked_for == 1) throw std::runtime_error("the disk is gone");
            return std::make_shared<Snapshot>();
        },
        a_hundred_bytes, {});
    const auto failed = pictures.wait_for(0);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().name, "revision.failed");
    EXPECT_NE(failed.error().detail.en.find("the disk is gone"), std::string::npos);
    EXPECT_TRUE(pictures.wait_for(0));
}

TEST(OlderPictures, AnswerNobodyWhenTheyHaveStopped) {
    int drawn = 0;
    OlderPictures pictures(quick(drawn), a_hundred_bytes, {});
    pictures.stop();
    EXPECT_EQ(pictures.wait_for(1).error().name, "revision.busy");
    EXPECT_EQ(drawn, 0);
}

}  // namespace
}  // namespace courtyard
