// P8: the web vitals and the simulation's share of a frame, with the processor slowed down four times.
//
// The page offers `window.__swell.slices`: milliseconds the simulation took in each of the last frames.
import { withSite } from './site.mjs';

const SLOW_DOWN = 4;
const INTERACTIONS = 12;
const FRAMES = 240;

export function measure(rounds) {
  return withSite({}, [], async ({ browser, site }) => {
    const figures = { P8: [], 'P8.inp': [], 'P8.cls': [], 'P8.slice': [] };
    for (let round = 0; round < rounds; round++) {
      const vitals = await visit(browser, site.url);
      figures.P8.push(vitals.lcp);
      figures['P8.inp'].push(vitals.inp);
      figures['P8.cls'].push(vitals.cls);
      if (vitals.slices?.length) figures['P8.slice'].push(percentile(vitals.slices, 0.95));
    }
    if (figures['P8.slice'].length === 0) delete figures['P8.slice'];
    return figures;
  });
}

async function visit(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  await page.addInitScript(observe);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector('svg.board g.node');
  await frames(page, 30);
  // Largest contentful paint is final at the first interaction: read it before.
  const lcp = await page.evaluate(() => window.__vitals.lcp);
  await interact(page);
  await frames(page, FRAMES);
  const { inp, cls } = await page.evaluate(() => window.__vitals);
  const slices = await page.evaluate(() => window.__swell?.slices && [...window.__swell.slices]);
  await context.close();
  return { lcp, inp, cls, slices };
}

/** Runs in the page before its own scripts. */
function observe() {
  const vitals = { lcp: 0, inp: 0, cls: 0 };
  window.__vitals = vitals;
  const on = (type, read, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true, ...more });
  on('largest-contentful-paint', (entry) => { vitals.lcp = entry.startTime; });
  // With as few interactions as here, the slowest one is the figure.
  on('event', (entry) => { if (entry.interactionId) vitals.inp = Math.max(vitals.inp, entry.duration); }, { durationThreshold: 16 });
  on('layout-shift', (entry) => { if (!entry.hadRecentInput) vitals.cls += entry.value; });
}

/** Clicks and keys all over the page: on what can be pressed, and on the board. */
async function interact(page) {
  for (let i = 0; i < INTERACTIONS; i++) {
    await page.mouse.click(80 + (i * 1280) / INTERACTIONS, 120 + ((i * 7) % INTERACTIONS) * 55);
    await page.keyboard.press(i % 2 === 0 ? 'Escape' : 'Tab');
    await frames(page, 6);
  }
}

function frames(page, count) {
  return page.evaluate((count) => new Promise((done) => {
    const next = () => (count-- > 0 ? requestAnimationFrame(next) : done());
    next();
  }), count);
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
