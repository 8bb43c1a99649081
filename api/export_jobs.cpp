// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/export_jobs.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "api/random_uuid.h"

namespace courtyard {

/// All of it but `done` and `stop` is guarded by the mutex of the jobs.
struct ExportJobs::Job {
    std::string id;
    Caller owner;
    ExportOrder order;
    ExportWork work;
    ExportState state = ExportState::waiting;
    RowsDone done{0};
    std::uint64_t bytes = 0;
    Instant created{};
    Instant expires{};
    std::optional<Error> error;
    std::filesystem::path file;
    std::stop_source stop;

    bool under_way() const { return state == ExportState::waiting || state == ExportState::running; }
};

namespace {

void remove_file(const std::filesystem::path& file) {
    std::error_code failed;
    std::filesystem::remove(file, failed);
    if (failed) spdlog::warn("an export that is over was not removed: {}", failed.message());
}

Error broken(const ExportOrder& order) {
    return {ErrorCode::unavailable,
            "export.failed",
            {"导出没有完成，请重试；仍不行请告知管理员",
             "the export was not finished: try again, or tell the administrator"},
            order.layer};
}

tl::unexpected<Error> unknown(std::string_view id) {
    return fail(ErrorCode::not_found, "job.unknown",
                {"没有这个导出任务（服务器重启后，任务和文件不再保留），请重新导出",
                 "there is no such export (a restart of the server forgets them): ask for it again"},
                std::string(id));
}

}  // namespace

Error no_room_for_export() {
    return {ErrorCode::unavailable,
            "export.no_room",
            {"服务器磁盘空间不足，放不下这个文件", "the server's disk has no room for this file"},
            {}};
}

Result<void> room_for(const std::filesystem::path& folder, std::uint64_t bytes, std::uint64_t spare) {
    std::error_code unknown;
    const std::uint64_t available = std::filesystem::space(folder, unknown).available;
    if (unknown || (available >= spare && available - spare >= bytes)) return {};
    return tl::unexpected(no_room_for_export());
}

std::string_view to_string(ExportState state) {
    switch (state) {
        case ExportState::waiting:
            return "waiting";
        case ExportState::running:
            return "running";
        case ExportState::done:
            return "done";
        case ExportState::failed:
            return "failed";
        case ExportState::stopped:
            return "stopped";
    }
    return "failed";
}

ExportJobs::ExportJobs(ExportTerms terms) : terms_(std::move(terms)) {
    std::filesystem::remove_all(terms_.folder);
    std::filesystem::create_directories(terms_.folder);
    std::filesystem::permissions(terms_.folder, std::filesystem::perms::owner_all);
    for (std::size_t i = 0; i < terms_.at_once; ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

ExportJobs::~ExportJobs() { end(); }

void ExportJobs::end() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        for (const auto& job : jobs_) job->stop.request_stop();
        queue_.clear();
    }
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
}

Result<void> ExportJobs::has_place(const Caller& caller, const ExportOrder& order) const {
    std::size_t all = 0;
    std::size_t own = 0;
    for (const auto& job : jobs_) {
        if (!job->under_way()) continue;
        ++all;
        const bool same_place = !caller.anonymous() || job->owner.address == caller.address;
        if (job->owner.account == caller.account && same_place) ++own;
    }
    if (own >= terms_.per_account)
        return fail(ErrorCode::unavailable, "export.too_many",
                    {fmt::format("已有 {} 个导出任务在进行，请等其中一个完成或取消它", own),
                     fmt::format("{} exports are under way: wait for one, or stop it", own)},
                    "account");
    if (all >= terms_.under_way || ended_)
        return fail(ErrorCode::unavailable, "export.busy",
                    {"服务器正在做的导出太多，请稍后再试",
                     "the server has too many exports to make: try again later"},
                    {});
    // Made in a folder of its own and packed: what is written and what it is made of stand side by side.
    return room_for(terms_.folder, 3 * order.bytes, terms_.spare);
}

Result<ExportJobState> ExportJobs::begin(const Caller& caller, ExportOrder order, ExportWork work) {
    sweep(Instant::now());
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_) {
        const bool usable = job->under_way() || job->state == ExportState::done;
        if (!caller.anonymous() && usable && job->order.question == order.question && is_of(*job, caller))
            return state_of(*job);
    }
    if (auto place = has_place(caller, order); !place) return tl::unexpected(place.error());
    auto job = std::make_shared<Job>();
    job->id = random_uuid();
    job->owner = caller;
    job->file = terms_.folder / (job->id + "." + order.ending);
    job->order = std::move(order);
    job->work = std::move(work);
    job->created = Instant::now();
    jobs_.push_back(job);
    queue_.push_back(job);
    wake_.notify_one();
    return state_of(*job);
}

bool ExportJobs::is_of(const Job& job, const Caller& caller) const {
    return job.owner.account == caller.account && job.owner.role == caller.role &&
           job.owner.scope == caller.scope && permitted(caller, job.order.verb);
}

std::shared_ptr<ExportJobs::Job> ExportJobs::found(const Caller& caller, std::string_view id) const {
    const auto at = std::ranges::find_if(jobs_, [&](const auto& job) { return job->id == id; });
    return at != jobs_.end() && is_of(**at, caller) ? *at : nullptr;
}

ExportJobState ExportJobs::state_of(const Job& job) const {
    return {job.id,      job.state,   job.order, job.done.load(), job.bytes,
            job.created, job.expires, job.error, job.file};
}

Result<ExportJobState> ExportJobs::find(const Caller& caller, std::string_view id) {
    sweep(Instant::now());
    const std::lock_guard lock(mutex_);
    if (const auto job = found(caller, id)) return state_of(*job);
    const auto was =
        std::ranges::find_if(expired_, [&](const auto& job) { return job->id == id && is_of(*job, caller); });
    if (was == expired_.end()) return unknown(id);
    return fail(ErrorCode::not_found, "job.expired",
                {"这个导出文件已过保存期，请重新导出",
                 "this export has been kept long enough and is gone: ask for it again"},
                std::string(id));
}

std::vector<ExportJobState> ExportJobs::of(const Caller& caller) {
    sweep(Instant::now());
    std::vector<ExportJobState> own;
    if (caller.anonymous()) return own;
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_)
        if (is_of(*job, caller)) own.push_back(state_of(*job));
    std::ranges::reverse(own);
    return own;
}

Result<void> ExportJobs::remove(const Caller& caller, std::string_view id) {
    if (const auto there = find(caller, id); !there) return tl::unexpected(there.error());
    const std::lock_guard lock(mutex_);
    const auto job = found(caller, id);
    if (!job) return {};
    job->stop.request_stop();
    std::erase(queue_, job);
    // A running one is forgotten at once; its thread removes what it has written.
    forget(job->id);
    return {};
}

void ExportJobs::forget(const std::string& id) {
    const auto at = std::ranges::find_if(jobs_, [&](const auto& job) { return job->id == id; });
    if (at == jobs_.end()) return;
    if (!(*at)->under_way()) remove_file((*at)->file);
    if ((*at)->state == ExportState::waiting) (*at)->state = ExportState::stopped;
    jobs_.erase(at);
}

void ExportJobs::sweep(Instant now) {
    constexpr std::size_t remembered = 1'000;
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Job>> over;
    for (const auto& job : jobs_)
        if (!job->under_way() && job->expires <= now) over.push_back(job);
    for (const auto& job : over) {
        forget(job->id);
        job->work = nullptr;
        expired_.push_back(job);
        if (expired_.size() > remembered) expired_.pop_front();
    }
}

void ExportJobs::drop_oldest(const Job& newest) {
    std::vector<std::shared_ptr<Job>> ended;
    for (const auto& job : jobs_) {
        const bool same_place = newest.owner.account || job->owner.address == newest.owner.address;
        if (!job->under_way() && job->owner.account == newest.owner.account && same_place)
            ended.push_back(job);
    }
    for (std::size_t i = 0; i + terms_.kept_per_account < ended.size(); ++i) forget(ended[i]->id);
}

void ExportJobs::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, stop, std::chrono::minutes(1), [&] { return !queue_.empty(); });
            if (stop.stop_requested()) return;
            if (!queue_.empty()) {
                job = queue_.front();
                queue_.pop_front();
                job->state = ExportState::running;
            }
        }
        if (job)
            perform(*job);
        else
            sweep(Instant::now());
    }
}

void ExportJobs::perform(Job& job) {
    Result<void> written;
    try {
        written = job.work(job.file, job.stop.get_token(), job.done);
    } catch (const std::exception& error) {
        spdlog::error("export {} of {} failed: {}", job.id, job.order.layer, error.what());
        written = tl::unexpected(broken(job.order));
    }
    std::error_code failed;
    const std::uint64_t bytes = written ? std::filesystem::file_size(job.file, failed) : 0;
    const std::lock_guard lock(mutex_);
    // It holds the picture that its rows are read from.
    job.work = nullptr;
    const bool stopped = job.stop.stop_requested();
    job.state = stopped ? ExportState::stopped : written && !failed ? ExportState::done : ExportState::failed;
    job.expires = {Instant::now().ms + terms_.kept_ms};
    job.bytes = bytes;
    if (job.state == ExportState::failed) job.error = written ? broken(job.order) : written.error();
    if (job.state != ExportState::done) remove_file(job.file);
    drop_oldest(job);
}

}  // namespace courtyard
