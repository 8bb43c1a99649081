// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/service.h"

/// The handlers behind the rows in routes/, one file per subject: each parses its question, asks the
/// picture or the store, and writes the answer.
namespace courtyard {

// operation.cpp
Response health(const Call& call);
Response readiness(const Call& call);
Response metrics(const Call& call);
Response page(const Call& call);

// openapi.cpp
Response openapi(const Call& call);
Response ogc_openapi(const Call& call);

// session.cpp
Response sign_in(const Call& call);
Response sign_out(const Call& call);
Response who_am_i(const Call& call);
Response put_password(const Call& call);
Response post_second_factor(const Call& call);
Response put_second_factor(const Call& call);
Response delete_second_factor(const Call& call);
Response list_sessions(const Call& call);
Response delete_session(const Call& call);

// token.cpp
Response list_tokens(const Call& call);
Response post_token(const Call& call);
Response delete_token(const Call& call);

// account.cpp
Response list_accounts(const Call& call);
Response post_account(const Call& call);
Response one_account(const Call& call);
Response patch_account(const Call& call);

// audit.cpp
Response audit(const Call& call);
Response audit_verification(const Call& call);

// progress.cpp
Response campaigns(const Call& call);
Response areas(const Call& call);
Response progress(const Call& call);

// progress_matrix.cpp
Response progress_matrix(const Call& call);

// progress_classes.cpp
Response progress_classes(const Call& call);
// map_sketch.cpp
Response map_sketch(const Call& call);
Response map_settings(const Call& call);
Response area_names(const Call& call);

// target.cpp
Response targets(const Call& call);
Response target(const Call& call);
Response put_target(const Call& call);

// figure.cpp
Response post_figure(const Call& call);
Response put_figure(const Call& call);
Response returns(const Call& call);
// explain.cpp
Response explain_progress(const Call& call);

// report.cpp
Response report(const Call& call);

// published_report.cpp
Response publish_report(const Call& call);
Response reports(const Call& call);
Response published_report(const Call& call);

// edition.cpp
Response editions(const Call& call);
Response edition_changes(const Call& call);

// coverage.cpp
Response coverage(const Call& call);
Response coverage_what_if(const Call& call);

// tile.cpp
Response tile(const Call& call);
Response tile_contents(const Call& call);
Response tile_json(const Call& call);
Response layer_metadata(const Call& call);

// tileset.cpp
Response dataset_tilesets(const Call& call);
Response dataset_tileset(const Call& call);
Response dataset_tile(const Call& call);
Response collection_tilesets(const Call& call);
Response collection_tileset(const Call& call);
Response collection_tile(const Call& call);
Response tile_matrix_sets(const Call& call);
Response tile_matrix_set(const Call& call);

// style.cpp
Response styles(const Call& call);
Response map_style_sheet(const Call& call);
Response qml_style_sheet(const Call& call);
Response sld_style_sheet(const Call& call);

// api/ogc: landing.cpp, collections.cpp, items.cpp
Response collections_landing(const Call& call);
Response conformance(const Call& call);
Response collections(const Call& call);
Response collection(const Call& call);
Response queryables(const Call& call);
Response feature_schema(const Call& call);
Response items(const Call& call);
Response item(const Call& call);

// feature_write.cpp
Response post_feature(const Call& call);
Response put_feature(const Call& call);
Response patch_feature(const Call& call);
Response delete_feature(const Call& call);

// record.cpp
Response put_inspection(const Call& call);
Response inspection(const Call& call);
Response post_decision(const Call& call);
Response household(const Call& call);
Response household_history(const Call& call);

Response base_history(const Call& call);

// case.cpp
Response list_cases(const Call& call);
Response post_case(const Call& call);
Response put_case(const Call& call);
Response case_history(const Call& call);
Response list_relief(const Call& call);
Response post_relief(const Call& call);
Response put_relief(const Call& call);
Response relief_history(const Call& call);

// score_sheet.cpp
Response score_sheets(const Call& call);

// recheck.cpp
Response rechecks(const Call& call);
Response post_recheck(const Call& call);
Response recheck(const Call& call);

// review.cpp
Response resolve_household(const Call& call);
Response quality(const Call& call);

// flag.cpp
Response flags(const Call& call);

// flag_verdict.cpp
Response resolve_flag(const Call& call);
Response resolve_flags(const Call& call);

// photo.cpp
Response put_photo(const Call& call);
Response photo(const Call& call);

// receipt.cpp
Response post_inspections(const Call& call);
Response check_receipts(const Call& call);

// import.cpp
Response put_import(const Call& call);
Response post_import(const Call& call);
Response confirm_import(const Call& call);
Response import_report(const Call& call);
Response import_change(const Call& call);
Response imports(const Call& call);
Response undo_import(const Call& call);

// template.cpp
Response workbook_template(const Call& call);
Response csv_template(const Call& call);

// coverage_raster.cpp
Response coverage_raster(const Call& call);

// export.cpp
Response export_layer(const Call& call);
Response export_estimate(const Call& call);

// job.cpp
Response export_jobs(const Call& call);
Response export_job(const Call& call);
Response export_job_file(const Call& call);
Response delete_export_job(const Call& call);

// event.cpp
Response events(const Call& call);

// Backups.
Response backups(const Call& call);
Response make_backup_now(const Call& call);

}  // namespace courtyard
