import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { openOnnx } from '../../../src/models/onnx/onnx.js';
import { ONNX_FOLDED_OPERATIONS, ONNX_OPERATIONS } from '../../../src/models/onnx/translate.js';
import { ModelProtoSchema } from '../../../src/onnx-format/gen/onnx_pb.js';
import { decodeOnnx, looksLikeOnnx } from '../../../src/onnx-format/read.js';
import { openStream, type RandomStream } from '../../../src/tensor/random.js';
import { ONNX_CASES } from '../../support/onnx/cases.js';
import { onnxFile } from '../../support/onnx/file.js';
import { ARCHITECTURE_NAMES, architectureFile } from '../../support/onnx/nets.js';
import { PLAIN } from '../../support/onnx/open.js';
import { FUZZ_ROUNDS } from '../../support/scale.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neurozoom-fuzz-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/**
 * Damage to the bytes of a file: flipped bits, changed bytes, parts lost, doubled or taken from another file, huge
 * numbers.
 */
const MUTATIONS: readonly ((bytes: Uint8Array, random: RandomStream) => Uint8Array)[] = [
  (bytes, random) => changed(bytes, random, (value) => value ^ (1 << random.integer(8))),
  (bytes, random) => changed(bytes, random, () => random.integer(256)),
  (bytes, random) => changed(bytes, random, () => 255),
  (bytes, random) => changed(bytes, random, () => 0),
  (bytes, random) => bytes.slice(0, random.integer(bytes.length)),
  restructured,
  restructured,
  restructured,
  restructured,
  (bytes, random) => {
    const [from, count] = [random.integer(bytes.length), random.integer(40)];
    return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(from + count)]);
  },
  (bytes, random) => {
    const [from, count, to] = [random.integer(bytes.length), random.integer(200), random.integer(bytes.length)];
    return Uint8Array.from([...bytes.subarray(0, to), ...bytes.subarray(from, from + count), ...bytes.subarray(to)]);
  },
];

/** Damage to well-formed files: numbers, names and operations in the wrong places. */
function restructured(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const model = decodeOnnx(bytes.slice());
  const { node: nodes, initializer: tensors } = model.graph!;
  const pick = <T>(list: readonly T[]): T | undefined => list[random.integer(Math.max(1, list.length))];
  const number = () => BigInt(pick(NUMBERS)!);
  for (let times = 1 + random.integer(3); times > 0; times--) {
    const [node, other, tensor] = [pick(nodes)!, pick(nodes)!, pick(tensors)];
    const attribute = pick(node.attribute);
    const input = random.integer(Math.max(1, node.input.length));
    const changes: readonly (() => void)[] = [
      () => attribute?.ints.splice(random.integer(attribute.ints.length + 1), random.integer(2), number()),
      () => {
        if (attribute !== undefined) [attribute.i, attribute.f] = [number(), Number(number())];
      },
      () => node.attribute.splice(random.integer(node.attribute.length + 1), 1),
      () => node.input.splice(input, random.integer(2), pick(other.output) ?? 'x'),
      () => node.input.splice(input, 1, tensor?.name ?? 'x'),
      () => node.input.splice(input, 1),
      () => node.output.splice(0, 1, pick(other.output) ?? ''),
      () => {
        node.opType = random.integer(2) === 0 ? other.opType : pick(OPERATIONS)!;
      },
      () => tensor?.dims.splice(random.integer(tensor.dims.length + 1), random.integer(2), number()),
      () => {
        if (tensor === undefined) return;
        tensor.dataType = random.integer(20);
        tensor.rawData = tensor.rawData.subarray(random.integer(9));
      },
      () => tensor?.int64Data.splice(random.integer(tensor.int64Data.length + 1), random.integer(2), number()),
      () => {
        model.opsetImport[0]!.version = BigInt(5 + random.integer(20));
      },
    ];
    pick(changes)!();
  }
  return toBinary(ModelProtoSchema, model);
}

const NUMBERS = [-1, 0, 1, 2, 3, 4, 5, 16, -2, 255, 65_536, 2 ** 31 - 1, -(2 ** 31), 2 ** 40, Number.MAX_SAFE_INTEGER];

const OPERATIONS = [...ONNX_OPERATIONS, ...ONNX_FOLDED_OPERATIONS];

function changed(bytes: Uint8Array, random: RandomStream, change: (value: number) => number): Uint8Array {
  const copy = bytes.slice();
  for (let times = 1 + random.integer(4); times > 0; times--) {
    const at = random.integer(copy.length);
    copy[at] = change(copy[at]!);
  }
  return copy;
}

/** Opens the file and reads every layer. @returns How many layers opened, and how many failed with an error. */
async function ask(path: string): Promise<readonly [came: number, complained: number]> {
  let [came, complained] = [0, 0];
  const attempt = (use: () => unknown) => {
    try {
      use();
      came += 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      complained += 1;
    }
  };
  try {
    const { layers } = await openOnnx(path, { name: 'net', preprocessing: PLAIN });
    for (const layer of layers) attempt(() => layer.node);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    complained += 1;
  }
  return [came, complained];
}

describe('mutated files', () => {
  const files = [
    ...ARCHITECTURE_NAMES.map(architectureFile),
    ...ONNX_CASES.filter(({ weights }) => Object.keys(weights).length > 0).map((one) =>
      onnxFile({ ...one, outputs: [one.nodes.at(-1)!.outputs[0]!] }),
    ),
  ];

  // The timeout is the test: an endless walk, or one over all pairs of bytes, would exceed it.
  it(`open, or give one clear error, ${FUZZ_ROUNDS} times`, { timeout: 60_000 + FUZZ_ROUNDS * 50 }, async () => {
    const path = join(folder, 'net.onnx');
    let [allCame, allComplained] = [0, 0];
    for (let round = 0; round < FUZZ_ROUNDS; round++) {
      const random = openStream(round, 'fuzz');
      const source = files[random.integer(files.length)]!;
      const mutate = MUTATIONS[random.integer(MUTATIONS.length)]!;
      const bytes = mutate(source, random);
      writeFileSync(path, bytes);
      expect(typeof looksLikeOnnx(bytes.subarray(0, 4096))).toBe('boolean');
      try {
        const [came, complained] = await ask(path);
        allCame += came;
        allComplained += complained;
      } catch (error) {
        throw new Error(`Round ${round} of the fuzz test failed.`, { cause: error });
      }
    }
    // Both happen: the mutations are neither too mild nor too strong.
    expect(allCame).toBeGreaterThan(FUZZ_ROUNDS / 10);
    expect(allComplained).toBeGreaterThan(FUZZ_ROUNDS / 10);
  });
});
