// Senders that sign the URL.
import { FORM, JSON_, URL_, installed, require } from './kit.mjs';
import twilio from 'twilio';
import plivo from 'plivo';
import { WebhooksHelper } from 'square';
import { Signature } from '@hubspot/api-client';

const SECRET = '12345';
const { getExpectedTwilioSignature, getExpectedBodyHash } = require(installed('twilio/lib/webhooks/webhooks.js'));
const fields = (body) => Object.fromEntries(new URLSearchParams(body));
const NOTE = 'CallSid=CA1&CallStatus=ringing&Note=gate+%C3%A9+%26';
const EVENTS = '[{"eventId":1,"subscriptionId":2,"subscriptionType":"contact.creation","occurredAt":3,"note":"gate \u00e9"}]';

const hubspot = (version) => (r) => ({
  clientSecret: r.secret,
  method: r.method,
  url: r.url,
  requestBody: r.body,
  signatureVersion: version,
});
const hubspotRow = (version, header) => ({
  preset: 'hubspot-' + version,
  package: '@hubspot/api-client',
  secret: SECRET,
  headers: JSON_,
  url: URL_ + '?a=1',
  body: EVENTS,
  sign: (r) => ({
    headers: {
      [header]: Signature.getSignature(r.method, version, { ...hubspot(version)(r), timestamp: r.now }),
      ...(version === 'v3' && { 'X-HubSpot-Request-Timestamp': String(r.now) }),
    },
  }),
  verify: (r) =>
    Signature.isValid({
      ...hubspot(version)(r),
      signature: r.headers[header.toLowerCase()],
      ...(version === 'v3' && { timestamp: Number(r.headers['x-hubspot-request-timestamp']) }),
    }),
});

export default [
  {
    preset: 'twilio',
    package: 'twilio',
    secret: SECRET,
    headers: FORM,
    url: URL_ + '?q=1',
    body: NOTE,
    sign: (r) => ({ headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(r.secret, r.url, fields(r.body)) } }),
    verify: (r) => twilio.validateRequest(r.secret, r.headers['x-twilio-signature'], r.url, fields(r.body)),
  },
  {
    preset: 'twilio-json',
    package: 'twilio',
    secret: SECRET,
    headers: JSON_,
    url: URL_ + '?q=1',
    sign: (r) => {
      const url = r.url + '&bodySHA256=' + getExpectedBodyHash(r.body);
      return { url, headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(r.secret, url, {}) } };
    },
    verify: (r) => twilio.validateRequestWithBody(r.secret, r.headers['x-twilio-signature'], r.url, r.body),
  },
  {
    preset: 'plivo-v2',
    package: 'plivo',
    secret: SECRET,
    headers: { ...FORM, 'X-Plivo-Signature-V2-Nonce': '05429567804466091622' },
    url: URL_ + '?q=1',
    body: NOTE,
    change: { header: 'X-Plivo-Signature-V2-Nonce' },
    verify: (r) => plivo.validateSignature(r.url, r.headers['x-plivo-signature-v2-nonce'], r.headers['x-plivo-signature-v2'], r.secret),
  },
  {
    preset: 'plivo-v3',
    package: 'plivo',
    secret: SECRET,
    headers: { ...FORM, 'X-Plivo-Signature-V3-Nonce': '05429567804466091622' },
    url: URL_ + '?q=1',
    body: NOTE,
    verify: (r) =>
      plivo.validateV3Signature(
        r.method, r.url, r.headers['x-plivo-signature-v3-nonce'], r.secret, r.headers['x-plivo-signature-v3'], fields(r.body)),
  },
  {
    preset: 'square',
    package: 'square',
    secret: SECRET,
    headers: JSON_,
    configured: true,
    verify: (r) =>
      WebhooksHelper.verifySignature({
        requestBody: r.body,
        signatureHeader: r.headers['x-square-hmacsha256-signature'],
        signatureKey: r.secret,
        notificationUrl: r.url,
      }),
  },
  hubspotRow('v1', 'X-HubSpot-Signature'),
  hubspotRow('v2', 'X-HubSpot-Signature'),
  hubspotRow('v3', 'X-HubSpot-Signature-v3'),
];
