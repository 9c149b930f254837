import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '@batch-status/loopback';
import { expect, onTestFinished, test } from 'vitest';
import { finishRelease, type Finish } from './finish-release.ts';

interface GitHub {
  finish: Finish;
  /** What changed something, in order. */
  writes: { request: string; body: unknown }[];
}

const release = '/repos/owner/name/releases/tags/%40batch-status%2Fcontract-tests%401.2.0';

/** A GitHub that has a release, some of its assets, and some tags. */
async function startGitHub(assets: string[], tags: string[], version = '1.2.0'): Promise<GitHub> {
  const writes: GitHub['writes'] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url } = request;
    if (request.headers.authorization !== 'Bearer secret') {
      response.writeHead(401).end();
      return;
    }
    if (method !== 'GET') {
      writes.push({ request: `${method} ${url}`, body: JSON.parse(await text(request)) });
      response.end('{}');
    } else if (url === release.replace('1.2.0', version)) {
      const upload_url = `http://${request.headers.host}/upload{?name,label}`;
      response.end(JSON.stringify({ upload_url, assets: assets.map((name) => ({ name })) }));
    } else {
      const found = tags.some((tag) => url === `/repos/owner/name/git/ref/tags/${tag}`);
      response.writeHead(found ? 200 : 404).end('{}');
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  const { url: api, close } = await listenOnLoopback(server);
  onTestFinished(close);
  const sboms = await mkdtemp(join(tmpdir(), 'batch-status-sboms-'));
  onTestFinished(() => rm(sboms, { recursive: true }));
  await writeFile(join(sboms, `batch-status-contract-tests-${version}.cdx.json`), '{"a":1}');
  const packages = [{ name: '@batch-status/contract-tests', version }];
  const commit = 'c0ffee';
  return {
    finish: { api, repository: 'owner/name', commit, token: 'secret', packages, sboms },
    writes,
  };
}

const file = 'batch-status-contract-tests-1.2.0.cdx.json';

test('attaches the bill of materials to the release, and creates the tag of the major version', async () => {
  const { finish, writes } = await startGitHub([], []);
  await finishRelease(finish);
  expect(writes).toEqual([
    { request: `POST /upload?name=${file}`, body: { a: 1 } },
    {
      request: 'POST /repos/owner/name/git/refs',
      body: { ref: 'refs/tags/v1', sha: 'c0ffee' },
    },
  ]);
});

test('moves a tag that exists, and attaches nothing twice', async () => {
  const { finish, writes } = await startGitHub([file], ['v1']);
  await finishRelease(finish);
  expect(writes).toEqual([
    {
      request: 'PATCH /repos/owner/name/git/refs/tags/v1',
      body: { sha: 'c0ffee', force: true },
    },
  ]);
});

test('does not move the tag to a version that is not stable', async () => {
  const { finish, writes } = await startGitHub([], ['v1'], '1.2.0-next.1');
  await finishRelease(finish);
  expect(writes.map(({ request }) => request)).toEqual([
    'POST /upload?name=batch-status-contract-tests-1.2.0-next.1.cdx.json',
  ]);
});

test('fails if GitHub refuses a request, and says which', async () => {
  const { finish } = await startGitHub([], []);
  await expect(finishRelease({ ...finish, token: 'wrong' })).rejects.toThrow(
    `GET ${finish.api}${release} was answered by 401`,
  );
});
