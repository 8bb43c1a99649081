// SPDX-License-Identifier: Apache-2.0
// Photos that differ from each other: one small JPEG with a comment of its own, and where it was taken if anywhere.
import { madePhoto } from '../service/made_photo.mjs';

export const photoOf = (random, where = {}) =>
  madePhoto({ comment: `photo ${random.next()} ${random.next()} ${'.'.repeat(random.between(0, 9_000))}`, ...where });
