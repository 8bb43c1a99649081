// SPDX-License-Identifier: Apache-2.0
// Accounts, sessions, tokens, the second factor, three administrators and the audit, over HTTP. Rows 45 to 47 of the list of bad inputs.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { copyFile, readFile, readdir, rename } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, sampleServer, start } from './program.mjs';

let server;
before(async () => (server = await sampleServer()));
after(() => server.remove());

const json = async (answer) => ({ status: answer.status, headers: answer.headers, body: answer.status === 204 ? null : await answer.json() });
const call = async (method, path, body, headers = {}) =>
  json(
    await fetch(server.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), 'accept-language': 'en', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  );
/** Signs in as a browser does: the headers of its next requests. */
const session = async (name, password, more = {}) => {
  const answer = await call('POST', '/api/session', { name, password, ...more });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return { cookie: answer.headers.get('set-cookie').split(';')[0], origin: server.url };
};
const demo = (role) => session(server.accounts[role].name, server.accounts[role].password);
const totp = (secret, at = Date.now()) => {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const sum = createHmac('sha1', key).update(step).digest();
  return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};
const audit = async (query) => (await call('GET', `/api/audit?${query}`, undefined, server.as('auditor'))).body;
const county = async () => (await call('GET', '/api/areas')).body.area.code;

test('an account is added, changes its first password, and is put out of use', async () => {
  const chief = await demo('security');
  const area = await county();
  const added = await call('POST', '/api/accounts', { name: '王干事', role: 'field', area }, chief);
  assert.equal(added.status, 201);
  assert.match(added.body.password, /^[A-Za-z0-9]{20}$/);
  assert.equal((await call('POST', '/api/accounts', { name: '王干事', role: 'field', area }, chief)).body.code, 'account.exists');
  const twice = await call('POST', '/api/accounts', { name: 'x', role: 'queen', area: '99' }, chief);
  assert.equal(twice.status, 422);
  assert.deepEqual(twice.body.errors.map((e) => e.code).includes('role.unknown'), true);

  const wang = await session('王干事', added.body.password);
  const refused = await call('GET', '/api/progress', undefined, wang);
  assert.equal(refused.status, 403);
  assert.equal(refused.body.code, 'password.change_required');
  assert.equal((await call('GET', '/api/me', undefined, wang)).body.must_change_password, true);
  for (const [fresh, code] of [['short', 'password.short'], ['123456789012', 'password.common'], ['我是王干事我怕谁呀哈哈哈', 'password.name'], [added.body.password, 'password.same']])
    assert.equal((await call('PUT', '/api/password', { old: added.body.password, new: fresh }, wang)).body.code, code);
  assert.equal((await call('PUT', '/api/password', { old: 'not this one at all', new: 'a pear tree by the well' }, wang)).status, 401);
  const changed = await call('PUT', '/api/password', { old: added.body.password, new: 'a pear tree by the well' }, wang);
  assert.equal(changed.status, 200);
  assert.deepEqual(changed.body, { sessions_ended: 0, tokens: 0 });
  const fresh = { cookie: changed.headers.get('set-cookie').split(';')[0], origin: server.url };
  assert.equal((await call('GET', '/api/progress', undefined, fresh)).status, 200);
  assert.equal((await call('GET', '/api/me', undefined, wang)).body.name, null, 'the session from before is dead');

  const token = (await call('POST', '/api/tokens', { device: '手机', days: 30 }, fresh)).body.token;
  const bearer = { authorization: `Bearer ${token}` };
  assert.equal((await call('GET', '/api/me', undefined, bearer)).body.name, '王干事');
  const gone = await call('PATCH', '/api/accounts/%E7%8E%8B%E5%B9%B2%E4%BA%8B', { active: false }, chief);
  assert.equal(gone.status, 200);
  assert.equal(gone.body.active, false);
  assert.equal((await call('GET', '/api/me', undefined, fresh)).body.name, null);
  assert.equal((await call('GET', '/api/progress', undefined, bearer)).status, 401);
  assert.equal((await call('POST', '/api/session', { name: '王干事', password: 'a pear tree by the well' })).body.code, 'session.refused');
});

test('two administrators do not overwrite each other, and nobody raises himself', async () => {
  const chief = await demo('security');
  const area = await county();
  await call('POST', '/api/accounts', { name: 'both', role: 'viewer', area }, chief);
  assert.equal((await call('PATCH', '/api/accounts/both', { role: 'planner' }, chief)).status, 428);
  const { body, headers } = await call('GET', '/api/accounts/both', undefined, chief);
  assert.equal(headers.get('etag'), body.etag);
  assert.equal((await call('PATCH', '/api/accounts/both', { role: 'planner' }, { ...chief, 'if-match': body.etag })).body.role, 'planner');
  const late = await call('PATCH', '/api/accounts/both', { role: 'admin' }, { ...chief, 'if-match': body.etag });
  assert.equal(late.status, 412);
  assert.equal((await call('GET', '/api/accounts/both', undefined, chief)).body.role, 'planner');
  const own = server.accounts.security.name;
  const mine = (await call('GET', `/api/accounts/${own}`, undefined, chief)).body;
  assert.equal((await call('PATCH', `/api/accounts/${own}`, { role: 'admin' }, { ...chief, 'if-match': mine.etag })).body.code, 'account.own');
  assert.equal((await call('POST', '/api/accounts', { name: 'everywhere', role: 'admin' }, chief)).status, 422, 'nobody gives more than the own area');
});

test('three administrators: what each may, and no more', async () => {
  const allowed = {
    '/api/accounts': ['security'],
    '/api/audit': ['auditor'],
    '/api/audit/verification': ['auditor'],
    '/api/relief': ['caseworker'],
    '/api/flags': ['reviewer', 'admin'],
    '/api/progress': ['viewer', 'field', 'reviewer', 'planner', 'caseworker', 'security', 'admin'],
  };
  for (const [path, roles] of Object.entries(allowed))
    for (const role of Object.keys(server.accounts))
      assert.equal((await call('GET', path, undefined, server.as(role))).status, roles.includes(role) ? 200 : 403, `${role} ${path}`);
  const denied = (await audit('verb=denied&limit=1000')).entries;
  assert.ok(denied.some((one) => one.account === server.accounts.admin.name && one.detail === 'GET /api/audit'), JSON.stringify(denied.slice(0, 3)));
  for (const role of Object.keys(server.accounts).filter((one) => one !== 'security'))
    assert.equal((await call('POST', '/api/accounts', { name: 'n', role: 'admin' }, server.as(role))).status, 403, role);
});

test('a new session id at each sign-in, and a role that changes ends the session', async () => {
  const { name, password } = server.accounts.planner;
  const planted = await session(name, password);
  const again = await call('POST', '/api/session', { name, password }, planted);
  assert.equal(again.status, 200);
  assert.notEqual(again.headers.get('set-cookie').split(';')[0], planted.cookie);
  assert.equal((await call('GET', '/api/me', undefined, planted)).body.name, null, 'what was planted is worth nothing');
  // An id that a stranger made up is not taken over either.
  const made = await call('POST', '/api/session', { name, password }, { cookie: 'sid=cy_chosen-by-a-stranger' });
  assert.ok(!made.headers.get('set-cookie').includes('chosen-by-a-stranger'));
  const mine = { cookie: made.headers.get('set-cookie').split(';')[0], origin: server.url };
  const list = (await call('GET', '/api/sessions', undefined, mine)).body.sessions;
  assert.equal(list.filter((s) => s.current).length, 1);
  const other = list.find((s) => !s.current);
  assert.equal((await call('DELETE', `/api/sessions/${other.id}`, undefined, mine)).status, 204);
  assert.equal((await call('DELETE', `/api/sessions/${other.id}`, undefined, mine)).status, 404);

  const chief = await demo('security');
  const path = `/api/accounts/${name}`;
  const { etag } = (await call('GET', path, undefined, chief)).body;
  const moved = await call('PATCH', path, { role: 'viewer' }, { ...chief, 'if-match': etag });
  assert.equal((await call('GET', '/api/me', undefined, mine)).body.name, null);
  await call('PATCH', path, { role: 'planner' }, { ...chief, 'if-match': moved.body.etag });
});

test('a token is good for what it says, is never taken from an address, and dies when it is revoked', async () => {
  const me = await demo('reviewer');
  assert.equal((await call('POST', '/api/tokens', { device: 'x', days: 1, verbs: ['keep_relief'] }, me)).body.code, 'verb.not_yours');
  assert.equal((await call('POST', '/api/tokens', { device: 'x', days: 1, verbs: ['fly'] }, me)).status, 422);
  assert.equal((await call('POST', '/api/tokens', { device: 'x', days: 0 }, me)).status, 422);
  assert.equal((await call('POST', '/api/tokens', { device: 'x', days: 1 }, server.as('reviewer'))).body.code, 'session.needed');
  const issued = await call('POST', '/api/tokens', { device: '地图', days: 1, verbs: ['see_aggregates'] }, me);
  assert.equal(issued.status, 201);
  const bearer = { authorization: `Bearer ${issued.body.token}` };
  assert.equal((await call('GET', '/api/progress', undefined, bearer)).status, 200);
  assert.equal((await call('GET', '/api/flags', undefined, bearer)).status, 403);
  for (const path of [`/api/progress?access_token=${issued.body.token}`, `/api/progress?token=x`, `/?v=${issued.body.token}`, `/healthz?x=${issued.body.token}`]) {
    const answer = await call('GET', path);
    assert.equal(answer.status, 400, path);
    assert.equal(answer.body.code, 'token.in_query');
    assert.ok(!JSON.stringify(answer.body).includes(issued.body.token));
  }
  const listed = (await call('GET', '/api/tokens', undefined, me)).body.tokens.find((t) => t.id === issued.body.id);
  assert.equal(listed.device, '地图');
  assert.deepEqual(listed.verbs, ['see_aggregates']);
  assert.ok(!JSON.stringify(listed).includes(issued.body.token));
  assert.equal((await call('DELETE', `/api/tokens/${issued.body.id}`, undefined, await demo('viewer'))).status, 404, 'it is another’s');
  assert.equal((await call('DELETE', `/api/tokens/${issued.body.id}`, undefined, me)).status, 204);
  const dead = await call('GET', '/api/progress', undefined, bearer);
  assert.equal(dead.status, 401);
  assert.equal(dead.body.code, 'session.expired');
});

/** How many locks are over after so long: of one minute, two, four, at most an hour. */
const locks_over = (ms) => {
  let over = 0;
  for (let lock = 60_000; ms > lock; ms -= lock, lock = Math.min(2 * lock, 3_600_000)) ++over;
  return over;
};
/** Signs in from another address of this machine: the status. */
const sign_in_from = (localAddress, name, password) =>
  new Promise((done, failed) => {
    const ask = request(`${server.url}/api/session`, { method: 'POST', localAddress, headers: { 'content-type': 'application/json' } }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode));
    });
    ask.on('error', failed);
    ask.end(JSON.stringify({ name, password }));
  });

test('of a thousand guesses a few are looked at, and a name that nobody has looks the same', async () => {
  const guesses = 1_000;
  const guess = (name, n) => call('POST', '/api/session', { name, password: `not the password ${n}` });
  const { name: known, password } = server.accounts.caseworker;
  const told = {};
  for (const name of [known, 'nobody-of-that-name']) {
    const begun = performance.now();
    const answers = [];
    while (answers.length < 8) answers.push(await guess(name, answers.length));
    // The rest a few at once: that brings no more guesses than one after the other.
    while (answers.length < guesses) answers.push(...(await Promise.all(Array.from({ length: 8 }, (_, i) => guess(name, answers.length + i)))));
    const looked_at = answers.filter(({ status }) => status === 401);
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(looked_at.length + refused.length, answers.length, `${[...new Set(answers.map(({ status }) => status))]}`);
    assert.deepEqual(answers.slice(0, 8).map(({ status }) => status), [401, 401, 401, 401, 401, 429, 429, 429], name);
    // On a machine that takes minutes for this, a lock ends and one guess more is looked at.
    assert.ok(looked_at.length <= 5 + locks_over(performance.now() - begun), `${name}: ${looked_at.length} were looked at`);
    for (const { body, headers } of refused) {
      assert.equal(body.code, 'session.locked');
      assert.ok(Number(headers.get('retry-after')) >= 1);
    }
    assert.ok(Number(answers[5].headers.get('retry-after')) > 30);
    const said = ({ headers, body: { request_id: _, ...body } }) => JSON.stringify({ ...body, names: [...headers.keys()] }).replace(/\d+ seconds/g, 'N seconds');
    told[name] = [looked_at, refused].map((list) => [...new Set(list.map(said))]);
    for (const texts of told[name]) assert.equal(texts.length, 1, texts.join('\n'));
  }
  assert.deepEqual(told[known], told['nobody-of-that-name']);
  const right = await call('POST', '/api/session', { name: known, password });
  assert.equal(right.status, 429, 'also with the right one');
  assert.ok(Number(right.headers.get('retry-after')) >= 1);
  assert.equal((await call('POST', '/api/session', { name: server.accounts.viewer.name, password: server.accounts.viewer.password })).status, 200, 'another account from the same address');
  assert.equal(await sign_in_from('127.0.0.2', known, password), 200, 'its owner from another address');
  assert.equal(await sign_in_from('127.0.0.1', known, password), 429, 'which does not open it where it was guessed at');
  const chief = await demo('security');
  const listed = (await call('GET', `/api/accounts/${known}`, undefined, chief)).body;
  assert.ok(Date.parse(listed.locked_until) > Date.now());
  assert.equal((await call('PATCH', `/api/accounts/${known}`, { unlock: true }, chief)).status, 200);
  await session(known, password);
});

test('a second factor is confirmed, asked for, and removed by who just signed in', async () => {
  const { name, password } = server.accounts.viewer;
  const me = await session(name, password);
  const offer = await call('POST', '/api/second-factor', {}, me);
  assert.equal(offer.status, 201);
  assert.ok(offer.body.uri.startsWith('otpauth://totp/Courtyard:'));
  assert.equal((await call('PUT', '/api/second-factor', { code: '12' }, me)).body.code, 'session.code');
  const elsewhere = await session(name, password);
  const on = await call('PUT', '/api/second-factor', { code: totp(offer.body.secret) }, me);
  assert.equal(on.status, 200);
  assert.ok(on.body.sessions_ended >= 1, 'whoever came in without it is out');
  assert.equal((await call('GET', '/api/me', undefined, elsewhere)).body.name, null);
  assert.equal((await call('GET', '/api/me', undefined, me)).body.name, name);
  assert.equal(on.body.recovery.length, 10);
  assert.equal((await call('POST', '/api/second-factor', {}, me)).body.code, 'factor.on');
  assert.equal((await call('POST', '/api/session', { name, password })).body.code, 'session.second_factor');
  assert.equal((await call('POST', '/api/session', { name, password, code: totp(offer.body.secret, Date.now() - 90_000) })).body.code, 'session.code');
  const again = await session(name, password, { code: on.body.recovery[0] });
  assert.equal((await call('GET', '/api/me', undefined, again)).body.second_factor, true);
  assert.equal((await call('POST', '/api/session', { name, password, code: on.body.recovery[0] })).body.code, 'session.code');
  const off = await call('DELETE', '/api/second-factor', undefined, again);
  assert.equal(off.status, 200);
  assert.equal(off.body.sessions_ended, 1);
  assert.equal((await call('GET', '/api/me', undefined, me)).body.name, null);
  await session(name, password);
});

test('a form on a foreign page signs nobody in and changes nothing', async () => {
  const { name, password } = server.accounts.planner;
  assert.equal((await call('POST', '/api/session', { name, password }, { 'sec-fetch-site': 'cross-site' })).body.code, 'origin.foreign');
  const me = await session(name, password);
  for (const headers of [{ cookie: me.cookie, 'sec-fetch-site': 'cross-site' }, { cookie: me.cookie, origin: 'http://evil.example' }, { cookie: me.cookie }])
    assert.equal((await call('PUT', '/api/password', { old: password, new: 'a pear tree by the well' }, headers)).body.code, 'origin.foreign');
  const plain = await fetch(server.url + '/api/password', { method: 'PUT', headers: { ...me, 'content-type': 'text/plain' }, body: '{}' });
  assert.equal(plain.status, 415);
});

test('the audit tells of changes and of looks, page by page, and of its own readers', async () => {
  const points = await call('GET', '/ogc/collections/courtyards/items?limit=1');
  const household = points.body.features[0].id;
  assert.equal((await call('GET', `/api/households/${household}`, undefined, server.as('reviewer'))).status, 200);
  const look = (await audit(`kind=household&subject=${household}`)).entries[0];
  assert.equal(look.verb, 'look');
  assert.equal(look.account, server.accounts.reviewer.name);
  assert.equal(look.detail, '/api/households/{id}');
  assert.equal(look.address, '127.0.0.1');
  const unknown = await call('GET', '/api/households/no-such-household', undefined, server.as('reviewer'));
  assert.equal(unknown.status, 404);
  assert.equal((await audit('kind=household&subject=no-such-household')).entries.length, 0, 'what was not shown was not looked at');

  const all = [];
  for (let next = ''; next !== null; ) {
    const page = await audit(`limit=7&verb=session.open${next}`);
    all.push(...page.entries);
    next = page.next === null ? null : `&after=${page.next}`;
  }
  assert.ok(all.length > 10);
  assert.ok(all.every((one, i) => i === 0 || one.seq < all[i - 1].seq), 'neither twice nor out of order');
  const readers = await audit(`account=${server.accounts.auditor.name}&verb=look`);
  assert.ok(readers.entries.some((one) => one.detail === '/api/audit'));
  const roles = await audit('verb=account.change');
  assert.ok(roles.entries.some((one) => one.detail === 'role viewer -> planner' && one.account === server.accounts.security.name));

  const csv = await fetch(`${server.url}/api/audit?limit=3&f=csv`, { headers: server.as('auditor') });
  assert.match(csv.headers.get('content-type'), /^text\/csv/);
  assert.ok(Number(csv.headers.get('courtyard-next')) > 0);
  assert.equal((await csv.text()).trim().split('\r\n').length, 4);
  assert.equal((await call('GET', '/api/audit?after=x', undefined, server.as('auditor'))).status, 400);
  const whole = (await call('GET', '/api/audit/verification', undefined, server.as('auditor'))).body;
  assert.equal(whole.fault, null);
  assert.ok(whole.seals >= 1 && whole.entries > 20);
});

test('the audit as a file is all that is asked about, not its first page, and opens in Excel', async () => {
  for (let i = 0; i < 120; i++) assert.equal((await fetch(`${server.url}/api/accounts`, { headers: server.as('security') })).status, 200);
  const { security } = server.accounts;
  const whose = `account=${encodeURIComponent(security.name)}`;
  const { entries, next } = await audit(`${whose}&limit=10000`);
  assert.equal(next, null);
  assert.ok(entries.length > 120);
  const answer = await fetch(`${server.url}/api/audit?${whose}&f=csv`, { headers: server.as('auditor') });
  assert.equal(answer.headers.get('courtyard-next'), null);
  assert.match(answer.headers.get('content-disposition'), /audit\.csv/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf');
  const lines = bytes.toString().slice(1).trim().split('\r\n');
  assert.ok(lines[0].startsWith('seq,at,account'));
  assert.deepEqual(lines.slice(1).map((line) => Number(line.split(',')[0])), entries.map((one) => one.seq), 'in the same order');
  const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const none = await fetch(`${server.url}/api/audit?${whose}&f=csv&from=${tomorrow}`, { headers: server.as('auditor') });
  assert.equal((await none.text()).trim().split('\r\n').length, 1, 'the header alone');
  const later = await fetch(`${server.url}/api/audit?${whose}&f=csv&after=${entries[99].seq}`, { headers: server.as('auditor') });
  assert.equal((await later.text()).trim().split('\r\n').length, 1 + entries.length - 100);
  // What is wrong with the spool is not told as a full disk.
  const spool = join(server.data, 'spool');
  await rename(spool, `${spool}.away`);
  try {
    const failed = await fetch(`${server.url}/api/audit?${whose}&f=csv`, { headers: server.as('auditor') });
    assert.equal(failed.status, 500);
    assert.notEqual((await failed.json()).code, 'export.no_room');
  } finally {
    await rename(`${spool}.away`, spool);
  }
  assert.deepEqual((await readdir(spool)).filter((name) => name.startsWith('audit-')), [], 'nothing is left behind');
});

test('an auditor of a township reads what its accounts did, and of nobody else', async () => {
  const chief = await demo('security');
  const township = (await call('GET', '/api/areas')).body.children[0].code;
  const added = await call('POST', '/api/accounts', { name: '乡镇审计', role: 'auditor', area: township }, chief);
  const first = await session('乡镇审计', added.body.password);
  const changed = await call('PUT', '/api/password', { old: added.body.password, new: 'a pear tree by the well' }, first);
  const me = { cookie: changed.headers.get('set-cookie').split(';')[0] };
  await call('GET', '/api/households/410199101201-0001', undefined, server.as('field'));
  const { entries } = (await call('GET', '/api/audit?limit=1000', undefined, me)).body;
  assert.ok(entries.length > 0);
  assert.ok(entries.every(({ account }) => ['乡镇审计', server.accounts.field.name].includes(account)), JSON.stringify(entries.map((e) => e.account)));
  const asked = (await call('GET', `/api/audit?account=${server.accounts.reviewer.name}`, undefined, me)).body;
  assert.deepEqual(asked.entries, []);
});

test('no secret is in the audit, in the log or in an answer about accounts', async () => {
  const everything = JSON.stringify(await audit('limit=10000')) + server.log();
  for (const { password, token } of Object.values(server.accounts)) {
    assert.ok(!everything.includes(password));
    assert.ok(!everything.includes(token));
  }
  assert.ok(!/cy_[\w-]{40}/.test(everything));
  assert.ok(!everything.includes('argon2'));
});

test('what was done to the chain while the server was down is found out', async () => {
  await server.stop();
  const { data } = server;
  const verify = () => run(['audit', 'verify', '--data', data], undefined, { LANG: 'C', LC_ALL: 'C' });
  const whole = await verify();
  assert.equal(whole.code, 0, whole.err);
  assert.match(whole.out, /^the audit is whole: \d+ entries, \d+ seals/);
  const sealed = (await readFile(join(data, 'audit-anchors.log'), 'utf8')).trim().split('\n');
  assert.ok(sealed.length >= 2, 'at the start and at the end');

  const lines = (await run(['audit', 'export', '--format', 'jsonl', '--data', data])).out.trim().split('\n').map((one) => JSON.parse(one));
  assert.ok(lines.every((one, i) => one.seq === i + 1));
  assert.equal(lines.at(-1).detail, 'audit export');
  assert.ok((await run(['audit', 'export', '--data', data])).out.startsWith('\ufeffseq,at,account'));

  // Erasure and proof live together.
  const { name } = server.accounts.viewer;
  assert.equal((await run(['audit', 'shred', 'account', name, '--data', data])).code, 0);
  assert.notEqual((await run(['audit', 'shred', 'account', name, '--data', data])).code, 0);
  assert.ok(!(await run(['audit', 'export', '--data', data])).out.includes(name));
  assert.equal((await verify()).code, 0);

  // A new key: what the old one sealed still counts, whichever of them one trusts.
  const key = join(data, 'audit.key');
  const old = join(data, '..', 'old.key');
  await copyFile(key, old);
  const rotated = await run(['audit', 'rotate-key', '--data', data], undefined, { LANG: 'C', LC_ALL: 'C' });
  assert.equal(rotated.code, 0, rotated.err);
  assert.match(rotated.out, /^a new key seals from now on, the old one up to entry \d+\n[0-9a-f]{64}\n[0-9a-f]{64}\n$/);
  assert.notEqual(await readFile(key, 'utf8'), await readFile(old, 'utf8'));
  const again = await start(data);
  await again.stop();
  for (const file of [key, old]) {
    const { code, out } = await run(['audit', 'verify', '--data', data, '--key', file], undefined, { LANG: 'C', LC_ALL: 'C' });
    assert.equal(code, 0, out);
  }
  assert.equal((await run(['audit', 'rotate-key', '--data', data, '--key', join(data, 'none.key')])).code, 2);
  const cut = await run(['audit', 'verify', '--data', data, '--anchors', '/dev/null'], undefined, { LANG: 'C', LC_ALL: 'C' });
  assert.equal(cut.code, 0);
  assert.match(cut.err, /no seals/);
  // A file that is named must be there: a word spelt wrong is not a clean bill.
  for (const look of [['audit', 'verify'], ['doctor']])
    for (const option of ['--anchors', '--key']) {
      const typo = await run([...look, '--data', data, option, join(data, 'no-such-file')]);
      assert.equal(typo.code, 2, `${look.join(' ')} ${option}`);
      assert.match(typo.err, /no-such-file/);
    }
  // The doctor holds the audit against the same seals, wherever they lie.
  for (const [options, verdict] of [[[], 'sound'], [['--key', old], 'sound'], [['--anchors', '/dev/null'], 'noted']]) {
    const { examinations } = JSON.parse((await run(['doctor', '--data', data, '--format', 'json', ...options])).out);
    assert.equal(examinations.find((one) => one.name === 'audit.seals').verdict, verdict, options.join(' '));
  }
});

test('the commands manage accounts and tokens, and say so in the audit', async () => {
  const { data } = server;
  const courtyard = (...args) => run([...args, '--data', data], undefined, { LANG: 'C', LC_ALL: 'C' });
  const added = await courtyard('user', 'add', 'shen', '--role', 'auditor');
  assert.equal(added.code, 0, added.err);
  assert.match(added.out, /^shen password [A-Za-z0-9]{20}\n$/);
  assert.match(added.err, /one use/);
  assert.notEqual((await courtyard('user', 'add', 'no', '--role', 'queen')).code, 0);
  assert.equal((await courtyard('user', 'set', 'shen', '--role', 'viewer')).code, 0);
  assert.match((await courtyard('user', 'list')).out, /^shen\tviewer\t-\tactive\t-\t-$/m);
  const token = (await courtyard('token', 'create', 'shen', '--device', 'qgis', '--verbs', 'see_aggregates,see_places', '--days', '3')).out.trim();
  assert.match(token, /^cy_/);
  const listed = (await courtyard('token', 'list', 'shen')).out.split('\t');
  assert.deepEqual(listed.slice(1, 4), ['shen', 'qgis', 'see_aggregates see_places']);
  assert.equal((await courtyard('token', 'revoke', 'shen', listed[0])).code, 0);
  assert.notEqual((await courtyard('token', 'revoke', 'shen', listed[0])).code, 0);
  const password = await run(['user', 'password', 'shen', '--data', data], 'short\n');
  assert.equal(password.code, 1);
  assert.equal((await run(['user', 'password', 'shen', '--data', data], 'a pear tree by the well\n')).code, 0);
  assert.equal((await courtyard('user', 'remove-factor', 'shen')).code, 0);
  assert.equal((await courtyard('user', 'deactivate', 'shen')).code, 0);
  assert.equal((await courtyard('user', 'deactivate', server.accounts.security.name)).code, 1, 'the last one stays');
  const told = (await courtyard('audit', 'export')).out;
  assert.match(told, /"os:\w+".*"account\.change","deactivated"/);
  assert.ok(!told.includes(token));
  for (const command of [['user'], ['user', 'add'], ['token', 'create'], ['audit', 'verify'], ['audit', 'export'], ['audit', 'shred'], ['audit', 'rotate-key']])
    assert.match((await run([...command, '--help'])).out, command.length === 1 ? /SUBCOMMANDS|Subcommands/i : /Example: courtyard/);
});

test('a data directory without accounts says how to make the first', async () => {
  const data = join(server.data, '..', 'fresh');
  const fresh = await start(data);
  await fresh.stop();
  assert.match(fresh.log(), /courtyard user add NAME --role security/);
});
