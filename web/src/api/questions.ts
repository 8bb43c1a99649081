// SPDX-License-Identifier: Apache-2.0
// Every question the dashboard asks the server, by name.
import type { SketchAnswer } from '../map/sketch.ts';
import { address, ask } from './request.ts';
import type {
  AreaAnswer,
  Campaign,
  Day,
  ExplainedFigure,
  Explanation,
  ExportLayer,
  Level,
  MapSettings,
  MatrixAnswer,
  Me,
  ProgressAnswer,
  ReportAnswer,
  TileJson,
} from './types.ts';

export const askMe = () => ask<Me>('/api/me');

export const signIn = (name: string, password: string) =>
  ask<Me>('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });

export const signOut = () => ask<void>('/api/session', { method: 'DELETE' });

export const askCampaigns = async () => (await ask<{ campaigns: Campaign[] }>('/api/campaigns')).campaigns;

export const askArea = (code: string | null, signal: AbortSignal) =>
  ask<AreaAnswer>(address('/api/areas', { area: code }), { signal });

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
  area: string;
  level: Level;
  as_of: Day | null;
}

export const askProgress = (question: ProgressQuestion, signal: AbortSignal) =>
  ask<ProgressAnswer>(address('/api/progress', { ...question }), { signal });

export interface ExplainQuestion {
  campaign: string;
  area: string;
  figure: ExplainedFigure;
  as_of: Day;
  limit: number;
}

export const askExplanation = (question: ExplainQuestion, signal: AbortSignal) =>
  ask<Explanation>(address('/api/progress/explain', { ...question }), { signal });

export const askReport = (
  question: { area: string; from: Day; to: Day; lang: 'zh' | 'en' },
  signal: AbortSignal,
) => ask<ReportAnswer>(address('/api/report', question), { signal });

export interface MatrixQuestion {
  campaign: string;
  area: string;
  level: Level;
  from: Day;
  to: Day;
  step: 'month' | 'quarter';
}

export const askMatrix = (question: MatrixQuestion, signal: AbortSignal) =>
  ask<MatrixAnswer>(address('/api/progress/matrix', { ...question }), { signal });

export const askTileset = (layer: string) => ask<TileJson>(`/tiles/${layer}.json`);

/** Only the progress table depends on the campaign. */
export const exportAddress = (layer: ExportLayer, area: string, asOf: Day, campaign: string) =>
  address(`/api/exports/${layer}.shp.zip`, {
    area,
    as_of: asOf,
    campaign: layer === 'progress' ? campaign : null,
  });
