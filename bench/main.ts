// All benchmarks in turn: npm run bench.

await import('./engine.js');
await import('./beside.js');
await import('./vgg.js');
await import('./pixels.js');
await import('./flash.js');
await import('./film.js');
await import('./large.js');
await import('./jobs.js');
await import('./together.js');
await import('./stills.js');
await import('./atlas.js');
