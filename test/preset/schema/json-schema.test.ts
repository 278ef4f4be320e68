import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parsePicture } from '../../../src/preset/load.js';
import { checkPicture, pictureSchema } from '../../../src/preset/picture/schema.js';
import { pictureToYaml } from '../../../src/preset/picture/write.js';
import { checkSettings, presetSchema } from '../../../src/preset/schema/schema.js';
import { toYaml } from '../../../src/preset/write.js';
import { REFUSED_PICTURES, REFUSED_PRESETS, type Refused } from '../../support/preset/refused.js';
import { anySettings } from '../../support/preset/settings.js';
import { blocks } from '../../support/web/pages.js';

const options = { allErrors: true, strict: false } as const;
const isPreset = new Ajv(options).compile(presetSchema());
const isPicture = new Ajv(options).compile(pictureSchema());

const titled = (all: readonly Refused[]) => all.map((one) => [JSON.stringify(one.given), one] as const);

describe('the JSON Schema of presets', () => {
  it('lies beside the built-in presets', async () => {
    const text = `${JSON.stringify(presetSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../presets/preset.schema.json');
  });

  const files = readdirSync('presets').filter((name) => name.endsWith('.yaml'));
  it.each(files)('takes the built-in preset %s, which names the schema in its first line', (file) => {
    const text = readFileSync(`presets/${file}`, 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=preset.schema.json');
    isPreset(parse(text));
    expect(isPreset.errors).toBeNull();
  });

  it.each(blocks('docs/presets.md', 'yaml'))('takes the example %j', (text) => {
    isPreset(parse(text));
    expect(isPreset.errors).toBeNull();
  });

  it('accepts all settings written as a preset', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        isPreset(parse(toYaml(settings)));
        expect(isPreset.errors).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it.each(titled(REFUSED_PRESETS))('refuses what is refused, as far as it can: %s', (_, { given, beyond }) => {
    expect(isPreset(given)).toBe(beyond !== undefined);
  });

  it('has the defaults that are used', () => {
    const preset = { cycle: { neurons: ['block8:40'] } };
    const filled = structuredClone(preset);
    new Ajv({ ...options, useDefaults: true }).validate(presetSchema(), filled);
    expect(filled).toMatchObject({ size: '512x512', camera: { zoom: { doubles: '2.5s' } } });
    expect(checkSettings(filled)).toEqual(checkSettings(preset));
  });

  it('describes every key', () => {
    expect(undescribed(presetSchema())).toEqual([]);
    expect(undescribed(pictureSchema())).toEqual([]);
  });
});

describe('the JSON Schema of pictures', () => {
  it('accepts all settings written as YAML', () => {
    const text = 'picture: image\nshow: [["0.7*block8:40 - block9:2@center"]]\noutput: { format: jpeg, quality: 80 }\n';
    isPicture(parse(pictureToYaml(parsePicture(text, { name: 'picture' }))));
    expect(isPicture.errors).toBeNull();
  });

  it.each(titled(REFUSED_PICTURES))('refuses what is refused, as far as it can: %s', (_, { given, beyond }) => {
    expect(isPicture(given)).toBe(beyond !== undefined);
  });

  it('has the defaults that are used', () => {
    const picture = { picture: 'image', show: [['a:1']] };
    const filled = structuredClone(picture);
    new Ajv({ ...options, useDefaults: true }).validate(pictureSchema(), filled);
    expect(filled).toHaveProperty('ascent.rate');
    expect(checkPicture(filled)).toEqual(checkPicture(picture));
  });
});

/** Paths of the properties without a description. */
function undescribed(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const found = Object.entries(schema).flatMap(([key, value]) => undescribed(value, `${path}/${key}`));
  const { properties } = schema as { readonly properties?: Record<string, Record<string, unknown> | false> };
  const own = Object.entries(properties ?? {}).filter(
    ([, value]) => value !== false && !('description' in value) && !('$ref' in value) && !('allOf' in value),
  );
  return [...own.map(([key]) => `${path}/${key}`), ...found];
}
