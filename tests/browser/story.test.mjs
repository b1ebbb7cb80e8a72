// The story of the default board: the rush, the alarm, the decision, the new servers; and looking back at it.
import assert from 'node:assert/strict';
import { browserTest, drag, waitFor } from './harness.mjs';
import { clock, part, pause, servers, speed, started } from './board.mjs';

async function surge(app) {
  await started(app);
  await app.getByRole('button', { name: /lunch rush/i }).first().click();
  await speed(app, '300×');
}

browserTest('the surge leads to a decision card and new servers', { lang: 'en' }, async ({ app }) => {
  await surge(app);
  await waitFor(async () => (await servers(app)) === 4, 'four servers', 30_000);
  const card = app.locator('.newest-decision .decision').first();
  await waitFor(async () => /2 → 4/.test(await card.innerText().catch(() => '')), 'the card "2 → 4"', 20_000);
  const text = await card.innerText();
  assert.match(text, /\+2/);
  assert.match(text, /70/, 'the threshold it was compared with');
});

browserTest('dragging the timeline shows the past exactly and forks from it', { lang: 'en' }, async ({ app, page }) => {
  await surge(app);
  await waitFor(async () => (await servers(app)) === 4, 'four servers', 30_000);
  await pause(app);
  const now = await clock(app);
  const slider = app.getByRole('slider', { name: /time/i }).first();
  const plot = await slider.boundingBox();
  assert.ok(plot, 'the cursor of the timeline');
  const box = await app.locator('.timeline svg').first().boundingBox();
  await drag(page, slider, { x: box.x + box.width * 0.35, y: plot.y + plot.height / 2 });
  await waitFor(async () => (await clock(app)) < now - 60, 'the past');
  await waitFor(async () => (await servers(app)) === 2, 'two servers, as it was then');
  await slider.press('End');
  await waitFor(async () => (await servers(app)) === 4, 'the present again');
});

browserTest('killing a server is seen and repaired', { lang: 'en', hash: 'p=one-fails' }, async ({ app, page }) => {
  await started(app);
  const before = await servers(app);
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+k');
  await app.locator('.command-search').fill('kill');
  await page.keyboard.press('Enter');
  await speed(app, '300×');
  const journal = app.locator('.inspector');
  await app.getByRole('tab', { name: /history|activity/i }).first().click();
  await waitFor(async () => /not running|unhealthy|Ending/i.test(await journal.innerText()), 'the group to end it', 30_000);
  await waitFor(async () => (await servers(app)) >= before, 'a replacement', 30_000);
});

browserTest('the past has a way on from it beside the way back', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await speed(app, '300×');
  await waitFor(async () => (await clock(app)) > 300, 'five minutes');
  await pause(app);
  const now = await clock(app);
  const slider = app.getByRole('slider', { name: /time/i }).first();
  for (let n = 0; n < 6; n++) await slider.press('ArrowLeft');
  await waitFor(async () => (await clock(app)) < now, 'the past');
  const then = await clock(app);
  await app.getByRole('button', { name: 'Fork here' }).click();
  await waitFor(async () => (await app.locator('.past').count()) === 0, 'the banner to go');
  assert.ok((await clock(app)) <= then + 1, 'the run goes on from the past');
});

browserTest('an alarm on the board opens its policy', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await part(app, 10).click();
  await waitFor(async () => /Users/.test(await app.locator('.inspector h2').innerText()), 'the users');
  await app.locator('.chain-box[id^="a-"]').first().click();
  await waitFor(async () => /web-asg/.test(await app.locator('.inspector h2').innerText()), 'the group of the alarm');
  await waitFor(() => app.locator('.inspector').getByRole('tab', { name: 'Policy', selected: true }).isVisible(), 'its policies');
});

browserTest('a small embed sends the rush', { size: 'embedSmall', lang: 'en', options: { embed: 1, start: 'auto' } }, async ({ app }) => {
  await started(app);
  await app.locator('.surge-button').click();
  await waitFor(() => app.locator('.question').isVisible(), 'the question');
  await waitFor(() => app.locator('.surge-button').isDisabled(), 'the rush under way');
});

browserTest('a fork keeps both futures, on one chart and in one score table', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await speed(app, '300×');
  await waitFor(async () => (await clock(app)) > 300, 'five minutes');
  await pause(app);
  const now = await clock(app);
  const slider = app.getByRole('slider', { name: /time/i }).first();
  for (let n = 0; n < 12; n++) await slider.press('ArrowLeft');
  await waitFor(async () => (await clock(app)) < now - 60, 'the past');
  await app.locator('.past .button').first().click();
  await waitFor(async () => (await app.locator('.futures').isVisible()), 'the two futures');
  await app.locator('#play').click();
  await waitFor(async () => (await app.locator('.score tbody tr').count()) === 5, 'the score table');
  await waitFor(async () => (await clock(app)) > now + 60, 'both at the same later instant');
  await pause(app);
  const rows = await app.locator('.score tbody tr').evaluateAll((all) => all.map((r) => [...r.cells].map((c) => c.innerText.trim())));
  for (const [name, a, b] of rows) assert.equal(a, b, `${name}: nothing was changed, so both futures are one`);
  assert.ok((await app.locator('.timeline-chart .other').count()) >= 3, 'the other future on every row');
  const lane = () => app.locator('.futures .segments [aria-pressed="true"]').innerText();
  assert.equal(await lane(), 'B');
  await app.locator('.futures .segments button').first().click();
  await waitFor(async () => (await lane()) === 'A', 'the first future');
  await app.locator('.futures .icon-button').click();
  await waitFor(async () => !(await app.locator('.futures').isVisible()), 'one future');
});
