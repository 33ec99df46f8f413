// Webhooks as their receivers see them: checked with the library of Standard Webhooks and with Replicate's client.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import Replicate, { validateWebhook } from 'replicate';
import { Webhook } from 'standardwebhooks';
import { base, key, model, prompt, quick, test } from './stack.mjs';

const replicate = new Replicate({ auth: key, baseUrl: base });
const calls = [];
let receiver;
let secret;

before(async () => {
  secret = (await replicate.webhooks.default.secret.get()).key;
  receiver = createServer(async (request, response) => {
    const body = (await request.setEncoding('utf8').toArray()).join('');
    calls.push({ path: request.url, headers: request.headers, body });
    response.writeHead(204).end();
    receiver.emit('call');
  });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
});

after(() => receiver?.close());

/** Orders a picture, and returns the calls for it once one tells of its end and there are so many. */
async function callsFor(path, events, atLeast) {
  const { id } = await replicate.predictions.create({
    model,
    input: { prompt, ...quick },
    webhook: `http://127.0.0.1:${receiver.address().port}${path}`,
    webhook_events_filter: events,
  });
  const mine = () => calls.filter((call) => call.path === path);
  while (mine().length < atLeast || !mine().some(({ body }) => JSON.parse(body).completed_at)) {
    await once(receiver, 'call');
  }
  assert.ok(mine().every(({ body }) => JSON.parse(body).id === id));
  return mine();
}

test('Standard Webhooks takes the call, and not if a letter differs', async () => {
  const [{ headers, body }] = await callsFor('/standard', ['completed'], 1);
  const prediction = new Webhook(secret).verify(body, headers);
  assert.equal(prediction.status, 'succeeded');
  assert.equal(prediction.output.length, 1);
  assert.throws(() => new Webhook(secret).verify(body.replace('succeeded', 'succeedee'), headers));
});

test('Replicate takes the call, and not if a letter differs', async () => {
  const [{ headers, body }] = await callsFor('/replicate', ['completed'], 1);
  assert.equal(await validateWebhook({ headers, body }, secret), true);
  const changed = body.replace('succeeded', 'succeedee');
  assert.equal(await validateWebhook({ headers, body: changed }, secret), false);
});

test('every event asked for is signed, and the end comes once', async () => {
  const mine = await callsFor('/all', ['start', 'output', 'logs', 'completed'], 2);
  for (const { headers, body } of mine) {
    new Webhook(secret).verify(body, headers);
    assert.ok(Buffer.byteLength(body) < 20_000, `${Buffer.byteLength(body)} bytes`);
  }
  assert.equal(new Set(mine.map(({ headers }) => headers['webhook-id'])).size, mine.length);
  assert.equal(mine.filter(({ body }) => JSON.parse(body).completed_at).length, 1);
});
