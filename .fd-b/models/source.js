// A kind of network file: it recognises a file by its first bytes and opens it.
export {};
//# sourceMappingURL=source.js.map