import { once } from 'node:events';
import { createServer } from 'node:net';
import { runProcess } from '../src/index.ts';

/** What the example does, by its first argument. */
const actions: Record<string, (signal: () => AbortSignal) => Promise<number> | number> = {
  end: () => 7,
  print() {
    process.stdout.write('printed\n');
    return 0;
  },
  'print for ever': printForEver,
  'print for ever, and pass if it is not read': printForEver,
  'print much'() {
    process.stdout.write('x'.repeat(4_000_000));
    return 3;
  },
  throw() {
    throw new TypeError('a secret');
  },
  async 'throw later'() {
    setImmediate(() => {
      throw new RangeError('a secret');
    });
    return forEver();
  },
  async 'reject later'() {
    void Promise.reject(new Error('a secret'));
    return forEver();
  },
  async 'stop politely'(signal) {
    const server = createServer().listen(0, '127.0.0.1');
    const closed = once(server, 'close');
    signal().addEventListener('abort', () => server.close());
    process.stdout.write('ready\n');
    await closed;
    return 8;
  },
  async 'stop slowly'(signal) {
    signal().addEventListener('abort', () => process.stdout.write('stopping\n'));
    process.stdout.write('ready\n');
    return forEver();
  },
  async 'ignore signals'() {
    process.stdout.write('ready\n');
    return forEver();
  },
};

function printForEver(): number {
  const print = (): void => void (process.stdout.write('more\n'), setImmediate(print));
  print();
  return 0;
}

/** A server keeps the process running. */
function forEver(): Promise<number> {
  createServer().listen(0, '127.0.0.1');
  return new Promise(() => undefined);
}

await runProcess({
  name: 'example',
  node: '22.12',
  exitCodes: {
    usage: 11,
    outputClosed: process.argv[2]?.endsWith('pass if it is not read') ? 0 : 12,
    outputFailed: 13,
    interrupted: 14,
    terminated: 16,
    unexpected: 15,
  },
  async load() {
    if (process.argv[2] === 'fail to load') throw new SyntaxError('a secret');
    return async ([action = ''], { interruption }) => actions[action]!(interruption);
  },
});
