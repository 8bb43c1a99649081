// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { begun, isSignedIn } from '../../session/session.ts';
import { startDesk } from '../frame/start.tsx';
import { readSheet } from './sheet.ts';
import { TargetsPage } from './targets_page.tsx';

startDesk('targets', <TargetsPage />);
effect(() => {
  if (begun.value && isSignedIn.value) void readSheet();
});
