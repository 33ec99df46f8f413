// OpenAI's own JavaScript client against Sailplane: nothing but its base URL is set.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { BLUE, CLEAR, assertPicture, base, blueness, fetched, file, key } from './stack.mjs';
import { model, png, prompt, quick, side, test } from './stack.mjs';

const openai = new OpenAI({ apiKey: key, baseURL: base });
const ring = { model, prompt, size: `${side}x${side}`, ...quick };

function finished(base64) {
  return assertPicture(Buffer.from(base64, 'base64'), side);
}

/** All events of a stream; the last is the finished picture, those before it are numbered from 0. */
async function assertStream(stream, kind) {
  const events = [];
  for await (const event of stream) {
    events.push(event);
  }
  const completed = events.pop();
  assert.equal(completed.type, `${kind}.completed`);
  assert.equal(completed.output_format, 'png');
  assert.equal(completed.size, `${side}x${side}`);
  assert.ok(completed.usage.total_tokens >= 0);
  finished(completed.b64_json);
  assert.ok(events.length >= 1 && events.length <= 2, `${events.length} partial images`);
  events.forEach((event, index) => {
    assert.equal(event.type, `${kind}.partial_image`);
    assert.equal(event.partial_image_index, index);
    assertPartial(event);
  });
}

/** What is drawn so far is a small JPEG, from its first marker to its last. */
function assertPartial({ b64_json, output_format }) {
  assert.equal(output_format, 'jpeg');
  const bytes = Buffer.from(b64_json, 'base64');
  assert.deepEqual([...bytes.subarray(0, 3), ...bytes.subarray(-2)], [0xff, 0xd8, 0xff, 0xff, 0xd9]);
}

test('generates a picture in base64', async () => {
  const before = Math.floor(Date.now() / 1000);
  const response = await openai.images.generate({ ...ring, response_format: 'b64_json' });
  assert.ok(Number.isInteger(response.created) && response.created >= before - 5);
  assert.equal(response.data.length, 1);
  assert.equal(response.data[0].url, undefined);
  finished(response.data[0].b64_json);
  assert.equal(response.output_format, 'png');
  assert.equal(response.size, `${side}x${side}`);
  assert.ok(response._request_id, 'no x-request-id');
});

test('generates two pictures behind addresses', async () => {
  const response = await openai.images.generate({ ...ring, n: 2, response_format: 'url' });
  assert.equal(response.data.length, 2);
  const pictures = await Promise.all(response.data.map(({ url }) => fetched(url)));
  pictures.forEach((picture) => assertPicture(picture, side));
  assert.notDeepEqual(pictures[0], pictures[1]);
});

test('the same seed draws the same picture', async () => {
  const seeded = { ...ring, seed: 7, response_format: 'b64_json' };
  const [first, second] = [await openai.images.generate(seeded), await openai.images.generate(seeded)];
  assert.deepEqual(finished(first.data[0].b64_json).data, finished(second.data[0].b64_json).data);
});

test('takes what is null as not given', async () => {
  const response = await openai.images.generate({ ...ring, n: null, quality: null, response_format: 'b64_json' });
  assert.equal(response.data.length, 1);
});

test('an edit draws the clear part of the mask anew and keeps the rest', async () => {
  const response = await openai.images.edit({
    ...ring,
    image: file(png(side, BLUE), 'blue.png'),
    mask: file(png(side, BLUE, CLEAR), 'mask.png'),
    prompt: 'a red circle on a white background',
    response_format: 'b64_json',
  });
  const picture = finished(response.data[0].b64_json);
  assert.ok(blueness(picture, 96) > 0.9, 'kept half');
  assert.ok(blueness(picture, 32) < 0.9, 'half drawn anew');
});

test('an edit takes its picture from a list of one, in bytes without a type', async () => {
  const image = [new File([png(side, BLUE, CLEAR)], 'blue')];
  const response = await openai.images.edit({ ...ring, image, response_format: 'b64_json' });
  assert.ok(blueness(finished(response.data[0].b64_json), 96) > 0.9, 'kept half');
});

test('varies a picture', async () => {
  const { data } = await openai.images.createVariation({
    model,
    image: file(png(side, BLUE), 'blue.png'),
    n: 2,
    size: `${side}x${side}`,
    response_format: 'b64_json',
  });
  assert.equal(data.length, 2);
  data.forEach(({ b64_json }) => finished(b64_json));
});

test('streams a picture as it is drawn', async () => {
  await assertStream(await openai.images.generate({ ...ring, stream: true, partial_images: 2 }), 'image_generation');
});

test('streams an edit as it is drawn', async () => {
  const image = file(png(side, BLUE, CLEAR), 'blue.png');
  await assertStream(await openai.images.edit({ ...ring, image, stream: true, partial_images: 2 }), 'image_edit');
});

test('streams the finished picture alone if no partial ones are wanted', async () => {
  const types = [];
  for await (const event of await openai.images.generate({ ...ring, stream: true, partial_images: 0 })) {
    types.push(event.type);
  }
  assert.deepEqual(types, ['image_generation.completed']);
});

for (const stream of [false, true]) {
  test(`a wrong size is a BadRequestError that names it${stream ? ', also instead of a stream' : ''}`, async () => {
    await assert.rejects(openai.images.generate({ ...ring, size: '63x63', stream }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError, String(error));
      assert.equal(error.param, 'size');
      assert.equal(error.type, 'invalid_request_error');
      assert.match(error.message, /^400 .*128/);
      assert.ok(error.requestID, 'no x-request-id');
      return true;
    });
  });
}

test('a picture that is none is a BadRequestError that names it', async () => {
  const image = file(Buffer.from('hello'), 'hello.png');
  await assert.rejects(openai.images.edit({ ...ring, image }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError, String(error));
    assert.equal(error.param, 'image');
    return true;
  });
});

test('an unknown model is a NotFoundError', async () => {
  await assert.rejects(openai.images.generate({ ...ring, model: 'nobody/nothing' }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError, String(error));
    assert.equal(error.code, 'model_not_found');
    return true;
  });
});
