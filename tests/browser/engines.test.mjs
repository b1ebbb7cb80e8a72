// What must hold in every engine: the page opens, runs, decides, is edited and shared, in itself and in a frame, with
// nothing in the console; and it is the same run everywhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { clean, clock, inEveryEngine, started } from './engines/site.mjs';
import { until } from './until.mjs';

const { runs } = JSON.parse(readFileSync(new URL('../golden/fingerprints.json', import.meta.url)));

const text = (tab, selector) => tab.run((s) => document.querySelector(s)?.textContent ?? '', selector);
const is = (tab, selector) => tab.run((s) => Boolean(document.querySelector(s)), selector);

inEveryEngine('opens, runs by itself, and stops at a press', async (tab, { site }) => {
  const { url } = await site();
  await tab.go(`${url}?lang=ko`);
  await started(tab);
  const before = await clock(tab);
  await until(async () => (await clock(tab)) > before + 30, 'simulated time to run');
  await tab.click('#play');
  await until(() => tab.run(() => document.querySelector('#play').getAttribute('aria-label') === '재생'), 'the pause');
  const stopped = await clock(tab);
  await tab.run(() => { window.drawn = 0; requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = 1; })); });
  await until(() => tab.run(() => window.drawn), 'two pictures');
  assert.equal(await clock(tab), stopped);
  await clean(tab);
});

inEveryEngine('the rush leads to a decision with its numbers', async (tab, { site }) => {
  const { url } = await site();
  await tab.go(`${url}?lang=en&speed=300`);
  await started(tab);
  await tab.click('.surge-button');
  const newest = '.newest-decision .decision';
  await until(async () => /2 → 4/.test(await text(tab, newest)), 'the card "2 → 4"', 60_000);
  assert.match(await text(tab, newest), /70/, 'the threshold it was compared with');
  await until(() => tab.run(() => document.querySelectorAll('.stage [id^="i-"]').length === 4), 'four servers', 60_000);
  await clean(tab);
});

inEveryEngine('a setting is edited, shared as a link, and opened from it', async (tab, { site }) => {
  const { url } = await site();
  const field = '#f-12-idle-timeout-timeout-seconds';
  const value = () => tab.run((s) => document.querySelector(s)?.value, field);
  const choose = async () => {
    await started(tab);
    await tab.click('#n-12 text');
    await until(value, 'the settings of the balancer');
  };
  await tab.go(`${url}?lang=en&start=paused`);
  await choose();
  const before = await value();
  await tab.type(field, '7');
  // Leaving the field is what takes the value over.
  await tab.click('.inspector h2');
  await until(() => tab.run(() => /#.*s=1\./.test(location.href)), 'the board in the address');
  const edited = await value();
  assert.notEqual(edited, before);
  await tab.click('.edits .primary');
  await until(() => is(tab, '#share-link'), 'the dialog of sharing');
  const link = await tab.run(() => document.querySelector('#share-link').value);
  assert.match(link, /#.*s=1\./, 'the whole board is in the link');
  await clean(tab);
  await tab.go('about:blank');
  await tab.go(`${link}&start=paused`);
  await choose();
  assert.equal(await value(), edited);
  await clean(tab);
});

/** The address of a golden board, held still. */
const golden = (run) => {
  const payload = deflateRawSync(Buffer.from(JSON.stringify(run.document))).toString('base64url');
  return `?lang=en&start=auto&clock=manual#s=1.${payload}`;
};

inEveryEngine('the fingerprint that the page shows is the native one', async (tab, { site, article }) => {
  const run = runs.find(({ board, seed }) => board === 'default' && seed === 1);
  const { url } = await site();
  const host = await article(`<iframe src="${url}${golden(run).replaceAll('&', '&amp;')}" style="width:1200px;height:760px"></iframe>
    <script>addEventListener('message', ({ data }) => { if (data.type === 'ready') window.isReady = true; });</script>`);
  await tab.go(host.url);
  await until(() => tab.run(() => window.isReady), 'the frame to be ready', 30_000);
  await tab.run((by) => document.querySelector('iframe').contentWindow.postMessage({ ns: 'swell', v: 1, type: 'step', by }, '*'), run.until_s);
  await tab.enter('iframe');
  await until(async () => (await clock(tab)) === run.until_s, 'the instant of the golden run', 60_000);
  await tab.click('.edits .primary');
  await until(() => is(tab, '#share-run'), 'the dialog of sharing');
  const shown = await tab.run(() => document.querySelector('#share-run').value);
  assert.match(shown, new RegExp(`t=${run.until_s}\\.000000 ${run.fingerprint}$`));
  await clean(tab);
});
