// Boards at the limits: the page, and the article around it, answer all the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { browserTest, waitFor } from './harness.mjs';
import { clock, servers, speed, stands } from './board.mjs';

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/hostile/${name}.json`, import.meta.url), 'utf8'));
const link = (board) => `s=1.${deflateRawSync(JSON.stringify(board)).toString('base64url')}`;
const RECORDED_S = 4 * 86_400;
const HEAVY = link(fixture('hang_heavy_1Mrps'));

/** The longest time between two frames of a page, in milliseconds, over so many of them. */
const longestGap = (page, count) => page.evaluate((count) => new Promise((done) => {
  let last = performance.now();
  let longest = 0;
  const next = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (count-- > 0) requestAnimationFrame(next); else done(longest);
  };
  requestAnimationFrame(next);
}), count);

browserTest('a million requests a second leave the page alive, and their pre-roll can be left', { lang: 'en', hash: HEAVY }, async ({ app }) => {
  await stands(app);
  const before = await clock(app);
  assert.ok(before < 0, 'the first picture comes before the pre-roll is done');
  const bar = app.locator('.progress progress');
  const cancel = app.locator('.progress button');
  await waitFor(() => bar.isVisible(), 'how far it has come');
  await waitFor(async () => (await clock(app)) > before, 'time');
  // A press is answered while it goes on.
  await app.getByRole('button', { name: '한국어' }).click();
  await waitFor(async () => (await cancel.innerText()) === '취소', 'the other language');
  assert.ok(await longestGap(app, 60) < 500);
  await cancel.click();
  await waitFor(async () => !(await bar.isVisible()), 'no bar');
  const left = await clock(app);
  assert.ok(left < 0 && (await longestGap(app, 20)) < 500);
  assert.equal(await clock(app), left, 'time stands');
  // Played from there, slower than asked for, and saying so.
  await app.locator('#play').click();
  await waitFor(async () => (await clock(app)) > left, 'time again');
  await waitFor(() => app.locator('.reached').isVisible(), 'the speed that is reached');
  assert.match(await app.locator('.reached').innerText(), /[\d.]+×/);
});

browserTest('nor do they stop the article around an embed', { framed: true, hash: HEAVY, options: { embed: 1, start: 'auto' } }, async ({ page, app }) => {
  await stands(app);
  assert.ok(await longestGap(page, 60) < 500);
});

browserTest('ten groups of a thousand servers are drawn in few cards, and the rest is counted', { hash: link(fixture('big_10x1000')) }, async ({ app }) => {
  await stands(app);
  await waitFor(async () => (await servers(app)) > 0, 'servers');
  assert.ok((await servers(app)) <= 60);
  assert.equal(await app.locator('.uncarded').count(), 10);
  assert.match(await app.locator('.uncarded').first().textContent(), /^\+9\d\d$/);
  assert.ok((await app.evaluate(() => document.querySelectorAll('*').length)) < 8_000);
});

browserTest('the fastest speed runs to the end of a recording and stops there', { lang: 'en', hash: link(recording()) }, async ({ app }) => {
  await stands(app);
  await speed(app, 'max');
  const play = app.locator('#play');
  await waitFor(async () => (await clock(app)) > 0, 'time');
  await waitFor(async () => (await clock(app)) === RECORDED_S, 'the end of the recording', 60_000);
  await waitFor(async () => (await play.innerText()).includes('Play'), 'the end');
  assert.equal(await app.locator('progress').count(), 0);
});

/** Four days of one request in ten seconds. */
function recording() {
  const board = fixture('hang_heavy_1Mrps');
  const users = board.parts.find((part) => part.kind === 'users');
  const rps = Array.from({ length: RECORDED_S / 3_600 + 1 }, () => 0.1);
  users.params = { pattern: 'trace', trace: { step_s: 3_600, rps } };
  return board;
}
