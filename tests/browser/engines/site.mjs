// What the tests of all engines share: the built site below a sub-path with a recorder of its faults, and one test
// for each engine that this machine has.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DIST, serveFiles, serveFolder } from '../server.mjs';
import { until } from '../until.mjs';
import { ENGINES, isHere, start } from './index.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SHOTS = join(ROOT, 'target', 'browser');
assert.ok(existsSync(join(DIST, 'index.html')), `no site in ${DIST}: build it with "cargo xtask dist"`);

/** Runs before everything else of the page: WebDriver tells nothing of a console. */
const RECORDER = `(() => {
  const faults = window.faults = [];
  const log = console.error;
  console.error = (...words) => { faults.push('console: ' + words.join(' ')); log.apply(console, words); };
  addEventListener('error', (e) => faults.push('error: ' + (e.message || e.target.src || e.target.href)), true);
  addEventListener('unhandledrejection', (e) => faults.push('rejected: ' + e.reason));
  addEventListener('securitypolicyviolation', (e) => faults.push('policy: ' + e.violatedDirective + ' ' + e.blockedURI));
})()`;

/**
 * The site on an address of its own, and so with a storage of its own. `cors: false`: without the header that sandboxed
 * frames need; `change(name, body)`: what is sent instead of a file, nothing for 404; `pages`: more files.
 */
export async function serveSite({ cors = true, change = (_, body) => body, pages = {} } = {}) {
  const own = { 'recorder.js': RECORDER, ...pages };
  return serveFolder(DIST, '/some/where/', {
    cors,
    own: (name) => own[name],
    change: (name, body) => change(name, name === 'index.html' ? recorded(body) : body),
  });
}

const recorded = (html) => html.toString().replace('<head>', '<head><script src="./recorder.js"></script>');

/** An article with the frames of `html` on an address of its own. */
export const serveArticle = (html) => serveFiles(new Map([['/', article(html)]]));

export const article = (html) =>
  `<!doctype html><meta charset="utf-8"><title>An article</title><link rel="icon" href="data:,">${html}`;

const engines = new Map();

after(async () => {
  for (const engine of engines.values()) await (await engine).stop();
});

/** One test for each engine: `body(tab, t)` with the window of `engines/index.mjs`. */
export function inEveryEngine(name, body) {
  for (const engine of ENGINES) {
    if (!isHere(engine)) {
      missing(engine);
      continue;
    }
    test(`${engine}: ${name}`, { timeout: 120_000 }, async () => {
      if (!engines.has(engine)) engines.set(engine, start(engine));
      const tab = await engines.get(engine);
      const open = [];
      const opened = (server) => { open.push(server); return server; };
      try {
        await tab.size(1280, 800);
        await body(tab, { engine, site: async (look) => opened(await serveSite(look)), article: async (html) => opened(await serveArticle(html)) });
      } catch (error) {
        mkdirSync(SHOTS, { recursive: true });
        const shot = join(SHOTS, `${engine}-${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`);
        await tab.shot(shot).then(() => { error.message += `\n(screenshot: ${shot})`; }, () => {});
        throw error;
      } finally {
        await tab.go('about:blank').catch(() => {});
        for (const server of open) await server.close();
      }
    });
  }
}

const missed = new Set();

/** A developer's machine may lack an engine, and is told so; where every change is judged, none may be missing. */
function missing(engine) {
  if (missed.has(engine)) return;
  missed.add(engine);
  if (process.env.CI) test(`${engine} is on this machine`, () => assert.fail(`${engine} is missing: see README.md`));
  else console.log(`NOT TESTED: ${engine} is not on this machine`);
}

/** The board has come to its first picture: the pre-roll is over. */
export async function started(tab) {
  await until(() => tab.run(() => Boolean(document.querySelector('.stage svg.board [id^="n-"]'))), 'the board', 30_000);
  await until(async () => (await clock(tab)) >= 0, 'the first picture', 30_000);
}

/** Simulated seconds since the first picture. */
export const clock = (tab) => tab.run(() => {
  const [, sign, h, m, s] = /([+−-])(\d+):(\d+):(\d+)/.exec(document.querySelector('.clock').textContent);
  return (sign === '+' ? 1 : -1) * (Number(h) * 3600 + Number(m) * 60 + Number(s));
});

/** Nothing went wrong in the page. */
export async function clean(tab) {
  assert.deepEqual(await tab.run(() => window.faults), [], 'the page must stay free of errors');
}
