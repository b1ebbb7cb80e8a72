// The same job gives the same line natively, in wasm under Node and in wasm in Chromium, and slicing changes nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { run } from './run.mjs';

const MODULE = process.env.SWELL_WASM;
const NATIVE = process.env.SWELL_BENCH;
assert.ok(MODULE && NATIVE, 'run these by "cargo xtask test wasm": it builds the module and the native runner');

/** What the run computed, without what the clock and the memory said. */
const result = ({ cpu, rss_kb, ...computed }) => computed;

/** Options of the native runner: `slice_us` is `--slice-us`. */
function natively(job) {
  const flags = Object.entries(job).flatMap(([key, value]) => [`--${key.replaceAll('_', '-')}`, String(value)]);
  try {
    return JSON.parse(execFileSync(NATIVE, flags, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));
  } catch (error) {
    return { error: error.stderr.trim().replace(/^bench: /, '') };
  }
}

async function everywhere(job) {
  const [inNode] = await run(MODULE, [job], { warmUp: false });
  const [inChromium] = await run(MODULE, [job], { warmUp: false, chromium: true });
  return { native: result(natively(job)), node: result(inNode), chromium: result(inChromium) };
}

const JOBS = [
  { job: 'mmc', c: 1, n: 100_000, seed: 7 },
  { job: 'mmc', c: 16, n: 100_000, seed: 7 },
  { job: 'web', n: 100_000, seed: 7 },
  { job: 'web', n: 100_000, seed: 7, scale: 8 },
];

for (const engine of ['loop', 'swell']) {
  for (const job of JOBS) {
    const name = `${job.job} ${job.c ?? ''}${job.scale ? `times ${job.scale}` : ''} by ${engine} is the same everywhere`;
    test(name, async () => {
      const lines = await everywhere({ ...job, engine });
      assert.match(lines.node.hash, /^[0-9a-f]{16}$/);
      assert.equal(lines.node.void, false, 'a mean is too far from its exact answer');
      assert.deepEqual(lines.node, lines.native);
      assert.deepEqual(lines.chromium, lines.native);
      if (engine !== 'swell') return undefined;
      const [sliced] = await run(MODULE, [{ ...job, engine, slice_us: 16_667 }], { warmUp: false });
      return assert.deepEqual(result(sliced), lines.native, 'slicing must change nothing');
    });
  }
}

test('a wrong question is answered, not trapped', async () => {
  const [line] = await run(MODULE, [{ job: 'tea', engine: 'loop' }], { warmUp: false });
  assert.match(line.error, /tea/);
});
