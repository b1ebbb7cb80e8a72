// Three ways to look at one run: what stands where, one request step by step, one flow at a time.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { clock, started } from './board.mjs';

const bar = (app, name) => app.locator('.perspectives').getByRole('button', { name, exact: true });
/** Requests that were followed from their beginning have ended: one of them is the journey. */
const haveEnded = (app) => waitFor(async () => (await clock(app)) > 30, 'requests that have ended', 20_000);
const caption = (app) => app.locator('.journey-text').textContent();
const shown = (app) => app.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-marks]')].map((one) => [one.dataset.marks, one.getAttribute('aria-pressed')])));

browserTest('the journey of one request, there and back, by keys', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await haveEnded(app);
  await bar(app, 'User journey').press('Enter');
  const dots = app.locator('.journey-dots button');
  await waitFor(async () => (await dots.count()) >= 6, 'its steps');
  assert.match(await caption(app), /opens the address/);
  const seen = [];
  const count = await dots.count();
  await app.getByRole('button', { name: 'Next step' }).focus();
  for (let n = 0; n < count; n++) {
    seen.push(`${await app.locator('.journey-head').textContent()} ${await caption(app)}`);
    if (n + 1 < count) await page.keyboard.press('ArrowRight');
    await waitFor(async () => (await dots.nth(Math.min(n + 1, count - 1)).getAttribute('aria-current')) === 'step', `step ${n + 2}`);
  }
  assert.ok(seen.some((text) => /address/.test(text) && /Route 53/.test(text)), seen.join('\n'));
  assert.ok(seen.some((text) => /web-alb.*hands it to one healthy target: i-\d/.test(text)), seen.join('\n'));
  assert.ok(seen.some((text) => /on the way back/.test(text)), seen.join('\n'));
  assert.match(seen.at(-1), /It opens at once \(\d+ ms\)/);
  assert.ok((await app.locator('.journey-line').count()) >= 2, 'the way is drawn');
  await page.keyboard.press('ArrowLeft');
  await waitFor(async () => (await dots.nth(count - 2).getAttribute('aria-current')) === 'step', 'one step back');
  await app.getByRole('button', { name: 'Details' }).click();
  await waitFor(() => app.locator('.dialog .hops').isVisible(), 'all its hops');
});

browserTest('flows are shown one at a time', { lang: 'ko' }, async ({ app }) => {
  await started(app);
  await bar(app, '데이터 흐름').click();
  const panel = app.locator('.perspective-panel');
  assert.deepEqual(await shown(app), { requests: 'true', probes: 'false', metrics: 'false', decisions: 'false' });
  await panel.getByRole('button', { name: '상태 확인' }).click();
  await waitFor(async () => (await shown(app)).probes === 'true', 'probes');
  assert.equal((await shown(app)).requests, 'false');
  await panel.getByRole('button', { name: '지표' }).click();
  await waitFor(async () => (await shown(app)).metrics === 'true', 'metrics');
  await panel.getByRole('button', { name: '로그' }).click();
  await waitFor(() => app.locator('.flow-none').isVisible(), 'nothing on this board writes a log');
  await panel.getByRole('button', { name: /액세스 로그/ }).click();
  await waitFor(async () => /web-alb → 그리지 않은 S3 버킷.*다음 전송까지/.test((await app.locator('.flow-log').textContent().catch(() => '')) ?? ''), 'one that does');
  // A second press shows everything again.
  await bar(app, '데이터 흐름').click();
  await waitFor(async () => Object.values(await shown(app)).every((is) => is === 'true'), 'everything');
  await bar(app, '구조').click();
  await waitFor(async () => /가용 영역 2 · 서브넷 6\(퍼블릭 2\)/.test(await panel.textContent()), 'the layers');
  assert.ok(Object.values(await shown(app)).every((is) => is === 'false'), 'nothing flows');
});

browserTest('the journey on a phone, by finger', { lang: 'ko', size: 'phone' }, async ({ app }) => {
  await started(app);
  await haveEnded(app);
  await bar(app, '사용자 여정').tap();
  await waitFor(async () => (await app.locator('.journey-dots button').count()) >= 6, 'its steps');
  await app.getByRole('button', { name: '다음 걸음' }).tap();
  await waitFor(async () => !/주소를 열어요/.test(await caption(app)), 'the next step');
  const { width, height } = await app.getByRole('button', { name: '다음 걸음' }).boundingBox();
  assert.ok(width >= 43 && height >= 43, 'a finger finds it');
  assert.ok((await app.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'nothing sticks out');
});

browserTest('in an article by finger: no panel covers the buttons that change it', { lang: 'ko', size: 'embedLarge', touch: true, options: { embed: 1, start: 'auto' } }, async ({ app }) => {
  await started(app);
  await app.locator('.perspectives').waitFor();
  for (const name of ['구조', '사용자 여정', '데이터 흐름']) {
    await bar(app, name).tap();
    const panel = app.locator('.perspective-panel');
    await panel.waitFor();
    const [stage, box] = await Promise.all([app.locator('#stage').boundingBox(), panel.boundingBox()]);
    assert.ok(box.y >= stage.y && box.y + box.height <= stage.y + stage.height, `${name} stays in the stage`);
  }
  await bar(app, '데이터 흐름').tap();
  await waitFor(async () => (await app.locator('.perspective-panel').count()) === 0, 'the picture alone');
});

browserTest('a strip of the world says who answers whom from where', { lang: 'ko', hash: 'p=csr-cdn' }, async ({ app }) => {
  await started(app);
  const crowds = app.locator('.world-crowd');
  await waitFor(async () => (await crowds.count()) === 3, 'three crowds');
  await waitFor(async () => (await crowds.allTextContents()).every((text) => /p95 \d/.test(text)), 'what they feel');
  const texts = (await crowds.allTextContents()).join('\n');
  assert.match(texts, /서울→ 서울 엣지 · 5 ms/);
  assert.match(texts, /도쿄→ 도쿄 엣지 · 5 ms/);
  assert.match(texts, /상파울루→ 상파울루 엣지 · 5 ms/);
  assert.match(await app.locator('.world-strip').textContent(), /아시아.*남미/);
  await crowds.first().click();
  await waitFor(async () => /seoul/.test(await app.locator('.inspector-head h2').textContent()), 'its page');
});

browserTest('viewers of each place go to the Region that their name tells them', { lang: 'en', hash: 'p=two-regions' }, async ({ app }) => {
  await started(app);
  await waitFor(async () => (await app.locator('.world-crowd').count()) === 3, 'three crowds');
  const texts = (await app.locator('.world-crowd').allTextContents()).join('\n');
  assert.match(texts, /Tokyo→ Seoul seoul-alb · 30 ms/);
  assert.match(texts, /Oregon→ N. Virginia virginia-alb · 30 ms/);
});

browserTest('a board in one Region has no strip of the world', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await waitFor(() => app.locator('.perspectives').isVisible(), 'the second part');
  assert.equal(await app.locator('.world-strip').count(), 0);
});
