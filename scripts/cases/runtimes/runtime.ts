import type { ClientName, RuntimeName } from '@batch-status/client-suite/runner';

/** What a runtime must run: each client with the run that has its cases. */
export interface Program {
  /** The project in which the packages are installed. */
  folder: string;
  /** The name of its file in the project, without an extension. */
  name: string;
  serverUrl: string;
  port: number;
  runs: readonly { client: ClientName; run: string }[];
}

/** A process or a page that runs the cases. */
export interface Session {
  /** Resolves when a process ends by itself: to what is wrong, if it failed. A page does not end. */
  ended: Promise<string | undefined>;
  /** Whether it ends after its last case. */
  endsByItself: boolean;
  /** What it has printed lately. */
  output: () => string;
  stop: () => Promise<void>;
}

/** One way to start a runtime. */
export interface Variant {
  /** What distinguishes it from the other ways; empty if it is the only one. */
  title: string;
  clients: readonly ClientName[];
  /** Whether it starts in the long tests only. */
  isLong?: boolean;
  start: (program: Program) => Promise<Session>;
}

/** Where something is, or the command that installs it. */
export type Presence = { path: string } | { missing: string };

export interface Runtime {
  /** The name by which `--only` selects it. */
  id: string;
  title: string;
  runtime: RuntimeName;
  /** Whether it runs in the long tests only. */
  isLong?: true;
  /** Whether it may be missing on a machine. Then it is skipped. */
  isOptional?: true;
  find: () => Presence;
  variants: readonly Variant[];
}
