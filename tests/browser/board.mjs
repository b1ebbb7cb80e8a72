// What tests say about a board, in its own words, for the selectors of today's page.
import { waitFor } from './harness.mjs';

/** The board has come to its first picture: the pre-roll is over. */
export async function started(app) {
  await stands(app);
  await waitFor(async () => (await clock(app)) >= 0, 'the first picture', 20_000);
}

/** The page has drawn its board, whose pre-roll may go on. */
export async function stands(app) {
  await waitFor(() => app.locator('.stage svg.board').isVisible().catch(() => false), 'the board', 20_000);
}

/** Simulated seconds since the first picture. */
export async function clock(app) {
  const text = await app.locator('.clock').first().innerText();
  const [, sign, h, m, s] = /([+−-])(\d+):(\d+):(\d+)/.exec(text) ?? [];
  const seconds = Number(h) * 3600 + Number(m) * 60 + Number(s);
  return sign === '+' ? seconds : -seconds;
}

/** Sets one of the toolbar's speeds by its text, such as '300×'. */
export const speed = (app, text) => app.getByRole('button', { name: text, exact: true }).first().click();

/** Servers on the stage. */
export const servers = (app) => app.locator('.stage [id^="i-"]').count();

/** Parts on the stage. */
export const parts = (app) => app.locator('.stage [id^="n-"]').count();

/** The element of a part by its id in the document. */
export const part = (app, id) => app.locator(`#n-${id}`);

/** Pauses, if time runs. */
export async function pause(app) {
  const button = app.getByRole('button', { name: /Pause|일시정지/ }).first();
  if (await button.isVisible()) await button.click();
}

/**
 * Opens a line from the inspector of a part, by a key, and waits until its own page is there: the part's page has a Delete
 * of its own, which leaves with it.
 */
export async function openLine(app, hasText) {
  await app.locator('.own-links button', { hasText }).first().press('Enter');
  await waitFor(() => app.locator('.link-ends').isVisible(), 'the line in the inspector');
}

/** Runs to the next decision, and waits until time stands there. */
export async function decide(app, page) {
  const before = await clock(app);
  let last;
  await page.keyboard.press('Shift+.');
  await waitFor(async () => {
    const now = await clock(app);
    const stands = now !== before && now === last;
    last = now;
    return stands;
  }, 'the next decision', 30_000);
}
