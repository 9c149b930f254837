import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createSendCall, resolveSettings, type Transport } from '../../src/index.ts';

const transport: Transport = async () => ({
  status: 200,
  header: () => null,
  bytes: new Uint8Array(),
});

test('a signal used for many calls keeps no listener', async () => {
  const sendCall = createSendCall(transport, resolveSettings({}));
  const { signal } = new AbortController();
  const request = { url: 'http://127.0.0.1/', options: { signal } };
  for (let call = 0; call < 200; call++) await sendCall(request, () => ({ value: 0 }));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
