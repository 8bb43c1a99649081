// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/wire.h"

#include <boost/asio/redirect_error.hpp>

namespace courtyard {

Wire::Wire(Socket socket, const std::shared_ptr<asio::ssl::context>& tls)
    : socket_(std::move(socket)), context_(tls) {
    SystemError ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
    if (tls) tls_ = std::make_unique<asio::ssl::stream<Socket&>>(socket_, *tls);
}

Task<void> Wire::handshake(SystemError& error) {
    return tls_->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(use_task, error));
}

Task<std::size_t> Wire::read_some(asio::mutable_buffer into, SystemError& error) {
    if (tls_) return tls_->async_read_some(into, asio::redirect_error(use_task, error));
    return socket_.async_read_some(into, asio::redirect_error(use_task, error));
}

Task<std::size_t> Wire::write_some(Pieces pieces, SystemError& error) {
    if (tls_) return tls_->async_write_some(pieces, asio::redirect_error(use_task, error));
    return socket_.async_write_some(pieces, asio::redirect_error(use_task, error));
}

std::size_t Wire::write_now(const Pieces& pieces, SystemError& error) {
    if (tls_) return 0;
    const auto written = socket_.write_some(pieces, error);
    if (error == asio::error::would_block || error == asio::error::try_again) error = {};
    return written;
}

void Wire::cancel() {
    SystemError ignored;
    socket_.cancel(ignored);
}

Task<void> Wire::end_writing() {
    SystemError ignored;
    if (tls_) co_await tls_->async_shutdown(asio::redirect_error(use_task, ignored));
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

Task<std::size_t> Wire::read_leftovers(asio::mutable_buffer into, SystemError& error) {
    return socket_.async_read_some(into, asio::redirect_error(use_task, error));
}

void Wire::close() {
    SystemError ignored;
    socket_.close(ignored);
}

}  // namespace courtyard
