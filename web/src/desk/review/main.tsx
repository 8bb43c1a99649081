// SPDX-License-Identifier: Apache-2.0
import { effect } from '@preact/signals';
import { begun, isSignedIn } from '../../session/session.ts';
import { startDesk } from '../frame/start.tsx';
import { followKeys } from './keys.ts';
import { followCurrent } from './opened.ts';
import { readQueue, readTownships } from './queue.ts';
import { ReviewPage } from './review_page.tsx';

startDesk('review', <ReviewPage />);
followCurrent();
followKeys();
effect(() => {
  if (!begun.value || !isSignedIn.value) return;
  void readQueue();
  void readTownships();
});
