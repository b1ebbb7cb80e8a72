// Building and editing with a pointer, by clicks alone and by keyboard alone.
import assert from 'node:assert/strict';
import { browserTest, drag, waitFor } from './harness.mjs';
import { part, parts, pause, started } from './board.mjs';

// Of its body: the ring of the focus comes and goes.
const transform = (locator) => locator.locator('> .body').evaluate((e) => e.getBoundingClientRect().x);

browserTest('a dragged part stays where it was dropped, and undo takes it back', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const users = part(app, 10);
  const before = await transform(users);
  const box = await users.boundingBox();
  await drag(page, users, { x: box.x + box.width / 2 - 60, y: box.y + box.height / 2 + 40 });
  await waitFor(async () => Math.abs((await transform(users)) - before) > 20, 'the part to have moved');
  await page.keyboard.press('Control+z');
  await waitFor(async () => Math.abs((await transform(users)) - before) < 3, 'undo to bring it back');
});

browserTest('a part is added by two clicks, wired, refused with a reason, and deleted', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const count = await parts(app);
  await app.locator('#palette').getByRole('button', { name: 'RDS' }).click();
  const stage = await app.locator('.stage-host').boundingBox();
  await page.mouse.click(stage.x + 120, stage.y + stage.height - 90);
  await waitFor(async () => (await parts(app)) === count + 1, 'a new part');
  // Users cannot talk SQL: the wire is refused, and the page says why.
  await part(app, 10).click();
  await page.keyboard.press('l');
  const added = app.locator('.stage [id^="n-"]').last();
  await added.click();
  await waitFor(() => app.locator('.toasts, .toast').first().isVisible(), 'a reason');
  await added.click();
  await page.keyboard.press('Delete');
  await waitFor(async () => (await parts(app)) === count, 'the part to be gone');
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await parts(app)) === count + 1, 'undo to bring it back');
});

browserTest('a drag from the palette adds a part', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const count = await parts(app);
  const stage = await app.locator('.stage-host').boundingBox();
  await drag(page, app.locator('#palette').getByRole('button', { name: 'EC2' }).first(), { x: stage.x + 140, y: stage.y + 120 });
  await waitFor(async () => (await parts(app)) === count + 1, 'a new part');
});

browserTest('a board is built by keyboard alone', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const count = await parts(app);
  await page.keyboard.press('Control+k');
  await app.locator('.command-search').fill('add users');
  await page.keyboard.press('Enter');
  await waitFor(async () => (await parts(app)) === count + 1, 'new users');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+k');
  await app.locator('.command-search').fill('add rds');
  await page.keyboard.press('Enter');
  await waitFor(async () => (await parts(app)) === count + 2, 'a new database');
});

browserTest('a changed field changes the run and survives undo', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await part(app, 10).click();
  const field = app.locator('.inspector input[type="text"], .inspector input[inputmode]').first();
  await waitFor(() => field.isVisible(), 'the number of users');
  await field.fill('300');
  await field.press('Enter');
  await waitFor(async () => /300/.test(await part(app, 10).innerText().catch(() => part(app, 10).textContent())), '300 users on the board');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await waitFor(async () => !/300/.test(await part(app, 10).textContent()), 'undo');
  assert.match(await part(app, 10).textContent(), /100/);
});
