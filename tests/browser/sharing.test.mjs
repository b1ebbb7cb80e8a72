// What is handed on is the board that its maker had: by link, by file, and by links of earlier versions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { address, browserTest, open, waitFor } from './harness.mjs';
import { part, parts, pause, started } from './board.mjs';

const fixture = (name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const linkOf = (json) => `s=1.${deflateRawSync(json).toString('base64url')}`;

/** The link of the share dialog, as somebody reads it who opens and closes that. */
async function shared(app, page) {
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+k');
  await app.locator('.command-search').fill('iframe');
  await page.keyboard.press('Enter');
  await app.locator('#share-link').waitFor();
  const link = await app.locator('#share-link').inputValue();
  await page.keyboard.press('Escape');
  await waitFor(async () => !(await app.locator('#share-link').isVisible()), 'the board again');
  return link;
}

async function edit(app) {
  await part(app, 10).click();
  const field = app.locator('#f-10-users');
  await field.fill('900');
  await field.press('Enter');
  await waitFor(async () => /900/.test(await part(app, 10).textContent()), 'the users');
}

browserTest('a copied link and a saved file hold the board as it is', { lang: 'en' }, async ({ app, page, context }) => {
  await started(app);
  await pause(app);
  await edit(app);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+k');
  await app.locator('.command-search').fill('iframe');
  await page.keyboard.press('Enter');
  await app.getByRole('button', { name: /^Copy: Link/ }).click();
  const copied = await waitFor(() => page.evaluate(() => navigator.clipboard.readText()), 'the copied link');
  const [download] = await Promise.all([page.waitForEvent('download'), app.locator('.share-files button').first().click()]);
  const file = readFileSync(await download.path(), 'utf8');
  // Another reader, who was never here.
  const other = await open({ lang: 'en' });
  try {
    await other.page.goto('about:blank');
    await other.page.goto(copied);
    await started(other.app);
    await pause(other.app);
    assert.equal(await shared(other.app, other.page), copied, 'the same link again');
    await other.page.goto(address({ lang: 'en', hash: 'p=two-zones' }));
    await started(other.app);
    await other.app.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'board.json'));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    }, file);
    await waitFor(async () => /900/.test(await part(other.app, 10).textContent()), 'the board of the file');
    assert.equal(await shared(other.app, other.page), copied, 'a file holds what a link holds');
    assert.deepEqual(other.faults, []);
  } finally {
    await other.close();
  }
});

// The one of format 1 has what that format knew; the others are of each format's kind.
for (const name of ['format-1.json', 'chain.json', 'cases/01-both.json', 'cases/06-postgres-micro.json', 'cases/09-new-york.json']) {
  browserTest(`a link of yesterday opens: ${name}`, { lang: 'en', hash: linkOf(fixture(name)) }, async ({ app }) => {
    await started(app);
    const { parts: all, title } = JSON.parse(fixture(name));
    await app.locator('.inspector h2').waitFor();
    assert.ok((await parts(app)) > 0, 'its parts');
    if (title) assert.equal(await app.locator('.board-title').innerText(), title);
    const users = all.find((part) => part.kind === 'users');
    if (users) assert.ok(await part(app, users.id).isVisible(), 'its users');
    assert.equal((await app.locator('.toasts').innerText()).trim(), '', 'nothing is wrong with it');
  });
}
