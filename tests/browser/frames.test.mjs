// Boards in the pages of others, in every engine: the matrix of sandboxes, why a frame cannot run, when it begins, the
// messages, the locks, and rest while nobody sees it.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { article, clean, clock, inEveryEngine, serveArticle, started } from './engines/site.mjs';
import { DIST } from './server.mjs';
import { until } from './until.mjs';

const SANDBOXES = [undefined, 'allow-scripts', 'allow-scripts allow-same-origin'];

const frame = (url, { sandbox, style = 'width:760px;height:440px', id = 'frame' } = {}) =>
  `<iframe id="${id}" title="Swell" ${sandbox === undefined ? '' : `sandbox="${sandbox}"`}
    src="${url.replaceAll('&', '&amp;')}" style="${style};border:0"></iframe>`;

/** Keeps what the frames of an article say, and can answer. */
const EARS = `<script>
  window.said = [];
  addEventListener('message', ({ data }) => said.push(data));
  window.tell = (type, fields) => document.querySelector('iframe').contentWindow.postMessage({ ns: 'swell', v: 1, type, ...fields }, '*');
</script>`;

const boot = (tab) => tab.run(() => document.documentElement.dataset.boot);
const words = (tab) => tab.run(() => document.querySelector('.poster-state').innerText);

/** Opens a frame in an article of another origin and goes into it. */
async function framed(tab, { site, article }, options, { look = {}, ears = '', served = {} } = {}) {
  const { url } = await site(served);
  await tab.go((await article(frame(`${url}?${options}`, look) + ears)).url);
  await tab.enter('iframe');
  return url;
}

for (const sandbox of SANDBOXES) {
  for (const isOwn of [false, true]) {
    const name = `a board runs in a frame, ${isOwn ? 'of the same origin' : 'of another origin'}, sandbox ${sandbox ?? 'none'}`;
    inEveryEngine(name, async (tab, { site, article: opened }) => {
      const pages = { 'article.html': article(frame('./?embed=1&lang=en&start=auto', { sandbox })) };
      const { url } = await site({ pages });
      await tab.go(isOwn ? `${url}article.html` : (await opened(frame(`${url}?embed=1&lang=en&start=auto`, { sandbox }))).url);
      await tab.enter('iframe');
      await started(tab);
      const before = await clock(tab);
      await until(async () => (await clock(tab)) > before, 'simulated time to run');
      await clean(tab);
    });
  }
}

inEveryEngine('the policy is strict, in a page and in a sandboxed frame', async (tab, { site, article: opened }) => {
  const other = await serveArticle('<p>another origin</p>');
  try {
    const { url } = await site();
    const tries = async () => {
      await started(tab);
      await tab.run((stranger) => {
        const inline = document.createElement('script');
        inline.textContent = 'window.broken = "an inline script"';
        const foreign = document.createElement('script');
        foreign.src = stranger;
        document.head.append(inline, foreign);
        setTimeout('window.broken = "a text as code"', 0);
        document.body.setAttribute('onclick', 'window.broken = "an inline handler"');
        document.body.click();
        window.answered = 0;
        fetch(stranger).then(() => { window.broken = 'a request to a stranger'; }, () => { window.answered++; });
      }, other.url);
      await until(() => tab.run(() => window.faults.filter((f) => f.startsWith('policy: ')).length >= 4 && window.answered), 'the refusals');
      assert.equal(await tab.run(() => window.broken ?? null), null);
    };
    await tab.go(`${url}?start=paused`);
    await tries();
    await tab.go((await opened(frame(`${url}?start=paused`, { sandbox: 'allow-scripts' }))).url);
    await tab.enter('iframe');
    await tries();
  } finally {
    await other.close();
  }
});

const PROGRAM = /The program|Its program|sandboxed|no program/;

inEveryEngine('a sandboxed frame of a host without the header says so', async (tab, t) => {
  await framed(tab, t, 'embed=1&lang=en&start=auto', { look: { sandbox: 'allow-scripts' }, served: { cors: false } });
  await until(async () => (await boot(tab)) === 'failed', 'the poster to give up');
  assert.match(await words(tab), /sandboxed.*Access-Control-Allow-Origin/s);
});

inEveryEngine('the reader is told why in Korean', async (tab, t) => {
  await framed(tab, t, 'embed=1&lang=ko&start=auto', { look: { sandbox: 'allow-scripts' }, served: { cors: false } });
  await until(async () => (await boot(tab)) === 'failed', 'the poster to give up');
  const said = await words(tab);
  assert.match(said, /샌드박스 프레임/);
  assert.doesNotMatch(said, PROGRAM);
});

const missing = (pattern) => ({ change: (name, body) => (pattern.test(name) ? undefined : body) });
const FAILURES = {
  'its loader is missing': [missing(/^boot\.js$/), /could not be loaded/],
  'its loader is broken': [{ change: (name, body) => (name === 'boot.js' ? 'throw new Error("no")' : body) }, /stopped while it started/],
  'its module is missing': [missing(/^swell-web-.*\.js$/), /could not be loaded/],
  'its program is missing': [missing(/_bg\.wasm$/), /could not be loaded/],
  'its program is no program': [{ change: (name, body) => (/_bg\.wasm$/.test(name) ? 'nothing' : body) }, /does not allow WebAssembly/],
};
for (const [name, [served, expected]] of Object.entries(FAILURES)) {
  inEveryEngine(`the page says it when ${name}`, async (tab, { site }) => {
    const { url } = await site(served);
    await tab.go(`${url}?lang=en`);
    await until(async () => (await boot(tab)) === 'failed', 'the poster to give up');
    assert.match(await words(tab), expected);
  });
}

inEveryEngine('a server that never answers is told within seconds', async (tab, { site }) => {
  const { url } = await site({ change: (name, body) => (/_bg\.wasm$/.test(name) ? new Promise(() => {}) : body) });
  await tab.go(`${url}?lang=ko`);
  await until(async () => /오래 걸리고/.test(await words(tab)), 'the poster to say so', 8_000);
});

inEveryEngine('opened from a file, the page runs or says how to open it', async (tab) => {
  await tab.go(`${pathToFileURL(join(DIST, 'index.html'))}?lang=en`);
  // Firefox may be set up to run it; nobody is left with "Loading".
  const end = await until(async () => { const now = await boot(tab); return ['failed', 'running'].includes(now) && now; }, 'an end of loading');
  if (end === 'failed') assert.match(await words(tab), /opened directly.*http\.server/s);
});

for (const [name, size] of Object.entries({ large: [760, 440], middle: [480, 360], small: [400, 320], smallest: [320, 240] })) {
  inEveryEngine(`a ${name} frame waits for a click, then runs`, async (tab, t) => {
    await framed(tab, t, 'embed=1&lang=en', { look: { style: `width:${size[0]}px;height:${size[1]}px` } });
    await until(async () => (await boot(tab)) === 'waiting', 'the poster');
    await tab.click('.when-waiting');
    await started(tab);
    const before = await clock(tab);
    await until(async () => (await clock(tab)) > before, 'simulated time to run');
    await until(() => tab.run(() => document.activeElement.id === 'play'), 'the focus on the first control');
    await clean(tab);
  });
}

inEveryEngine('a poster runs by the keyboard', async (tab, { site }) => {
  // Not in a frame: no engine's driver may give the focus to one.
  const { url } = await site();
  await tab.size(400, 320);
  await tab.go(`${url}?embed=1&lang=ko`);
  await until(async () => (await boot(tab)) === 'waiting', 'the poster');
  await tab.enterKey('.when-waiting');
  await started(tab);
  await until(() => tab.run(() => document.activeElement.id === 'play'), 'the focus on the first control');
  await clean(tab);
});

inEveryEngine('a frame with start=visible runs when it is seen', async (tab, { site, article: opened }) => {
  const { url } = await site();
  await tab.go((await opened(`<p style="height:3000px">far above</p>${frame(`${url}?embed=1&lang=en&start=visible`)}`)).url);
  await tab.enter('iframe');
  await until(async () => (await boot(tab)) === 'waiting', 'the poster');
  await tab.enter();
  await tab.run(() => document.querySelector('iframe').scrollIntoView());
  await tab.enter('iframe');
  await started(tab);
  const before = await clock(tab);
  await until(async () => (await clock(tab)) > before, 'simulated time to run');
});

/** Whether the clock is the same over a time in which it would have moved on by thirty seconds. */
async function still(tab) {
  const [before, from] = [await clock(tab), Date.now()];
  await until(() => Date.now() - from > 500);
  return (await clock(tab)) === before;
}

for (const isOwn of [true, false]) {
  inEveryEngine(`a frame out of sight stands still, ${isOwn ? 'of the same origin' : 'of another origin'}`, async (tab, { site, article: opened }) => {
    const html = (src) => `${frame(src)}<p style="height:4000px">far below</p><p id="end">end</p>`;
    const { url } = await site({ pages: { 'article.html': article(html('./?embed=1&lang=en&start=auto')) } });
    await tab.go(isOwn ? `${url}article.html` : (await opened(html(`${url}?embed=1&lang=en&start=auto`))).url);
    const scroll = async (selector) => {
      await tab.enter();
      await tab.run((s) => document.querySelector(s).scrollIntoView(), selector);
      await tab.enter('iframe');
    };
    await tab.enter('iframe');
    await started(tab);
    const first = await clock(tab);
    await until(async () => (await clock(tab)) > first, 'simulated time to run');
    await scroll('#end');
    await until(() => still(tab), 'the frame to stand still');
    const stopped = await clock(tab);
    await scroll('iframe');
    const next = await until(async () => { const now = await clock(tab); return now > stopped && now; }, 'time to go on');
    assert.ok(next - stopped < 30, `it goes on from where it was, and does not run after the lost time: ${stopped} → ${next}`);
    assert.equal(await tab.run(() => document.querySelector('#play').getAttribute('aria-label')), 'Pause', 'it was running all along');
  });
}

inEveryEngine('a hidden tab stands still', async (tab, { site }) => {
  const { url } = await site();
  await tab.go(`${url}?lang=en`);
  await started(tab);
  // What a browser says of a tab in the background; no driver can put one there.
  const turn = (state) => tab.run((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  await until(async () => (await clock(tab)) > 0, 'simulated time to run');
  await turn('hidden');
  await until(() => still(tab), 'the page to stand still');
  const stopped = await clock(tab);
  await turn('visible');
  await until(async () => (await clock(tab)) > stopped, 'time to go on');
});

for (const [width, height] of [[400, 320], [360, 300], [320, 240]]) {
  inEveryEngine(`the question of the rush fits a frame of ${width} by ${height}`, async (tab, t) => {
    for (const lang of ['ko', 'en']) {
      await framed(tab, t, `embed=1&lang=${lang}&start=auto`, { look: { style: `width:${width}px;height:${height}px` } });
      await started(tab);
      await tab.click('.surge-button');
      await until(() => tab.run(() => Boolean(document.querySelector('.question button'))), 'the question');
      const out = await tab.run(() => [...document.querySelectorAll('.question, .question p, .question button')]
        .map((e) => e.getBoundingClientRect())
        .filter((r) => r.left < 0 || r.top < 0 || r.right > innerWidth || r.bottom > innerHeight).length);
      assert.equal(out, 0, lang);
      await tab.click('.question button');
      await until(() => tab.run(() => !document.querySelector('.question')), 'the answer');
      await clean(tab);
    }
  });
}

inEveryEngine('the page around a frame is told and obeyed', async (tab, { site, article: opened }) => {
  const { url } = await site();
  await tab.go((await opened(frame(`${url}?embed=1&lang=en&start=auto`, { sandbox: 'allow-scripts' }) + EARS)).url);
  const said = (type) => tab.run((t) => window.said.filter((data) => data.type === t), type);
  const [ready] = await until(async () => { const all = await said('ready'); return all.length && all; }, 'ready', 30_000);
  assert.equal(ready.ns, 'swell');
  assert.equal(ready.v, 1);
  assert.ok(ready.title.length > 3 && ready.minHeight >= 240);
  const tell = (type, fields = {}) => tab.run((t, f) => window.tell(t, f), type, fields);
  const inside = async (condition, what) => {
    await tab.enter('iframe');
    await until(condition, what);
    await tab.enter();
  };
  await until(async () => (await said('resize')).some(({ height }) => height >= 240 && height <= 900), 'resize');
  await tell('pause');
  await inside(() => tab.run(() => document.querySelector('#play').getAttribute('aria-label') === 'Play'), 'the pause');
  await tell('set', { theme: 'dark', lang: 'ko', speed: 300 });
  await inside(() => tab.run(() => document.documentElement.dataset.theme === 'dark' && document.documentElement.lang === 'ko'), 'theme and language');
  await tell('reset');
  await tell('step', { by: 90 });
  await inside(async () => (await clock(tab)) === 90, 'the exact instant');
  await tell('load', { preset: 'one-fails' });
  await tell('get-state');
  await until(async () => (await said('state')).some(({ hash }) => hash === 'p=one-fails'), 'the state');
  await tell('play');
  await inside(async () => (await clock(tab)) > 0, 'time to run');
  // The state of another board may be sent back as it was given.
  await tell('load', { state: 'p=default' });
  await until(async () => (await said('error')).length === 1, 'an answer to a state that is none');
  const wrong = [{ type: 'dance' }, { type: 'set', lang: 'fr' }, { type: 'set', speed: 1e9 }, { type: 'step', by: -1 }, { type: 'load', preset: 'nowhere' }, { type: 'load', preset: 'a/../b' }];
  for (const message of wrong) await tell(message.type, message);
  const codes = await until(async () => { const all = await said('error'); return all.length === wrong.length + 1 && all; }, 'a code for each refusal');
  assert.deepEqual(codes.map(({ code }) => code), ['state-invalid', 'type-unknown', 'field-invalid', 'field-invalid', 'field-invalid', 'preset-unknown', 'field-invalid']);
  await tab.enter('iframe');
  await clean(tab);
});

inEveryEngine('what happens on the board is told, and what was edited', async (tab, { site, article: opened }) => {
  const { url } = await site();
  await tab.go((await opened(frame(`${url}?lang=en&start=auto&speed=300`, { style: 'width:1240px;height:760px' }) + EARS)).url);
  await tab.enter('iframe');
  await started(tab);
  await tab.click('.surge-button');
  await tab.enter();
  const event = await until(() => tab.run(() => window.said.find((d) => d.type === 'event' && d.kind === 'decision' && /2 → 4/.test(d.text))), 'the decision', 60_000);
  assert.ok(event.t > 60);
  const alarm = await tab.run(() => window.said.find((d) => d.type === 'event' && d.kind === 'alarm'));
  assert.ok(alarm.t <= event.t);
  await tab.enter('iframe');
  await tab.click('#n-12 text');
  const field = '#f-12-idle-timeout-timeout-seconds';
  await until(() => tab.run((s) => Boolean(document.querySelector(s)), field), 'the settings');
  await tab.type(field, '7');
  await tab.click('.inspector h2');
  await tab.enter();
  await until(() => tab.run(() => window.said.some((d) => d.type === 'state' && d.hash.startsWith('s=1.'))), 'the edited board');
});

inEveryEngine('only the page around a frame is obeyed', async (tab, { site, article: opened }) => {
  const { url } = await site();
  const board = `${url}?embed=1&lang=en&start=auto`;
  const inner = `<script>addEventListener('message', () => parent.frames[0].postMessage({ ns: 'swell', v: 1, type: 'set', lang: 'ko' }, '*'))</script>`;
  await tab.go((await opened(`${frame(board)}<iframe id="stranger" srcdoc="${inner.replaceAll('"', '&quot;')}"></iframe>`)).url);
  await tab.enter('#frame');
  await started(tab);
  await tab.enter();
  await tab.run(() => document.querySelector('#stranger').contentWindow.postMessage('go', '*'));
  // What the parent asks afterwards is done; what the stranger asked before it was not.
  await until(() => tab.run(() => {
    document.querySelector('#frame').contentWindow.postMessage({ ns: 'swell', v: 1, type: 'set', theme: 'dark' }, '*');
    return true;
  }));
  await tab.enter('#frame');
  await until(() => tab.run(() => document.documentElement.dataset.theme === 'dark'), 'the parent to be obeyed');
  assert.equal(await tab.run(() => document.documentElement.lang), 'en');
});

inEveryEngine('lock=view fixes the view and leaves editing, lock=edit the other way round', async (tab, t) => {
  const view = () => tab.run(() => document.querySelector('svg.board > g').getAttribute('transform'));
  const chosen = () => tab.run(() => [...document.querySelectorAll('.stage [data-selected]')].map((e) => e.id).join());
  const zooms = () => tab.run(() => [...document.querySelectorAll('.zoom button')].slice(0, 3).map((b) => b.disabled).join());
  const wheel = () => tab.run(() => document.querySelector('.stage-host').dispatchEvent(
    new WheelEvent('wheel', { deltaY: -120, ctrlKey: true, clientX: 200, clientY: 200, bubbles: true, cancelable: true })));
  for (const [lock, isFixed, isLocked] of [['view', true, false], ['edit', false, true], ['all', true, true]]) {
    await framed(tab, t, `lang=en&start=paused&lock=${lock}&focus=web-alb`, { look: { style: 'width:1240px;height:760px' } });
    await started(tab);
    await until(async () => (await chosen()) === 'n-12', 'the part in focus');
    const before = await until(view);
    assert.equal(await zooms(), isFixed ? 'true,true,true' : 'false,false,false', lock);
    await wheel();
    await tab.click('#n-11 text');
    const field = '#f-12-idle-timeout-timeout-seconds';
    if (isFixed) {
      assert.equal(await chosen(), 'n-12', lock);
      assert.equal(await view(), before, lock);
      await until(() => tab.run((s) => Boolean(document.querySelector(s)), field), 'the settings of the part in focus');
      assert.equal(await tab.run((s) => document.querySelector(s).disabled, field), isLocked, lock);
    } else {
      await until(async () => (await chosen()) === 'n-11', 'another part');
      assert.notEqual(await view(), before, lock);
    }
  }
});

inEveryEngine('with clock=manual time moves by steps alone', async (tab, t) => {
  await framed(tab, t, 'embed=1&lang=en&clock=manual&start=auto');
  await started(tab);
  assert.equal(await tab.run(() => document.querySelector('#play').disabled), true);
  await tab.run(() => document.querySelector('.surge-button').click());
  assert.equal(await clock(tab), 0);
  await tab.run(() => document.querySelector('.transport button:not(#play)').click());
  await until(async () => (await clock(tab)) > 60, 'the decision');
});

inEveryEngine('hide= leaves out what it names', async (tab, t) => {
  const has = (selector) => tab.run((s) => Boolean(document.querySelector(s)), selector);
  await framed(tab, t, 'embed=1&lang=en&start=auto&hide=inspector,charts');
  await started(tab);
  await until(() => has('.outline, [data-region]'), 'the second part');
  assert.equal(await has('.timeline'), false);
  assert.equal(await has('.inspector'), false);
  await framed(tab, t, 'lang=en&start=auto&hide=palette,log', { look: { style: 'width:1240px;height:760px' } });
  await started(tab);
  await until(() => has('#tab-Policy'), 'the inspector of the group');
  assert.equal(await has('#tab-History'), false);
  assert.equal(await has('.palette'), false);
});

inEveryEngine('a frame that shrinks below use shows the picture and the way to the whole page', async (tab, t) => {
  await framed(tab, t, 'embed=1&lang=en&start=auto');
  await started(tab);
  await tab.enter();
  await tab.run(() => { document.querySelector('iframe').style.cssText = 'width:300px;height:200px;border:0'; });
  await tab.enter('iframe');
  await until(() => tab.run(() => getComputedStyle(document.querySelector('#poster')).display !== 'none'), 'the poster');
  const href = await tab.run(() => document.querySelector('.poster a').href);
  assert.doesNotMatch(href, /embed=1/);
  await tab.enter();
  await tab.run(() => { document.querySelector('iframe').style.cssText = 'width:760px;height:440px;border:0'; });
  await tab.enter('iframe');
  await until(() => tab.run(() => getComputedStyle(document.querySelector('#poster')).display === 'none'), 'the board again');
  await started(tab);
  const before = await clock(tab);
  await until(async () => (await clock(tab)) > before, 'simulated time to run');
});

inEveryEngine('<swell-board> shows its words, becomes a frame, relays and follows the page', async (tab, { site, article: opened }) => {
  const { url } = await site();
  const element = `<style>:root { color-scheme: light } </style><script type="module" src="${url}embed.js"></script>
    <swell-board start="click" src="${url}#embed=1&amp;lang=en&amp;p=default" title="점심"><a href="/nowhere">The words before</a></swell-board>
    <script>window.heard = []; for (const type of ['ready', 'state', 'resize']) addEventListener('swell-' + type, (e) => heard.push(e.detail));</script>`;
  await tab.go((await opened(element)).url);
  await until(() => tab.run(() => customElements.get('swell-board') !== undefined), 'the element');
  const host = (property) => tab.run((p) => document.querySelector('swell-board').shadowRoot.querySelector('iframe')?.[p] ?? '', property);
  assert.equal(await host('src'), '', 'no frame before it is wanted');
  await tab.click('swell-board a');
  assert.match(await tab.run(() => location.pathname), /^\/$/, 'the click is the board\'s');
  const ready = await until(() => tab.run(() => window.heard.find((d) => d.type === 'ready')), 'the frame to run at once', 30_000);
  assert.equal(ready.v, 1);
  assert.equal(await host('title'), '점심');
  assert.match(await host('src'), /theme=light/);
  const height = await until(() => tab.run(() => window.heard.find((d) => d.type === 'resize')?.height), 'its height');
  await until(async () => (await tab.run(() => document.querySelector('swell-board').offsetHeight)) >= height, 'the element to be as high');
  await tab.run(() => document.querySelector('swell-board').post('get-state'));
  await until(() => tab.run(() => window.heard.some((d) => d.type === 'state' && d.hash === 'p=default')), 'an answer');
});

inEveryEngine('<swell-board> follows the colour scheme of its page', async (tab, { site, article: opened }) => {
  // Stands for the board: says back what it is told.
  const echo = `<script>addEventListener('message', ({ data }) =>
    parent.postMessage({ ns: 'swell', v: 1, type: 'event', kind: data.type, text: data.theme }, '*'));</script>`;
  const { url } = await site({ pages: { 'echo.html': article(echo) } });
  await tab.go((await opened(`<style>:root { color-scheme: light }</style><script type="module" src="${url}embed.js"></script>
    <swell-board src="${url}echo.html">Before</swell-board>
    <script>window.heard = []; addEventListener('swell-event', (e) => heard.push(e.detail));</script>`)).url);
  const src = () => tab.run(() => document.querySelector('swell-board').shadowRoot?.querySelector('iframe')?.src ?? '');
  await until(async () => /echo\.html#theme=light$/.test(await src()), 'a frame as it comes near');
  await tab.run(() => { document.documentElement.style.colorScheme = 'dark'; });
  await until(() => tab.run(() => window.heard.some(({ kind, text }) => kind === 'set' && text === 'dark')), 'the theme to follow');
});
