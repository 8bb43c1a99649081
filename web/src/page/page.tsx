// SPDX-License-Identifier: Apache-2.0
import { ExplainSheet } from '../explain/explain.tsx';
import { Header } from '../header/header.tsx';
import { KpiStrip } from '../kpi/kpi_strip.tsx';
import { lazily } from '../lazy/lazy.tsx';
import { Legend } from '../legend/legend.tsx';
import { Patterns } from '../legend/patterns.tsx';
import { MapPanel } from '../map/map_panel.tsx';
import { Rail } from '../rail/rail.tsx';
import { Ranking } from '../ranking/ranking.tsx';
import { Footer } from '../sentence/footer.tsx';
import { curtained, over, signInWanted } from '../session/session.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { Trend } from '../trend/trend.tsx';
import { words } from '../words/words.ts';
import { waiting } from '../picture/current.ts';
import { Notices } from './notices.tsx';
import { KeyHelp } from './key_help.tsx';
import { Spoken } from './spoken.tsx';
import { Toast } from './toast.tsx';
import './page.css';

const SignIn = lazily(() => import('../session/sign_in.tsx').then(module => module.SignIn));

export function Page() {
  return (
    <>
      <a class="skip" href="#ranking" onClick={toTable}>
        {words.value.skipToTable}
      </a>
      <Patterns />
      <div class="page">
        <Header />
        {waiting.value && <div class="waiting" role="progressbar" aria-label={words.value.loading} />}
        <Notices />
        <div class="rail">
          <Rail />
        </div>
        <main class="centre">
          <KpiStrip />
          <MapPanel />
          <Legend />
          <Timeline />
        </main>
        <aside class="right" aria-label={words.value.ranking}>
          <Ranking />
          <Trend />
        </aside>
        <ExplainSheet />
        <Footer />
      </div>
      <Spoken />
      <Toast />
      <KeyHelp />
      {signInWanted.value && !(over.value && curtained.value) && <SignIn />}
    </>
  );
}

/** The hash of the address belongs to the view, so the skip link moves focus by itself. */
function toTable(event: Event) {
  event.preventDefault();
  document.getElementById('ranking')?.focus();
}
