// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/event_queue.h"

#include <utility>

namespace courtyard {
namespace {

constexpr auto resync = "event: resync\ndata: {}\n\n";

}  // namespace

EventQueue::EventQueue(std::size_t capacity) : capacity_(capacity) {}

void EventQueue::push(std::string message) {
    const std::lock_guard lock(mutex_);
    if (closed_ || abandoned_) return;
    const bool was_empty = messages_.empty();
    if (messages_.size() >= capacity_) {
        messages_.clear();
        messages_.emplace_back(resync);
    } else {
        messages_.push_back(std::move(message));
    }
    if (was_empty && wake_) wake_();
}

void EventQueue::close() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(closed_, true)) return;
    if (wake_) wake_();
}

std::optional<std::string> EventQueue::drain() {
    const std::lock_guard lock(mutex_);
    if (messages_.empty() && (closed_ || abandoned_)) return std::nullopt;
    std::string joined;
    for (const auto& message : messages_) joined += message;
    messages_.clear();
    return joined;
}

void EventQueue::on_ready(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

bool EventQueue::abandoned() const {
    const std::lock_guard lock(mutex_);
    return abandoned_;
}

void EventQueue::abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    messages_.clear();
    wake_ = nullptr;
}

}  // namespace courtyard
