// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../../api/types.ts';

export const deskPages = ['review', 'import', 'targets', 'accounts'] as const;
export type DeskPageName = (typeof deskPages)[number];

/** Who finds something to do on a page; the server decides about every single request. */
const workers: Record<DeskPageName, readonly Role[]> = {
  review: ['reviewer', 'admin'],
  import: ['field', 'reviewer', 'caseworker', 'admin'],
  targets: ['viewer', 'field', 'reviewer', 'planner', 'caseworker', 'admin', 'security', 'auditor'],
  accounts: ['viewer', 'field', 'reviewer', 'planner', 'caseworker', 'admin', 'security', 'auditor'],
};

export const worksOn = (role: Role | null, page: DeskPageName) =>
  role !== null && workers[page].includes(role);

/** Address of a page in the language on screen. */
export const pageAddress = (page: DeskPageName | 'progress', lang: 'zh' | 'en', query = '') => {
  const path = page === 'progress' ? '/' : `/${page}`;
  const parameters = new URLSearchParams(query);
  if (lang === 'en') parameters.set('lang', 'en');
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
};
