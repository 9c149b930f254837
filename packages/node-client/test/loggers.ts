import { Console } from 'node:console';
import { Writable } from 'node:stream';
import {
  createTransport,
  extraErrorDataIntegration,
  linkedErrorsIntegration,
  type Integration,
} from '@sentry/core';
import { ServerRuntimeClient } from '@sentry/core/server';
import { pino } from 'pino';
import winston from 'winston';

/** Logs a value in every way that a logger offers, and returns all that it wrote. */
export type Log = (value: unknown) => Promise<string>;

/** A stream that keeps the text written to it. */
function memory(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

const toConsole: Log = async (value) => {
  const { stream, text } = memory();
  for (const showHidden of [false, true]) {
    const inspectOptions = { depth: Infinity, showHidden, getters: showHidden };
    const output = new Console({ stdout: stream, stderr: stream, inspectOptions });
    output.error(value);
    output.error('It failed: %o %O %j %s', value, value, value, value);
    output.table([value]);
    output.dir(value, inspectOptions);
  }
  return text();
};

const toPino: Log = async (value) => {
  const { stream, text } = memory();
  const { err, errWithCause } = pino.stdSerializers;
  for (const error of [err, errWithCause]) {
    const logger = pino({ serializers: { err: error, error } }, stream);
    logger.error(value as object);
    logger.error({ err: value, error: value, value }, 'It failed.');
    logger.child({ value }).error('It failed: %o %j', value as never, value as never);
  }
  return text();
};

const toWinston: Log = async (value) => {
  const { stream, text } = memory();
  const { combine, errors, json, prettyPrint, simple, splat } = winston.format;
  for (const format of [json(), prettyPrint({ depth: 20 }), simple()]) {
    const logger = winston.createLogger({
      format: combine(splat(), errors({ stack: true, cause: true }), format),
      transports: [new winston.transports.Stream({ stream })],
    });
    logger.error(value as object);
    logger.error('It failed.', { error: value });
    logger.error('It failed: %o', value);
  }
  return text();
};

const toSentry: Log = async (value) => {
  const sent: string[] = [];
  const client = new ServerRuntimeClient({
    dsn: 'http://key@127.0.0.1/1',
    stackParser: () => [],
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        sent.push(typeof body === 'string' ? body : new TextDecoder().decode(body));
        return { statusCode: 200 };
      }),
    integrations: [linkedErrorsIntegration({ limit: 20 }), deepData()],
    normalizeDepth: 20,
  });
  client.init();
  client.captureException(value);
  client.captureException(new Error('It failed.', { cause: value }));
  client.captureEvent({ message: 'It failed.', extra: { value }, contexts: { app: { value } } });
  await client.flush();
  return sent.join('\n');
};

const deepData = (): Integration =>
  extraErrorDataIntegration({ depth: 20, captureErrorCause: true });

export const loggers: Record<string, Log> = {
  'console.error': toConsole,
  pino: toPino,
  winston: toWinston,
  Sentry: toSentry,
};
