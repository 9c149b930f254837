import { createServer } from 'node:http';

const orders = {
  '/v1/orders/1': { id: 1, status: 'open', total: 1200 },
  '/v1/orders/2': { id: 2, status: 'paid', total: 300, paidAt: '2026-01-31T12:00:00Z' },
};

const server = createServer(({ url }, response) => {
  const order = orders[url];
  if (!order) response.writeHead(404).end();
  else response.setHeader('content-type', 'application/json').end(JSON.stringify(order));
});
server.listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
  console.log(server.address().port);
});
