// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askEstimate, exportAddress, type ExportQuestion } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import {
  exportFormats,
  exportLayers,
  type EstimateAnswer,
  type ExportFormat,
  type ExportLayer,
} from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { picture } from '../picture/current.ts';
import { visibleLayers } from '../rail/shown_layers.ts';
import { view } from '../view/address.ts';
import { bytes } from '../words/bytes.ts';
import { count } from '../words/numbers.ts';
import { lang, words } from '../words/words.ts';
import './download_panel.css';
import { begin } from './export_job.ts';
import { ExportProgress } from './export_progress.tsx';

const mayBeExported = (layer: ExportLayer) =>
  (layer !== 'courtyards' && layer !== 'inspections') || visibleLayers.value.includes(layer);

/** What formats can be told about: which have a coordinate system of choice, and which a character set. */
const crsOf: Record<ExportFormat, readonly string[]> = {
  'shp.zip': ['EPSG:4490', 'EPSG:4326', 'gk', 'gk-zone', 'EPSG:3857'],
  gpkg: ['EPSG:4490', 'EPSG:4326', 'gk', 'gk-zone', 'EPSG:3857'],
  fgb: ['EPSG:4490', 'EPSG:4326', 'gk', 'gk-zone', 'EPSG:3857'],
  csv: ['EPSG:4490', 'EPSG:4326', 'gk', 'gk-zone'],
  xlsx: ['EPSG:4490', 'EPSG:4326', 'gk', 'gk-zone'],
  geojson: ['EPSG:4326'],
  kml: ['EPSG:4326'],
};
const knowsGbk = (format: ExportFormat) => format === 'shp.zip' || format === 'csv';

interface Choice {
  layer: ExportLayer;
  format: ExportFormat;
  crs: string;
  encoding: 'utf-8' | 'gbk';
  /** The selected area instead of the one on screen. */
  ofSelected: boolean;
}

export function DownloadPanel() {
  const w = words.value;
  const now = picture.value!;
  const [choice, setChoice] = useState<Choice>({
    layer: 'progress',
    format: 'xlsx',
    crs: 'EPSG:4490',
    encoding: 'utf-8',
    ofSelected: false,
  });
  const change = (part: Partial<Choice>) => setChoice(before => sound({ ...before, ...part }));
  const selected = now.place.children.find(one => one.code === view.value.selected);
  const area = (choice.ofSelected && selected) || now.place.area;
  const question: ExportQuestion = {
    layer: choice.layer,
    format: choice.format,
    crs: choice.crs,
    encoding: choice.encoding,
    area: area.code,
    level: area.level === 'village' ? 'village' : now.cellLevel,
    as_of: now.asOf,
    revision: now.snapshot,
    campaign: now.campaign.id,
    lang: lang.value,
  };
  return (
    <div class="download">
      <Field label={w.download.what}>
        <Select
          value={choice.layer}
          options={exportLayers.filter(mayBeExported).map(layer => [layer, w.exportLayer[layer]])}
          onChange={layer => change({ layer })}
        />
      </Field>
      <Field label={w.download.format}>
        <Select
          value={choice.format}
          options={exportFormats.map(format => [format, w.download.formatName[format]])}
          onChange={format => change({ format })}
        />
      </Field>
      <Field label={w.download.crs}>
        <Select
          value={choice.crs}
          options={crsOf[choice.format].map(crs => [crs, w.download.crsName(crs)])}
          onChange={crs => change({ crs })}
        />
      </Field>
      {knowsGbk(choice.format) && (
        <Field label={w.download.encoding}>
          <Select
            value={choice.encoding}
            options={[
              ['utf-8', 'UTF-8'],
              ['gbk', w.download.gbk],
            ]}
            onChange={encoding => change({ encoding })}
          />
        </Field>
      )}
      <Field label={w.download.area}>
        <Select
          value={choice.ofSelected && selected ? 'selected' : 'shown'}
          options={[
            ['shown', now.place.area.name],
            ...(selected ? [['selected', selected.name] as ['selected', string]] : []),
          ]}
          onChange={value => change({ ofSelected: value === 'selected' })}
        />
      </Field>
      <p class="download-day caption">
        {w.asOf} {now.asOf}
        {now.snapshot !== null && ` · ${w.report.revision(count(now.snapshot))}`}
      </p>
      <Estimate question={question} />
      <ExportProgress />
    </div>
  );
}

/** A format does not keep what another one could be told. */
function sound(choice: Choice): Choice {
  const crs = crsOf[choice.format].includes(choice.crs) ? choice.crs : crsOf[choice.format][0]!;
  return { ...choice, crs, encoding: knowsGbk(choice.format) ? choice.encoding : 'utf-8' };
}

/** Rows and size before anything is fetched, and then the file itself. */
function Estimate({ question }: { question: ExportQuestion }) {
  const w = words.value;
  const href = exportAddress(question);
  // An answer is of the file it was asked for, and of no other that was chosen since.
  const [answer, setAnswer] = useState<{ href: string; told?: EstimateAnswer; failed?: string } | null>(null);
  const { told = null, failed = null } = answer?.href === href ? answer : {};
  useEffect(() => {
    const asking = new AbortController();
    askEstimate(question, asking.signal)
      .then(told => setAnswer({ href, told }))
      .catch(error => {
        if (asking.signal.aborted) return;
        const reason = (error instanceof Problem && error.message) || words.peek().download.failed;
        setAnswer({ href, failed: reason });
      });
    return () => asking.abort();
  }, [href]);
  return (
    <div class="download-foot" aria-busy={told === null && failed === null}>
      <p role="status">
        {failed ??
          (told ? w.download.size(count(told.rows), bytes(told.bytes), told.exact) : w.download.counting)}
      </p>
      <p class="digits">{told?.file_name ?? ' '}</p>
      {told?.as_job ? (
        <button type="button" class="button primary" onClick={() => void begin(question)}>
          <Icon name="download" />
          <span>{w.download.later}</span>
        </button>
      ) : (
        <a class="button primary" href={href} download={told?.file_name ?? true}>
          <Icon name="download" />
          <span>{w.download.go}</span>
        </a>
      )}
    </div>
  );
}

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="download-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

function Select<Value extends string>({
  value,
  options,
  onChange,
}: {
  value: Value;
  options: [Value, string][];
  onChange: (value: Value) => void;
}) {
  return (
    <select class="select" value={value} onChange={event => onChange(event.currentTarget.value as Value)}>
      {options.map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
    </select>
  );
}
