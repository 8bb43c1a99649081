// SPDX-License-Identifier: Apache-2.0
// What may stand on the wire, and what is answered: rows 1 to 8 and 14 of the list of bad inputs (docs/BAD_INPUTS.md), byte for
// byte (latin1). A bad row is answered with one of its statuses and the connection ends; what follows it is nobody's request.

// A path that reads a body.
const post = (lines, body = '') => `POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${lines}\r\n${body}`;
const chunked = (body) => post('Transfer-Encoding: chunked\r\n', body);
const line = (text) => `${text}\r\nHost: a\r\n\r\n`;
const fields = (count) => 'X-F: v\r\n'.repeat(count);

const bad = (row, what, bytes, ...statuses) => ({ row, what, bytes, statuses: statuses.length > 0 ? statuses : [400] });

export const badRows = [
  bad(1, 'length, then chunked', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')),
  bad(1, 'chunked, then length', post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n')),
  bad(1, 'chunked, then length 6 and a rest', post('Transfer-Encoding: chunked\r\nContent-Length: 6\r\n', '0\r\n\r\nG')),
  bad(2, 'gzip', post('Transfer-Encoding: gzip\r\n'), 501),
  bad(2, 'gzip with length', post('Transfer-Encoding: gzip\r\nContent-Length: 5\r\n', 'abcde')),
  bad(2, 'identity', post('Transfer-Encoding: identity\r\n'), 501),
  bad(2, 'identity with length', post('Transfer-Encoding: identity\r\nContent-Length: 5\r\n', 'abcde')),
  bad(2, 'xchunked', post('Transfer-Encoding: xchunked\r\n'), 501),
  bad(2, 'xchunked with length', post('Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n', 'abcde')),
  bad(2, 'chunked, identity', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), 501),
  bad(2, 'gzip, chunked', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), 501),
  bad(2, 'chunked in quotes', post('Transfer-Encoding: "chunked"\r\n', '0\r\n\r\n'), 501),
  bad(2, 'chunked after a vertical tab', post('Transfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'), 400, 501),
  bad(2, 'chunked twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')),
  bad(2, 'chunked and identity in two fields', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n')),
  bad(3, 'chunked in HTTP/1.0', 'POST /healthz HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
  bad(4, 'two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'abcdef')),
  bad(4, 'the same length twice', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'abcde')),
  bad(4, 'a list of lengths', post('Content-Length: 5, 5\r\n', 'abcde')),
  bad(4, 'length +5', post('Content-Length: +5\r\n', 'abcde')),
  bad(4, 'length -1', post('Content-Length: -1\r\n')),
  bad(4, 'length 0x5', post('Content-Length: 0x5\r\n', 'abcde')),
  bad(4, 'length 2^64', post('Content-Length: 18446744073709551616\r\n')),
  bad(4, 'length 5 and a letter', post('Content-Length: 5a\r\n', 'abcde')),
  bad(4, 'length of nothing', post('Content-Length:\r\n')),
  bad(5, 'no Host', 'GET /healthz HTTP/1.1\r\n\r\n'),
  bad(5, 'two Hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'),
  bad(5, 'a Host with a blank', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n'),
  bad(5, 'a Host with a slash', 'GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n'),
  bad(5, 'a Host with a user', 'GET /healthz HTTP/1.1\r\nHost: u@a\r\n\r\n'),
  bad(5, 'another host in the target', line('GET http://b/healthz HTTP/1.1')),
  bad(6, 'a folded line', post('X-A: b\r\n c\r\n')),
  bad(6, 'a folded length', post('Content-Length:\r\n 5\r\n', 'abcde')),
  bad(6, 'a bare carriage return', post('X-A: b\rc\r\n')),
  bad(6, 'a bare line feed', post('X-A: b\n')),
  bad(6, 'line feeds only', 'GET /healthz HTTP/1.1\nHost: a\n\n'),
  bad(6, 'NUL in a value', post('X-A: b\0c\r\n')),
  bad(6, 'a blank before the colon', post('Content-Length : 5\r\n', 'abcde')),
  bad(6, 'an empty name', post(': b\r\n')),
  bad(6, 'a line without colon', post('X-A\r\n')),
  bad(6, 'bytes in a name', post('X-\xe6: b\r\n')),
  bad(6, 'a blank before the first field', 'GET /healthz HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n'),
  bad(6, 'two blanks in the first line', line('GET  /healthz HTTP/1.1')),
  bad(6, 'no version', line('GET /healthz')),
  bad(6, 'HTTP/2.0', line('GET /healthz HTTP/2.0')),
  bad(6, 'the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  bad(6, 'a greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'),
  bad(6, 'a fragment in the target', line('GET /healthz#x HTTP/1.1')),
  bad(6, 'a byte over 0x7E in the target', line('GET /\xe6\x9d\x91 HTTP/1.1')),
  bad(6, 'a broken escape', line('GET /%zz HTTP/1.1')),
  bad(6, 'an escaped NUL', line('GET /a%00 HTTP/1.1')),
  bad(6, 'an escaped slash', line('GET /a%2Fb HTTP/1.1')),
  bad(6, 'a backslash in the target', line('GET /a\\b HTTP/1.1')),
  bad(6, 'a tunnel', line('CONNECT a:443 HTTP/1.1'), 501),
  bad(6, 'an unknown method', line('BREW /healthz HTTP/1.1'), 501),
  bad(6, 'a method in lower case', line('get /healthz HTTP/1.1'), 501),
  bad(6, 'GET with a body', 'GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'),
  bad(7, 'a chunk size of 65 bits', chunked('11111111111111111\r\n')),
  bad(7, 'a chunk size 0x5', chunked('0x5\r\nabcde\r\n0\r\n\r\n')),
  bad(7, 'a chunk size -5', chunked('-5\r\nabcde\r\n')),
  bad(7, 'a chunk without its end', chunked('5\r\nabcdeX\r\n0\r\n\r\n')),
  bad(7, 'chunks with line feeds only', chunked('5\nabcde\n0\n\n')),
  bad(7, 'a length in the trailer', chunked('0\r\nContent-Length: 5\r\n\r\n')),
  bad(7, 'a chunk extension of 100 kB', chunked(`5;${'x'.repeat(100_000)}\r\nabcde\r\n0\r\n\r\n`), 400, 413),
  bad(8, 'a head of 17 KiB', post(`X-A: ${'a'.repeat(17 * 1024)}\r\n`), 431),
  bad(8, '65 fields', post(fields(63)), 431),
  bad(8, 'a target of 9 KiB', line(`GET /${'a'.repeat(9 * 1024)} HTTP/1.1`), 414),
  bad(14, 'an unknown expectation', post('Content-Length: 5\r\nExpect: tea\r\n', 'abcde'), 417),
];

const good = (what, bytes, status = 200) => ({ what, bytes, status });

/** Rows that every HTTP server takes. */
export const goodRows = [
  good('a plain question', 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'),
  good('an address as Host', 'GET /healthz HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n'),
  good('a head of 7 KiB', `GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(7 * 1024)}\r\n\r\n`),
  good('an offer of h2c', 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n'),
  good('a body with a length', post('Content-Length: 2\r\n', '{}'), 400),
  good('a body in chunks', post('Transfer-Encoding: chunked\r\n', '1;x=y\r\n{\r\n1\r\n}\r\n0\r\nX-T: t\r\n\r\n'), 400),
  good('an old client', 'GET /healthz HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n'),
];
