// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <memory>

#include "api/accounts.h"
#include "api/commands/workspace.h"
#include "api/json.h"
#include "data/read/load.h"
#include "data/sample/sample_county.h"

namespace courtyard {
namespace {

struct DemoArguments {
    std::string data;
    SampleOptions sample;
};

struct DemoFile {
    RecordKind kind;
    const char* name;
};

constexpr DemoFile demo_files[] = {
    {RecordKind::areas, "areas.gpkg"},
    {RecordKind::targets, "targets.csv"},
    {RecordKind::figures, "figures.csv"},
    {RecordKind::households, "households.csv"},
    {RecordKind::bases, "bases.csv"},
    {RecordKind::help_points, "help_points.csv"},
    {RecordKind::children, "children_by_village.csv"},
    {RecordKind::decisions, "decisions.csv"},
    {RecordKind::inspections, "inspections.csv"},
};

/// Loads the sample's files through the same door as real ones.
Exit load_sample(Workspace& workspace, const std::filesystem::path& folder) {
    for (const DemoFile& file : demo_files) {
        ProgressBar bar(fmt::format("load {}", to_string(file.kind)));
        const auto now = workspace.atlas->now();
        LoadOptions options;
        options.kind = file.kind;
        options.edition = Day::of(2020, 1, 1);
        options.by = {"demo", {}};
        options.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
        const auto report = load_file(*workspace.store, *workspace.children, now->newest_edition().places(),
                                      folder / file.name, options);
        if (!report) return complain(report.error());
        if (!report->rejections.empty()) {
            const Rejection& first = report->rejections[0];
            return complain({ErrorCode::invalid_input, first.code, first.detail,
                             fmt::format("{} row {}", file.name, first.row)});
        }
    }
    return Exit::done;
}

/// One account per role: the field team of the first township, everybody else for the county.
Result<std::string> demo_accounts(Workspace& workspace) {
    Accounts accounts(*workspace.store, PublicLevel::nothing);
    const AreaTree& areas = *workspace.atlas->now()->newest_edition().areas;
    const AreaIndex county = areas.roots().front();
    Json json;
    json.object();
    for (const Role role : {Role::viewer, Role::field, Role::reviewer, Role::planner, Role::caseworker,
                            Role::security, Role::auditor, Role::admin}) {
        const std::string name = "demo-" + std::string(to_string(role));
        const std::string password = random_password();
        const AreaIndex area = role == Role::field ? areas.children(county).front() : county;
        if (auto saved = accounts.save(name, role, areas[area].code, password); !saved)
            return tl::unexpected(saved.error());
        const auto token = accounts.create_token(name, 365);
        if (!token) return tl::unexpected(token.error());
        json.key(to_string(role))
            .object()
            .member("name", name)
            .member("password", password)
            .member("token", *token)
            .end();
    }
    json.end();
    return json.text();
}

void write_private(const std::filesystem::path& file, const std::string& text) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || ::write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        throw std::runtime_error("cannot write " + file.string());
    ::close(fd);
}

Exit make_demo(const DemoArguments& arguments) {
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    if (workspace->store->revision() != 0)
        return complain({ErrorCode::conflict,
                         "demo.not_empty",
                         {"数据目录已有数据", "the data directory is not empty"},
                         arguments.data});
    const auto folder = workspace->directory->spool() / "sample";
    ProgressBar bar("sample county");
    const auto written = write_sample_county(
        folder, arguments.sample, [&](int percent) { bar.show(static_cast<std::size_t>(percent), 100); });
    if (!written) return complain(written.error());
    const Exit loaded = load_sample(*workspace, folder);
    if (loaded != Exit::done) return loaded;
    std::filesystem::remove_all(folder);
    const auto accounts = demo_accounts(*workspace);
    if (!accounts) return complain(accounts.error());
    write_private(std::filesystem::path(arguments.data) / "demo-accounts.json", *accounts);
    return Exit::done;
}

}  // namespace

void add_demo_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<DemoArguments>();
    auto* command = program.add_subcommand(
        "demo", "Fill an empty data directory with the sample county and one account per role");
    command->add_option("--data", a->data, "Data directory, empty or not there yet")->required();
    command->add_option("--villages", a->sample.villages, "How many villages")->capture_default_str();
    command->add_option("--households", a->sample.households, "How many households")->capture_default_str();
    command->add_option("--seed", a->sample.seed, "Which county")->capture_default_str();
    command->footer("Example: courtyard demo --data courtyard-data");
    command->callback([a, &exit] { exit = make_demo(*a); });
}

}  // namespace courtyard
