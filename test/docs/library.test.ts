// The public library, as its declarations in dist tell other programs.

import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const DIST = 'dist';

interface Declarations {
  /** By name: its text, without comments and strings. */
  readonly texts: ReadonlyMap<string, string>;
  /** By name as used here: the file it comes from and its name there. */
  readonly imports: ReadonlyMap<string, Place>;
}

interface Place {
  readonly file: string;
  readonly name: string;
}

const known = new Map<string, Declarations>();

/** The declarations of a file of dist. */
function declarationsOf(file: string): Declarations {
  const found = known.get(file) ?? read(readFileSync(join(DIST, `${file}.d.ts`), 'utf8'), file);
  known.set(file, found);
  return found;
}

function read(source: string, file: string): Declarations {
  const imports = new Map<string, Place>();
  for (const [, names, target] of source.matchAll(/^(?:import|export) (?:type )?\{([^}]*)\} from '(\.[^']*)\.js';/gm)) {
    for (const { name, as } of namesIn(names!)) {
      imports.set(as, { file: normalize(join(dirname(file), target!)), name });
    }
  }
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'/g, '');
  const starts = [
    ...code.matchAll(/^(?:export )?(?:declare |abstract )*(?:interface|type|class|function|const) (\w+)/gm),
  ];
  const texts = new Map<string, string>();
  starts.forEach(({ 1: name, index }, i) => {
    const text = code.slice(index, starts[i + 1]?.index);
    // Of overloads all are one.
    texts.set(name!, `${texts.get(name!) ?? ''}${text}`);
  });
  return { texts, imports };
}

function namesIn(list: string): { readonly name: string; readonly as: string }[] {
  return list
    .split(',')
    .map((one) => one.trim().replace(/^type /, ''))
    .filter((one) => one !== '')
    .map((one) => {
      const [name, as] = one.split(' as ') as [string, string?];
      return { name, as: as ?? name };
    });
}

/** Where a name of a file is declared. */
function declared({ file, name }: Place): Place {
  const { texts, imports } = declarationsOf(file);
  const imported = imports.get(name);
  return imported === undefined || texts.has(name) ? { file, name } : declared(imported);
}

/** The types of ours that a declaration names; not those of its own parameters, nor constants whose type it takes. */
function typesNamedBy({ file, name }: Place): Place[] {
  const { texts, imports } = declarationsOf(file);
  const text = texts.get(name);
  if (text === undefined) throw new Error(`Expected ${file}.d.ts to declare ${name}.`);
  const words = [...text.replace(/typeof [\w.]+/g, '').matchAll(/(?<![\w.])[A-Z]\w*/g)].map(([word]) => word);
  return [...new Set(words)]
    .filter((word) => word !== name && (imports.has(word) || texts.has(word)))
    .map((word) => declared({ file, name: word }));
}

const key = ({ file, name }: Place): string => `${file}: ${name}`;

describe('the library', () => {
  const exported = [...declarationsOf('index').imports].map(([as, place]) => ({ as, place: declared(place) }));

  it('exports what it promises', () => {
    const names = exported.map(({ as }) => as);
    expect(names).toEqual(expect.arrayContaining(['renderFilm', 'loadPreset', 'renderPicture', 'UserError']));
    expect(new Set(names).size).toBe(names.length);
  });

  it('exports every type that its exports name', () => {
    const there = new Set(exported.map(({ place }) => key(place)));
    const missing = exported.flatMap(({ as, place }) =>
      typesNamedBy(place)
        .filter((type) => !there.has(key(type)))
        .map((type) => `${as} names ${key(type)}`),
    );
    expect(missing).toEqual([]);
  });
});
