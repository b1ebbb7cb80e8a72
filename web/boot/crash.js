// The last screen, without the program.
const DRAFT = 'swell.draft.2.';
const CRASH = 'swell.crash.1';
const TAB = 'swell.tab.1';
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

/** The boards of the drafts, newest first. */
function drafts() {
  const all = Object.entries(localStorage).filter(([key]) => key.startsWith(DRAFT)).map(([, text]) => text.split(/\n(.*)/s));
  return all.sort(([a], [b]) => b - a).map(([, board]) => board);
}

/** Sees to it that the board is among the drafts, and that the next start offers it. Returns whether it does. */
function keep(board) {
  // A frame belongs to its article.
  if (parent !== window) return false;
  localStorage.setItem(CRASH, '1');
  if (board && !drafts().includes(board)) {
    const key = DRAFT + Date.now().toString(16);
    localStorage.setItem(key, `${Date.now()}\n${board}`);
    sessionStorage.setItem(TAB, key);
  }
  return drafts().length > 0;
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
  // As it was when the program stopped, else the newest draft of this browser.
  const board = globalThis.__swell?.board;
  const isKept = allowed(() => keep(board));
  const text = board ?? allowed(() => drafts()[0]);
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
