// Senders that sign the body alone.
import { JSON_, incoming, installed, require, unlessThrown } from './kit.mjs';
import { Webhooks } from '@octokit/webhooks';
import * as octokit from '@octokit/webhooks-methods';
import XHub from 'x-hub-signature';
import expressXHub from 'express-x-hub';
import { WhatsAppAPI } from 'whatsapp-api-js';
import githubHandler from 'github-webhook-handler';
import '@shopify/shopify-api/adapters/node';
import { shopifyApi, ApiVersion } from '@shopify/shopify-api';
import Razorpay from 'razorpay';
import { validateSignature as line } from '@line/bot-sdk';
import { signatureHelper as kontent } from '@kontent-ai/webhook-helper';
import { StreamChat } from 'stream-chat';
import { StreamClient } from '@stream-io/node-sdk';
import * as gocardless from 'gocardless-nodejs/webhooks';
import Pusher from 'pusher';
import coinbase from 'coinbase-commerce-node';
import ModernTreasury from 'modern-treasury';
import { WebhookEventVerifier } from '@onfido/api';
import EasyPost from '@easypost/api';
import { verifyWebhookSignature as notion, signWebhookPayload } from '@notionhq/client';
import { Nango } from '@nangohq/node';
import { LinearWebhookClient } from '@linear/sdk/webhooks';
import { hmacValidator } from '@adyen/api-library';
const sinch = require(installed('@sinch/sdk-client/dist/utils/authorization.helper.js'));

const SECRET = 'It is a Secret to Everybody';
const HEX = '0123456789abcdef'.repeat(4);
const octokitWebhooks = new Webhooks({ secret: SECRET });
const github = githubHandler({ path: '/hook', secret: SECRET });
github.on('error', () => {});
const xhubMiddleware = expressXHub({ algorithm: 'sha1', secret: SECRET });
const whatsapp = new WhatsAppAPI({ token: 't', appSecret: SECRET, webhookVerifyToken: 'v' });
const xhub = (algorithm) => new XHub(algorithm, SECRET);
const shopify = shopifyApi({
  apiKey: 'k',
  apiSecretKey: SECRET,
  apiVersion: ApiVersion.October25 ?? Object.values(ApiVersion).at(-1),
  hostName: 'a.example',
  isEmbeddedApp: false,
  logger: { level: 0 },
});
const pusher = new Pusher({ appId: '1', key: 'key', secret: SECRET, cluster: 'eu' });
const streamChat = new StreamChat('key', SECRET);
const stream = new StreamClient('key', SECRET);
const treasury = new ModernTreasury({ apiKey: 'k', organizationID: 'o', webhookKey: SECRET });
const easypost = new EasyPost('k');
const nango = new Nango({ secretKey: SECRET });
const linear = new LinearWebhookClient(SECRET);
const adyen = new hmacValidator();

const row = (preset, name, header, more) => ({
  preset,
  package: name,
  secret: SECRET,
  headers: JSON_,
  ...more,
  ...(more.sign && { sign: async (r) => ({ headers: { [header]: await more.sign(r) } }) }),
});

/** The status that the handler answers. */
const handled = async (r) => {
  const request = await incoming(r);
  return new Promise((resolve) => {
    const response = { status: 0, writeHead: (status) => (response.status = status), end: () => resolve(response.status === 200) };
    github(request, response, () => resolve(false));
  });
};

const attached = async (r) => {
  const request = await incoming(r);
  request.header = (name) => r.headers[name.toLowerCase()];
  request.headers['content-length'] = String(Buffer.byteLength(r.body));
  return new Promise((resolve, reject) => xhubMiddleware(request, {}, (e) => (e ? reject(e) : resolve(request.isXHubValid()))));
};

export default [
  row('github', '@octokit/webhooks', 'X-Hub-Signature-256', {
    headers: { ...JSON_, 'X-GitHub-Event': 'star', 'X-GitHub-Delivery': '1' },
    sign: (r) => octokitWebhooks.sign(r.body),
    verify: (r) => octokitWebhooks.verify(r.body, r.headers['x-hub-signature-256']),
  }),
  row('github', '@octokit/webhooks-methods', 'X-Hub-Signature-256', {
    sign: (r) => octokit.sign(r.secret, r.body),
    verify: (r) => octokit.verify(r.secret, r.body, r.headers['x-hub-signature-256']),
  }),
  row('github', 'x-hub-signature', 'X-Hub-Signature-256', {
    sign: (r) => xhub('sha256').sign(r.body),
    verify: (r) => xhub('sha256').verify(r.headers['x-hub-signature-256'], r.body),
  }),
  row('meta', 'x-hub-signature', 'X-Hub-Signature-256', {
    sign: (r) => xhub('sha256').sign(r.body),
    verify: (r) => xhub('sha256').verify(r.headers['x-hub-signature-256'], r.body),
  }),
  row('github-sha1', 'github-webhook-handler', '', {
    headers: { ...JSON_, 'X-GitHub-Event': 'star', 'X-GitHub-Delivery': '1' },
    verify: handled,
  }),
  row('github-sha1', 'express-x-hub', '', { verify: attached }),
  row('meta', 'whatsapp-api-js', '', {
    body: '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":"gate \\u00e9"}]}]}',
    verify: (r) => whatsapp.verifyRequestSignature(r.body, r.headers['x-hub-signature-256']),
  }),
  row('shopify', '@shopify/shopify-api', '', {
    headers: {
      ...JSON_,
      'X-Shopify-Topic': 'orders/create',
      'X-Shopify-Shop-Domain': 'a.myshopify.com',
      'X-Shopify-API-Version': '2025-10',
      'X-Shopify-Webhook-Id': 'w-1',
    },
    verify: async (r) => (await shopify.webhooks.validate({ rawBody: r.body, rawRequest: await incoming(r), rawResponse: {} })).valid,
  }),
  row('razorpay', 'razorpay', '', {
    verify: (r) => Razorpay.validateWebhookSignature(r.body, r.headers['x-razorpay-signature'], r.secret),
  }),
  row('line', '@line/bot-sdk', '', {
    body: '{"destination":"U1","events":[{"type":"message","webhookEventId":"01","message":{"text":"gate \u00e9"}}]}',
    verify: (r) => line(r.body, r.secret, r.headers['x-line-signature']),
  }),
  row('kontent-ai', '@kontent-ai/webhook-helper', 'X-Kontent-ai-Signature', {
    sign: (r) => kontent.getHashFromString(r.body, r.secret),
    verify: (r) => kontent.isValidSignatureFromString(r.body, r.secret, r.headers['x-kontent-ai-signature']),
  }),
  row('getstream', 'stream-chat', '', { verify: (r) => streamChat.verifyWebhook(r.body, r.headers['x-signature']) }),
  row('getstream', '@stream-io/node-sdk', '', { verify: (r) => stream.verifyWebhook(r.body, r.headers['x-signature']) }),
  row('gocardless', 'gocardless-nodejs', '', {
    body: '{"events":[{"id":"EV1","resource_type":"mandates","action":"created","note":"gate \u00e9"}]}',
    verify: unlessThrown((r) => gocardless.verifySignature(r.body, r.secret, r.headers['webhook-signature'])),
  }),
  row('pusher-channels', 'pusher', '', {
    headers: { ...JSON_, 'X-Pusher-Key': 'key' },
    body: '{"time_ms":1,"events":[{"name":"channel_occupied","channel":"gate \u00e9"}]}',
    verify: (r) => pusher.webhook({ headers: r.headers, rawBody: r.body }).isValid(),
  }),
  row('coinbase-commerce', 'coinbase-commerce-node', 'X-CC-Webhook-Signature', {
    body: '{"id":"1","event":{"id":"e1","type":"charge:created","note":"gate \u00e9"}}',
    sign: (r) => coinbase.Webhook.computeSignature(r.body, r.secret),
    verify: unlessThrown((r) => coinbase.Webhook.verifyEventBody(r.body, r.headers['x-cc-webhook-signature'], r.secret)),
  }),
  row('modern-treasury', 'modern-treasury', 'X-Signature', {
    sign: (r) => treasury.webhooks.getSignature(r.body),
    verify: (r) => treasury.webhooks.validateSignature(r.body, r.headers),
  }),
  row('onfido', '@onfido/api', '', {
    verify: unlessThrown((r) => new WebhookEventVerifier(r.secret).readPayload(r.body, r.headers['x-sha2-signature'])),
  }),
  row('easypost', '@easypost/api', '', {
    verify: unlessThrown((r) => easypost.Utils.validateWebhook(Buffer.from(r.body), r.headers, r.secret)),
  }),
  row('notion', '@notionhq/client', 'X-Notion-Signature', {
    sign: (r) => signWebhookPayload({ body: r.body, verificationToken: r.secret }),
    verify: (r) => notion({ body: r.body, signature: r.headers['x-notion-signature'], verificationToken: r.secret }),
  }),
  row('nango', '@nangohq/node', '', { verify: (r) => nango.verifyIncomingWebhookRequest(r.body, r.headers) }),
  row('linear', '@linear/sdk', '', {
    body: '{"action":"create","type":"Issue","data":{"note":"gate \u00e9"}}',
    verify: (r) => linear.verify(Buffer.from(r.body), r.headers['linear-signature'], JSON.parse(r.body).webhookTimestamp),
  }),
  row('sinch-numbers', '@sinch/sdk-client', '', {
    verify: (r) => sinch.validateSignatureHeader(r.secret, r.headers, r.body),
  }),
  row('adyen-header', '@adyen/api-library', 'HmacSignature', {
    secret: HEX,
    sign: (r) => adyen.calculateHmac(r.body, r.secret),
    verify: (r) => adyen.validateHMACSignature(r.secret, r.headers.hmacsignature, r.body),
  }),
];
