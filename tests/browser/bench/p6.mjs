// P6: frame time of a crowded scene, over a plain canvas that draws the same.
//
// The page draws on `?draw=PARTS,LINKS,DOTS`: that many, all dots moving, past the loader and its limits, and sets
// `window.__swell.drawing = true`. Frames are not held to the screen's rate here, so the gap between two of them is
// what one costs, painting included.
import { withSite } from './site.mjs';

const [PARTS, LINKS, DOTS] = [60, 90, 2000];
const FRAMES = 240;
const UNHELD = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export function measure(rounds) {
  return withSite({ '/': plainCanvas() }, UNHELD, async ({ browser, site, other }) => {
    const ratios = [];
    for (let round = 0; round < rounds; round++) {
      const plain = await frameTime(browser, other.url);
      const swell = await frameTime(browser, `${site.url}?lang=en&draw=${PARTS},${LINKS},${DOTS}`);
      ratios.push(swell / plain);
    }
    return { P6: ratios };
  });
}

/** Median milliseconds from frame to frame once the scene is drawn. */
async function frameTime(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => window.__swell?.drawing === true, undefined, { timeout: 5_000 })
    .catch(() => { throw new Error('the page does not answer ?draw=… (window.__swell.drawing) yet'); });
  const gaps = await page.evaluate((count) => new Promise((done) => {
    const gaps = [];
    let last;
    const next = (now) => {
      if (last !== undefined) gaps.push(now - last);
      last = now;
      if (gaps.length < count) requestAnimationFrame(next);
      else done(gaps);
    };
    requestAnimationFrame(next);
  }), FRAMES);
  await context.close();
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)];
}

/** The same amount of everything on one canvas, drawn as simply as can be: boxes with a label, lines, dots. */
function plainCanvas() {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>plain canvas</title><link rel="icon" href="data:,">
<style>body{margin:0}</style><canvas width="1440" height="900"></canvas><script>
const [PARTS, LINKS, DOTS] = [${PARTS}, ${LINKS}, ${DOTS}];
const pen = document.querySelector('canvas').getContext('2d');
const parts = Array.from({ length: PARTS }, (_, i) => ({ x: 20 + (i % 10) * 142, y: 30 + Math.floor(i / 10) * 145 }));
const links = Array.from({ length: LINKS }, (_, i) => [parts[i % PARTS], parts[(i * 7 + 11) % PARTS]]);
function draw(now) {
  pen.clearRect(0, 0, 1440, 900);
  pen.strokeStyle = '#77828E';
  pen.beginPath();
  for (const [a, b] of links) { pen.moveTo(a.x + 50, a.y + 30); pen.lineTo(b.x + 50, b.y + 30); }
  pen.stroke();
  pen.font = '12px sans-serif';
  for (const [i, part] of parts.entries()) {
    pen.fillStyle = '#F4F6F8'; pen.fillRect(part.x, part.y, 100, 60);
    pen.strokeRect(part.x, part.y, 100, 60);
    pen.fillStyle = '#1B222A'; pen.fillText('part ' + i, part.x + 8, part.y + 34);
  }
  pen.fillStyle = '#2785E5';
  for (let i = 0; i < DOTS; i++) {
    const [a, b] = links[i % LINKS];
    const t = (now / 2000 + i / DOTS) % 1;
    pen.fillRect(a.x + 48 + (b.x - a.x) * t, a.y + 28 + (b.y - a.y) * t, 4, 4);
  }
  requestAnimationFrame(draw);
}
requestAnimationFrame(draw);
window.__swell = { drawing: true };
</script>`;
}
