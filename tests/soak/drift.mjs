// SPDX-License-Identifier: Apache-2.0
// Whether a figure that is looked at again and again grows: against its own unrest, not against a number that somebody thought of.

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** The least of each of `count` equal stretches of [{at, value}]: what is needed for a moment is not held. */
export function least_of_stretches(samples, count) {
  const [first, last] = [samples[0].at, samples.at(-1).at];
  const stretches = Array.from({ length: count }, () => Infinity);
  for (const { at, value } of samples) {
    const i = Math.min(count - 1, Math.floor((count * (at - first)) / (last - first)));
    stretches[i] = Math.min(stretches[i], value);
  }
  return stretches.filter(Number.isFinite);
}

/**
 * Looks at a row of figures: {drift, unrest, rises, grows}. `drift` is how much they rose from the first to the last by the median of all slopes (Theil
 * and Sen), `unrest` what they jump about that line, `rises` the rises less the falls of all pairs (Mann and Kendall).
 * They grow when that many rises come by chance once in a thousand rows, and the drift is three times the unrest or more.
 */
export function drift_of(figures) {
  const slopes = [];
  let rises = 0;
  for (let i = 0; i < figures.length; i++)
    for (let j = i + 1; j < figures.length; j++) {
      slopes.push((figures[j] - figures[i]) / (j - i));
      rises += Math.sign(figures[j] - figures[i]);
    }
  const n = figures.length;
  const slope = median(slopes);
  const level = median(figures.map((figure, i) => figure - slope * i));
  const unrest = median(figures.map((figure, i) => Math.abs(figure - slope * i - level)));
  const drift = slope * (n - 1);
  const chance = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  return { drift, unrest, rises, grows: rises > 1 + 3.1 * chance && drift > 3 * unrest };
}
