// Firefox by its own remote protocol: WebDriver's commands over a socket, without geckodriver in between.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.mjs';

// A profile that talks to nobody by itself and asks nothing.
const PREFS = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** Starts `program`; returns `{ send(name, parameters), stop() }` of a WebDriver session. */
export async function startFirefox(program) {
  const profile = await mkdtemp(join(tmpdir(), 'swell-firefox-'));
  const prefs = Object.entries(PREFS).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), prefs.join('\n'));
  const browser = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], { stdio: 'ignore' });
  const ended = once(browser, 'exit');
  const stop = async () => {
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await until(() => readFile(join(profile, 'MarionetteActivePort'), 'utf8').then(Number, () => 0), 'Firefox to listen', 60_000);
    const line = await converse(port);
    await line('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    return { send: (name, parameters = {}) => line(`WebDriver:${name}`, parameters), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A connection that answers one command after the other. Packets are `length:json`. */
async function converse(port) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const waiting = new Map();
  let [bytes, next] = [Buffer.alloc(0), 1];
  socket.on('data', (more) => {
    bytes = Buffer.concat([bytes, more]);
    for (;;) {
      const colon = bytes.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(bytes.subarray(0, colon));
      if (bytes.length < end) return;
      const packet = JSON.parse(bytes.subarray(colon + 1, end));
      bytes = bytes.subarray(end);
      if (!Array.isArray(packet)) continue;
      const [, id, error, result] = packet;
      const { done, fail } = waiting.get(id);
      waiting.delete(id);
      if (error) fail(new Error(`${error.error}: ${error.message}`));
      else done(result && 'value' in result ? result.value : result);
    }
  });
  const lost = () => waiting.forEach(({ fail }) => fail(new Error('Firefox has gone')));
  socket.on('close', lost).on('error', lost);
  return (name, parameters) => new Promise((done, fail) => {
    const id = next++;
    waiting.set(id, { done, fail });
    const text = Buffer.from(JSON.stringify([0, id, name, parameters]));
    socket.write(`${text.length}:`);
    socket.write(text);
  });
}
