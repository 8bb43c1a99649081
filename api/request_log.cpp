// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/request_log.h"

#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

namespace courtyard {
namespace {

constexpr std::array<std::pair<std::string_view, spdlog::level::level_enum>, 4> levels{
    {{"debug", spdlog::level::debug},
     {"info", spdlog::level::info},
     {"warn", spdlog::level::warn},
     {"error", spdlog::level::err}}};
constexpr std::size_t lines_under_way = 8'192;

const auto* level_of(std::string_view name) {
    return std::ranges::find(levels, name, [](const auto& level) { return level.first; });
}

spdlog::level::level_enum level_of(Method method, unsigned status) {
    if (status == 500) return spdlog::level::err;
    const bool reads = method == Method::get || method == Method::head || method == Method::options;
    return reads && status < 400 ? spdlog::level::debug : spdlog::level::info;
}

}  // namespace

bool is_log_level(std::string_view level) { return level_of(level) != levels.end(); }

Result<void> start_log(std::string_view name) {
    const auto* level = level_of(name);
    if (level == levels.end())
        return fail(
            ErrorCode::invalid_input, "config.value",
            {"log_level 应为 debug、info、warn 或 error", "log_level must be debug, info, warn or error"},
            "log_level");
    spdlog::init_thread_pool(lines_under_way, 1);
    spdlog::set_default_logger(spdlog::create_async_nb<spdlog::sinks::stderr_color_sink_mt>("courtyard"));
    spdlog::set_pattern("[%Y-%m-%dT%H:%M:%S.%eZ] [%n] [%^%l%$] %v", spdlog::pattern_time_type::utc);
    spdlog::set_level(level->second);
    return {};
}

void finish_log() {
    // The thread that writes goes first: it holds the logger as long as one of its lines waits.
    spdlog::details::registry::instance().set_tp(nullptr);
    spdlog::shutdown();
}

bool logs_everything() { return spdlog::should_log(spdlog::level::debug); }

void log_request(const RequestHead& head, std::string_view account, const Response& response,
                 double seconds) {
    const auto level = level_of(head.method, response.status);
    if (!spdlog::should_log(level)) return;
    const std::string_view path(head.target);
    spdlog::log(level, "request {} {} {} {} {} {} {}B {:.1f}ms", head.id, account, head.peer,
                to_string(head.method), path.empty() ? "-" : path.substr(0, path.find('?')), response.status,
                response.body ? response.body->size() : 0, seconds * 1000);
}

}  // namespace courtyard
