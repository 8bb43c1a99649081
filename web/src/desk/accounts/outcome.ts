// SPDX-License-Identifier: Apache-2.0
import type { Consequence } from '../../api/questions.ts';
import { deskWords } from '../words/words.ts';

/** What was done, and what else it came to: other devices that are out, tokens that are not. */
export const outcome = (done: string, { sessions_ended, tokens }: Consequence) =>
  [done, ...deskWords.value.accounts.consequence(sessions_ended, tokens)].join(' · ');
