// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
ImportId = uuid // 导入编号，由上报方生成 | id of an import, made by the sender
ImportKind = "inspections"|"households"|"bases"|"help-points"|"targets"|"figures"|"decisions"|"areas"|"cases"|"relief" // 内容 | what the rows are
DatumReading = {
  datum: text, axes: "as_given"|"swapped", readable: int, inside: int, measured: int, residual_east_m: number
  residual_north_m: number, inside_only_under_best: int, inside_only_under_this: int, p_value: number
}
DatumEvidence = {
  declared: text = wgs84, used: text = wgs84, detected: text?
  evidence: {
    finding: text = no_claims, detail: text, confidence: number, p_value: number, rows_looked_at: int, tested: int
    witnesses: int, areas: int, inside_declared_village: {*: int}, readings: [DatumReading]
    mixture: { most: text, other: text, share: number, p_value: number, rows: [int] }?
  }
} // 坐标系：申报的、探明的与证据 | datum: declared, detected, and the evidence
Columns = {
  recognised: {*: { column?: text, value?: text, by: "header"|"map"|"set" }}, ignored: [text]
  missing?: [{ field: text, headers: [text] }], candidates?: [{ column: text, samples: [text] }]
} // 哪一列是什么 | which column feeds what
RowNote = { row: int, column: text, code: text, detail: text, file?: text }
RefusalReason = { code: text, rows: int, first: RowNote } // 一种原因：多少行、第一行 | one reason: of how many rows, and the first
ImportChanges = {
  mark: text, new: int, changed: int, unchanged: int, missing: int
  missing_stay: bool // 文件里没有的是否照旧 | whether those that the file does not have stay
  rows: [{ code?: AreaCode, id?: text, name: text, kind: "new"|"changed"|"unchanged"|"missing", row: int?
    fields: [{ name: text, before: text, after: text }], before?: [number]?, after?: [number]?, moved_m?: number?
    bounds?: Box, changed_bounds?: Box, area_gained_m2?: number, area_lost_m2?: number }]
} // 文件对已有内容做了什么 | what the file does to what is held
ImportReport = {
  id: ImportId, kind: ImportKind, content_hash: Sha256, stored: bool, rows: int, accepted: int, unchanged: int
  rejected: int, warnings: int, revision: Revision, format: text = CSV, encoding: text = UTF-8, datum: DatumEvidence
  columns: Columns, notes: [any], rejections: [RowNote], reasons?: [RefusalReason], doubts: [RowNote]
  table: { counts: {*: int}
    rows: [{ row: int, class: "matched"|"new"|"unchanged"|"conflicting"|"outside"|"refused", id: text?, area: AreaCode?
             flags: [text], lon?: Lon, lat?: Lat, file?: text, placed_by?: text
             differences: [{ field: text, stored: text, given: text }] }] }
  doubtful: { type: "FeatureCollection", numberMatched: int, features: [any] }
  changes: ImportChanges?
} // 导入报告 | the report of an import
ColumnsAsked = { ...Problem, columns?: Columns }
ImportHead = { id: ImportId, kind: text = households, file_name: text, content_hash: Sha256, by: text, recorded_at: instant, undone: bool }
UndoneImport = {
  id: ImportId, undone: bool, revision: Revision, kept: [{ kind: text, id: text, reason: text }]
} // 撤回了什么、留下了什么 | what was undone, and what was kept
)";

constexpr const char* import_query =
    "kind: ImportKind\n"
    "datum?: \"wgs84\"|\"cgcs2000\"|\"gcj02\"|\"bd09\"|\"auto\" default wgs84 // 坐标系，或自动识别 | datum, "
    "or found "
    "out\n"
    "filename?: text // 文件名；后缀须与内容相符 | the file's name; its ending must fit the content\n"
    "layer?: text // 多图层文件中的哪一层 | the layer of a file with several\n"
    "encoding?: \"utf-8\"|\"gb18030\"|\"gbk\"|\"gb2312\" // 两可时以此为准 | for a CSV that could be read "
    "either "
    "way\n"
    "map?: [text] // 列=字段，可多次 | COLUMN=FIELD, as often as needed\n"
    "set?: [text] // 字段=值，可多次 | FIELD=VALUE for every row\n"
    "campaign?: text // 即 set=campaign=… | short for set=campaign=...\n"
    "level?: AreaLevel // 区划文件的级别 | of areas\n"
    "valid_from?: day // 区划文件自哪天起有效 | of areas\n"
    "dry_run?: bool default false // 只出报告，什么也不存 | the whole report, nothing stored\n"
    "accept?: \"all\"|\"valid\" default all // valid：合格的行照存 | valid: store the rows that are sound\n"
    "rest?: \"drop\"|\"keep\" default drop // 区划新版：文件里没有的照旧 | of a new edition: those that the "
    "file does "
    "not have go on\n"
    "mark?: text // 只存预演 changes.mark 所说的 | stores only what the dry run with this mark told\n"
    "rows?: int 0..10000 default 1000 // 每类列出几行 | rows of each class that are listed";
constexpr std::string_view import_answers =
    "201 ImportReport\n200 ImportReport\n409 ImportReport\n409 application/problem+json Problem\n"
    "422 ImportReport\n422 application/problem+json ColumnsAsked";
constexpr std::string_view import_body =
    "application/octet-stream bytes\nmultipart/form-data { file: bytes }";
constexpr std::string_view template_path =
    "kind: "
    "\"inspections\"|\"households\"|\"bases\"|\"help-points\"|\"targets\"|\"figures\"|\"decisions\"|"
    "\"areas\"|"
    "\"cases\"|\"relief\" = households // 内容 | what the rows are";

}  // namespace

OperationGroup import_operations() {
    constexpr auto get = Method::get;
    constexpr auto put = Method::put;
    constexpr auto post = Method::post;
    constexpr auto del = Method::del;
    return {"imports",
            {"导入", "Imports"},
            schemas,
            {
                {.method = put,
                 .pattern = "/api/imports/{id}",
                 .id = "putImport",
                 .path = "id: ImportId",
                 .query = import_query,
                 .body = import_body,
                 .answers = import_answers,
                 .about = {"正文是文件本身，或表单里的 file。整个文件要么全存、要么不存，除非 accept=valid。"
                           "也可写 map.字段=列、set.字段=值。",
                           "The body is the file, or a form with a field `file`. All or nothing unless "
                           "`accept=valid`. `map.FIELD=COLUMN` and `set.FIELD=VALUE` are taken, too."}},
                {.method = post,
                 .pattern = "/api/imports",
                 .id = "postImport",
                 .query = import_query,
                 .body = import_body,
                 .answers = import_answers},
                {.method = post,
                 .pattern = "/api/imports/{id}/confirm",
                 .id = "confirmImport",
                 .path = "id: ImportId",
                 .answers = "201 ImportReport\n200 ImportReport\n404 import.unknown\n409 ImportReport\n409 "
                            "application/problem+json Problem\n"
                            "422 ImportReport\n422 application/problem+json ColumnsAsked"},
                {.method = get,
                 .pattern = "/api/imports",
                 .id = "imports",
                 .query = "limit?: int 1..1000 default 100 // 最多几个 | how many at most",
                 .answers = "200 { imports: [ImportHead] }"},
                {.method = get,
                 .pattern = "/api/imports/templates/{kind}.xlsx",
                 .id = "workbookTemplate",
                 .path = template_path,
                 .answers = "200 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet bytes\n"
                            "404 kind.unknown"},
                {.method = get,
                 .pattern = "/api/imports/templates/{kind}.csv",
                 .id = "csvTemplate",
                 .path = template_path,
                 .answers = "200 text/csv text\n404 kind.unknown"},
                {.method = get,
                 .pattern = "/api/imports/{id}",
                 .id = "importReport",
                 .path = "id: ImportId",
                 .answers = "200 ImportReport\n404 import.unknown"},
                {.method = get,
                 .pattern = "/api/imports/{id}/changes/{code}",
                 .id = "importChange",
                 .path = "id: ImportId, code: AreaCode",
                 .answers = "200 application/geo+json { type: \"FeatureCollection\", features: [Feature] }\n"
                            "404 import.unknown outline.unknown"},
                {.method = del,
                 .pattern = "/api/imports/{id}",
                 .id = "undoImport",
                 .path = "id: ImportId",
                 .query = "dry_run?: bool default false // 只说会留下什么 | tells what it would keep",
                 .answers = "200 UndoneImport\n404 import.unknown"},
            }};
}

}  // namespace courtyard
