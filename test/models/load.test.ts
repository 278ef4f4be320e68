import { describe, expect, it } from 'vitest';
import { openNetwork } from '../../src/models/load.js';

describe('openNetwork', () => {
  it('opens the bundled network by its name', async () => {
    const model = await openNetwork('efficientnet-lite0');
    expect(model.name).toBe('efficientnet-lite0');
    expect(model.layers.map(({ name }) => name)).toContain('block8');
  });

  it('opens the InceptionV3 of nsfwjs, which is installed here', async () => {
    const model = await openNetwork('inception-v3');
    expect(model.name).toBe('inception-v3');
    expect(model.layers.map(({ name }) => name)).toContain('mixed4');
  });

  it.each(['inception', '', 'toString', 'constructor'])('lists the known networks for %j', async (name) => {
    await expect(openNetwork(name)).rejects.toMatchObject({
      name: 'UserError',
      code: 'NETWORK_UNKNOWN',
      message: `the network '${name}' is not known`,
      hint: expect.stringMatching(
        /^known: efficientnet-lite0, vgg16, .*, inception-v3, and files: .h5, .keras, model.json, .onnx; all: neurozoom networks$/,
      ),
    });
  });
});
