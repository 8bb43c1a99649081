// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/sign_in_guard.h"

#include <algorithm>

namespace courtyard {
namespace {

constexpr std::size_t most_remembered = 20'000;

std::string key_of(const std::string& name, const std::string& address) { return name + '\0' + address; }

std::int64_t lock_ms(int failures) {
    std::int64_t lock = SignInGuard::first_lock_ms;
    for (int i = SignInGuard::most_failures; i < failures && lock < SignInGuard::longest_lock_ms; ++i)
        lock *= 2;
    return std::min(lock, SignInGuard::longest_lock_ms);
}

}  // namespace

std::optional<std::int64_t> SignInGuard::begin(const std::string& name, const std::string& address,
                                               std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (failures_.size() >= most_remembered) forget_old(now_ms);
    Failures& known = failures_[key_of(name, address)];
    known.name = name;
    if (known.locked_until_ms > now_ms) return known.locked_until_ms - now_ms;
    if (now_ms - std::max(known.last_ms, known.locked_until_ms) > memory_ms) known.count = 0;
    ++known.count;
    known.last_ms = now_ms;
    if (known.count >= most_failures) known.locked_until_ms = now_ms + lock_ms(known.count);
    return std::nullopt;
}

std::optional<std::int64_t> SignInGuard::wait_ms(const std::string& name, const std::string& address,
                                                 std::int64_t now_ms) const {
    const std::lock_guard lock(mutex_);
    const auto found = failures_.find(key_of(name, address));
    if (found == failures_.end() || found->second.locked_until_ms <= now_ms) return std::nullopt;
    return found->second.locked_until_ms - now_ms;
}

void SignInGuard::forgive(const std::string& name, const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto found = failures_.find(key_of(name, address));
    if (found == failures_.end()) return;
    found->second.locked_until_ms = 0;
    if (--found->second.count <= 0) failures_.erase(found);
}

void SignInGuard::succeed(const std::string& name, const std::string& address) {
    const std::lock_guard lock(mutex_);
    failures_.erase(key_of(name, address));
}

void SignInGuard::unlock(const std::string& name) {
    const std::lock_guard lock(mutex_);
    std::erase_if(failures_, [&](const auto& one) { return one.second.name == name; });
}

std::optional<std::int64_t> SignInGuard::locked_until(const std::string& name, std::int64_t now_ms) const {
    const std::lock_guard lock(mutex_);
    std::optional<std::int64_t> latest;
    for (const auto& [key, known] : failures_)
        if (known.name == name && known.locked_until_ms > now_ms)
            latest = std::max(latest.value_or(0), known.locked_until_ms);
    return latest;
}

void SignInGuard::forget_old(std::int64_t now_ms) {
    std::erase_if(failures_, [&](const auto& one) {
        return now_ms - std::max(one.second.last_ms, one.second.locked_until_ms) > memory_ms;
    });
    // All of them fresh: somebody sends names without end. What is not locked is forgotten first.
    if (failures_.size() >= most_remembered)
        std::erase_if(failures_, [&](const auto& one) { return one.second.locked_until_ms <= now_ms; });
    if (failures_.size() >= most_remembered) failures_.clear();
}

}  // namespace courtyard
