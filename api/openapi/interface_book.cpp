// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/interface_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <stdexcept>

#include "api/openapi/notation.h"

namespace courtyard {
namespace {

/// A line that begins with a blank goes on the one before it.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (text.front() == ' ' && !lines.empty())
            lines.back() += fmt::format("\n{}", text.substr(0, end));
        else if (end != 0)
            lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

/// `image/jpeg`, and not a value of the notation.
bool is_media(std::string_view word) {
    return word.find('/') != std::string_view::npos && word.find_first_of("{[(\"") == std::string_view::npos;
}

Result<DescribedContent> content_of(std::string_view line, const SchemaBook& book) {
    DescribedContent content{"application/json", {}};
    std::string_view rest = line;
    if (const auto word = take_word(rest); is_media(word)) {
        content.media = word;
        line = rest;
    }
    auto schema = parse_schema(line, book);
    if (!schema) return tl::unexpected(schema.error());
    content.schema = std::move(*schema);
    return content;
}

/// Errors are told by their words; everything else has a content.
bool tells_codes(unsigned status, std::string_view rest) {
    std::string_view after = rest;
    return status >= 400 && !is_media(take_word(after)) && rest.front() >= 'a' && rest.front() <= 'z';
}

Result<void> add_answer(std::vector<DescribedAnswer>& answers, std::string_view line,
                        const SchemaBook& book) {
    const auto word = take_word(line);
    unsigned status = 0;
    std::from_chars(word.data(), word.data() + word.size(), status);
    auto found = std::ranges::find(answers, status, &DescribedAnswer::status);
    if (found == answers.end()) found = answers.insert(answers.end(), DescribedAnswer{status, {}, {}});
    if (line.empty()) return {};
    if (tells_codes(status, line)) {
        while (!line.empty()) found->codes.emplace_back(take_word(line));
        return {};
    }
    auto content = content_of(line, book);
    if (!content) return tl::unexpected(content.error());
    found->contents.push_back(std::move(*content));
    return {};
}

/// Declared nowhere: a bare name among parameters that none of the shared ones has.
Result<void> check_shared(const DescribedRoute& described, const InterfaceBook& book) {
    for (const SchemaMember& one : described.query) {
        if (one.schema.kind != Schema::Kind::anything || one.name == attributes_name) continue;
        if (std::ranges::find(book.shared, one.name, &SchemaMember::name) == book.shared.end())
            return fail(ErrorCode::not_found, "parameter.undeclared",
                        {one.name, fmt::format("{} of {}", one.name, described.route->pattern)});
    }
    return {};
}

Result<void> check_names(const Schema& schema, const SchemaBook& book) {
    if (schema.kind == Schema::Kind::named && !book.contains(schema.word))
        return fail(ErrorCode::not_found, "schema.undefined", {schema.word, schema.word});
    for (const SchemaMember& member : schema.members)
        if (auto known = check_names(member.schema, book); !known) return known;
    for (const Schema& part : schema.parts)
        if (auto known = check_names(part, book); !known) return known;
    return {};
}

/// Lets every schema of a description pass through a check.
Result<void> check_route(const DescribedRoute& described, const InterfaceBook& book) {
    for (const auto* members : {&described.path, &described.query, &described.headers})
        for (const SchemaMember& one : *members)
            if (auto known = check_names(one.schema, book.schemas); !known) return known;
    for (const DescribedContent& content : described.body)
        if (auto known = check_names(content.schema, book.schemas); !known) return known;
    for (const DescribedAnswer& answer : described.answers)
        for (const DescribedContent& content : answer.contents)
            if (auto known = check_names(content.schema, book.schemas); !known) return known;
    return check_shared(described, book);
}

Result<DescribedRoute> described_route(const Operation& operation, const OperationGroup& group,
                                       const SchemaBook& book) {
    const auto route = std::ranges::find_if(routes(), [&](const Route& one) {
        return one.method == operation.method && one.pattern == operation.pattern;
    });
    if (route == routes().end())
        return fail(ErrorCode::not_found, "route.unknown",
                    {std::string(operation.pattern),
                     fmt::format("{} {}", to_string(operation.method), operation.pattern)});
    DescribedRoute described{&*route, &operation, &group, {}, {}, {}, {}, {}};
    const auto read = [&](std::string_view text, std::vector<SchemaMember>& members) -> Result<void> {
        auto parsed = parse_members(text, book);
        if (!parsed) return tl::unexpected(parsed.error());
        members = std::move(*parsed);
        return {};
    };
    if (auto done = read(operation.path, described.path); !done) return tl::unexpected(done.error());
    if (auto done = read(operation.query, described.query); !done) return tl::unexpected(done.error());
    if (auto done = read(operation.headers, described.headers); !done) return tl::unexpected(done.error());
    for (const std::string& line : lines_of(operation.body)) {
        auto content = content_of(line, book);
        if (!content) return tl::unexpected(content.error());
        described.body.push_back(std::move(*content));
    }
    for (const std::string& line : lines_of(operation.answers))
        if (auto done = add_answer(described.answers, line, book); !done) return tl::unexpected(done.error());
    return described;
}

Result<void> read_schemas(InterfaceBook& book) {
    if (auto done = add_schemas(book.schemas, shared_schemas()); !done) return done;
    for (const OperationGroup& group : operation_groups())
        if (auto done = add_schemas(book.schemas, group.schemas); !done) return done;
    for (const auto& [name, schema] : book.schemas)
        if (auto known = check_names(schema, book.schemas); !known) return known;
    auto shared = parse_members(shared_parameters(), book.schemas);
    if (!shared) return tl::unexpected(shared.error());
    book.shared = std::move(*shared);
    return {};
}

/// In the order of the table.
Result<void> read_routes(InterfaceBook& book) {
    for (const OperationGroup& group : operation_groups())
        for (const Operation& operation : group.operations) {
            auto described = described_route(operation, group, book.schemas);
            if (!described) return tl::unexpected(described.error());
            if (auto known = check_route(*described, book); !known) return known;
            book.routes.push_back(std::move(*described));
        }
    for (const Route& route : routes()) {
        const auto count = std::ranges::count(book.routes, &route, &DescribedRoute::route);
        if (count != 1)
            return fail(
                ErrorCode::not_found, "route.undescribed",
                {std::string(route.pattern),
                 fmt::format("{} {} is described {} times", to_string(route.method), route.pattern, count)});
    }
    std::ranges::sort(book.routes, std::less<>(), &DescribedRoute::route);
    return {};
}

}  // namespace

Result<InterfaceBook> read_interface_book() {
    InterfaceBook book;
    if (auto done = read_schemas(book); !done) return tl::unexpected(done.error());
    if (auto done = read_routes(book); !done) return tl::unexpected(done.error());
    return book;
}

const InterfaceBook& interface_book() {
    static const InterfaceBook book = [] {
        auto read = read_interface_book();
        if (!read) throw std::logic_error(fmt::format("{}: {}", read.error().name, read.error().detail.en));
        return std::move(*read);
    }();
    return book;
}

}  // namespace courtyard
