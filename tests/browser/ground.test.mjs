// The ground: frames that are added, named, moved and sized, by mouse, by finger and by keys.
import assert from 'node:assert/strict';
import { browserTest, drag, touchDrag, waitFor } from './harness.mjs';
import { part, parts, pause, started } from './board.mjs';

const palette = (app, name) => app.locator('#palette').getByRole('button', { name, exact: true });
const frame = (app, id) => app.locator(`#z-${id} > rect`);
const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
const undo = (page) => page.keyboard.press('Control+z');

/** Every frame's place, rounded, by its id. */
const frames = (app) => app.locator('.zone').evaluateAll((all) => Object.fromEntries(all.map((zone) => {
  const { x, y, width, height } = zone.querySelector('rect').getBoundingClientRect();
  return [zone.id, [x, y, width, height].map(Math.round)];
})));

/** The places of frames as shares of the VPC, whatever the view. */
const inVpc = (all) => Object.fromEntries(Object.entries(all).map(([zone, [x, y, w, h]]) => {
  const [left, top, width] = all['z-1'];
  return [zone, [(x - left) / width, (y - top) / width, w / width, h / width]];
}));

/** What is wrong with the ground: frames on each other or outside of one another, parts that fell out. */
const disorder = (app) => app.evaluate(() => {
  const box = (e) => ({ id: e.closest('[id]').id, r: e.getBoundingClientRect() });
  const all = (selector) => [...document.querySelectorAll(selector)].map(box);
  const [azs, subnets] = [all('[data-zone="az"] > rect'), all(':is([data-zone="subnet"], [data-zone="public"]) > rect')];
  const cards = all('.stage .card > .body');
  const on = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const holds = (a, b) => a.left <= b.left + 1.5 && a.right >= b.right - 1.5 && a.top <= b.top + 1.5 && a.bottom >= b.bottom - 1.5;
  const found = [];
  for (const level of [azs, subnets]) {
    level.forEach((a, n) => level.slice(n + 1).forEach((b) => { if (on(a.r, b.r)) found.push(`${a.id} on ${b.id}`); }));
  }
  const within = (inner, outer) => inner.forEach((a) => { if (!outer.some((b) => holds(b.r, a.r))) found.push(`${a.id} fell out`); });
  within(subnets, azs);
  within(azs, all('[data-zone="vpc"] > rect'));
  within(cards, subnets);
  return found;
});

/** The row of a frame's name, away from the name. */
const grip = async (app, id) => {
  const box = await app.locator(`[data-frame="${id}"] .grip-name`).boundingBox();
  const stage = await app.locator('.stage-host').boundingBox();
  const right = Math.min(box.x + box.width, stage.x + stage.width);
  return { x: right - 14, y: box.y + box.height / 2 };
};

const by = (point, x, y) => ({ x: point.x + x, y: point.y + y });
const handle = (app, shape, n = 0) => app.locator(`.grip[data-cursor="${shape}"] .grip-dot`).nth(n);

/** Selects a frame by a press on the row of its name. */
const select = async (app, page, id) => {
  const at = await grip(app, id);
  await page.mouse.click(at.x, at.y);
  await waitFor(() => app.locator('.grip').count(), 'the handles');
};

browserTest('a subnet is added, named, moved and sized, takes a server in, and undo takes it all back', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const first = await frames(app);
  const count = await parts(app);
  // Into the zone: on the row of its name nothing else lies.
  await drag(page, palette(app, 'Subnet'), await grip(app, 2));
  await waitFor(async () => Object.keys(await frames(app)).length === Object.keys(first).length + 1, 'a new frame');
  const id = Object.keys(await frames(app)).find((zone) => !(zone in first)).slice(2);
  assert.deepEqual(await disorder(app), []);

  await select(app, page, id);
  await page.keyboard.press('F2');
  await waitFor(() => app.locator('.rename').isVisible(), 'the field for its name');
  await app.locator('.rename').fill('cache');
  await page.keyboard.press('Enter');
  await waitFor(async () => /cache/.test(await app.locator(`#z-${id}`).textContent()), 'the name on the board');
  const added = await frames(app);

  await select(app, page, id);
  // The view follows the board until somebody moves something in it: now it stays.
  const corner = middle(await handle(app, 'nwse', 1).boundingBox());
  await drag(page, corner, by(corner, 90, 40));
  const wide = (all) => all[`z-${id}`][2];
  await waitFor(async () => wide(await frames(app)) > wide(added) + 60, 'a wider frame');
  assert.deepEqual(await disorder(app), []);
  const sized = await frames(app);

  const from = await grip(app, id);
  await drag(page, from, by(from, 70, 30));
  await waitFor(async () => (await frames(app))[`z-${id}`][0] > sized[`z-${id}`][0] + 40, 'a frame elsewhere');
  assert.deepEqual(await disorder(app), []);
  const moved = await frames(app);
  assert.deepEqual(moved[`z-${id}`].slice(2), sized[`z-${id}`].slice(2), 'it keeps its size');

  // All of it in view again.
  await app.locator('#stage').focus();
  await page.keyboard.press('Shift+Digit1');
  await waitFor(async () => (await frames(app))['z-1'][2] < moved['z-1'][2], 'the whole board');
  await drag(page, palette(app, 'EC2 instance'), middle(await frame(app, id).boundingBox()));
  await waitFor(async () => (await parts(app)) === count + 1, 'a server in it');
  assert.deepEqual(await disorder(app), []);
  const server = await app.locator('[data-kind="Instance"] > .body').last().boundingBox();
  const home = await frame(app, id).boundingBox();
  assert.ok(server.x > home.x && server.x + server.width < home.x + home.width, 'it stands in the frame');
  const built = await frames(app);

  // Kept, and the same when the page comes back.
  await waitFor(() => app.evaluate(() => {
    const drafts = Object.entries(localStorage).filter(([key]) => key.startsWith('swell.draft.'));
    const servers = document.querySelectorAll('[data-kind="Instance"] > .body').length;
    const isServer = (part) => part.kind === 'instance';
    return drafts.some(([, text]) => JSON.parse(text.slice(text.indexOf('\n'))).parts.filter(isServer).length === servers);
  }), 'a draft with the server');
  await page.reload();
  await started(app);
  await pause(app);
  await waitFor(async () => Object.keys(await frames(app)).length === Object.keys(built).length, 'the board again');
  const again = inVpc(await frames(app));
  for (const [zone, place] of Object.entries(inVpc(built))) {
    place.forEach((n, i) => assert.ok(Math.abs(n - again[zone][i]) < 0.01, `${zone}: ${place} was kept as ${again[zone]}`));
  }
});

browserTest('every step with a frame is one step of undo', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await select(app, page, 1);
  // The right edge of the VPC.
  const edge = middle(await handle(app, 'ew', 0).boundingBox());
  const states = [await frames(app)];
  const step = async (what, deed) => {
    const before = JSON.stringify(await frames(app));
    await deed();
    await waitFor(async () => JSON.stringify(await frames(app)) !== before, what);
    assert.deepEqual(await disorder(app), [], what);
    states.push(await frames(app));
  };
  await step('a wider VPC', () => drag(page, edge, by(edge, 60, 0)));
  await step('an application subnet that pushes the next', async () => {
    await select(app, page, 4);
    const right = middle(await handle(app, 'ew', 0).boundingBox());
    await drag(page, right, by(right, 30, 0));
  });
  await step('a zone that was carried down', async () => {
    const from = await grip(app, 6);
    await drag(page, from, by(from, 0, 40));
  });
  for (const state of states.slice(0, -1).reverse()) {
    await undo(page);
    await waitFor(async () => JSON.stringify(await frames(app)) === JSON.stringify(state), 'the step before');
  }
});

browserTest('a frame takes what stands in it along, stops where others are, and Escape puts it back', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await select(app, page, 1);
  const before = await frames(app);
  const database = app.locator('[data-kind="Database"] > .body');
  const stood = await database.boundingBox();
  const from = await grip(app, 1);
  await drag(page, from, by(from, 80, 48), { drop: false });
  await waitFor(async () => (await frames(app))['z-1'][0] > before['z-1'][0] + 40, 'the frame under way');
  await page.keyboard.press('Escape');
  await waitFor(async () => JSON.stringify(await frames(app)) === JSON.stringify(before), 'Escape to put it back');
  await page.mouse.up();
  assert.ok(await app.locator('.grip').count(), 'it is still selected');
  await drag(page, from, by(from, 80, 48));
  await waitFor(async () => (await frames(app))['z-1'][0] > before['z-1'][0] + 40, 'the frame elsewhere');
  const stands = await database.boundingBox();
  const after = await frames(app);
  const gone = [after['z-1'][0] - before['z-1'][0], after['z-1'][1] - before['z-1'][1]];
  assert.ok(Math.abs(stands.x - stood.x - gone[0]) < 3 && Math.abs(stands.y - stood.y - gone[1]) < 3, 'its parts went along');
  // Onto its neighbour: it goes beside it.
  const subnet = await grip(app, 3);
  await drag(page, subnet, middle(await frame(app, 4).boundingBox()));
  await waitFor(async () => (await disorder(app)).length === 0, 'order');
});

browserTest('keys move and size a frame', { lang: 'ko' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await app.locator('.outline').getByRole('button', { name: /^VPC/ }).press('Enter');
  await waitFor(() => app.locator('.grip').count(), 'the handles');
  await app.locator('#stage').focus();
  // The first step of a frame lets the view stand still.
  await page.keyboard.press('ArrowRight');
  const before = await frames(app);
  await page.keyboard.press('Shift+ArrowRight');
  await waitFor(async () => (await frames(app))['z-1'][0] > before['z-1'][0] + 20, 'the frame to go');
  const moved = await frames(app);
  const key = app.getByRole('button', { name: '크기 조절(방향키)' });
  await key.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowDown');
  await waitFor(async () => (await frames(app))['z-1'][2] > moved['z-1'][2] + 20, 'a wider frame');
  await waitFor(async () => (await frames(app))['z-1'][3] > moved['z-1'][3] + 3, 'a higher frame');
  assert.deepEqual((await frames(app))['z-1'].slice(0, 2), moved['z-1'].slice(0, 2));
  for (let n = 0; n < 40; n++) await page.keyboard.press('Shift+ArrowLeft');
  assert.deepEqual(await disorder(app), [], 'it is never smaller than what stands in it');
});

browserTest('a finger moves a frame', { lang: 'en', size: 'tablet', touch: true }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const before = await frames(app);
  const from = await grip(app, 1);
  await touchDrag(page, [[from, by(from, 60, 70)]]);
  await waitFor(async () => (await frames(app))['z-1'][1] > before['z-1'][1] + 30, 'the frame elsewhere');
  assert.deepEqual(await disorder(app), []);
});

for (const lang of ['en', 'ko']) {
  browserTest(`a frame says its addresses where there is room for them (${lang})`, { lang }, async ({ app, page }) => {
    await started(app);
    await pause(app);
    const text = (id) => app.locator(`#z-${id} text`).textContent();
    assert.match(await text(1), /10\.0\.0\.0\/16/);
    assert.match(await text(8), /10\.0\.11\.0\/24/);
    // Its row holds the launch template too: in English by its name alone, which leaves room.
    assert.equal(/10\.0\.10\.0\/24/.test(await text(4)), lang === 'en');
    assert.doesNotMatch(await text(3), /10\.0/, 'a narrow one says its name alone');
    await select(app, page, 3);
    const right = middle(await handle(app, 'ew', 0).boundingBox());
    await drag(page, right, by(right, 120, 0));
    await waitFor(async () => /10\.0\.0\.0\/24/.test(await text(3)), 'its addresses');
    await undo(page);
    await waitFor(async () => !/10\.0/.test(await text(3)), 'its name alone');
    assert.ok(await part(app, 12).isVisible());
  });
}

browserTest('a subnet that is dragged over another zone belongs to it, in one step of undo', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const first = await frames(app);
  const zones = await app.locator('[data-zone="az"]').evaluateAll((all) => all.map((zone) => zone.id));
  const holds = (all, zone, id) => {
    const [[x, y, w, h], [left, top]] = [all[zone], all[id]];
    return left >= x && top >= y && left < x + w && top < y + h;
  };
  const subnets = await app.locator('[data-zone="subnet"]').evaluateAll((all) => all.map((zone) => zone.id));
  const [own, other] = zones;
  const id = subnets.find((subnet) => holds(first, own, subnet));
  const servers = await app.locator('.stage .card').count();
  const centre = ([x, y, w, h]) => ({ x: x + w / 2, y: y + h / 2 });
  const [from, to] = [centre(first[id]), centre(first[other])];
  const at = await grip(app, id.slice(2));
  await drag(page, at, by(at, to.x - from.x, to.y - from.y));
  await waitFor(async () => holds(await frames(app), other, id), 'the subnet in the other zone');
  assert.deepEqual(await disorder(app), []);
  assert.equal(await app.locator('.stage .card').count(), servers, 'its servers went along');
  await undo(page);
  await waitFor(async () => holds(await frames(app), own, id), 'the subnet in its own zone again');
  assert.deepEqual(Object.keys(await frames(app)).sort(), Object.keys(first).sort());
});

/** Whether a frame stands in another, on the screen. */
const stands = async (app, id, inside) => {
  const all = await frames(app);
  const [[x, y, w, h], [left, top]] = [all[`z-${inside}`], all[`z-${id}`]];
  return left >= x && top >= y && left < x + w && top < y + h;
};

browserTest('keys move a subnet into another zone, and undo brings it back', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await app.locator('.outline').getByRole('button', { name: /subnet/i }).first().press('Enter');
  await waitFor(() => app.locator('.grip').count(), 'the handles');
  const id = (await app.locator('.zone[data-selected]').getAttribute('id')).slice(2);
  const home = (await stands(app, id, 2)) ? [2, 6] : [6, 2];
  const places = app.locator('.inspector .subnets');
  assert.equal(await places.locator('summary').textContent(), 'Stands in');
  await places.locator('summary').press('Enter');
  const other = places.getByRole('radio', { checked: false });
  assert.equal(await other.count(), 1);
  await other.press('Space');
  await waitFor(() => stands(app, id, home[1]), 'the subnet in the other zone');
  assert.deepEqual(await disorder(app), []);
  await app.locator('#stage').focus();
  await undo(page);
  await waitFor(() => stands(app, id, home[0]), 'the subnet in its own zone again');
});

for (const [size, embed] of [['phone', false], ['embedLarge', true]]) {
  browserTest(`a finger moves and sizes a frame by its handles (${size})`, { lang: 'ko', size, touch: true, options: embed ? { embed: 1, start: 'auto' } : {} }, async ({ app, page }) => {
    await started(app);
    await pause(app);
    const tap = async (id) => {
      const box = await frame(app, id).boundingBox();
      await page.touchscreen.tap(box.x + box.width / 2, box.y + 8);
      await waitFor(async () => (await app.locator('.grip').count()) === 2, 'two handles');
    };
    await tap(3);
    for (const one of await app.locator('.grip-reach').all()) {
      const { width, height } = await one.boundingBox();
      assert.ok(width >= 43 && height >= 43, 'a finger finds it');
    }
    assert.equal(await stands(app, 3, 2), true);
    const move = middle(await handle(app, 'move').boundingBox());
    const [from, to] = [middle(await frame(app, 3).boundingBox()), middle(await frame(app, 6).boundingBox())];
    await touchDrag(page, [[move, by(move, to.x - from.x, to.y - from.y)]]);
    await waitFor(() => stands(app, 3, 6), 'the subnet in the other zone');
    assert.deepEqual(await disorder(app), []);
    await page.keyboard.press('Control+z');
    await waitFor(() => stands(app, 3, 2), 'the subnet in its own zone again');
    // What is not selected is not held: a finger on it moves the picture.
    const before = inVpc(await frames(app));
    await tap(3);
    const size_ = middle(await handle(app, 'nwse').boundingBox());
    await touchDrag(page, [[size_, by(size_, 26, 0)]]);
    await waitFor(async () => inVpc(await frames(app))['z-3'][2] > before['z-3'][2] + 0.02, 'a wider subnet');
    assert.deepEqual(await disorder(app), []);
  });
}
