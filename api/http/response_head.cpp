// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "api/http/header_text.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 6> ours{"server",     "date",           "x-request-id",
                                               "connection", "content-length", "transfer-encoding"};

bool is_ours(std::string_view name) {
    return std::ranges::any_of(ours, [&](std::string_view our) { return same_word(our, name); });
}

std::string_view client_reason(unsigned status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        default:
            return "Refused";
    }
}

std::string_view reason(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return client_reason(status);
    }
}

/// The date of now, made anew once a second on each thread.
std::string_view date_of_now() {
    thread_local std::time_t made_at = -1;
    thread_local std::string text;
    const auto now = std::time(nullptr);
    if (now != made_at) {
        text = http_date(now);
        made_at = now;
    }
    return text;
}

}  // namespace

void write_head(std::string& head, const ReadyAnswer& answer, std::string_view request_id) {
    const char digits[] = {static_cast<char>('0' + answer.status / 100),
                           static_cast<char>('0' + answer.status / 10 % 10),
                           static_cast<char>('0' + answer.status % 10)};
    head.clear();
    head.append("HTTP/1.1 ").append(digits, 3).append(" ").append(reason(answer.status));
    head.append("\r\nServer: courtyard\r\nDate: ").append(date_of_now());
    head.append("\r\nX-Request-Id: ").append(request_id).append("\r\n");
    head.append(answer.policy).append(answer.lines).append("Connection: keep-alive\r\n\r\n");
}

std::string response_head(const Response& response, const Envelope& envelope) {
    std::string head;
    head.reserve(384);
    auto out = std::back_inserter(head);
    fmt::format_to(out, "HTTP/1.1 {} {}\r\nServer: courtyard\r\nDate: {}\r\nX-Request-Id: {}\r\n",
                   response.status, reason(response.status), date_of_now(), envelope.request_id);
    for (const auto& [name, value] : response.headers) {
        if (is_ours(name)) continue;
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (envelope.content_length && response.status != 204 && response.status != 304) {
        fmt::format_to(out, "Content-Length: {}\r\n", *envelope.content_length);
    }
    head += envelope.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return head;
}

bool is_well_formed(const Response& response) {
    const auto is_control = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7F;
    };
    const auto breaks_name = [](char c) { return c <= 0x20 || c >= 0x7F || c == ':'; };
    if (response.status < 200 || response.status > 599) return false;
    return std::ranges::none_of(response.headers, [&](const auto& field) {
        return field.first.empty() || std::ranges::any_of(field.first, breaks_name) ||
               std::ranges::any_of(field.second, is_control);
    });
}

std::string http_date(std::time_t seconds) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm time{};
    ::gmtime_r(&seconds, &time);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days.at(static_cast<std::size_t>(time.tm_wday)), time.tm_mday,
                       months.at(static_cast<std::size_t>(time.tm_mon)), time.tm_year + 1900, time.tm_hour,
                       time.tm_min, time.tm_sec);
}

}  // namespace courtyard
