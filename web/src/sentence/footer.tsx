// SPDX-License-Identifier: Apache-2.0
import { Icon } from '../icons/icon.tsx';
import { copy } from '../page/toast.tsx';
import { picture } from '../picture/current.ts';
import type { Picture } from '../picture/picture.ts';
import { fullDay } from '../words/days.ts';
import { count, share } from '../words/numbers.ts';
import { lang, named, words } from '../words/words.ts';
import type { SentencePart } from '../words/zh.ts';
import { LiveMark } from './live_mark.tsx';
import { ReportButton } from './report_panel.tsx';
import './footer.css';
import './report_panel.css';

/** The sentence of the report with the numbers on screen, ready to be copied. */
export function Footer() {
  const now = picture.value;
  const w = words.value;
  const parts = now ? sentenceOf(now) : [];
  return (
    <footer class="footer">
      {now && (
        <>
          <p class="sentence">
            {parts.map((part, index) => (typeof part === 'string' ? part : <b key={index}>{part.figure}</b>))}
          </p>
          <button
            type="button"
            class="button ghost"
            aria-label={w.copy}
            onClick={() => void copy(plain(parts), w.copied, w.copyFailed)}
          >
            <Icon name="copy" />
            <span>{w.copy}</span>
          </button>
          <ReportButton />
          <p class="basis">{w.basis(now.ranking.edition, count(now.ranking.revision))}</p>
        </>
      )}
      <LiveMark />
    </footer>
  );
}

export function sentenceOf({ campaign, place, total, asOf }: Picture): SentencePart[] {
  return words.value.sentence({
    day: fullDay(asOf, lang.value),
    area: place.area.name,
    // Of the children's programme this page counts places, and says so.
    campaign: named(campaign.record === 'help-points' ? campaign.indicator.name : campaign.name),
    unit: named(campaign.indicator.unit),
    years: campaign.years.length,
    completed: count(total.completed),
    share: total.share_plan === null ? null : share(total.share_plan),
    thisYear:
      total.share_year === null
        ? null
        : { completed: count(total.completed_year), share: share(total.share_year) },
  });
}

/** Chinese text stands without the spaces that set figures off on screen. */
function plain(parts: SentencePart[]): string {
  const text = parts.map(part => (typeof part === 'string' ? part : part.figure)).join('');
  return lang.value === 'zh' ? text.replace(/ /g, '') : text;
}
