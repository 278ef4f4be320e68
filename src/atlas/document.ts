// An atlas as JSON, both ways. What is read may have been damaged or written by anyone, and is checked to the last number.

import { z } from 'zod';
import { UserError } from '../errors.js';
import type { Atlas, AtlasNeuron, MeasuredNeuron } from './atlas.js';
import { DESCRIPTOR_BYTES } from './descriptor.js';

/** Raised whenever what is written can no longer be read by an older program. */
const VERSION = 1;

const SHARE = z.number().min(0).max(1);
const WHOLE = z.number().int().min(0).max(1e6);
/** Layers and classes may be called anything. */
const NAME = z.string().min(1).max(10_000);

const MEASURED = z.object({
  neuron: WHOLE,
  scoreStart: z.number(),
  scoreEnd: z.number(),
  convergence: SHARE,
  dead: z.boolean(),
  colourfulness: z.number().min(0),
  contrast: SHARE,
  colours: z
    .array(z.object({ colour: z.string().regex(/^#[\da-f]{6}$/), share: SHARE }))
    .min(1)
    .max(5),
  descriptor: z
    .string()
    .regex(/^[\w+/]+={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64').length === DESCRIPTOR_BYTES, 'not a descriptor'),
  classes: z.array(z.object({ name: NAME, share: SHARE })).max(10),
});

const NEURON = MEASURED.extend({ alike: z.array(WHOLE).max(8) });

const SHEET = z.object({
  // A name, never a path: what a file of ours is called, and nothing that leads out of the folder.
  file: z.string().regex(/^[A-Za-z\d][\w-]{0,120}\.webp$/),
  columns: WHOLE.min(1),
  count: WHOLE.min(1),
});

const LAYER = z
  .object({ name: NAME, neurons: z.array(NEURON).min(1), sheets: z.array(SHEET).min(1) })
  .refine(({ neurons }) => neurons.every(({ neuron }, i) => neuron === i), 'its neurons are not numbered in order')
  .refine(
    ({ neurons }) => neurons.every(({ alike }) => alike.every((other) => other < neurons.length)),
    'neurons are alike to some that it has not',
  )
  .refine(
    ({ neurons, sheets }) => sheets.reduce((sum, { count }) => sum + count, 0) === neurons.length,
    'its sheets hold more or fewer thumbnails than it has neurons',
  );

const ATLAS = z.object({
  format: z.literal('neurozoom-atlas'),
  version: z.literal(VERSION),
  madeBy: z.string().max(500),
  network: z.object({ name: NAME, hash: z.string().regex(/^[\da-f]{64}$/) }),
  plan: z.object({ cell: WHOLE.min(16).max(512), seed: WHOLE.max(2 ** 32 - 1), steps: WHOLE.min(1) }),
  layers: z
    .array(LAYER)
    .refine((layers) => new Set(layers.map(({ name }) => name)).size === layers.length, 'a layer is there twice'),
});

/** Writes an atlas; a neuron a line, so that two atlases can be compared. */
export function toJson({ network, madeBy, plan, layers }: Atlas): string {
  const head = { format: 'neurozoom-atlas', version: VERSION, madeBy, network, plan };
  const each = layers.map(({ name, sheets, neurons }) => {
    const lines = neurons.map((neuron) => `    ${JSON.stringify(inOrder(neuron))}`);
    return `  {"name":${JSON.stringify(name)},"sheets":${JSON.stringify(sheets)},"neurons":[\n${lines.join(',\n')}\n  ]}`;
  });
  return `${JSON.stringify(head).slice(0, -1)},"layers":[\n${each.join(',\n')}\n]}\n`;
}

/** Its keys in the order of the schema: one that was read and one that was just measured are written the same. */
function inOrder(neuron: AtlasNeuron): object {
  return Object.fromEntries(Object.keys(NEURON.shape).map((key) => [key, neuron[key as keyof AtlasNeuron]]));
}

/**
 * Reads an atlas.
 *
 * @param path - What errors call it.
 * @throws UserError ATLAS_UNUSABLE when it is none, damaged, or of a newer version.
 */
export function fromJson(text: string, path: string): Atlas {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, 'it is no JSON', cause);
  }
  const version = z.object({ format: z.literal('neurozoom-atlas'), version: z.number() }).safeParse(json);
  if (version.success && version.data.version > VERSION) {
    throw new UserError('ATLAS_UNUSABLE', `${path} was written by a newer neurozoom (version ${version.data.version})`);
  }
  const checked = ATLAS.safeParse(json);
  if (checked.success) {
    const { network, madeBy, plan, layers } = checked.data;
    return { network, madeBy, plan, layers };
  }
  const [issue] = checked.error.issues;
  throw damaged(path, `${issue!.path.join('.') || 'the whole'}: ${issue!.message}`);
}

/**
 * Reads one neuron, as a journal holds it.
 *
 * @returns undefined when it is none.
 */
export function toMeasured(json: unknown): MeasuredNeuron | undefined {
  const checked = MEASURED.safeParse(json);
  return checked.success ? checked.data : undefined;
}

function damaged(path: string, why: string, cause?: unknown): UserError {
  return new UserError('ATLAS_UNUSABLE', `${path} is damaged (${why})`, {
    hint: 'move its folder away and make the atlas again with neurozoom atlas; see neurozoom atlas --help',
    cause,
  });
}
