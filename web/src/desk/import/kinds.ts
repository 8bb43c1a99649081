// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../../api/types.ts';

const kindsOfRole: Partial<Record<Role, readonly string[]>> = {
  field: ['inspections', 'figures'],
  caseworker: ['cases', 'relief'],
  planner: ['targets', 'bases', 'help-points', 'figures'],
  reviewer: [
    'households',
    'inspections',
    'bases',
    'help-points',
    'targets',
    'figures',
    'decisions',
    'areas',
    'cases',
  ],
  admin: [
    'households',
    'inspections',
    'bases',
    'help-points',
    'targets',
    'figures',
    'decisions',
    'areas',
    'cases',
  ],
};

/** What a role brings as files; the server has the last word. */
export const kindsFor = (role: Role | null): readonly string[] => (role && kindsOfRole[role]) ?? [];

const signs: [kind: string, of: RegExp][] = [
  ['targets', /目标|任务数|指标任务|target/i],
  ['decisions', /结论|审核|认定|decision/i],
  ['inspections', /核查|检查|走访|观测|inspection|observed_at|\.gpx$/i],
  ['help-points', /帮扶|关爱|儿童之家|保护站|妇女之家|help.?point/i],
  ['bases', /基地|base/i],
  ['figures', /上报|月报|报表|figure/i],
  ['cases', /纠纷|个案|\bcase/i],
  ['relief', /救助|慰问|发放|relief/i],
  ['areas', /村界|边界|区划|界线|boundar|\bareas?\b|\b(villages|townships|counties)(?![a-z])/i],
  ['households', /户|庭院|household|courtyard/i],
];

/** What a file probably holds, by its name and then by the beginning of its text; null: cannot tell. */
export function guessedKind(name: string, beginning: string, allowed: readonly string[]): string | null {
  for (const text of [name, beginning])
    for (const [kind, sign] of signs) if (allowed.includes(kind) && sign.test(text)) return kind;
  return allowed.length === 1 ? allowed[0]! : null;
}

/** The first line of a text file, in UTF-8 or else as Chinese offices save it. */
export async function beginningOf(file: File): Promise<string> {
  if (!/\.(csv|txt|json|geojson|topojson|gpx|kml)$/i.test(file.name)) return '';
  const bytes = await file.slice(0, 4096).arrayBuffer();
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes.slice(0, 4000));
  } catch {
    text = new TextDecoder('gb18030').decode(bytes);
  }
  return /\.(csv|txt)$/i.test(file.name) ? (text.split('\n')[0] ?? '') : text;
}
