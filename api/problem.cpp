// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/problem.h"

#include "api/json.h"

namespace courtyard {
namespace {

Text title_of(unsigned status) {
    switch (status) {
        case 400:
            return {"请求有误", "Bad request"};
        case 401:
            return {"需要登录", "Sign in first"};
        case 403:
            return {"没有权限", "Not allowed"};
        case 404:
            return {"没有找到", "Not found"};
        case 405:
            return {"方法不适用", "Method not allowed"};
        case 406:
            return {"没有所要的格式", "Not acceptable"};
        case 408:
            return {"请求超时", "Request timed out"};
        case 409:
            return {"内容冲突", "Conflict"};
        case 410:
            return {"已经删除", "Gone"};
        case 416:
            return {"超出文件范围", "Beyond the end of the file"};
        case 412:
            return {"已被修改", "Changed meanwhile"};
        case 413:
            return {"内容过大", "Too large"};
        case 414:
            return {"地址过长", "Address too long"};
        case 415:
            return {"格式不支持", "Unsupported format"};
        case 422:
            return {"内容未被接受", "Content refused"};
        case 428:
            return {"需要前提条件", "Precondition required"};
        case 429:
            return {"请求过多", "Too many requests"};
        case 431:
            return {"请求头过大", "Header too large"};
        case 501:
            return {"不支持", "Not implemented"};
        case 503:
            return {"服务器忙", "Server busy"};
        case 507:
            return {"磁盘已满", "Disk full"};
        default:
            return {"服务器出错", "Server error"};
    }
}

void write_errors(Json& json, std::span<const Rejection> errors, Language language) {
    json.key("errors").array();
    for (const Rejection& error : errors) {
        json.object();
        if (error.row != 0) json.member("row", std::uint64_t{error.row});
        json.member("column", error.column)
            .member("code", error.code)
            .member("detail", in(language, error.detail))
            .end();
    }
    json.end_array();
}

}  // namespace

Language language_of(const RequestHead& head) {
    if (const auto lang = head.parameter("lang")) return *lang == "en" ? Language::en : Language::zh;
    const auto accepted = head.header("accept-language");
    return accepted && accepted->starts_with("en") ? Language::en : Language::zh;
}

unsigned status_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::invalid_input:
            return 400;
        case ErrorCode::not_found:
            return 404;
        case ErrorCode::conflict:
            return 409;
        case ErrorCode::not_allowed:
            return 403;
        case ErrorCode::too_large:
            return 413;
        case ErrorCode::unsupported:
            return 415;
        case ErrorCode::unavailable:
            if (error.name == "store.full" || error.name == "export.no_room") return 507;
            return error.name == "store.failed" || error.name == "store.unpublished" ? 500 : 503;
    }
    return 500;
}

Response problem(const Error& error, const RequestHead& head) {
    return problem(status_of(error), error, head);
}

Response refused_question(const Error& error, const RequestHead& head) {
    return problem(error.code == ErrorCode::unsupported ? 400 : status_of(error), error, head);
}

Response problem(unsigned status, const Error& error, const RequestHead& head,
                 std::span<const Rejection> errors) {
    return problem(status, error, head, [&](Json& json) {
        if (!errors.empty()) write_errors(json, errors, language_of(head));
    });
}

Response problem(unsigned status, const Error& error, const RequestHead& head,
                 const std::function<void(Json&)>& more) {
    const Language language = language_of(head);
    Json json;
    json.object()
        .member("type", "about:blank#" + error.name)
        .member("title", in(language, title_of(status)))
        .member("status", std::uint64_t{status})
        .member("detail", in(language, error.detail))
        .member("code", error.name)
        .member("description", in(language, error.detail))
        .member("request_id", head.id);
    if (!error.subject.empty()) json.member("subject", error.subject);
    more(json);
    json.end();

    Response response;
    response.status = status;
    response.headers = {{"content-type", "application/problem+json"},
                        {"content-language", language == Language::zh ? "zh-CN" : "en"},
                        {"cache-control", "no-store"}};
    if (status == 503) response.headers.emplace_back("retry-after", "2");
    if (status == 401) response.headers.emplace_back("www-authenticate", "Bearer");
    response.body = std::make_shared<const std::string>(json.text());
    return response;
}

}  // namespace courtyard
