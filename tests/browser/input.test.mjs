// What comes from outside: links, bad links, CSV files. Nothing is lost and nothing breaks.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { part, pause, started } from './board.mjs';

browserTest('an edited board lives in the address and opens from it', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await part(app, 10).click();
  const field = app.locator('.inspector input[type="text"], .inspector input[inputmode]').first();
  await waitFor(() => field.isVisible(), 'the number of users');
  await field.fill('321');
  await field.press('Enter');
  await waitFor(() => page.url().includes('s=1.'), 'the board in the address');
  const url = page.url();
  await page.goto('about:blank');
  await page.goto(url);
  await started(app);
  assert.match(await part(app, 10).textContent(), /321/);
});

for (const hash of ['s=1.broken', 's=9.abc', 's=1.', 'p=no-such-board', 's=1.AAAA%00']) {
  browserTest(`a bad link (${hash}) opens a board and says why`, { lang: 'en', hash }, async ({ app }) => {
    await started(app);
    await waitFor(() => app.locator('.toasts, .toast').first().isVisible(), 'the reason');
  });
}

const drop = (app, name, text) => app.evaluate(([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: 'text/csv' }));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}, [name, text]);

browserTest('a dropped CSV becomes the load', { lang: 'en' }, async ({ app }) => {
  await started(app);
  const rows = Array.from({ length: 50 }, (_, n) => `2014-04-10 ${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}:00,${3000 + 60 * n}.0`);
  await drop(app, 'elb.csv', ['timestamp,value', ...rows].join('\n'));
  await waitFor(async () => /elb\.csv/.test(await app.locator('body').innerText()), 'the page to say that it opened the file');
});

browserTest('a bad CSV is refused with line and column', { lang: 'en' }, async ({ app }) => {
  await started(app);
  const before = await part(app, 10).textContent();
  await drop(app, 'bad.csv', 'seconds,rps\n0,10\n60,many\n');
  await waitFor(async () => /line 3/i.test(await app.locator('body').innerText()), 'the place of the error');
  assert.match(before, /100/);
});
