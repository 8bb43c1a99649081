// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace courtyard {

/// Locks an account for an address from which it was guessed at: five failures within a quarter of an hour,
/// then one minute, then twice as long for each failure more, at most an hour. Names that nobody has are
/// locked all the same, so a lock tells nothing. From another address the account's owner still gets in.
///
/// Instants are milliseconds of a clock that nobody sets; they are given, so that tests need not wait.
/// Threads   safe to call concurrently
class SignInGuard {
  public:
    static constexpr int most_failures = 5;
    static constexpr std::int64_t memory_ms = 15 * 60'000;
    static constexpr std::int64_t first_lock_ms = 60'000;
    static constexpr std::int64_t longest_lock_ms = 60 * 60'000;

    /// Before a password is looked at: it counts as a failure until it is told otherwise, so that guesses
    /// that come at once are no more than guesses one after the other.
    /// @return   milliseconds to wait, when it is locked; nothing: go on
    std::optional<std::int64_t> begin(const std::string& name, const std::string& address,
                                      std::int64_t now_ms);
    /// The wait alone, without an attempt.
    std::optional<std::int64_t> wait_ms(const std::string& name, const std::string& address,
                                        std::int64_t now_ms) const;
    /// That attempt was no failure after all, and no success either.
    void forgive(const std::string& name, const std::string& address);
    void succeed(const std::string& name, const std::string& address);
    /// From every address.
    void unlock(const std::string& name);
    /// Until when the account is locked for somebody; nothing when it is not.
    std::optional<std::int64_t> locked_until(const std::string& name, std::int64_t now_ms) const;

  private:
    struct Failures {
        std::string name;
        int count = 0;
        std::int64_t last_ms = 0;
        std::int64_t locked_until_ms = 0;
    };

    void forget_old(std::int64_t now_ms);

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Failures> failures_;  ///< by name and address
};

}  // namespace courtyard
