import { randomUUID } from 'node:crypto';
import type { Clock } from '@batch-status/client-core';
import {
  freshFor,
  halfOctaveOf,
  type Finding,
  type Finished,
  type Following,
  type Grant,
  type ServerState,
  type SharedReport,
  type SharedStore,
  type Turn,
} from '@batch-status/client-core/sharing';
import type { Cluster, Redis } from 'ioredis';
import {
  decodeBatch,
  decodeReport,
  decodeServer,
  encodePlan,
  encodeReport,
  encodeServer,
} from './encode-state.ts';
import { Jobs, type ActiveJob } from './jobs.ts';
import { ownConnection } from './own-connection.ts';
import { Script } from './script.ts';
import { exchangeScript } from './scripts/exchange-script.ts';
import { finishScript } from './scripts/finish-script.ts';
import { followScript } from './scripts/follow-script.ts';
import { hastenScript } from './scripts/hasten-script.ts';
import { leaveScript } from './scripts/leave-script.ts';
import { serverScript } from './scripts/server-script.ts';
import { turnScript } from './scripts/turn-script.ts';
import { unfollowScript } from './scripts/unfollow-script.ts';

const scripts = {
  exchange: new Script(exchangeScript),
  finish: new Script(finishScript),
  follow: new Script(followScript),
  hasten: new Script(hastenScript),
  leave: new Script(leaveScript),
  server: new Script(serverScript),
  turn: new Script(turnScript),
  unfollow: new Script(unfollowScript),
};

/** A process that does not respond for so long no longer counts, in milliseconds. */
const lease = 30_000;
/** How long the last report of a batch is kept for processes that lost their connection. */
const keptFor = 3_600_000;
/** How long `close` waits for Redis. */
const patience = 2_000;
const shortestLock = 1_000;
const longestLock = 10_000;
/** If data may get as old as it likes, a job waits for so long until its batch has a turn. */
const longestDelay = 3_600_000;

export interface RedisStoreSettings {
  maxRequestsPerSecond: number;
  maxStaleness: number;
  deadline: number;
  clock: Clock;
}

interface RedisGrant extends Grant {
  base: string;
  active: ActiveJob;
}

/** Grants as the script returns them. */
interface Granted {
  batchId: string;
  token: string;
  base: string;
  report: string;
  plan: string;
}

type TurnNumbers = [
  now: string,
  seq: number,
  hasMissed: number,
  isKnown: number,
  size: number,
  perSecond: string,
  requestsInProgress: number,
  nextAt: string,
  isDue: number,
  isActive: number,
];

type TurnTexts = [
  serverVersion: string,
  server: string,
  probeAt: string,
  probeGap: string,
  multiple: string,
  grants: string[],
  news: string[],
  dropped: string[],
];

type TurnReply = [...TurnNumbers, ...TurnTexts];

const restOf = (reply: TurnReply): TurnTexts => reply.slice(10) as TurnTexts;

/** Keeps in Redis what processes share, beside a queue of BullMQ. */
export class RedisStore implements SharedStore {
  readonly #connection: Redis | Cluster;
  readonly #settings: RedisStoreSettings;
  readonly #jobs: Jobs;
  /** Identifies this process. */
  readonly #process = randomUUID();
  readonly #prefix: string;
  readonly #freshFor: number;
  /** After a request, a batch is due after so long at the latest. */
  readonly #longestDelay: number;
  /** After how long a request whose process has died is repeated. */
  readonly #recovery: number;
  readonly #lockDuration: number;
  #cursor = -1;
  #hasUsed = false;
  #server: { version: string; state: ServerState | undefined } = { version: '', state: undefined };

  constructor(connection: Redis | Cluster, name: string, settings: RedisStoreSettings) {
    const { maxStaleness, clock } = settings;
    const outer = connection.options.keyPrefix ?? '';
    const tag = `{${outer}batch-status:${name}}`;
    this.#prefix = `${tag}:`;
    this.#settings = settings;
    this.#connection = ownConnection(connection);
    this.#freshFor = freshFor(maxStaleness);
    this.#longestDelay = Math.min(this.#freshFor, longestDelay);
    this.#lockDuration = Math.min(Math.max(maxStaleness / 10, shortestLock), longestLock);
    this.#recovery = Math.ceil(2.2 * this.#lockDuration);
    this.#jobs = new Jobs(this.#connection, tag, {
      ...{ lockDuration: this.#lockDuration, clock, token: this.#process },
    });
  }

  async follow(batches: readonly Following[]): Promise<SharedReport[]> {
    const args = batches.flatMap(({ batchId, version, known }) =>
      known
        ? [
            ...[batchId, version, encodeReport(known.state), encodePlan(known)],
            ...[known.plan.since, known.plan.notBefore].map(Math.round),
          ]
        : [batchId, version, '', '', 0, 0],
    );
    const [found, created] = (await this.#run('follow', [this.#process, ...args])) as string[][];
    // If this process dies before, the job is added when the batch has its turn.
    await this.#jobs.add(created!, this.#longestDelay);
    return reportsIn(found!);
  }

  async unfollow(batchIds: readonly string[]): Promise<void> {
    const dropped = await this.#run('unfollow', [this.#process, ...batchIds]);
    await this.#jobs.remove(dropped as string[]);
  }

  async turn(most: number, within: number): Promise<Turn> {
    const { maxRequestsPerSecond, deadline } = this.#settings;
    const reply = (await this.#run('turn', [
      ...[this.#process, lease, maxRequestsPerSecond, most, deadline, this.#cursor],
      ...[this.#freshFor === Infinity ? -1 : this.#freshFor, this.#hasUsed ? 1 : 0],
      ...[this.#server.version, this.#recovery, within],
    ])) as TurnReply;
    const [now, seq, hasMissed, isKnown, size, perSecond, inProgress, nextAt, isDue] = reply;
    const [version, server, probeAt, probeGap, multiple, granted, news, dropped] = restOf(reply);
    const repliedAt = this.#elapsed();
    const isForgotten = this.#hasUsed && isKnown === 0;
    this.#hasUsed = true;
    this.#cursor = seq;
    this.#heed(version, server, probeAt, probeGap);
    void this.#jobs.remove(dropped);
    const grants = await this.#start(grantsIn(granted), Number(now));
    // To take the jobs may last, if Redis stops responding in between.
    const passed = this.#elapsed() - repliedAt;
    return {
      ...{ now: Number(now) + passed, size, isForgotten, grants },
      reports: reportsIn(news),
      hasMissed: hasMissed === 1,
      perSecond: Number(perSecond),
      requestsInProgress: inProgress,
      nextAt: Number(nextAt),
      isContended: isDue === 1,
      isActive: reply[9] === 1,
      multiple: Number(multiple),
      server: this.#server.state,
    };
  }

  async finish(grant: Grant, finding: Finding): Promise<Finished> {
    const { shared, end, error, multiple, rest } = finding;
    const { base, active } = grant as RedisGrant;
    const { state, plan } = shared;
    const { since, notBefore, pause, urgentFrom, urgentPause, isDoubtful } = plan;
    const failure = end === 'failure' ? { error } : undefined;
    const [reply] = await Promise.all([
      this.#run('finish', [
        ...[grant.token, grant.batchId, end ?? 'plan', base],
        ...[encodeReport(state, failure), encodePlan(shared)],
        ...[Math.round(since), Math.round(notBefore)],
        ...[halfOctaveOf(pause), halfOctaveOf(urgentPause)],
        ...[urgentFrom === Infinity ? '' : Math.round(urgentFrom), isDoubtful ? 1 : 0],
        ...[Math.round(rest), multiple ?? '', keptFor],
      ]) as Promise<[version: string, seq: number, nextAt: string, isFollowed: number]>,
      end ? this.#jobs.end(active) : this.#jobs.delay(active, this.#delayOf(finding)),
    ]);
    const [version, seq, nextAt, isFollowed] = reply;
    if (!end && isFollowed === 0) await this.#jobs.remove([grant.batchId]);
    if (seq === this.#cursor + 1) this.#cursor = seq;
    return { version: Number(version) || undefined, nextAt: Number(nextAt) };
  }

  async giveBack(grant: Grant, wasSent: boolean): Promise<void> {
    const { base, active, batchId, token } = grant as RedisGrant;
    await Promise.all([
      this.#giveBack(token, batchId, base, wasSent, 0),
      this.#jobs.delay(active, this.#lockDuration),
    ]);
  }

  async changeServer(change: Parameters<SharedStore['changeServer']>[0]): Promise<void> {
    for (;;) {
      const changed = change(this.#server.state);
      if (!changed) return;
      const { state, until } = changed;
      const { probeAt, probeGap } = state.pause;
      const [isChanged, version, server, newProbeAt, newProbeGap] = (await this.#run('server', [
        ...[this.#server.version, encodeServer(state), Math.max(0, Math.round(until))],
        ...[Math.max(0, Math.round(probeAt)), Math.round(probeGap), state.perSecond],
      ])) as [number, string, string?, string?, string?];
      if (isChanged === 1) {
        this.#server = { version, state };
        return;
      }
      this.#heed(version, server!, newProbeAt!, newProbeGap!);
    }
  }

  async hasten(batchIds: readonly string[]): Promise<void> {
    await this.#run('hasten', batchIds);
  }

  async close(): Promise<void> {
    const done = new AbortController();
    const expired = this.#settings.clock.sleep(patience, done.signal).catch(() => {});
    await Promise.race([this.#leave().catch(() => {}), expired]);
    done.abort();
    const closed = this.#jobs.close();
    this.#connection.disconnect();
    await closed;
  }

  async #leave(): Promise<void> {
    for (let isLeft = 1; isLeft === 1;) {
      const reply = await this.#run('leave', [this.#process]);
      const [dropped, left] = reply as [string[], number];
      await this.#jobs.remove(dropped);
      isLeft = left;
    }
  }

  /** Takes the jobs of the batches that were granted. */
  async #start(granted: Granted[], at: number): Promise<Grant[]> {
    const jobs = await this.#jobs.start(granted.map(({ batchId }) => batchId));
    const grants: Grant[] = [];
    const open = new Map(granted.map((each) => [each.batchId, each]));
    const others: ActiveJob[] = [];
    for (const active of jobs) {
      const own = open.get(active.batchId);
      if (!own) others.push(active);
      else {
        open.delete(active.batchId);
        grants.push(grantOf(own, active, at));
      }
    }
    const rest = [...open.values()];
    for (const active of others) {
      const { batchId, token } = rest.shift()!;
      const grant = await this.#exchange(active, token, batchId, at);
      if (grant) grants.push(grant);
    }
    // Another process still has their jobs.
    for (const { token, batchId, base } of rest) {
      await this.#giveBack(token, batchId, base, false, this.#lockDuration);
    }
    return grants;
  }

  /** BullMQ has delivered another job than that of the batch. */
  async #exchange(
    active: ActiveJob,
    token: string,
    granted: string,
    at: number,
  ): Promise<Grant | undefined> {
    const { deadline } = this.#settings;
    const { batchId } = active;
    const args = [batchId, token, granted, deadline, this.#recovery];
    const [base, report, plan] = (await this.#run('exchange', args)) as string[];
    if (base !== undefined) {
      const found = { batchId, token, base, report: report!, plan: plan! };
      return grantOf(found, active, at);
    }
    await Promise.all([this.#jobs.end(active), this.#giveBack(token, '', '', false, 0)]);
    return undefined;
  }

  async #giveBack(
    token: string,
    batchId: string,
    base: string,
    wasSent: boolean,
    delay: number,
  ): Promise<void> {
    const kind = wasSent ? 'back' : 'unsent';
    const plan = [0, delay, 0, 0, '', 0, 0, '', 0];
    await this.#run('finish', [token, batchId, kind, base, '', '', ...plan]);
  }

  /** How long the job waits if the batch has no turn before. */
  #delayOf({ now, shared: { plan } }: Finding): number {
    return Math.max(plan.notBefore, plan.since + this.#longestDelay) - now;
  }

  #heed(version: string, server: string, probeAt: string, probeGap: string): void {
    if (version === this.#server.version) return;
    const state = server === '' ? undefined : decodeServer(server);
    if (state && probeAt !== '') {
      state.pause.probeAt = Number(probeAt);
      state.pause.probeGap = Number(probeGap);
    }
    this.#server = { version, state };
  }

  #elapsed(): number {
    const { clock } = this.#settings;
    return clock.elapsed?.() ?? clock.now();
  }

  #run(name: keyof typeof scripts, args: readonly (string | number)[]): Promise<unknown> {
    return scripts[name].run(this.#connection, this.#prefix, args);
  }
}

function grantsIn(flat: readonly string[]): Granted[] {
  return inGroups(flat, 5).map(([batchId, token, base, report, plan]) => ({
    ...{ batchId: batchId!, token: token!, base: base! },
    ...{ report: report!, plan: plan! },
  }));
}

function grantOf(
  { batchId, token, base, report, plan }: Granted,
  active: ActiveJob,
  at: number,
): RedisGrant {
  const known = plan === '' ? undefined : decodeBatch(report, plan);
  return { batchId, token, base, version: Number(base), known, at, active };
}

/** A process decodes only the reports of batches that it follows. */
class StoredReport implements SharedReport {
  readonly batchId: string;
  readonly version: number;
  readonly end: SharedReport['end'];
  readonly #text: string;
  #decoded: Pick<SharedReport, 'state' | 'error'> | undefined;

  constructor([batchId, version, text, end]: string[]) {
    this.batchId = batchId!;
    this.version = Number(version);
    this.end = (end || undefined) as SharedReport['end'];
    this.#text = text!;
  }

  get state(): SharedReport['state'] {
    return this.#all.state;
  }

  get error(): unknown {
    return this.#all.error;
  }

  get #all(): Pick<SharedReport, 'state' | 'error'> {
    return (this.#decoded ??= decodeReport(this.#text));
  }
}

const reportsIn = (flat: readonly string[]): SharedReport[] =>
  inGroups(flat, 4).map((fields) => new StoredReport(fields));

const inGroups = <T>(flat: readonly T[], size: number): T[][] =>
  Array.from({ length: flat.length / size }, (_, nth) => flat.slice(nth * size, (nth + 1) * size));
