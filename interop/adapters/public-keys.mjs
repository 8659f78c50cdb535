// Senders that sign with a private key: Gatepost signs with one made here, the package knows the public one.
import { JSON_, keys, unlessThrown } from './kit.mjs';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { verifyKey } from 'discord-interactions';
import Telnyx from 'telnyx';

const ec = keys('ec', { namedCurve: 'P-256' });
const ed25519 = keys('ed25519');
const telnyx = new Telnyx({ apiKey: 'k', publicKey: ed25519.publicBytes.toString('base64') });
const sendgrid = new EventWebhook();

export default [
  {
    preset: 'sendgrid',
    package: '@sendgrid/eventwebhook',
    secret: ec.publicDer,
    gatepostSigner: ec.privatePem,
    headers: JSON_,
    body: '[{"sg_event_id":"1","event":"open","note":"gate \u00e9"}]\r\n',
    verify: (r) =>
      sendgrid.verifySignature(
        sendgrid.convertPublicKeyToECDSA(r.secret),
        r.body,
        r.headers['x-twilio-email-event-webhook-signature'],
        r.headers['x-twilio-email-event-webhook-timestamp'],
      ),
  },
  {
    preset: 'discord',
    package: 'discord-interactions',
    secret: ed25519.publicBytes.toString('hex'),
    gatepostSigner: ed25519.privatePem,
    headers: JSON_,
    body: '{"id":"1","type":2,"data":{"note":"gate \u00e9"}}',
    verify: (r) => verifyKey(r.body, r.headers['x-signature-ed25519'], r.headers['x-signature-timestamp'], r.secret),
  },
  {
    preset: 'telnyx',
    package: 'telnyx',
    secret: ed25519.publicBytes.toString('base64'),
    gatepostSigner: ed25519.privatePem,
    headers: JSON_,
    verify: unlessThrown((r) => telnyx.webhooks.unwrap(r.body, { headers: r.headers })),
  },
];
