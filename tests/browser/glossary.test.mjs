// What names stand for: beside parts and frames by mouse, keys and finger, in the inspector, and in a list with a search.
import assert from 'node:assert/strict';
import { axe, browserTest, touchDrag, waitFor } from './harness.mjs';
import { part, pause, started } from './board.mjs';

const gloss = (app) => app.locator('#gloss');
const says = (app, pattern) => waitFor(async () => pattern.test((await gloss(app).textContent().catch(() => '')) ?? ''), `${pattern}`);
const gone = (app) => waitFor(async () => (await gloss(app).count()) === 0, 'no card');

for (const [lang, alb, zone] of [
  ['en', /ALB.*Application Load Balancer.*layer 7/, /AZ.*Availability Zone.*data centers/],
  ['ko', /ALB.*Application Load Balancer.*7계층/, /AZ.*Availability Zone.*데이터 센터/],
]) {
  browserTest(`a part and a frame say what their names stand for, by mouse and by keys, ${lang}`, { lang }, async ({ app, page }) => {
    await started(app);
    await pause(app);
    await app.locator('.node[data-kind="LoadBalancer"]').hover();
    await says(app, alb);
    const [card, stage] = [await gloss(app).boundingBox(), await app.locator('#stage').boundingBox()];
    assert.ok(card.x >= stage.x && card.x + card.width <= stage.x + stage.width, 'inside of the stage');
    await page.mouse.move(10, 10);
    await gone(app);
    const name = await app.locator('.zone[data-zone="az"] > text').first().boundingBox();
    await page.mouse.move(name.x + name.width / 2, name.y + name.height / 2);
    await says(app, zone);
    await page.keyboard.press('Escape');
    await page.mouse.move(10, 10);
    await gone(app);
    await app.locator('.node[data-kind="LoadBalancer"]').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await says(app, alb);
    assert.equal(await app.locator('.node[data-kind="LoadBalancer"]').getAttribute('aria-describedby'), 'gloss');
    await page.keyboard.press('Escape');
    await gone(app);
    await app.locator('.node[data-kind="LoadBalancer"]').click();
    await waitFor(async () => /Application Load Balancer/.test(await app.locator('.inspector-full').textContent()), 'its full name');
  });
}

browserTest('a press selects and asks nothing, and the card keeps off what stands around its part', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const dns = app.locator('.node[data-kind="Route53"]');
  const { x, y, width, height } = await dns.locator('.body').boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  await waitFor(async () => (await dns.getAttribute('data-selected')) !== null, 'the selection');
  await page.clock.install();
  // Over its icon, its name and its number.
  for (const share of [0.3, 0.5, 0.7, 0.9]) await page.mouse.move(x + width / 2, y + height * share);
  await page.clock.runFor(900);
  assert.equal(await gloss(app).count(), 0, 'it was pressed');
  await page.clock.resume();
  await page.mouse.move(4, 4);
  await page.mouse.move(x + width / 2, y + height / 2);
  await says(app, /Route 53/);
  const covered = await app.locator('#stage').evaluate((stage) => {
    const box = (element) => element.getBoundingClientRect();
    const card = box(stage.querySelector('#gloss'));
    const meets = (r) => r.left < card.right && card.left < r.right && r.top < card.bottom && card.top < r.bottom;
    const parts = [...stage.querySelectorAll('.node .body, .card .body, .chip, button')];
    return parts.filter((one) => meets(box(one))).map((one) => one.parentElement.id || one.className);
  });
  assert.deepEqual(covered, [], 'nothing lies under the card');
});

browserTest('a finger that stays on a part asks what it is, and one that moves does not', { lang: 'ko', size: 'phone' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  const users = app.locator('.node[data-kind="Route53"]');
  const { x, y, width, height } = await users.boundingBox();
  const at = { x: x + width / 2, y: y + height / 2 };
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ id: 0, ...at }] });
  await says(app, /Route 53.*DNS/);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
  await app.locator('#stage').tap({ position: { x: 4, y: 4 } });
  await gone(app);
  await page.clock.install();
  await touchDrag(page, [[at, { x: at.x + 60, y: at.y }]]);
  await page.clock.runFor(900);
  assert.equal(await gloss(app).count(), 0, 'it was moved');
});

browserTest('the list of terms finds what no part is of yet, by words of both languages', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await app.locator('#stage').focus();
  await page.keyboard.press('g');
  await app.locator('.gallery-page').getByRole('button', { name: 'Glossary' }).click();
  const rows = app.locator('.glossary > div:visible');
  await waitFor(async () => (await rows.count()) > 20, 'all terms');
  for (const [query, word] of [['Beanstalk', 'EB'], ['브라우저가 화면을', 'CSR'], ['server-side', 'SSR'], ['파이프라인', 'CodePipeline'], ['엣지', 'Edge Location'], ['CDN', 'CDN']]) {
    await app.locator('.glossary-page input').fill(query);
    await waitFor(async () => (await rows.allTextContents()).some((text) => text.startsWith(word)), `${word} by ${query}`);
    assert.ok((await rows.count()) < 6, query);
  }
  await app.locator('.glossary-page input').fill('zzz');
  await waitFor(async () => /No such term/.test(await app.locator('.glossary-page [role="status"]').textContent()), 'the word for it');
  await app.locator('.glossary-page input').fill('');
  await axe(app);
});

browserTest('the chain is shown as the notes like it: patient, thermometer, buzzer, prescription, doctor', { lang: 'ko' }, async ({ app, page }) => {
  await started(app);
  const said = () => app.locator('.analogy').allTextContents();
  const button = app.locator('.analogy-switch');
  assert.deepEqual(await said(), []);
  await button.click();
  await waitFor(async () => (await said()).length === 5, 'five captions');
  const all = (await said()).join(' ');
  for (const word of ['환자', '체온계', '버저', '처방전', '의사']) assert.match(all, new RegExp(word));
  await button.focus();
  await page.keyboard.press('Enter');
  await waitFor(async () => (await said()).length === 0, 'none');
  await page.keyboard.press('Space');
  await waitFor(async () => (await said()).length === 5, 'again');
});

browserTest('each rule of a listener is a line below its balancer, with its priority and its share', { lang: 'en', hash: 'p=listener-rules' }, async ({ app }) => {
  await started(app);
  const lines = app.locator('.rule-line');
  await waitFor(async () => (await lines.count()) === 6, 'five rules and the rest');
  const texts = await lines.evaluateAll((all) => all.map((one) => [...one.querySelectorAll('text')].map((text) => text.textContent)));
  assert.deepEqual(texts.map(([name]) => Number.parseInt(name, 10) || 0), [5, 10, 20, 30, 31, 0], 'in the order in which they are tried');
  await waitFor(async () => {
    const shares = await lines.locator('.rule-share').allTextContents();
    return shares.reduce((sum, text) => sum + Number.parseInt(text, 10), 0) === 100;
  }, 'shares of a hundred');
  const boxes = await lines.locator('.body').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
  boxes.slice(1).forEach((box, n) => assert.ok(box.top >= boxes[n].bottom, 'one below the other'));
  await lines.first().click();
  await waitFor(async () => /api/.test(await app.locator('.inspector-head h2').textContent()), 'its page');
});
