// The whole way by keys alone: the rush, the decision and its reasons, an edit of the policy, undo, the link.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { decide, started } from './board.mjs';

/** What has the focus: its words, and whether somebody sees that it has. */
const focus = (app) => app.evaluate(() => {
  const e = document.activeElement;
  const ringed = e.closest('.number') ?? e;
  const r = e.getBoundingClientRect();
  const ring = ringed.getBoundingClientRect();
  const style = getComputedStyle(ringed);
  const inside = Number.parseFloat(style.outlineOffset) < 0;
  const reach = style.outlineStyle === 'none' || inside ? 0 : 3;
  const top = document.elementFromPoint(r.left + r.width / 2, r.top + Math.min(r.height / 2, 20));
  // Everything around it that cuts off leaves its ring.
  let isWhole = true;
  for (let box = ringed.parentElement; box; box = box.parentElement) {
    const { overflowY } = getComputedStyle(box);
    const b = box.getBoundingClientRect();
    if (overflowY !== 'visible' && (ring.top - reach < b.top - 0.5 || Math.min(ring.bottom, ring.top + 20) + reach > b.bottom + 0.5)) isWhole = false;
  }
  return {
    name: (e.getAttribute('aria-label') ?? document.querySelector(`label[for="${e.id}"]`)?.textContent ?? e.textContent).trim(),
    id: e.id,
    isField: e.matches('input[type=text], input[type=number], input:not([type])'),
    isStage: e.id === 'stage',
    // Handles of one slider lie over each other.
    isShown: Boolean(top && (e.contains(top) || top.contains(e) || (e.type === 'range' && e.parentElement.contains(top)))),
    hasRing: e.matches(':focus-visible') && (style.outlineStyle !== 'none' || Boolean(e.closest('svg'))),
    isWhole,
  };
});

/** Presses `key` until `is` holds for what has the focus; every stop on the way shows that it has it. */
async function go(app, page, key, is, what) {
  const stops = [];
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press(key);
    const now = await focus(app);
    stops.push(now.name.slice(0, 30));
    assert.ok(now.hasRing, `no ring around ${now.name}`);
    assert.ok(now.isShown, `${now.name} has the focus below something else`);
    assert.ok(now.isWhole, `the ring around ${now.name} is cut off`);
    if (is(now)) return now;
  }
  throw new Error(`${what} is not reached by ${key}: ${stops.join(' | ')}`);
}

for (const lang of ['en', 'ko']) {
  browserTest(`from the first picture to the link by keys alone, ${lang}`, { lang }, async ({ app, page, context }) => {
    await started(app);
    await app.locator('.inspector h2').waitFor();
    const words = lang === 'ko'
      ? { rush: '점심 러시 보내기', skip: '건너뛰기', share: '공유', copy: /^복사: 링크$/ }
      : { rush: 'Send the lunch rush', skip: 'Skip', share: 'Share', copy: /^Copy: Link$/ };
    await go(app, page, 'Tab', ({ name }) => name === words.rush, 'the rush');
    await page.keyboard.press('Enter');
    await app.locator('.question').waitFor();
    await go(app, page, 'Tab', ({ name }) => name === words.skip, 'the answer');
    await page.keyboard.press('Space');
    await go(app, page, 'F6', ({ isStage }) => isStage, 'the stage');
    const card = app.locator('.inspector .decision');
    const isFound = async () => /\b2\D{1,12}4/.test(await card.first().innerText().catch(() => ''));
    // Past what changes nothing.
    for (let n = 0; n < 10 && !(await isFound()); n++) await decide(app, page);
    assert.ok(await isFound(), 'the decision to scale out');
    await go(app, page, 'F6', ({ id }) => id === 'inspector', 'the inspector');
    // It is read by scrolling, as any page is.
    await waitFor(async () => {
      await page.keyboard.press('PageDown');
      const [box, all] = [await card.first().boundingBox(), await app.locator('.inspector').boundingBox()];
      return box.y < all.y + all.height && box.y + box.height > all.y;
    }, 'the card in sight');
    assert.match(await card.first().innerText(), /70/);
    const field = await go(app, page, 'Tab', ({ id, isField }) => isField && /Threshold/.test(id), 'the threshold');
    const input = app.locator(`[id="${field.id}"]`);
    const before = await input.inputValue();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('55');
    await page.keyboard.press('Enter');
    await waitFor(() => page.url().includes('s=1.'), 'the edit in the address');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+z');
    await waitFor(async () => (await input.inputValue()) === before, 'the threshold as it was');
    await page.keyboard.press('Control+Shift+z');
    await waitFor(async () => (await input.inputValue()) === '55', 'the threshold again');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('iframe');
    await page.keyboard.press('Enter');
    await app.locator('#share-link').waitFor();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await go(app, page, 'Tab', ({ name }) => words.copy.test(name), 'the button that copies the link');
    await page.keyboard.press('Enter');
    const link = await waitFor(() => page.evaluate(() => navigator.clipboard.readText()), 'the link');
    assert.match(link, /s=1\./);
    await page.keyboard.press('Escape');
    await waitFor(async () => !(await app.locator('dialog[open]').count()), 'the board again');
    assert.equal(await app.evaluate(() => document.activeElement === document.body), false, 'the focus is where it was');
  });
}
