// HTTP Message Signatures (RFC 9421).
import { createHash } from 'node:crypto';
import { JSON_, keys } from './kit.mjs';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';
import { Webhooks as MailChannels } from 'mailchannels-sdk';

const KEY = Buffer.from('0123456789abcdef0123456789abcdef');
const ed25519 = keys('ed25519');
const digest = (body) => 'sha-256=:' + createHash('sha256').update(body).digest('base64') + ':';

export default [
  {
    preset: 'rfc9421',
    package: 'http-message-signatures',
    secret: KEY.toString('base64'),
    headers: JSON_,
    sign: async (r) => {
      const signed = await httpbis.signMessage(
        { key: createSigner(KEY, 'hmac-sha256', 'key'), fields: ['content-digest'], params: ['created', 'keyid', 'alg'] },
        { method: r.method, url: r.url, headers: { 'Content-Digest': digest(r.body) } },
      );
      return { headers: signed.headers };
    },
    // The package leaves the digest to its user.
    verify: async (r) =>
      r.headers['content-digest'] === digest(r.body) &&
      (await httpbis.verifyMessage(
        { keyLookup: async () => ({ id: 'key', algs: ['hmac-sha256'], verify: createVerifier(KEY, 'hmac-sha256') }) },
        { method: r.method, url: r.url, headers: r.headers },
      )) === true,
  },
  {
    preset: 'mailchannels',
    package: 'mailchannels-sdk',
    secret: ed25519.publicDer,
    gatepostSigner: ed25519.privatePem,
    headers: JSON_,
    knownFault: 'the package takes no other label than `sig_NUMBER`, and wants `alg` and `keyid`, which RFC 9421 leaves to the sender',
    verify: (r) => MailChannels.verify({ payload: r.body, headers: r.headers, publicKey: ed25519.publicDer }),
  },
];
