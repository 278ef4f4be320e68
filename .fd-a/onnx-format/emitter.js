// Collects the nodes and initialisers of an ONNX graph and gives each value a name. Equal integer constants are stored
// once.
import { sideName } from '../graph/planes.js';
import { channelsOf } from '../graph/shapes.js';
import { floatTensor, integerTensor, nodeProto, valueInfo, } from './proto.js';
/** Appends ONNX nodes. Each method returns the name of the value. */
export class Emitter {
    nodes = [];
    initializers = [];
    /** The known shapes of values, by name. */
    #shapes = new Map();
    #planes;
    #integers = new Map();
    #floats = new Map();
    #remembered = new Map();
    /** The name of an input with free height and width. */
    picture;
    #count = 0;
    /** @param planes - The known heights and widths of the graph's maps. */
    constructor(planes = new Map()) {
        this.#planes = planes;
    }
    /** The shapes of the values recorded as maps. */
    get shapes() {
        return [...this.#shapes.values()];
    }
    /** The height and width of a map, if known. */
    planeOf(node) {
        return this.#planes.get(node);
    }
    /**
     * Records that a value has the shape of a map of the graph. onnxruntime infers few shapes with free height and width.
     * It adds and multiplies in its blocked layout only if it knows that two shapes are equal.
     */
    shaped(value, like) {
        const plane = this.#planes.get(like);
        if (plane === undefined || this.#shapes.has(value))
            return value;
        this.#shapes.set(value, valueInfo(value, [1, channelsOf(like), ...plane.map(sideName)]));
        return value;
    }
    /** Returns the value made for this key, or makes it. */
    once(key, make) {
        const known = this.#remembered.get(key);
        if (known !== undefined)
            return known;
        const made = make();
        this.#remembered.set(key, made);
        return made;
    }
    /** Adds a node with one output. An empty input name omits an optional input. */
    node(opType, inputs, attributes = {}) {
        return this.nodeWithOutputs(opType, inputs, 1, attributes)[0];
    }
    /** Adds a node with several outputs. */
    nodeWithOutputs(opType, inputs, outputs, attributes = {}) {
        const names = Array.from({ length: outputs }, () => this.#name(opType));
        this.nodes.push(nodeProto(opType, inputs, names, attributes));
        return names;
    }
    /** Gives a value the name of an output. */
    output(name, value) {
        this.nodes.push(nodeProto('Identity', [value], [name]));
    }
    /** A float constant. A tensor object is stored once. */
    float(tensor) {
        const known = this.#floats.get(tensor);
        if (known !== undefined)
            return known;
        const name = this.#name('float');
        this.initializers.push(floatTensor(name, tensor));
        this.#floats.set(tensor, name);
        return name;
    }
    /** A list of integers, or a scalar. */
    integers(values) {
        const key = JSON.stringify(values);
        const known = this.#integers.get(key);
        if (known !== undefined)
            return known;
        const name = this.#name('integers');
        this.initializers.push(integerTensor(name, values));
        this.#integers.set(key, name);
        return name;
    }
    #name(prefix) {
        this.#count += 1;
        return `${prefix}_${this.#count}`;
    }
}
//# sourceMappingURL=emitter.js.map