// The gallery of boards and the page of coverage: found by words of either language, by mouse and by keys.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { parts, started } from './board.mjs';

const cards = (app) => app.locator('.board-card:visible');
const ids = (app) => cards(app).evaluateAll((all) => all.map((card) => card.dataset.board));

const open = async (app, page) => {
  await started(app);
  await app.locator('#stage').focus();
  await page.keyboard.press('g');
  await waitFor(() => app.locator('.gallery-page').isVisible(), 'the gallery');
};

for (const [lang, words] of [['en', 'cache'], ['ko', '캐시']]) {
  browserTest(`the gallery finds boards by words of both languages, ${lang}`, { lang }, async ({ app, page }) => {
    await open(app, page);
    await waitFor(async () => (await app.locator('.thumbnail > svg').count()) === (await cards(app).count()), 'a picture of each board');
    const all = await ids(app);
    assert.ok(all.includes('default') && all.includes('empty'));
    for (const word of [words, 'ElastiCache', '캐시가 사라지면', 'Lose the cache']) {
      await app.locator('.gallery-page input').fill(word);
      await waitFor(async () => (await ids(app)).length < all.length, `fewer boards with ${word}`);
      assert.ok((await ids(app)).includes('cache-aside'), word);
    }
    await app.locator('.gallery-page input').fill('zzz');
    await waitFor(async () => (await ids(app)).length === 0, 'none');
    await waitFor(async () => /No such board|찾는 보드가 없어요/.test(await app.locator('.gallery-page [role="status"]').textContent()), 'the word for it');
  });
}

browserTest('a board of the gallery is opened by keys', { lang: 'en' }, async ({ app, page }) => {
  await open(app, page);
  const focused = () => app.evaluate(() => document.activeElement.dataset.board);
  const all = await ids(app);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), all[0]);
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), all[1]);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(), all[0]);
  await app.locator('.gallery-page input').fill('Empty board');
  await waitFor(async () => (await ids(app)).length === 1, 'one board');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await waitFor(async () => (await parts(app)) === 0, 'an empty board');
  assert.equal(await app.locator('.gallery-page').count(), 0, 'the dialog has closed');
});

browserTest('every item of the notes says where it is seen, and a board opens from there', { lang: 'en' }, async ({ app, page }) => {
  await open(app, page);
  await app.getByRole('button', { name: 'Coverage of the study notes' }).click();
  await waitFor(async () => (await app.locator('.coverage tr').count()) === 118, 'all items');
  const missing = await app.locator('.coverage tr', { hasText: 'not yet' }).count();
  const claimed = await app.locator('.coverage tr:has(td:last-child :is(button, span + span))').count();
  assert.equal(missing + claimed, 118);
  await app.locator('[data-item="B5"]').getByRole('button').click();
  await waitFor(async () => (await app.locator('[data-kind="ElastiCache"]').count()) === 1, 'the board with a cache');
});

browserTest('a balancer shows each of its target groups and its listener', { lang: 'en', hash: 'p=listener-rules' }, async ({ app }) => {
  await started(app);
  await waitFor(async () => (await app.locator('.stage .chip').count()) === 6, 'five groups and a listener');
  const boxes = await app.locator('.stage .chip > .body').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
  boxes.slice(1).forEach((box, n) => assert.ok(box.top >= boxes[n].bottom, 'one below the other'));
  await app.locator('.stage .chip').nth(2).click();
  await waitFor(() => app.locator('.inspector').isVisible(), 'its page');
});
