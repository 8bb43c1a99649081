// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/older_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <future>
#include <utility>

namespace courtyard {
namespace {

tl::unexpected<Error> busy(Revision revision) {
    return fail(
        ErrorCode::unavailable, "revision.busy",
        {fmt::format("正在还原其他旧版本，请稍后再问版本 {}", revision),
         fmt::format("other older revisions are being drawn; ask for revision {} again soon", revision)},
        "revision");
}

tl::unexpected<Error> failed(Revision revision, const std::string& why) {
    return fail(ErrorCode::unavailable, "revision.failed",
                {fmt::format("版本 {} 没有还原成功：{}", revision, why),
                 fmt::format("revision {} could not be drawn: {}", revision, why)},
                "revision");
}

}  // namespace

OlderPictures::OlderPictures(Draw draw, std::function<std::size_t(const Snapshot&)> bytes_of, Limits limits)
    : draw_(std::move(draw)), bytes_of_(std::move(bytes_of)), limits_(limits) {}

OlderPictures::~OlderPictures() { stop(); }

OlderPictures::Picture OlderPictures::kept(Revision revision) {
    const std::lock_guard lock(mutex_);
    return found(revision);
}

OlderPictures::Picture OlderPictures::found(Revision revision) {
    const auto found =
        std::ranges::find(kept_, revision, [](const Kept& kept) { return kept.picture->revision; });
    if (found == kept_.end()) return nullptr;
    kept_.splice(kept_.begin(), kept_, found);
    return kept_.front().picture;
}

void OlderPictures::ask(Revision revision, Take take) {
    std::unique_lock lock(mutex_);
    if (const Picture picture = found(revision)) {
        lock.unlock();
        return take(picture);
    }
    auto wanted = std::ranges::find(wanted_, revision, &Wanted::revision);
    const bool room = wanted != wanted_.end() || wanted_.size() < limits_.revisions + 1;
    if (stopped_ || !room || askers_ >= limits_.askers) {
        lock.unlock();
        return take(busy(revision));
    }
    if (wanted == wanted_.end()) wanted = wanted_.insert(wanted_.end(), {revision, {}});
    wanted->takers.push_back(std::move(take));
    ++askers_;
    if (!thread_.joinable()) thread_ = std::thread([this] { draw_what_is_wanted(); });
    wake_.notify_one();
}

Result<OlderPictures::Picture> OlderPictures::wait_for(Revision revision) {
    std::promise<Result<Picture>> answer;
    ask(revision, [&](const Result<Picture>& drawn) { answer.set_value(drawn); });
    return answer.get_future().get();
}

bool OlderPictures::stopped() const {
    const std::lock_guard lock(mutex_);
    return stopped_;
}

void OlderPictures::draw_what_is_wanted() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return stopped_ || !wanted_.empty(); });
        if (wanted_.empty()) return;
        const Revision revision = wanted_.front().revision;
        Result<Picture> outcome = busy(revision);
        if (!stopped_) {
            lock.unlock();
            try {
                if (auto picture = draw_(revision, [this] { return stopped(); }))
                    outcome = std::move(picture);
            } catch (const std::exception& error) {
                outcome = failed(revision, error.what());
            }
            lock.lock();
        }
        if (outcome) keep(*outcome);
        // Whoever asked while it was drawn is among them; who asks from now on finds it kept, or asks anew.
        const std::vector<Take> takers = std::exchange(wanted_.front().takers, {});
        wanted_.pop_front();
        askers_ -= takers.size();
        lock.unlock();
        for (const Take& take : takers) take(outcome);
        lock.lock();
    }
}

void OlderPictures::keep(const Picture& picture) {
    ++drawn_;
    kept_.push_front({picture, bytes_of_(*picture)});
    std::size_t bytes = 0;
    std::size_t pictures = 0;
    const auto beyond = std::ranges::find_if(kept_, [&](const Kept& kept) {
        bytes += kept.bytes;
        return ++pictures > limits_.pictures || bytes > limits_.bytes;
    });
    kept_.erase(beyond, kept_.end());
}

void OlderPictures::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

OlderPictures::Figures OlderPictures::figures() const {
    const std::lock_guard lock(mutex_);
    Figures figures{drawn_, kept_.size(), 0};
    for (const Kept& kept : kept_) figures.bytes += kept.bytes;
    return figures;
}

}  // namespace courtyard
