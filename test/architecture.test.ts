// The rules of the code that a test can check: which room may import which, which files may import a heavy dependency,
// no cycles, and a doc comment on every exported name.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tableRows } from './support/web/pages.js';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

const tableOf = (head: string) => tableRows(join(SRC, '..', 'ARCHITECTURE.md'), head);

/**
 * Rooms, in the order of processing, and what each may import besides itself and `errors`: a room, or one file of it.
 */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map(
  tableOf('| room | contents | may import | types only |').map(([room, , allowed]) => [room![0]!, allowed!]),
);

/** What each room may import the types of. */
const MAY_IMPORT_TYPES: ReadonlyMap<string, readonly string[]> = new Map(
  tableOf('| room | contents | may import | types only |').map(([room, , , allowed]) => [room![0]!, allowed!]),
);

/** The files or rooms that may import each package. Other packages must not be imported. */
const DOORS: ReadonlyMap<string, readonly string[]> = new Map(
  tableOf('| package | imported by |').map(([name, doors]) => [name![0]!, doors!]),
);

/** Files without doc comments on their exports: a table documents their operations. */
const DOCUMENTED_ELSEWHERE = ['graph/ops'];

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

interface SourceFile {
  /** Path in `src` without extension: `graph/ops`. */
  readonly name: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

function withoutComments(text: string): string {
  return text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? '' : found));
}

function withoutCommentsAndStrings(text: string): string {
  return text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? '' : "''"));
}

function importsOf(code: string): Import[] {
  const names = String.raw`\*(?:\s+as\s+\w+)?|\{[^}]*\}|\w+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?`;
  const from = new RegExp(String.raw`^\s*(?:import|export)\s+(type\s+)?(${names})\s+from\s+['"]([^'"]+)['"]`, 'gm');
  const named = [...code.matchAll(from)].map(([, type, list, target]) => ({
    target: target!,
    typeOnly: type !== undefined || /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/.test(list!),
  }));
  const bare = [...code.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm)].map(([, target]) => ({
    target: target!,
    typeOnly: false,
  }));
  const calls = [...code.matchAll(/(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g)].map(([, type, target]) => ({
    target: target!,
    typeOnly: type !== undefined,
  }));
  return [...named, ...bare, ...calls];
}

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const code = withoutComments(text);
  return { name: nameOf(path), text, code, imports: importsOf(code) };
}

function nameOf(path: string): string {
  return relative(SRC, path)
    .split(sep)
    .join('/')
    .replace(/\.[jt]s$/, '');
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => read(join(SRC, path)));

const WRITTEN_BY_HAND = FILES.filter(({ name }) => !name.startsWith('onnx-format/gen/'));

const roomOf = (name: string): string => name.split('/')[0]!;

const isRelative = ({ target }: Import): boolean => target.startsWith('.');

/** The file that a relative import leads to. */
function targetOf(from: SourceFile, { target }: Import): string {
  return nameOf(normalize(join(SRC, dirname(from.name), target)));
}

/** '@scope/name/path' to '@scope/name'. */
function packageOf({ target }: Import): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

function isAllowed(from: SourceFile, one: Import): boolean {
  const target = targetOf(from, one);
  const [room, targetRoom] = [roomOf(from.name), roomOf(target)];
  const allowed = MAY_IMPORT.get(room) ?? [];
  const types = one.typeOnly ? (MAY_IMPORT_TYPES.get(room) ?? []) : [];
  return (
    targetRoom === room ||
    target === 'errors' ||
    allowed.includes(targetRoom) ||
    allowed.includes(target) ||
    types.includes(target)
  );
}

describe('the reader of imports', () => {
  it('finds every form of import, and none in comments', () => {
    const code = withoutComments(`
      import { a, type B } from './one.js';
      import type { C } from './two.js';
      import { type D, type E } from './three.js';
      import './four.js';
      export { f } from './five.js';
      // import { g } from './not.js';
      /* import { h } from './not.js'; */
      type Library = typeof import('six');
      const lazy = await import('seven/path');
    `);
    expect(importsOf(code)).toEqual([
      { target: './one.js', typeOnly: false },
      { target: './two.js', typeOnly: true },
      { target: './three.js', typeOnly: true },
      { target: './five.js', typeOnly: false },
      { target: './four.js', typeOnly: false },
      { target: 'six', typeOnly: true },
      { target: 'seven/path', typeOnly: false },
    ]);
  });

  it('reads all of src', () => {
    expect(FILES.length).toBeGreaterThan(30);
    expect(FILES.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });
});

describe('rooms', () => {
  it('are all in the table', () => {
    const unknown = FILES.map(({ name }) => roomOf(name)).filter((room) => !MAY_IMPORT.has(room));
    expect([...new Set(unknown)]).toEqual([]);
    const rooms = new Set(FILES.map(({ name }) => roomOf(name)));
    expect([...MAY_IMPORT.keys()].filter((room) => !rooms.has(room))).toEqual([]);
  });

  it('import only what the table allows', () => {
    const forbidden = FILES.flatMap((file) =>
      file.imports
        .filter((one) => isRelative(one) && !isAllowed(file, one))
        .map((one) => `${file.name} imports ${targetOf(file, one)}`),
    );
    expect(forbidden).toEqual([]);
  });

  it('use everything that the table allows', () => {
    // Commands and the public library may reach every room above them.
    const outermost = ['cli', 'index'];
    const isUsed = (room: string, target: string, typeOnly: boolean) =>
      FILES.filter((file) => roomOf(file.name) === room).some((file) =>
        file.imports
          .filter((one) => isRelative(one) && one.typeOnly >= typeOnly)
          .map((one) => targetOf(file, one))
          .some((found) => found === target || roomOf(found) === target),
      );
    const unused = (table: ReadonlyMap<string, readonly string[]>, typeOnly: boolean) =>
      [...table]
        .filter(([room]) => !outermost.includes(room))
        .flatMap(([room, allowed]) =>
          allowed.filter((target) => !isUsed(room, target, typeOnly)).map((target) => `${room} imports no ${target}`),
        );
    expect([...unused(MAY_IMPORT, false), ...unused(MAY_IMPORT_TYPES, true)]).toEqual([]);
  });

  it('are imported only in the order of processing: the table has no cycle', () => {
    const rooms = [...MAY_IMPORT.keys()];
    for (const [room, allowed] of MAY_IMPORT) {
      const upwards = allowed.filter((one) => rooms.indexOf(roomOf(one)) >= rooms.indexOf(room));
      expect([room, upwards]).toEqual([room, []]);
    }
  });
});

describe('files', () => {
  it('have no import cycles, types included', () => {
    const byName = new Map(FILES.map((file) => [file.name, file]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (name: string, path: readonly string[]): void => {
      if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name].join(' > '));
      if (done.has(name) || path.includes(name)) return;
      const file = byName.get(name)!;
      for (const one of file.imports.filter(isRelative)) {
        if (byName.has(targetOf(file, one))) visit(targetOf(file, one), [...path, name]);
      }
      done.add(name);
    };
    for (const { name } of FILES) visit(name, []);
    expect(circles).toEqual([]);
  });

  it('import existing files, by the names of their compiled files', () => {
    const names = new Set(FILES.map(({ name }) => name));
    const wrong = FILES.flatMap((file) =>
      file.imports
        .filter((one) => isRelative(one) && !(one.target.endsWith('.js') && names.has(targetOf(file, one))))
        .map((one) => `${file.name} imports ${one.target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('import packages only in the allowed files', () => {
    const wrong = FILES.flatMap((file) =>
      file.imports
        .filter((one) => !isRelative(one) && !one.target.startsWith('node:'))
        .filter((one) => {
          const doors = DOORS.get(packageOf(one)) ?? [];
          return !doors.includes(file.name) && !doors.includes(roomOf(file.name));
        })
        .map((one) => `${file.name} imports ${one.target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('import only packages in package.json', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(SRC, '..', 'package.json'), 'utf8'));
    const { dependencies, optionalDependencies } = manifest as Record<string, Record<string, string>>;
    const known = Object.keys({ ...dependencies, ...optionalDependencies });
    const used = FILES.flatMap(({ imports }) => imports)
      .filter((one) => !isRelative(one) && !one.target.startsWith('node:'))
      .map(packageOf);
    expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('have no `any`, no enum, no default export and no barrel', () => {
    const forbidden: readonly (readonly [string, RegExp])[] = [
      ['any', /(?:[:<|&,(]|\bas)\s*any\b(?!\s*[:(])/],
      ['enum', /^\s*(?:export\s+)?(?:const\s+)?enum\s/m],
      ['default export', /^export\s+default\b/m],
      ['barrel', /^export\s+\*/m],
    ];
    const found = WRITTEN_BY_HAND.flatMap(({ name, text }) => {
      const code = withoutCommentsAndStrings(text);
      return forbidden.filter(([, pattern]) => pattern.test(code)).map(([what]) => `${name}: ${what}`);
    });
    expect(found).toEqual([]);
  });

  it('speak of a score that is raised, never of a loss that is minimised', () => {
    const found = WRITTEN_BY_HAND.filter(({ text }) => /\bloss(?:es)?\b|\bminimi[sz]/i.test(text));
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  it('begin with a comment on their contents', () => {
    expect(WRITTEN_BY_HAND.filter(({ text }) => !/^(?:#!.*\n)?\/\/ [A-Z]/.test(text)).map(({ name }) => name)).toEqual(
      [],
    );
  });
});

describe('folders', () => {
  /** Folders with generated or recorded files. */
  const EXEMPT = ['gen', 'fixtures'];
  const MOST_FILES = 15;

  function filesByFolder(root: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const folder = relative(root, entry.parentPath).split(sep).join('/');
      if (!entry.isFile() || entry.name.startsWith('.') || folder.split('/').some((name) => EXEMPT.includes(name)))
        continue;
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    return counts;
  }

  it.each(['src', 'test'])(`in %s hold at most ${MOST_FILES} files side by side`, (root) => {
    const folders = filesByFolder(join(SRC, '..', root));
    expect(folders.size).toBeGreaterThan(20);
    expect([...folders].filter(([, files]) => files > MOST_FILES)).toEqual([]);
  });
});

describe('exported names', () => {
  const DOCUMENTED = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/;

  function undocumented({ name, text }: SourceFile): string[] {
    const declarations = text.matchAll(
      /^export (?:declare |abstract |async )*(?:function\*?|const|let|interface|type|class) (\w+)/gm,
    );
    const seen = new Set<string>(); // only the first overload needs a comment
    return [...declarations].flatMap(({ 1: exported, index }) => {
      if (seen.has(exported!)) return [];
      seen.add(exported!);
      return DOCUMENTED.test(text.slice(0, index)) ? [] : [`${name}: ${exported}`];
    });
  }

  it('have a doc comment', () => {
    const files = WRITTEN_BY_HAND.filter(({ name }) => !DOCUMENTED_ELSEWHERE.includes(name));
    expect(files.flatMap(undocumented)).toEqual([]);
  });

  it('are found if undocumented', () => {
    const text =
      '/** Of a. */\nexport const a = 1;\n\nexport function b() {}\n/** Of c. */\nexport interface C {}\nexport type D = 1;\n';
    expect(undocumented({ name: 'x', text, code: text, imports: [] })).toEqual(['x: b', 'x: D']);
  });
});
