// SPDX-License-Identifier: Apache-2.0
import { accountsEn } from './accounts_en.ts';
import { importEn } from './import_en.ts';
import { reviewEn } from './review_en.ts';
import { targetsEn } from './targets_en.ts';
import type { DeskWords } from './zh.ts';

export const en: DeskWords = {
  frame: {
    pages: {
      progress: 'Progress',
      review: 'Review desk',
      import: 'Import',
      targets: 'Targets',
      accounts: 'Accounts',
    },
    pagesLabel: 'Pages',
    skip: 'Skip to the work',
    myAccount: 'My account',
    notForRole: 'Your role cannot use this page. Ask who keeps the accounts if you need it.',
    backToProgress: 'Back to the progress map',
    needsSignIn: 'Sign in to use this page.',
    close: 'Close',
    retry: 'Try again',
    loading: 'Reading…',
    cannotReach: 'The server cannot be reached. What you typed is kept; try again when it is back.',
    requestNumber: id => `Request ${id}`,
    agoNow: 'now',
    agoMinutes: n => `${n} min`,
    agoHours: n => `${n} h`,
    agoDays: n => `${n} d`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomHome: 'Show everything',
  },
  flag: {
    outside_declared_village: 'Outside the declared village',
    outside_every_village: 'In no village',
    in_overlap: 'Where two villages overlap',
    unknown_area: 'Unknown area code',
    no_position: 'No position',
    far_from_household: 'Far from the household',
    low_accuracy: 'Poor accuracy',
    datum_suspect: 'Datum looks shifted',
    clock_skew: 'Clock of the phone is off',
    unclear_address: 'Unclear address',
    photo_far: 'Photo taken far away',
    photo_time: 'Photo taken at another time',
    photo_reused: 'Photo used before',
    photo_no_position: 'Photo without position',
    accuracy_missing: 'No accuracy',
    accuracy_zero: 'Accuracy of 0',
    accuracy_round: 'Round accuracy',
    impossible_speed: 'Impossible speed',
    stale_time: 'Observed long ago',
    before_campaign: 'Before the campaign',
  },
  verdict: { open: 'Open', confirmed: 'Doubt confirmed', dismissed: 'Explained' },
  review: reviewEn,
  import: importEn,
  targets: targetsEn,
  accounts: accountsEn,
};
