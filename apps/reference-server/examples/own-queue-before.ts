import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Queue, Worker, type Job } from 'bullmq';
import { Redis } from 'ioredis';

type Contact = Job<{ campaign: string; contact: string }>;

const connection = new Redis(process.env['REDIS_URL']!, { maxRetriesPerRequest: null });
const queue = new Queue('calls', { connection });

async function call({ data: { contact } }: Contact): Promise<void> {
  console.log(`calling ${contact}`);
}

const worker = new Worker('calls', call, { connection });
worker.on('error', console.error);

async function startCampaign(campaign: string, contacts: string[]): Promise<void> {
  await queue.addBulk(contacts.map((contact) => ({ name: 'call', data: { campaign, contact } })));
}

const isOurs = ({ headers }: IncomingMessage): boolean =>
  headers['x-api-key'] === process.env['API_KEY'];

function app(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(isOurs(request) ? 200 : 401).end('our app');
}

const server = createServer(app);
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log(server.address()));

await startCampaign('reminders', ['ann', 'bob', 'eve']);
