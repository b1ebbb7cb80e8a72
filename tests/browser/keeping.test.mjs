// Nothing that is made is lost: text in a field, the board behind another one, drafts, and the board of a program that
// stops.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { address, browserTest, waitFor } from './harness.mjs';
import { clock, part, pause, stands, started } from './board.mjs';

const OTHER = readFileSync(new URL('../../core/scenarios/two-zones.json', import.meta.url), 'utf8');

const users = (app) => part(app, 10).textContent();
const shows = async (app, number) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(await users(app).catch(() => ''));
const has = (app, number) => waitFor(() => shows(app, number), `${number} users on the board`);
const saysOf = (app, pattern) => waitFor(async () => pattern.test(await app.locator('.toasts').innerText()), `a notice like ${pattern}`);

/** The field with the number of users, of the panel of the users. */
async function field(app) {
  await part(app, 10).click();
  const found = app.locator('#f-10-users');
  await waitFor(() => found.isVisible(), 'the number of users');
  return found;
}

async function setUsers(app, number) {
  const input = await field(app);
  await input.fill(String(number));
  await input.press('Enter');
  await has(app, number);
}

/** Types without taking it: no Enter, and the focus stays. */
async function type(app, text) {
  const input = await field(app);
  await input.focus();
  await input.press('Control+a');
  await input.pressSequentially(text);
  return input;
}

const drop = (app, name, text) => app.evaluate(([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}, [name, text]);

/** The address without a board: what a reader's bookmark is. */
const bare = (look = {}) => address({ lang: 'en', ...look });
const drafts = (app) => app.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('swell.draft.')).sort());
const kept = (app, number) => waitFor(() => app.evaluate((n) => Object.entries(localStorage)
  .some(([key, text]) => key.startsWith('swell.draft.') && new RegExp(`"users": ?${n}\\b`).test(text)), number), `a draft with ${number} users`);

/** A program that runs into a trap, as the browser tells it. */
const stop = (app) => app.evaluate(() => {
  const error = new WebAssembly.RuntimeError('unreachable');
  dispatchEvent(new ErrorEvent('error', { error, message: error.message }));
});

browserTest('a file that is dropped while somebody types takes the text first, and undo brings it back', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await type(app, '250');
  await drop(app, 'two-zones.json', OTHER);
  await saysOf(app, /Opened: two-zones\.json/);
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await has(app, 250);
});

browserTest('a press by assistive technology takes the text of the panel that it replaces', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await pause(app);
  await type(app, '260');
  // A press without pointer, key or focus, as a screen reader makes it.
  await app.evaluate(() => document.getElementById('n-14').dispatchEvent(new FocusEvent('focusin', { bubbles: true })));
  await has(app, 260);
});

browserTest('what cannot be taken is still in the field when its panel comes back', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await pause(app);
  await type(app, 'many');
  await part(app, 14).click();
  await waitFor(async () => (await app.locator('#f-10-users').count()) === 0, 'another panel');
  const input = await field(app);
  await waitFor(async () => (await input.inputValue()) === 'many', 'the text');
  assert.equal(await input.getAttribute('aria-invalid'), 'true');
});

browserTest('a ready-made board that is opened over one is one step of undo', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await setUsers(app, 270);
  await app.locator('#palette').getByRole('button', { name: 'Board gallery' }).click();
  await app.locator('[data-board="one-fails"]').click();
  await waitFor(async () => !(await shows(app, 270)), 'the other board');
  await app.locator('.toasts').getByRole('button', { name: 'Undo' }).first().click();
  await has(app, 270);
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+Shift+z');
  await waitFor(async () => !(await shows(app, 270)), 'the other board again');
});

browserTest('the board of the address opens while the page is open, and the way back too', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await setUsers(app, 280);
  await waitFor(() => page.url().includes('s=1.'), 'the board in the address');
  await page.evaluate(() => { location.hash = 'p=one-fails'; });
  await waitFor(async () => !(await shows(app, 280)), 'the board of the address');
  assert.match(page.url(), /p=one-fails/);
  await page.goBack();
  await has(app, 280);
});

for (const lock of ['edit', 'all']) {
  browserTest(`a locked board (${lock}) takes no files`, { lang: 'en', options: { lock } }, async ({ app }) => {
    await started(app);
    const before = await app.locator('.stage [id^="n-"]').count();
    await drop(app, 'empty.json', '{"format":1,"model":"1","parts":[],"links":[]}');
    await saysOf(app, /locked/);
    assert.equal(await app.locator('.stage [id^="n-"]').count(), before);
  });
}

browserTest('the whole page gets the board of the embed as it is now', { size: 'embedLarge', lang: 'en', options: { embed: 1, start: 'auto' } }, async ({ app, page, context }) => {
  await started(app);
  await pause(app);
  await setUsers(app, 290);
  const [whole] = await Promise.all([context.waitForEvent('page'), app.locator('a.open-full').click()]);
  await started(whole);
  await has(whole, 290);
  assert.doesNotMatch(whole.url(), /embed=1/);
  assert.equal(await page.locator('html').getAttribute('data-embed'), '1');
});

browserTest('a page that is left at once keeps what was made', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await type(app, '310');
  await page.goto('about:blank');
  await page.goto(bare());
  await started(app);
  await has(app, 310);
});

browserTest('the way back to an address that names no board brings its own back, with its run', { lang: 'en' }, async ({ app, page }) => {
  // At once, before the page's second part is here.
  await stands(app);
  const title = () => app.locator('.board-title').textContent();
  const first = await title();
  await app.evaluate(() => { location.hash = 'p=containers'; });
  await waitFor(async () => (await title()) !== first, 'the other board');
  await page.goBack();
  await waitFor(async () => (await title()) === first, 'the first board');
  await page.goForward();
  await waitFor(async () => (await title()) !== first, 'the other board again');
});

browserTest('a board of the gallery is one step of the way back, and nothing of either is lost', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  const { length } = await page.evaluate(() => ({ length: history.length }));
  await app.locator('#stage').focus();
  await page.keyboard.press('g');
  await app.locator('[data-board="two-zones"]').click();
  await waitFor(() => page.url().includes('p=two-zones'), 'its address');
  assert.equal(await page.evaluate(() => history.length), length + 1);
  await started(app);
  await pause(app);
  await setUsers(app, 330);
  await waitFor(() => page.url().includes('s=1.'), 'the edited board in the address');
  assert.equal(await page.evaluate(() => history.length), length + 1, 'an edit is no step of it');
  await page.goBack();
  await has(app, 100);
  assert.ok((await clock(app)) >= 0, 'its run goes on where it was');
  await setUsers(app, 340);
  // At once: the address has not been written yet.
  await page.goForward();
  await has(app, 330);
  await page.goBack();
  await has(app, 340);
});

browserTest('two tabs keep a draft each', { lang: 'en' }, async ({ app, page, context }) => {
  await started(app);
  await pause(app);
  await setUsers(app, 410);
  await kept(app, 410);
  const second = await context.newPage();
  await second.goto(bare());
  await started(second);
  await has(second, 410);
  await pause(second);
  await setUsers(second, 420);
  await kept(second, 420);
  await setUsers(app, 430);
  await kept(app, 430);
  assert.equal((await drafts(app)).length, 2);
  await page.goto(bare());
  await started(app);
  await has(app, 430);
  await second.goto(bare());
  await started(second);
  await has(second, 420);
});

browserTest('what one tab goes on from is not lost to the tab that has it open, and the gallery has both', { lang: 'en' }, async ({ app, page, context }) => {
  await started(app);
  await setUsers(app, 111);
  await kept(app, 111);
  const other = await context.newPage();
  await other.goto(bare());
  await started(other);
  await has(other, 111);
  await setUsers(other, 222);
  // The first tab still has its board open: it is kept again beside the other.
  await kept(app, 222);
  await kept(app, 111);
  await other.close();
  await page.goto(address({ lang: 'en', hash: 'p=default' }));
  await page.reload();
  await started(app);
  await app.locator('#stage').focus();
  await page.keyboard.press('g');
  const own = app.locator('[data-board^="swell.draft."]');
  await waitFor(async () => (await own.count()) === 1, 'the board of the other tab');
  await own.click();
  await has(app, 222);
  assert.equal((await drafts(app)).length, 2, 'both stay');
});

browserTest('a draft that froze the page is offered and not opened', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await setUsers(app, 510);
  await kept(app, 510);
  await page.goto('about:blank');
  await page.goto(bare({ options: { start: 'paused' } }));
  await started(app);
  // What keeps drafts comes with the panels; its own last word is said before the one below.
  await app.locator('.inspector h2').waitFor();
  // As a page leaves it that never came to the end of opening.
  await page.evaluate(() => {
    const [draft] = Object.keys(localStorage).filter((key) => key.startsWith('swell.draft.'));
    const freeze = () => localStorage.setItem('swell.opening.1', draft);
    addEventListener('pagehide', freeze);
    document.addEventListener('visibilitychange', freeze);
  });
  await page.goto('about:blank');
  await page.goto(bare());
  await started(app);
  await has(app, 100);
  await app.getByRole('button', { name: 'Back to your board' }).click();
  await has(app, 510);
});

browserTest('a draft of a newer version is told and kept', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await page.evaluate(() => localStorage.setItem('swell.draft.2.future', '1\n{"format":99,"model":"1","parts":[],"links":[]}'));
  await page.goto('about:blank');
  await page.goto(bare());
  await started(app);
  await saysOf(app, /cannot be read/);
  assert.deepEqual(await drafts(app), ['swell.draft.2.future']);
});

browserTest('storage that is full is told', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await setUsers(app, 610);
  await saysOf(app, /storage is full/);
});

for (const [lang, theme] of [['en', 'light'], ['ko', 'dark']]) {
  browserTest(`the last screen keeps its promises, ${lang}`, { lang, theme }, async ({ app, page }) => {
    await started(app);
    await pause(app);
    await setUsers(app, 710);
    await waitFor(() => page.url().includes('s=1.'), 'the board in the address');
    await stop(app);
    const notice = app.locator('#crash');
    await waitFor(() => notice.isVisible(), 'the last screen');
    assert.match(await notice.innerText(), lang === 'ko' ? /플레이그라운드가 멈췄어요/ : /The playground stopped/);
    assert.doesNotMatch(await notice.innerText(), lang === 'ko' ? /stopped/ : /멈췄어요/);
    const [download] = await Promise.all([page.waitForEvent('download'), notice.locator('a[download]').click()]);
    assert.match(readFileSync(await download.path(), 'utf8'), /"users": ?710\b/);
    await notice.getByRole('button').click();
    await started(app);
    await has(app, 710);
    await page.goto('about:blank');
    await page.goto(bare({ lang }));
    await started(app);
    await app.getByRole('button', { name: lang === 'ko' ? '내 보드로 돌아가기' : 'Back to your board' }).click();
    await has(app, 710);
  });
}
