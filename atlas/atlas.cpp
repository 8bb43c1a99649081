// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/atlas.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "atlas/checkpoint.h"
#include "atlas/fact_pipe.h"
#include "atlas/picture.h"

namespace courtyard {
namespace {

/// After so many facts, and as many as a quarter of the households, a start from the old checkpoint would be
/// noticeably longer.
constexpr std::size_t many_facts = 100'000;

}  // namespace

Atlas::Atlas(const Store& store, std::filesystem::path checkpoint, OlderPictures::Limits older)
    : store_(store),
      checkpoint_(std::move(checkpoint)),
      older_([this](Revision revision, const auto& stopped) { return draw_older(revision, stopped); },
             [this](const Snapshot& picture) { return picture.bytes_beside(*now()); }, older) {
    const Revision newest = store_.revision();
    Revision known = 0;
    if (auto kept = checkpoint_.empty() ? std::nullopt : kept_picture(checkpoint_, store_)) {
        known = kept->memory.revision;
        picture_ = std::make_unique<Picture>(std::move(*kept));
    } else {
        picture_ = std::make_unique<Picture>();
    }
    read(known, newest);
    Change change;
    now_.store(picture_->publish(newest, change));
    if (facts_since_kept_ > many_facts) keep_in_background();
}

Atlas::~Atlas() = default;

void Atlas::read(Revision after, Revision until) {
    picture_->begin_many();
    each_fact(store_, after, until, [&](const RecordedFact& fact) {
        picture_->take(fact);
        ++facts_since_kept_;
    });
    picture_->end_many();
}

void Atlas::follow(Store::Commit commit) {
    using Kind = Store::Step::Kind;
    const std::lock_guard lock(picture_mutex_);
    half_taken_ = true;
    Change change;
    std::vector<std::unique_ptr<StagedImport>> spent;
    for (Store::Step& step : commit.steps) {
        if (step.kind == Kind::staged) picture_->stage(step.import, std::move(step.fact));
        if (step.kind == Kind::dropped) picture_->forget(step.import);
        if (step.kind == Kind::revealed && !picture_->holds(step.import)) commit.rebuild = true;
        if (step.kind != Kind::dropped) ++facts_since_kept_;
        if (commit.rebuild) continue;
        if (step.kind == Kind::fact) picture_->take(step.fact);
        if (step.kind == Kind::revealed)
            spent.push_back(picture_->reveal(step.import, commit.revision, change));
    }
    if (commit.rebuild || commit.revision != now()->revision) {
        // Imports on their way are judged anew after an undo, and drawn with everything else.
        if (commit.rebuild) {
            picture_ = std::make_unique<Picture>(now()->editions);
            read(0, commit.revision);
            change = {};
        }
        now_.store(picture_->publish(commit.revision, change));
        change.everything = change.everything || commit.rebuild;
        if (watch_) watch_(change);
    }
    half_taken_ = false;
    if (!spent.empty())
        freeing_ = std::async(std::launch::async, [gone = std::move(spent)]() mutable { gone.clear(); });
    if (facts_since_kept_ > many_facts + picture_->memory().shelves.front().size() / 4) keep_in_background();
}

Result<void> Atlas::keep() {
    const std::lock_guard lock(picture_mutex_);
    const bool missed = keeping_.valid() && !keeping_.get();
    if (checkpoint_.empty() || half_taken_ || (facts_since_kept_ == 0 && !missed)) return {};
    try {
        keep_picture(checkpoint_, picture_->memory(), *now(), store_.identity(picture_->memory().revision));
    } catch (const std::system_error& error) {
        return fail(
            ErrorCode::unavailable, "checkpoint.failed",
            {fmt::format("检查点没有写成：{}；下次启动会慢一些", error.what()),
             fmt::format("the checkpoint was not written: {}; the next start takes longer", error.what())},
            checkpoint_.string());
    }
    facts_since_kept_ = 0;
    return {};
}

std::error_code Atlas::forget_kept() {
    const std::lock_guard lock(picture_mutex_);
    if (keeping_.valid()) keeping_.wait();
    std::error_code stays;
    if (!checkpoint_.empty()) std::filesystem::remove(std::exchange(checkpoint_, {}), stays);
    return stays;
}

void Atlas::keep_in_background() {
    using namespace std::chrono_literals;
    if (checkpoint_.empty() || (keeping_.valid() && keeping_.wait_for(0s) != std::future_status::ready))
        return;
    auto memory = std::make_shared<const PictureMemory>(picture_->memory().frozen());
    // Asked for now: an import that is undone while the file is written must not look as if it had been
    // before.
    const std::string identity = store_.identity(memory->revision);
    facts_since_kept_ = 0;
    keeping_ = std::async(std::launch::async, [this, memory, drawn = now(), identity] {
        try {
            keep_picture(checkpoint_, *memory, *drawn, identity);
            return true;
        } catch (const std::exception&) {
            // The old one stands, if there was one; the stop tries again and says so.
            return false;
        }
    });
}

void Atlas::prepare(StagedId import) {
    std::unique_lock lock(picture_mutex_);
    auto staged = picture_->lend(import);
    if (!staged) return;
    lock.unlock();
    staged->draw();
    lock.lock();
    picture_->take_back(import, std::move(staged));
}

Result<std::shared_ptr<const Snapshot>> Atlas::at(Revision revision) const {
    const auto newest = now();
    if (revision == newest->revision) return newest;
    if (revision < 0 || revision > newest->revision)
        return fail(ErrorCode::not_found, "revision.unknown",
                    {fmt::format("没有版本 {}；最新是 {}", revision, newest->revision),
                     fmt::format("there is no revision {}; the newest is {}", revision, newest->revision)},
                    "revision");
    return older_.wait_for(revision);
}

std::shared_ptr<const Snapshot> Atlas::draw_older(Revision revision,
                                                  const std::function<bool()>& stopped) const {
    struct Stopped {};
    Picture picture(now()->editions);
    picture.begin_many();
    try {
        std::size_t taken = 0;
        constexpr std::size_t now_and_then = 1'000;
        each_fact(store_, 0, revision, [&](const RecordedFact& fact) {
            if (++taken % now_and_then == 0 && stopped()) throw Stopped{};
            picture.take(fact);
        });
    } catch (const Stopped&) {
        return nullptr;
    }
    picture.end_many();
    Change change;
    auto drawn = picture.publish(revision, change);
    drawn->older = true;
    return drawn;
}

std::shared_ptr<const EditionChanges> Atlas::changes_between(const EditionPicture& before,
                                                             const EditionPicture& after) const {
    // Held while comparing: who asks the same a moment later waits for the answer and does not work it out.
    const std::lock_guard lock(comparisons_mutex_);
    const auto kept = std::ranges::find_if(comparisons_, [&](const Comparison& one) {
        return one.before == before.areas && one.after == after.areas;
    });
    if (kept != comparisons_.end()) {
        comparisons_.splice(comparisons_.begin(), comparisons_, kept);
        return comparisons_.front().changes;
    }
    auto changes = std::make_shared<const EditionChanges>(compare_editions(*before.areas, *after.areas));
    comparisons_.push_front({before.areas, after.areas, std::move(changes)});
    if (comparisons_.size() > kept_comparisons) comparisons_.pop_back();
    return comparisons_.front().changes;
}

}  // namespace courtyard
