// Programs that use the library, compiled and run as its users do it: in a folder of their own in which neurozoom is installed.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const TSC = resolve('node_modules/typescript/bin/tsc');

/** As strict as a careful user's. */
const COMPILER_OPTIONS = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true, // @types/node is not written for exactOptionalPropertyTypes
};

/** Imports one program after the other, each with the words of its command line, and notes what it writes. */
const RUNNER = `
  import { pathToFileURL } from 'node:url';
  const outcomes = [];
  for (const { name, words } of JSON.parse(process.argv[2])) {
    const written = [];
    console.log = (...values) => written.push(values.join(' '));
    process.argv.splice(2, Infinity, ...words);
    let error = null;
    await import(pathToFileURL(name + '.js')).catch((caught) => { error = caught.stack ?? String(caught); });
    outcomes.push({ name, written, error });
  }
  process.stdout.write(JSON.stringify(outcomes));
`;

/** A program by its name and its TypeScript. */
export interface Program {
  readonly name: string;
  readonly text: string;
  /** Of its command line. @default none */
  readonly words?: readonly string[];
}

/** How a program went. */
export interface Outcome {
  readonly name: string;
  /** Its lines. */
  readonly written: readonly string[];
  /** With its stack; null when it ended well. */
  readonly error: string | null;
}

/** A folder for programs, in which `neurozoom` and all that it depends on can be imported. */
export interface Workshop {
  readonly folder: string;
  /** Compiles programs. @returns what the compiler says; empty when it accepts all of them. */
  compile(programs: readonly Program[]): Promise<string>;
  /** Runs compiled programs one after the other in one process. */
  run(programs: readonly Program[]): Promise<readonly Outcome[]>;
  /** Starts a compiled program that says where it listens, and ends when it is interrupted. */
  serve(program: Program): Promise<Server>;
  remove(): void;
}

/** A program that listens. */
export interface Server {
  /** With a slash at the end. */
  readonly url: string;
  /** Interrupts it as Ctrl-C does. @returns its exit code. */
  stop(): Promise<number | null>;
}

/** Makes a folder for programs; its cache for networks and atlases is its own. */
export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'neurozoom-programs-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(resolve('.'), join(modules, 'neurozoom'), 'dir');
  for (const name of ['sharp', '@types', 'undici-types'])
    symlinkSync(resolve('node_modules', name), join(modules, name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
  writeFileSync(join(folder, 'run.mjs'), RUNNER);
  const where = { cwd: folder, env: { ...process.env, NEUROZOOM_CACHE: join(folder, 'cache') } };
  const started = (script: string, ...words: string[]) =>
    promisify(execFile)(process.execPath, [script, ...words], {
      ...where,
      maxBuffer: 2 ** 26,
      timeout: 280_000,
    });
  return {
    folder,
    async compile(programs) {
      for (const { name, text } of programs) writeFileSync(join(folder, `${name}.ts`), text);
      return started(TSC, '-p', '.').then(
        () => '',
        (error: { readonly stdout?: string; readonly message: string }) => error.stdout ?? error.message,
      );
    },
    async run(programs) {
      const calls = programs.map(({ name, words = [] }) => ({ name: join(folder, name), words }));
      const { stdout } = await started(join(folder, 'run.mjs'), JSON.stringify(calls));
      const outcomes = JSON.parse(stdout) as Outcome[];
      return outcomes.map((outcome, i) => ({ ...outcome, name: programs[i]!.name }));
    },
    async serve({ name, words = [] }) {
      const child = spawn(process.execPath, [`${name}.js`, ...words], {
        ...where,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit') as Promise<[number | null]>;
      const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null];
      return {
        url: String(line).trim(),
        async stop() {
          child.kill('SIGINT');
          return (await ended)[0];
        },
      };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A program of a file. */
export function programIn(path: string, name: string, words: readonly string[] = []): Program {
  return { name, text: readFileSync(path, 'utf8'), words };
}
