// SPDX-License-Identifier: Apache-2.0
// Every question the dashboard asks the server, by name.
import { address, ask, sending } from './request.ts';
import type {
  AreaAnswer,
  Campaign,
  Day,
  ExplainedFigure,
  Explanation,
  ExportLayer,
  Level,
  MatrixAnswer,
  Me,
  ProgressAnswer,
  ReportAnswer,
  TileJson,
} from './types.ts';

export const askMe = () => ask<Me>('/api/me');

/** @param code   of the authenticator, where the account has one */
export const signIn = (name: string, password: string, code?: string) =>
  ask<Me>('/api/session', sending('POST', { name, password, ...(code && { code }) }));

export const changePassword = (old: string, fresh: string) =>
  ask<void>('/api/password', sending('PUT', { old, new: fresh }));

export const signOut = () => ask<void>('/api/session', { method: 'DELETE' });

export const askCampaigns = async () => (await ask<{ campaigns: Campaign[] }>('/api/campaigns')).campaigns;

export const askArea = (code: string | null, signal: AbortSignal) =>
  ask<AreaAnswer>(address('/api/areas', { area: code }), { signal });

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
