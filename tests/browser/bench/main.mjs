#!/usr/bin/env node
// node main.mjs p6|p7|p8 ROUNDS: measures the built site in Chromium and prints {"P7.fcp": [round, …], …} or {"error": …}.
// `cargo xtask bench` calls it and judges the figures.
const [what, rounds] = process.argv.slice(2);
try {
  const { measure } = await import(`./${what}.mjs`);
  console.log(JSON.stringify(await measure(Number(rounds))));
} catch (error) {
  console.log(JSON.stringify({ error: error.message }));
}
