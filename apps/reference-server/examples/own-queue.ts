import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { statusHandler } from '@batch-status/server';
import { tracked } from '@batch-status/server/bullmq';
import { redisStore } from '@batch-status/server/redis';
import { Queue, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';

type Contact = Job<{ campaign: string; contact: string }>;

const connection = new Redis(process.env['REDIS_URL']!, { maxRetriesPerRequest: null });
const queue = new Queue('calls', { connection });
const store = redisStore(connection);

async function call({ data: { contact } }: Contact): Promise<void> {
  console.log(`calling ${contact}`);
}

const callOf = ({ data }: Job) => ({ batchId: data.campaign, call: data.contact });
const worker = new Worker('calls', tracked(store, call, { callOf, queue }), { connection });
worker.on('error', console.error);

async function startCampaign(campaign: string, contacts: string[]): Promise<void> {
  await store.create({ batchId: campaign, total: contacts.length });
  await queue.addBulk(contacts.map((contact) => ({ name: 'call', data: { campaign, contact } })));
}

const isOurs = ({ headers }: IncomingMessage): boolean =>
  headers['x-api-key'] === process.env['API_KEY'];

function app(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(isOurs(request) ? 200 : 401).end('our app');
}

const authorize = (request: IncomingMessage) => (isOurs(request) ? 'our-workspace' : undefined);
const status = statusHandler({ store, authorize, log: console.error });
const server = createServer((req, res) => status(req, res, () => app(req, res)));
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log(server.address()));

await startCampaign('reminders', ['ann', 'bob', 'eve']);
