// The interface between a render and the encoder that writes its frames to a file.
export {};
//# sourceMappingURL=encoder.js.map