// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { Popover } from '../page/popover.tsx';
import { picture } from '../picture/current.ts';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';

const DownloadPanel = lazily(() => import('./download_panel.tsx').then(module => module.DownloadPanel));

/** What is on screen, as a file. */
export function ExportMenu() {
  const w = words.value;
  if (!picture.value || !may.export.value) return null;
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
      <DownloadPanel />
    </Popover>
  );
}
