// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/accounts.h"
#include "api/answers.h"
#include "api/audit_office.h"
#include "api/coverage.h"
#include "api/cross_origin.h"
#include "api/event_hub.h"
#include "api/http/message.h"
#include "api/http/networks.h"
#include "api/http/server.h"
#include "api/map_settings.h"
#include "api/map_sketches.h"
#include "api/metrics.h"
#include "api/pages.h"
#include "api/rate_limits.h"
#include "api/scoped_layers.h"
#include "atlas/atlas.h"
#include "data/photo/photo_intake.h"
#include "data/sandbox/parsing_pool.h"
#include "data/store/child_store.h"
#include "data/store/store.h"
#include "tiles/tile_cache.h"

namespace courtyard {

class BackupKeeper;
class ExportJobs;
class ReadyTiles;

/// Everything a handler works with; made in `main`, outlives the server.
struct House {
    Store& store;
    ChildStore& children;
    const Atlas& atlas;
    Accounts& accounts;
    AuditOffice& audit;
    EventHub& events;
    TileCache& tiles;
    ScopedLayers& scoped;
    CoverageShelf& coverage;
    MapSketches& sketches;
    const MapSettings& map_settings;
    const Pages& pages;
    Metrics& metrics;
    BlobStore& blobs;
    PhotoReader read_photo;
    ParsingPool& parsing;
    std::filesystem::path spool;
    std::function<bool()> stopping = [] { return false; };
    RateLimits* limits = nullptr;  ///< null: none
    std::function<ServerFigures()> sockets = [] { return ServerFigures{}; };
    BackupKeeper* backups = nullptr;               ///< when the server backs itself up
    ExportJobs* exports = nullptr;                 ///< null: every export is answered at once
    Networks metrics_from = Networks::loopback();  ///< who may read the program's figures
    bool proxies_named = false;                    ///< what a proxy says of its clients is told by `peer`
    std::string_view transport_policy = tls_with_subdomains;  ///< what Strict-Transport-Security says
    CrossOrigin cross_origin{};                               ///< which pages of other origins may read
    /// Why nothing is stored any more, when that is so and reading goes on.
    std::function<std::optional<Error>()> store_refuses = [] { return std::optional<Error>{}; };
};

/// One request on its way through a handler.
struct Call {
    const Request& request;
    House& house;
    const Caller& caller;
    std::shared_ptr<const Snapshot> snapshot;
    std::vector<std::string_view> captured;   ///< what the route's `{...}` matched, in order
    std::shared_ptr<const Snapshot> older{};  ///< of the revision asked for, when it is not the newest
};

/// The program as the room of sockets sees it: finds the route, asks who calls and whether they may, runs the
/// handler, and finishes the answer (entity tag, 304, gzip, security headers).
class CourtyardService final : public Dispatcher {
  public:
    explicit CourtyardService(House house);
    ~CourtyardService() override;

    tl::expected<Admission, Response> admit(const RequestHead& head) override;
    Response respond(const Request& request) override;
    std::optional<ReadyAnswer> ready(const PlainGet& get) override;
    Response refuse(unsigned status, std::string_view name, const RequestHead& head) override;

  private:
    struct Visit;
    tl::expected<Admission, Response> admitted(const RequestHead& head, std::string& account);
    /// The answer to who has spent what they had.
    std::optional<Response> over_budget(Budget budget, const RequestHead& head,
                                        const std::optional<std::string>& account);
    /// The answer when the picture of that revision is drawn; no thread of ours waits for it.
    Response when_drawn(std::shared_ptr<const Visit> visit, Revision revision);
    /// The answer, once its look is recorded where it is a look at what is protected: what cannot be recorded
    /// is not shown.
    Response recorded(std::shared_ptr<const Visit> visit, Response response);
    /// What every answer gets on its way out, whoever it is for and wherever it was made.
    Response going_out(Response response, const RequestHead& head, Audience audience) const;
    /// The answer to a visit on its way out, and its place in the metrics.
    Response finish(const Visit& visit, Response response);

    House house_;
    std::unique_ptr<ReadyTiles> ready_tiles_;
};

}  // namespace courtyard
