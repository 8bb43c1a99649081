// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// <utility> first: Asio 1.74's awaitable header uses std::exchange without including it.
#include <utility>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <memory>

namespace courtyard {

namespace asio = boost::asio;

using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
using SystemError = boost::system::error_code;

template <class T>
using Task = asio::awaitable<T, Executor>;

inline constexpr asio::use_awaitable_t<Executor> use_task{};

/// What is written in one go: head and body, or one of them and nothing.
using Pieces = std::array<asio::const_buffer, 2>;

/// One byte stream to one client, plain or TLS. At most one read and one write at a time.
class Wire {
  public:
    /// Speaks TLS when given a context.
    Wire(Socket socket, const std::shared_ptr<asio::ssl::context>& tls);

    bool is_secure() const { return tls_ != nullptr; }
    Executor executor() { return socket_.get_executor(); }

    Task<void> handshake(SystemError& error);
    Task<std::size_t> read_some(asio::mutable_buffer into, SystemError& error);
    Task<std::size_t> write_some(Pieces pieces, SystemError& error);
    /// Writes what the kernel takes without waiting; 0 when it takes nothing, and always over TLS.
    std::size_t write_now(const Pieces& pieces, SystemError& error);

    /// Ends waiting operations with `operation_aborted`.
    void cancel();
    /// Says that nothing more will be written.
    Task<void> end_writing();
    /// Reads what still arrives after `end_writing`, below TLS: to be thrown away.
    Task<std::size_t> read_leftovers(asio::mutable_buffer into, SystemError& error);
    void close();

  private:
    Socket socket_;
    std::shared_ptr<asio::ssl::context> context_;  ///< as long as its stream
    std::unique_ptr<asio::ssl::stream<Socket&>> tls_;
};

}  // namespace courtyard
