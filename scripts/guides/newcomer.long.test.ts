import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@batch-status/loopback';
import { startRedis } from '@batch-status/loopback/redis';
import { createReferenceServer, type ReferenceServerOptions } from '@batch-status/reference-server';
import { chromium, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { findChromium } from '../chromium.ts';
import { published } from '../published.ts';
import { fromRoot } from '../run.ts';
import { publishPackages } from '../release/rehearsal/publish-packages.ts';
import { startRegistry, type Registry } from '../release/rehearsal/registry.ts';
import { Newcomer } from './newcomer.ts';

// Each test follows a guide from an empty folder, with the packages as npm installs them.

const isWindows = process.platform === 'win32';
// On Windows, npm is a batch file, which Bash does not run.
beforeEach(({ skip }) => skip(isWindows));

let folder: string;
let registry: Registry;

beforeAll(async () => {
  if (isWindows) return;
  folder = await mkdtemp(join(tmpdir(), 'batch-status-newcomer-'));
  registry = await startRegistry();
  await publishPackages(published, registry, folder);
});

afterAll(async () => {
  if (isWindows) return;
  await registry?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function follow(guide: string, change?: (code: string) => string): Promise<Newcomer> {
  const env = {
    'npm_config_@batch-status:registry': registry.url,
    npm_config_cache: join(folder, 'cache'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    NO_COLOR: '1',
    LANG: 'C.UTF-8',
  };
  const newcomer = await Newcomer.read(guide, folder, env, change);
  onTestFinished(() => newcomer.stop());
  return newcomer;
}

/** A reference server, as variables of a client. */
async function serve(options: ReferenceServerOptions = {}): Promise<Record<string, string>> {
  const server = createReferenceServer({ demo: { speed: 20 }, ...options });
  const { url } = await server.listen();
  onTestFinished(() => server.close());
  const { apiKey = 'test-key', workspaceId = 'test-workspace' } = options;
  return { TRILLET_BASE_URL: url, TRILLET_API_KEY: apiKey, TRILLET_WORKSPACE_ID: workspaceId };
}

/** The commands of the only job of a workflow. */
function commandsOf(workflow: string): string[] {
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: { run?: string }[] }> };
  const [job] = Object.values(jobs);
  return job!.steps.flatMap(({ run }) => run ?? []);
}

/** An output in which a line `…` stands for any number of lines. */
function pattern(output: string): RegExp {
  const parts = output.split('…\n').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*')}$`);
}

const counts = '140 calls completed, 10 failed\n';

test('first-watch', async () => {
  const guide = await follow('first-watch');
  await guide.bash(guide.shown('first-watch/install.sh'));
  const served = guide.shown('first-watch/serve.sh').trimEnd();
  const line = await guide.start(`${served} --port 0 --speed 20`);
  const [host = ''] = /127\.0\.0\.1:\d+/.exec(line) ?? [];
  const simulated = guide.shown('first-watch/simulated.sh').replace('127.0.0.1:8787', host);
  expect(await guide.bash(simulated)).toMatch(pattern(guide.shown('first-watch/simulated.txt')));

  const own = { apiKey: 'your-key', workspaceId: 'your-workspace' };
  const env = await serve({ ...own, batchIds: ['batch_7891011121314'] });
  const real = guide.shown('first-watch/real.sh').replace('unset TRILLET_BASE_URL\n', '');
  expect(await guide.bash(real, env)).toMatch(/\ncomplete: 150 of 150 .*\n$/);
  expect(await guide.bash('node wait.mts demo', await serve())).toBe(counts);
});

test('wait, and the list of ids of many-batches', async () => {
  const guide = await follow('wait');
  await guide.bash(guide.shown('wait/install.sh'));
  const env = { ...(await serve()), BATCH_ID: 'complete' };
  for (const name of ['wait', 'by-code']) {
    const printed = await guide.bash(`bash ${name}.sh 2> reasons.txt`, env);
    expect(printed).toBe(guide.shown(`wait/${name}.txt`));
  }
  const exitCodes = `${(await guide.bash('batch-status exit-codes')).trimEnd()}\n`;
  expect(exitCodes).toBe(guide.shown('wait/exit-codes.txt'));
  for (const command of commandsOf(guide.shown('wait/wait-for-batch.yml'))) {
    await guide.bash(command, { ...env, BATCH_ID: 'empty' });
  }
  const many = await follow('many-batches');
  const idsFrom = many.shown('many-batches/ids-from.sh');
  await guide.bash(`printf 'complete\\nempty\\n' > batches.txt\n${idsFrom}`, env);
});

test('deno-bun', async () => {
  const guide = await follow('deno-bun');
  await guide.bash(guide.shown('deno-bun/install.sh'));
  const scripts = ['deno-bun/deno.sh', 'deno-bun/bun.sh'].map((name) => guide.shown(name));
  for (const script of [...scripts, 'node progress.mts demo']) {
    expect(await guide.bash(script, await serve())).toMatch(/complete: 150 of 150 .*\n$/);
  }
  for (const script of [
    'deno serve --allow-env --allow-net --host 127.0.0.1 --port 0 handler.mts 2>&1',
    'bun handler.mts 2>&1',
  ]) {
    const line = await guide.start(script, { ...(await serve()), BUN_PORT: '0' });
    const [url = ''] = /http:\/\/[\w.]+:\d+/.exec(line) ?? [];
    const { status } = await fetch(`${url}/api/v1/api/batch-calls/demo/status`);
    expect({ script, line, status }).toEqual({ script, line, status: 200 });
  }
});

const executablePath = findChromium();

/** Opens the page of a guide in Chromium, once its server runs, and waits until the batch is complete. */
async function openPage(
  guide: Newcomer,
  name: string,
  path: string,
  text = 'complete: 150 of 150 calls are done',
): Promise<Page> {
  await guide.start(
    `${guide.shown(`${name}/run.sh`)} 2>&1 | grep --line-buffered Open`,
    await serve(),
  );
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(path);
  await page.getByText(text).waitFor();
  return page;
}

describe.skipIf(!executablePath)('a page in Chromium', () => {
  test.each(['web-page', 'no-bundler'])('%s', async (name) => {
    const port = String(await freePort());
    const guide = await follow(name, (code) => code.replaceAll('8080', port));
    await guide.bash(guide.shown(`${name}/install.sh`));
    const page = await openPage(guide, name, `http://127.0.0.1:${port}`);
    expect(await page.locator('progress').getAttribute('value')).toBe('1');
  });

  test('element, with its content security policy', async () => {
    const port = String(await freePort());
    const guide = await follow('element', (code) => code.replaceAll('8080', port));
    await guide.bash(guide.shown('element/install.sh'));
    const [, policy = ''] = /The policy `([^`]+)` is enough/.exec(guide.text) ?? [];
    expect(policy).toContain("script-src 'self'");
    const html = await guide.file('public/index.html');
    const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
    await writeFile(guide.path('public/strict.html'), html.replace('<title>', `${meta}<title>`));
    const url = `http://127.0.0.1:${port}/strict.html`;
    const page = await openPage(guide, 'element', url, '150 of 150 calls done');
    expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe(
      '150 of 150 calls done, complete',
    );
  });

  test('no-bundler with its content security policy', async () => {
    const port = String(await freePort());
    const guide = await follow('no-bundler', (code) => code.replaceAll('8080', port));
    await guide.bash(guide.shown('no-bundler/install.sh'));
    const [, policy = ''] = /this policy is enough: `([^`]+)`/.exec(guide.text) ?? [];
    expect(policy).toContain("script-src 'self'");
    const html = await guide.file('public/index.html');
    const [, code = ''] = /<script type="module">([^]*)<\/script>/.exec(html) ?? [];
    const strict = html
      .replace(
        /<script type="importmap">[^]*<\/script>/,
        '<script type="module" src="page.js"></script>',
      )
      .replace('<title>', `<meta http-equiv="content-security-policy" content="${policy}"><title>`);
    await writeFile(guide.path('public/strict.html'), strict);
    const module = code.replace("'@batch-status/fetch'", "'./batch-status.js'");
    await writeFile(guide.path('public/page.js'), module);
    const page = await openPage(guide, 'no-bundler', `http://127.0.0.1:${port}/strict.html`);
    expect(await page.locator('progress').getAttribute('value')).toBe('1');
  });
});

test('web-page without Express, with the example of the package', async () => {
  const guide = await follow('web-page');
  await guide.bash(guide.shown('web-page/install.sh'));
  await guide.bash('diff web-proxy.ts node_modules/@batch-status/node/examples/web-proxy.ts');
  const port = String(await freePort());
  const main = `
    import { createBatchStatusClient } from '@batch-status/node';
    import { createWebProxy } from './web-proxy.ts';
    createWebProxy(createBatchStatusClient(), () => true)
      .listen(${port}, '127.0.0.1', () => console.log('listening'));`;
  await writeFile(guide.path('main.mts'), main);
  await guide.start('node main.mts', await serve());
  const { status } = await fetch(`http://127.0.0.1:${port}/api/v1/api/batch-calls/demo/status`);
  expect(status).toBe(200);
});

test('many-batches, with a restart', async () => {
  const guide = await follow('many-batches');
  await guide.bash(guide.shown('many-batches/install.sh'));
  const env = await serve();
  const printed = await guide.bash('node monitor.mts complete forbidden', env);
  expect(printed).toMatch(/^complete: 140 calls completed\nforbidden: .+ returned 403.*\n$/m);
  expect(await guide.start('node resume.mts stalled', env)).toBe('stalled running');
  await guide.stop();
  expect(JSON.parse(await guide.file('monitor.json'))).toMatchObject({
    batches: [{ batchId: 'stalled' }],
  });
  expect(await guide.start('node resume.mts', env)).toBe('stalled running');
});

test('dashboard', async () => {
  const guide = await follow('dashboard');
  await guide.bash(guide.shown('dashboard/install.sh'));
  const start = async (script: string, env: Record<string, string> = {}): Promise<URL> => {
    // Only one dashboard at a time can use the data file.
    await guide.stop();
    const onLoopback = script.trimEnd().replace('0.0.0.0', '127.0.0.1');
    const line = await guide.start(`${onLoopback} --port 0`, env);
    return new URL(/https?:\S+/.exec(line)![0]);
  };
  // The first event has all batches.
  const read = async (url: URL): Promise<string> => {
    const { body } = await fetch(new URL('api/events', url));
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    const { value = '' } = await reader.read();
    await reader.cancel();
    return value;
  };
  expect(await read(await start(guide.shown('dashboard/simulated.sh')))).toContain('"demo"');
  const { TRILLET_BASE_URL = '' } = await serve({
    ...{ apiKey: 'your-key', workspaceId: 'your-workspace' },
    batchIds: ['batch_7891011121314'],
  });
  expect(await read(await start(guide.shown('dashboard/real.sh'), { TRILLET_BASE_URL }))).toContain(
    'batch_7891011121314',
  );
  const link = await start(guide.shown('dashboard/team.sh'), await serve());
  expect(link.search).toMatch(/^\?token=[\da-f]{48}$/);
  expect((await fetch(new URL('api/events', link))).status).toBe(401);
  expect((await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')).toContain(
    'HttpOnly; SameSite=Strict',
  );
  await start(guide.shown('dashboard/proxy.sh'), await serve());
  await using redis = await startRedis();
  await guide.bash(guide.shown('dashboard/install-redis.sh'));
  const many = guide.shown('dashboard/many.sh').replace('redis://localhost:6379', redis.url);
  await start(many, await serve());
});

test('openapi-3-0', async () => {
  const guide = await follow('openapi-3-0');
  await guide.bash(guide.shown('openapi-3-0/install.sh'));
  const printed = await guide.bash('bash verify.sh || echo "exit $?"');
  expect(printed).toContain(guide.shown('openapi-3-0/verify.txt'));
  expect(printed).toMatch(/exit 1\n$/);
});

test('contract-diff', async () => {
  const guide = await follow('contract-diff');
  await guide.bash(guide.shown('contract-diff/install.sh'));
  const printed = await guide.bash('bash diff.sh || echo "exit $?"');
  expect(printed).toContain(guide.shown('contract-diff/diff.txt'));
  expect(printed).toMatch(/exit 1\n$/);
});

test('rules', async () => {
  const guide = await follow('rules');
  await guide.bash(guide.shown('rules/install.sh'));
  for (const name of ['openapi.yaml', 'recording.har']) {
    await cp(fromRoot(`apps/examples/rules/${name}`), guide.path(name));
  }
  const printed = await guide.bash(
    `{ ${guide.shown('rules/verify.sh').trim()}; } || echo "exit $?"`,
  );
  expect(printed).toContain(guide.shown('rules/verify.txt'));
});

test('adopt', async () => {
  const port = String(await freePort());
  const guide = await follow('adopt', (code) => code.replaceAll('3000', port));
  await guide.bash(guide.shown('adopt/install.sh'));
  for (const name of ['openapi.yaml', 'orders.test.mjs', 'server.mjs']) {
    await cp(fromRoot(`apps/examples/adopt/${name}`), guide.path(name));
  }
  await guide.start(`PORT=${port} node server.mjs`);
  await guide.bash('bash record.sh');
  expect(await guide.bash('bash verify.sh')).toBe(guide.shown('adopt/verify.txt'));
  expect(await guide.bash('bash mutate.sh')).toMatch(pattern(guide.shown('adopt/mutate.txt')));
  expect(await guide.bash(guide.shown('adopt/again.sh'))).toBe(guide.shown('adopt/again.txt'));
});

test('record-and-verify', async () => {
  const port = String(await freePort());
  const guide = await follow('record-and-verify', (code) => code.replaceAll('8790', port));
  await guide.bash(guide.shown('record-and-verify/install.sh'));
  const env = { ...(await serve()), BATCH_ID: 'complete' };
  for (const command of commandsOf(guide.shown('record-and-verify/record.yml'))) {
    await guide.bash(command, env);
  }
  expect(await guide.bash('bash verify.sh')).toBe(guide.shown('record-and-verify/verify.txt'));
  const recording = await guide.file('recording.har');
  expect(recording).not.toContain('test-key');
  const refused = await guide.attempt('rm recording.har; bash record.sh', {
    ...env,
    TRILLET_API_KEY: 'wrong',
  });
  expect(refused.ok).toBe(false);
});

test.each([
  ['errors', 'node by-code.mts no-such-batch', 'There is no such batch.\n'],
  [
    'from-polling',
    'node before.mts complete; node after.mts complete',
    '140 of 150 calls completed\n'.repeat(2),
  ],
  ['from-polling', 'node progress.mts complete', '150 of 150 \n'],
  ['versions', 'node contract-version.mts', 'Batch call status, version 1.0.0\n'],
])('%s: %s', async (name, script, printed) => {
  const guide = await follow(name);
  await guide.bash(guide.shown(`${name}/install.sh`));
  expect(await guide.bash(script, await serve())).toBe(printed);
});

test('privacy', async () => {
  const guide = await follow('privacy');
  await guide.bash(guide.shown('privacy/install.sh'));
  const printed = await guide.bash('node without-personal-data.mts complete', await serve());
  expect(printed).toContain('"phone_number":"•••"');
  expect(printed).not.toMatch(/\+\d/);
});

test('reference-server and testing, with Vitest', async () => {
  const guide = await follow('reference-server');
  await guide.bash(guide.shown('reference-server/install.sh'));
  expect(await guide.bash('npx --no -- vitest run')).toMatch(/Tests .*18 passed/);
  expect(await guide.start(guide.shown('reference-server/serve.sh'))).toContain(
    'http://127.0.0.1:',
  );

  const testing = await follow('testing');
  await testing.bash(/`(npm install [^`]*)`/.exec(testing.text)![1]!);
  expect(await testing.bash('npx --no -- vitest run')).toMatch(/Tests .*4 passed/);
});
