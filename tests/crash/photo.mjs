// SPDX-License-Identifier: Apache-2.0
// Photos that differ from each other: one small JPEG with a comment of its own.

// 8 x 8 grey pixels, baseline, made once with GDAL's JPEG driver.
const grey = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeX' +
    'BkeFxlZ2P/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
  'base64',
);

export function photoOf(random) {
  const text = Buffer.from(`photo ${random.next()} ${random.next()} ${'.'.repeat(random.between(0, 9_000))}`);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 255]), text]);
  return Buffer.concat([grey.subarray(0, 2), comment, grey.subarray(2)]);
}
