// The interface of an engine. An engine evaluates graphs and does not deal with cameras, frames or files.
export {};
//# sourceMappingURL=engine.js.map