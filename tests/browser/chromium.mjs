// Finds and starts headless Chromium: the system's own, never a download.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

// No sandbox: containers and CI run as root. The rest keeps the browser from talking to anyone by itself.
const ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** A browser with a fresh profile. `extraArgs`: more command-line switches, for measurements. */
export function launch(extraArgs = []) {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error('no Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path');
  return chromium.launch({ executablePath, headless: true, args: [...ARGS, ...extraArgs] });
}
