import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { stringify } from 'yaml';

/** A recorded response of `GET /things/{id}`. */
export interface Answer {
  status?: number;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  path?: string;
}

/** A temporary folder for a contract and recordings. `Symbol.asyncDispose` deletes it. */
export class ContractFiles implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<ContractFiles> {
    return new ContractFiles(await mkdtemp(join(tmpdir(), 'contract-files-')));
  }

  /** A contract whose `GET /things/{id}` responds with 200 and this schema, or with other responses. */
  async contract(schema: object, responses: object = {}, more: object = {}): Promise<string> {
    const content = { 'application/json': { schema } };
    const ok = { '200': { description: '', content } };
    return this.write('contract.yaml', {
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: { '/things/{id}': { get: { responses: { ...ok, ...responses } } } },
      ...more,
    });
  }

  /** A recording in which each response arrives before the next request. */
  async recording(answers: readonly Answer[], name = 'recording.har'): Promise<string> {
    const entries = answers.map(({ status = 200, body, headers = {}, path = '/things/1' }, at) => {
      const text = JSON.stringify(body) as string | undefined;
      const all = {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      };
      return {
        startedDateTime: new Date(at * 1000).toISOString(),
        time: 1,
        request: { method: 'GET', url: `http://localhost${path}`, headers: [] },
        response: {
          status,
          headers: Object.entries(all).map(([key, value]) => ({ name: key, value })),
          content: { size: -1, mimeType: '', ...(text === undefined ? {} : { text }) },
        },
      };
    });
    return this.write(name, { log: { version: '1.2', entries } });
  }

  async write(name: string, content: unknown): Promise<string> {
    const file = join(this.folder, name);
    const text = name.endsWith('.yaml') ? stringify(content) : JSON.stringify(content);
    await writeFile(file, typeof content === 'string' ? content : text);
    return file;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
