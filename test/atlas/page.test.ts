import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Atlas } from '../../src/atlas/atlas.js';
import { pageFile } from '../../src/atlas/folder.js';
import { parsePreset } from '../../src/preset/load.js';
import { standIn, writeSyntheticAtlas } from '../support/atlases.js';
import { CHROMIUM, openChromium, WITHOUT_CHROMIUM } from '../support/web/chromium.js';

/** A layer whose name contains markup, YAML and a path. */
const HOSTILE = `</script><img src=x onerror=alert(1)> "a": {b} #'`;
const HOSTILE_CLASS = '<b>tabby</b></script><script>window.hit = 1</script>';
const CELL = 24;

const folder = mkdtempSync(join(tmpdir(), 'atlas page é #%d-'));
let atlas: Atlas;
beforeAll(async () => {
  atlas = await writeSyntheticAtlas(
    folder,
    [
      ...[0, 1, 2, 3, 4, 5].map((i) => ({ name: `mixed${i}`, count: 800 })),
      { name: HOSTILE, count: 200, classes: (neuron) => (neuron === 3 ? [HOSTILE_CLASS] : []) },
    ],
    { cell: CELL },
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page as text', () => {
  it('contains no address to request, and no markup from names', () => {
    const text = readFileSync(pageFile(folder), 'utf8');
    expect(/\b(?:src|href)=["']?(?:https?:|\/\/)/i.test(text)).toBe(false);
    expect(text.includes('<img src=x')).toBe(false);
    expect(text.includes('<b>tabby')).toBe(false);
    expect(text.includes('<!-- {{')).toBe(false);
    expect(text.match(/<script id="sheet-/g)).toHaveLength(7);
  });
});

describe.skipIf(CHROMIUM === undefined)(`the page in a browser${WITHOUT_CHROMIUM}`, () => {
  let browser: Browser;
  let page: Page;
  let unwanted: string[];
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    unwanted = [];
    const context = await browser.newContext({
      viewport: { width: 1200, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    page.on('console', (message) => unwanted.push(message.text()));
    page.on('pageerror', (error) => unwanted.push(String(error)));
    page.on('dialog', (dialog) => unwanted.push(dialog.message()));
    page.on('request', (request) => {
      if (request.url() !== page.url() && request.resourceType() !== 'document') unwanted.push(request.url());
    });
    await page.goto(pathToFileURL(pageFile(folder)).href);
    await page.waitForSelector('.cell');
  });
  afterEach(async () => {
    expect(unwanted).toEqual([]);
    await page.context().close();
  });

  const cell = (key: string) => page.locator(`.cell[aria-label^=${JSON.stringify(`${key},`)}]`);
  const keys = async (count: number) =>
    (
      await page.locator('.cell').evaluateAll((cells) =>
        cells
          .map((each) => ({
            at: Number(each.getAttribute('data-index')),
            key: each.querySelector('.name')?.textContent,
          }))
          .sort((one, other) => one.at - other.at)
          .map(({ key }) => key),
      )
    ).slice(0, count);
  const summary = () => page.locator('#summary').textContent();
  const drawn = (key: string) => page.waitForSelector(`canvas[data-drawn=${JSON.stringify(key)}]`);

  it('shows 5,000 neurons, with elements only for those in view', async () => {
    expect(await summary()).toMatch(/^5,000 neurons, \d+ dead$/);
    expect(await page.locator('.cell').count()).toBeLessThan(200);
    expect(await keys(3)).toEqual(['mixed0:0', 'mixed0:1', 'mixed0:2']);
    await page.locator('#scroller').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await cell(`${HOSTILE}:199`).waitFor();
    expect(await page.locator('.cell').count()).toBeLessThan(200);
  });

  it("draws each neuron's own thumbnail", async () => {
    for (const [layer, neuron] of [
      ['mixed0', 3],
      ['mixed2', 799],
    ] as const) {
      await page.fill('#search', `${layer}:${neuron}`);
      await drawn(`${layer}:${neuron}`);
      const pixels = await page.evaluate<number[]>(`(() => {
        const canvas = document.querySelector('.cell canvas[data-drawn="${layer}:${neuron}"]');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return [...data].filter((_, i) => i % 4 < 3);
      })()`);
      const expected = standIn(neuron, 800, CELL).data;
      expect(pixels).toHaveLength(expected.length);
      const error = pixels.reduce((sum, value, i) => sum + Math.abs(value - expected[i]!), 0) / pixels.length;
      expect(error).toBeLessThan(12); // WebP rounds colours; another neuron's picture differs by 40
    }
  });

  it('shows the chosen layers', async () => {
    await page.getByRole('button', { name: 'mixed1', exact: true }).click();
    expect(await summary()).toMatch(/^800 of 5,000 neurons/);
    expect(await keys(1)).toEqual(['mixed1:0']);
    await page.getByRole('button', { name: 'mixed3', exact: true }).click();
    expect(await summary()).toMatch(/^1,600 of 5,000 neurons/);
    await page.getByRole('button', { name: 'mixed1', exact: true }).click();
    expect(await keys(1)).toEqual(['mixed3:0']);
    await page.uncheck('#dead');
    expect(await summary()).toMatch(/^686 of 5,000 neurons$/);
  });

  it('sorts by each measure, in both directions', async () => {
    await page.getByRole('button', { name: 'mixed2', exact: true }).click();
    const { neurons } = atlas.layers[2]!;
    const values = {
      colourfulness: (i: number) => neurons[i]!.colourfulness,
      contrast: (i: number) => neurons[i]!.contrast,
      score: (i: number) => neurons[i]!.scoreEnd,
      gain: (i: number) => neurons[i]!.scoreEnd - neurons[i]!.scoreStart,
      convergence: (i: number) => neurons[i]!.convergence,
    };
    for (const [sort, value] of Object.entries(values)) {
      await page.selectOption('#sort', sort);
      const shown = (await keys(40)).map((key) => value(Number(key!.split(':')[1])));
      expect(shown).toEqual([...shown].sort((a, b) => b - a));
      expect(shown[0]).toBe(Math.max(...neurons.map((_, i) => value(i))));
      await page.click('#direction');
      const turned = (await keys(40)).map((key) => value(Number(key!.split(':')[1])));
      expect(turned[0]).toBe(Math.min(...neurons.map((_, i) => value(i))));
    }
    await page.selectOption('#sort', 'hue');
    expect(new Set(await keys(40))).toHaveLength(40);
  });

  it('finds neurons by name, number and class', async () => {
    await page.fill('#search', 'mixed3:77');
    expect(await keys(20)).toEqual(['mixed3:77', ...Array.from({ length: 10 }, (_, i) => `mixed3:77${i}`)]);
    await page.fill('#search', 'mixed3 77');
    expect(await keys(20)).toEqual(['mixed3:77']);
    await page.fill('#search', 'TABBY');
    expect(await keys(20)).toEqual([`${HOSTILE}:3`]);
    expect(await page.locator('#details').textContent()).toContain(HOSTILE_CLASS);
    await page.fill('#search', 'no such thing');
    await page.getByText('No neuron matches.').waitFor();
    expect(await page.evaluate("'hit' in window")).toBe(false);
  });

  it('copies the picks as the cycle of a preset', async () => {
    await cell('mixed0:5').click();
    await cell('mixed0:2').click();
    await cell('mixed0:4').click({ modifiers: ['Shift'] });
    await page.fill('#search', 'tabby');
    await cell(`${HOSTILE}:3`).click();
    expect(await page.locator('#count').textContent()).toBe('5 picked');
    await page.getByRole('button', { name: 'Copy YAML' }).click();
    await page.getByText('Copied 5').first().waitFor();
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    const { cycle } = parsePreset(text, { name: 'the clipboard' });
    expect(cycle.items.map((item) => (item.kind === 'neuron' ? [item.layer, item.neuron] : item))).toEqual([
      ['mixed0', 5],
      ['mixed0', 2],
      ['mixed0', 3],
      ['mixed0', 4],
      [HOSTILE, 3],
    ]);
    expect(text).toContain('# neurons of the network "efficientnet-lite0"\ncycle:\n  neurons:\n    - mixed0:5\n');
    await page.getByRole('button', { name: 'Remove mixed0:3' }).click();
    expect(await page.locator('#yaml').inputValue()).not.toContain('mixed0:3');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('#tray').waitFor({ state: 'hidden' });
  });

  it('works with the keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('mixed4');
    await page.locator('#scroller').focus();
    for (const key of ['End', 'ArrowLeft', ' ', 'Home', 'ArrowRight', 'ArrowDown', 'ArrowUp', ' '])
      await page.keyboard.press(key);
    expect(await page.locator('#yaml').inputValue()).toBe(
      '# neurons of the network "efficientnet-lite0"\ncycle:\n  neurons:\n    - mixed4:798\n    - mixed4:1\n',
    );
    const active = await page.locator('#scroller').getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-label')).toMatch(/^mixed4:1, /);
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
  });

  it('shows the measures of a neuron, and leads to similar ones', async () => {
    await cell('mixed0:40').click();
    const details = page.locator('#details');
    expect(await details.locator('h2').textContent()).toBe('mixed0:40');
    const [first] = atlas.layers[0]!.neurons[40]!.similar;
    await details.getByRole('button', { name: `Go to mixed0:${first}`, exact: true }).click();
    expect(await details.locator('h2').textContent()).toBe(`mixed0:${first}`);
    await page.click('#details-toggle');
    await details.waitFor({ state: 'hidden' });
  });

  it('zooms around the pointer', async () => {
    await page.getByRole('button', { name: 'mixed5', exact: true }).click();
    await page.locator('#scroller').evaluate((box) => box.scrollTo(0, 200));
    const count = await page.locator('.cell').count();
    await page.mouse.move(400, 400);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -900);
    await page.keyboard.up('Control');
    await expect.poll(() => page.locator('#size').inputValue()).not.toBe('96');
    expect(await page.locator('.cell').count()).toBeLessThan(count);
    expect(Number(await page.locator('#size').inputValue())).toBeGreaterThan(200);
  });
});
