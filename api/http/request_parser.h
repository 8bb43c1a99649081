// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/framing.h"
#include "api/http/spool_file.h"

namespace courtyard {

/// Where a body goes while it arrives: into memory, or into a file once it has one.
struct Intake {
    std::string text;
    std::optional<SpoolFile> spool;
    std::uint64_t received = 0;
};

/// Beast's parser writing straight into our head and intake. Given a whole head first (`HeadScanner`), then
/// the body in pieces. Trailers are checked and forgotten.
///
/// Errors   `put` throws std::system_error when the spool's disk refuses
class RequestParser final : public boost::beast::http::basic_parser<true> {
  public:
    using error_code = boost::beast::error_code;

    RequestParser(RawHead& head, Intake& intake) : head_(head), intake_(intake) {
        header_limit(head_limit);
        // Not boost::none: Beast 1.74 compares it as smaller than every length.
        body_limit(std::numeric_limits<std::uint64_t>::max());
    }

  private:
    using field = boost::beast::http::field;
    using text_view = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb method, text_view word, text_view target, int version,
                         error_code& error) override;
    void on_response_impl(int code, text_view reason, int version, error_code& error) override;
    void on_field_impl(field known, text_view name, text_view value, error_code& error) override;
    void on_header_impl(error_code& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& error) override;
    std::size_t on_body_impl(text_view body, error_code& error) override;
    void on_chunk_header_impl(std::uint64_t size, text_view extensions, error_code& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, text_view body, error_code& error) override;
    void on_finish_impl(error_code& error) override;

    std::size_t take(text_view body);

    RawHead& head_;
    Intake& intake_;
    bool head_done_ = false;
};

}  // namespace courtyard
