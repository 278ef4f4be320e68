// Element-wise arithmetic on constants. A dimension that depends on the picture size is NaN; results of it are NaN too,
// and every condition on it is false.
import { common, made, repeated } from './constants.js';
const FLOAT_TYPES = new Set([1, 10, 11, 16]);
const BOOL_TYPE = 9;
/** By operation. */
export const ARITHMETIC_FOLDINGS = {
    Add: arithmetic((a, b) => a + b),
    Sub: arithmetic((a, b) => a - b),
    Mul: arithmetic((a, b) => a * b),
    Div: arithmetic((a, b, type) => (type === 'integer' ? Math.trunc(a / b) : a / b)),
    Pow: arithmetic((a, b) => a ** b),
    Mod: (call) => {
        // The remainder has the sign of the divisor or, with fmod, that of the dividend.
        const isC = call.int('fmod', 0) === 1;
        return arithmetic((a, b) => (isC ? a % b : a - b * Math.floor(a / b)))(call);
    },
    Max: arithmetic((a, b) => Math.max(a, b)),
    Min: arithmetic((a, b) => Math.min(a, b)),
    Equal: comparison((a, b) => a === b),
    Less: comparison((a, b) => a < b),
    LessOrEqual: comparison((a, b) => a <= b),
    Greater: comparison((a, b) => a > b),
    GreaterOrEqual: comparison((a, b) => a >= b),
    And: comparison((a, b) => a !== 0 && b !== 0),
    Or: comparison((a, b) => a !== 0 || b !== 0),
    Xor: comparison((a, b) => (a !== 0) !== (b !== 0)),
    Not: each((x) => (Number.isNaN(x) ? x : Number(x === 0))),
    Where: (call) => {
        const [condition, yes, no] = [call.constant(0), call.constant(1), call.constant(2)];
        const dims = common(call, common(call, condition.dims, yes.dims), no.dims);
        const [c, a, b] = [condition, yes, no].map((value) => repeated(call, value, dims).data);
        const chosen = c.map((value, i) => (Number.isNaN(value) ? Number.NaN : value !== 0 ? a[i] : b[i]));
        return [made(yes.type, dims, chosen)];
    },
    Cast: (call) => {
        const x = call.constant(0);
        const to = call.int('to', 1);
        if (FLOAT_TYPES.has(to))
            return [x.type === 'float' ? x : made('float', x.dims, x.data)];
        if (to === BOOL_TYPE)
            return [
                made('integer', x.dims, x.data.map((value) => (Number.isNaN(value) ? value : Number(value !== 0)))),
            ];
        return [x.type === 'integer' ? x : made('integer', x.dims, x.data.map(Math.trunc))];
    },
    IsNaN: each(() => 0),
    Neg: each((x) => -x),
    Abs: each(Math.abs),
    Sign: each(Math.sign),
    Sqrt: each(Math.sqrt),
    Floor: each(Math.floor),
    Ceil: each(Math.ceil),
    // Rounds halves to even.
    Round: each((x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))),
    Reciprocal: each((x) => 1 / x),
    Exp: each(Math.exp),
    Log: each(Math.log),
    Sin: each(Math.sin),
    Cos: each(Math.cos),
    Relu: each((x) => Math.max(0, x)),
    Sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
    Tanh: each(Math.tanh),
    Clip: (call) => {
        const bound = (input, attribute, fallback) => call.inputs[input] === undefined ? call.float(attribute, fallback) : (call.constant(input).data[0] ?? fallback);
        const [low, high] = [bound(1, 'min', Number.NEGATIVE_INFINITY), bound(2, 'max', Number.POSITIVE_INFINITY)];
        return each((x) => Math.min(high, Math.max(low, x)))(call);
    },
};
function each(change) {
    return (call) => {
        const x = call.constant(0);
        call.spend(x.data.length);
        return [made(x.type, x.dims, x.data.map(change))];
    };
}
function comparison(holds) {
    return arithmetic((a, b) => (Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : Number(holds(a, b))), 'integer');
}
function arithmetic(combine, result) {
    return (call) => {
        const [first, ...rest] = call.inputs.map((_, i) => call.constant(i));
        if (first === undefined)
            throw call.unreadable('it has no inputs');
        return [
            rest.reduce((a, b) => {
                const dims = common(call, a.dims, b.dims);
                const [x, y] = [repeated(call, a, dims).data, repeated(call, b, dims).data];
                return made(result ?? a.type, dims, x.map((value, i) => combine(value, y[i], a.type)));
            }, first),
        ];
    };
}
//# sourceMappingURL=arithmetic.js.map