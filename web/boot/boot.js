// Loads the program when it is wanted.
const tag = document.querySelector('script[data-wasm]');
const root = document.documentElement;
const poster = document.getElementById('poster');
const hash = new URLSearchParams(location.hash.slice(1));
const query = new URLSearchParams(location.search);
const option = (key) => hash.get(key) ?? query.get(key);
const framed = parent !== window;

// What the page around this frame asks before the program is here, kept for the program.
const mail = [];
const hear = ({ source, data }) => {
  if (!framed || source !== parent || data?.ns !== 'swell' || mail.length > 99) return;
  mail.push(data);
  // Only below the smallest size there is nothing to play.
  if ((data.type === 'play' || data.type === 'step') && root.dataset.boot === 'waiting') load();
};
addEventListener('message', hear);

/** Which of the poster's reasons an error is. */
const reason = (error) => {
  if (typeof WebAssembly !== 'object' || error instanceof WebAssembly.CompileError) return 'wasm';
  if (!(error instanceof TypeError)) return 'error';
  // A file that could not be fetched; for a sandboxed frame every file is of another origin.
  return origin === 'null' ? 'origin' : 'script';
};

/** The program, or what the server says instead of it. */
const program = async () => {
  const answer = await fetch(new URL(tag.dataset.wasm, document.baseURI));
  if (!answer.ok) throw new TypeError(`${answer.status} ${answer.statusText}`);
  return answer;
};

let asked = false;
const load = async () => {
  if (asked) return;
  asked = true;
  root.dataset.boot = 'loading';
  const late = setTimeout(() => { root.dataset.why = 'late'; }, 5_000);
  try {
    // All at once, and the last screen before the program.
    const files = [import(new URL(tag.dataset.js, document.baseURI)), program(), import('./crash.js')];
    const [module, answer] = await Promise.all(files);
    await module.default({ module_or_path: answer });
    // The board has kinds that come with the second part of the program (web/src/platform/boot.rs).
    if (root.dataset.part === 'awaited') await new Promise((come) => addEventListener('part', come, { once: true }));
    if (root.dataset.part === 'lost') throw new TypeError('A part of the program could not be fetched.');
    root.dataset.boot = 'running';
    removeEventListener('message', hear);
    for (const data of mail.splice(0)) dispatchEvent(new MessageEvent('message', { data, source: parent }));
  } catch (error) {
    // The poster stays and says why; a page that forbids WebAssembly still shows the picture.
    console.error(error);
    root.dataset.boot = 'failed';
    root.dataset.why = reason(error);
    const why = document.getElementById('poster-why');
    if (why) why.textContent = String(error?.message ?? error).slice(0, 200);
  } finally {
    clearTimeout(late);
  }
};

/** Loads when the reader wants it: now, at a click, or when the board is seen (or clicked). */
const begin = () => {
  const start = option('start') ?? (framed || root.hasAttribute('data-embed') ? 'click' : 'auto');
  if (start !== 'click' && start !== 'visible') return load();
  root.dataset.boot = 'waiting';
  poster.addEventListener('click', async (event) => {
    if (event.target.closest('a')) return;
    root.dataset.asked = '';
    await load();
    // The button that had the focus is gone.
    document.getElementById('play')?.focus({ preventScroll: true });
  });
  if (start === 'click') return;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    load();
  });
  seen.observe(poster);
};

// The whole page of the same board, for where there is no room or no program.
const whole = new URL(location.href);
const rest = new URLSearchParams(hash);
for (const key of ['embed', 'start', 'lock', 'hide', 'clock']) {
  rest.delete(key);
  whole.searchParams.delete(key);
}
whole.hash = rest;
poster.querySelector('a').href = whole.href;

// Below the smallest useful size the picture and a link are all there is.
const isSmall = () => innerWidth < 320 || innerHeight < 240;
const grown = () => {
  if (isSmall()) return;
  removeEventListener('resize', grown);
  begin();
};
root.dataset.boot = 'small';
addEventListener('resize', grown);
grown();
