// <swell-board src title height start>fallback</swell-board>: see the README.
const dark = matchMedia('(prefers-color-scheme: dark)');

class SwellBoard extends HTMLElement {
  #frame;
  #theme;
  #mail = [];
  #root = this.attachShadow({ mode: 'open' });
  #seen = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && this.open(), { rootMargin: '300px' });
  #look = new MutationObserver(() => this.#follow());

  connectedCallback() {
    this.#root.replaceChildren(document.createElement('slot'));
    this.style.display ||= 'block';
    this.onclick = (event) => {
      if (this.#frame || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.open(true);
    };
    addEventListener('message', this);
    dark.addEventListener('change', this);
    this.#look.observe(document.documentElement, { attributes: true });
    if (this.getAttribute('start') !== 'click') this.#seen.observe(this);
  }

  disconnectedCallback() {
    removeEventListener('message', this);
    dark.removeEventListener('change', this);
    this.#look.disconnect();
    this.#frame = null;
  }

  open(runs) {
    if (this.#frame) return;
    const frame = this.#frame = document.createElement('iframe');
    const url = new URL(this.getAttribute('src'), document.baseURI);
    const add = (key, value) => RegExp(`[?#&]${key}=`).test(url) || (url.hash += `${url.hash && '&'}${key}=${value}`);
    const theme = this.#scheme();
    if (add('theme', theme) !== true) this.#theme = theme;
    if (runs) add('start', 'auto');
    frame.src = url;
    frame.title = this.title || 'Swell';
    frame.allow = 'clipboard-write';
    frame.style.cssText = `border:0;width:100%;height:${+this.getAttribute('height') || 480}px`;
    frame.onload = () => {
      frame.onload = null;
      this.#mail.splice(0).forEach((data) => frame.contentWindow.postMessage(data, '*'));
    };
    this.#root.replaceChildren(frame);
  }

  post(type, fields) {
    const data = { ...fields, ns: 'swell', v: 1, type };
    if (this.#frame?.onload === null) this.#frame.contentWindow.postMessage(data, '*');
    else this.#mail.push(data);
  }

  handleEvent({ source, data }) {
    const frame = this.#frame;
    if (!source) return this.#follow();
    if (source !== frame?.contentWindow || data?.ns !== 'swell' || data.v !== 1) return;
    if (data.type === 'ready' && !this.title) frame.title = data.title;
    if (data.type === 'resize' && !this.getAttribute('height')) frame.style.height = `${data.height}px`;
    this.dispatchEvent(new CustomEvent(`swell-${data.type}`, { detail: data, bubbles: true }));
  }

  #scheme() {
    const scheme = getComputedStyle(this).colorScheme;
    return /dark/.test(scheme) && (dark.matches || !/light/.test(scheme)) ? 'dark' : 'light';
  }

  #follow() {
    const theme = this.#scheme();
    if (this.#theme && theme !== this.#theme) this.post('set', { theme: this.#theme = theme });
  }
}

customElements.define('swell-board', SwellBoard);
