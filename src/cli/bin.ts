#!/usr/bin/env node
// The program. Everything happens in `main`; this file only gives it the process.

import { main } from './main.js';

process.exitCode = await main(process.argv.slice(2));
