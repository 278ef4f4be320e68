import { expect, it } from 'vitest';
import { cpuFamily, familyOf } from '../../src/engines/cpu-family.js';

const flags = (list: string) => `processor\t: 0\nmodel name\t: A CPU\nflags\t\t: ${list}\nbogomips\t: 5192.30\n`;

it.each([
  ['x64', flags('fpu sse2 avx fma avx2 avx512f avx512dq'), 'AVX-512'],
  ['x64', flags('fpu sse2 avx fma avx2'), 'AVX2'],
  ['x64', flags('fpu sse2 avx avx2'), 'x64 without AVX2'],
  ['x64', flags('fpu sse2 fma avx avx2x'), 'x64 without AVX2'],
  ['arm64', 'processor\t: 0\nFeatures\t: fp asimd sve sme\n', 'arm64 with SME'],
  ['arm64', 'processor\t: 0\nFeatures\t: fp asimd\n', 'arm64'],
])('reads the family from the features of %s: %j is %s', (architecture, info, family) => {
  expect(familyOf(architecture, info, 'A CPU')).toBe(family);
});

it('is the model, or the architecture, if the features are unknown', () => {
  expect(familyOf('arm64', null, 'Apple M2')).toBe('Apple M2');
  expect(familyOf('x64', null, ' ')).toBe('x64');
});

it('finds the family of this machine', () => {
  expect(cpuFamily()).toMatch(/\S/);
});
