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

void Atlas::follow(const Store::Commit& commit) {
    const Revision before = commit.rebuild ? 0 : now()->revision;
    if (commit.rebuild) picture_ = std::make_unique<Picture>();
    store_.read_facts(before, commit.revision, [&](RecordedFact&& fact) { picture_->take(fact); });
    Change change;
    now_ = picture_->publish(commit.revision, change);
    change.everything = change.everything || commit.rebuild;
    if (watch_) watch_(change);
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
