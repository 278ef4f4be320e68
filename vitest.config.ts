import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    globalSetup: './test/support/temporary-folder.ts',
    // By default, one on two cores: a third of the time was idle.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: {
      // Tests load onnxruntime by themselves too.
      ORT_DISABLE_TELEMETRY: '1',
      // tsx, which runs some programs of the tests, would keep a cache in the temporary folder.
      TSX_DISABLE_CACHE: '1',
      ...(mode === 'long' ? { NEUROZOOM_LONG: '1' } : {}),
    },
  },
}));
