// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/export_job_json.h"

namespace courtyard {
namespace {

std::optional<std::string> moment(Instant instant) {
    return instant == Instant{} ? std::nullopt : std::optional(to_string(instant));
}

void write_link(Json& json, std::string_view rel, const std::string& href, std::string_view type) {
    json.object().member("rel", rel).member("href", href).member("type", type);
}

}  // namespace

std::string job_address(const ExportJobState& job) { return "/api/jobs/" + job.id; }

void write_export_job(Json& json, const ExportJobState& job, Language language) {
    json.object()
        .member("id", job.id)
        .member("state", to_string(job.state))
        .member("layer", job.order.layer)
        .member("format", job.order.ending)
        .member("file_name", job.order.file_name)
        .member("rows", job.order.rows)
        .member("done", job.done)
        .member("bytes", job.state == ExportState::done ? std::optional(job.bytes) : std::nullopt)
        .member("created_at", to_string(job.created))
        .member("expires_at", moment(job.expires));
    if (job.error)
        json.key("error")
            .object()
            .member("code", job.error->name)
            .member("detail", in(language, job.error->detail))
            .end();
    json.key("links").array();
    write_link(json, "self", job_address(job), "application/json");
    json.end();
    if (job.state == ExportState::done) {
        write_link(json, "enclosure", job_address(job) + "/file", job.order.content_type);
        json.member("title", job.order.file_name).member("length", job.bytes).end();
    }
    json.end_array().end();
}

}  // namespace courtyard
