// SPDX-License-Identifier: Apache-2.0
// The answers of the server, word for word as docs/API.md gives them.

export type Level = 'province' | 'prefecture' | 'county' | 'township' | 'village';
export type Box = [west: number, south: number, east: number, north: number];
/** A calendar day, YYYY-MM-DD, at UTC+08:00. */
export type Day = string;
export type Bilingual = { zh: string; en: string };
export type RecordLayer = 'courtyards' | 'inspections' | 'bases' | 'help-points';
export type Pace = 'ahead' | 'on_pace' | 'behind' | 'no_target' | 'not_started' | 'ended';
export type Role =
  'viewer' | 'field' | 'reviewer' | 'planner' | 'caseworker' | 'security' | 'auditor' | 'admin';

export interface AreaName {
  fid: number;
  code: string;
  name: string;
  level: Level;
}

export interface Me {
  name: string | null;
  role: Role | null;
  area: AreaName | null;
  public_level: 0 | 1 | 2;
  /** A one-time password opens nothing but the change of it. */
  must_change_password?: boolean;
  second_factor?: boolean;
}

export interface Status {
  id: string;
  name: Bilingual;
  completed: boolean;
}

export interface Campaign {
  id: string;
  name: Bilingual;
  start: Day;
  end: Day;
  record: 'courtyards' | 'bases' | 'help-points';
  indicator: { id: string; name: Bilingual; unit: Bilingual };
  statuses: Status[];
  years: number[];
}

export interface PlacedArea extends AreaName {
  bbox: Box;
}

export interface AreaAnswer {
  area: PlacedArea & { parent: string | null };
  path: PlacedArea[];
  children: (PlacedArea & { children: number })[];
}

/** ROW of the interface: shares in per cent, null when there is nothing to divide by. */
export interface Row extends AreaName {
  registered: number;
  proposed: number;
  target_plan: number | null;
  target_year: number | null;
  completed: number | null;
  completed_year: number | null;
  share_plan: number | null;
  share_year: number | null;
  share_registered: number | null;
  expected_share: number | null;
  pace: Pace;
  forecast_on: Day | null;
  children_gap: { target_plan: number; sum_of_children: number } | null;
  /** Set by disclosure control where a count may not be shown. */
  suppressed?: boolean;
}

export interface ProgressAnswer {
  campaign: string;
  indicator: string;
  as_of: Day;
  revision: number;
  edition: string;
  area: { code: string; name: string; level: Level };
  total: Row;
  rows: Row[];
}

export type ExplainedFigure = 'completed' | 'completed_year';
export type Standing =
  | 'counted'
  | 'another_year'
  | 'registered_later'
  | 'revoked'
  | 'proposed_only'
  | 'counts_later'
  | 'not_accepted'
  | 'elsewhere'
  | 'unplaced'
  | 'later'
  | 'replaced';

export interface ExplainedRecord {
  id: string;
  standing: Standing;
  status: string;
  since: Day;
  decision: { id: string; to: string; decided_on: Day; recorded_at: string } | null;
}

/** What an area reported, where an indicator is made of reports. */
export interface ExplainedReport {
  period: string;
  value: number;
  standing: Standing;
  since: Day;
  reported_on: Day;
  area: AreaName;
}

export interface Explanation {
  indicator: { id: string; name: Bilingual; unit: Bilingual };
  figure: ExplainedFigure;
  as_of: Day;
  revision: number;
  edition: string;
  rule: Bilingual;
  figures: Row;
  numerator: { total: number; records: (ExplainedRecord | ExplainedReport)[] };
  excluded: {
    total: number;
    reasons: {
      reason: Standing;
      name: Bilingual;
      status: { name: Bilingual; id: string } | null;
      records: number;
    }[];
    records: (ExplainedRecord | ExplainedReport)[];
  };
  targets: { period: string; value: number | null; approved_on: Day; state: TargetState }[];
}
export type TargetState = 'in_force' | 'replaced' | 'not_yet';

export interface ReportAnswer {
  area: string;
  from: Day;
  to: Day;
  revision: number;
  text: string;
}

export interface MatrixAnswer {
  campaign: string;
  dates: Day[];
  rows: { fid: number; code: string; completed: number[]; share_plan: (number | null)[] }[];
  total: {
    completed: number[];
    expected: (number | null)[];
    target_plan: number | null;
    share_plan: (number | null)[];
    yearly_targets: { year: number; target_cumulative: number }[];
  };
}

export interface ChangeEvent {
  revision: number;
  campaigns: string[];
  areas: string[];
  layers: string[];
  bbox: Box | null;
}

export interface TileJson {
  tiles: string[];
  bounds?: Box;
  minzoom?: number;
  maxzoom?: number;
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  description: string;
  request_id: string;
  errors?: { row?: number; field?: string; column?: string; detail: string; description?: string }[];
}

export const exportLayers = [
  'villages',
  'townships',
  'counties',
  'courtyards',
  'bases',
  'help-points',
  'inspections',
  'progress',
] as const;
export type ExportLayer = (typeof exportLayers)[number];
