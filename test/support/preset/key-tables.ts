// The tables of keys in docs/presets.md, printed from the JSON Schema of presets.

import { stringify } from 'yaml';

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
}

/** A page with its tables printed anew: each stands between `<!-- keys: PATH -->` and `<!-- end of keys -->`. */
export function withKeyTables(page: string, schema: object): string {
  const printed = new Set<string>();
  return page.replaceAll(
    /(<!-- keys: (\S+) -->\n)[\s\S]*?(<!-- end of keys -->)/g,
    (_, start: string, path: string, end: string) => `${start}\n${keyTable(schema, path, printed)}\n${end}`,
  );
}

/**
 * @param path - Keys from the top, `film` for the top itself; `items` is the map that an item of a list may be.
 * @param printed - Keys of the tables above with their meanings, which are left out; those of this table are put in.
 */
function keyTable(schema: object, path: string, printed: Set<string>): string {
  let section: Schema = schema;
  for (const key of path === 'film' ? [] : path.split('.')) {
    section = key === 'items' ? section.items!.anyOf!.find(({ properties }) => properties)! : section.properties![key]!;
  }
  const rows = rowsOf(section, path === 'film' ? 1 : 2).filter((row) => !printed.has(row));
  for (const row of rows) printed.add(row);
  return ['| key | meaning | values | default |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function rowsOf({ properties = {} }: Schema, depth: number, above = ''): string[] {
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = `${above}${key}`;
    const isSection = value.properties !== undefined;
    // Sections of the top have tables of their own.
    if (isSection && depth === 1) return [];
    const row = `| \`${name}\` | ${value.description} | ${valuesOf(value)} | ${defaultOf(value)} |`;
    return [row, ...(isSection ? rowsOf(value, depth, `${name}.`) : [])];
  });
}

function valuesOf(schema: Schema): string {
  return schema.title ?? (schema.anyOf ?? []).flatMap(({ title }) => title ?? []).join(', or ');
}

function defaultOf({ default: value }: Schema): string {
  if (value === undefined || value === null || JSON.stringify(value) === '{}') return '';
  return `\`${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()}\``;
}
