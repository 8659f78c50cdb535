// Plays the senders' own packages for the Java side: one request in JSON a line on standard input, one answer a line on standard output.
import { createInterface } from 'node:readline';
import { readdirSync } from 'node:fs';
import { BODY, URL_, versionOf } from './adapters/kit.mjs';

// Packages that log would break the lines.
const out = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const rows = [];

async function load() {
  for (const file of readdirSync(new URL('adapters', import.meta.url)).sort()) {
    if (file === 'kit.mjs') continue;
    rows.push(...(await import('./adapters/' + file)).default);
  }
}

const DEFAULTS = { method: 'POST', url: URL_, body: BODY, headers: {}, change: { from: 'gate', to: 'gath' } };

const operations = {
  node: () => process.version,
  payloads: async () => (await import('./payloads.mjs')).default,
  rows: async () => {
    await load();
    return rows.map((row) => ({
      ...DEFAULTS,
      ...row,
      version: versionOf(row.package),
      sign: Boolean(row.sign),
      verify: Boolean(row.verify),
    }));
  },
  sign: async ({ row, now }) => {
    const r = { ...DEFAULTS, ...rows[row], now };
    const signed = await rows[row].sign({ ...r, headers: { ...r.headers } });
    return { method: r.method, url: r.url, body: r.body, ...signed, headers: { ...r.headers, ...signed.headers } };
  },
  verify: async ({ row, request }) => {
    const body = Buffer.from(request.body, 'base64').toString('utf8');
    try {
      return { accepted: (await rows[row].verify({ ...request, body, secret: rows[row].secret })) === true };
    } catch (e) {
      return { accepted: false, reason: String(e?.message ?? e).split('\n')[0].slice(0, 200) };
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { op, ...input } = JSON.parse(line);
  let answer;
  try {
    answer = { answer: await operations[op](input) };
  } catch (e) {
    answer = { error: String(e?.stack ?? e) };
  }
  await new Promise((written) => out(JSON.stringify(answer) + '\n', written));
}
process.exit(0);
