// What the inspector shows of networks: a balancer's type, the address plan, the checklist of a key pair, the layers.
import assert from 'node:assert/strict';
import { browserTest, waitFor } from './harness.mjs';
import { part, pause, started } from './board.mjs';

const WORDS = {
  en: { change: 'Change the type', nlb: 'Network Load Balancer', do: 'Change to this type', rules: 'Listeners and rules that go: 6', keys: 'Checklist of the key pair' },
  ko: { change: '유형 바꾸기', nlb: 'Network Load Balancer', do: '이 유형으로 바꾸기', rules: '리스너와 규칙 6개가 사라져요', keys: '키 페어 체크리스트' },
};

const kind = (app, id) => part(app, id).getAttribute('data-kind');
const place = (app, id) => part(app, id).getAttribute('transform');

for (const lang of ['en', 'ko']) {
  const w = WORDS[lang];
  browserTest(`a balancer says what breaks before and after its type is changed in place, ${lang}`, { lang, hash: 'p=listener-rules' }, async ({ app, page }) => {
    await started(app);
    await pause(app);
    await part(app, 12).click();
    await app.locator('.inspector summary', { hasText: w.change }).first().click();
    const [was, at] = [await kind(app, 12), await place(app, 12)];
    assert.equal(was, 'LoadBalancer');
    await app.locator('.type-choices button', { hasText: w.nlb }).click();
    await waitFor(() => app.locator('.types li', { hasText: w.rules }).isVisible(), 'what breaks');
    await app.locator('.types button', { hasText: w.do }).click();
    await waitFor(async () => (await kind(app, 12)) === 'NetworkLoadBalancer', 'the new type');
    assert.equal(await place(app, 12), at);
    await waitFor(() => app.locator('.type-changed li', { hasText: w.rules }).isVisible(), 'what broke');
    await app.locator('#stage').focus();
    await page.keyboard.press('Control+z');
    await waitFor(async () => (await kind(app, 12)) === was, 'the old type');
  });
}

browserTest('the address plan of a VPC is edited and says what is wrong at its subnet', { lang: 'en' }, async ({ app, page }) => {
  await started(app);
  await pause(app);
  await part(app, 12).click();
  await app.locator('#f-1').evaluate((frame) => frame.focus());
  const plan = app.locator('.address-plan > ul > li');
  await waitFor(async () => (await plan.count()) === 6, 'a row for each subnet');
  assert.match(await plan.first().textContent(), /10\.0\.0\.1.*router/s);
  const block = plan.nth(1).locator('input');
  await block.fill('10.0.0.0/24');
  await block.press('Enter');
  await waitFor(() => plan.nth(1).locator('.field-warning').isVisible(), 'the overlap');
  await block.fill('10.0.10.0/28');
  await block.press('Enter');
  await waitFor(async () => /\/ 11/.test(await plan.nth(1).textContent()), 'eleven addresses');
  await app.locator('#stage').focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await waitFor(async () => (await block.inputValue()) === '10.0.10.0/24', 'undo');
});

browserTest('the checklist of a key pair is ticked by hand, and by what the board knows', { lang: 'en', hash: 'p=bastion-keys' }, async ({ app }) => {
  await started(app);
  await pause(app);
  const sum = app.locator('.keys summary span');
  await part(app, 16).click();
  await waitFor(async () => (await sum.textContent()) === '2 / 8', 'two that the board knows');
  await app.locator('.keys summary').click();
  await app.locator('.keys input[type="checkbox"]').first().check();
  await waitFor(async () => (await sum.textContent()) === '3 / 8', 'one by hand');
  await part(app, 17).click();
  await waitFor(async () => (await sum.textContent()) === '4 / 8', 'no key on the other one');
});

browserTest('the architecture has its layers zone by zone', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await app.getByRole('button', { name: 'Architecture' }).click();
  const rows = app.locator('.layers tbody tr');
  await waitFor(async () => (await rows.count()) === 4, 'the gateway and three layers');
  assert.match(await rows.nth(1).textContent(), /Public.*web-alb.*web-alb/s);
  assert.match(await rows.nth(3).textContent(), /orders.*standby/s);
});
