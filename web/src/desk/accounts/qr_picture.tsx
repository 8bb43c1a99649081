// SPDX-License-Identifier: Apache-2.0
import { qrCode } from '../../print/qr_code.ts';

/** Always dark on light: authenticators do not read the other way round. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const grid = qrCode(text);
  const path = grid.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const size = grid.length;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      width="180"
      height="180"
      viewBox={`-2 -2 ${size + 4} ${size + 4}`}
      shape-rendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
