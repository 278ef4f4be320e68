import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests load onnxruntime by themselves too.
    env: { ORT_DISABLE_TELEMETRY: '1' },
  },
});
