// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { begun, isSignedIn } from '../../session/session.ts';
import { startDesk } from '../frame/start.tsx';
import { readBatches, warnBeforeLeaving } from './files.ts';
import { ImportPage } from './import_page.tsx';

startDesk('import', <ImportPage />);
warnBeforeLeaving();
effect(() => {
  if (begun.value && isSignedIn.value) void readBatches();
});
