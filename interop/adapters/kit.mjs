// What adapters share.
import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Loads a module as CommonJS, also one that its package does not export. */
export const require = createRequire(new URL('../package.json', import.meta.url));

/** A file of an installed package, by its path, whatever the package exports. */
export const installed = (path) => new URL('../node_modules/' + path, import.meta.url).pathname;

export const versionOf = (name) =>
  JSON.parse(readFileSync(installed(name + '/package.json'), 'utf8')).version;

/** Beyond ASCII, so that bytes and characters differ; one letter of "gate" is what gets changed. */
export const BODY = '{"id":"evt_1","type":"thing.made","data":{"note":"gate \u00e9 \u2602"}}';
export const URL_ = 'https://a.example/hook';
export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
export const JSON_ = { 'Content-Type': 'application/json' };

/** A key of Standard Webhooks, 24 bytes. */
export const WHSEC = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';

export const seconds = (now) => Math.floor(now / 1000);

/** Accepted if nothing is thrown. */
export const unlessThrown = (verify) => async (request) => {
  await verify(request);
  return true;
};

/** A new pair of keys: the private one as PEM, the public one as PEM, DER in base64 and, for Ed25519, its bytes. */
export function keys(type, options) {
  const { privateKey, publicKey } = generateKeyPairSync(type, options);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }),
    publicDer: der.toString('base64'),
    publicBytes: der.subarray(-32),
  };
}

/** A request as node:http hands it over, with its body to be read. */
export async function incoming(request) {
  const { Readable } = await import('node:stream');
  const stream = Readable.from([Buffer.from(request.body)]);
  const { pathname, search } = new URL(request.url);
  return Object.assign(stream, {
    method: request.method,
    url: pathname + search,
    headers: request.headers,
  });
}
