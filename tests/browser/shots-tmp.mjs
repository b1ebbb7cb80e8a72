import { launch } from './chromium.mjs';
import { serveFolder } from './server.mjs';
const site = await serveFolder('/tmp/build-site', '/x/');
const browser = await launch();
const out = '/tmp/build-shots/';
const sizes = { d: [1440, 900], t: [820, 1180], p: [390, 844] };
async function page(size, lang, theme, hash) {
  const [width, height] = sizes[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: lang === 'ko' ? 'ko-KR' : 'en-US', hasTouch: size === 'p', isMobile: size === 'p' });
  const p = await context.newPage();
  p.on('console', (m) => { if (m.type() === 'error') console.log(size, lang, m.text()); });
  p.on('pageerror', (e) => console.log('uncaught', e.message));
  await p.goto(`${site.url}?lang=${lang}${hash ? `#${hash}` : ''}`);
  await p.locator('.stage svg.board').waitFor();
  await p.waitForTimeout(1500);
  const b = p.getByRole('button', { name: /Pause|일시정지/ }).first();
  if (await b.isVisible()) await b.click();
  return p;
}
const mid = async (l) => { const b = await l.boundingBox(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; };
const shot = (p, n) => p.screenshot({ path: `${out}${n}.png` });
for (const [lang, theme] of [['en', 'light'], ['ko', 'dark']]) {
  let p = await page('d', lang, theme);
  const item = p.locator('#palette .palette-item').nth(4);
  const to = await mid(p.locator('.stage .card').first());
  const from = await mid(item);
  await p.mouse.move(from.x, from.y); await p.mouse.down(); await p.mouse.move(to.x, to.y, { steps: 8 });
  await p.waitForTimeout(200); await shot(p, `drag-${lang}`);
  await p.mouse.up(); await p.waitForTimeout(500); await shot(p, `placed-${lang}`);
  await p.locator('#palette .palette-item').nth(3).focus(); await p.keyboard.press('Enter'); await p.waitForTimeout(500); await p.keyboard.press('Escape');
  await p.locator('.zoom button').nth(2).click(); await p.waitForTimeout(400);
  await shot(p, `group2-${lang}`);
  await p.locator('#n-10').focus(); await p.keyboard.press('l'); await p.waitForTimeout(300); await p.keyboard.press('Tab'); await p.waitForTimeout(300);
  await shot(p, `link-${lang}`);
  await p.close();
  p = await page('d', lang, theme);
  await p.locator('.add-policy button').first().click(); await p.waitForTimeout(300);
  await p.locator('.add-policy button').first().click(); await p.waitForTimeout(600);
  await p.locator('.zoom button').nth(2).click(); await p.waitForTimeout(400);
  await shot(p, `policies-${lang}`);
  await p.close();
  p = await page('d', lang, theme, 'p=one-fails');
  await p.locator('.surge-button').first().click();
  await p.locator('.stage .card').first().click();
  await p.waitForTimeout(4000);
  const b = p.getByRole('button', { name: /Pause|일시정지/ }).first();
  if (await b.isVisible()) await b.click();
  await shot(p, `fault-${lang}`);
  await p.close();
  p = await page('d', lang, theme, 'p=two-zones');
  await p.locator('.surge-button').first().click();
  await p.waitForTimeout(4000);
  await shot(p, `zone-${lang}`);
  await p.close();
  for (const size of ['t', 'p']) {
    p = await page(size, lang, theme, 'p=one-fails');
    await p.locator('.surge-button').first().click();
    await p.waitForTimeout(3000);
    await shot(p, `fault-${size}-${lang}`);
    await p.close();
  }
  p = await page('d', lang, theme, 'p=empty');
  await shot(p, `empty-${lang}`);
  await p.close();
  p = await page('d', lang, theme, 'p=starter');
  await shot(p, `starter-${lang}`);
  await p.close();
}
await browser.close(); await site.close();
