// Two boards side by side: by mouse, by keys and by finger, in both languages.
import assert from 'node:assert/strict';
import { axe, browserTest, pictures, waitFor } from './harness.mjs';
import { part, started } from './board.mjs';

const open = async (app, page, name) => {
  await started(app);
  await app.locator('#stage').focus();
  await page.keyboard.press('g');
  await app.getByRole('button', { name, exact: true }).click();
  await waitFor(() => app.locator('.beside').isVisible(), 'the page of two boards');
};

/** The table of scores: what is counted, and both values. */
const scores = async (app) => Object.fromEntries(await app.locator('.beside-score tbody tr').evaluateAll((rows) => rows.map((row) => {
  const [name, a, b] = [...row.children].map((cell) => cell.textContent);
  return [name, [a, b]];
})));

/** How long both have run, as the clock says. */
const now = async (app) => (await app.locator('.beside-time strong').textContent());

browserTest('two boards run in step and one table says what both came to', { lang: 'en' }, async ({ app, page }) => {
  await open(app, page, 'Two boards side by side');
  await app.locator('[data-pair="A5"]').click();
  await waitFor(async () => (await app.locator('.beside-picture > svg').count()) === 2, 'both pictures');
  await app.locator('.beside-time').getByRole('button', { name: 'Send the lunch rush' }).click();
  await waitFor(async () => 'Caching · hits' in (await scores(app)), 'the scores');
  const failed = async () => (await scores(app))['Failed requests'].map((text) => Number(text.replace(',', '')));
  await waitFor(async () => (await failed())[0] > 100, 'failures on the board that has to grow', 40_000);
  const table = await scores(app);
  assert.ok((await failed())[1] < (await failed())[0] / 10, 'the edges take the rush');
  assert.equal(table['Caching · hits'][0], '–');
  assert.match(table['Caching · hits'][1], /^(9\d|100)/);
  assert.ok(table.Cost.every((usd) => /^\$0\.\d+$/.test(usd)), `${table.Cost}`);
  await app.locator('.beside-time').getByRole('button', { name: 'Pause' }).click();
  const stands = await now(app);
  await pictures(app, 20);
  assert.equal(await now(app), stands);
  await axe(app);
  // B on the stage, and back to the page of both.
  await app.locator('[data-lane="B"]').getByRole('button').click();
  await waitFor(async () => (await app.locator('.stage [data-kind="CloudFront"]').count()) === 1, 'the other board');
  await app.locator('.futures').getByRole('button', { name: 'Compare' }).click();
  await waitFor(() => app.locator('.beside-run').isVisible(), 'the page of both');
  await app.getByRole('button', { name: 'End the comparison' }).click();
  await waitFor(async () => (await app.locator('.beside-run').count()) === 0, 'one board');
});

browserTest('two boards keep the speed that was chosen, or the page says which they reach', { lang: 'en' }, async ({ app, page }) => {
  await open(app, page, 'Two boards side by side');
  await app.locator('[data-pair="A5"]').click();
  await waitFor(async () => (await app.locator('.beside-picture > svg').count()) === 2, 'both pictures');
  const time = app.locator('.beside-time');
  const play = time.getByRole('button', { name: 'Play' });
  if (await play.count()) await play.click();
  const picture = await app.locator('.beside-picture > svg').first().elementHandle();
  const asked = 60;
  await time.getByRole('combobox').selectOption({ label: `${asked}×` });
  const seconds = async () => {
    const [, h, m, s] = /(\d+):(\d+):(\d+)/.exec(await now(app));
    return Number(h) * 3600 + Number(m) * 60 + Number(s);
  };
  const goesOn = async (by) => {
    const from = await seconds();
    await waitFor(async () => (await seconds()) >= from + by, `${by} s of both boards`, 60_000);
  };
  // The speed that is told is a mean: it has to settle.
  await goesOn(90);
  const [from, began] = [await seconds(), Date.now()];
  await goesOn(120);
  const rate = (await seconds() - from) / ((Date.now() - began) / 1000);
  const told = Number(/([\d.]+)×/.exec(await time.locator('.beside-reached').textContent())?.[1] ?? asked);
  assert.ok(rate > told * 0.7, `${rate.toFixed(1)}× of ${told}×`);
  // The pictures say new numbers and are not drawn anew.
  assert.ok(await picture.evaluate((svg) => svg.isConnected), 'the same picture');
  await time.getByRole('combobox').selectOption({ label: 'max' });
  await waitFor(async () => Number(/([\d,.]+)×/.exec(await time.locator('.beside-reached').textContent())?.[1].replace(',', '')) > asked, 'a speed');
  // Both stand at one instant, also at the fastest.
  const cost = async () => (await scores(app)).Cost?.join();
  const before = await cost();
  await waitFor(async () => (await cost()) !== before, 'scores that go on', 10_000);
});

browserTest('a copy is edited beside its original, by keys', { lang: 'ko' }, async ({ app, page }) => {
  await open(app, page, '두 보드 나란히 보기');
  const start = app.getByRole('button', { name: '나란히 실행' });
  await start.focus();
  await page.keyboard.press('Enter');
  await waitFor(async () => (await app.locator('.beside-picture > svg').count()) === 2, 'both pictures');
  await waitFor(async () => '비용' in (await scores(app)), 'the scores');
  const same = await scores(app);
  for (const [name, [a, b]] of Object.entries(same)) assert.equal(a, b, name);
  const show = app.locator('[data-lane="B"]').getByRole('button');
  await show.focus();
  await page.keyboard.press('Enter');
  await waitFor(async () => !(await app.locator('.beside').count()), 'the board');
  // Without its database the copy costs less.
  await part(app, 20).focus();
  await page.keyboard.press('Delete');
  await waitFor(async () => (await part(app, 20).count()) === 0, 'the database to go');
  await app.locator('.futures').getByRole('button', { name: '비교' }).press('Enter');
  // Whoever changes over looks at a run that stands.
  await app.locator('.beside-time').getByRole('button', { name: '재생' }).press('Enter');
  await waitFor(async () => {
    const [a, b] = ((await scores(app))['비용'] ?? []).map((usd) => Number(usd.slice(1)));
    return b < a * 0.95;
  }, 'the copy to cost less', 40_000);
});

browserTest('two boards on a phone, by finger', { lang: 'ko', size: 'phone', theme: 'dark' }, async ({ app }) => {
  await started(app);
  await app.getByRole('button', { name: /더 보기|메뉴|명령/ }).last().tap();
  await app.locator('.dialog').getByText('두 보드·미래 비교하기').tap();
  await waitFor(() => app.locator('.beside').isVisible(), 'the page of two boards');
  await app.locator('[data-pair="E1"]').tap();
  await waitFor(async () => (await app.locator('.beside-picture > svg').count()) === 2, 'both pictures');
  await waitFor(async () => '비용' in (await scores(app)), 'the scores');
  const wide = await app.locator('.dialog').evaluate((d) => d.scrollWidth - d.clientWidth);
  assert.ok(wide <= 0, 'nothing sticks out');
});
