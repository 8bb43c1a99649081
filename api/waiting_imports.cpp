// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/waiting_imports.h"

#include <simdjson.h>

#include <algorithm>
#include <mutex>
#include <vector>

#include "api/json.h"
#include "geo/day.h"

namespace courtyard {
namespace {

constexpr std::uintmax_t most_of_account = std::uintmax_t{512} << 20;
constexpr std::uintmax_t most_of_all = std::uintmax_t{2} << 30;

std::mutex& pen() {
    static std::mutex mutex;
    return mutex;
}

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& id) {
    return folder / (id + ".file");
}
std::filesystem::path note_of(const std::filesystem::path& folder, const std::string& id) {
    return folder / (id + ".json");
}

std::filesystem::path outlines_of(const std::filesystem::path& folder, const std::string& id) {
    return folder / (id + ".outlines");
}

std::uintmax_t bytes_of(const std::filesystem::path& file) {
    std::error_code absent;
    const auto bytes = std::filesystem::file_size(file, absent);
    return absent ? 0 : bytes;
}

void remove_all(const std::filesystem::path& folder, const std::string& id) {
    std::error_code absent;
    std::filesystem::remove(note_of(folder, id), absent);
    std::filesystem::remove(outlines_of(folder, id), absent);
    std::filesystem::remove(file_of(folder, id), absent);
}

/// Everything that is kept of one import.
std::uintmax_t bytes_of(const WaitingImport& waiting) {
    return bytes_of(waiting.file) +
           bytes_of(std::filesystem::path(waiting.file).replace_extension(".outlines"));
}

/// As a new file: who has the old one open reads it to its end.
bool write_text(const std::filesystem::path& file, std::string_view text) {
    std::error_code absent;
    std::filesystem::remove(file, absent);
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    return bool(out);
}

std::optional<WaitingImport> read_note(const std::filesystem::path& folder, const std::string& id) {
    simdjson::dom::parser parser;
    simdjson::dom::element note;
    if (parser.load(note_of(folder, id).string()).get(note)) return std::nullopt;
    WaitingImport waiting{id, {}, {}, {}, {}, {}, {}, file_of(folder, id)};
    std::string_view account;
    std::string_view hash;
    std::string_view report;
    std::string_view mark;
    simdjson::dom::array query;
    if (note["account"].get(account) || note["content_hash"].get(hash) || note["report"].get(report) ||
        note["mark"].get(mark) || note["until"].get(waiting.until.ms) || note["query"].get(query))
        return std::nullopt;
    waiting.account = account;
    waiting.content_hash = hash;
    waiting.report = report;
    waiting.mark = mark;
    for (const simdjson::dom::element pair : query) {
        std::string_view name;
        std::string_view value;
        if (pair.at(0).get(name) || pair.at(1).get(value)) return std::nullopt;
        waiting.query.emplace_back(name, value);
    }
    return waiting;
}

/// Everything that still waits, the oldest first; what is over is removed on the way.
std::vector<WaitingImport> all_in(const std::filesystem::path& folder) {
    std::vector<WaitingImport> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        const std::string id = entry.path().stem().string();
        auto waiting = read_note(folder, id);
        if (!waiting || waiting->until < Instant::now())
            remove_all(folder, id);
        else
            all.push_back(std::move(*waiting));
    }
    std::ranges::sort(all, {}, &WaitingImport::until);
    return all;
}

std::string text_of(const WaitingImport& waiting) {
    Json json;
    json.object()
        .member("account", waiting.account)
        .member("content_hash", waiting.content_hash)
        .member("until", waiting.until.ms)
        .key("query")
        .array();
    for (const auto& [name, value] : waiting.query) json.array().value(name).value(value).end_array();
    json.end_array().member("mark", waiting.mark).member("report", waiting.report).end();
    return json.text();
}

}  // namespace

std::optional<Instant> WaitingImports::keep(WaitingImport waiting, const std::filesystem::path& spooled,
                                            const std::string& outlines) const {
    const std::lock_guard lock(pen());
    std::filesystem::create_directories(folder_);
    remove_all(folder_, waiting.id);
    const std::uintmax_t bytes = bytes_of(spooled) + outlines.size();
    std::uintmax_t all = bytes;
    std::uintmax_t own = bytes;
    const auto others = all_in(folder_);
    for (const WaitingImport& other : others) {
        all += bytes_of(other);
        if (other.account == waiting.account) own += bytes_of(other);
    }
    for (const WaitingImport& other : others) {
        if (own <= most_of_account) break;
        if (other.account != waiting.account) continue;
        own -= bytes_of(other);
        all -= bytes_of(other);
        remove_all(folder_, other.id);
    }
    if (own > most_of_account || all > most_of_all) return std::nullopt;
    waiting.until = Instant{Instant::now().ms + day_ms};
    std::filesystem::create_hard_link(spooled, file_of(folder_, waiting.id));
    if (write_text(outlines_of(folder_, waiting.id), outlines) &&
        write_text(note_of(folder_, waiting.id), text_of(waiting)))
        return waiting.until;
    remove_all(folder_, waiting.id);
    return std::nullopt;
}

void WaitingImports::tell_anew(const WaitingImport& waiting, const std::string& outlines) const {
    const std::lock_guard lock(pen());
    if (!read_note(folder_, waiting.id)) return;
    if (!write_text(outlines_of(folder_, waiting.id), outlines) ||
        !write_text(note_of(folder_, waiting.id), text_of(waiting)))
        remove_all(folder_, waiting.id);
}

std::ifstream WaitingImports::outlines(const std::string& id) const {
    const std::lock_guard lock(pen());
    return std::ifstream(outlines_of(folder_, id), std::ios::binary);
}

std::optional<WaitingImport> WaitingImports::find(const std::string& id) const {
    const std::lock_guard lock(pen());
    auto waiting = read_note(folder_, id);
    if (!waiting || waiting->until < Instant::now()) return std::nullopt;
    return waiting;
}

void WaitingImports::forget(const std::string& id) const {
    const std::lock_guard lock(pen());
    remove_all(folder_, id);
}

}  // namespace courtyard
