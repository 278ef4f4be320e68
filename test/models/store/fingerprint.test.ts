import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { fingerprint } from '../../../src/models/store/fingerprint.js';
import { addNetwork } from '../../../src/models/store/registry.js';
import { TensorProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { onnxFile } from '../../support/onnx/file.js';

const folder = mkdtempSync(join(tmpdir(), 'fingerprint-'));
vi.stubEnv('NEUROZOOM_CACHE', join(folder, 'cache'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const FIXTURE = 'test/fixtures/keras/keras2-plain.h5';

describe('the fingerprint of a network', () => {
  it('is the same for the same file under any name, and differs for another file', async () => {
    const copy = join(folder, 'copy.h5');
    copyFileSync(FIXTURE, copy);
    const own = await fingerprint(FIXTURE);
    expect(own).toMatch(/^[\da-f]{64}$/);
    expect(await fingerprint(copy)).toBe(own);
    expect(await fingerprint('test/fixtures/keras/keras2-nested.h5')).not.toBe(own);
  });

  it('differs for the same file with another preprocessing', async () => {
    await addNetwork({ name: 'mine', path: FIXTURE, preprocessing: 'tf' });
    const tf = await fingerprint('mine');
    await addNetwork({ name: 'mine', path: FIXTURE, preprocessing: 'caffe' });
    expect(await fingerprint('mine')).not.toBe(tf);
  });

  it('covers the shards of a model.json, and accepts its folder', async () => {
    const model = join(folder, 'tfjs');
    mkdirSync(model);
    writeFileSync(
      join(model, 'model.json'),
      JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths: ['a.bin'], weights: [] }] }),
    );
    writeFileSync(join(model, 'a.bin'), 'one');
    const one = await fingerprint(model);
    expect(await fingerprint(join(model, 'model.json'))).toBe(one);
    writeFileSync(join(model, 'a.bin'), 'two');
    expect(await fingerprint(model)).not.toBe(one);
  });

  it('covers the weights beside an ONNX file', async () => {
    const kernel = create(TensorProtoSchema, {
      ...{ name: 'k', dataType: 1, dims: [2n, 3n, 1n, 1n], dataLocation: 1 },
      externalData: [{ key: 'location', value: 'weights.bin' }],
    });
    const nodes = [{ op: 'Conv', inputs: ['x', 'k'], outputs: ['y'] }];
    const model = join(folder, 'beside.onnx');
    writeFileSync(model, onnxFile({ opset: 13, nodes, weights: { k: kernel }, outputs: ['y'] }));
    writeFileSync(join(folder, 'weights.bin'), new Uint8Array(24));
    const one = await fingerprint(model);
    expect(await fingerprint(model)).toBe(one);
    writeFileSync(join(folder, 'weights.bin'), new Uint8Array(24).fill(1));
    expect(await fingerprint(model)).not.toBe(one);
  });

  it('of the bundled network and of the one in nsfwjs is stable', async () => {
    expect(await fingerprint('efficientnet-lite0')).toBe(await fingerprint('efficientnet-lite0'));
    expect(await fingerprint('inception-v3')).toBe(await fingerprint('inception-v3'));
  });

  it('is refused for a network that does not exist', async () => {
    await expect(fingerprint(join(folder, 'nothing.h5'))).rejects.toThrow(
      expect.objectContaining({ code: 'NETWORK_UNREADABLE' }),
    );
  });
});
