// P6: frame time of a crowded scene, over a plain canvas that draws the same; of a board of 40 parts with the
// dots of its own traffic, at 60x and laid out by tidy; and of 450 parts that all move, over React Flow's.
//
// The page is built for this (feature `drawing-bench`): it draws on `?draw=PARTS,LINKS,DOTS` (`,move`: all parts
// travel), past the loader and its limits, and sets `window.__swell.drawing = true`. Frames are not held to the
// screen's rate here, so the gap between two of them is what one costs, painting included.
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { flowPages } from './flow/page.mjs';
import { plainCanvas, readPicture } from './picture.mjs';
import { withSite } from './site.mjs';

const [PARTS, LINKS, DOTS] = [60, 90, 2000];
/** As React Flow's own stress example: one link from each part to the next. */
const [MOVING, BETWEEN] = [450, 450];
/** As many dots as a desktop shows. */
const FORTY_DOTS = 400;
const FORTY = readFileSync(new URL('../../fixtures/forty.json', import.meta.url));
const FRAMES = 240;
const FRAMES_MOVING = 80;
const FRAMES_BEFORE = 60;
const UNHELD = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export async function measure(rounds) {
  const pages = { '/': plainCanvas(DOTS), '/forty': plainCanvas(FORTY_DOTS), ...(await flowPages()) };
  return withSite(pages, UNHELD, async ({ browser, site, other }) => {
    const crowd = `${site.url}?lang=en&draw=${PARTS},${LINKS},${DOTS}`;
    const moving = `${site.url}?lang=en&draw=${MOVING},${BETWEEN},0,move`;
    const forty = `${site.url}?lang=en#s=1.${deflateRawSync(FORTY).toString('base64url')}`;
    const picture = await onPage(browser, crowd, undefined, (page) => page.evaluate(readPicture));
    const whole = await onPage(browser, forty, undefined, (page) => page.evaluate(readPicture), traffic);
    const flow = `${other.origin}/flow?${MOVING},${BETWEEN},${picture.size}`;
    const still = (page) => page.evaluate(gaps, { count: FRAMES });
    const travel = (what, name) => (page) => page.evaluate(gaps, { count: FRAMES_MOVING, what, name });
    const ratios = { P6: [], 'P6.forty': [], 'P6.flow': [] };
    for (let round = 0; round < rounds; round++) {
      const plain = median(await onPage(browser, other.url, picture, still));
      const swell = median(await onPage(browser, crowd, undefined, still));
      ratios.P6.push(swell / plain);
      const plainForty = median(await onPage(browser, `${other.origin}/forty`, whole, still));
      const runs = median(await onPage(browser, forty, undefined, still, traffic));
      ratios['P6.forty'].push(runs / plainForty);
      const theirs = median(await onPage(browser, flow, undefined, travel('.react-flow__node', 'style')));
      const ours = median(await onPage(browser, moving, undefined, travel('g.node', 'transform')));
      ratios['P6.flow'].push(ours / theirs);
      if (process.env.SWELL_VERBOSE) console.error({ plain, swell, plainForty, runs, theirs, ours });
    }
    return ratios;
  });
}

const drawn = (page) => page.waitForFunction(() => window.__swell?.drawing === true, undefined, { timeout: 90_000 });

/** Until the board runs and its dots are on their way. */
async function traffic(page) {
  // Five minutes of the board: every line has its dots by then.
  const isThere = () => Number(/^\+00:(\d+)/.exec(document.querySelector('.clock')?.textContent ?? '')?.[1]) >= 5;
  await page.waitForFunction(isThere, undefined, { timeout: 90_000 });
}

/** Calls `work` with the page at `url` once its scene is drawn. */
async function onPage(browser, url, picture, work, ready = drawn) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  if (picture) await page.addInitScript((seen) => { window.__picture = seen; }, picture);
  await page.goto(url, { waitUntil: 'load' });
  await ready(page)
    .catch(() => { throw new Error(`no scene is drawn at ${url} (window.__swell.drawing)`); });
  // What only happens at the beginning is not the scene: compiling, first layouts.
  await page.evaluate(gaps, { count: FRAMES_BEFORE });
  const result = await work(page);
  await context.close();
  return result;
}

/** Runs in the page: milliseconds from frame to frame, `count` of them; with `what`, between frames that moved it. */
function gaps({ count, what, name }) {
  return new Promise((done) => {
    const gaps = [];
    let last, seen;
    const next = (now) => {
      const at = what && document.querySelector(what).getAttribute(name);
      if (!what || at !== seen) {
        if (last !== undefined) gaps.push(now - last);
        [last, seen] = [now, at];
      }
      if (gaps.length < count) requestAnimationFrame(next);
      else done(gaps);
    };
    requestAnimationFrame(next);
  });
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
