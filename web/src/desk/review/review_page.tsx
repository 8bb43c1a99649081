// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { DeskPage } from '../frame/desk_page.tsx';
import { deskWords } from '../words/words.ts';
import { Evidence } from './evidence.tsx';
import { History } from './history.tsx';
import { KeyHelp, KeyHints } from './key_help.tsx';
import { opened } from './opened.ts';
import { Photos } from './photos.tsx';
import { PlaceMap } from './place_map.tsx';
import { Queue } from './queue_list.tsx';
import { current, readQueue } from './queue.ts';
import { VerdictForm } from './verdict_form.tsx';
import './review.css';

/** Queue beside photos and map beside evidence and verdict; on narrow screens three steps. */
export function ReviewPage() {
  const [step, setStep] = useState(0);
  const w = deskWords.value;
  const entry = current.value;
  const shown = opened.value;
  const others = (shown?.inspection.flags ?? [])
    .filter(flag => flag !== shown?.entry.flag)
    .map(flag => w.flag[flag] ?? flag);
  return (
    <DeskPage name="review" filling again={() => void readQueue()}>
      <div class="review" data-step={step} data-opened={shown?.entry.id}>
        <section class="review-queue" aria-label={w.review.queue}>
          <Queue onOpen={() => setStep(1)} />
        </section>
        <section class="review-centre" aria-label={w.review.steps[1]}>
          {shown && entry && (
            <>
              <header class="review-head">
                <h2>
                  {shown.household?.name ?? w.review.noHousehold}
                  {shown.household && <span>{shown.household.address}</span>}
                </h2>
                {shown.household && <span class="digits">{w.review.household(shown.household.id)}</span>}
                <span class="review-badges">
                  <span class="badge signal">
                    <Icon name="flag" size={12} />
                    {w.flag[shown.entry.flag] ?? shown.entry.flag}
                  </span>
                  {others.length > 0 && (
                    <span class="badge accent" title={others.join(', ')}>
                      {others.length === 1 ? others[0] : `+${others.length}`}
                    </span>
                  )}
                </span>
              </header>
              <Photos />
              <PlaceMap />
            </>
          )}
        </section>
        <section class="review-evidence" aria-label={w.review.steps[2]}>
          {shown && entry && (
            <>
              <div class="review-told" tabIndex={0} role="region" aria-label={w.review.evidence}>
                <Evidence />
                <History />
              </div>
              <VerdictForm />
            </>
          )}
        </section>
        <nav class="review-steps" aria-label={w.review.title}>
          <button
            type="button"
            class="button"
            hidden={step === 0}
            onClick={() => setStep(Math.max(0, step - 1))}
          >
            {w.review.previousStep}
          </button>
          <span>
            {step + 1}/3 {w.review.steps[step]}
          </span>
          <button
            type="button"
            class="button primary"
            hidden={step === 2}
            onClick={() => setStep(Math.min(2, step + 1))}
          >
            {w.review.nextStep}
          </button>
        </nav>
        <KeyHints />
      </div>
      <KeyHelp />
      <p class="unseen" role="status" aria-live="polite">
        {entry && w.review.spoken(entry.detail, entry.area?.name ?? '')}
      </p>
    </DeskPage>
  );
}
