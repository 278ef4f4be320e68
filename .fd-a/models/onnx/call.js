// One node of an ONNX graph with its inputs. A translation reads it; its errors name the node and the file.
import { UserError } from '../../errors.js';
import { ShapeError, shapeOf } from '../../graph/shapes.js';
import { channelAxis, dimensionsOf } from './values.js';
/** A node that is to be translated. */
export class OnnxCall {
    op;
    opset;
    inputs;
    outputs;
    context;
    #node;
    #name;
    #place;
    #attributes;
    constructor(node, name, inputs, context) {
        this.op = node.opType;
        this.opset = context.opset;
        this.inputs = inputs;
        this.outputs = node.output.length;
        this.context = context;
        this.#node = node;
        this.#name = name;
        this.#place = `the node '${name}' (${node.opType}) of ${context.file}`;
        this.#attributes = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
    }
    /** The same node with other inputs. */
    with(inputs) {
        return new OnnxCall(this.#node, this.#name, inputs, this.context);
    }
    has(attribute) {
        return this.#attributes.has(attribute);
    }
    /** An integer. */
    int(attribute, fallback) {
        const found = this.#attributes.get(attribute);
        return found === undefined ? fallback : Number(found.i);
    }
    float(attribute, fallback) {
        const found = this.#attributes.get(attribute)?.f ?? fallback;
        if (Number.isNaN(found))
            throw this.unreadable(`its '${attribute}' is not a number`);
        return found;
    }
    ints(attribute) {
        return this.#attributes.get(attribute)?.ints.map(Number);
    }
    floats(attribute) {
        return this.#attributes.get(attribute)?.floats;
    }
    text(attribute, fallback) {
        const found = this.#attributes.get(attribute);
        return found === undefined ? fallback : new TextDecoder().decode(found.s);
    }
    tensor(attribute) {
        const found = this.#attributes.get(attribute)?.t;
        return found === undefined ? undefined : this.context.tensors.read(found);
    }
    /** A required input. */
    value(i) {
        const found = this.inputs[i];
        if (found === undefined)
            throw this.unreadable(`its input ${i} is missing`);
        return found;
    }
    /** An input that depends on the picture. */
    graph(i) {
        const found = this.value(i);
        if (found.kind === 'graph')
            return found;
        const what = found.kind === 'constant' ? 'is constant' : `has the dimensions [${found.dims.join(', ')}]`;
        throw this.unsupported(`its input ${i} ${what}`);
    }
    /** An input that is a map with its channels first. */
    map(i) {
        const found = this.graph(i);
        if (found.view === 'nchw')
            return found.node;
        throw this.unsupported(`its input ${i} has the dimensions ${found.view}, not nchw`);
    }
    /** An input that does not depend on the picture. */
    constant(i) {
        const found = this.value(i);
        if (found.kind === 'constant')
            return found;
        throw this.unsupported(`its input ${i} depends on the picture`);
    }
    /** Constant numbers from an attribute (older opsets) or an input (newer ones); undefined if it has neither. */
    numbers(attribute, input) {
        const listed = this.#attributes.get(attribute);
        if (listed !== undefined)
            return listed.ints.length > 0 ? listed.ints.map(Number) : listed.floats;
        return this.inputs[input] === undefined ? undefined : [...this.constant(input).data];
    }
    /** The index of a dimension; a negative axis counts from the end. */
    axis(axis, rank) {
        const found = axis < 0 ? axis + rank : axis;
        if (Number.isInteger(found) && found >= 0 && found < rank)
            return found;
        throw this.unreadable(`its axis ${axis} is out of range for ${rank} dimensions`);
    }
    /** Throws unless the axis is that of the channels. */
    requireChannels(axis, value) {
        if (this.axis(axis, value.view.length) === channelAxis(value))
            return;
        throw this.unsupported(`it works along dimension ${axis} of ${value.view}; only the channels are supported`);
    }
    /** ONNX's dimensions as numbers: at the fixed size, or with NaN where they depend on the picture size. */
    dimensions(value) {
        if (value.kind === 'fixed')
            return [...value.dims];
        const known = this.context.isFixed ? this.declaredDimensions(value) : dimensionsOf(value, shapeOf(value.node));
        return known.map((size) => size ?? Number.NaN);
    }
    /** The number of channels, which must not depend on the picture size. */
    channels(node) {
        const channels = shapeOf(node)[1] ?? null;
        if (channels === null)
            throw this.unsupported('the channels of its input depend on the picture size');
        return channels;
    }
    /** ONNX's dimensions at the size that the file declares. */
    declaredDimensions(value) {
        return dimensionsOf(value, this.context.declared(value.node));
    }
    /**
     * Subtracts from the budget of elements.
     *
     * @throws UserError NETWORK_UNREADABLE when the budget is exceeded.
     */
    spend(elements) {
        this.context.budget.elements -= elements;
        if (this.context.budget.elements < 0)
            throw this.unreadable('the constants computed so far take too much memory');
    }
    unsupported(what) {
        return this.#error('OP_UNSUPPORTED', what);
    }
    unreadable(what, cause) {
        return this.#error('NETWORK_UNREADABLE', what, { cause });
    }
    /** The error for an operation that is in no table. */
    unknown(what, known) {
        return this.#error('OP_UNSUPPORTED', `the operation ${what} is not supported`, {
            hint: `known: ${known.join(', ')}`,
        });
    }
    /** Turns a shape error into a message for users. */
    explained(cause) {
        return cause instanceof ShapeError ? this.unreadable(`it does not fit its inputs: ${cause.message}`, cause) : cause;
    }
    #error(code, what, details = {}) {
        return new UserError(code, `${this.#place} cannot be used: ${what}`, details);
    }
}
//# sourceMappingURL=call.js.map