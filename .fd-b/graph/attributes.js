// Every operation that a graph may hold, with its attributes. The table is closed, so the compiler lists what a new
// operation still lacks. Pictures and feature maps are `[1, channels, height, width]`; kernels are
// `[out, in / groups, height, width]`.
//
// The adjoint operations are the transposed linear maps of the forward operations (for a nonlinear operation, of its
// derivative at a given point). They are operations of their own because each engine computes them in its own way.
export {};
//# sourceMappingURL=attributes.js.map