// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/sandbox/wire.h"

namespace courtyard {

/// A file descriptor, closed with its owner.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    int release() noexcept;
    void reset() noexcept;

  private:
    int number_ = -1;
};

/// Two connected sockets, closed on exec. Throws when there are none left.
struct SocketPair {
    Descriptor ours;
    Descriptor theirs;
    static SocketPair make(int type);
};

/// One datagram or the first bytes of a frame, with a descriptor beside it (-1: none).
///
/// Both say false when the other end is gone.
bool send_with(int socket, std::string_view bytes, int descriptor);
/// Receives at most `most` bytes into `bytes`.
bool receive_with(int socket, std::size_t most, std::string& bytes, Descriptor& descriptor);

/// The server's end of a conversation with a worker.
class Channel {
  public:
    struct Message {
        wire::Kind kind = wire::Kind::end;
        std::string payload;
    };
    /// Why there is no message.
    enum class Silence : std::uint8_t { ended, too_slow, violation };

    Channel() = default;
    explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

    bool send(wire::Kind kind, std::string_view payload, int descriptor);
    /// Waits for a whole message. Memory grows with what arrives, not with what is announced.
    tl::expected<Message, Silence> receive(std::chrono::milliseconds patience);

  private:
    std::optional<Silence> fill(char* to, std::size_t size,
                                std::chrono::steady_clock::time_point until) const;

    Descriptor socket_;
};

}  // namespace courtyard
