// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/notation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <stdexcept>

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 11> scalar_words{"text", "int",    "number", "bool",  "day", "instant",
                                                        "uuid", "sha256", "url",    "bytes", "null"};

/// Thrown and caught in this file: a text that cannot be read ends the reading of it.
struct Unreadable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

bool word_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '$' ||
           c == ':';
}

class NotationReader {
  public:
    NotationReader(std::string_view text, const SchemaBook& book) : text_(text), book_(book) {}

    void definitions(SchemaBook& book) {
        while (skip_separators(), at_ < text_.size()) {
            const std::string name = name_word();
            expect('=');
            Schema schema = value();
            if (const auto said = comment()) schema.about = *said;
            if (!book.emplace(name, std::move(schema)).second) refuse("is defined twice: " + name);
        }
    }

    Schema whole_value() {
        Schema schema = value();
        skip_separators();
        if (at_ != text_.size()) refuse("goes on after the value");
        return schema;
    }

    std::vector<SchemaMember> members_until(char end) {
        std::vector<SchemaMember> members;
        while (true) {
            if (const auto said = comment()) {
                if (members.empty()) refuse("has a comment before the first member");
                members.back().schema.about = *said;
                continue;
            }
            skip_separators();
            if (at_ == text_.size() && end == '\0') return members;
            if (end != '\0' && took(end)) return members;
            if (text_.substr(at_).starts_with("//")) continue;
            if (text_.substr(at_).starts_with("...")) {
                at_ += 3;
                take_over(members);
                continue;
            }
            members.push_back(member());
        }
    }

  private:
    [[noreturn]] void refuse(const std::string& why) const {
        const auto line = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n');
        throw Unreadable(fmt::format("line {} {}: {}", line + 1, why, text_.substr(at_, 40)));
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    }
    void skip_separators() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == ',')) ++at_;
    }
    bool took(char c) {
        skip_blanks();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!took(c)) refuse(fmt::format("lacks '{}'", c));
    }
    /// A keyword that stands after a value on the same line.
    bool took_word(std::string_view word) {
        std::size_t from = at_;
        while (from < text_.size() && text_[from] == ' ') ++from;
        if (!text_.substr(from).starts_with(word)) return false;
        if (word_char(word.back()) && from + word.size() < text_.size() &&
            word_char(text_[from + word.size()]))
            return false;
        at_ = from + word.size();
        return true;
    }

    std::string name_word() {
        skip_blanks();
        const auto from = at_;
        while (at_ < text_.size() && word_char(text_[at_]) && text_[at_] != ':') ++at_;
        if (from == at_) refuse("lacks a name");
        return std::string(text_.substr(from, at_ - from));
    }

    std::string quoted() {
        const auto end = text_.find('"', at_ + 1);
        if (end == std::string_view::npos) refuse("has a text without an end");
        std::string inside(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return inside;
    }

    /// A value as JSON: a quoted text, brackets, a number, true, false or null; a bare word is a text.
    std::string literal() {
        skip_blanks();
        const auto from = at_;
        if (at_ < text_.size() && (text_[at_] == '[' || text_[at_] == '{')) {
            for (int depth = 0; at_ < text_.size();) {
                const char c = text_[at_++];
                if (c == '[' || c == '{') ++depth;
                if ((c == ']' || c == '}') && --depth == 0)
                    return std::string(text_.substr(from, at_ - from));
            }
            refuse("has brackets without an end");
        }
        if (at_ < text_.size() && text_[at_] == '"') return '"' + quoted() + '"';
        while (at_ < text_.size() && (word_char(text_[at_]) || text_[at_] == '/')) ++at_;
        std::string word(text_.substr(from, at_ - from));
        if (word.empty()) refuse("lacks a value");
        const bool number = std::isdigit(static_cast<unsigned char>(word.back())) != 0 &&
                            word.find_first_not_of("-0123456789.") == std::string::npos &&
                            word.find('-', 1) == std::string::npos && std::ranges::count(word, '.') <= 1;
        return number || word == "true" || word == "false" || word == "null" ? word : '"' + word + '"';
    }

    /// `text = 410199` is the text, not the number.
    std::string literal_of(const Schema& schema) {
        std::string value = literal();
        const bool bare = value.front() != '"' && value.front() != '[' && value.front() != '{';
        const bool text = schema.kind == Schema::Kind::scalar && schema.word == "text";
        return bare && text && value != "null" ? '"' + value + '"' : value;
    }

    std::optional<Text> comment() {
        std::size_t from = at_;
        while (from < text_.size() && (text_[from] == ' ' || text_[from] == ',')) ++from;
        if (!text_.substr(from).starts_with("//")) return std::nullopt;
        const auto end = std::min(text_.find('\n', from), text_.size());
        const std::string_view line = text_.substr(from + 2, end - from - 2);
        at_ = end;
        const auto bar = line.find(" | ");
        if (bar == std::string_view::npos) refuse("has a comment in one language");
        const auto trimmed = [](std::string_view part) {
            while (part.starts_with(' ')) part.remove_prefix(1);
            while (part.ends_with(' ')) part.remove_suffix(1);
            return std::string(part);
        };
        return Text{trimmed(line.substr(0, bar)), trimmed(line.substr(bar + 3))};
    }

    SchemaMember member() {
        SchemaMember one;
        one.name = name_word();
        if (at_ < text_.size() && text_[at_] == '?') {
            ++at_;
            one.required = false;
        }
        if (at_ < text_.size() && text_[at_] == ':') {
            ++at_;
            one.schema = value();
        } else if (!one.required) {
            refuse("lacks a type");
        }
        return one;
    }

    void take_over(std::vector<SchemaMember>& members) {
        const std::string name = name_word();
        const auto found = book_.find(name);
        if (found == book_.end() || found->second.kind != Schema::Kind::object)
            refuse("takes over what is no object: " + name);
        members.insert(members.end(), found->second.members.begin(), found->second.members.end());
    }

    Schema value() {
        Schema schema = primary();
        if (at_ < text_.size() && text_[at_] == '?') {
            ++at_;
            schema.nullable = true;
        }
        range(schema);
        if (took_word("default")) schema.otherwise = literal_of(schema);
        if (took_word("=")) schema.example = literal_of(schema);
        return schema;
    }

    void range(Schema& schema) {
        std::size_t from = at_;
        while (from < text_.size() && text_[from] == ' ') ++from;
        std::size_t end = from;
        while (end < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[end])) != 0 ||
                                      text_[end] == '.' || text_[end] == '-'))
            ++end;
        const std::string_view said = text_.substr(from, end - from);
        const auto dots = said.find("..");
        if (dots == std::string_view::npos || said.starts_with("...")) return;
        schema.least = said.substr(0, dots);
        schema.most = said.substr(dots + 2);
        at_ = end;
    }

    Schema words() {
        Schema schema{.kind = Schema::Kind::words};
        do {
            skip_blanks();
            if (at_ >= text_.size() || text_[at_] != '"') refuse("lacks a quoted word");
            schema.words.push_back(quoted());
        } while (took_word("|"));
        return schema;
    }

    Schema primary() {
        skip_blanks();
        if (at_ >= text_.size()) refuse("lacks a type");
        if (text_[at_] == '"') return words();
        if (took('[')) {
            Schema list{.kind = Schema::Kind::list};
            list.parts.push_back(value());
            expect(']');
            return list;
        }
        if (took('(')) {
            Schema either{.kind = Schema::Kind::either};
            do either.parts.push_back(value());
            while (took('|'));
            expect(')');
            return either;
        }
        if (took('{')) {
            skip_blanks();
            if (text_.substr(at_).starts_with("*:")) {
                at_ += 2;
                Schema map{.kind = Schema::Kind::map};
                map.parts.push_back(value());
                expect('}');
                return map;
            }
            Schema object{.kind = Schema::Kind::object};
            object.members = members_until('}');
            return object;
        }
        std::string word = name_word();
        if (word == "any") return {};
        const bool scalar = std::ranges::find(scalar_words, word) != scalar_words.end();
        return {.kind = scalar ? Schema::Kind::scalar : Schema::Kind::named, .word = std::move(word)};
    }

    std::string_view text_;
    const SchemaBook& book_;
    std::size_t at_ = 0;
};

template <class Read>
auto read_notation(std::string_view text, const SchemaBook& book, Read read)
    -> Result<decltype(read(std::declval<NotationReader&>()))> {
    NotationReader reader(text, book);
    try {
        return read(reader);
    } catch (const Unreadable& error) {
        return fail(ErrorCode::invalid_input, "notation.syntax", {error.what(), error.what()}, {});
    }
}

}  // namespace

Result<void> add_schemas(SchemaBook& book, std::string_view text) {
    const auto done = read_notation(text, book, [&](NotationReader& reader) {
        reader.definitions(book);
        return true;
    });
    if (!done) return tl::unexpected(done.error());
    return {};
}

Result<Schema> parse_schema(std::string_view text, const SchemaBook& book) {
    return read_notation(text, book, [](NotationReader& reader) { return reader.whole_value(); });
}

Result<std::vector<SchemaMember>> parse_members(std::string_view text, const SchemaBook& book) {
    return read_notation(text, book, [](NotationReader& reader) { return reader.members_until('\0'); });
}

}  // namespace courtyard
