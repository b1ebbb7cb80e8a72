// The page opens below a sub-path: in both languages and themes, on a phone, and in a sandboxed frame.
import { axe, browserTest, waitFor } from './harness.mjs';

const LOOKS = {
  'on a desktop, light, English': { lang: 'en' },
  'on a desktop, dark, Korean': { lang: 'ko', theme: 'dark' },
  'on a phone, Korean, with reduced motion': { size: 'phone', lang: 'ko', reducedMotion: true },
  'in a sandboxed frame of another origin': { framed: true, lang: 'en', options: { embed: 1 } },
};

for (const [name, look] of Object.entries(LOOKS)) {
  browserTest(`opens ${name}`, look, ({ app }) => started(app));
}

browserTest('has no accessibility violation', { lang: 'en' }, async ({ app }) => {
  await started(app);
  await axe(app);
});

/** The heading is there and the wasm module has run (trunk's loader then sets `wasmBindings`). */
async function started(app) {
  const heading = app.getByRole('heading', { name: /Swell/ }).first();
  await waitFor(() => heading.isVisible(), 'a heading with "Swell"');
  await waitFor(() => app.evaluate(() => window.wasmBindings !== undefined), 'the wasm module to start');
}
