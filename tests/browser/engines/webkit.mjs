// WebKit by its WebDriver: WebKitGTK's MiniBrowser, on a display of its own where there is none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { until } from '../until.mjs';

/** Starts `driver`, which starts `browser`; returns `{ send(name, parameters), stop() }` of a WebDriver session. */
export async function startWebkit(driver, browser) {
  const screen = process.env.DISPLAY ? undefined : await display();
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: process.env.DISPLAY ?? screen.name,
    // No GPU in a container, and no sandbox for root; what a test opens is this site alone.
    LIBGL_ALWAYS_SOFTWARE: '1',
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  };
  const server = spawn(driver, [`--port=${port}`], { stdio: 'ignore', env });
  const base = `http://127.0.0.1:${port}`;
  let session = '';
  const stop = async () => {
    if (session) await ask('DELETE', session).catch(() => {});
    await end(server);
    await screen?.stop();
  };
  const ask = async (method, path, body) => {
    const response = await fetch(base + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    await until(() => fetch(`${base}/status`).then((r) => r.ok, () => false), 'WebKitWebDriver to listen');
    const options = { binary: browser, args: ['--automation'] };
    const made = await ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
    session = `/session/${made.sessionId}`;
  } catch (error) {
    await stop();
    throw error;
  }
  const send = (name, parameters = {}) => {
    const [method, path] = COMMANDS[name];
    const named = path.replace(/:(\w+)/, (_, key) => encodeURIComponent(parameters[key]));
    return ask(method, session + named, method === 'POST' ? parameters : undefined);
  };
  return { send, stop };
}

/** WebDriver's commands by the names that Firefox gives them. */
const COMMANDS = {
  Navigate: ['POST', '/url'],
  ExecuteScript: ['POST', '/execute/sync'],
  SwitchToFrame: ['POST', '/frame'],
  FindElement: ['POST', '/element'],
  ElementClick: ['POST', '/element/:id/click'],
  ElementSendKeys: ['POST', '/element/:id/value'],
  PerformActions: ['POST', '/actions'],
  SetWindowRect: ['POST', '/window/rect'],
  TakeScreenshot: ['GET', '/screenshot'],
};

/** A virtual screen with a number that nobody uses. */
async function display() {
  for (let n = 90; n < 190; n++) {
    if (existsSync(`/tmp/.X11-unix/X${n}`) || existsSync(`/tmp/.X${n}-lock`)) continue;
    const server = spawn('Xvfb', [`:${n}`, '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
    let failed;
    server.once('error', (error) => { failed = error; });
    server.once('exit', () => { failed ??= new Error('Xvfb ended'); });
    await until(() => failed || existsSync(`/tmp/.X11-unix/X${n}`), 'Xvfb to start');
    if (!failed) return { name: `:${n}`, stop: () => end(server) };
    if (failed.code === 'ENOENT') throw failed;
  }
  throw new Error('no free display for Xvfb');
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => done(port)); });
  });
}
