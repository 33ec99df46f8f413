// Replicate's own JavaScript client against Sailplane: nothing but its base URL is set.
import assert from 'node:assert/strict';
import Replicate from 'replicate';
import { BLUE, CLEAR, assertPicture, base, fetched, key, model, png, prompt, quick, side, slow, test } from './stack.mjs';

const replicate = new Replicate({ auth: key, baseUrl: base });
const [owner, name] = model.split('/');
const input = { prompt, ...quick };

async function assertOutput(output, count) {
  assert.equal(output.length, count);
  for (const url of output) {
    assertPicture(await fetched(String(url)), side);
  }
}

async function version() {
  return (await replicate.models.get(owner, name)).latest_version.id;
}

test('runs a model and waits within the request', async () => {
  await assertOutput(await replicate.run(model, { input: { ...input, num_outputs: 2 } }), 2);
});

test('runs a version, polls, and reads progress from the logs', async () => {
  const seen = [];
  const options = { input, wait: { mode: 'poll', interval: 100 } };
  const output = await replicate.run(`${model}:${await version()}`, options, (state) => seen.push(state));
  await assertOutput(output, 1);
  assert.equal(seen.at(-1).status, 'succeeded');
  assert.deepEqual(Replicate.parseProgressFromLogs(seen.at(-1)).percentage, 1);
  for (const { status } of seen) {
    assert.ok(['starting', 'processing', 'succeeded'].includes(status), status);
  }
});

test('a prediction carries what its type promises', async () => {
  const created = await replicate.predictions.create({ model, input, wait: true });
  const prediction = await replicate.wait(created, {});
  assert.equal(prediction.status, 'succeeded');
  assert.equal(prediction.model, model);
  assert.equal(prediction.version, await version());
  assert.equal(prediction.input.prompt, prompt);
  assert.equal(prediction.source, 'api');
  assert.equal(prediction.data_removed, false);
  assert.equal(prediction.error, null);
  assert.ok(prediction.metrics.predict_time > 0);
  assert.ok(Date.parse(prediction.created_at) <= Date.parse(prediction.started_at));
  assert.ok(Date.parse(prediction.started_at) <= Date.parse(prediction.completed_at));
  assert.equal(prediction.urls.get, `${base}/predictions/${prediction.id}`);
  assert.equal(prediction.urls.cancel, `${base}/predictions/${prediction.id}/cancel`);
});

// Any other status than starting would be taken as the end of the job.
test('waiting in vain answers starting, and the job goes on', async () => {
  const prediction = await replicate.predictions.create({ model, input: { prompt, ...slow }, wait: 1 });
  assert.equal(prediction.status, 'starting');
  const later = await replicate.wait(prediction, {}, async ({ progress }) => progress > 0);
  assert.ok(later.progress > 0, later.status);
  await replicate.predictions.cancel(prediction.id);
});

test('a longer wait than is possible is no error', async () => {
  const prediction = await replicate.predictions.create({ model, input, wait: 600 });
  assert.ok(['starting', 'succeeded'].includes(prediction.status), prediction.status);
});

test('streams without a key to the end', async () => {
  const events = [];
  for await (const event of replicate.stream(model, { input })) {
    events.push(event);
  }
  const outputs = events.filter(({ event }) => event === 'output').map(({ data }) => data);
  await assertOutput(outputs, 1);
  assert.equal(events.at(-1).event, 'done');
  assert.ok(events.every(({ id }) => id), 'no event without an id to resume at');
});

test('cancels, again and again', async () => {
  const { id } = await replicate.predictions.create({ model, input: { prompt, ...slow } });
  await replicate.predictions.cancel(id);
  const canceled = await replicate.wait(await replicate.predictions.cancel(id), { interval: 100 });
  assert.equal(canceled.status, 'canceled');
  assert.equal((await replicate.predictions.cancel(id)).status, 'canceled');
});

test('a signal that aborts a run cancels its prediction', async () => {
  const abort = new AbortController();
  let last;
  const options = { input: { prompt, ...slow }, wait: { mode: 'poll', interval: 100 }, signal: abort.signal };
  await replicate.run(model, options, (state) => {
    last = state;
    abort.abort();
  });
  const ended = await replicate.wait(last, { interval: 100 });
  assert.equal(ended.status, 'canceled');
});

test('lists every prediction once, page by page', async () => {
  const small = { prompt, size: 32, num_inference_steps: 1 };
  const mine = new Set();
  for (let batch = 0; batch < 11; batch++) {
    const created = Array.from({ length: 10 }, () => replicate.predictions.create({ model, input: small }));
    (await Promise.all(created)).forEach(({ id }) => mine.add(id));
  }
  const listed = [];
  let pages = 0;
  for await (const page of replicate.paginate(replicate.predictions.list)) {
    pages++;
    listed.push(...page.map(({ id }) => id));
  }
  assert.ok(pages >= 2, `${pages} pages`);
  assert.equal(new Set(listed).size, listed.length);
  assert.deepEqual([...mine].filter((id) => !listed.includes(id)), []);
});

test('lists models and describes them', async () => {
  const { results } = await replicate.models.list();
  assert.ok(results.some((listed) => listed.owner === owner && listed.name === name));
  const found = await replicate.models.get(owner, name);
  assert.ok(found.description.length > 0);
  const versions = await replicate.models.versions.list(owner, name);
  assert.ok(versions.results.some(({ id }) => id === found.latest_version.id));
  const { openapi_schema: schema } = await replicate.models.versions.get(owner, name, found.latest_version.id);
  assert.equal(schema.components.schemas.Input.properties.prompt.type, 'string');
  assert.equal(schema.components.schemas.Input.properties.num_outputs.maximum, 10);
});

test('takes pictures as bytes', async () => {
  const output = await replicate.run(model, { input: { ...input, image: png(side, BLUE, CLEAR) } });
  await assertOutput(output, 1);
});

const refusals = {
  'an unknown model': [{ model: 'nobody/nothing', input }, 404, /no model/i],
  'an unknown version': [{ version: 'nothing', input }, 422, /version/],
  'a wrong field': [{ model, input: { ...input, num_outputs: 0 } }, 422, /\/input\/num_outputs/],
};

for (const [what, [options, status, message]] of Object.entries(refusals)) {
  test(`${what} is an ApiError that says so`, async () => {
    await assert.rejects(replicate.predictions.create(options), (error) => {
      assert.equal(error.name, 'ApiError');
      assert.equal(error.response.status, status);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('an unknown prediction is an ApiError', async () => {
  await assert.rejects(replicate.predictions.get('nothing'), (error) => error.response.status === 404);
});
