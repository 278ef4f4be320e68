// How long the tests take: `npm test` runs in minutes, `npm run test:long` looks longer at what chance decides and at
// every combination.

/** Whether this is `npm run test:long`. */
export const LONG = process.env.NEUROZOOM_LONG === '1';

/** Mutated files of each format; NEUROZOOM_FUZZ sets another number. */
export const FUZZ_ROUNDS = Number(process.env.NEUROZOOM_FUZZ ?? (LONG ? 10_000 : 200));

/** All of a list in the long form, the first few otherwise. */
export function someOf<T>(list: readonly T[], count: number): readonly T[] {
  return LONG ? list : list.slice(0, count);
}
