// Senders that sign a time with the body.
import { JSON_, installed, require, seconds, unlessThrown } from './kit.mjs';
import Stripe from 'stripe';
import { Paddle } from '@paddle/paddle-node-sdk';
import { WorkOS } from '@workos-inc/node';
import * as sanity from '@sanity/webhook';
import hygraph from '@hygraph/utils';
import * as contentful from '@contentful/node-apps-toolkit';
import Orb from 'orb-billing';
import Metronome from '@metronome/sdk';
import * as retell from 'retell-sdk';
import Mux from '@mux/mux-node';
import { ElevenLabsClient } from '@elevenlabs/elevenlabs-js';
import { WebhookSignature as Fintoc } from 'fintoc';
import { WebflowClient } from 'webflow-api';
import { WebhooksManager } from 'box-node-sdk/managers/webhooks';
import { AwsLambdaReceiver } from '@zoom/rivet/meetings';
import { v2 as cloudinary } from 'cloudinary';
import { verifyRequestSignature } from '@slack/events-api';
const { verifySlackRequest } = require(installed('@slack/bolt/dist/receivers/verify-request.js'));
const sinch = require(installed('@sinch/sdk-client/dist/utils/authorization.helper.js'));
const { EventSubHttpBase } = await import(installed('@twurple/eventsub-http/lib/EventSubHttpBase.js'));

const SECRET = 'signing secret';
const LONG = 'x'.repeat(64);
const stripe = new Stripe('sk_test_1');
const paddle = new Paddle('k');
const workos = new WorkOS('sk_1');
const orb = new Orb({ apiKey: 'k', webhookSecret: SECRET });
const metronome = new Metronome({ bearerToken: 'k', webhookSecret: SECRET });
const mux = new Mux({ tokenId: 'i', tokenSecret: 's', webhookSecret: SECRET });
const elevenlabs = new ElevenLabsClient({ apiKey: 'k' });
const webflow = new WebflowClient({ accessToken: 'k' });

const row = (preset, name, more) => ({ preset, package: name, secret: SECRET, headers: JSON_, ...more });
const pathOf = (url) => new URL(url).pathname + new URL(url).search;

function cloudinaryRow(preset, algorithm) {
  const configure = (r) => cloudinary.config({ cloud_name: 'c', api_key: 'k', api_secret: r.secret, signature_algorithm: algorithm });
  return row(preset, 'cloudinary', {
    sign: (r) => {
      configure(r);
      const time = seconds(r.now);
      const signature = cloudinary.utils.webhook_signature(r.body, time, { api_secret: r.secret, signature_algorithm: algorithm });
      return { headers: { 'X-Cld-Signature': signature, 'X-Cld-Timestamp': String(time) } };
    },
    verify: (r) => {
      configure(r);
      return cloudinary.utils.verifyNotificationSignature(r.body, Number(r.headers['x-cld-timestamp']), r.headers['x-cld-signature']);
    },
  });
}

export default [
  row('stripe', 'stripe', {
    secret: 'whsec_test_secret',
    body: '{"id":"evt_1","object":"event","type":"charge.failed","data":{"note":"gate \u00e9"}}',
    sign: (r) => ({
      headers: { 'Stripe-Signature': stripe.webhooks.generateTestHeaderString({ payload: r.body, secret: r.secret, timestamp: seconds(r.now) }) },
    }),
    verify: unlessThrown((r) => stripe.webhooks.constructEvent(r.body, r.headers['stripe-signature'], r.secret)),
  }),
  row('slack', '@slack/bolt', {
    verify: unlessThrown((r) =>
      verifySlackRequest({
        signingSecret: r.secret,
        body: r.body,
        headers: {
          'x-slack-signature': r.headers['x-slack-signature'],
          'x-slack-request-timestamp': Number(r.headers['x-slack-request-timestamp']),
        },
      })),
  }),
  row('slack', '@slack/events-api', {
    verify: (r) =>
      verifyRequestSignature({
        signingSecret: r.secret,
        requestSignature: r.headers['x-slack-signature'],
        requestTimestamp: r.headers['x-slack-request-timestamp'],
        body: r.body,
      }),
  }),
  row('paddle', '@paddle/paddle-node-sdk', {
    verify: (r) => paddle.webhooks.isSignatureValid(r.body, r.secret, r.headers['paddle-signature']),
  }),
  row('workos', '@workos-inc/node', {
    sign: async (r) => ({
      headers: { 'WorkOS-Signature': `t=${r.now}, v1=` + (await workos.webhooks.computeSignature(String(r.now), JSON.parse(r.body), r.secret)) },
    }),
    verify: (r) => workos.webhooks.verifyHeader({ payload: JSON.parse(r.body), sigHeader: r.headers['workos-signature'], secret: r.secret }),
  }),
  row('sanity', '@sanity/webhook', {
    sign: async (r) => ({ headers: { 'sanity-webhook-signature': await sanity.encodeSignatureHeader(r.body, r.now, r.secret) } }),
    verify: (r) => sanity.isValidSignature(r.body, r.headers['sanity-webhook-signature'], r.secret),
  }),
  row('hygraph', '@hygraph/utils', {
    headers: { ...JSON_, 'gcms-signature': 'env=master' },
    sign: (r) => ({ headers: { 'gcms-signature': hygraph.generateWebhookSignature({ rawPayload: r.body, secret: r.secret }) } }),
    verify: (r) => hygraph.verifyWebhookSignature({ rawPayload: r.body, signature: r.headers['gcms-signature'], secret: r.secret }),
  }),
  row('contentful', '@contentful/node-apps-toolkit', {
    secret: LONG,
    headers: { ...JSON_, 'X-Contentful-Topic': 'ContentManagement.Entry.publish' },
    sign: (r) => ({
      headers: contentful.signRequest(r.secret, { method: r.method, path: pathOf(r.url), headers: r.headers, body: r.body }, r.now),
    }),
    verify: (r) => contentful.verifyRequest(r.secret, { method: r.method, path: pathOf(r.url), headers: r.headers, body: r.body }),
  }),
  row('orb', 'orb-billing', { verify: unlessThrown((r) => orb.webhooks.verifySignature(r.body, r.headers)) }),
  row('metronome', '@metronome/sdk', { verify: unlessThrown((r) => metronome.webhooks.verifySignature(r.body, r.headers)) }),
  row('retell', 'retell-sdk', {
    sign: async (r) => ({ headers: { 'X-Retell-Signature': await retell.sign(r.body, r.secret) } }),
    verify: (r) => retell.verify(r.body, r.secret, r.headers['x-retell-signature']),
  }),
  row('mux', '@mux/mux-node', { verify: unlessThrown((r) => mux.webhooks.verifySignature(r.body, r.headers)) }),
  row('elevenlabs', '@elevenlabs/elevenlabs-js', {
    verify: unlessThrown((r) => elevenlabs.webhooks.constructEvent(r.body, r.headers['elevenlabs-signature'], r.secret)),
  }),
  row('fintoc', 'fintoc', { verify: unlessThrown((r) => Fintoc.verifyHeader(r.body, r.headers['fintoc-signature'], r.secret)) }),
  row('webflow', 'webflow-api', { verify: (r) => webflow.webhooks.verifySignature({ headers: r.headers, body: r.body, secret: r.secret }) }),
  row('box', 'box-node-sdk', {
    headers: { ...JSON_, 'BOX-SIGNATURE-VERSION': '1', 'BOX-SIGNATURE-ALGORITHM': 'HmacSHA256' },
    verify: (r) => WebhooksManager.validateMessage(r.body, r.headers, r.secret),
  }),
  cloudinaryRow('cloudinary', 'sha1'),
  cloudinaryRow('cloudinary-sha256', 'sha256'),
  row('zoom', '@zoom/rivet', {
    body: '{"event":"meeting.started","event_ts":1,"payload":{"topic":"gate \u00e9"}}',
    verify: async (r) => {
      const handler = new AwsLambdaReceiver({ webhooksSecretToken: r.secret }).start();
      return (await handler({ body: r.body, headers: r.headers, isBase64Encoded: false }, {})).statusCode === 200;
    },
  }),
  row('sinch', '@sinch/sdk-client', {
    headers: { ...JSON_, 'x-sinch-webhook-signature-nonce': '01FJA8B4A7BM43YGWSG9GBV067' },
    verify: (r) => sinch.validateWebhookSignature(r.secret, r.headers, r.body),
  }),
  row('twitch', '@twurple/eventsub-http', {
    headers: { ...JSON_, 'Twitch-Eventsub-Message-Type': 'notification', 'Twitch-Eventsub-Subscription-Type': 'stream.online' },
    body: '{"subscription":{"status":"enabled"},"event":{"note":"gate \u00e9"}}',
    verify: (r) =>
      EventSubHttpBase.prototype._verifyData.call(
        { _secret: r.secret },
        r.headers['twitch-eventsub-message-id'],
        r.headers['twitch-eventsub-message-timestamp'],
        r.body,
        r.headers['twitch-eventsub-message-signature'],
      ),
  }),
];
