// SPDX-License-Identifier: Apache-2.0
import { markFill, markStroke } from '../measure/palette.ts';
import { theme } from '../theme/theme.ts';

/** Hatch and dots for every SVG of the page (VISUAL.md 2.4). */
export function Patterns() {
  const fill = markFill[theme.value];
  const stroke = markStroke[theme.value];
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill={fill.no_data} />
          <line x1="0" x2="0" y1="0" y2="6" stroke={stroke.hatch} stroke-width="3.2" />
        </pattern>
        <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" fill={fill.suppressed} />
          <circle cx="1.5" cy="1.5" r="1" fill={stroke.dots} />
          <circle cx="4.5" cy="4.5" r="1" fill={stroke.dots} />
        </pattern>
      </defs>
    </svg>
  );
}
