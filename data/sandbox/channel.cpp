// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace courtyard {
namespace {

constexpr std::size_t piece = std::size_t{1} << 20;

union Control {
    cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
};

msghdr message_of(iovec& text) {
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    return message;
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        reset();
        number_ = other.release();
    }
    return *this;
}

int Descriptor::release() noexcept { return std::exchange(number_, -1); }

void Descriptor::reset() noexcept {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
}

SocketPair SocketPair::make(int type) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw std::system_error(errno, std::generic_category(), "socketpair");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

bool send_with(int socket, std::string_view bytes, int descriptor) {
    Control control{};
    while (!bytes.empty()) {
        iovec text{const_cast<char*>(bytes.data()), bytes.size()};
        msghdr message = message_of(text);
        if (descriptor >= 0) {
            message.msg_control = control.bytes;
            message.msg_controllen = sizeof control.bytes;
            control.header.cmsg_level = SOL_SOCKET;
            control.header.cmsg_type = SCM_RIGHTS;
            control.header.cmsg_len = CMSG_LEN(sizeof descriptor);
            std::memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
        }
        const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
        descriptor = -1;
    }
    return true;
}

bool receive_with(int socket, std::size_t most, std::string& bytes, Descriptor& descriptor) {
    bytes.resize(most);
    Control control{};
    iovec text{bytes.data(), bytes.size()};
    msghdr message = message_of(text);
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    ssize_t got = 0;
    do {
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) return false;
    bytes.resize(static_cast<std::size_t>(got));
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        int number = -1;
        std::memcpy(&number, CMSG_DATA(header), sizeof number);
        descriptor = Descriptor(number);
    }
    return true;
}

bool Channel::send(wire::Kind kind, std::string_view payload, int descriptor) {
    return send_with(socket_.number(), wire::head_of(kind, payload.size()).append(payload), descriptor);
}

std::optional<Channel::Silence> Channel::fill(char* to, std::size_t size,
                                              std::chrono::steady_clock::time_point until) const {
    while (size > 0) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{socket_.number(), POLLIN, 0};
        const int ready = left.count() <= 0 ? 0 : poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) return Silence::too_slow;
        const ssize_t got = recv(socket_.number(), to, size, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) return Silence::ended;
        to += got;
        size -= static_cast<std::size_t>(got);
    }
    return std::nullopt;
}

tl::expected<Channel::Message, Channel::Silence> Channel::receive(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::array<char, wire::head_bytes> head_text{};
    if (const auto silence = fill(head_text.data(), head_text.size(), until)) return tl::unexpected(*silence);
    const auto head = wire::read_head({head_text.data(), head_text.size()});
    if (!head) return tl::unexpected(Silence::violation);
    Message message{head->kind, {}};
    while (message.payload.size() < head->payload) {
        const std::size_t begin = message.payload.size();
        message.payload.resize(begin + std::min(piece, head->payload - begin));
        if (const auto silence = fill(message.payload.data() + begin, message.payload.size() - begin, until))
            return tl::unexpected(*silence);
    }
    return message;
}

}  // namespace courtyard
