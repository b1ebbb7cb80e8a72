// Recordings on the page: what they are is said, what they do not say is asked, and one of another size gets a factor.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { browserTest, waitFor } from './harness.mjs';
import { part, started } from './board.mjs';

const fixture = (name) => readFileSync(new URL(`../fixtures/traffic/${name}`, import.meta.url), 'utf8');

const drop = (app, name, text) => app.evaluate(([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const type of ['dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}, [name, text]);

/** The panel of the users, with what was loaded. */
async function traffic(app, page) {
  await page.keyboard.press('Escape');
  await part(app, 10).click();
  const panel = app.locator('section.traffic').first();
  await waitFor(() => panel.locator('.traffic-name').isVisible(), 'the loaded traffic');
  return panel;
}

const dialog = (app) => app.locator('dialog.dialog[open]');

for (const [name, file, peak] of [
  ['one row per request', 'jmeter_results.jtl', /10/],
  ['metrics as JSON', 'get_metric_statistics.json', /20/],
]) {
  browserTest(`${name} becomes the load of the users`, { lang: 'en' }, async ({ app, page }) => {
    await started(app);
    await drop(app, file, fixture(file));
    const panel = await traffic(app, page);
    assert.match(await panel.innerText(), peak);
    assert.match(await panel.innerText(), /2026-03-02T09:00:00Z/);
  });
}

browserTest('durations are refused as what they are', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await drop(app, 'latency.csv', 'timestamp,p95\n2026-03-02 09:00:00,0.2\n2026-03-02 09:01:00,0.3\n');
  await waitFor(async () => /"p95" is a length of time/.test(await dialog(app).innerText()), 'the refusal');
});

browserTest('what a file does not say is asked', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await drop(app, 'shop.csv', 'timestamp,shop\n2026-03-02 09:00:00,1200\n2026-03-02 09:01:00,2400\n');
  await dialog(app).getByRole('button', { name: 'Read as requests in each interval' }).click();
  await waitFor(async () => !(await dialog(app).isVisible()), 'the dialog to close');
  const panel = await traffic(app, page);
  assert.match(await panel.innerText(), /40/);
});

browserTest('a recording that leaves the board idle offers a factor', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await drop(app, 'night.csv', 'seconds,rps\n0,0.4\n600,0.8\n');
  const panel = await traffic(app, page);
  const offer = panel.getByRole('button', { name: /^Multiply the traffic by/ });
  await offer.click();
  await waitFor(async () => !(await offer.isVisible()), 'the offer to be taken');
  assert.match(await panel.innerText(), /80/);
});
