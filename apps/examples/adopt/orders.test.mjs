import assert from 'node:assert/strict';
import { test } from 'node:test';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const get = (id) => fetch(`${base}/v1/orders/${id}`);

await test('an order has a total', async () => {
  const { total } = await (await get(1)).json();
  assert.equal(total, 1200);
});

await test('a paid order has the time of its payment', async () => {
  const { status, paidAt } = await (await get(2)).json();
  assert.equal(status, 'paid');
  assert.ok(Date.parse(paidAt) > 0);
});

await test('an order that does not exist is not found', async () => {
  assert.equal((await get(3)).status, 404);
});
