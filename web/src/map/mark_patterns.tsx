// SPDX-License-Identifier: Apache-2.0
import { markFill, markStroke, type Theme } from '../measure/palette.ts';

interface Props {
  /** Ids of the two, unique on the page. */
  hatch: string;
  dots: string;
  theme: Theme;
  /** Of the map they fill: they keep their own size whatever it is (VISUAL.md 2.4). */
  scale?: number;
  paper?: boolean;
}

/** Hatch for what nobody sent and dots for what is withheld. */
export function MarkPatterns({ hatch, dots, theme, scale = 1, paper = false }: Props) {
  const fill = markFill[theme];
  const stroke = markStroke[theme];
  const size = paper ? 8 : 6;
  const square = { width: size, height: size, patternUnits: 'userSpaceOnUse' } as const;
  const still = `scale(${1 / scale})`;
  return (
    <defs>
      <pattern id={hatch} {...square} patternTransform={`${still} rotate(45)`}>
        <rect width={size} height={size} fill={fill.no_data} />
        <line x1="0" x2="0" y1="0" y2={size} stroke={stroke.hatch} stroke-width={paper ? 2.4 : 3.2} />
      </pattern>
      <pattern id={dots} {...square} patternTransform={still}>
        <rect width={size} height={size} fill={fill.suppressed} />
        <circle cx={size / 4} cy={size / 4} r="1" fill={stroke.dots} />
        <circle cx={(size * 3) / 4} cy={(size * 3) / 4} r="1" fill={stroke.dots} />
      </pattern>
    </defs>
  );
}
