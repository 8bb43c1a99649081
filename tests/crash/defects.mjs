// SPDX-License-Identifier: Apache-2.0
// The test of the tests: what a build for tests can be asked to do wrong (COURTYARD_DEFECT), and how it is found.
// `points` are the places at which every other kill falls; the other kills fall at random moments.

export const defects = [
  { name: 'no_fsync', what: 'commits are not synced at all', how: 'power', points: [] },
  { name: 'late_fsync', what: 'commits are synced only at checkpoints', how: 'power', points: [] },
  { name: 'ack_before_commit', what: 'the answer goes out before the commit', how: 'kill', points: ['before_commit'] },
  { name: 'no_savepoint', what: 'a refused request leaves behind what it had written', how: 'kill', points: [] },
  { name: 'number_apart', what: 'the place in the feed is committed before its record', how: 'kill', points: ['after_number_before_record'] },
  { name: 'receipt_apart', what: 'the receipt of a file is committed after its rows', how: 'kill', points: ['before_receipt_of_file', 'after_receipt_of_file'] },
  { name: 'audit_apart', what: 'a change is committed before its entry in the audit', how: 'kill', points: ['before_audit_entry'] },
  { name: 'photo_not_synced', what: 'a photo gets its name before its bytes are synced', how: 'power', points: [] },
  { name: 'photo_name_not_synced', what: 'the folder of a photo is not synced', how: 'power', points: [] },
];
