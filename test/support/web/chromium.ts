// A real browser, where there is one: the Chromium (or Chrome) of this machine, without a window.

import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where it is; undefined where there is none. */
export const CHROMIUM: string | undefined = [process.env.CHROMIUM_PATH ?? '', ...PLACES].find(
  (path) => path !== '' && existsSync(path),
);

/** For the names of tests: why they are left out where they are. */
export const WITHOUT_CHROMIUM = CHROMIUM === undefined ? ' (left out: no Chromium here; set CHROMIUM_PATH)' : '';

export function openChromium(): Promise<Browser> {
  // Chromium refuses its sandbox to root, who is all there is in a container.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: CHROMIUM!, args });
}
