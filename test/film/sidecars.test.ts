import { expect, it } from 'vitest';
import { metadataOf } from '../../src/film/sidecars.js';
import { version } from '../../src/preset/version.js';
import { METADATA_MAX_BYTES } from '../../src/video/encode/metadata.js';

it('puts the settings into the metadata, or says where they are if they are too long', () => {
  const head = '# neurozoom 1.2.3; an engine';
  expect(metadataOf('A', `${head}\nseed: 7\n`)).toEqual({ title: 'A', comment: `${head}\nseed: 7\n` });
  const long = metadataOf('A', `${head}\n${'ü'.repeat(METADATA_MAX_BYTES / 2)}`);
  expect(long.comment).toBe(`${head}\n# The settings are in the file beside the film.\n`);
  const named = metadataOf('A', `${head}\n# preset: mine\n${'ü'.repeat(METADATA_MAX_BYTES / 2)}`);
  expect(named.comment).toBe(`${head}\n# preset: mine\n# The settings are in the file beside the film.\n`);
});

it('knows the version of the package', async () => {
  expect(await version()).toMatch(/^\d+\.\d+\.\d+/);
});
