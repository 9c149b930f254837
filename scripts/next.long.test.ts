import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createBatchStatusClient } from '@batch-status/fetch';
import { createReferenceServer } from '@batch-status/reference-server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { pack } from './pack.ts';
import { fromRoot, run, start } from './run.ts';

/** What the app uses besides our packages. Types are checked by `next build`. */
const dependencies = {
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  typescript: '5.9.3',
  '@types/node': '24.19.2',
  '@types/react': '19.3.3',
};

const packages = [
  '@batch-status/spec',
  '@batch-status/client-core',
  '@batch-status/fetch',
  '@batch-status/node',
];

const credentials = { apiKey: 'test-key', workspaceId: 'test-workspace' };

/** A page that requests a batch without saying that it must not be rendered when it is built. */
const probe = (name: string, call: string): string => `
  import { Suspense } from 'react';
  import { createBatchStatusClient, waitUntilComplete } from '@batch-status/${name}';
  const client = createBatchStatusClient({
    baseUrl: process.env.SERVER_URL,
    ...${JSON.stringify(credentials)},
  });
  async function Counts() {
    const { completed, total } = await ${call};
    return <p>{\`\${completed} of \${total} calls completed\`}</p>;
  }
  export default function Page() {
    return <Suspense fallback={<p>Loading…</p>}><Counts /></Suspense>;
  }
`;

const getBatchStatus = "client.getBatchStatus('demo')";
const cached = `(async () => {
  'use cache';
  return ${getBatchStatus};
})()`;

const files: Record<string, string> = {
  'app/layout.tsx': `
    export default function Layout({ children }: { children: React.ReactNode }) {
      return <html><body>{children}</body></html>;
    }`,
  'app/fetch/page.tsx': probe('fetch', getBatchStatus),
  'app/node/page.tsx': probe('node', getBatchStatus),
  'app/fetch-wait/page.tsx': probe('fetch', "waitUntilComplete(client, 'complete')"),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      module: 'esnext',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      isolatedModules: true,
      plugins: [{ name: 'next' }],
    },
    include: ['**/*.ts', '**/*.tsx'],
    exclude: ['node_modules'],
  }),
};

const cachedPages = {
  'app/fetch-cached/page.tsx': probe('fetch', cached),
  'app/node-cached/page.tsx': probe('node', cached),
};

let folder: string;
let next: string[];

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-status-next-'));
  const packed = await pack(packages, folder);
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const project = {
    private: true,
    type: 'module',
    dependencies: { ...dependencies, ...tarballs },
    overrides: tarballs,
  };
  await write('package.json', JSON.stringify(project));
  const install = ['npm', 'install', '--prefix', folder, '--no-audit', '--no-fund'];
  const { ok, output } = await run(install);
  if (!ok) throw new Error(output);
  await cp(fromRoot('apps/examples/next'), folder, { recursive: true });
  await cp(fromRoot('apps/examples/react'), folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) await write(path, text);
  next = [process.execPath, join(folder, 'node_modules/next/dist/bin/next')];
});

afterAll(() => rm(folder, { recursive: true }));

/** A server of the batch `demo`. Its time stands still until `pass` is called. */
async function serveBatches() {
  let time = 1_800_000_000_000;
  const server = createReferenceServer({
    now: () => time,
    sleep: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      }),
  });
  onTestFinished(() => server.close());
  const { url } = await server.listen();
  const client = createBatchStatusClient({ baseUrl: url, ...credentials });
  return {
    url,
    pass: (ms: number) => (time += ms),
    /** What a page shows that requests the batch now. */
    shown: async () => {
      const { completed, total } = await client.getBatchStatus('demo');
      return `${completed} of ${total} calls completed`;
    },
  };
}

/** Starts the app, and returns a function that requests one of its pages. */
async function serveApp(env: Record<string, string>) {
  const app = start([...next, 'start', folder, '--port', '0', '--hostname', '127.0.0.1'], env);
  const closed = once(app, 'close');
  onTestFinished(async () => {
    app.kill();
    await closed;
  });
  let url: string | undefined;
  for await (const line of createInterface(app.stdout)) {
    url = /Local: +(http:\S+)/.exec(line)?.[1];
    if (url) break;
  }
  return async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, { headers });
    return response.text();
  };
}

// On Windows, npm is a batch file, which cannot be spawned.
describe.skipIf(process.platform === 'win32').each([false, true])(
  'Next.js with cacheComponents: %s',
  (cacheComponents) => {
    test('builds without secrets, and requests batches when pages are visited', async () => {
      const config = { cacheComponents, turbopack: { root: folder } };
      await write('next.config.mjs', `export default ${JSON.stringify(config)};`);
      const pages = cacheComponents ? Object.entries(cachedPages) : [];
      for (const [path, text] of pages) await write(path, text);
      const batches = await serveBatches();
      const env = {
        NEXT_TELEMETRY_DISABLED: '1',
        NODE_ENV: 'production',
        SERVER_URL: batches.url,
        // An empty variable counts as not set.
        TRILLET_API_KEY: '',
        TRILLET_WORKSPACE_ID: '',
        // No request leaves this machine, even if one is sent that should not be.
        TRILLET_BASE_URL: 'http://127.0.0.1:9',
      };
      const build = await run([...next, 'build', folder], env);
      expect(build.output).toContain('Finalizing page optimization');
      expect(build.ok).toBe(true);

      const atBuild = await batches.shown();
      batches.pass(15_000);
      const now = await batches.shown();
      expect(now).not.toBe(atBuild);
      const page = await serveApp({
        ...env,
        TRILLET_API_KEY: credentials.apiKey,
        TRILLET_WORKSPACE_ID: credentials.workspaceId,
        TRILLET_BASE_URL: batches.url,
      });
      expect(await page('/batches/demo')).toContain(now);
      expect(await page('/fetch')).toContain(now);
      // This is why the guide says to call `connection()`.
      expect(await page('/node')).toContain(cacheComponents ? now : atBuild);
      expect(await page('/fetch-wait')).toMatch(/\d+ of 150 calls completed/);
      for (const [path] of pages) {
        expect(await page(dirname(path).replace('app', ''))).toContain(atBuild);
      }
      expect(await page('/live')).toContain('Waiting for the first response');
      const status = '/api/v1/api/batch-calls/demo/status';
      expect(JSON.parse(await page(status, { cookie: 'user=demo' }))).toMatchObject({ total: 150 });
      expect(await page(status)).not.toContain('total');
    });
  },
);
