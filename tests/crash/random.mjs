// SPDX-License-Identifier: Apache-2.0
// A stream of numbers that a seed gives again.

/** SplitMix-like, 32 bits a step: `between`, `chance`, `pick`, `uuid`, and streams of their own by name. */
export class Random {
  constructor(seed) {
    this.state = typeof seed === 'string' ? hash(seed) : seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  }
  /** A whole number, both ends included. */
  between(low, high) {
    return low + (this.next() % (high - low + 1));
  }
  chance(share) {
    return this.next() / 2 ** 32 < share;
  }
  pick(list) {
    return list[this.next() % list.length];
  }
  uuid() {
    const hex = Array.from({ length: 4 }, () => this.next().toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
  /** The stream that belongs to `name`, whatever was drawn from this one. */
  stream(name) {
    return new Random(`${this.seedText ?? this.state}/${name}`);
  }
  static of(seed) {
    const random = new Random(`seed ${seed}`);
    random.seedText = `seed ${seed}`;
    return random;
  }
}

function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
