// The report page in a real browser: nothing is fetched, no script runs, nothing sticks out of the window,
// in light and dark.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { renderHtml } from '../../../src/report/index.js';
import { hardeningDocument } from '../../support/report/document.js';

const BROWSER = '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

it.runIf(existsSync(BROWSER))('opens without a request, a script or a cut table', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgrampart-page-'));
  const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  try {
    const file = join(folder, 'report.html');
    const hostile = (text: string): string =>
      `${text}<img src="http://127.0.0.1:1/x"><script>document.title="run"</script>`;
    await writeFile(file, renderHtml(hardeningDocument(hostile)));
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      expect(requests).toEqual([pathToFileURL(file).href]);
      expect(await page.title()).not.toBe('run');
      expect(await page.locator('script').count()).toBe(0);
      expect(await page.locator('img').count()).toBe(0);
      const size = await page.evaluate('[document.documentElement.scrollWidth, window.innerWidth]');
      expect(size).toEqual([1200, 1200]);
      await page.close();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});
