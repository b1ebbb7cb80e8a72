// Bundles the yardstick for the browser: one page, one script, one style sheet, nothing from elsewhere.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** A map of path to text, as the server takes it. */
export async function flowPages() {
  const entry = fileURLToPath(new URL('yardstick.mjs', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, outdir: 'out', format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
  });
  const text = (end) => outputFiles.find((file) => file.path.endsWith(end)).text;
  return {
    '/flow': `<!doctype html><html lang="en"><meta charset="utf-8"><title>React Flow</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/flow.css"><style>body{margin:0}</style>
<div id="board"></div><script type="module" src="/flow.js"></script>`,
    '/flow.js': text('.js'),
    '/flow.css': text('.css'),
  };
}
