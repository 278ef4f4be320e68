#!/usr/bin/env node
// The program: runs `main` with the arguments of the process and sets its exit code.
import { main } from './main.js';
process.exitCode = await main(process.argv.slice(2));
//# sourceMappingURL=bin.js.map