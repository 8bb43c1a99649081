// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/fact_pipe.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace courtyard {
namespace {

constexpr Revision worth_a_thread = 20'000;
constexpr std::size_t portion = 2'000;
constexpr std::size_t most_waiting = 8;

/// Portions of facts between the thread that reads them and the one that takes them.
class Pipe {
  public:
    explicit Pipe(const std::function<void(const RecordedFact&)>& take)
        : taker_([this, &take] { run(take); }) {}
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() { end(); }

    void put(RecordedFact&& fact) {
        filling_.push_back(std::move(fact));
        if (filling_.size() == portion) hand_over();
    }
    /// Waits until everything is taken.
    void finish() {
        hand_over();
        end();
        if (failed_) std::rethrow_exception(failed_);
    }

  private:
    void hand_over() {
        std::unique_lock lock(mutex_);
        turn_.wait(lock, [&] { return waiting_.size() < most_waiting; });
        waiting_.push_back(std::exchange(filling_, {}));
        filling_.reserve(portion);
        turn_.notify_all();
    }
    void end() {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        turn_.notify_all();
        if (taker_.joinable()) taker_.join();
    }
    void run(const std::function<void(const RecordedFact&)>& take) {
        for (;;) {
            std::vector<RecordedFact> facts;
            {
                std::unique_lock lock(mutex_);
                turn_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
                if (waiting_.empty()) return;
                facts = std::move(waiting_.front());
                waiting_.pop_front();
            }
            turn_.notify_all();
            try {
                // After a failure the rest is only let through, so that the reader comes to its end.
                if (!failed_)
                    for (const RecordedFact& fact : facts) take(fact);
            } catch (...) {
                failed_ = std::current_exception();
            }
        }
    }

    std::vector<RecordedFact> filling_;
    std::mutex mutex_;
    std::condition_variable turn_;
    std::deque<std::vector<RecordedFact>> waiting_;
    bool ended_ = false;
    std::exception_ptr failed_;  ///< of the taker; read by others when it has ended
    std::thread taker_;
};

}  // namespace

void each_fact(const Store& store, Revision after, Revision until,
               const std::function<void(const RecordedFact&)>& take) {
    if (until - after < worth_a_thread) {
        store.read_facts(after, until, [&](RecordedFact&& fact) { take(fact); });
        return;
    }
    Pipe pipe(take);
    store.read_facts(after, until, [&](RecordedFact&& fact) { pipe.put(std::move(fact)); });
    pipe.finish();
}

}  // namespace courtyard
