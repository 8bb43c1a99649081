// SPDX-License-Identifier: Apache-2.0
// What the clients sent and what they were told. Kept in memory: it never needs a disk to be right.

/** One thing asked of the server; `told` is a file that was refused: {kind, id, content, state: 'sent' | 'acked' | 'told', revision, cycle}. */
export class Ledger {
  constructor() {
    this.entries = new Map();
    this.highest = 0;
  }
  sent(entry) {
    entry.state = 'sent';
    entry.cycle = this.cycle;
    this.entries.set(`${entry.kind} ${entry.id}`, entry);
    return entry;
  }
  acked(entry, answer) {
    entry.state = 'acked';
    try {
      const { revision } = JSON.parse(answer.text);
      if (!answer.cut && Number.isInteger(revision)) entry.revision = revision;
    } catch {
      // The answer was cut short by the kill: it was given all the same.
    }
    this.highest = Math.max(this.highest, entry.revision ?? 0);
  }
  list(kind) {
    return [...this.entries.values()].filter((entry) => entry.kind === kind);
  }
  find(kind, id) {
    return this.entries.get(`${kind} ${id}`);
  }
  count(state) {
    return [...this.entries.values()].filter((entry) => entry.state === state).length;
  }
}
