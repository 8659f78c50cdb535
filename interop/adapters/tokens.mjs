// Senders that send a JSON Web Token, or the secret itself.
import { createHash, createSecretKey } from 'node:crypto';
import { JSON_, URL_, installed, require, seconds, unlessThrown } from './kit.mjs';
import { verifySignature as vonage } from '@vonage/jwt';
import { Receiver } from '@upstash/qstash';
import { WebhookReceiver, AccessToken } from 'livekit-server-sdk';
import atlassian from 'atlassian-jwt';
import { basicAuthValidator } from 'chargebee';
import { Bot, webhookCallback } from 'grammy';
const messagebird = require(installed('messagebird/lib/webhook-signature-jwt.js'));

const SECRET = 'k'.repeat(64);
const sha256 = (body, encoding) => createHash('sha256').update(body).digest(encoding);
const bearer = (r) => r.headers.authorization.replace(/^Bearer /i, '');

function jiraRequest(r) {
  const url = new URL(r.url);
  return { method: r.method, pathname: url.pathname, query: Object.fromEntries(url.searchParams), body: r.body };
}

export default [
  {
    preset: 'vonage',
    package: '@vonage/jwt',
    secret: SECRET,
    headers: JSON_,
    change: { header: 'Authorization' },
    note: 'the package verifies the token alone, and leaves `payload_hash` to its user',
    verify: (r) => vonage(bearer(r), r.secret),
  },
  {
    preset: 'messagebird',
    package: 'messagebird',
    secret: SECRET,
    headers: JSON_,
    url: URL_ + '?a=1',
    verify: unlessThrown((r) =>
      messagebird.verify(r.url, Buffer.from(r.body), r.headers['messagebird-signature-jwt'], createSecretKey(Buffer.from(r.secret)))),
  },
  {
    preset: 'qstash',
    package: '@upstash/qstash',
    secret: SECRET,
    headers: JSON_,
    verify: (r) =>
      new Receiver({ currentSigningKey: r.secret, nextSigningKey: 'n'.repeat(64) }).verify({ body: r.body, signature: r.headers['upstash-signature'] }),
  },
  {
    preset: 'livekit',
    package: 'livekit-server-sdk',
    secret: SECRET,
    overrides: { require: '{claim:/iss} is api-key' },
    note: 'with `require` = `{claim:/iss} is api-key`, since the package wants its key there',
    headers: { 'Content-Type': 'application/webhook+json' },
    body: '{"event":"room_started","id":"EV_1","room":{"name":"gate \u00e9"}}',
    sign: async (r) => {
      const token = new AccessToken('api-key', r.secret);
      token.sha256 = sha256(r.body, 'base64');
      return { headers: { Authorization: await token.toJwt() } };
    },
    verify: unlessThrown((r) => new WebhookReceiver('api-key', r.secret).receive(r.body, r.headers.authorization)),
  },
  {
    preset: 'atlassian-connect',
    package: 'atlassian-jwt',
    secret: SECRET,
    headers: JSON_,
    url: URL_ + '?b=2&a=1',
    change: { header: 'Authorization' },
    note: 'a token of Atlassian binds no body',
    sign: (r) => ({
      headers: {
        Authorization:
          'JWT ' +
          atlassian.encodeSymmetric(
            { iss: 'jira', iat: seconds(r.now), exp: seconds(r.now) + 180, qsh: atlassian.createQueryStringHash(jiraRequest(r), false, 'https://a.example') },
            r.secret,
          ),
      },
    }),
    verify: (r) =>
      atlassian.decodeSymmetric(r.headers.authorization.replace(/^JWT /, ''), r.secret, 'HS256').qsh ===
      atlassian.createQueryStringHash(jiraRequest(r), false, 'https://a.example'),
  },
  {
    preset: 'chargebee',
    package: 'chargebee',
    secret: 'user:p\u00e4ssword',
    headers: JSON_,
    change: { header: 'Authorization' },
    note: 'a login signs no body',
    verify: unlessThrown((r) => basicAuthValidator((user, password) => user + ':' + password === r.secret)(r.headers)),
  },
  {
    preset: 'telegram',
    package: 'grammy',
    secret: 'A-token_1',
    headers: JSON_,
    body: '{"update_id":1,"message":{"text":"gate \u00e9"}}',
    change: { header: 'X-Telegram-Bot-Api-Secret-Token' },
    note: 'a token signs no body',
    verify: async (r) => {
      const bot = new Bot('1:a', { botInfo: { id: 1, is_bot: true, first_name: 'b', username: 'b_bot' } });
      const request = new Request(r.url, { method: r.method, headers: r.headers, body: r.body });
      const response = await webhookCallback(bot, 'std/http', { secretToken: r.secret })(request);
      return response.status === 200;
    },
  },
];
