// SPDX-License-Identifier: Apache-2.0

/** `1 row`, `2 rows`. */
export const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;
