// The graph that an engine evaluates: a score, its gradient with respect to the image, and the inputs that change from
// step to step.
export {};
//# sourceMappingURL=score-graph.js.map