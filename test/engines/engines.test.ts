import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Session } from '../../src/engines/engine.js';
import { onnxEngine } from '../../src/engines/onnx-engine.js';
import { openEngine } from '../../src/engines/open-engine.js';
import type { OpName, Pair } from '../../src/graph/attributes.js';
import { gradient } from '../../src/graph/gradient.js';
import { type Node, topologicalOrder } from '../../src/graph/graph.js';
import {
  activation,
  add,
  affine,
  averagePool,
  constant,
  conv,
  dense,
  dot,
  flatten,
  input,
  maxPool,
  pad,
  relu,
  spatialMean,
} from '../../src/graph/ops.js';
import type { ScoreGraph } from '../../src/graph/score-graph.js';
import { channelsOf, inferShapes } from '../../src/graph/shapes.js';
import { simplifyGradient } from '../../src/graph/simplify/simplify.js';
import { VJP_RULES } from '../../src/graph/vjp-rules.js';
import { scoreGraph } from '../../src/optvis/objective.js';
import type { Tensor } from '../../src/tensor/tensor.js';
import { expectClose, relativeDifference } from '../support/graph/close.js';
import { interpret } from '../support/graph/interpreter.js';
import { OP_CASES, type OpCase } from '../support/graph/op-cases.js';
import {
  inceptionBlock,
  invertedResidual,
  kernelMove,
  picture,
  randomConstant,
  randomTensor,
  reductionBlock,
  squareWindow,
  tiedTensor,
  tinyInception,
  unit,
} from '../support/networks/nets.js';

/** The engine sums some hundred products in float32; the interpreter sums in float64. */
const TOLERANCE = 2e-5;

/** All engines run the same tests. */
const ENGINES: readonly { readonly name: string; readonly make: () => Promise<Engine> }[] = [
  { name: 'cpu, in this process', make: () => onnxEngine({ threads: 2 }) },
  { name: 'cpu', make: () => openEngine({ name: 'cpu', threads: 2 }) },
];

const LAYER = 'y';
const HEADS = 4;
const WEIGHTS = Float32Array.of(1, -0.5, 2, 0.25);

/**
 * A score on the value under test. A random mixture and a leaky ReLU lie between the two, so that every position of the
 * value gets a different outgrad.
 */
function scoreOn(build: (x: Node) => Node, channels: number, size: Pair): ScoreGraph {
  const image = picture();
  const x = channels === 3 ? image : conv(image, randomConstant([channels, 3, 1, 1], 51), undefined, kernelMove());
  const y = build(x);
  const weights = input(`weights:${LAYER}`, [1, HEADS]);
  const score = dot(weights, heads(y, size));
  return { image, weights: new Map([[LAYER, weights]]), score, gradient: gradient(score, image) };
}

function heads(y: Node, [height, width]: Pair): Node {
  const shape = inferShapes([y], { height, width }).get(y)!;
  if (shape.length === 2) return leaky(dense(y, randomConstant([shape[1]!, HEADS], 52), undefined));
  return spatialMean(leaky(conv(y, randomConstant([HEADS, shape[1]!, 1, 1], 52), undefined, kernelMove())));
}

/** Slope 2 above 0, 1 below: never 0. */
function leaky(x: Node): Node {
  return add(x, relu(x));
}

/** The length of a flattened map is part of the graph, so there is one graph per size. */
function isFlexible({ build, channels }: OpCase): boolean {
  const shapes = [...inferShapes([build(picture(channels))]).values()];
  return shapes.every((shape) => shape.length === 4 || shape[1] !== null);
}

const plain = (graph: ScoreGraph): ScoreGraph => graph;

function simplified(graph: ScoreGraph): ScoreGraph {
  const [score, slope] = simplifyGradient([graph.score, graph.gradient]);
  return { ...graph, score: score!, gradient: slope! };
}

async function expectLikeInterpreter(
  session: Session,
  graph: ScoreGraph,
  image: Tensor,
  weights: ReadonlyMap<string, Float32Array> = new Map([[LAYER, WEIGHTS]]),
): Promise<void> {
  const feeds = Object.fromEntries(
    [...weights].map(([layer, data]) => [`weights:${layer}`, { shape: [1, data.length], data }]),
  );
  const [score, slope] = interpret([graph.score, graph.gradient], { image, ...feeds });
  const found = await session.evaluate({ image, weights });
  expect(relativeDifference([found.score], score!.data)).toBeLessThan(TOLERANCE);
  expectClose(found.gradient, slope!, TOLERANCE);
  // A test whose gradient vanishes would prove nothing.
  expect(Math.max(...slope!.data.map(Math.abs))).toBeGreaterThan(0);
}

describe.each(ENGINES)('engine $name', ({ make }) => {
  let engine: Engine;
  const sessions: Session[] = [];

  async function open(graph: ScoreGraph): Promise<Session> {
    const session = await engine.open(graph);
    sessions.push(session);
    return session;
  }

  beforeAll(async () => {
    engine = await make();
  });

  afterAll(async () => {
    for (const session of sessions) await session.close();
  });

  it.each(OP_CASES)('computes $title like the interpreter, at every size in one session', async (row) => {
    // The graph of the rules and the simplified graph: the engine has different lowerings for them.
    await expectLikeInterpreterAtAllSizes(row, plain);
    const graph = scoreOn(row.build, row.channels, row.sizes[0]!);
    if (simplified(graph).gradient !== graph.gradient) await expectLikeInterpreterAtAllSizes(row, simplified);
  });

  async function expectLikeInterpreterAtAllSizes(
    row: OpCase,
    change: (graph: ScoreGraph) => ScoreGraph,
  ): Promise<void> {
    const rounds = isFlexible(row) ? [[...row.sizes, row.sizes[0]!]] : row.sizes.map((size) => [size]);
    for (const sizes of rounds) {
      const graph = scoreOn(row.build, row.channels, sizes[0]!);
      const session = await open(change(graph));
      for (const [i, [height, width]] of sizes.entries()) {
        await expectLikeInterpreter(session, graph, randomTensor([1, 3, height, width], 60 + i));
      }
    }
  }

  it('covers every operation', () => {
    const seen = new Set<OpName>();
    for (const { build, channels, sizes } of OP_CASES) {
      const graph = scoreOn(build, channels, sizes[0]!);
      for (const { score, gradient: slope } of [graph, simplified(graph)]) {
        for (const node of topologicalOrder([score, slope])) seen.add(node.op);
      }
    }
    expect([...seen].sort()).toEqual(Object.keys(VJP_RULES).sort());
  });

  it.each([
    squareWindow(2, 2, 'valid'),
    squareWindow(3, 2, 'valid'),
    squareWindow(3, 2, 'same'),
    squareWindow(3, 1, 'same'),
  ])('gives the outgrad of tied maxima to the first in reading order: %j', async (how) => {
    // The picture itself is pooled, so that ties are exact in both precisions.
    const graph = scoreOn((x) => maxPool(x, how), 3, [8, 8]);
    const session = await open(graph);
    for (const [height, width] of [
      [8, 8],
      [7, 10],
    ] as const) {
      await expectLikeInterpreter(session, graph, tiedTensor([1, 3, height, width], 61));
      await expectLikeInterpreter(session, graph, tiedTensor([1, 3, height, width], 62, 1));
    }
  });

  // 16 channels are one block of the runtime's layout; it runs different code below, at and above this number.
  it.each([3, 8, 16, 17, 32, 48])(
    'computes blocks of convolutions, ReLUs and pools of %i channels',
    async (channels) => {
      const build = (x: Node) => {
        const first = unit(x, channels, channels, [3, 3], { seed: 70 });
        const pooled = maxPool(first, squareWindow(3, 2, 'same'));
        return unit(pooled, channels, channels, [1, 1], { seed: 80 });
      };
      const graph = scoreOn(build, channels, [9, 9]);
      const session = await open(graph);
      await expectLikeInterpreter(session, graph, randomTensor([1, 3, 9, 9], 63));
      await expectLikeInterpreter(session, graph, randomTensor([1, 3, 12, 17], 64));
    },
  );

  it.each([1e-20, 1, 1e20])('masks a ReLU correctly at values of about %d', async (size) => {
    const grow = constant({ shape: [16], data: new Float32Array(16).fill(size) });
    const shrink = constant({ shape: [16], data: new Float32Array(16).fill(1 / size) });
    const none = constant({ shape: [16], data: new Float32Array(16) });
    const graph = scoreOn((x) => affine(relu(affine(x, grow, none)), shrink, none), 16, [6, 6]);
    await expectLikeInterpreter(await open(graph), graph, randomTensor([1, 3, 6, 6], 65));
  });

  it.each([
    { low: 0, high: 6 },
    { low: -1, high: 1 },
    { low: 0.1, high: 0.3 },
    { low: 0, high: 1e-12 },
    { low: 0, high: 1e12 },
    { low: 100, high: 100.001 },
  ])('masks what is clipped between $low and $high as close to a bound as floats come', async (bounds) => {
    const [low, high] = [Math.fround(bounds.low), Math.fround(bounds.high)];
    const inside = [low === 0 ? high * 1e-15 : above(low), (low + high) / 2, below(below(high))];
    const outside = [low, high, low === 0 ? high * -1e-15 : below(low), above(high), low - 3, high + 3];
    // A single channel is climbed: the sum of its values has slope 1 wherever it is not clipped.
    const image = picture();
    const y = activation(image, { kind: 'clip', low, high });
    const weights = input(`weights:${LAYER}`, [1, 3]);
    const score = dot(weights, spatialMean(y));
    const graph = { image, weights: new Map([[LAYER, weights]]), score, gradient: gradient(score, image) };
    const values = [...inside, ...outside];
    const at: Tensor = { shape: [1, 3, 1, values.length], data: Float32Array.from([...values, ...values, ...values]) };
    const ones = new Map([[LAYER, new Float32Array(3).fill(values.length)]]);
    for (const change of [plain, simplified]) {
      const { gradient: slope } = await (await open(change(graph))).evaluate({ image: at, weights: ones });
      expect([...slope.data.subarray(0, values.length)]).toEqual(values.map((_, i) => (i < inside.length ? 1 : 0)));
    }
  });

  // From 16 channels on the masks of strided convolutions are computed again, from the map before the 1x1 convolution.
  it.each([
    [3, 16],
    [16, 32],
    [24, 48],
    [32, 48],
  ])('computes inverted residuals of %i channels, %i inside, at every size in one session', async (channels, wide) => {
    for (const [padding, stride] of [
      ['same', 1],
      ['same', 2],
      [{ top: 0, left: 0, bottom: 1, right: 1 }, 2],
      [{ top: 1, left: 1, bottom: 1, right: 1 }, 2],
    ] as const) {
      const build = (x: Node) => invertedResidual(x, { channels, wide, kernel: 3, stride, padding, seed: 300 });
      const graph = scoreOn(build, channels, [9, 9]);
      const session = await open(simplified(graph));
      for (const [height, width] of [
        [9, 9],
        [12, 17],
        [16, 10],
      ] as const) {
        await expectLikeInterpreter(session, graph, randomTensor([1, 3, height, width], 64));
      }
    }
  });

  const vector = (values: readonly number[]) => constant({ shape: [values.length], data: Float32Array.from(values) });
  const halo = (x: Node) => pad(x, { top: 1, left: 1, bottom: 1, right: 1, fill: 0 });

  // onnxruntime would merge the zeros into the pool's padding, which a maximum ignores.
  it.each([
    ['maximum', (x: Node) => maxPool(halo(x), squareWindow(3, 2, 'valid'))],
    ['maximum of every place', (x: Node) => maxPool(halo(x), squareWindow(3, 1, 'same'))],
    ['average', (x: Node) => averagePool(halo(x), squareWindow(3, 2, 'valid'))],
    ['average of every place', (x: Node) => averagePool(halo(x), squareWindow(3, 1, 'same'))],
  ])('counts zeros around a map of negative values: %s', async (_what, build) => {
    const image = picture();
    const y = build(affine(image, vector([1, 1, 1]), vector([-9, -9, -9])));
    const reader = await engine.openReader(image, y);
    try {
      const at = randomTensor([1, 3, 9, 8], 70);
      const [expected] = interpret([y], { image: at });
      expectClose(await reader.read(at), expected!, TOLERANCE);
    } finally {
      await reader.close();
    }
  });

  it('has slope 0 where a ReLU reads exactly 0', async () => {
    const image = picture();
    const weights = input(`weights:${LAYER}`, [1, 3]);
    const score = dot(weights, spatialMean(relu(image)));
    const graph = { image, weights: new Map([[LAYER, weights]]), score, gradient: gradient(score, image) };
    const at = tiedTensor([1, 3, 4, 4], 66, 2); // -0.5 and 0
    const { gradient: slope } = await (await open(graph)).evaluate({
      image: at,
      weights: new Map([[LAYER, WEIGHTS.subarray(1)]]),
    });
    expect([...slope.data].every((value) => value === 0)).toBe(true);
  });

  it('computes two taps in one graph, each with its own weights', async () => {
    const image = picture();
    const first = inceptionBlock(unit(image, 3, 4, [3, 3]), 4, 100);
    const second = reductionBlock(first, 11, 200);
    const graph = scoreGraph(image, [
      { layer: 'first', node: first },
      { layer: 'second', node: second },
    ]);
    const session = await open(graph);
    const weightsOf = (a: number, b: number) =>
      new Map([
        ['first', randomTensor([1, channelsOf(first)], 1, a).data],
        ['second', randomTensor([1, channelsOf(second)], 2, b).data],
      ]);
    const at = randomTensor([1, 3, 11, 10], 67);
    await expectLikeInterpreter(session, graph, at, weightsOf(1, 1));
    const both = await session.evaluate({ image: at, weights: weightsOf(1, 1) });
    const one = await session.evaluate({ image: at, weights: weightsOf(1, 0) });
    const other = await session.evaluate({ image: at, weights: weightsOf(0, 1) });
    expect(one.score + other.score).toBeCloseTo(both.score, 4);
    const sum = one.gradient.data.map((value, i) => value + other.gradient.data[i]!);
    expect(relativeDifference(sum, both.gradient.data)).toBeLessThan(TOLERANCE);
    expect(relativeDifference(one.gradient.data, both.gradient.data)).toBeGreaterThan(0.01);
  });

  it('computes a whole small network like the graph before it was simplified', async () => {
    const image = picture();
    const layer = flatten(tinyInception(image), 'channels-last');
    const graph = scoreGraph(image, [{ layer: LAYER, node: layer }]);
    const session = await open(graph);
    const weights = randomTensor([1, 11], 68);
    const plain = dot(input('weights', [1, 11]), spatialMean(before(tinyInception(image))));
    const slope = gradient(plain, image);
    for (const [height, width] of [
      [11, 11],
      [14, 19],
      [20, 12],
    ] as const) {
      const at = randomTensor([1, 3, height, width], 69);
      const [score, expected] = interpret([plain, slope], { image: at, weights });
      const found = await session.evaluate({ image: at, weights: new Map([[LAYER, weights.data]]) });
      expect(relativeDifference([found.score], score!.data)).toBeLessThan(TOLERANCE);
      expectClose(found.gradient, expected!, TOLERANCE);
    }
  });

  describe('a session', () => {
    const graph = scoreOn((x) => unit(x, 3, 5, [3, 3]), 3, [6, 6]);
    const weights = new Map([[LAYER, WEIGHTS]]);
    let session: Session;

    beforeAll(async () => {
      session = await open(graph);
    });

    it('accepts new weights without opening again', async () => {
      const image = randomTensor([1, 3, 6, 6], 71);
      for (const values of [WEIGHTS, Float32Array.of(0, 0, 0, 3), Float32Array.of(-1, 2, 1, 0)]) {
        await expectLikeInterpreter(session, graph, image, new Map([[LAYER, values]]));
      }
    });

    it('gives 0 for weights of 0', async () => {
      const image = randomTensor([1, 3, 6, 6], 71);
      const found = await session.evaluate({ image, weights: new Map([[LAYER, new Float32Array(HEADS)]]) });
      expect(found.score).toBe(0);
      expect(found.gradient.data.every((value) => value === 0)).toBe(true);
    });

    it('modifies neither the picture nor the weights', async () => {
      const image = randomTensor([1, 3, 6, 6], 72);
      const copies = [image.data.slice(), WEIGHTS.slice()];
      await session.evaluate({ image, weights });
      expect([image.data, WEIGHTS]).toEqual(copies);
    });

    it('returns a gradient that belongs to the caller', async () => {
      const image = randomTensor([1, 3, 6, 6], 73);
      const { gradient: first } = await session.evaluate({ image, weights });
      const copy = first.data.slice();
      const { gradient: second } = await session.evaluate({ image: randomTensor([1, 3, 6, 6], 74), weights });
      expect(first.data).toEqual(copy);
      expect(second.data).not.toEqual(copy);
      first.data.fill(0);
      const { gradient: third } = await session.evaluate({ image, weights });
      expect(third.data).toEqual(copy);
    });

    it('gives the same numbers, bit by bit, for the same picture', async () => {
      const image = randomTensor([1, 3, 33, 31], 75);
      const first = await session.evaluate({ image, weights });
      const second = await session.evaluate({ image, weights });
      expect(second).toEqual(first);
    });

    it('refuses weights that lack a layer or do not fit it', async () => {
      const image = randomTensor([1, 3, 6, 6], 76);
      await expect(session.evaluate({ image, weights: new Map() })).rejects.toThrow(
        /Expected `weights` to have the layer 'y'/,
      );
      const wrong = new Map([[LAYER, new Float32Array(3)]]);
      await expect(session.evaluate({ image, weights: wrong })).rejects.toThrow(
        /Expected 4 `weights` for the layer 'y', got 3/,
      );
    });
  });

  it('does not open a graph when its signal has aborted', async () => {
    const graph = scoreOn(relu, 3, [4, 4]);
    await expect(engine.open(graph, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });

  it('has a description with library, version and processor', () => {
    expect(engine.description).toMatch(/^onnxruntime \d+\.\d+\.\d+, CPU \S/);
    expect(engine.threads).toBe(2);
  });
});

/** The next larger float. */
function above(value: number): number {
  return 0 - below(0 - value);
}

/** The next smaller float. */
function below(value: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer);
  bits[0]! += value > 0 ? -1 : 1;
  return new Float32Array(bits.buffer)[0]!;
}

/** The tiny Inception without the ReLUs and the concatenation at its end. */
function before(node: Node): Node {
  if (node.op === 'concat') return { ...node, inputs: node.inputs.map(before) };
  return node.op === 'relu' ? node.inputs[0]! : node;
}
