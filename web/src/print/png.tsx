// SPDX-License-Identifier: Apache-2.0
// The map as a picture at 2x, with all that belongs to it on paper: title, date, legend, scale, north, source.
import { shownMeasure } from '../measure/shown.ts';
import { render } from 'preact';
import { readMapSettings } from '../map/base_map.ts';
import { drawn } from '../map/current_sketch.ts';
import { textWidth } from '../map/label_places.ts';
import { say } from '../page/toast.tsx';
import { words } from '../words/words.ts';
import { fonts, ink, ink2, MapColumn } from './map_column.tsx';
import { textsOf, type PaperTexts } from './paper.ts';

const width = 760;
const mapHeight = 640;
const margin = 28;
const head = 64;
const foot = 62;
const height = head + mapHeight + foot + 2 * margin;
const scale = 2;

/** Words of the foot in lines that fit. */
function wrapped(text: string, size: number): string[] {
  const lines = [''];
  for (const letter of text) {
    if (textWidth(lines.at(-1)! + letter, size) > width - 2 * margin) lines.push('');
    lines[lines.length - 1] += letter;
  }
  return lines;
}

function Picture({ texts }: { texts: PaperTexts }) {
  const now = drawn.peek()!;
  const w = words.value.sheet;
  const notes = [
    ...wrapped(texts.definition, 10.5),
    ...wrapped(`${texts.source} · ${w.approval}${texts.approval || '____________'}`, 10.5),
  ];
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family={fonts}
    >
      <rect width={width} height={height} fill="#FFFFFF" />
      <text x={margin} y={margin + 26} font-size="23" font-weight="700" fill={ink}>
        {texts.title}
      </text>
      <text x={width - margin} y={margin + 10} font-size="12" font-weight="700" text-anchor="end" fill={ink}>
        {texts.day}
      </text>
      <text x={width - margin} y={margin + 28} font-size="12" text-anchor="end" fill={ink2}>
        {texts.subtitle}
      </text>
      <path d={`M${margin} ${margin + 40}H${width - margin}`} stroke={ink} stroke-width="2" />
      <g transform={`translate(${margin} ${margin + head - 12})`}>
        <MapColumn
          {...now}
          id="png"
          measure={shownMeasure.value}
          width={width - 2 * margin}
          height={mapHeight}
          label={texts.title}
        />
      </g>
      <path d={`M${margin} ${height - margin - foot + 2}H${width - margin}`} stroke={ink} />
      {notes.map((line, index) => (
        <text
          key={index}
          x={margin}
          y={height - margin - foot + 20 + index * 15}
          font-size="10.5"
          fill={ink2}
        >
          {line}
        </text>
      ))}
    </svg>
  );
}

async function pngOf(markup: string): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext('2d')!;
  pen.scale(scale, scale);
  pen.drawImage(image, 0, 0, width, height);
  return new Promise((done, failed) =>
    canvas.toBlob(blob => (blob ? done(blob) : failed(new Error('no image'))), 'image/png'),
  );
}

/** Saves the map on screen as a PNG, named after area, campaign and day. */
export async function savePng(): Promise<void> {
  const now = drawn.peek();
  if (!now) return;
  try {
    await readMapSettings();
    const texts = textsOf(now.picture, shownMeasure.peek());
    const place = document.createElement('div');
    render(<Picture texts={texts} />, place);
    const blob = await pngOf(place.innerHTML);
    render(null, place);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${texts.fileName}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    console.warn('png:', error);
    say(words.value.sheet.pngFailed);
  }
}
