// The last screen. A program that panicked or ran into a trap cannot be relied upon any more, so this
// is the browser's own: it takes the page away from the program, shows the notice of index.html, and
// offers the board as the program wrote it down last (`__swell.board`, see platform/panic.rs).
const DRAFT = 'swell.draft.2.';
const CRASH = 'swell.crash.1';
// What the program may still hear of; whoever listened first, here, can stop it.
const EVENTS = ['pointerdown', 'pointermove', 'pointerup', 'click', 'wheel', 'keydown', 'keyup', 'input', 'change',
  'focusin', 'focusout', 'dragover', 'drop', 'resize', 'message', 'hashchange', 'storage', 'pagehide', 'visibilitychange'];

let hasStopped = false;
const deaf = (event) => { if (hasStopped && !event.target?.closest?.('#crash')) event.stopImmediatePropagation(); };
for (const name of EVENTS) addEventListener(name, deaf, true);

addEventListener('error', (event) => isOver(event.error) && stop(event.error));
addEventListener('unhandledrejection', (event) => isOver(event.reason) && stop(event.reason));

/** A trap ends the program; an error of the page's own does not. */
function isOver(error) {
  return error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack ?? ''));
}

/** The board's text: as it was when the program stopped, else the newest draft of this browser. */
function board() {
  if (globalThis.__swell?.board) return globalThis.__swell.board;
  const at = (text) => Number(text.split('\n', 1)[0]);
  const drafts = Object.entries(localStorage).filter(([key]) => key.startsWith(DRAFT)).map(([, text]) => text);
  const newest = drafts.sort((a, b) => at(b) - at(a))[0];
  return newest?.slice(newest.indexOf('\n') + 1);
}

/** `get()`, or nothing where the page may not: a sandboxed frame has no storage. */
function allowed(get) {
  try { return get(); } catch { return undefined; }
}

function stop(error) {
  if (hasStopped) return;
  hasStopped = true;
  // Its frames and timers would wake it up again.
  globalThis.requestAnimationFrame = globalThis.setTimeout = globalThis.queueMicrotask = () => 0;
  const notice = document.getElementById('crash');
  const text = allowed(board);
  const isKept = allowed(() => { localStorage.setItem(CRASH, '1'); return text && !globalThis.__swell?.isFramed; });
  for (const other of [...document.body.children]) if (other !== notice) other.remove();
  notice.querySelector('pre').textContent = globalThis.__swell?.panic ?? String(error?.message ?? error);
  notice.querySelector('.crash-kept').hidden = !isKept;
  const download = notice.querySelector('.crash-board');
  download.hidden = !text;
  if (text) {
    download.querySelector('a').href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    // A sandboxed frame drops downloads: the text can be copied there.
    download.querySelector('textarea').value = text;
  }
  notice.querySelector('button').addEventListener('click', () => location.reload());
  document.documentElement.dataset.boot = 'stopped';
  notice.hidden = false;
  notice.querySelector('h1').focus();
}
