// SPDX-License-Identifier: Apache-2.0
import { me } from '../../session/session.ts';
import { lang, named } from '../../words/words.ts';
import { Icon } from '../../icons/icon.tsx';
import { DeskPage } from '../frame/desk_page.tsx';
import { pageAddress, worksOn } from '../frame/pages.ts';
import { kindsFor } from '../import/kinds.ts';
import { deskWords } from '../words/words.ts';
import { CellEditor } from './cell_editor.tsx';
import { letGo } from './editing.ts';
import { PasteForm } from './paste_form.tsx';
import { campaign, campaigns, indicator, mayEdit, place, readSheet, sheet, show } from './sheet.ts';
import { TargetGrid } from './target_grid.tsx';
import './targets.css';

/** Areas by periods, and beside them the target that is looked at. */
export function TargetsPage() {
  const w = deskWords.value.targets;
  const role = me.value?.role ?? null;
  const mayImport = worksOn(role, 'import') && kindsFor(role).includes('targets');
  return (
    <DeskPage name="targets" again={() => void readSheet()}>
      <div class="targets">
        <section class="targets-sheet" aria-label={w.title}>
          <div class="desk-row targets-choice">
            <label class="desk-field">
              {w.campaign}
              <select
                value={campaign.value?.id ?? ''}
                onChange={event => (letGo(), show({ campaign: event.currentTarget.value, indicator: null }))}
              >
                {campaigns.value.map(one => (
                  <option key={one.id} value={one.id}>
                    {named(one.name)}
                  </option>
                ))}
              </select>
            </label>
            <label class="desk-field">
              {w.indicator}
              <select
                value={indicator.value?.id ?? ''}
                onChange={event => (letGo(), show({ indicator: event.currentTarget.value }))}
              >
                {campaign.value?.indicators.map(one => (
                  <option key={one.id} value={one.id}>
                    {named(one.name)}（{named(one.unit)}）
                  </option>
                ))}
              </select>
            </label>
            <Path />
            {mayImport && (
              <a class="button" href={pageAddress('import', lang.value, 'kind=targets')}>
                <Icon name="file" />
                {w.importLink}
              </a>
            )}
          </div>
          {!mayEdit.value && sheet.value && <p class="caption">{w.readOnly}</p>}
          {sheet.value && <TargetGrid />}
          {sheet.value && mayEdit.value && <PasteForm />}
        </section>
        <CellEditor />
      </div>
    </DeskPage>
  );
}

function Path() {
  const path = place.value?.path ?? [];
  return (
    <nav class="targets-path" aria-label={deskWords.value.targets.area}>
      <ol>
        {path.map((area, i) => (
          <li key={area.code}>
            {i > 0 && <Icon name="right" size={14} />}
            {i === path.length - 1 ? (
              <b aria-current="page">{area.name}</b>
            ) : (
              <button
                type="button"
                class="link"
                onClick={() => (letGo(), show({ area: i === 0 ? null : area.code }))}
              >
                {area.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
