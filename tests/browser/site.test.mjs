// What the built site holds besides the page: nothing of the machine that built it, and everybody's licence.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DIST } from './server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const files = () => readdirSync(DIST, { recursive: true }).filter((name) => statSync(join(DIST, name)).isFile());

test('no file of the site names a path of the machine that built it', () => {
  const own = [ROOT, homedir(), process.env.CARGO_HOME, process.env.RUSTUP_HOME].filter((path) => path && path.length > 1);
  const shapes = [/\/(?:home|root|Users)\/[\w.-]+/, /[A-Z]:\\Users\\/, /\.(?:cargo|rustup)[/\\]/];
  const names = files();
  assert.ok(names.some((name) => name.endsWith('.wasm')), `no module in ${DIST}`);
  for (const name of names) {
    const text = readFileSync(join(DIST, name), 'latin1');
    for (const path of own) assert.ok(!text.includes(path), `${name} names ${path}`);
    // Licences are other people's texts.
    if (name.endsWith('.txt')) continue;
    for (const shape of shapes) assert.equal(shape.exec(text)?.[0], undefined, name);
  }
});

test('the licences of the packages ship with the site', () => {
  const file = join(DIST, 'THIRD-PARTY-NOTICES.txt');
  assert.ok(existsSync(file), 'no notices');
  const text = readFileSync(file, 'utf8');
  for (const name of ['leptos ', 'wasm-bindgen ', 'serde_json ', 'the Rust standard library']) {
    assert.ok(text.includes(`\n${name}`), name);
  }
  assert.match(text, /Permission is hereby granted, free of charge/);
});
