// Tables of text: columns as wide as their widest cell, two blanks apart.

/**
 * Lays out a table.
 *
 * @param rows - The first is the head; all have the same number of cells.
 * @param right - Columns that are set to the right, from 0: numbers.
 */
export function formatTable(rows: readonly (readonly string[])[], right: readonly number[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, i) => (right.includes(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))))
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}
