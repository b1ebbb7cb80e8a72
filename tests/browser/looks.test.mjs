// What must survive unusual ways of looking: long words, the page at 200 %, the system's own colours.
import assert from 'node:assert/strict';
import { axe, browserTest } from './harness.mjs';
import { pause, started } from './board.mjs';

/** Makes every text of the page half as long again, as another language might, and tells what that pushes out. */
const stretch = (app) => app.evaluate(() => {
  const root = document.querySelector('.app');
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const isWord = /\p{L}{3}/u.test(text.data) && !text.parentElement.closest('svg, option, code');
    if (isWord) text.data += ` ${'łong'.repeat(Math.ceil(text.data.length / 8))}`;
  }
  const seen = (e) => e.getBoundingClientRect().width > 0 && !e.closest('svg, .visually-hidden');
  const out = (e) => e.getBoundingClientRect().right > window.innerWidth + 1;
  return [...root.querySelectorAll('*')].filter((e) => seen(e) && out(e)).map((e) => `${e.tagName} ${e.className}`);
});

for (const size of ['desktop', 'tablet', 'phone']) {
  browserTest(`long words push nothing off the page, ${size}`, { lang: 'en', size }, async ({ app }) => {
    await started(app);
    await pause(app);
    assert.deepEqual(await stretch(app), []);
  });
}

browserTest('at 200 % nothing scrolls sideways and time can be stopped', { lang: 'ko' }, async ({ app, page }) => {
  await started(app);
  // A window of 1440 by 900 at 200 % has so many CSS pixels.
  await page.setViewportSize({ width: 720, height: 450 });
  await started(app);
  await pause(app);
  assert.equal(await app.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  for (const name of [/정책/, /차트/, /기록/, /개요/]) await app.getByRole('tab', { name }).first().click();
});

for (const theme of ['light', 'dark']) {
  browserTest(`forced colours leave every word readable, ${theme}`, { lang: 'en', theme, forcedColors: true }, async ({ app }) => {
    await started(app);
    const [ink, surface] = await app.evaluate(() => {
      const style = getComputedStyle(document.querySelector('.button.primary'));
      return [style.color, style.backgroundColor];
    });
    assert.notEqual(ink, surface, 'the filled button');
    assert.equal(await app.locator('.legend').isVisible(), false, 'no legend without dots');
    await axe(app);
  });
}

for (const size of ['phone', 'tablet', 'embedLarge', 'embedMedium']) {
  browserTest(`everything stands in a landmark, ${size}`, { lang: 'en', size, options: size.startsWith('embed') ? { embed: 1, start: 'auto' } : {} }, async ({ app }) => {
    await started(app);
    await axe(app);
    for (const tab of await app.locator('.phone-tabs > .tabs [role="tab"]').all()) {
      await tab.tap();
      await axe(app);
    }
  });
}
