// What every end-to-end test needs: the built site served below a sub-path, one browser, a page opened in a given
// look, and a verdict on everything that went wrong in it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { DIST, serveFiles, serveFolder } from './server.mjs';
import { until as waitFor } from './until.mjs';

export { waitFor };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SHOTS = join(ROOT, 'target', 'browser');
/** Not the root, so that an absolute URL in the site fails here as it would on a project page. */
const PREFIX = '/some/where/';

/** Sizes worth testing; a phone has touch. */
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 900, height: 1100 },
  phone: { width: 390, height: 844 },
  embedLarge: { width: 800, height: 480 },
  embedMedium: { width: 600, height: 420 },
  embedSmall: { width: 400, height: 300 },
};

let site;
let browser;

before(async () => {
  assert.ok(existsSync(join(DIST, 'index.html')), `no site in ${DIST}: build it with "cargo xtask dist"`);
  site = await serveFolder(DIST, PREFIX);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * A test in a page of its own. It fails on any console error, uncaught error or request to a third party.
 *
 * `look`: size (of SIZES), lang ('ko' | 'en'), theme ('light' | 'dark'), reducedMotion, forcedColors, touch (booleans),
 * framed (inside `<iframe sandbox="allow-scripts">` of another origin), options (URL options such as { embed: 1 }),
 * hash (such as 'p=three-tier'), expected (RegExps of faults this test provokes on purpose).
 *
 * `body` gets `{ page, app, faults, url }`; `app` is where Swell runs: the page, or the frame inside it.
 */
export function browserTest(name, look, body) {
  test(name, async () => {
    const opened = await open(look);
    try {
      await body(opened);
      const unexpected = opened.faults.filter((fault) => !look.expected?.some((pattern) => pattern.test(fault)));
      assert.deepEqual(unexpected, [], 'the page must stay free of errors and third-party requests');
    } catch (error) {
      mkdirSync(SHOTS, { recursive: true });
      const shot = join(SHOTS, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`);
      await opened.page.screenshot({ path: shot }).then(() => { error.message += `\n(screenshot: ${shot})`; }, () => {});
      throw error;
    } finally {
      await opened.close();
    }
  });
}

/** Opens the site in a fresh context; see `browserTest` for `look`. The caller closes it. */
export async function open(look = {}) {
  const size = look.size ?? 'desktop';
  const touch = look.touch ?? size === 'phone';
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: look.lang === 'ko' ? 'ko-KR' : 'en-US',
    colorScheme: look.theme ?? 'light',
    reducedMotion: look.reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: look.forcedColors ? 'active' : 'none',
    hasTouch: touch,
    isMobile: touch,
    deviceScaleFactor: touch ? 2 : 1,
  });
  const page = await context.newPage();
  const url = address(look);
  const host = look.framed ? await serveFiles(new Map([['/', hostPage(url)]])) : undefined;
  const faults = watch(page, [site.origin, host?.origin]);
  await page.goto(host?.url ?? url, { waitUntil: 'load' });
  const app = host ? await waitFor(() => page.frames().find((frame) => frame.url() === url), 'the frame') : page;
  const close = async () => { await context.close(); await host?.close(); };
  return { page, app, faults, url, context, close };
}

/** The site's URL with the options of `look`. */
export function address(look = {}) {
  const url = new URL(site.url);
  const options = { ...(look.lang && { lang: look.lang }), ...look.options };
  for (const [key, value] of Object.entries(options)) url.searchParams.set(key, value);
  if (look.hash) url.hash = look.hash;
  return url.href;
}

function hostPage(url) {
  const src = url.replaceAll('&', '&amp;');
  return `<!doctype html><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,"><p>An article.</p>
<iframe sandbox="allow-scripts" title="Swell" src="${src}" style="width:100%;height:90vh;border:0"></iframe>`;
}

/** Collects what must not happen, in words. */
function watch(page, origins) {
  const faults = [];
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('crash', () => faults.push('the page crashed'));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const own = ['data:', 'blob:', 'about:'].includes(url.protocol) || origins.includes(url.origin);
    if (!own) faults.push(`third party: ${request.url()}`);
  });
  return faults;
}

/** Waits until the page has drawn so many pictures more. */
export const pictures = (app, count = 2) => app.evaluate((count) => new Promise((done) => {
  let left = count;
  const next = () => (left-- > 0 ? requestAnimationFrame(next) : done());
  next();
}), count);

/** The middle of a locator, or the point itself. */
async function pointOf(place) {
  if (typeof place.boundingBox !== 'function') return place;
  const box = await place.boundingBox();
  assert.ok(box, 'what should be dragged is not visible');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A real drag of the mouse in steps. `from` and `to`: points {x, y} or locators. `drop: false` leaves the button down. */
export async function drag(page, from, to, { steps = 12, drop = true } = {}) {
  // What is listed below the fold is scrolled to, as people do.
  await from.scrollIntoViewIfNeeded?.();
  const [start, end] = [await pointOf(from), await pointOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps });
  if (drop) await page.mouse.up();
}

/** A real drag of one finger, or of several at once: `paths` is a list of [from, to]. */
export async function touchDrag(page, paths, { steps = 12 } = {}) {
  const session = await page.context().newCDPSession(page);
  const ends = await Promise.all(paths.map(([from, to]) => Promise.all([pointOf(from), pointOf(to)])));
  const at = (t) => ends.map(([from, to], id) => ({ id, x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }));
  const send = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', at(0));
  for (let i = 1; i <= steps; i++) await send('touchMove', at(i / steps));
  await send('touchEnd', []);
  await session.detach();
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with a readable list when axe finds anything in `app`. */
export async function axe(app, { rules = RULES, exclude = [] } = {}) {
  await app.evaluate(readFileSync(AXE, 'utf8'));
  const violations = await app.evaluate(
    async ({ rules, exclude }) => {
      // The experimental rules that the tags bring in are left out, as axe itself does by default: a part's name
      // is a sentence ("Users, 100 users"), not the run of its numbers.
      const off = { 'label-content-name-mismatch': { enabled: false } };
      const options = { runOnly: rules, rules: off, resultTypes: ['violations'] };
      const result = await window.axe.run({ exclude }, options);
      return result.violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`));
    },
    { rules, exclude: exclude.map((selector) => [selector]) },
  );
  assert.deepEqual(violations, [], 'axe must find nothing');
}
