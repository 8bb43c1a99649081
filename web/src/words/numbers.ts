// SPDX-License-Identifier: Apache-2.0
// Numbers as VISUAL.md 7 prints them, the same in both languages.

const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const nothing = '—';

export const count = (value: number | null) =>
  value === null ? nothing : integer.format(value).replace('-', '−');

/** One decimal, half up; the tiny term undoes what binary fractions take away (79.65 is stored below itself). */
export function tenths(value: number): string {
  const rounded = Math.round(Math.abs(value) * 10 + 1e-9) / 10;
  const text = rounded.toFixed(1).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
  return value < 0 && rounded > 0 ? `−${text}` : text;
}

export const share = (value: number | null) => (value === null ? nothing : `${tenths(value)}%`);

/** Share for a column whose unit stands in its heading. */
export const bareShare = (value: number | null) => (value === null ? nothing : tenths(value));

/** A difference of two shares, with its sign. */
export function difference(value: number | null): string {
  if (value === null) return nothing;
  const text = tenths(value);
  return value > 0 && text !== '0.0' ? `+${text}` : text;
}
