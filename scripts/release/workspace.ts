import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packageBin } from '../package-bin.ts';
import { Failed, fromRoot, run, runOnTerminal, type Outcome } from '../run.ts';

const changesetCommand = packageBin('@changesets/cli', 'changeset');

/** A package that is published. */
export interface PublishedPackage {
  name: string;
  version: string;
  /** Its folder. */
  path: string;
}

/** A workspace whose packages are released. */
export class Workspace {
  readonly #root: string;
  readonly #env: Record<string, string>;

  readonly #terminal: boolean;

  /** @param terminal Whether somebody can answer questions. */
  constructor(
    root: string = fromRoot(''),
    env: Record<string, string> = {},
    terminal: boolean = process.stdin.isTTY,
  ) {
    this.#root = root;
    this.#env = env;
    this.#terminal = terminal;
  }

  /** Its folder. */
  get root(): string {
    return this.#root;
  }

  run(...command: string[]): Promise<Outcome> {
    return run(command, this.#env, this.#root);
  }

  /** Runs the command of Changesets. */
  changeset(...args: string[]): Promise<Outcome> {
    return this.run(...changesetCommand, ...args);
  }

  /** Publishes the tarballs of a folder. On a terminal, npm asks for the second factor. */
  async publish(folder: string): Promise<Outcome> {
    const args = ['publish', '--from-pack-dir', folder];
    if (!this.#terminal) return this.changeset(...args);
    const ok = await runOnTerminal([...changesetCommand, ...args], this.#env, this.#root);
    return { ok, output: '' };
  }

  /** Changesets starts pnpm by its name, some of the time after it has changed files. */
  async requirePnpm(): Promise<void> {
    const { ok } = await this.run('pnpm', '--version');
    if (!ok) {
      throw new Failed('pnpm is not on the path: install it with `npm install --global pnpm`.');
    }
  }

  /** Only what is committed can be undone, tagged, and built again. */
  async requireCleanTree(): Promise<void> {
    const { ok, output } = await this.run('git', 'status', '--porcelain');
    if (!ok) throw new Failed(`git status failed: ${output}`);
    if (output !== '') {
      throw new Failed(
        'The working tree has changes: commit them, or discard them with `git restore . && git clean -d --force`.',
      );
    }
  }

  /** Without one, Changesets publishes, creates no tag, and exits with 0. */
  async requireGitIdentity(): Promise<void> {
    const { ok } = await this.run('git', 'var', 'GIT_COMMITTER_IDENT');
    if (!ok) {
      throw new Failed(
        'git does not know who creates the tags: set `git config user.name …` and `git config user.email …`.',
      );
    }
  }

  /** The packages that are not private. */
  async packages(): Promise<PublishedPackage[]> {
    const { ok, output } = await this.run('pnpm', 'list', '--recursive', '--depth=-1', '--json');
    if (!ok) throw new Failed(`pnpm list failed: ${output}`);
    const all = JSON.parse(output) as (PublishedPackage & { private: boolean })[];
    return all
      .filter((each) => !each.private)
      .map(({ name, version, path }) => ({ name, version, path }));
  }

  /**
   * Without a registry or a login, Changesets fails too, but says so in twelve lines for each
   * package, and only after the build and the tests.
   */
  async requireLogin(): Promise<void> {
    for (const registry of await this.#registries()) {
      const { ok: isReached } = await this.run('pnpm', 'ping', ...registry);
      if (!isReached) {
        throw new Failed(
          'The registry cannot be reached: check the network and `pnpm config get registry`, then try again.',
        );
      }
      const { ok: isLoggedIn } = await this.run('pnpm', 'whoami', ...registry);
      if (!isLoggedIn) {
        throw new Failed('You are not logged in to the registry: run `npm login`, then try again.');
      }
    }
  }

  /** The options that name the registry of each scope. */
  async #registries(): Promise<string[][]> {
    const names = (await this.packages()).map(({ name }) => name);
    const scopes = new Set(names.map((name) => /^(@[^/]+)\//.exec(name)?.[1]));
    const settings = [...scopes].map(async (scope) => {
      if (scope === undefined) return [];
      const { output } = await this.run('pnpm', 'config', 'get', `${scope}:registry`);
      const url = output.trim();
      return URL.canParse(url) ? [`--registry=${url}`] : [];
    });
    return Promise.all(settings);
  }

  /** A changeset that is left belongs to a version that is not set yet. */
  async requireNoChangesets(): Promise<void> {
    const files = await readdir(join(this.#root, '.changeset'));
    const left = files.filter((file) => file.endsWith('.md') && file !== 'README.md');
    if (left.length > 0) {
      throw new Failed(
        `${left.length === 1 ? '1 changeset is' : `${left.length} changesets are`} not released: run \`pnpm version-packages\`, and commit the result.`,
      );
    }
  }
}
