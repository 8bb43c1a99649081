// SPDX-License-Identifier: Apache-2.0
// Every question the dashboard asks the server, by name.
import type { SketchAnswer } from '../map/sketch.ts';
import { address, ask, sending } from './request.ts';
import type {
  AreaAnswer,
  Campaign,
  ClassedMeasure,
  ClassesAnswer,
  ClassMethod,
  CoverageAnswer,
  Day,
  EstimateAnswer,
  ExplainedFigure,
  Explanation,
  ExportFormat,
  ExportJob,
  ExportLayer,
  FlagsAnswer,
  FramesAnswer,
  Level,
  MapSettings,
  MatrixAnswer,
  Me,
  ProgressAnswer,
  QualityAnswer,
  ReportAnswer,
  ReturnsAnswer,
  Service,
  TileJson,
  WhatIfAnswer,
} from './types.ts';

/** As it was known at a revision; null: as it is known now. */
type Revision = number | null;

export const askMe = () => ask<Me>('/api/me');

/** @param code   of the authenticator, where the account has one */
export const signIn = (name: string, password: string, code?: string) =>
  ask<Me>('/api/session', sending('POST', { name, password, ...(code && { code }) }));

/** What a new password or factor came to beyond itself. */
export interface Consequence {
  sessions_ended: number;
  tokens: number;
}
export const changePassword = (old: string, fresh: string) =>
  ask<Consequence>('/api/password', sending('PUT', { old, new: fresh }));

export const signOut = () => ask<void>('/api/session', { method: 'DELETE' });

export const askCampaigns = async () => (await ask<{ campaigns: Campaign[] }>('/api/campaigns')).campaigns;

export interface AreaQuestion {
  area: string | null;
  as_of: Day | null;
  revision: Revision;
}

export const askArea = (question: AreaQuestion, signal: AbortSignal) =>
  ask<AreaAnswer>(address('/api/areas', { ...question }), { signal });

/** The revision the server is at. */
export const askNewestRevision = async () => (await ask<{ revision: number }>('/api/editions')).revision;

/** Simplified borders of an area and of what lies beneath it. */
export const askSketch = (area: string | null, date: Day | null) =>
  ask<SketchAnswer>(address('/api/map', { area, as_of: date }));

export const askMapSettings = () => ask<MapSettings>('/api/map/settings');

/** Every area of the reader's scope: code, name, level, code of the area around. */
export type AreaEntry = [code: string, name: string, level: Level, parent: string | null];
export const askAreaNames = async (date: Day | null) =>
  (await ask<{ areas: AreaEntry[] }>(address('/api/areas/names', { as_of: date }))).areas;

export interface ProgressQuestion {
  campaign: string;
  indicator: string;
  area: string;
  level: Level;
  as_of: Day | null;
  revision: Revision;
}

export const askProgress = (question: ProgressQuestion, signal: AbortSignal) =>
  ask<ProgressAnswer>(address('/api/progress', { ...question }), { signal });

export interface ExplainQuestion {
  campaign: string;
  indicator: string;
  area: string;
  figure: ExplainedFigure;
  as_of: Day;
  revision: Revision;
  limit: number;
}

export const askExplanation = (question: ExplainQuestion, signal: AbortSignal) =>
  ask<Explanation>(address('/api/progress/explain', { ...question }), { signal });

export const askReport = (
  question: { area: string; from: Day; to: Day; lang: 'zh' | 'en'; revision: Revision },
  signal: AbortSignal,
) => ask<ReportAnswer>(address('/api/report', question), { signal });

export interface MatrixQuestion {
  campaign: string;
  indicator: string;
  area: string;
  level: Level;
  from: Day;
  to: Day;
  step: 'month' | 'quarter';
  revision: Revision;
}

export const askMatrix = (question: MatrixQuestion, signal: AbortSignal) =>
  ask<MatrixAnswer>(address('/api/progress/matrix', { ...question }), { signal });

/** Every figure of every area at the end of every month. */
export const askFrames = (question: MatrixQuestion, signal: AbortSignal) =>
  ask<FramesAnswer>(address('/api/progress/matrix', { ...question, figures: 'all' }), { signal });

export interface ClassesQuestion extends ProgressQuestion {
  measure: ClassedMeasure;
  method: ClassMethod;
  count: number;
  pooled: boolean;
}

export const askClasses = ({ pooled, ...question }: ClassesQuestion, signal: AbortSignal) =>
  ask<ClassesAnswer>(address('/api/progress/classes', { ...question, pooled: String(pooled) }), { signal });

export interface CoverageQuestion {
  service: Service;
  kind: string | null;
  radius_m: number;
  area: string;
  level: Level;
  as_of: Day | null;
  revision: Revision;
}

export const askCoverage = (question: CoverageQuestion, signal: AbortSignal) =>
  ask<CoverageAnswer>(address('/api/coverage', { ...question }), { signal });

export const askWhatIf = (
  question: Omit<CoverageQuestion, 'level'> & { lon: number; lat: number },
  signal: AbortSignal,
) => ask<WhatIfAnswer>(address('/api/coverage/whatif', { ...question }), { signal });

export interface ReturnsQuestion {
  campaign: string;
  area: string;
  level: Level;
  as_of: Day | null;
  revision: Revision;
}

export const askReturns = (question: ReturnsQuestion, signal: AbortSignal) =>
  ask<ReturnsAnswer>(address('/api/returns', { ...question }), { signal });

export const askQuality = (area: string | null, signal: AbortSignal) =>
  ask<QualityAnswer>(address('/api/quality', { area }), { signal });

export const askFlags = (area: string, kind: string | null, limit: number, signal: AbortSignal) =>
  ask<FlagsAnswer>(address('/api/flags', { area, kind, state: 'open', limit }), { signal });

export const askTileset = (layer: string) => ask<TileJson>(`/tiles/${layer}.json`);

export interface ExportQuestion {
  layer: ExportLayer;
  format: ExportFormat;
  crs: string;
  encoding: 'utf-8' | 'gbk';
  area: string;
  level: Level | null;
  as_of: Day;
  revision: Revision;
  campaign: string;
  lang: 'zh' | 'en';
}

/** Only the progress table depends on campaign and level. */
const exportParameters = ({ layer, format, campaign, level, ...rest }: ExportQuestion) => ({
  ...rest,
  campaign: layer === 'progress' ? campaign : null,
  level: layer === 'progress' ? level : null,
});

export const exportAddress = (question: ExportQuestion) =>
  address(`/api/exports/${question.layer}.${question.format}`, exportParameters(question));

/** Has the file made in the background, whatever its size. */
export const beginExport = (question: ExportQuestion) =>
  ask<ExportJob>(
    address(`/api/exports/${question.layer}.${question.format}`, {
      ...exportParameters(question),
      async: 'true',
    }),
  );

export const askExportJob = (id: string) => ask<ExportJob>(`/api/jobs/${id}`);

export const removeExportJob = (id: string) => ask<void>(`/api/jobs/${id}`, { method: 'DELETE' });

export const askEstimate = (question: ExportQuestion, signal: AbortSignal) =>
  ask<EstimateAnswer>(
    address(`/api/exports/${question.layer}.${question.format}/estimate`, exportParameters(question)),
    { signal },
  );
