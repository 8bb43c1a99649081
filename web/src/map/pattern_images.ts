// SPDX-License-Identifier: Apache-2.0
import { markFill, markStroke, type Theme } from '../measure/palette.ts';

/** 6x6 pattern of a mark, drawn at twice its size (VISUAL.md 2.4). */
export const patternScale = 2;

function tile(paint: (pen: CanvasRenderingContext2D) => void): ImageData {
  const side = 12 * patternScale;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const pen = canvas.getContext('2d')!;
  pen.scale(patternScale, patternScale);
  paint(pen);
  return pen.getImageData(0, 0, side, side);
}

/** Lines at 45 degrees; a tile of 12 holds whole periods both ways, so the edges meet. */
export const hatch = (theme: Theme) =>
  tile(pen => {
    pen.fillStyle = markFill[theme].no_data;
    pen.fillRect(0, 0, 12, 12);
    pen.strokeStyle = markStroke[theme].hatch;
    pen.lineWidth = 1.4;
    pen.beginPath();
    for (let x = -12; x <= 24; x += 6) {
      pen.moveTo(x - 1, 13);
      pen.lineTo(x + 13, -1);
    }
    pen.stroke();
  });

export const dots = (theme: Theme) =>
  tile(pen => {
    pen.fillStyle = markFill[theme].suppressed;
    pen.fillRect(0, 0, 12, 12);
    pen.fillStyle = markStroke[theme].dots;
    for (let y = 0; y < 12; y += 6) {
      for (let x = 0; x < 12; x += 6) {
        pen.beginPath();
        pen.arc(x + 1.5, y + 1.5, 1, 0, 7);
        pen.arc(x + 4.5, y + 4.5, 1, 0, 7);
        pen.fill();
      }
    }
  });
