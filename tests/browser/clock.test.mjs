// The clock: why it stands where nobody has stopped it, and what belongs to the moment that it shows.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { clock, pause, started } from './board.mjs';

for (const [lang, size, said] of [['en', 'desktop', /a day at a time/], ['ko', 'phone', /하루씩/]]) {
  browserTest(`the fastest speed stops a day ahead and says so at the clock, ${lang}`, { lang, size, options: { speed: 'max' } }, async ({ app }) => {
    await started(app);
    const note = app.locator('.stopped');
    await waitFor(async () => said.test(await note.textContent().catch(() => '')), 'the reason', 90_000);
    assert.equal(await clock(app) >= 86_400, true);
    const [bar, box, width] = [await app.locator('.toolbar').boundingBox(), await note.boundingBox(), await app.evaluate(() => innerWidth)];
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= bar.y, 'it is in sight');
    // It goes with what it speaks of.
    await app.locator('#play').click();
    await waitFor(async () => (await note.textContent()) === '', 'time that runs');
    await pause(app);
    assert.equal(await note.textContent(), '', 'somebody stopped it');
  });
}

browserTest('the list of requests is of the moment on the clock', { lang: 'en', size: 'phone' }, async ({ app, page }) => {
  await started(app);
  await waitFor(async () => (await clock(app)) > 90, 'some time');
  await app.getByRole('tab', { name: 'Log' }).tap();
  const list = app.locator('.newest-requests time');
  const latest = async () => Math.max(...(await list.allTextContents()).map((text) => {
    const [, sign, h, m, s] = /([−-]?)(\d+):(\d+):(\d+)/.exec(text) ?? [];
    return (sign ? -1 : 1) * (Number(h) * 3600 + Number(m) * 60 + Number(s));
  }));
  await waitFor(async () => (await list.count()) > 0, 'requests');
  await pause(app);
  const end = await clock(app);
  await app.locator('#stage').focus();
  await page.keyboard.press(',');
  await waitFor(async () => (await clock(app)) < end, 'the past');
  assert.ok(await latest() <= await clock(app), `${await latest()} at ${await clock(app)}`);
});
