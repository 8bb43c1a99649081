// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"
#include "api/byte_range.h"
#include "api/export_job_json.h"
#include "api/export_jobs.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

Result<ExportJobState> asked_job(const Call& call) {
    const Parameters query(call.request);
    if (auto known = query.checked(); !known) return tl::unexpected(known.error());
    return call.house.exports->find(call.caller, call.captured[0]);
}

Response refused(const Error& error, const Call& call) {
    constexpr unsigned gone = 410;
    return error.name == "job.expired" ? problem(gone, error, call.request) : problem(error, call.request);
}

}  // namespace

Response export_jobs(const Call& call) {
    const Parameters query(call.request);
    if (auto known = query.checked(); !known) return problem(known.error(), call.request);
    Json json;
    json.object().key("jobs").array();
    for (const ExportJobState& job : call.house.exports->of(call.caller))
        write_export_job(json, job, language_of(call.request));
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response export_job(const Call& call) {
    const auto job = asked_job(call);
    if (!job) return refused(job.error(), call);
    Json json;
    write_export_job(json, *job, language_of(call.request));
    return json_answer(json, Caching::none);
}

Response export_job_file(const Call& call) {
    const auto job = asked_job(call);
    if (!job) return refused(job.error(), call);
    if (job->state != ExportState::done)
        return problem(
            {ErrorCode::conflict,
             "job.not_done",
             {"文件还没有做好；进度见任务本身", "the file is not there yet: the job tells how far it is"},
             job->id},
            call.request);
    // A file never changes: its job's id is its tag.
    return file_answer(call.request, job->file, job->bytes, '"' + job->id + '"',
                       {{"content-type", job->order.content_type},
                        {"cache-control", "no-store"},
                        {"x-row-count", std::to_string(job->order.rows)},
                        {"content-disposition", job->order.disposition}});
}

Response delete_export_job(const Call& call) {
    const Parameters query(call.request);
    if (auto known = query.checked(); !known) return problem(known.error(), call.request);
    if (auto removed = call.house.exports->remove(call.caller, call.captured[0]); !removed)
        return refused(removed.error(), call);
    Response response;
    response.status = 204;
    return response;
}

}  // namespace courtyard
