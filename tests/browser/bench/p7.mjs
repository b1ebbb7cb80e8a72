// P7: first contentful paint of the site over that of a plain text page, in the same browser, in turn.
import { withSite } from './site.mjs';

const PLAIN = '<!doctype html><html lang="en"><meta charset="utf-8"><title>plain</title><link rel="icon" href="data:,"><p>A plain text page.</p>';

export function measure(rounds) {
  return withSite({ '/': PLAIN }, [], async ({ browser, site, other }) => {
    await firstPaint(browser, other.url);
    await firstPaint(browser, site.url);
    const ratios = [];
    for (let round = 0; round < rounds; round++) {
      const plain = await firstPaint(browser, other.url);
      const swell = await firstPaint(browser, site.url);
      ratios.push(swell / plain);
    }
    return { 'P7.fcp': ratios };
  });
}

/** Milliseconds from navigation to the first contentful paint, with an empty cache. */
async function firstPaint(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const time = await page.evaluate(() => new Promise((done) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint')[0];
      if (entry) done(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  }));
  await context.close();
  return time;
}
