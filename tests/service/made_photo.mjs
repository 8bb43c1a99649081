// SPDX-License-Identifier: Apache-2.0
// Small JPEGs with the EXIF that a test wants, and tracks to place those without.
import { createHash } from 'node:crypto';

// 8 x 8 grey pixels, baseline, made once with GDAL's JPEG driver.
const grey = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeX' +
    'BkeFxlZ2P/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
  'base64',
);

const u16 = (value) => Buffer.from([value & 255, (value >> 8) & 255]);
const u32 = (...values) => Buffer.from(new Uint32Array(values).buffer);
const segment = (marker, payload) => Buffer.concat([Buffer.from([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255]), payload]);

/** Degrees as EXIF writes them: degrees, minutes, seconds in millionths. */
function angle(degrees) {
  const whole = Math.floor(degrees);
  const minutes = Math.floor((degrees - whole) * 60);
  const seconds = Math.round(((degrees - whole) * 60 - minutes) * 60e6);
  return u32(whole, 1, minutes, 1, seconds, 1_000_000);
}

/** A directory of entries [tag, format, count, bytes] that begins at `at`; what does not fit into an entry stands behind it. */
function directory(entries, at) {
  let behind = at + 2 + 12 * entries.length + 4;
  const values = [];
  const lines = entries.map(([tag, format, count, bytes]) => {
    const head = Buffer.concat([u16(tag), u16(format), u32(count)]);
    if (bytes.length <= 4) return Buffer.concat([head, bytes, Buffer.alloc(4 - bytes.length)]);
    const line = Buffer.concat([head, u32(behind)]);
    values.push(bytes);
    behind += bytes.length;
    return line;
  });
  return Buffer.concat([u16(entries.length), ...lines, u32(0), ...values]);
}
const word = (tag, text) => [tag, 2, text.length + 1, Buffer.from(`${text}\0`)];

/**
 * A photo of its own: `comment` tells it from others; `at` is {lon, lat}, both positive; `taken` is local time as EXIF has it
 * (`2026:03:01 09:30:00`), at +08:00; `picture` is a JPEG without EXIF to show instead of grey.
 */
export function madePhoto({ comment = '', at, taken, picture = grey } = {}) {
  const gps = at ? [word(1, 'N'), [2, 5, 3, angle(at.lat)], word(3, 'E'), [4, 5, 3, angle(at.lon)]] : [];
  const exif = taken ? [word(0x9003, taken), word(0x9011, '+08:00')] : [];
  const first = 8 + 2 + 12 * 2 + 4;
  const exifBytes = directory(exif, first);
  const gpsBytes = directory(gps, first + exifBytes.length);
  const image = directory([[0x8769, 4, 1, u32(first)], [0x8825, 4, 1, u32(first + exifBytes.length)]], 8);
  const tiff = Buffer.concat([Buffer.from('II*\0'), u32(8), image, exifBytes, gpsBytes]);
  return Buffer.concat([
    picture.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])),
    ...(comment ? [segment(0xfe, Buffer.from(comment))] : []),
    picture.subarray(2),
  ]);
}

/** A GPX of one track: points [lon, lat, ISO time]. */
export const madeTrack = (points) =>
  '<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>' +
  points.map(([lon, lat, time]) => `<trkpt lat="${lat}" lon="${lon}"><time>${time}</time></trkpt>`).join('') +
  '</trkseg></trk></gpx>';

/** The id of the point that a photo becomes (docs/DATA.md): UUID version 5 of its hash. */
export function photoId(sha256) {
  const space = Buffer.from('3e8f5c2190b74d06a51c7f4368e29bd4', 'hex');
  const digest = createHash('sha1').update(space).update(sha256).digest();
  digest[6] = (digest[6] & 0x0f) | 0x50;
  digest[8] = (digest[8] & 0x3f) | 0x80;
  const hex = digest.toString('hex').slice(0, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
