// The screen on which a film is judged. WCAG 2.3.1 measures areas in a field of 10 degrees of vision: a block of 341 x
// 256 pixels of a screen of 1024 x 768. A frame fills such a screen as far as its shape allows. It is divided into
// cells of 48 columns and 36 rows of that screen, so a block is 16 x 12 cells.

/** Cells of a whole screen, across and down. */
const SCREEN = { columns: 48, rows: 36 } as const;

/** Cells of a block of 10 degrees. */
const BLOCK = { columns: 16, rows: 12 } as const;

/** Cells from one block to the next, across and down. */
const STRIDE = 2;

/** A flash counts when it covers this share of a block. */
const AREA = 0.25;

/** Samples per cell across and down, about. */
const SAMPLES = 12;

/** A block of cells. */
export interface Block {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** A frame as cells and blocks of cells. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Where each column of cells begins, in pixels, and after the last the width. */
  readonly lefts: Int32Array;
  /** The same of rows, and the height. */
  readonly tops: Int32Array;
  /** Pixels from one sample to the next. */
  readonly step: number;
  /** Overlapping blocks that cover the frame. */
  readonly blocks: readonly Block[];
  /** How many cells of a block must change for a flash. */
  readonly leastCells: number;
}

/** The screen for frames of a size in pixels. */
export function screenOf({ width, height }: { readonly width: number; readonly height: number }): Screen {
  const unit = Math.max(width / SCREEN.columns, height / SCREEN.rows);
  const cell = Math.max(1, unit);
  const [columns, rows] = [Math.max(1, Math.round(width / cell)), Math.max(1, Math.round(height / cell))];
  const block = {
    columns: Math.max(1, Math.round((BLOCK.columns * unit) / cell)),
    rows: Math.max(1, Math.round((BLOCK.rows * unit) / cell)),
  };
  const across = startsOf(columns, block.columns);
  const blocks = startsOf(rows, block.rows).flatMap((row) =>
    across.map((column) => ({
      ...{ column, row },
      columns: Math.min(columns, block.columns),
      rows: Math.min(rows, block.rows),
    })),
  );
  return {
    ...{ width, height, columns, rows, blocks },
    lefts: Int32Array.from({ length: columns + 1 }, (_, i) => Math.round((i * width) / columns)),
    tops: Int32Array.from({ length: rows + 1 }, (_, i) => Math.round((i * height) / rows)),
    step: Math.max(1, Math.floor(cell / SAMPLES)),
    // Of a frame that is narrower than four blocks, ITU-R BT.1702 counts a quarter of the frame.
    leastCells: Math.max(1, Math.ceil(AREA * Math.min(block.columns * block.rows, columns * rows))),
  };
}

/** Where blocks of `size` begin on an axis of cells, the last one at its end. */
function startsOf(cells: number, size: number): readonly number[] {
  const last = Math.max(0, cells - size);
  const count = Math.ceil(last / STRIDE) + 1;
  return Array.from({ length: count }, (_, i) => Math.min(last, i * STRIDE));
}
