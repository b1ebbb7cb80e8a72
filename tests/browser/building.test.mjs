// A board is built: parts from the palette, lines, policies, faults; by mouse, by finger, by clicks and by keys.
import assert from 'node:assert/strict';
import { browserTest, drag, touchDrag, waitFor } from './harness.mjs';
import { openLine, part, parts, pause, started } from './board.mjs';

const palette = (app, name) => app.locator('#palette').getByRole('button', { name, exact: true });
const stage = (app) => app.locator('.stage-host').boundingBox();
const said = (app) => app.locator('[role="status"][aria-live="polite"]').first().textContent();
const toast = (app) => app.locator('.toast').last().innerText();
const newest = (app) => app.locator('.stage .node').evaluateAll((all) => {
  const ids = all.map((e) => Number(e.id.slice(2)));
  return Math.max(...ids);
});

/** Pairs of parts, servers and names of zones that lie on each other. */
const overlaps = (app) => app.evaluate(() => {
  const box = (e) => ({ id: e.closest('[id]')?.id ?? e.textContent, r: e.getBoundingClientRect() });
  const parts = [...document.querySelectorAll('.stage .node > .body')].map(box);
  const cards = [...document.querySelectorAll('.stage .card > .body')].map(box);
  const names = [...document.querySelectorAll('.stage .zone text')].filter((e) => e.textContent).map(box);
  const on = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const found = [];
  const look = (all, others) => all.forEach((a, n) => others.slice(all === others ? n + 1 : 0).forEach((b) => {
    if (on(a.r, b.r)) found.push(`${a.id} on ${b.id}`);
  }));
  look(parts, parts);
  look(parts, cards);
  look(parts, names);
  return found;
});

/** The subnets that a part lies in, by place. */
const subnetOf = (app, id) => app.evaluate((id) => {
  const p = document.querySelector(`#n-${id} > .body`).getBoundingClientRect();
  const zones = [...document.querySelectorAll('[data-zone="subnet"], [data-zone="public"]')];
  const inside = zones.filter((z) => {
    const r = z.querySelector('rect').getBoundingClientRect();
    return p.left >= r.left - 1 && p.right <= r.right + 1 && p.top >= r.top - 1 && p.bottom <= r.bottom + 1;
  });
  return inside.map((z) => z.id);
}, id);

const middle = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

browserTest('a dragged item shows where it will stand and in which subnet, lands there, and disarms', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const count = await parts(app);
  // On the servers of the group: there is no room, so the subnet makes some beside them.
  const to = await middle(app.locator('.stage .card').first());
  await drag(page, palette(app, 'EC2 instance'), to, { drop: false });
  await waitFor(() => app.locator('.ghost').isVisible(), 'the ghost');
  assert.equal(await app.locator('.drop-target').count(), 1, 'one subnet lights up');
  assert.ok(await app.locator('.in-hand').isVisible(), 'the item follows the pointer');
  await page.mouse.up();
  await waitFor(async () => (await parts(app)) === count + 1, 'a new part');
  assert.equal(await app.locator('.ghost, .drop-target, .in-hand').count(), 0, 'nothing is carried any more');
  assert.equal(await palette(app, 'EC2 instance').getAttribute('aria-pressed'), 'false');
  assert.ok(await app.locator('.stage-hint').isHidden());
  assert.deepEqual(await overlaps(app), []);
  assert.equal((await subnetOf(app, await newest(app))).length, 1, 'it stands in a subnet');
});

browserTest('a finger drags an item from the palette', { lang: 'en', size: 'tablet', touch: true }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const count = await parts(app);
  const host = await stage(app);
  await palette(app, 'RDS').scrollIntoViewIfNeeded();
  const from = await middle(palette(app, 'RDS'));
  await touchDrag(page, [[from, { x: host.x + host.width / 2, y: from.y }]]);
  await waitFor(async () => (await parts(app)) === count + 1, 'a new part');
  assert.deepEqual(await overlaps(app), []);
});

browserTest('an armed tool places once, and Escape lays it down wherever the focus is', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const count = await parts(app);
  const host = await stage(app);
  await palette(app, 'Users').click();
  await page.mouse.move(host.x + 200, host.y + 60, { steps: 3 });
  await waitFor(() => app.locator('.ghost').isVisible(), 'the ghost of an armed tool');
  await page.mouse.click(host.x + 200, host.y + 60);
  await waitFor(async () => (await parts(app)) === count + 1, 'a new part');
  await page.mouse.click(host.x + 300, host.y + 60);
  assert.equal(await parts(app), count + 1, 'the second click places nothing');
  await palette(app, 'Users').click();
  await waitFor(async () => (await palette(app, 'Users').getAttribute('aria-pressed')) === 'true', 'the tool');
  await page.keyboard.press('Escape');
  await waitFor(async () => (await palette(app, 'Users').getAttribute('aria-pressed')) === 'false', 'the tool to be laid down');
});

browserTest('parts never lie on each other, however they come', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const at = await middle(app.locator('[data-kind="Database"]'));
  let count = await parts(app);
  for (const name of ['EC2 instance', 'RDS', 'ALB', 'Users', 'Auto Scaling group']) {
    for (const way of ['click', 'Enter', 'duplicate']) {
      if (way === 'click') {
        await palette(app, name).click();
        await page.mouse.click(at.x, at.y);
      } else if (way === 'Enter') {
        await palette(app, name).focus();
        await page.keyboard.press('Enter');
      } else {
        await app.locator('#stage').focus();
        await page.keyboard.press('Control+d');
      }
      count += 1;
      await waitFor(async () => (await parts(app)) >= count, `${name} by ${way}`);
      assert.deepEqual(await overlaps(app), [], `${name} by ${way}`);
    }
  }
  const names = await app.locator('.stage .node-name').allTextContents();
  const own = names.filter((name) => /-\d+$/.test(name));
  assert.equal(new Set(own).size, own.length, `every name is its own: ${own}`);
});

browserTest('a part that is dropped on another or on a name goes beside it', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const targets = ['#n-11', '[data-kind="LoadBalancer"]', '[data-zone="vpc"] text', '[data-zone="az"] text'];
  for (const target of targets) {
    await drag(page, part(app, 10).locator('> .body'), await middle(app.locator(target).first()));
    await waitFor(async () => (await overlaps(app)).length === 0, `nothing on ${target}`);
  }
});

browserTest('while a line is made its targets light up, and keys draw it', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const before = await app.locator('.board .link').count();
  await part(app, 10).focus();
  await page.keyboard.press('l');
  await waitFor(() => app.locator('.board[data-linking]').count(), 'the line to begin');
  const targets = await app.locator('.stage [data-target]').evaluateAll((all) => all.map((e) => e.dataset.kind ?? e.getAttribute('class')));
  assert.ok(targets.includes('LoadBalancer') && targets.includes('group'), targets.join());
  assert.ok(!targets.includes('Database') && !targets.includes('Route53'), targets.join());
  assert.match(await said(app), /Link from: Users/);
  await page.keyboard.press('Tab');
  await waitFor(async () => / 1 \/ \d/.test(await said(app)), 'the first target');
  const first = await app.evaluate(() => document.activeElement.id);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await waitFor(async () => (await app.evaluate(() => document.activeElement.id)) === first, 'the first again');
  assert.ok(await app.locator(`#${first}[data-target]`).count(), 'Tab walks targets only');
  await page.keyboard.press('Enter');
  await waitFor(async () => (await app.locator('.board .link').count()) > before, 'the line');
  await waitFor(async () => /Linked/.test(await said(app)), 'the line to be told');
  assert.equal(await app.locator('.board[data-linking], [data-target]').count(), 0);
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await app.locator('.board .link').count()) === before, 'undo');
  await part(app, 10).focus();
  await page.keyboard.press('l');
  await waitFor(() => app.locator('.board[data-linking]').count(), 'another line to begin');
  await page.keyboard.press('Escape');
  await waitFor(async () => !(await app.locator('.board[data-linking]').count()), 'it to be given up');
  assert.equal(await app.evaluate(() => document.activeElement.id), 'n-10');
});

for (const [lang, users, instead] of [['en', /Users/, /Link it to: .*(ALB|web)/], ['ko', /사용자/, /연결할 수 있는 대상: .*(ALB|web)/]]) {
  browserTest(`a refused line names its parts and what to do instead (${lang})`, { lang }, async ({ app, page }) => {
    await started(app);
    await pause(app);
    await part(app, 10).focus();
    await page.keyboard.press('l');
    await waitFor(() => app.locator('.board[data-linking]').count(), 'the line to begin');
    await app.locator('[data-kind="Database"]').click();
    await waitFor(() => app.locator('.toast').count(), 'the reason');
    const text = await toast(app);
    assert.match(text, users);
    assert.match(text, instead);
    assert.doesNotMatch(text, /#\d|\b(load_balancer|database)\b/);
  });
}

browserTest('the list links on confirmation and not on the way', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const before = await app.locator('.board .link').count();
  const row = app.locator('.outline li', { has: app.locator('select') }).first();
  const select = row.locator('select');
  await select.focus();
  await waitFor(async () => (await select.locator('option').count()) > 1, 'the choices');
  const choices = await select.locator('option').allTextContents();
  assert.ok(!choices.some((c) => /RDS|orders/.test(c)), `only what takes it: ${choices}`);
  const value = await select.locator('option').last().getAttribute('value');
  await select.selectOption(value);
  await waitFor(() => row.locator('button', { hasText: 'Link' }).isEnabled(), 'the button');
  assert.equal(await app.locator('.board .link').count(), before, 'a choice is no deed');
  await row.locator('button', { hasText: 'Link' }).press('Enter');
  await waitFor(async () => (await app.locator('.board .link').count()) > before, 'the line');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await app.locator('.board .link').count()) === before, 'undo');
});

browserTest('a group has a port that can be seen and pressed', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const group = app.locator('.stage .group').first();
  await group.focus();
  const dot = group.locator('.port .port-dot');
  await waitFor(() => dot.evaluate((e) => getComputedStyle(e).opacity === '1'), 'the port');
  // The line to the database goes first, so that there is one to draw.
  await openLine(app, /→ (RDS|orders)/);
  const lines = await app.locator('.board .link').count();
  await app.locator('.deeds').getByRole('button', { name: 'Delete' }).press('Enter');
  await waitFor(async () => (await app.locator('.board .link').count()) < lines, 'the line to be gone');
  await group.focus();
  const from = await middle(dot);
  await drag(page, from, await middle(app.locator('[data-kind="Database"]')));
  await waitFor(async () => (await app.locator('.board .link').count()) === lines, 'the line again');
});

browserTest('arranging is a button', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const users = part(app, 10).locator('> .body');
  const before = await users.boundingBox();
  await drag(page, users, { x: before.x + 20, y: before.y + before.height + 130 });
  await waitFor(async () => Math.abs((await users.boundingBox()).y - before.y) > 40, 'the part elsewhere');
  await app.locator('.zoom').getByRole('button', { name: 'Tidy up' }).click();
  await waitFor(async () => Math.abs((await users.boundingBox()).y - before.y) < 3, 'its usual place');
});

browserTest('an empty board invites to build, and a starter runs', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await palette(app, 'Empty board').click();
  await waitFor(async () => (await parts(app)) === 0, 'an empty board');
  await waitFor(() => app.locator('.empty-board').isVisible(), 'the word on it');
  const host = await stage(app);
  for (const [name, x] of [['Users', 80], ['ALB', 300], ['EC2 instance', 520]]) {
    const before = await parts(app);
    await palette(app, name).click();
    await page.mouse.click(host.x + x, host.y + host.height / 2);
    await waitFor(async () => (await parts(app)) > before, name);
    assert.deepEqual(await overlaps(app), [], name);
  }
  await palette(app, 'Small starter · ALB + 2 servers').click();
  await waitFor(async () => (await app.locator('[data-kind="Instance"]').count()) === 2, 'two servers');
  await waitFor(async () => /CPU|%/.test(await app.locator('[data-kind="Instance"]').first().textContent()), 'their load');
});

browserTest('policies stand beside each other, with a row and an axis for each metric', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const rows = app.locator('.policies li');
  await waitFor(() => rows.count(), 'the policies');
  const before = await rows.count();
  const chain = app.locator('.chain .bell');
  assert.equal(await chain.count(), 2);
  const add = app.locator('.add-policy');
  await add.getByRole('button', { name: 'Tracking' }).click();
  await waitFor(async () => (await rows.count()) === before + 1, 'one more');
  await add.getByRole('button', { name: 'Tracking' }).click();
  await waitFor(async () => (await rows.count()) === before + 2, 'another, on another metric');
  assert.match(await rows.last().innerText(), /request/i);
  await waitFor(async () => (await app.locator('.policy-chart').count()) === 2, 'two axes');
  await waitFor(async () => (await app.locator('.chain [data-rows]').count()) === 2, 'two metrics in the chain');
  await add.getByRole('button', { name: 'Scheduled' }).click();
  await waitFor(async () => (await app.locator('.schedule').count()) === 2, 'scheduled actions');
  assert.equal(await rows.count(), before + 2, 'the others are still there');
  await rows.last().getByRole('button').click();
  await waitFor(async () => (await rows.count()) === before + 1, 'one to be removed');
  await waitFor(async () => (await app.locator('.policy-chart').count()) === 1, 'its axis to be gone');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await rows.count()) === before + 2, 'undo');
});

browserTest('a fault has a badge where it is and a button that ends it', { lang: 'en', hash: 'p=one-fails' }, async ({ app }) => {
  await started(app);
  await pause(app);
  await app.locator('.stage .card').first().click();
  const hang = app.locator('.faults').getByRole('button', { name: /hang/i });
  await waitFor(() => hang.isVisible(), 'the faults');
  await hang.click();
  await waitFor(async () => (await hang.getAttribute('aria-pressed')) === 'true', 'the button to be pressed');
  await waitFor(() => app.locator('.fault-badge').count(), 'the badge');
  assert.match(await app.locator('.fault-badge').first().textContent(), /hung/);
  const trouble = app.locator('.trouble');
  assert.match(await trouble.innerText(), /Since \+0/);
  assert.match(await trouble.innerText(), /EC2: status checks pass/, 'EC2 does not look at applications');
  // The balancer counts failed checks, and then the group replaces it.
  await app.getByRole('button', { name: /^Play/ }).first().click();
  await waitFor(async () => /failed check \d of 3/.test(await trouble.innerText().catch(() => '')), 'the balancer to count', 20_000);
  await pause(app);
  await hang.click();
  await waitFor(async () => (await hang.getAttribute('aria-pressed')) === 'false', 'the fault to be over');
  await waitFor(async () => !(await app.locator('.fault-badge').count()), 'the badge to be gone');
});

browserTest("each row of a balancer's connections names its node", { lang: 'en', hash: 'p=connection-reuse' }, async ({ app }) => {
  await started(app);
  await app.locator('.board text', { hasText: 'web-alb' }).first().click();
  const nodes = app.locator('table.targets tbody th[scope=row]');
  await waitFor(async () => (await nodes.count()) === 2, 'a row for each node');
  assert.deepEqual(await nodes.allTextContents(), ['AZ a', 'AZ c']);
});

browserTest('the board about a lost zone calls for losing one', { lang: 'en', hash: 'p=two-zones' }, async ({ app }) => {
  await started(app);
  await pause(app);
  const call = app.locator('.surge-button').first();
  assert.match(await call.innerText(), /Take a zone down/);
  await call.click();
  await waitFor(() => app.locator('.zone[data-down]').count(), 'the zone to be down');
  await waitFor(async () => /EC2 \d\/\d ALB \d\/\d ASG \d\/\d/.test(await app.locator('.fault-badge').last().textContent()), 'who has noticed');
  assert.match(await call.innerText(), /Bring the zone back/);
  await call.click();
  await waitFor(async () => !(await app.locator('.zone[data-down]').count()), 'the zone to be back');
});

browserTest('the board about a failing server calls for hanging one', { lang: 'ko', hash: 'p=one-fails' }, async ({ app }) => {
  await started(app);
  await pause(app);
  const call = app.locator('.surge-button').first();
  assert.match(await call.innerText(), /서버 하나 멈추기/);
  await call.click();
  await waitFor(async () => /프로세스 멈춤/.test(await app.locator('.fault-badge').first().textContent().catch(() => '')), 'the badge');
});
