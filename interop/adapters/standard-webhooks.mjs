// Senders that sign as Standard Webhooks or Svix say: one row of data each.
import { JSON_, WHSEC, seconds, unlessThrown } from './kit.mjs';
import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { validateWebhook } from 'replicate';
import { Resend } from 'resend';
import { verifyWebhook as clerk } from '@clerk/backend/webhooks';
import { webhooks as polar } from '@polar-sh/sdk/2026-10';
import Whop from '@whop/sdk';
import { WebhookHandler as Liveblocks } from '@liveblocks/node';
import { PrivyClient as PrivyServer } from '@privy-io/server-auth';
import { PrivyClient as PrivyNode } from '@privy-io/node';
import Dodo from 'dodopayments';
import Lithic from 'lithic';
import { SeamWebhook } from 'seam';
import { SeamWebhook as OldSeamWebhook } from '@seamapi/webhook';
import Finch from '@tryfinch/finch-api';

const PLAIN = 'key of no particular form';
const openai = new OpenAI({ apiKey: 'k', webhookSecret: WHSEC });
const anthropic = new Anthropic({ apiKey: 'k' });
const resend = new Resend('re_123');
const whop = new Whop({ apiKey: 'k', webhookKey: WHSEC.slice(6) });
const privyServer = new PrivyServer('app', 'secret');
const privyNode = new PrivyNode({ appId: 'app', appSecret: 'secret', webhookSigningSecret: WHSEC });
const dodo = new Dodo({ bearerToken: 'k', webhookKey: WHSEC });
const lithic = new Lithic({ apiKey: 'k', webhookSecret: WHSEC });
const finch = new Finch({ webhookSecret: WHSEC.slice(6) });

/** Signs by a class Webhook with sign(id, date, body), under headers that begin so. */
const signs = (Webhook, prefix) => (r) => ({
  headers: {
    [prefix + '-id']: 'msg_1',
    [prefix + '-timestamp']: String(seconds(r.now)),
    [prefix + '-signature']: new Webhook(r.secret).sign('msg_1', new Date(r.now), r.body),
  },
});
const standardSigns = signs(Standard, 'webhook');
const svixSigns = signs(Svix, 'svix');

const row = (preset, name, verify, more = {}) => ({
  preset,
  package: name,
  secret: WHSEC,
  headers: JSON_,
  verify: unlessThrown(verify),
  ...more,
});

async function polarVerifies(r) {
  try {
    await polar.validateEvent(r.body, r.headers, r.secret);
  } catch (e) {
    // Verified, and then of a type that the package does not know.
    if (!(e instanceof polar.PolarWebhookUnknownTypeError)) throw e;
  }
}

export default [
  row('standard-webhooks', 'standardwebhooks', (r) => new Standard(r.secret).verify(r.body, r.headers), { sign: standardSigns }),
  row('svix', 'svix', (r) => new Svix(r.secret).verify(r.body, r.headers), { sign: svixSigns }),
  row('standard-webhooks', 'svix', (r) => new Svix(r.secret).verify(r.body, r.headers), { sign: svixSigns }),
  row('supabase-auth-hooks', 'standardwebhooks', (r) => new Standard(r.secret).verify(r.body, r.headers), {
    sign: standardSigns,
    gatepostSecret: 'v1,' + WHSEC,
    note: 'as the documentation of Supabase says, the package gets the secret without `v1,`',
  }),
  row('openai', 'openai', (r) => openai.webhooks.unwrap(r.body, r.headers)),
  row('anthropic', '@anthropic-ai/sdk', (r) => anthropic.beta.webhooks.unwrap(r.body, { headers: r.headers, key: r.secret })),
  { ...row('replicate', 'replicate', () => {}), verify: (r) => validateWebhook({ headers: r.headers, body: r.body }, r.secret) },
  row('resend', 'resend', (r) =>
    resend.webhooks.verify({
      payload: r.body,
      headers: { id: r.headers['svix-id'], timestamp: r.headers['svix-timestamp'], signature: r.headers['svix-signature'] },
      webhookSecret: r.secret,
    })),
  row('clerk', '@clerk/backend', (r) =>
    clerk(new Request(r.url, { method: r.method, headers: r.headers, body: r.body }), { signingSecret: r.secret })),
  row('polar', '@polar-sh/sdk', polarVerifies, { note: 'a secret made since 2026-09-08' }),
  row('polar', '@polar-sh/sdk', polarVerifies, { secret: 'polar_whs_' + PLAIN, note: 'an older secret' }),
  row('whop', '@whop/sdk', (r) => whop.webhooks.unwrap(r.body, { headers: r.headers })),
  row('liveblocks', '@liveblocks/node', (r) => new Liveblocks(r.secret).verifyRequest({ headers: r.headers, rawBody: r.body }), {
    body: '{"type":"roomCreated","data":{"roomId":"gate \u00e9"}}',
  }),
  row('privy', '@privy-io/server-auth', (r) =>
    privyServer.verifyWebhook(
      JSON.parse(r.body),
      { id: r.headers['svix-id'], timestamp: r.headers['svix-timestamp'], signature: r.headers['svix-signature'] },
      r.secret,
    )),
  row('privy', '@privy-io/node', (r) => privyNode.webhooks().verify({ payload: r.body, headers: r.headers })),
  row('dodo-payments', 'dodopayments', (r) => dodo.webhooks.unwrap(r.body, { headers: r.headers })),
  row('lithic', 'lithic', (r) => lithic.webhooks.verifySignature(r.body, r.headers)),
  row('seam', 'seam', (r) => new SeamWebhook(r.secret).verify(r.body, r.headers)),
  row('seam', '@seamapi/webhook', (r) => new OldSeamWebhook(r.secret).verify(r.body, r.headers)),
  row('finch', '@tryfinch/finch-api', (r) => finch.webhooks.verifySignature(r.body, r.headers), { secret: WHSEC.slice(6) }),
];
