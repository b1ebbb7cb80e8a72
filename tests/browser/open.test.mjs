// The page opens below a sub-path and runs by itself: in both languages and themes, on a phone, in a sandboxed frame.
import assert from 'node:assert/strict';
import { axe, browserTest, waitFor } from './harness.mjs';
import { clock, started } from './board.mjs';

const LOOKS = {
  'on a desktop, light, English': { lang: 'en' },
  'on a desktop, dark, Korean': { lang: 'ko', theme: 'dark' },
  'on a phone, Korean': { size: 'phone', lang: 'ko' },
};

for (const [name, look] of Object.entries(LOOKS)) {
  browserTest(`opens and runs ${name}`, look, async ({ app }) => {
    await started(app);
    const before = await clock(app);
    await waitFor(async () => (await clock(app)) > before, 'simulated time to run');
  });
}

browserTest('waits for a click in a sandboxed frame, then runs', { framed: true, lang: 'en', options: { embed: 1 } }, async ({ app }) => {
  await app.getByRole('button', { name: 'Run it' }).click();
  await started(app);
});

browserTest('starts paused and shows no dots with reduced motion', { lang: 'ko', reducedMotion: true }, async ({ app }) => {
  await started(app);
  const before = await clock(app);
  await app.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await clock(app), before);
});

browserTest('requests move on the canvas', { lang: 'en' }, async ({ app }) => {
  await started(app);
  const painted = () => app.evaluate(() => {
    const canvas = document.querySelector('canvas.dots');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    let sum = 0;
    for (let n = 3; n < pixels.length; n += 4) if (pixels[n] > 0) sum += n;
    return sum;
  });
  const first = await waitFor(painted, 'the first dots');
  await waitFor(async () => { const now = await painted(); return now > 0 && now !== first; }, 'the dots to move');
});

for (const theme of ['light', 'dark']) {
  browserTest(`has no accessibility violation, ${theme}`, { lang: 'en', theme }, async ({ app }) => {
    await started(app);
    await axe(app);
  });
}
