// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { Popover } from '../page/popover.tsx';
import { words } from '../words/words.ts';

const ReportPanel = lazily(() => import('./report_panel.tsx').then(module => module.ReportPanel));

/** The half-year report of the area on screen up to the day on screen, ready to be copied. */
export function ReportButton() {
  const w = words.value;
  return (
    <Popover
      align="right"
      className="report"
      buttonClass="button ghost"
      label={w.report.open}
      button={
        <>
          <Icon name="report" />
          <span>{w.report.name}</span>
        </>
      }
    >
      <ReportPanel />
    </Popover>
  );
}
