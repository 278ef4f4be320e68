import { describe, expect, it } from 'vitest';
import { ARCHITECTURES } from '../../../src/models/keras/architectures/known.js';
import { CATALOG, fileNameOf, inCatalog } from '../../../src/models/store/catalog.js';

describe('the catalog', () => {
  it('has an architecture for each entry, and its preprocessing', () => {
    for (const { name, architecture, preprocessing } of CATALOG) {
      const found = ARCHITECTURES.find((one) => one.name === architecture);
      expect([name, preprocessing]).toEqual([name, found?.preprocessing]);
    }
  });

  it('has unique names and files, HTTPS addresses and valid MD5 sums', () => {
    expect(new Set(CATALOG.map(({ name }) => name)).size).toBe(CATALOG.length);
    expect(new Set(CATALOG.map(fileNameOf)).size).toBe(CATALOG.length);
    for (const { url, md5, bytes } of CATALOG) {
      expect(url).toMatch(/^https:\/\/.*\.h5$/);
      expect(md5 ?? '0'.repeat(32)).toMatch(/^[\da-f]{32}$/);
      expect(bytes).toBeGreaterThan(9e6);
    }
  });

  it.each([
    ['vgg16', 'vgg16'],
    ['VGG16', 'vgg16'],
    ['MobileNetV2', 'mobilenet-v2'],
    ['efficientnet_b0', 'efficientnet-b0'],
    ['inception-v3', undefined],
    ['vgg', undefined],
    ['', undefined],
  ])('knows %j as %j', (written, name) => {
    expect(inCatalog(written)?.name).toBe(name);
  });
});
