// The second part of the program: when it comes, what happens without it.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { clock, part, pause, started } from './board.mjs';

const PART = '**/split_deferred.wasm';
const fetched = (app) => app.evaluate(() => performance.getEntriesByType('resource').some((r) => r.name.endsWith('split_deferred.wasm')));

browserTest('a small embed runs without the second part and fetches it when it is touched', { size: 'embedSmall', lang: 'en', options: { embed: 1, start: 'auto' } }, async ({ app }) => {
  await started(app);
  const before = await clock(app);
  await waitFor(async () => (await clock(app)) > before + 60, 'simulated time to run');
  assert.equal(await fetched(app), false);
  await app.locator('.stage').click({ position: { x: 5, y: 5 } });
  await waitFor(() => fetched(app), 'the second part');
});

const lost = { size: 'embedSmall', lang: 'en', options: { embed: 1, start: 'auto' }, expected: [/Failed to load resource/, /Failed to fetch/] };
browserTest('a part that cannot be fetched is told, and asked for again', lost, async ({ app, page }) => {
  await started(app);
  await page.route(PART, (route) => route.abort());
  await pause(app);
  await waitFor(async () => /could not be fetched/.test(await app.locator('.toasts').innerText()), 'the notice');
  const stopped = await clock(app);
  await page.unroute(PART);
  await app.locator('#n-30, .stage [id^="n-"]').first().click();
  await waitFor(() => app.locator('aside.inspector').count(), 'the inspector of the second part');
  assert.equal(await clock(app), stopped, 'the run is as it was');
});

const NLB = 17;
const withNlb = { size: 'embedSmall', lang: 'en', options: { embed: 1, start: 'auto', p: 'nlb-before-alb' } };
browserTest('a board with a kind of the second part waits for it and runs', withNlb, async ({ app }) => {
  await started(app);
  assert.equal(await fetched(app), true, 'the second part is here before the first picture');
  assert.match(await part(app, NLB).textContent(), /Network Load Balancer|front-nlb/);
  const before = await clock(app);
  await waitFor(async () => (await clock(app)) > before + 60, 'simulated time to run');
  await waitFor(async () => /[1-9]/.test(await part(app, NLB).textContent()), 'a number of its own');
});

const elsewhere = { ...withNlb, lang: 'ko', expected: [/Failed to load resource/, /Failed to fetch/, /could not be fetched/] };
browserTest('a board that waits shows the poster, and the poster says when the wait was in vain', elsewhere, async ({ app, page }) => {
  await started(app);
  let come;
  const held = new Promise((resolve) => { come = resolve; });
  await page.route(PART, async (route) => { await held; await route.continue(); });
  await page.reload();
  const boot = () => page.evaluate(() => document.documentElement.dataset);
  await waitFor(async () => (await boot()).part === 'awaited', 'the program to wait');
  assert.equal((await boot()).boot, 'loading');
  assert.ok(await page.locator('#poster').isVisible(), 'the poster');
  come();
  await started(app);
  await page.unroute(PART);
  await page.route(PART, (route) => route.abort());
  await page.reload();
  await waitFor(async () => (await boot()).boot === 'failed', 'the poster to tell');
  assert.ok(await page.locator('#poster [data-why="script"]').first().isVisible(), 'the reason');
  assert.equal(await app.locator('.stage').count(), 0, 'no board runs without its parts');
});
