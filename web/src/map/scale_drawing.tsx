// SPDX-License-Identifier: Apache-2.0

/** 0, n, 2n with n in 1 2 5 x 10^k, 64 - 140 px wide (VISUAL.md 4.5). `halo`: drawn over a map, not beside it. */
export function ScaleDrawing(props: { class: string; metresPerPixel: number; halo?: boolean }) {
  const half = roundBelow(props.metresPerPixel * 70);
  const width = (2 * half) / props.metresPerPixel;
  const isKm = half >= 1000;
  const text = (metres: number) => String(isKm ? metres / 1000 : metres);
  const line = `M6 15v5h${width}v-5M${6 + width / 2} 15v5`;
  return (
    <svg class={props.class} width={width + 40} height="26" aria-hidden="true">
      {props.halo && <path d={line} fill="none" stroke="var(--ground)" stroke-width="3.4" />}
      <path d={line} fill="none" stroke="var(--ink2)" />
      <text x="6" y="11" text-anchor="middle">
        0
      </text>
      <text x={6 + width / 2} y="11" text-anchor="middle">
        {text(half)}
      </text>
      <text x={6 + width} y="11" text-anchor="middle">
        {text(2 * half)}
      </text>
      <text x={6 + width + 10} y="23">
        {isKm ? 'km' : 'm'}
      </text>
    </svg>
  );
}

export function roundBelow(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [5, 2, 1].map(factor => factor * power).find(size => size <= metres)!;
}
