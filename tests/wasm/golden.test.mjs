// The golden runs of the preset boards have the same fingerprints in wasm, under Node and in Chromium, as natively.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { run } from './run.mjs';

const MODULE = process.env.SWELL_WASM;
assert.ok(MODULE, 'run this by "cargo xtask test wasm": it builds the module');

const { runs } = JSON.parse(await readFile(new URL('../golden/fingerprints.json', import.meta.url)));
const questions = runs.map(({ document, seed, until_s }) => ({ document, seed, until_s }));
const expected = runs.map(({ fingerprint }) => fingerprint);

for (const chromium of [false, true]) {
  test(`golden runs in ${chromium ? 'Chromium' : 'Node'} equal the native ones`, async () => {
    const lines = await run(MODULE, questions, { verb: 'golden', chromium });
    assert.deepEqual(lines.map(({ fingerprint, error }) => error ?? fingerprint), expected);
  });
}

test('a bad document is answered, not trapped', async () => {
  const [line] = await run(MODULE, [{ document: { format: 1, parts: [{ id: 1 }] }, seed: 1, until_s: 1 }], { verb: 'golden' });
  assert.match(line.error, /parts\[0\]\.kind/);
});
