// Makes the documentation's table of operations from the code: the gradient rules, the lowerings, and the operations of
// files.

import { readFileSync } from 'node:fs';
import type { OpName } from '../../../src/graph/attributes.js';
import { gradient } from '../../../src/graph/gradient.js';
import { type Node, topologicalOrder } from '../../../src/graph/graph.js';
import { dot, flatten, input } from '../../../src/graph/ops.js';
import { inferShapes, shapeOf } from '../../../src/graph/shapes.js';
import { simplifyGradient } from '../../../src/graph/simplify/simplify.js';
import { VJP_RULES } from '../../../src/graph/vjp-rules.js';
import { LAYER_KINDS } from '../../../src/models/keras/layers.js';
import { ONNX_FOLDED_OPERATIONS, ONNX_OPERATIONS } from '../../../src/models/onnx/translate.js';
import { Emitter } from '../../../src/onnx-format/emitter.js';
import { LOWERINGS } from '../../../src/onnx-format/lowerings.js';
import { picture } from '../networks/nets.js';
import { ONNX_CASES } from '../onnx/cases.js';
import { onnxFile } from '../onnx/file.js';
import { withModel } from '../onnx/open.js';
import { OP_CASES } from './op-cases.js';

/** The page, in Markdown. */
export async function operationsPage(): Promise<string> {
  const isForward = (op: OpName) => !op.endsWith('Adjoint') && op !== 'scale' && op !== 'interleave';
  const names = (Object.keys(VJP_RULES) as OpName[]).filter((op) => op !== 'input' && op !== 'constant');
  const row = (op: OpName) => [code(op), meaningOf(op), gradientOf(op), listed(writtenFor(op)), String(rowsOf(op))];
  const becomes = await whatOnnxBecomes();
  return [
    '# Operations',
    '',
    ...wrapped(
      'The operations that the graph of a network can hold, where each comes from, and who computes it. This page is ' +
        'printed from the code and checked by `test/graph/operations-page.test.ts`.',
    ),
    '`npx vitest run test/graph/operations-page.test.ts --update` prints it again.',
    '',
    '## In the graph',
    '',
    ...wrapped(
      'The third column lists the operations of the gradient, the fourth those that the engine `onnx` runs. ' +
        '"Rows" counts the test cases: in each, the gradient is compared with central differences and the ' +
        "engine's numbers with a float64 interpreter.",
    ),
    '',
    ...table(['operation', 'meaning', 'gradient', 'engine `onnx`', 'rows'], names.filter(isForward).map(row)),
    '',
    '## In gradients only',
    '',
    'Transposed linear maps of the operations above, and parts of them. They are not differentiated again.',
    '',
    ...table(
      ['operation', 'meaning', 'engine `onnx`'],
      names.filter((op) => !isForward(op)).map((op) => [code(op), meaningOf(op), listed(writtenFor(op))]),
    ),
    '',
    '## Activations',
    '',
    ...table(['kind', 'meaning'], activations()),
    '',
    '## From ONNX files',
    '',
    'Opset 7 to 22. Every row is compared with onnxruntime itself, and its gradient with central differences.',
    '',
    ...table(
      ['ONNX', 'becomes'],
      ONNX_OPERATIONS.map((op) => [code(op), becomes.get(op) ?? 'a constant']),
    ),
    '',
    ...wrapped(`On constants: ${ONNX_FOLDED_OPERATIONS.map(code).join(', ')}.`),
    '',
    '## From Keras and TensorFlow.js files',
    '',
    ...wrapped(`Layers: ${listed(Object.keys(LAYER_KINDS))}.`),
    '',
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const listed = (texts: Iterable<string>): string => [...texts].sort().map(code).join(', ');

/** Prose in lines of at most 120 columns. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= 120) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

const source = (path: string): string => readFileSync(new URL(`../../../src/graph/${path}`, import.meta.url), 'utf8');

const ATTRIBUTES = source('attributes.ts');

/** The doc comment above a property. */
function commentOver(text: string, property: string): string {
  const found = new RegExp(String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s+readonly ${property}:`).exec(text);
  return (found?.[1] ?? '')
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function meaningOf(op: OpName): string {
  return commentOver(ATTRIBUTES.slice(ATTRIBUTES.indexOf('export interface OpAttributes')), op);
}

function activations(): string[][] {
  const text = source('activation.ts');
  const body = text.slice(
    text.indexOf('interface ActivationParameters'),
    text.indexOf('/** The name of an activation'),
  );
  return [...body.matchAll(/readonly (\w+): (?:None|\{)/g)].map(([, kind]) => [
    code(kind!),
    commentOver(body, kind!) || code(kind!),
  ]);
}

function rowsOf(op: OpName): number {
  return OP_CASES.filter((one) => one.op === op).length;
}

function gradientOf(op: OpName): string {
  const rule = VJP_RULES[op];
  if (rule === 'not-differentiable') return 'none: computes weights from weights';
  const made = new Set<string>();
  for (const { build, channels, sizes } of OP_CASES.filter((one) => one.op === op)) {
    const x = picture(channels);
    for (const node of topologicalOrder([build(x)]).filter((one) => one.op === op)) {
      const known = new Set(topologicalOrder([node]));
      const size = { height: sizes[0]![0], width: sizes[0]![1] };
      const outgrad = input(
        'outgrad',
        inferShapes([node], size)
          .get(node)!
          .map((dimension) => dimension ?? 1),
      );
      const results = (rule as (outgrad: Node, node: Node) => readonly (Node | null)[])(outgrad, node);
      if (results.every((one) => one === null)) return 'none: only the shape matters';
      const fresh = results.filter((one) => one !== null && one !== outgrad) as Node[];
      for (const one of topologicalOrder(fresh)) if (!known.has(one) && one !== outgrad) made.add(one.op);
    }
  }
  return made.size > 0 ? listed(made) : 'the outgrad itself';
}

/** Names of the ONNX operations in the lowering of an operation, over all rows of the table. */
function writtenFor(op: OpName): ReadonlySet<string> {
  const written = new Set<string>();
  if (op === 'input') return written;
  for (const { build, channels } of OP_CASES) {
    const x = picture(channels);
    const y = build(x);
    const isRow = shapeOf(y).length === 2;
    const [, count] = isRow ? shapeOf(y) : [];
    const score = dot(input('v', [1, count ?? 1]), isRow ? y : flatten(y, 'channels-first'));
    const outputs = [score, gradient(score, x)];
    const all = topologicalOrder([...outputs, ...simplifyGradient(outputs)]);
    for (const node of all.filter((one) => one.op === op)) {
      const emitter = new Emitter();
      const lower = LOWERINGS[op] as (emit: Emitter, inputs: readonly string[], node: Node) => string;
      lower(
        emitter,
        node.inputs.map((_, i) => `input_${i}`),
        node,
      );
      for (const { opType } of emitter.nodes) written.add(opType);
    }
  }
  return written;
}

/** By ONNX operation, the operations of ours in its translation, over all rows of the table. */
async function whatOnnxBecomes(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, Set<string>>();
  for (const one of ONNX_CASES) {
    const bytes = onnxFile({ ...one, outputs: [one.nodes.at(-1)!.outputs[0]!] });
    await withModel(bytes, ({ image, layers }) => {
      // Excludes the preprocessing of the picture.
      const all = topologicalOrder(layers.map(({ node }) => node));
      const before = new Set<Node>([image, ...all.filter(({ inputs }) => inputs[0] === image)]);
      for (const { kind, node } of layers) {
        const ops = found.get(kind) ?? new Set();
        found.set(kind, ops);
        for (const of of topologicalOrder([node])) {
          if (!before.has(of) && of.op !== 'constant')
            ops.add(of.op === 'activation' ? `activation ${kindOf(of)}` : of.op);
          before.add(of);
        }
      }
    });
  }
  return new Map([...found].map(([kind, ops]) => [kind, ops.size > 0 ? listed(ops) : 'the same value']));
}

function kindOf({ attributes }: Node): string {
  return (attributes as { readonly kind: string }).kind;
}
