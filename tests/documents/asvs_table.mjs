// SPDX-License-Identifier: Apache-2.0
// docs/asvs.csv as data, and everything that can be wrong with it. Evidence is a list joined by ` + `:
//   Suite.Name            a GoogleTest that is compiled into a test program
//   ctest NAME            a CTest of that name; `ctest NAME: title` also a test of that title in its file
//   fuzz_corpus_NAME      (any CTest name with an underscore may stand alone)
//   path: what it shows   a file of the repository; `path#heading` a heading in it
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The levels of the requirements of OWASP ASVS 5.0.0, a digit each, by section: what must be in the table, told apart
 * from the table itself.
 */
const levels_by_section = `
1.1 22, 1.2 1111122223, 1.3 112222222223, 1.4 222, 1.5 123
2.1 122, 2.2 112, 2.3 12223, 2.4 23
3.1 3, 3.2 113, 3.3 12223, 3.4 11222233, 3.5 11122333, 3.6 3, 3.7 22333
4.1 12233, 4.2 23333, 4.3 22, 4.4 1222
5.1 2, 5.2 112333, 5.3 113, 5.4 222
6.1 122, 6.2 111111112222, 6.3 11223333, 6.4 112233, 6.5 22222333, 6.6 2223, 6.7 33, 6.8 2222
7.1 222, 7.2 1111, 7.3 22, 7.4 11222, 7.5 223, 7.6 22
8.1 1233, 8.2 1123, 8.3 133, 8.4 23
9.1 111, 9.2 1222
10.1 22, 10.2 223, 10.3 22223, 10.4 1111122222233333, 10.5 22222, 10.6 22, 10.7 222
11.1 2233, 11.2 22233, 11.3 11233, 11.4 1222, 11.5 23, 11.6 23, 11.7 33
12.1 12233, 12.2 11, 12.3 22223
13.1 2333, 13.2 222223, 13.3 2233, 13.4 1222233
14.1 22, 14.2 12223333, 14.3 122
15.1 12233, 15.2 12233, 15.3 1222222, 15.4 3333
16.1 2, 16.2 22222, 16.3 2222, 16.4 222, 16.5 2223
17.1 23, 17.2 22223333, 17.3 22`;

const texts = new Map();
/** A file of the repository, read once; nothing when it is not there. */
function text_of(file) {
  if (!texts.has(file)) texts.set(file, existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  return texts.get(file);
}

/** id -> level, of levels 1 and 2. */
export const required = new Map(
  [...levels_by_section.matchAll(/(\d+\.\d+) (\d+)/g)].flatMap(([, section, digits]) =>
    [...digits].map((digit, i) => [`V${section}.${i + 1}`, Number(digit)]).filter(([, level]) => level < 3),
  ),
);
export const verdicts = ['met', 'not_applicable', 'not_met'];

/** Rows of a CSV with a header, as objects. */
export function read_csv(text) {
  const records = [];
  let record = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  const [header, ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

/** What tests the repository has: `suites` of GoogleTest, and `ctests` with the file that each runs (null: no script). */
export function tests_of(root) {
  const lists = ['tests/CMakeLists.txt', 'tests/fuzz/CMakeLists.txt'].map((file) => readFileSync(join(root, file), 'utf8'));
  const loops = (text) =>
    text.replace(/foreach\((\w+) ([^)]*)\)([^]*?)endforeach\(\)/g, (_, name, values, body) =>
      values.trim().split(/\s+/).map((value) => body.replaceAll(`\${${name}}`, value)).join('\n'),
    );
  const [list, fuzz] = lists.map((text) => loops(text.replace(/#.*/g, '')));
  const ctests = new Map();
  for (const [, name, , file] of list.matchAll(/courtyard_node_test\((\w+)\s+(\w+)\s+([\w./]+)\)/g)) ctests.set(name, `tests/${file}`);
  for (const [, name, file] of list.matchAll(/courtyard_crash_test\((\w+)\s+([\w./]+)\)/g)) ctests.set(name, `tests/crash/${file}`);
  for (const [, name] of list.matchAll(/add_test\(\s*NAME (\w+)/g)) ctests.set(name, ctests.get(name) ?? null);
  for (const [, name] of fuzz.matchAll(/courtyard_fuzz_target\(\s*(\w+)/g)) ctests.set(`fuzz_corpus_${name}`, null);
  const suites = new Set();
  for (const file of readdirSync(join(root, 'tests'), { recursive: true })) {
    if (!file.endsWith('.cpp') || !list.includes(file)) continue;
    for (const [, suite, name] of readFileSync(join(root, 'tests', file), 'utf8').matchAll(/^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)/gm)) suites.add(`${suite}.${name}`);
  }
  return { suites, ctests };
}

/** As the web pages of a repository make them. */
const anchor = (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');

/** Why a piece of evidence is none; nothing when it is there. */
export function doubt_about(evidence, root, { suites, ctests }) {
  const ctest = evidence.match(/^(?:ctest (\w+)(?:: (.+))?|([a-z]+(?:_[a-z]+)+))$/);
  if (ctest) {
    const [, named, title, alone] = ctest;
    const name = named ?? alone;
    if (!ctests.has(name)) return `there is no CTest ${name}`;
    if (!title) return undefined;
    const file = ctests.get(name);
    const text = (file && text_of(join(root, file))) ?? '';
    return ["'", '"', '`'].some((mark) => text.includes(`test(${mark}${title}${mark},`)) ? undefined : `${file} has no test "${title}"`;
  }
  if (/^\w+\.[A-Z]\w+$/.test(evidence)) return suites.has(evidence) ? undefined : `there is no GoogleTest ${evidence}`;
  const file = evidence.match(/^([\w.][\w./-]*\.\w+)(?:#([\w-]+))?(?:: .+)?$/);
  if (!file) return `"${evidence}" names neither a test nor a file`;
  const text = text_of(join(root, file[1]));
  if (text === undefined) return `there is no file ${file[1]}`;
  if (!file[2]) return undefined;
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading));
  return headings.includes(file[2]) ? undefined : `${file[1]} has no heading #${file[2]}`;
}

/** Everything that is wrong with a table, a sentence each. */
export function faults_of(rows, root, tests) {
  const faults = [];
  const seen = new Set();
  for (const { id, level, subject, verdict, evidence } of rows) {
    if (seen.has(id)) faults.push(`${id} stands twice`);
    seen.add(id);
    if (!required.has(id)) faults.push(`${id} is no requirement of level 1 or 2`);
    else if (Number(level) !== required.get(id)) faults.push(`${id} is of level ${required.get(id)}, not ${level}`);
    const words = subject.split(/\s+/).length;
    if (!subject || words > 12) faults.push(`${id}: the subject is a few words of ours`);
    if (!verdicts.includes(verdict)) faults.push(`${id}: "${verdict}" is no verdict`);
    if (verdict === 'met') {
      for (const one of evidence.split(' + ')) {
        const doubt = doubt_about(one, root, tests);
        if (doubt) faults.push(`${id}: ${doubt}`);
      }
    } else if (verdicts.includes(verdict) && evidence.split(/\s+/).length < 4) faults.push(`${id}: a reason is a sentence`);
  }
  for (const id of required.keys()) if (!seen.has(id)) faults.push(`${id} is missing`);
  return faults;
}

/** The lines of docs/SECURITY.md that count the table, by level and together. */
export function counts_of(rows) {
  const line = (name, of) => `| ${[name, of.length, ...verdicts.map((verdict) => of.filter((row) => row.verdict === verdict).length)].join(' | ')} |`;
  return [line('1', rows.filter((row) => row.level === '1')), line('2', rows.filter((row) => row.level === '2')), line('both', rows)];
}
