// SPDX-License-Identifier: Apache-2.0
// Questions of the accounts page, and their answers word for word as docs/API.md gives them.
import type { Consequence } from '../../api/questions.ts';
import { address, ask, sending } from '../../api/request.ts';
import type { Day, Role } from '../../api/types.ts';

export const roles: readonly Role[] = [
  'viewer',
  'field',
  'reviewer',
  'planner',
  'caseworker',
  'security',
  'auditor',
  'admin',
];

export interface AccountLine {
  name: string;
  role: Role;
  area: string | null;
  area_name: string | null;
  active: boolean;
  second_factor: boolean;
  last_seen: string | null;
  locked_until: string | null;
  created_at: string | null;
  must_change_password: boolean;
  etag: string;
}
export interface SessionLine {
  id: string;
  created_at: string | null;
  last_used: string | null;
  expires_at: string | null;
  address: string | null;
  current: boolean;
}
export interface TokenLine {
  id: string;
  device: string;
  /** Null: all that the account may. */
  verbs: string[] | null;
  created_at: string | null;
  last_used: string | null;
  expires_at: string | null;
}
export interface AuditLine {
  seq: number;
  at: string;
  account: string | null;
  address: string | null;
  verb: string;
  detail: string | null;
  kind: string | null;
  subject: string | null;
  area: string | null;
  rows: number;
  destroyed: string[];
}

export const askAccounts = async () => (await ask<{ accounts: AccountLine[] }>('/api/accounts')).accounts;
export const addAccount = (account: { name: string; role: Role; area: string }) =>
  ask<{ name: string; password: string }>('/api/accounts', sending('POST', account));
export interface AccountChange {
  role?: Role;
  area?: string;
  active?: boolean;
  unlock?: true;
  reset_password?: true;
  remove_factor?: true;
  end_sessions?: true;
  revoke_tokens?: true;
}
export const askAccount = (name: string) => ask<AccountLine>(`/api/accounts/${encodeURIComponent(name)}`);
/** A new one-time password comes back where one was asked for; 412 when another changed the account meanwhile. */
export function changeAccount({ name, etag }: AccountLine, change: AccountChange) {
  const init = sending('PATCH', change);
  return ask<AccountLine & { password?: string }>(`/api/accounts/${encodeURIComponent(name)}`, {
    ...init,
    headers: { ...init.headers, 'If-Match': etag },
  });
}

export const beginSecondFactor = () =>
  ask<{ secret: string; uri: string }>('/api/second-factor', { method: 'POST' });
export const confirmSecondFactor = (code: string) =>
  ask<{ recovery: string[] } & Consequence>('/api/second-factor', sending('PUT', { code }));
export const endSecondFactor = () => ask<Consequence>('/api/second-factor', { method: 'DELETE' });

export const askSessions = async () => (await ask<{ sessions: SessionLine[] }>('/api/sessions')).sessions;
export const endSession = (id: string) =>
  ask<void>(`/api/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const askTokens = async () => (await ask<{ tokens: TokenLine[] }>('/api/tokens')).tokens;
export const makeToken = (device: string, days: number) =>
  ask<{ token: string }>('/api/tokens', sending('POST', { device, days }));
export const revokeToken = (id: string) =>
  ask<void>(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });

export interface AuditQuestion {
  from: Day | null;
  to: Day | null;
  account: string | null;
  after?: number | null;
}
export const askAudit = (question: AuditQuestion) =>
  ask<{ entries: AuditLine[]; next: number | null }>(address('/api/audit', { ...question }));
export interface AuditVerdict {
  entries: number;
  seals: number;
  fault: { kind: string; seq: number; detail: string } | null;
}
export const checkAudit = () => ask<AuditVerdict>('/api/audit/verification');
export const auditAddress = (question: AuditQuestion) => address('/api/audit', { ...question, f: 'csv' });
