// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/request_parser.h"

#include <algorithm>

#include "api/http/header_text.h"

namespace courtyard {
namespace {

constexpr std::uint64_t reserved_at_most = 64 * 1024;

}  // namespace

void RequestParser::on_request_impl(boost::beast::http::verb, text_view word, text_view target, int version,
                                    error_code&) {
    head_.method.assign(word.data(), word.size());
    head_.target.assign(target.data(), target.size());
    head_.version = static_cast<unsigned>(version);
}

void RequestParser::on_response_impl(int, text_view, int, error_code&) {}

void RequestParser::on_field_impl(field, text_view name, text_view value, error_code&) {
    if (head_done_) return;
    auto& [own_name, own_value] = head_.fields.emplace_back();
    own_name = small_letters({name.data(), name.size()});
    own_value.assign(value.data(), value.size());
}

void RequestParser::on_header_impl(error_code&) { head_done_ = true; }

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
    // Memory follows the bytes that came, not the number that was promised.
    if (length && !intake_.spool) intake_.text.reserve(std::min(*length, reserved_at_most));
}

std::size_t RequestParser::on_body_impl(text_view body, error_code&) { return take(body); }

void RequestParser::on_chunk_header_impl(std::uint64_t, text_view, error_code&) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, text_view body, error_code&) {
    return take(body);
}

void RequestParser::on_finish_impl(error_code&) {}

std::size_t RequestParser::take(text_view body) {
    intake_.received += body.size();
    if (intake_.spool) {
        intake_.spool->append({body.data(), body.size()});
    } else {
        intake_.text.append(body.data(), body.size());
    }
    return body.size();
}

}  // namespace courtyard
