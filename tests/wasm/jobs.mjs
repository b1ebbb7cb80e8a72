// Calls the wasm module: JSON in, JSON out. No Node and no browser API, so both load this very file.

/** Short calls before the measured one: a long first call runs in the baseline compiler's code, up to 1.9 times slower. */
const WARM_UP_CALLS = 12;
const WARM_UP_LENGTH = 20_000;
/** Of jobs that count simulated seconds or copies. */
const WARM_UP_LENGTHS = { board: 60, everything: 60, keyframes: 1 };

/** Runs each job in a fresh instance of one compiled module. `clock` returns seconds. */
export async function runJobs(bytes, jobs, clock, { verb = 'bench', warmUp = true } = {}) {
  const module = await WebAssembly.compile(bytes);
  if (warmUp && verb === 'bench') await warm(module, jobs);
  const lines = [];
  for (const job of jobs) {
    const instance = await WebAssembly.instantiate(module, {});
    const start = clock();
    const line = call(instance, verb, job);
    line.cpu = clock() - start;
    line.rss_kb = instance.exports.memory.buffer.byteLength / 1024;
    lines.push(line);
  }
  return lines;
}

/** Every kind of job in turn, so that the optimizing compiler has seen each before the clock runs. */
async function warm(module, jobs) {
  const kinds = new Map(jobs.map((job) => [[job.job, job.engine, job.c, job.scale].join(), job]));
  for (const job of kinds.values()) {
    const { exports } = await WebAssembly.instantiate(module, {});
    for (let i = 0; i < WARM_UP_CALLS; i++) {
      call({ exports }, 'bench', { ...job, n: Math.min(job.n ?? WARM_UP_LENGTH, WARM_UP_LENGTHS[job.job] ?? WARM_UP_LENGTH) });
      // Lets the compiler's background thread hand its code over.
      await new Promise((done) => setTimeout(done, 0));
    }
  }
}

/** One call of an export that takes and returns text. */
export function call({ exports }, verb, question) {
  const text = new TextEncoder().encode(JSON.stringify(question));
  const ptr = exports.alloc(text.length);
  new Uint8Array(exports.memory.buffer, ptr, text.length).set(text);
  const packed = BigInt.asUintN(64, exports[verb](ptr, text.length));
  const [at, length] = [Number(packed >> 32n), Number(packed & 0xffffffffn)];
  const answer = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, length));
  exports.dealloc(at, length);
  return JSON.parse(answer);
}
