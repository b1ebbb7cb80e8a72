// The stage in the hands of people: lines, names, subnets, marks of metrics and decisions, less motion, fingers.
import assert from 'node:assert/strict';
import { browserTest, drag, touchDrag, waitFor } from './harness.mjs';
import { clock, openLine, part, pause, speed, started } from './board.mjs';

/** Pixels of a colour of the palette on the canvas of moving marks, at this moment. */
const painted = (app, token) => app.evaluate((token) => {
  const canvas = document.querySelector('canvas.dots');
  const wanted = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const rgb = [1, 3, 5].map((n) => parseInt(wanted.slice(n, n + 2), 16));
  let count = 0;
  for (let n = 0; n < pixels.length; n += 4) {
    if (pixels[n + 3] === 255 && rgb.every((v, k) => pixels[n + k] === v)) count++;
  }
  return count;
}, token);

/** The middle of a line on the screen. */
const middle = (app, link) => app.locator(`${link} .edge`).first().evaluate((path) => {
  const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
  return { x: at.x, y: at.y };
});

/** Whether the focus is on one of the deeds of the item in the inspector. */
const inDeeds = (app) => app.evaluate(() => !!document.activeElement.closest('.deeds'));

const transform = (app) => app.locator('svg.board > g').getAttribute('transform');
const marks = (app, name) => app.locator(`.legend-toggle[data-marks="${name}"]`);

browserTest('metrics travel to their alarms and decisions to their group, and each can be switched off', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await waitFor(() => painted(app, '--muted'), 'a datapoint on its way', 20_000);
  await waitFor(() => painted(app, '--decision'), 'a decision on its way', 20_000);
  await marks(app, 'metrics').click();
  await marks(app, 'decisions').click();
  await waitFor(async () => (await painted(app, '--muted')) === 0 && (await painted(app, '--decision')) === 0, 'both to be gone');
  const from = await clock(app);
  while ((await clock(app)) < from + 130) {
    assert.equal(await painted(app, '--muted'), 0, 'no datapoint in two minutes of publishing');
    assert.equal(await painted(app, '--decision'), 0);
  }
});

browserTest('a line is chosen by a click, deleted by a key, and undone', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const lines = app.locator('.board .link');
  const before = await lines.count();
  // Dots that stand on the line would open their request: they are taken off first.
  await marks(app, 'requests').click();
  await marks(app, 'probes').click();
  const at = await middle(app, '.board .link');
  await page.mouse.click(at.x, at.y);
  await waitFor(async () => /→/.test(await app.locator('.inspector h2').innerText()), 'the line in the inspector');
  await page.keyboard.press('Delete');
  await waitFor(async () => (await lines.count()) < before, 'the line to be gone');
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await lines.count()) === before, 'undo to bring it back');
});

browserTest('a line is deleted without a pointer on it: from the part that it begins at', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const before = await app.locator('.board .link').count();
  await part(app, 10).focus();
  await openLine(app, /→/);
  // The pressed button is gone, and the focus with it, unless the panel takes it.
  for (let n = 0; n < 5 && !(await inDeeds(app)); n++) await page.keyboard.press('Tab');
  assert.ok(await inDeeds(app), 'Tab goes on inside the panel');
  await page.keyboard.press('Enter');
  await waitFor(async () => (await app.locator('.board .link').count()) < before, 'the line to be gone');
});

browserTest('a part is renamed where it stands', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await part(app, 10).focus();
  await page.keyboard.press('F2');
  await app.locator('.rename').fill('Shoppers');
  await page.keyboard.press('Enter');
  await waitFor(async () => /Shoppers/.test(await part(app, 10).textContent()), 'the new name');
  // It gets it with the next picture, drawn under its new name.
  await waitFor(() => app.evaluate(() => document.activeElement.id === 'n-10'), 'the part to have the focus again');
  await part(app, 10).dblclick();
  await app.locator('.rename').fill('Nobody');
  await page.keyboard.press('Escape');
  assert.match(await part(app, 10).textContent(), /Shoppers/);
  await page.keyboard.press('Control+z');
  await waitFor(async () => !/Shoppers/.test(await part(app, 10).textContent()), 'undo');
});

browserTest('a database moves to another zone by its list of subnets', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const database = app.locator('[data-kind="Database"]');
  const before = await database.boundingBox();
  await database.focus();
  await app.locator('.subnets summary').click();
  await app.locator('.subnets input:not(:checked)').last().click();
  await waitFor(async () => Math.abs((await database.boundingBox()).y - before.y) > 40, 'the database in the other zone');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await waitFor(async () => Math.abs((await database.boundingBox()).y - before.y) < 2, 'undo');
});

browserTest('a database that is dragged into another zone lives there, in one step of undo', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const database = app.locator('[data-kind="Database"]');
  const before = await database.boundingBox();
  const standby = await app.locator('.standby rect').boundingBox();
  await drag(page, database, { x: standby.x + standby.width / 2, y: standby.y + standby.height / 2 });
  await waitFor(async () => (await app.locator('.standby rect').boundingBox()).y < standby.y - 40, 'the standby to change places with it');
  await page.keyboard.press('Control+z');
  await waitFor(async () => Math.abs((await database.boundingBox()).y - before.y) < 2, 'undo');
  await waitFor(async () => Math.abs((await app.locator('.standby rect').boundingBox()).y - standby.y) < 2, 'undo of its zone too');
});

browserTest('a run of steps in one field is one step of undo', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await part(app, 10).click();
  const field = app.locator('.inspector .number-input').first();
  await waitFor(() => field.isVisible(), 'the number of users');
  const before = await field.inputValue();
  for (let n = 0; n < 5; n++) await field.press('ArrowUp');
  await waitFor(async () => (await field.inputValue()) === String(Number(before) + 5), 'five more');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await field.inputValue()) === before, 'one undo for all of them');
});

browserTest('with less motion no dot flies and lines say their load', { lang: 'en', reducedMotion: true }, async ({ app }) => {
  await started(app);
  await app.getByRole('button', { name: /^Play/ }).first().click();
  const from = await clock(app);
  await waitFor(async () => (await clock(app)) > from + 130, 'two minutes', 20_000);
  for (const token of ['--flow', '--ok', '--muted', '--decision']) assert.equal(await painted(app, token), 0, token);
  assert.match(await app.locator('.edge-rate').first().textContent(), /\d/);
});

browserTest('a request trace tells the addresses of its own request', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  const seen = new Set();
  const open = app.locator('.newest-requests button').first();
  await waitFor(() => open.count(), 'followed requests');
  await speed(app, '10×');
  for (let n = 0; n < 2; n++) {
    await open.evaluate((button) => button.click());
    await app.locator('.headers summary').click();
    const values = await app.locator('.headers tbody code').allInnerTexts();
    seen.add(values.find((value) => /^198\.1[89]\.\d+\.\d+$/.test(value)));
    assert.match(await app.locator('.headers').innerText(), /10\.0\.\d+\.\d+/, 'the node of the balancer');
    await page.keyboard.press('Escape');
    await app.getByRole('button', { name: /^Play/ }).first().click();
    const from = await clock(app);
    await waitFor(async () => (await clock(app)) > from + 30, 'more requests');
  }
  assert.ok(!seen.has(undefined), 'X-Forwarded-For bears the client');
  assert.equal(seen.size, 2, 'two requests, two addresses');
});

browserTest('fingers drag a part, pan and pinch', { lang: 'en', size: 'phone' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const users = part(app, 10);
  const box = await users.boundingBox();
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  // Down into the zones, where names and other parts push it aside.
  await touchDrag(page, [[from, { x: from.x + 40, y: from.y + 50 }]]);
  const moved = async () => Math.hypot((await users.boundingBox()).x - box.x, (await users.boundingBox()).y - box.y);
  await waitFor(async () => (await moved()) > 20, 'the part near where the finger left it');
  const stage = await app.locator('.stage-host').boundingBox();
  const before = await transform(app);
  const corner = { x: stage.x + 24, y: stage.y + 24 };
  await touchDrag(page, [[corner, { x: corner.x + 60, y: corner.y + 20 }]]);
  await waitFor(async () => (await transform(app)) !== before, 'the board to have moved');
  const scale = async () => Number(/scale\(([\d.]+)\)/.exec(await transform(app))[1]);
  const old = await scale();
  const centre = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 };
  const off = (d) => ({ x: centre.x + d, y: centre.y + d });
  await touchDrag(page, [[off(-40), off(-80)], [off(40), off(80)]]);
  await waitFor(async () => Math.abs((await scale()) / old - 2) < 0.2, 'twice the size');
});

browserTest('the policy chart has a table, and a scheduled action a button that deletes it', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await pause(app);
  await app.locator('.policy-table-toggle').click();
  const rows = await app.locator('.policy-table tbody tr').count();
  assert.ok(rows > 3 && rows <= 66, `${rows} rows`);
  await app.locator('.add-policy').getByRole('button', { name: 'Scheduled' }).click();
  await waitFor(async () => (await app.locator('.schedule').count()) === 2, 'two scheduled actions');
  await app.locator('.schedule-head button').first().click();
  await waitFor(async () => (await app.locator('.schedule').count()) === 1, 'one to be left');
});

browserTest('pasted JSON names every field that is not known, and imports the rest', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+k');
  await app.locator('.command-search').fill('paste aws');
  await page.keyboard.press('Enter');
  const step = { MetricIntervalLowerBound: 0, ScalingAdjustment: 1, Foo: 'bar' };
  const policy = { PolicyName: 'pasted', PolicyType: 'StepScaling', AdjustmentType: 'ChangeInCapacity', Wobble: 3, StepAdjustments: [step] };
  await app.locator('#import-text').fill(JSON.stringify({ ScalingPolicies: [policy], Zap: [1] }));
  await app.getByRole('button', { name: /^Add to/ }).click();
  const said = () => app.locator('dialog, [role="dialog"]').first().innerText();
  await waitFor(async () => /ScalingPolicies\[0\]\.StepAdjustments\[0\]\.Foo/.test(await said()), 'the field and its place');
  assert.match(await said(), /ScalingPolicies\[0\]\.Wobble/);
  assert.match(await said(), /Zap/);
  await page.keyboard.press('Escape');
  await waitFor(async () => /pasted/.test(await app.locator('.inspector').innerText()), 'the policy itself');
});
