// What the measurements share: the built site and a browser, both closed afterwards.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../chromium.mjs';
import { serveFiles, serveFolder } from '../server.mjs';

const DIST = process.env.SWELL_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));

/** Calls `work({ browser, site, pages })`; `pages` are further pages as a Map of path to text. */
export async function withSite(pages, browserArgs, work) {
  if (!existsSync(join(DIST, 'index.html'))) throw new Error('no site in dist/: run "cargo xtask dist"');
  const [site, other, browser] = await Promise.all([
    serveFolder(DIST, '/site/'), serveFiles(new Map(Object.entries(pages))), launch(browserArgs),
  ]);
  try {
    return await work({ browser, site, other });
  } finally {
    await browser.close();
    await Promise.all([site.close(), other.close()]);
  }
}
