// Three engines behind one small face: Chromium by Playwright, Firefox and WebKit by WebDriver. Only what the tests
// of all engines need; the whole of the tests runs in Chromium.
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { launch } from '../chromium.mjs';
import { startFirefox } from './marionette.mjs';
import { startWebkit } from './webkit.mjs';

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];
const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';

const first = (places) => places.find((place) => place && existsSync(place));

/** WebKitGTK's own little browser, beside its library. */
function miniBrowser() {
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name)) : [];
  return first(['webkitgtk-6.0', 'webkit2gtk-4.1'].flatMap((version) =>
    libraries.map((library) => join(library, version, 'MiniBrowser'))));
}

/** How each engine starts; nothing where the machine has it not. */
const STARTS = {
  // Without it no browser test runs: its own error says what to do.
  chromium: () => startChromium,
  firefox: () => {
    const program = first([process.env.FIREFOX, ...FIREFOX]);
    return program && (async () => new Driven(await startFirefox(program)));
  },
  webkit: () => {
    const [driver, browser] = [first([process.env.WEBKIT_DRIVER, WEBKIT_DRIVER]), miniBrowser()];
    const screen = process.env.DISPLAY ?? first((process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'Xvfb')));
    return driver && browser && screen && (async () => new Driven(await startWebkit(driver, browser)));
  },
};

/** The names of all engines, and whether this machine has one. */
export const ENGINES = Object.keys(STARTS);
export const isHere = (engine) => Boolean(STARTS[engine]());

/**
 * Starts an engine with one window:
 * - `go(url)`: opens it and waits until it is loaded; the next calls are about its topmost page;
 * - `enter(...selectors)`: about the frame inside a frame …, from the topmost page down;
 * - `run(fn, ...args)`: what `fn` returns there (no promises);
 * - `click(selector)`, `type(selector, text)`, `enterKey(selector)`: as a person would;
 * - `size(width, height)`: of the page; `shot(file)`; `stop()`.
 */
export const start = (engine) => STARTS[engine]()();

/** The name under which WebDriver hands out elements. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The Enter key. */
const ENTER = '\uE007';

class Driven {
  constructor(driver) { this.driver = driver; }

  async go(url) {
    await this.enter();
    await this.driver.send('Navigate', { url });
  }

  async enter(...selectors) {
    await this.driver.send('SwitchToFrame', { id: null });
    for (const selector of selectors) {
      const id = await this.find(selector);
      await this.driver.send('SwitchToFrame', { id: { [ELEMENT]: id }, element: id });
    }
  }

  run(fn, ...args) {
    // Firefox would run it in a sandbox of its own, where the page's own names are not seen.
    return this.driver.send('ExecuteScript', { script: `return (${fn}).apply(null, arguments);`, args, sandbox: null });
  }

  async find(selector) {
    const found = await this.driver.send('FindElement', { using: 'css selector', value: selector });
    return found[ELEMENT];
  }

  click(selector) { return this.act('ElementClick', selector); }

  type(selector, text) { return this.act('ElementSendKeys', selector, { text }); }

  async enterKey(selector) {
    await this.run((s) => document.querySelector(s).focus(), selector);
    const keys = [{ type: 'keyDown', value: ENTER }, { type: 'keyUp', value: ENTER }];
    await this.driver.send('PerformActions', { actions: [{ type: 'key', id: 'keyboard', actions: keys }] });
  }

  /** An element that is drawn anew between the search and the act is searched again, as a person would. */
  async act(name, selector, more = {}) {
    for (let left = 5; ; left--) {
      try {
        return await this.driver.send(name, { id: await this.find(selector), ...more });
      } catch (error) {
        if (!left || !/stale element/.test(error.message)) throw error;
      }
    }
  }

  async size(width, height) {
    await this.driver.send('SetWindowRect', { width, height });
    await this.enter();
    const [w, h] = await this.run(() => [innerWidth, innerHeight]);
    // A window has a bar and edges of its own.
    await this.driver.send('SetWindowRect', { width: width + (width - w), height: height + (height - h) });
  }

  async shot(file) { await writeFile(file, Buffer.from(await this.driver.send('TakeScreenshot'), 'base64')); }

  stop() { return this.driver.stop(); }
}

async function startChromium() {
  const browser = await launch();
  const page = await browser.newPage();
  let at = page.mainFrame();
  return {
    async go(url) { at = page.mainFrame(); await page.goto(url); },
    async enter(...selectors) {
      at = page.mainFrame();
      for (const selector of selectors) at = await (await at.waitForSelector(selector)).contentFrame();
    },
    run: (fn, ...args) => at.evaluate(`(${fn}).apply(null, ${JSON.stringify(args)})`),
    click: (selector) => at.click(selector),
    type: (selector, text) => at.locator(selector).pressSequentially(text),
    enterKey: (selector) => at.press(selector, 'Enter'),
    size: (width, height) => page.setViewportSize({ width, height }),
    shot: (path) => page.screenshot({ path }),
    stop: () => browser.close(),
  };
}
