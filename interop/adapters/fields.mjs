// Senders that sign some fields, or a form.
import { FORM, JSON_, URL_, seconds, unlessThrown } from './kit.mjs';
import { hmacValidator } from '@adyen/api-library';
import braintree from 'braintree';
import mailgunFactory from 'mailgun-js';
import { EventCallbackHelper, EventCallbackRequest } from '@dropbox/sign';
import { WebhookSignatureValidator } from 'mercadopago';
import { Auth } from '@vonage/auth';

const SECRET = 'secret';
const HEX = 'DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00';
const adyen = new hmacValidator();
const item = (body) => JSON.parse(body).notificationItems[0].NotificationRequestItem;
const gateway = new braintree.BraintreeGateway({
  environment: braintree.Environment.Sandbox,
  merchantId: 'm',
  publicKey: 'public',
  privateKey: 'private',
});
const mailgun = () => mailgunFactory({ apiKey: 'k', domain: 'a.example', publicApiKey: 'p', mute: true });
const fields = (body) => Object.fromEntries(new URLSearchParams(body));

export default [
  {
    preset: 'adyen',
    package: '@adyen/api-library',
    secret: HEX,
    headers: JSON_,
    body: JSON.stringify({
      live: 'false',
      notificationItems: [
        {
          NotificationRequestItem: {
            additionalData: {},
            pspReference: '7914073381342284',
            merchantAccountCode: 'TestMerchant',
            merchantReference: 'gate-1',
            amount: { value: 1130, currency: 'EUR' },
            eventCode: 'AUTHORISATION',
            success: 'true',
          },
        },
      ],
    }),
    sign: (r) => {
      const notification = JSON.parse(r.body);
      const first = notification.notificationItems[0].NotificationRequestItem;
      first.additionalData.hmacSignature = adyen.calculateHmac(first, r.secret);
      return { body: JSON.stringify(notification) };
    },
    verify: (r) => adyen.validateHMAC(item(r.body), r.secret),
  },
  {
    preset: 'braintree',
    package: 'braintree',
    secret: 'public:private',
    headers: FORM,
    body: 'bt_payload=' + encodeURIComponent(gateway.webhookTesting.sampleNotification('subscription_went_past_due', 'gate').bt_payload),
    change: { from: 'bt_payload=P', to: 'bt_payload=Q' },
    sign: () => {
      const sample = gateway.webhookTesting.sampleNotification('subscription_went_past_due', 'gate');
      return { body: new URLSearchParams({ bt_payload: sample.bt_payload, bt_signature: sample.bt_signature }).toString() };
    },
    verify: unlessThrown((r) => gateway.webhookNotification.parse(fields(r.body).bt_signature, fields(r.body).bt_payload)),
  },
  {
    preset: 'mailgun',
    package: 'mailgun-js',
    secret: 'k',
    headers: JSON_,
    body: '{"signature":{"token":"gate0123456789"},"event-data":{"event":"opened"}}',
    verify: (r) => {
      const { timestamp, token, signature } = JSON.parse(r.body).signature;
      return mailgun().validateWebhook(timestamp, token, signature);
    },
  },
  {
    preset: 'dropbox-sign',
    package: '@dropbox/sign',
    secret: SECRET,
    headers: FORM,
    body: 'json=' + encodeURIComponent('{"event":{"event_type":"account_confirmed","event_metadata":{}},"account":{}}'),
    change: { from: 'account_confirmed', to: 'account_confirmes' },
    verify: (r) => EventCallbackHelper.isValid(r.secret, EventCallbackRequest.init(JSON.parse(fields(r.body).json))),
  },
  {
    preset: 'mercado-pago',
    package: 'mercadopago',
    secret: SECRET,
    headers: { ...JSON_, 'x-request-id': 'gate-1' },
    url: URL_ + '?data.id=123456&type=payment',
    change: { header: 'x-request-id' },
    note: 'Mercado Pago signs no body',
    verify: unlessThrown((r) =>
      WebhookSignatureValidator.validate({
        xSignature: r.headers['x-signature'],
        xRequestId: r.headers['x-request-id'],
        dataId: new URL(r.url).searchParams.get('data.id'),
        secret: r.secret,
      })),
  },
  {
    preset: 'vonage-sms',
    package: '@vonage/auth',
    secret: 'abcdefg',
    headers: FORM,
    body: 'msisdn=447700900001&messageId=0A1&text=gate',
    knownFault: 'the package signs no `&` before the first parameter, and escapes. Vonage\'s library for Java does otherwise',
    sign: async (r) => {
      const auth = new Auth({ apiKey: 'key', apiSecret: 's', signature: { algorithm: 'SHA256HMAC', secret: r.secret } });
      const signed = await auth.createSignatureHash({ ...fields(r.body), timestamp: String(seconds(r.now)) });
      return { body: new URLSearchParams(signed).toString() };
    },
  },
];
