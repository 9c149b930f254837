/**
 * Runs examples, and prints each that fails. They can use a client for Node, or one
 * for pages with `baseUrl: '/api'`: both reach batches that are complete. An example fails if it
 * throws, or if `console.log(…); // text` prints another text.
 *
 * The argument is a file with `Input` as JSON.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { createReferenceServer } from '@batch-status/reference-server';
import { createBatchStatusClient } from '@batch-status/node';
import { createProxyListener } from '@batch-status/node/proxy';
import type { Example } from './find-examples.ts';

export interface Input {
  examples: Example[];
  /** The sources of what examples import. */
  paths: Record<string, string[]>;
}

const [input = ''] = process.argv.slice(2);
const { examples, paths } = JSON.parse(await readFile(input, 'utf8')) as Input;

registerHooks({
  resolve: (specifier, context, next) =>
    Object.hasOwn(paths, specifier)
      ? { url: pathToFileURL(paths[specifier]![0]!).href, shortCircuit: true }
      : next(specifier, context),
});

const server = createReferenceServer();
const { url } = await server.listen();
for (const id of ['batch_7891011121314', 'batch_7891011121315']) {
  server.addBatch(id, { calls: 5, createdAt: Date.now() - 86_400_000 });
}
process.env['TRILLET_BASE_URL'] = url;
process.env['TRILLET_API_KEY'] = 'test-key';
process.env['TRILLET_WORKSPACE_ID'] = 'test-workspace';

// What a page has and Node lacks: an address, against which `fetch` resolves paths.
const proxy = createServer(
  createProxyListener(createBatchStatusClient(), { authorize: () => true, path: '/api' }),
);
await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const { port } = proxy.address() as { port: number };
const page = `http://127.0.0.1:${port}/`;
const { fetch: platformFetch, Request: PlatformRequest } = globalThis;
Object.assign(globalThis, {
  location: { href: page, origin: new URL(page).origin },
  fetch: (target: string | Request, init?: RequestInit) =>
    platformFetch(typeof target === 'string' ? new URL(target, page) : target, init),
  Request: class extends PlatformRequest {
    constructor(target: string, init?: RequestInit) {
      super(new URL(target, page), init);
    }
  },
  demandOutput,
});
console.log = () => {};

/** Stands for `console.log` in a line that says what it prints. */
function demandOutput(expected: string): (...values: unknown[]) => void {
  return (...values) => {
    const printed = format(...values);
    if (printed !== expected) throw new Error(`It prints ${printed}, not ${expected}.`);
  };
}

const outputLine = /^( *)console\.log\((.*)\); \/\/ (.+)$/gm;

/** What is wrong with an example, if anything is. */
async function faultOf({ file, line, code }: Example, index: number): Promise<string> {
  const checked = code.replaceAll(
    outputLine,
    (_, indent: string, values: string, expected: string) =>
      `${indent}demandOutput(${JSON.stringify(expected)})(${values});`,
  );
  const path = join(dirname(input), `${index}.mjs`);
  try {
    await writeFile(path, stripTypeScriptTypes(checked));
    await import(pathToFileURL(path).href);
    return '';
  } catch (error) {
    return `${file}:${line}: ${(error as Error).message}\n`;
  }
}

// All at once, because some wait for a second between their requests.
const faults = await Promise.all(examples.map(faultOf));
process.stdout.write(faults.join(''));
process.exit();
