import { createServer, type ServerResponse } from 'node:http';
import { statusHandler } from '@batch-status/server';
import { redisStore } from '@batch-status/server/redis';
import { killsAt } from '../witness/kill-points.ts';
import { Witness } from '../witness/witness.ts';
import { connect, log, sayReady, settings as given, type ServerSettings } from './settings.ts';

const settings = given as ServerSettings;
const connection = connect(settings.store);
const reach = killsAt(settings.killAt, new Witness(settings.witness));
const handler = statusHandler({ store: redisStore(connection), authorize: () => 'faults', log });
let bodies = 0;

/** Kills the process, perhaps, when half of a body has been sent. */
function mayDieDuring(response: ServerResponse): void {
  const end = response.end.bind(response) as (body?: Buffer | string) => ServerResponse;
  response.end = ((body?: Buffer | string) => {
    if (body === undefined) return end();
    const bytes = Buffer.from(body);
    const subject = String((bodies += 1));
    response.write(bytes.subarray(0, bytes.length / 2), () => {
      reach('during a response', subject);
      end(bytes.subarray(bytes.length / 2));
    });
    return response;
  }) as ServerResponse['end'];
}

const server = createServer((request, response) => {
  if (settings.killAt.length > 0) mayDieDuring(response);
  handler(request, response);
});
server.listen(settings.port, '127.0.0.1', sayReady);

process.once('SIGTERM', () => {
  server.close(() => connection.disconnect());
  server.closeIdleConnections();
});
