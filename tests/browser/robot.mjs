// A seeded robot: it clicks, types, drags and presses keys at random, at several sizes, and stops at the first panic,
// uncaught error, console error or hang. The same seed does the same again.
//   node tests/browser/robot.mjs [SECONDS] [SEED]      on the site in dist/, or in $SWELL_DIST
import { fileURLToPath } from 'node:url';
import { launch } from './chromium.mjs';
import { DIST, serveFolder } from './server.mjs';

const SIZES = [[1440, 900], [900, 1100], [390, 844], [844, 390], [760, 440], [400, 320]];
const BOARDS = ['default', 'one-fails', 'two-zones'];
const KEYS = [
  'Tab', 'Shift+Tab', 'Enter', 'Escape', 'Space', 'Delete', 'ArrowLeft', 'ArrowDown', 'Control+z', 'Control+Shift+z',
  'Control+d', 'Control+a', 'F6', 'l', 'r', '.', '[', ']', '?',
];
const TEXTS = ['0', '-1', '1000', '99999', '', '60', '3', '1e9', 'x', '０', '"<b>'];
const BUTTONS = 'button, [role=tab], [role=button], summary, a, [id^="n-"], [id^="i-"]';

/** Actions on one page; then a new one, of another size. */
const ACTIONS_OF_A_VISIT = 150;
/** How long a page may take for one action, or for its board. */
const HANG_MS = 15_000;
/** What a failure names of what was done before it. */
const LAST_ACTIONS = 12;

/** Uniform draws whose state can be read, so that a report can say where to begin again. */
function generator(first) {
  let seed = first >>> 0 || 1;
  const draw = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  return {
    draw,
    pick: (list) => list[Math.floor(draw() * list.length)],
    seed: () => seed,
  };
}

/** Fails when `work` takes longer than a page may. */
async function within(work, what) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} takes longer than ${HANG_MS / 1000} s`)), HANG_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A click as assistive technology makes it: no pointer moves, whatever lies above the element. */
const click = (page, n) => page.evaluate(([selector, n]) => {
  const shown = [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length);
  const chosen = shown[n % shown.length];
  if (!chosen) return 'nothing';
  const pointer = { bubbles: true, pointerId: 1, isPrimary: true };
  chosen.dispatchEvent(new PointerEvent('pointerdown', pointer));
  chosen.dispatchEvent(new PointerEvent('pointerup', pointer));
  chosen.focus?.();
  chosen.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  return (chosen.id || chosen.getAttribute('aria-label') || chosen.textContent || '').trim().slice(0, 40);
}, [BUTTONS, n]);

const focusField = (page, n) => page.evaluate((n) => {
  const shown = [...document.querySelectorAll('input, textarea')].filter((element) => element.getClientRects().length);
  const chosen = shown[n % shown.length];
  chosen?.focus();
  return chosen?.id ?? 'nothing';
}, n);

const choose = (page, n) => page.evaluate((n) => {
  const shown = [...document.querySelectorAll('select')].filter((element) => element.getClientRects().length);
  const chosen = shown[n % shown.length];
  if (!chosen) return 'nothing';
  chosen.selectedIndex = n % chosen.options.length;
  chosen.dispatchEvent(new Event('change', { bubbles: true }));
  return chosen.id;
}, n);

async function type(page, n, { pick }) {
  const text = pick(TEXTS);
  const field = await focusField(page, n);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  const end = pick(['Enter', 'Tab', 'Escape']);
  await page.keyboard.press(end);
  return `type ${JSON.stringify(text)} ${end} into ${field}`;
}

async function drag(page, [width, height], { draw }) {
  const spot = () => [Math.floor(draw() * width), Math.floor(draw() * height)];
  const [from, to] = [spot(), spot()];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
  return `drag ${from} to ${to}`;
}

async function press(page, { pick }) {
  const key = pick(KEYS);
  await page.keyboard.press(key);
  return `key ${key}`;
}

/** One random action; returns what it was. */
async function act(page, size, random) {
  const dice = random.draw();
  const n = Math.floor(random.draw() * 1e6);
  if (dice < 0.45) return `click ${await click(page, n)}`;
  if (dice < 0.65) return type(page, n, random);
  if (dice < 0.75) return drag(page, size, random);
  if (dice < 0.8) return `select ${await choose(page, n)}`;
  return press(page, random);
}

/** Everything that must not happen on a page, in words, as it comes. */
function watch(page) {
  const errors = [];
  page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text().slice(0, 300)); });
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message.slice(0, 300)}`));
  page.on('crash', () => errors.push('the tab crashed'));
  page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}));
  return errors;
}

/** One page from its opening to the first error, the end of the visit or of the time. */
async function visit(browser, site, random, end) {
  const seed = random.seed();
  const size = random.pick(SIZES);
  const [width, height] = size;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const errors = watch(page);
  const embed = ['', '', '&embed=1&start=auto'];
  const query = `?lang=${random.pick(['en', 'ko'])}${random.pick(embed)}#p=${random.pick(BOARDS)}`;
  const done = [];
  try {
    await within(page.goto(site + query), 'loading');
    await within(page.locator('.stage svg.board').waitFor(), 'drawing the board');
    while (done.length < ACTIONS_OF_A_VISIT && Date.now() < end && !errors.length) {
      const doing = act(page, size, random).catch((error) => `(${error.message.split('\n')[0]})`);
      done.push(await within(doing, `what follows "${done.at(-1) ?? 'the opening'}"`));
      await within(page.evaluate(() => 1).catch(() => {}), `the page after "${done.at(-1)}"`);
    }
  } catch (error) {
    errors.push(error.message);
  }
  // A hung page does not close.
  await within(context.close(), 'closing').catch(() => {});
  const failure = errors.length
    ? { seed, size: size.join('×'), query, errors: errors.slice(0, 3), last: done.slice(-LAST_ACTIONS) }
    : undefined;
  return { actions: done.length, failure };
}

/**
 * Roams the site for `seconds`. `failure`: undefined, or what broke, on which page, after which actions, and the seed
 * that does the same visit again.
 */
export async function roam({ browser, site, seconds, seed }) {
  const random = generator(seed);
  const end = Date.now() + seconds * 1000;
  const sum = { visits: 0, actions: 0, failure: undefined };
  while (Date.now() < end && !sum.failure) {
    const { actions, failure } = await visit(browser, site, random, end);
    sum.visits += 1;
    sum.actions += actions;
    sum.failure = failure;
  }
  return sum;
}

/** The failure as lines for a person. */
export function describe({ seed, size, query, errors, last }) {
  return [
    `broke at ${size} on ${query}`,
    ...errors.map((error) => `  ${error}`),
    'after',
    ...last.map((action) => `  ${action}`),
    `again: cargo xtask robot 60 ${seed}`,
  ].join('\n');
}

async function main() {
  const [seconds, seed] = [Number(process.argv[2] ?? 60), Number(process.argv[3] ?? 1)];
  const site = await serveFolder(DIST);
  const browser = await launch();
  try {
    const { visits, actions, failure } = await roam({ browser, site: site.url, seconds, seed });
    console.log(`seed ${seed}: ${actions} actions on ${visits} pages`);
    console.log(failure ? describe(failure) : 'nothing broke');
    process.exitCode = failure ? 1 : 0;
  } finally {
    await within(browser.close(), 'closing').catch(() => {});
    await site.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
