// A network from any kind of file: its graph, from an image to named layers.
export {};
//# sourceMappingURL=model.js.map