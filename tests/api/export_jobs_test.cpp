// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/export_jobs.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <stdexcept>

#include "data/scratch_folder.h"

namespace courtyard {
namespace {

namespace fs = std::filesystem;

Caller planner(std::string name) {
    Caller caller;
    caller.account = std::move(name);
    caller.role = Role::planner;
    return caller;
}

ExportOrder order_of(std::string question) {
    ExportOrder order;
    order.question = std::move(question);
    order.layer = "courtyards";
    order.ending = "csv";
    order.rows = 2;
    return order;
}

/// Works that go on when the gate is opened, or when they are told to stop.
class Gate {
  public:
    ExportWork work() {
        return [this](const fs::path& file, const std::stop_token& stop, RowsDone& done) -> Result<void> {
            done = 1;
            std::ofstream(file) << "half";
            std::unique_lock lock(mutex_);
            ++arrived_;
            changed_.notify_all();
            changed_.wait(lock, stop, [this] { return open_; });
            if (stop.stop_requested())
                return fail(ErrorCode::unavailable, "export.stopped", {"停止", "stopped"}, {});
            done = 2;
            std::ofstream(file) << "whole";
            return {};
        };
    }
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return arrived_ >= count; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::size_t arrived_ = 0;
    bool open_ = false;
};

class ExportJobsTest : public ::testing::Test {
  protected:
    ExportTerms terms() const {
        ExportTerms terms;
        terms.folder = folder.path() / "exports";
        terms.spare = 0;
        return terms;
    }
    /// The job when it is no longer under way.
    static ExportJobState ended(ExportJobs& jobs, const Caller& caller, const std::string& id) {
        for (;;) {
            auto state = jobs.find(caller, id);
            if (!state || (state->state != ExportState::waiting && state->state != ExportState::running))
                return state.value();
            std::this_thread::yield();
        }
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(terms().folder), {}));
    }
    ScratchFolder folder;
};

TEST_F(ExportJobsTest, IsDoneWhenItsFileIsThere) {
    Gate gate;
    ExportJobs jobs(terms());
    const Caller a = planner("a");
    const auto begun = jobs.begin(a, order_of("q"), gate.work());
    ASSERT_TRUE(begun);
    gate.wait_for(1);
    const auto running = jobs.find(a, begun->id);
    ASSERT_TRUE(running);
    EXPECT_EQ(running->state, ExportState::running);
    EXPECT_EQ(running->done, 1U);
    gate.open();
    const auto done = ended(jobs, a, begun->id);
    EXPECT_EQ(done.state, ExportState::done);
    EXPECT_EQ(done.done, 2U);
    EXPECT_EQ(done.bytes, 5U);
    EXPECT_GT(done.expires.ms, done.created.ms);
    EXPECT_TRUE(fs::exists(done.file));
}

TEST_F(ExportJobsTest, BelongsToItsAccountInItsRoleAndArea) {
    Gate gate;
    ExportJobs jobs(terms());
    const Caller a = planner("a");
    const auto begun = jobs.begin(a, order_of("q"), gate.work());
    Caller demoted = a;
    demoted.role = Role::viewer;
    Caller moved = a;
    moved.scope = AreaCode::parse("410199").value();
    for (const Caller& other : {planner("b"), demoted, moved, Caller{}}) {
        const auto found = jobs.find(other, begun->id);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().name, "job.unknown");
        EXPECT_FALSE(jobs.remove(other, begun->id));
        EXPECT_TRUE(jobs.of(other).empty());
    }
    EXPECT_EQ(jobs.of(a).size(), 1U);
}

TEST_F(ExportJobsTest, IsFoundByItsIdAloneWhenNobodyInParticularAsked) {
    Gate gate;
    ExportJobs jobs(terms());
    Caller anybody;
    anybody.public_level = PublicLevel::household_points;
    const auto begun = jobs.begin(anybody, order_of("q"), gate.work());
    ASSERT_TRUE(begun);
    EXPECT_TRUE(jobs.find(anybody, begun->id));
    EXPECT_TRUE(jobs.of(anybody).empty());
    // The same question of another nobody is a job of its own: neither can end the other's.
    const auto another = jobs.begin(anybody, order_of("q"), gate.work());
    ASSERT_TRUE(another);
    EXPECT_NE(another->id, begun->id);
    EXPECT_TRUE(jobs.remove(anybody, another->id));
    EXPECT_TRUE(jobs.find(anybody, begun->id));
}

TEST_F(ExportJobsTest, IsTheSameForTheSameQuestion) {
    Gate gate;
    ExportJobs jobs(terms());
    const auto first = jobs.begin(planner("a"), order_of("q"), gate.work());
    EXPECT_EQ(jobs.begin(planner("a"), order_of("q"), gate.work())->id, first->id);
    EXPECT_NE(jobs.begin(planner("a"), order_of("other"), gate.work())->id, first->id);
    EXPECT_NE(jobs.begin(planner("b"), order_of("q"), gate.work())->id, first->id);
}

TEST_F(ExportJobsTest, AreFewAtOnceOfOneAccountAndInAll) {
    Gate gate;
    ExportTerms few = terms();
    few.per_account = 2;
    few.under_way = 3;
    ExportJobs jobs(few);
    EXPECT_TRUE(jobs.begin(planner("a"), order_of("1"), gate.work()));
    EXPECT_TRUE(jobs.begin(planner("a"), order_of("2"), gate.work()));
    EXPECT_EQ(jobs.begin(planner("a"), order_of("3"), gate.work()).error().name, "export.too_many");
    EXPECT_TRUE(jobs.begin(planner("b"), order_of("1"), gate.work()));
    EXPECT_EQ(jobs.begin(planner("c"), order_of("1"), gate.work()).error().name, "export.busy");
    // Nobody in particular is counted by where they ask from.
    Caller here;
    here.address = "192.0.2.1";
    EXPECT_EQ(jobs.begin(here, order_of("1"), gate.work()).error().name, "export.busy");
}

TEST_F(ExportJobsTest, NeedRoomOnTheDisk) {
    Gate gate;
    ExportTerms wide = terms();
    wide.spare = std::uint64_t{1} << 62U;
    ExportJobs jobs(wide);
    EXPECT_EQ(jobs.begin(planner("a"), order_of("q"), gate.work()).error().name, "export.no_room");
}

TEST(RoomFor, CountsWhatIsWrittenAndWhatStaysFree) {
    const fs::path here = fs::temp_directory_path();
    constexpr std::uint64_t huge = std::uint64_t{1} << 63U;
    EXPECT_TRUE(room_for(here, 1, 0));
    EXPECT_EQ(room_for(here, huge, 0).error().name, "export.no_room");
    EXPECT_EQ(room_for(here, 0, huge).error().name, "export.no_room");
    EXPECT_EQ(room_for(here, huge, huge).error().name, "export.no_room");
    EXPECT_TRUE(room_for("/nowhere", huge, huge)) << "cannot be told";
}

TEST_F(ExportJobsTest, StopAndLeaveNoFile) {
    Gate gate;
    ExportTerms one = terms();
    one.at_once = 1;
    ExportJobs jobs(one);
    const Caller a = planner("a");
    const auto running = jobs.begin(a, order_of("1"), gate.work());
    const auto waiting = jobs.begin(a, order_of("2"), gate.work());
    gate.wait_for(1);
    EXPECT_TRUE(jobs.remove(a, waiting->id));
    EXPECT_TRUE(jobs.remove(a, running->id));
    EXPECT_FALSE(jobs.find(a, running->id));
    // A third one is begun when the first has given its thread back.
    const auto third = jobs.begin(a, order_of("3"), gate.work());
    gate.wait_for(2);
    gate.open();
    EXPECT_EQ(ended(jobs, a, third->id).state, ExportState::done);
    EXPECT_EQ(files(), 1U);
    EXPECT_TRUE(jobs.remove(a, third->id));
    EXPECT_EQ(files(), 0U);
}

TEST_F(ExportJobsTest, AreGoneAfterTheirTimeAndSaySo) {
    Gate gate;
    gate.open();
    ExportJobs jobs(terms());
    const Caller a = planner("a");
    const auto begun = jobs.begin(a, order_of("q"), gate.work());
    const auto done = ended(jobs, a, begun->id);
    jobs.sweep({done.expires.ms - 1});
    EXPECT_TRUE(jobs.find(a, begun->id));
    jobs.sweep(done.expires);
    EXPECT_EQ(jobs.find(a, begun->id).error().name, "job.expired");
    EXPECT_EQ(jobs.find(planner("b"), begun->id).error().name, "job.unknown");
    EXPECT_EQ(files(), 0U);
    // Asked again, it is made again.
    EXPECT_NE(jobs.begin(a, order_of("q"), gate.work())->id, begun->id);
}

TEST_F(ExportJobsTest, TellTheCallerWhatWasWrongAndTheLogWhatBroke) {
    ExportJobs jobs(terms());
    const Caller a = planner("a");
    const auto refused = jobs.begin(a, order_of("1"), [](const auto&, const auto&, auto&) -> Result<void> {
        return fail(ErrorCode::unsupported, "export.crs", {"坐标", "coordinates"}, {});
    });
    EXPECT_EQ(ended(jobs, a, refused->id).state, ExportState::failed);
    EXPECT_EQ(jobs.find(a, refused->id)->error->name, "export.crs");
    const auto broken =
        jobs.begin(a, order_of("2"), [](const fs::path& file, const auto&, auto&) -> Result<void> {
            std::ofstream(file) << "half";
            throw std::runtime_error("secret of the disk");
        });
    EXPECT_EQ(ended(jobs, a, broken->id).state, ExportState::failed);
    EXPECT_EQ(jobs.find(a, broken->id)->error->name, "export.failed");
    EXPECT_EQ(files(), 0U);
}

TEST_F(ExportJobsTest, KeepTheLastFilesOfAnAccount) {
    Gate gate;
    gate.open();
    ExportTerms two = terms();
    two.kept_per_account = 2;
    ExportJobs jobs(two);
    const Caller a = planner("a");
    for (int i = 0; i < 4; ++i) {
        const auto begun = jobs.begin(a, order_of(std::to_string(i)), gate.work());
        ended(jobs, a, begun->id);
    }
    EXPECT_EQ(jobs.of(a).size(), 2U);
    EXPECT_EQ(files(), 2U);
}

TEST_F(ExportJobsTest, AreForgottenByTheNextProcess) {
    Gate gate;
    gate.open();
    const Caller a = planner("a");
    std::string id;
    {
        ExportJobs jobs(terms());
        id = jobs.begin(a, order_of("q"), gate.work())->id;
        ended(jobs, a, id);
        EXPECT_EQ(files(), 1U);
    }
    ExportJobs jobs(terms());
    EXPECT_EQ(jobs.find(a, id).error().name, "job.unknown");
    EXPECT_EQ(files(), 0U);
}

TEST_F(ExportJobsTest, EndWithTheServerInTheMiddleOfTheirWork) {
    Gate gate;
    ExportJobs jobs(terms());
    ASSERT_TRUE(jobs.begin(planner("a"), order_of("q"), gate.work()));
    gate.wait_for(1);
}

}  // namespace
}  // namespace courtyard
