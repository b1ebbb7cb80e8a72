// A static server on a free port of this machine, answering as a plain static host does.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built site. */
export const DIST = process.env.SWELL_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css',
  '.wasm': 'application/wasm', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.ico': 'image/x-icon', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
};

/**
 * Serves `folder` below `prefix`; everything else, the root included, is 404.
 *
 * `cors: false` leaves out the header that lets sandboxed frames load; `own(name)` may return a file that is not in the
 * folder; `change(name, body)` returns what is served instead of a file, or nothing where it is to be missing.
 */
export function serveFolder(folder, prefix = '/', { cors = true, own = () => undefined, change = (_, body) => body } = {}) {
  return serve(prefix, cors, async (path) => {
    if (!path.startsWith(prefix)) return undefined;
    const inside = path.slice(prefix.length);
    const name = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
    const file = normalize(join(folder, name));
    if (!file.startsWith(normalize(folder + sep))) return undefined;
    const body = own(name) ?? await readFile(file).then((found) => change(name, found), () => undefined);
    return body && { body, type: TYPES[extname(file)] };
  });
}

/** Serves a `Map` of path to bytes or text; `/` is a page. */
export function serveFiles(files) {
  return serve('/', true, async (path) => {
    const body = files.get(path);
    return body === undefined ? undefined : { body, type: TYPES[extname(path) || '.html'] };
  });
}

function serve(prefix, cors, find) {
  const server = createServer(async (request, response) => {
    const found = await find(decodeURIComponent(new URL(request.url, 'http://host').pathname));
    response.writeHead(found ? 200 : 404, {
      'content-type': found?.type ?? 'text/plain',
      // A sandboxed page has an opaque origin: its module scripts and wasm are cross-origin requests.
      ...(cors && { 'access-control-allow-origin': '*' }),
      'cache-control': 'no-store',
    });
    response.end(found?.body ?? 'not found');
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const origin = `http://127.0.0.1:${server.address().port}`;
      const close = () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); });
      done({ origin, url: origin + prefix, close });
    });
  });
}
