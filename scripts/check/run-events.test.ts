import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { encodeEvent, readEvents, type RunEvent } from './run-events.ts';

const events: RunEvent[] = [
  { type: 'started', files: 2 },
  { type: 'failed', name: 'a.test.ts > sums', details: 'expected 3,\ngot \u001E 4' },
  { type: 'file', passed: 3, skipped: [{ name: 'a.test.ts > signs', note: 'no key' }] },
  { type: 'ended' },
];

test('finds events between other output, wherever the chunks are cut', async () => {
  const [started, failed, ...rest] = events.map((event) => encodeEvent(event));
  const output = `A warning.\n${started}no newline${failed}\n{"type":"ended"}\n${rest.join('')}`;
  const read: RunEvent[] = [];
  const text = await readEvents(Readable.from(output), (event) => read.push(event));
  expect(read).toEqual(events);
  expect(text).toBe('A warning.\nno newline\n\n{"type":"ended"}');
});
