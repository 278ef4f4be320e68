import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pictureSchema } from '../../../src/preset/picture/schema.js';
import { runInProcess } from '../../support/in-process.js';

it('prints the JSON Schema of presets that lies beside the built-in presets', async () => {
  const { code, stdout, stderr } = await runInProcess(['schema']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(readFileSync('presets/preset.schema.json', 'utf8'));
});

it('prints the JSON Schema of pictures too', async () => {
  const { code, stdout } = await runInProcess(['schema', '--picture']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(pictureSchema())));
});

it('takes no words', async () => {
  expect(await runInProcess(['schema', 'picture'])).toMatchObject({
    code: 2,
    stderr: "error: schema takes no words, got 'picture'\n",
  });
});
