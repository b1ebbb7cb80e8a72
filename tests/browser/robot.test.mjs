// A minute of a seeded robot that does what nobody thought of. Longer: cargo xtask robot [seconds] [seed].
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { describe, roam } from './robot.mjs';
import { DIST, serveFolder } from './server.mjs';

let site;
let browser;

before(async () => {
  site = await serveFolder(DIST);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test('a minute of random clicks, keys, typing and drags breaks nothing', async () => {
  const { actions, failure } = await roam({ browser, site: site.url, seconds: 60, seed: 7 });
  assert.equal(failure && describe(failure), undefined);
  assert.ok(actions > 50, `only ${actions} actions in a minute`);
});
