// The running Sailplane under test, and what its tests have in common.
import assert from 'node:assert/strict';
import { test as unlimited } from 'node:test';
import { PNG } from 'pngjs';

/** Where the API listens, without a path. */
export const address = new URL(process.env.SAILPLANE_URL ?? 'http://127.0.0.1:8080').origin;

/** Both dialects live under this path. */
export const base = `${address}/v1`;

/** Clients refuse to work without a key; a stack without keys takes any. */
export const key = process.env.SAILPLANE_KEY ?? 'any';

export const model = process.env.SAILPLANE_MODEL ?? 'sailplane/stickers';

export const prompt = 'a black ring on a white background';

/** Long enough for the jobs of any test on a busy machine. */
const PATIENCE = 4 * 60 * 1000;

export const test = (name, body) => unlimited(name, { timeout: PATIENCE }, body);

/** The side of its pictures, in pixels. */
export const side = 128;

/** A picture that is soon drawn. */
export const quick = { num_inference_steps: 5, upsample_steps: 1 };

/** A job of some seconds, even on a quiet machine; tests cancel it rather than wait for its end. */
export const slow = { num_inference_steps: 50, num_outputs: 2, size: 32 };

/** A PNG of one colour; given a second one, its left half has that. */
export function png(size, colour, left = colour) {
  const picture = new PNG({ width: size, height: size });
  for (let pixel = 0; pixel < size * size; pixel++) {
    picture.data.set(pixel % size < size / 2 ? left : colour, pixel * 4);
  }
  return PNG.sync.write(picture);
}

export const BLUE = [0, 0, 255, 255];
export const CLEAR = [0, 0, 0, 0];

export function file(bytes, name) {
  return new File([bytes], name, { type: 'image/png' });
}

export function decoded(bytes) {
  return PNG.sync.read(Buffer.from(bytes));
}

/** Decodes a PNG, which must have this size. */
export function assertPicture(bytes, size) {
  const picture = decoded(bytes);
  assert.deepEqual([picture.width, picture.height], [size, size]);
  return picture;
}

/** Fetches a PNG without a key, as a browser would. */
export async function fetched(url) {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type'), /^image\/png/);
  return Buffer.from(await response.arrayBuffer());
}

/** The share of pixels round a column that are nearly pure blue. */
export function blueness(picture, column) {
  let blue = 0;
  let all = 0;
  for (let y = 0; y < picture.height; y++) {
    for (let x = column - 10; x < column + 10; x++) {
      const [red, green, blueness] = picture.data.subarray((y * picture.width + x) * 4);
      blue += blueness > 200 && red < 60 && green < 60 ? 1 : 0;
      all++;
    }
  }
  return blue / all;
}
