// Loads the application, and only when it is wanted: a frame waits for a click, so that an article
// with ten boards costs ten pictures and not ten programs. A file of its own (not inline), so that
// the content security policy needs no hash that changes with every build.
const tag = document.querySelector('script[data-wasm]');
const root = document.documentElement;
const poster = document.getElementById('poster');
const hash = new URLSearchParams(location.hash.slice(1));
const query = new URLSearchParams(location.search);
const option = (key) => hash.get(key) ?? query.get(key);

let asked = false;
const load = async () => {
  if (asked) return;
  asked = true;
  root.dataset.boot = 'loading';
  try {
    // Both files at once: the module does not have to arrive before the program is asked for.
    const program = fetch(new URL(tag.dataset.wasm, document.baseURI));
    const module = await import(new URL(tag.dataset.js, document.baseURI));
    await module.default({ module_or_path: program });
    root.dataset.boot = 'running';
  } catch (error) {
    // The poster stays and says why; a page that forbids WebAssembly still shows the picture.
    console.error(error);
    root.dataset.boot = 'failed';
    const why = document.getElementById('poster-why');
    if (why) why.textContent = String(error?.message ?? error).slice(0, 200);
  }
};

const framed = root.hasAttribute('data-embed');
const small = innerWidth < 320 || innerHeight < 240;
const start = option('start') ?? (framed ? 'click' : 'auto');
if (small) {
  // Below the smallest useful size the picture and a link are all there is; growing starts it.
  addEventListener('resize', () => innerWidth >= 320 && innerHeight >= 240 && load());
} else if (start === 'click') {
  root.dataset.boot = 'waiting';
  poster?.addEventListener('click', (e) => e.target.closest('a') || load());
} else if (start === 'visible' && 'IntersectionObserver' in window) {
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      seen.disconnect();
      load();
    }
  });
  seen.observe(poster ?? document.body);
} else {
  load();
}
