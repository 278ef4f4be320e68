// Computes the values of an ONNX graph on demand. Each node is translated after the nodes that it depends on, in loops
// instead of recursion, since a file may be thousands of nodes deep.
import { UserError } from '../../errors.js';
import { rememberedShapes } from '../../graph/shapes.js';
import { OnnxCall } from './call.js';
import { MAX_ELEMENTS } from './tensors.js';
import { translate } from './translate.js';
/**
 * Opens an evaluator. No node is translated yet.
 *
 * @param size - The picture size, if the file is read at one fixed size; null for any size.
 */
export function createEvaluator(graph, names, producers, initializers, reading, size) {
    const context = {
        file: reading.file,
        opset: reading.opset,
        tensors: reading.tensors,
        declared: rememberedShapes(size ?? { height: reading.height, width: reading.width }),
        batch: reading.batch,
        budget: { elements: MAX_ELEMENTS },
        isFixed: size !== null,
        grid: {},
    };
    const values = new Map([[reading.input, reading.picture]]);
    const done = new Set();
    const failures = new Map();
    /** An omitted input has an empty name. */
    const inputOf = (name, reader) => {
        if (name === '')
            return undefined;
        const known = values.get(name);
        if (known !== undefined)
            return known;
        const tensor = initializers.get(name);
        if (tensor === undefined) {
            throw new UserError('NETWORK_UNREADABLE', `the node '${reader}' of ${reading.file} reads '${name}', which no node produces`);
        }
        const value = reading.tensors.read(tensor);
        values.set(name, value);
        return value;
    };
    const run = (i) => {
        const node = graph.node[i];
        const inputProducers = node.input.flatMap((input) => producers.get(input) ?? []);
        const failed = inputProducers.find((producer) => failures.has(producer));
        done.add(i);
        try {
            if (failed !== undefined)
                throw failures.get(failed);
            const inputs = node.input.map((name) => inputOf(name, names[i]));
            for (const [at, value] of translate(node, new OnnxCall(node, names[i], inputs, context)).entries()) {
                const name = node.output[at] ?? '';
                if (name !== '')
                    values.set(name, value);
            }
        }
        catch (cause) {
            failures.set(i, cause);
        }
    };
    const read = (name) => {
        const wanted = producers.get(name);
        const stack = done.has(wanted) ? [] : [{ i: wanted, next: 0 }];
        for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
            const input = graph.node[top.i].input[top.next];
            top.next += 1;
            if (input === undefined) {
                run(top.i);
                stack.pop();
            }
            else {
                const producer = producers.get(input);
                if (producer !== undefined && !done.has(producer))
                    stack.push({ i: producer, next: 0 });
            }
        }
        const value = values.get(name);
        if (value === undefined)
            throw failures.get(wanted);
        return value;
    };
    return { read, grid: context.grid };
}
//# sourceMappingURL=evaluator.js.map