#!/usr/bin/env node
// Runs benchmark jobs (or golden runs) in the wasm module under Node or in headless Chromium.
//
//   node run.mjs [--chromium] [--golden] [--no-warm-up] MODULE.wasm '[{"job":"web","engine":"loop","n":1000000,"seed":1}, …]'
//
// Prints one JSON line per job, in order: what the module answered, plus `cpu` (processor seconds under Node, wall
// seconds in Chromium) and `rss_kb` (the size of the module's memory). Each job gets a fresh instance.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runJobs } from './jobs.mjs';

/** Runs `jobs` where asked and returns their lines. `options`: chromium, verb, warmUp. */
export async function run(modulePath, jobs, options = {}) {
  const bytes = await readFile(modulePath);
  if (options.chromium) return runInChromium(bytes, jobs, options);
  const clock = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
  return runJobs(bytes, jobs, clock, options);
}

/** The same two files, served from this machine to a page that runs them. */
async function runInChromium(bytes, jobs, options) {
  const { launch } = await import('../browser/chromium.mjs');
  const { serveFiles } = await import('../browser/server.mjs');
  const script = await readFile(new URL('jobs.mjs', import.meta.url));
  const server = await serveFiles(new Map([
    ['/', Buffer.from('<!doctype html><title>jobs</title>')],
    ['/jobs.mjs', script],
    ['/module.wasm', bytes],
  ]));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    return await page.evaluate(async ({ jobs, options }) => {
      const { runJobs } = await import('./jobs.mjs');
      const bytes = await (await fetch('module.wasm')).arrayBuffer();
      return runJobs(bytes, jobs, () => performance.now() / 1e3, options);
    }, { jobs, options });
  } finally {
    await browser.close();
    await server.close();
  }
}

async function main() {
  const words = process.argv.slice(2);
  const flags = words.filter((word) => word.startsWith('--'));
  const [modulePath, jobs] = words.filter((word) => !word.startsWith('--'));
  if (!modulePath || !jobs) throw new Error("usage: run.mjs [--chromium] [--golden] [--no-warm-up] MODULE.wasm '[JOB, …]'");
  const lines = await run(modulePath, JSON.parse(jobs), {
    chromium: flags.includes('--chromium'),
    verb: flags.includes('--golden') ? 'golden' : 'bench',
    warmUp: !flags.includes('--no-warm-up'),
  });
  for (const line of lines) console.log(JSON.stringify(line));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => { console.error(`run.mjs: ${error.message}`); process.exit(2); });
}
