// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"
#include "api/backup_keeper.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

Response not_configured(const Call& call) {
    return problem({ErrorCode::conflict,
                    "backup.not_configured",
                    {"没有配置备份目录（courtyard.toml 的 backup_dir 与 backup_key）",
                     "no backup folder is configured (backup_dir and backup_key in courtyard.toml)"},
                    "backup_dir"},
                   call.request);
}

void write_state(Json& json, const BackupKeeper::State& state) {
    json.member("running", state.running);
    if (state.running)
        json.member("doing", state.doing)
            .member("done", static_cast<std::uint64_t>(state.done))
            .member("total", static_cast<std::uint64_t>(state.total));
    json.key("finished_at");
    if (state.finished_at)
        json.value(to_string(*state.finished_at));
    else
        json.null();
    json.key("failed");
    if (state.failed.empty())
        json.null();
    else
        json.value(state.failed);
    json.key("changes")
        .object()
        .member("following", state.following)
        .member("segments", state.changes.segments)
        .member("bytes", state.changes.bytes)
        .member("revision", state.changes.revision)
        .end();
    json.key("backups").array();
    for (const BackupKeeper::Kept& kept : state.backups)
        json.object()
            .member("name", kept.name)
            .member("made_at", to_string(kept.made_at))
            .member("revision", kept.revision)
            .member("bytes", kept.bytes)
            .end();
    json.end_array();
}

}  // namespace

Response backups(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    if (call.house.backups == nullptr) return not_configured(call);
    Json json;
    json.object();
    write_state(json, call.house.backups->state());
    json.end();
    return json_answer(json, Caching::none);
}

Response make_backup_now(const Call& call) {
    if (call.house.backups == nullptr) return not_configured(call);
    const bool begun = call.house.backups->ask();
    Json json;
    json.object().member("begun", begun).member("see", "/api/backups").end();
    return json_answer(json, Caching::none, 202);
}

}  // namespace courtyard
