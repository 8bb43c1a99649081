// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/atlas.h"

#include <fmt/format.h>

#include <algorithm>

#include "atlas/picture.h"

namespace courtyard {

Atlas::Atlas(const Store& store) : store_(store), picture_(std::make_unique<Picture>()) {
    const Revision newest = store_.revision();
    store_.read_facts(0, newest, [&](RecordedFact&& fact) { picture_->take(fact); });
    Change change;
    now_ = picture_->publish(newest, change);
}

Atlas::~Atlas() = default;

void Atlas::follow(Store::Commit commit) {
    using Kind = Store::Step::Kind;
    const std::lock_guard lock(picture_mutex_);
    Change change;
    for (Store::Step& step : commit.steps) {
        if (step.kind == Kind::staged) picture_->stage(step.import, std::move(step.fact));
        if (step.kind == Kind::dropped) picture_->forget(step.import);
        if (step.kind == Kind::revealed && !picture_->holds(step.import)) commit.rebuild = true;
        if (commit.rebuild) continue;
        if (step.kind == Kind::fact) picture_->take(step.fact);
        if (step.kind == Kind::revealed) picture_->reveal(step.import, commit.revision, change);
    }
    if (!commit.rebuild && commit.revision == now()->revision) return;
    // Imports on their way are judged anew after an undo, and drawn with everything else.
    if (commit.rebuild) {
        picture_ = std::make_unique<Picture>();
        store_.read_facts(0, commit.revision, [&](RecordedFact&& fact) { picture_->take(fact); });
        change = {};
    }
    now_ = picture_->publish(commit.revision, change);
    change.everything = change.everything || commit.rebuild;
    if (watch_) watch_(change);
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
    const std::lock_guard lock(older_mutex_);
    const auto kept = std::ranges::find_if(older_, [&](const auto& s) { return s->revision == revision; });
    if (kept != older_.end()) {
        older_.splice(older_.begin(), older_, kept);
        return older_.front();
    }
    Picture picture;
    store_.read_facts(0, revision, [&](RecordedFact&& fact) { picture.take(fact); });
    Change change;
    older_.push_front(picture.publish(revision, change));
    if (older_.size() > kept_revisions) older_.pop_back();
    return older_.front();
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
