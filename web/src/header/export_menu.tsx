// SPDX-License-Identifier: Apache-2.0
import { exportAddress } from '../api/questions.ts';
import { exportLayers, type ExportLayer } from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { picture } from '../picture/current.ts';
import { words } from '../words/words.ts';
import { Popover } from '../page/popover.tsx';
import { visibleLayers } from '../rail/shown_layers.ts';

const mayBeExported = (layer: ExportLayer) =>
  (layer !== 'courtyards' && layer !== 'inspections') || visibleLayers.value.includes(layer);

/** Shapefiles of the area and the day on screen. */
export function ExportMenu() {
  const w = words.value;
  const now = picture.value;
  if (!now) return null;
  const { area } = now.place;
  return (
    <Popover
      className="export"
      align="right"
      buttonClass="button ghost with-word"
      label={w.export}
      button={
        <>
          <Icon name="download" />
          <span>{w.export}</span>
        </>
      }
    >
      <p class="menu-note">
        {w.exportScope(area.name, now.asOf)}
        <br />
        {w.exportHint}
      </p>
      <ul>
        {exportLayers.filter(mayBeExported).map(layer => (
          <li key={layer}>
            <a class="menu-item" href={exportAddress(layer, area.code, now.asOf, now.campaign.id)} download>
              <span>{w.exportLayer[layer]}</span>
              <span class="digits">{layer}.shp.zip</span>
            </a>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
