// The crowd as plain numbers, read from Swell's page, and a page with one canvas that draws the same
// from them as simply as can be: the yardstick of P6.

/** Runs in Swell's page: what its picture is made of, in its own units. */
export function readPicture() {
  const host = document.querySelector('.stage-host').getBoundingClientRect();
  const board = document.querySelector('svg.board');
  const look = (element) => {
    const style = getComputedStyle(element);
    const colour = (value) => (value === 'none' ? null : value);
    return {
      fill: colour(style.fill), stroke: colour(style.stroke), width: parseFloat(style.strokeWidth),
      alpha: style.opacity * style.strokeOpacity, font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    };
  };
  const number = (element, name) => Number(element.getAttribute(name) ?? 0);
  const outline = (shape) => {
    const [x, y, w, h, rx, ry, r, cx, cy] = ['x', 'y', 'width', 'height', 'rx', 'ry', 'r', 'cx', 'cy'].map((name) => number(shape, name));
    if (shape.tagName === 'path') return { d: shape.getAttribute('d') };
    if (shape.tagName === 'rect') return { rect: [x, y, w, h, rx] };
    return { oval: [cx, cy, rx || r, ry || r] };
  };
  const { a, e, f } = board.querySelector(':scope > g').transform.baseVal.consolidate().matrix;
  const links = [...board.querySelectorAll('path.edge')].map((path) => ({ ...look(path), d: path.getAttribute('d') }));
  const none = { e: 0, f: 0, a: 1 };
  const place = (element) => element?.transform.baseVal.consolidate()?.matrix ?? none;
  // Frames, parts and servers: each a body with its texts, some with an icon.
  const nodes = [...board.querySelectorAll('g.zone, g.node, g.card')].flatMap((node) => {
    const body = node.querySelector(':scope > .body, :scope > rect');
    if (!body) return [];
    const { e: x, f: y } = place(node);
    const icon = node.querySelector('.node-icon');
    const { e, f, a: scale } = place(icon);
    const drawn = [...icon?.querySelectorAll('path, rect, circle, ellipse') ?? []];
    return [{
      x, y,
      body: { ...look(body), ...outline(body) },
      icon: { x: e, y: f, scale, shapes: drawn.map((shape) => ({ ...look(shape), ...outline(shape) })) },
      texts: [...node.querySelectorAll('text')].map((text) => ({
        ...look(text), x: number(text, 'x'), y: number(text, 'y'), text: text.textContent,
      })),
    }];
  });
  const root = getComputedStyle(document.documentElement);
  return {
    size: [host.width, host.height], view: [a, e, f], links, nodes,
    dot: { fill: root.getPropertyValue('--flow'), ring: root.getPropertyValue('--surface-0'), size: a < 0.7 ? 3 : 4 },
  };
}

/** The page; `window.__picture` is there before its script runs. */
export function plainCanvas(dots) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>plain canvas</title><link rel="icon" href="data:,">
<style>body{margin:0}</style><canvas></canvas><script>(${draw})(${dots})</script></html>`;
}

/** Runs in the plain page. */
function draw(DOTS) {
  const { size, view: [scale, left, top], links, nodes, dot } = window.__picture;
  const canvas = document.querySelector('canvas');
  [canvas.width, canvas.height] = size;
  const pen = canvas.getContext('2d');
  const outline = ({ d, rect, oval }) => {
    const path = new Path2D(d);
    if (rect) path.roundRect(...rect);
    if (oval) path.ellipse(...oval, 0, 0, 2 * Math.PI);
    return path;
  };
  const paint = ({ fill, stroke, width, alpha }, path) => {
    pen.globalAlpha = alpha;
    if (fill) { pen.fillStyle = fill; pen.fill(path); }
    if (stroke) { pen.strokeStyle = stroke; pen.lineWidth = width; pen.stroke(path); }
  };
  const lines = links.map((link) => ({ ...link, path: outline(link), at: link.d.match(/-?[\d.]+/g).map(Number) }));
  const cards = nodes.map(({ body, icon, ...node }) => ({
    ...node, body, path: outline(body), icon,
    shapes: icon.shapes.map((shape) => ({ ...shape, path: outline(shape) })),
  }));
  const started = performance.now();
  function frame(now) {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(scale, 0, 0, scale, left, top);
    pen.textAlign = 'center';
    for (const line of lines) paint(line, line.path);
    for (const card of cards) {
      pen.setTransform(scale, 0, 0, scale, left + card.x * scale, top + card.y * scale);
      paint(card.body, card.path);
      pen.globalAlpha = 1;
      for (const text of card.texts) {
        pen.font = text.font;
        pen.fillStyle = text.fill;
        pen.fillText(text.text, text.x, text.y);
      }
      pen.transform(card.icon.scale, 0, 0, card.icon.scale, card.icon.x, card.icon.y);
      for (const shape of card.shapes) paint(shape, shape.path);
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = dot.fill;
    pen.strokeStyle = dot.ring;
    pen.lineWidth = 1;
    for (let i = 0; i < DOTS; i++) {
      const [ax, ay, bx, by, cx, cy, dx, dy] = lines[i % lines.length].at;
      const t = ((now - started) / (1000 + (i * 7919) % 1000) + i / DOTS) % 1, u = 1 - t;
      const [k0, k1, k2, k3] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
      const x = left + scale * (ax * k0 + bx * k1 + cx * k2 + dx * k3);
      const y = top + scale * (ay * k0 + by * k1 + cy * k2 + dy * k3);
      pen.beginPath();
      pen.arc(x, y, dot.size, 0, 2 * Math.PI);
      pen.fill();
      pen.stroke();
    }
    requestAnimationFrame(frame);
  }
  requestAnimationFrame(frame);
  window.__swell = { drawing: true };
}
